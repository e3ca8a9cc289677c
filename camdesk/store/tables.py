"""The tables of facts: which columns a clerk may state, and what each refers to.

The write path, undo, replay and check all read `TABLES`; the DDL itself is frozen in
`migrations.py`, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

APPLICATION_ID = 0x43414D44  # "CAMD"
SCHEMA_VERSION = 2

Value = str | int | float | None
"""What one column of facts holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of facts."""

    name: str
    columns: tuple[str, ...]
    references: MappingProxyType[str, str]  # column -> the table it points into


def _table(name: str, columns: str, **references: str) -> Table:
    return Table(name, tuple(columns.split()), MappingProxyType(references))


# Parents stand before the tables that refer to them.
TABLES = MappingProxyType(
    {
        table.name: table
        for table in (
            _table(
                "place",
                "parent kind kato name_ru name_kk name_en also_written latitude longitude"
                " archived merged_into",
                parent="place",
                merged_into="place",
            ),
            _table(
                "organisation", "name bin note archived merged_into", merged_into="organisation"
            ),
            _table(
                "programme", "name_ru name_kk name_en archived merged_into", merged_into="programme"
            ),
            _table(
                "model",
                "maker name type resolution service_life_months archived merged_into",
                merged_into="model",
            ),
            # A commission names its order, and the papers that it signs name the commission.
            _table("commission", "name document chair members note", document="document"),
            _table(
                "document",
                "kind number issued_on issuer commission note",
                issuer="organisation",
                commission="commission",
            ),
            _table(
                "attachment", "document name media_type size sha256 removed", document="document"
            ),
            _table(
                "contract",
                "number title announcement lot customer payer supplier budget_code programme"
                " signed_on due_on amount vat document note",
                customer="organisation",
                payer="organisation",
                supplier="organisation",
                programme="programme",
                document="document",
            ),
            _table(
                "contract_line",
                "contract position model description quantity unit unit_price note",
                contract="contract",
                model="model",
            ),
            _table(
                "site",
                "code name place address latitude longitude mount height_m azimuth purpose"
                " operator note",
                place="place",
                operator="organisation",
            ),
            _table(
                "camera",
                "inventory_number serial_number unit cameras_in_system model programme"
                " balance_holder service_life_months contract_line note",
                model="model",
                programme="programme",
                balance_holder="organisation",
                contract_line="contract_line",
            ),
            _table(
                "part",
                "name source donor quantity unit_value acquired_on storage supplier document"
                " serial_number note",
                donor="camera",
                supplier="organisation",
                document="document",
            ),
            _table(
                "part_move",
                "part kind quantity camera occurred_on event document note",
                part="part",
                camera="camera",
                document="document",
            ),
            _table(
                "figure",
                "key part_of published_on source measure unit programme place programme_said"
                " place_said period qualifier value note",
                part_of="figure",
                programme="programme",
                place="place",
            ),
            _table(
                "supplement", "event occurred_on installed_on cost document", document="document"
            ),
            _table(
                "stock_take",
                "name programme place balance_holder counted_on document closed_on note",
                programme="programme",
                place="place",
                balance_holder="organisation",
                document="document",
            ),
            _table(
                "stock_take_line",
                "stock_take camera said result expected site note",
                stock_take="stock_take",
                camera="camera",
                site="site",
            ),
            _table("saved_view", "page name settings archived"),
            _table("own_field", "table_name name kind choices archived"),
            _table(
                "own_value",
                "field camera site contract value",
                field="own_field",
                camera="camera",
                site="site",
                contract="contract",
            ),
        )
    }
)

# Written after the cameras that they refer to: while a row refers to one that is not there yet,
# SQLite searches all cameras for each event that comes.
ABOUT_CAMERAS = tuple(t.name for t in TABLES.values() if "camera" in t.references.values())

# What the ledger's events refer to.
EVENT_REFERENCES = MappingProxyType(
    {
        "camera": "camera",
        "other_camera": "camera",
        "site": "site",
        "organisation": "organisation",
        "document": "document",
    }
)

# Facts that name an event; without foreign keys, for an event of an undone entry stays.
EVENT_NAMES = (("part_move", "event"), ("supplement", "event"))

EVENT_COLUMNS = (
    "id",
    "entry",
    "camera",
    "kind",
    "occurred_on",
    "site",
    "organisation",
    "other_camera",
    "document",
    "cost",
    "note",
    "details",
)
"""The columns of an event that are the ledger; the rest is derived from them."""

CHANGE_COLUMNS = ("id", "entry", "table_name", "row_id", "column_name", "old", "new")

ENTRY_COLUMNS = (
    "id",
    "recorded_at",
    "recorded_on",
    "author",
    "action",
    "subject",
    "cameras",
    "reason",
    "invented",
    "as_of",
    "voids",
)


def references_to(table: str) -> list[tuple[str, str]]:
    """The (table, column) pairs that point into `table`."""
    return [
        (other.name, column)
        for other in TABLES.values()
        for column, target in other.references.items()
        if target == table
    ]
