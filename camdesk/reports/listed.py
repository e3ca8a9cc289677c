"""Reports of what the pages list: sites, contracts, papers, the journal, the reference books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.reports.columns import DEVICES, EVENTS
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Parameter, Report, ReportColumn
from camdesk.store import book_lists, contracts, documents, journal, sites
from camdesk.store.chosen import NAMES
from camdesk.store.connection import Connection
from camdesk.store.listed import every_row
from camdesk.store.listing import Listing
from camdesk.store.tables import Value

_BOOK = N_("A reference book is the same for all cameras.")
# What numbers in these lists count, and which of them add up over districts and programmes.
_UNITS: Mapping[tuple[str, str], tuple[str, bool]] = MappingProxyType(
    {
        ("sites", "cameras"): (DEVICES, True),
        ("contracts", "quantity"): (DEVICES, False),
        ("contracts", "ordered"): (DEVICES, True),
        ("contracts", "received"): (DEVICES, True),
        ("contracts", "installed"): (DEVICES, True),
        ("documents", "files"): (N_("files"), False),
        ("documents", "events"): (EVENTS, True),
        ("documents", "cameras"): (DEVICES, True),
        ("journal", "cameras"): (DEVICES, False),
    }
)


def _listed(
    name: str,
    title: str,
    question: str,
    what: str,
    columns: str,
    listing: Callable[[str], Listing],
    *,
    parameters: tuple[Parameter, ...] = (AS_OF, KNOWN_ON),
    filters: tuple[str, ...] = NAMES,
    period: bool = False,
) -> Report:
    """A report of all rows of a list; `columns` are names of its columns, `NAME=AS` another name
    for one of them."""
    shown = listing("ru").columns
    pairs = [one.partition("=") for one in columns.split()]
    source = {(new or old): old for old, _, new in pairs}

    def column(named: str, old: str) -> ReportColumn:
        unit, adds_up = _UNITS.get((name, named), ("", False))
        return ReportColumn(named, shown[old].label, shown[old].kind, unit, adds_up)

    def make(
        connection: Connection, days: Days, wanted: Sequence[str], language: str
    ) -> Iterable[Sequence[Value]]:
        asked: dict[str, tuple[Value, ...]] = {}
        if period and (days.get("from") or days.get("to")):
            between = (days.get("from"), days.get("to"))
            asked["days"] = tuple(day.isoformat() if day else None for day in between)
        return every_row(connection, listing(language), [source[one] for one in wanted], asked)

    return Report(
        name, title, question, what, parameters,
        tuple(column(new, old) for new, old in source.items()),
        make, long=True, filters=filters, no_filter="" if filters else _BOOK,
    )  # fmt: skip


def _book(table: str, name: str, title: str, question: str, columns: str) -> Report:
    return _listed(
        name, title, question, N_("Every row of the reference book, archived ones too."), columns,
        lambda language: book_lists.listing(table, language),
        parameters=(KNOWN_ON,), filters=(),
    )  # fmt: skip


SITES = (
    _listed(
        "sites",
        N_("Sites"),
        N_("Where do cameras hang, and how many at each site?"),
        N_(
            "Every site of the register, one row each; counted are the cameras that hang there on"
            " that day, working or failed. With a programme or a holder: sites of their cameras."
        ),
        "code address place district cameras latitude longitude mount purpose operator note id",
        sites.listing,
    ),
)
CONTRACTS = (
    _listed(
        "contracts",
        N_("Contracts"),
        N_("Which contracts are there, with whom and for how much?"),
        N_(
            "Contracts that were signed by that day, one row each. Ordered, received and installed"
            " are counts of their cameras; a contract over both units has them in its lines. With a"
            " filter: contracts of the chosen cameras."
        ),
        "number=contract title programme customer payer supplier signed_on due_on amount quantity"
        " ordered received installed unit announcement lot budget_code note id",
        contracts.listing,
    ),
)
DOCUMENTS = (
    _listed(
        "documents",
        N_("Documents"),
        N_("Which papers does the register have, and what rests on each?"),
        N_(
            "Every paper, one row each, with the events in force by that day that rest on it, and"
            " how many cameras they are about. With a filter: papers about the chosen cameras."
        ),
        "kind number issued_on issuer commission files events cameras note id",
        lambda _language: documents.listing(),
    ),
)
JOURNAL = (
    _listed(
        "journal",
        N_("Journal"),
        N_("Who recorded what, and when?"),
        N_(
            "Every entry of the register, the latest first; of a period, those recorded in it."
            " With a filter: entries about the chosen cameras, as they stand today."
        ),
        "id=entry recorded_at author action subject cameras reason invented voided_by voids",
        lambda _language: journal.listing(),
        parameters=(
            Parameter("from", N_("From"), hint=N_("Empty: from the first entry")),
            Parameter("to", N_("To"), hint=N_("Empty: to the last entry")),
            KNOWN_ON,
        ),
        period=True,
    ),
)
BOOKS = (
    _book(
        "programme", "programmes", N_("Programmes"), N_("Which programmes are there?"),
        "name_ru name_kk name_en archived used id",
    ),
    _book(
        "organisation", "organisations", N_("Organisations"),
        N_("Which customers, suppliers, holders and contractors are there?"),
        "name bin note archived id",
    ),
    _book(
        "model", "models", N_("Models"), N_("Which models of cameras are there?"),
        "maker name type resolution service_life_months archived used id",
    ),
    _book(
        "place", "places", N_("Places"), N_("Which places are there, and what lies in what?"),
        "parent kind kato name_ru name_kk name_en also_written latitude longitude archived id",
    ),
)  # fmt: skip
