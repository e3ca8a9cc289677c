"""The facts that the register keeps of things: how each is called, typed and shown.

Forms, cards, histories, bulk correction, the list of gaps and imports read `FACTS`; which columns
a table has stands in `store/tables.py`, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.identifiers import parse_bin_or_iin
from camdesk.domain.lifecycle import UNITS


class FactKind(Enum):
    """How a fact is typed, checked and shown."""

    TEXT = "text"
    NOTE = "note"  # several lines
    DATE = "date"  # EDTF text, a PartialDate in forms
    MONEY = "money"  # whole tiyn
    WHOLE = "whole"  # a whole number of things
    MEASURE = "measure"  # a decimal number
    CHOICE = "choice"  # one of Fact.choices
    YES_NO = "yes_no"  # 1 or 0
    REFERENCE = "reference"  # the id of a row of Fact.target
    HIDDEN = "hidden"  # kept for the program, never typed


@dataclass(frozen=True, slots=True)
class Fact:
    """One column of a table of facts; a fact that is not known is None."""

    column: str
    label: str
    kind: FactKind = FactKind.TEXT
    target: str = ""  # of a REFERENCE: the table it points into
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()  # (value in the register, label)
    hint: str = ""
    least: int = 0  # of a number
    most: int | None = None
    check: Callable[[str], str] | None = None  # gives the text as it is kept, or a KnownError


PLACE_KINDS = (
    ("region", N_("Region")),
    ("city", N_("City")),
    ("district", N_("District")),
    ("settlement", N_("Settlement")),
    ("microdistrict", N_("Microdistrict")),
)
CAMERA_TYPES = (
    ("dome", N_("Dome")),
    ("bullet", N_("Bullet")),
    ("ptz", N_("Turning (PTZ)")),
    ("box", N_("Box")),
    ("panoramic", N_("Panoramic")),
    ("anpr", N_("Number plates (ANPR)")),
)
PART_SOURCES = (("recovered", N_("Recovered from a camera")), ("bought", N_("Bought")))
PART_MOVES = (("fitted", N_("Fitted")), ("discarded", N_("Discarded")))
QUALIFIERS = (
    ("exactly", N_("exactly")),
    ("more_than", N_("more than")),
    ("about", N_("about")),
    ("unknown", N_("not said")),
)
MEASURES = (
    ("installed", N_("Number installed")),
    ("failed", N_("Number failed")),
    ("written_off", N_("Number written off")),
    ("connected", N_("Number connected")),
    ("crimes_solved", N_("Crimes solved")),
    ("administrative_offences", N_("Administrative offences")),
    ("money_spent", N_("Money spent")),
    ("other", N_("Something else")),
)
FIGURE_UNITS = (*UNITS.items(), ("case", N_("Case")), ("KZT", N_("Tenge")))
STOCK_TAKE_RESULTS = (
    ("found", N_("Found")),
    ("missing", N_("Missing")),
    ("elsewhere", N_("Found elsewhere")),
    ("unknown", N_("Unknown to the register")),
)
OWN_FIELD_KINDS = (
    ("text", N_("Text")),
    ("number", N_("A number")),
    ("date", N_("Date")),
    ("money", N_("Sum")),
    ("choice", N_("Choice")),
)
OWN_FIELD_TABLES = (("camera", N_("Cameras")), ("site", N_("Sites")), ("contract", N_("Contracts")))

_T, _K = FactKind.TEXT, FactKind
_NOTE = Fact("note", N_("Note"), _K.NOTE)
_ARCHIVED = Fact("archived", N_("Archived"), _K.YES_NO)


def _reference(column: str, label: str, target: str, *, required: bool = False) -> Fact:
    return Fact(column, label, _K.REFERENCE, target, required)


def _merged(target: str) -> Fact:
    return Fact("merged_into", N_("Merged into"), _K.HIDDEN, target)


def _choice(
    column: str, label: str, choices: tuple[tuple[str, str], ...], *, required: bool = False
) -> Fact:
    return Fact(column, label, _K.CHOICE, required=required, choices=choices)


_UNIT = _choice("unit", N_("Unit"), tuple(UNITS.items()), required=True)
_NAMES = (
    Fact("name_ru", N_("Name in Russian"), required=True),
    Fact("name_kk", N_("Name in Kazakh")),
    Fact("name_en", N_("Name in English")),
)
_LATITUDE = Fact("latitude", N_("Latitude"), _K.MEASURE, least=-90, most=90)
_LONGITUDE = Fact("longitude", N_("Longitude"), _K.MEASURE, least=-180, most=180)

_FACTS = {
    "place": (
        _reference("parent", N_("Lies in"), "place"),
        _choice("kind", N_("Kind"), PLACE_KINDS, required=True),
        Fact("kato", N_("KATO code")),
        *_NAMES,
        Fact("also_written", N_("Other spellings"), hint=N_("Separated by semicolons.")),
        _LATITUDE,
        _LONGITUDE,
        _ARCHIVED,
        _merged("place"),
    ),
    "organisation": (
        Fact("name", N_("Name"), required=True),
        Fact(
            "bin",
            N_("BIN or IIN"),
            hint=N_("Twelve digits; the last one is checked."),
            check=parse_bin_or_iin,
        ),
        _NOTE,
        _ARCHIVED,
        _merged("organisation"),
    ),
    "programme": (*_NAMES, _ARCHIVED, _merged("programme")),
    "model": (
        Fact("maker", N_("Maker")),
        Fact("name", N_("Name"), required=True),
        _choice("type", N_("Type"), CAMERA_TYPES),
        Fact("resolution", N_("Resolution")),
        Fact("service_life_months", N_("Service life, months"), _K.WHOLE, least=1),
        _ARCHIVED,
        _merged("model"),
    ),
    "commission": (
        Fact("name", N_("Name"), required=True),
        _reference("document", N_("Order"), "document"),
        Fact("chair", N_("Chair")),
        Fact("members", N_("Members"), _K.NOTE, hint=N_("One on each line.")),
        _NOTE,
    ),
    "document": (
        Fact("kind", N_("Kind of paper"), required=True),
        Fact("number", N_("Number")),
        Fact("issued_on", N_("Date"), _K.DATE),
        _reference("issuer", N_("Issued by"), "organisation"),
        _reference("commission", N_("Commission"), "commission"),
        _NOTE,
    ),
    "attachment": (
        _reference("document", N_("Document"), "document", required=True),
        Fact("name", N_("File"), required=True),
        Fact("media_type", N_("Kind of file"), _K.HIDDEN),
        Fact("size", N_("Size"), _K.HIDDEN),
        Fact("sha256", N_("Fingerprint"), _K.HIDDEN),
        Fact("removed", N_("Taken off"), _K.HIDDEN),
    ),
    "contract": (
        Fact("number", N_("Contract no."), required=True),
        Fact("title", N_("What is bought")),
        Fact("announcement", N_("Announcement no.")),
        Fact("lot", N_("Lot no.")),
        _reference("customer", N_("Customer"), "organisation"),
        _reference("payer", N_("Payer"), "organisation"),
        _reference("supplier", N_("Supplier"), "organisation"),
        Fact("budget_code", N_("Budget code")),
        _reference("programme", N_("Programme"), "programme"),
        Fact("signed_on", N_("Signed on"), _K.DATE),
        Fact("due_on", N_("Delivery due"), _K.DATE),
        Fact("amount", N_("Sum with VAT"), _K.MONEY),
        Fact("vat", N_("VAT in it"), _K.MONEY),
        _reference("document", N_("Paper"), "document"),
        _NOTE,
    ),
    "contract_line": (
        _reference("contract", N_("Contract"), "contract", required=True),
        Fact("position", N_("Line"), _K.WHOLE, least=1),
        _reference("model", N_("Model"), "model"),
        Fact("description", N_("Description")),
        Fact("quantity", N_("Quantity"), _K.WHOLE, required=True, least=1),
        _UNIT,
        Fact("unit_price", N_("Unit price with VAT"), _K.MONEY),
        _NOTE,
    ),
    "site": (
        Fact("code", N_("Site code")),
        Fact("name", N_("Name")),
        _reference("place", N_("Place"), "place"),
        Fact("address", N_("Address")),
        _LATITUDE,
        _LONGITUDE,
        Fact("mount", N_("Mount")),
        Fact("height_m", N_("Height, m"), _K.MEASURE),
        Fact("azimuth", N_("Azimuth, degrees"), _K.MEASURE, most=360),
        Fact("purpose", N_("Purpose")),
        _reference("operator", N_("Link operator"), "organisation"),
        _NOTE,
    ),
    "camera": (
        Fact("inventory_number", N_("Inventory no.")),
        Fact("serial_number", N_("Serial no.")),
        _UNIT,
        Fact("cameras_in_system", N_("Cameras in the system"), _K.WHOLE, least=1),
        _reference("model", N_("Model"), "model"),
        _reference("programme", N_("Programme"), "programme"),
        _reference("balance_holder", N_("Balance holder"), "organisation"),
        Fact("service_life_months", N_("Service life, months"), _K.WHOLE, least=1),
        _reference("contract_line", N_("Contract line"), "contract_line"),
        _NOTE,
    ),
    "part": (
        Fact("name", N_("Part"), required=True),
        _choice("source", N_("Where from"), PART_SOURCES, required=True),
        _reference("donor", N_("Donor"), "camera"),
        Fact("quantity", N_("Quantity"), _K.WHOLE, required=True, least=1),
        Fact("unit_value", N_("Value of one"), _K.MONEY),
        Fact("acquired_on", N_("Into stock on"), _K.DATE),
        Fact("storage", N_("Where it lies")),
        _reference("supplier", N_("Supplier"), "organisation"),
        _reference("document", N_("Paper"), "document"),
        Fact("serial_number", N_("Serial no.")),
        _NOTE,
    ),
    "part_move": (
        _reference("part", N_("Part"), "part", required=True),
        _choice("kind", N_("What happened"), PART_MOVES, required=True),
        Fact("quantity", N_("Quantity"), _K.WHOLE, required=True, least=1),
        _reference("camera", N_("Recipient"), "camera"),
        Fact("occurred_on", N_("Date"), _K.DATE),
        Fact("event", N_("Repair"), _K.HIDDEN),
        _reference("document", N_("Paper"), "document"),
        _NOTE,
    ),
    "figure": (
        Fact("key", N_("Key"), required=True),
        _reference("part_of", N_("Part of"), "figure"),
        Fact("published_on", N_("Published on"), _K.DATE),
        Fact("source", N_("Who said it")),
        _choice("measure", N_("What is counted"), MEASURES, required=True),
        _choice("unit", N_("Unit"), FIGURE_UNITS, required=True),
        _reference("programme", N_("Programme"), "programme"),
        _reference("place", N_("Place"), "place"),
        Fact("programme_said", N_("Programme, as published")),
        Fact("place_said", N_("Place, as published")),
        Fact("period", N_("Period"), _K.DATE),
        _choice("qualifier", N_("How exactly"), QUALIFIERS, required=True),
        Fact("value", N_("Number said"), _K.WHOLE),
        _NOTE,
    ),
    "supplement": (
        Fact("event", N_("Event"), _K.HIDDEN, required=True),
        Fact("occurred_on", N_("Date"), _K.DATE),
        Fact("installed_on", N_("Installed on"), _K.DATE),
        Fact("cost", N_("Cost"), _K.MONEY),
        _reference("document", N_("Paper"), "document"),
    ),
    "stock_take": (
        Fact("name", N_("Name"), required=True),
        _reference("programme", N_("Programme"), "programme"),
        _reference("place", N_("Place"), "place"),
        _reference("balance_holder", N_("Balance holder"), "organisation"),
        Fact("counted_on", N_("As of"), _K.DATE, required=True),
        _reference("document", N_("Order"), "document"),
        Fact("closed_on", N_("Closed on"), _K.DATE),
        _NOTE,
    ),
    "stock_take_line": (
        _reference("stock_take", N_("Stock-take"), "stock_take", required=True),
        _reference("camera", N_("Camera"), "camera"),
        Fact("said", N_("As typed or scanned")),
        _choice("result", N_("Result"), STOCK_TAKE_RESULTS, required=True),
        Fact("expected", N_("Expected"), _K.HIDDEN),
        _reference("site", N_("Found at"), "site"),
        _NOTE,
    ),
    "saved_view": (
        Fact("page", N_("Page"), _K.HIDDEN, required=True),
        Fact("name", N_("Name"), required=True),
        Fact("settings", N_("Settings"), _K.HIDDEN),
        _ARCHIVED,
    ),
    "own_field": (
        _choice("table_name", N_("Of what"), OWN_FIELD_TABLES, required=True),
        Fact("name", N_("Name"), required=True),
        _choice("kind", N_("Kind"), OWN_FIELD_KINDS, required=True),
        Fact("choices", N_("Choices"), _K.NOTE, hint=N_("Of a choice: one on each line.")),
        _ARCHIVED,
    ),
    "own_value": (
        _reference("field", N_("Own field"), "own_field", required=True),
        _reference("camera", N_("Camera"), "camera"),
        _reference("site", N_("Site"), "site"),
        _reference("contract", N_("Contract"), "contract"),
        Fact("value", N_("Value")),
    ),
}

FACTS: Mapping[str, tuple[Fact, ...]] = MappingProxyType(_FACTS)

# What names a row to people, the best first.
_NAMING = ("number", "name", "name_ru", "key", "inventory_number", "code", "kind", "address")


def subject_of(facts: Mapping[str, object]) -> str:
    """How an entry names a row with these `facts`."""
    return next((str(facts[name]) for name in _NAMING if facts.get(name)), "")


def fact(table: str, column: str) -> Fact:
    """The fact of that column; KeyError where there is none."""
    for one in FACTS[table]:
        if one.column == column:
            return one
    raise KeyError(f"{table}.{column}")
