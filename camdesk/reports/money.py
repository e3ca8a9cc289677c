"""Reports of money: by contract, by line, by programme, payer and year, by camera, by site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from camdesk.domain.errors import N_
from camdesk.domain.money import MONEY
from camdesk.reports.columns import (
    EVENTS,
    INVENTORY_NUMBER,
    PROGRAMME,
    SERIAL_NUMBER,
    STATE,
    UNIT,
    counted,
)
from camdesk.reports.columns import money as sum_of
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import contracts, money
from camdesk.store.chosen import NAMES
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

_CONTRACT = ReportColumn("contract", N_("Contract no."))
_SPENT = sum_of("spent", N_("Spent"))
_UNKNOWN = counted("unknown", N_("Sums not known"), EVENTS)
_SUMS = tuple(sum_of(one.value, MONEY[one]) for one in money.COUNTED)
_CAME = (
    counted("ordered", N_("Number ordered")),
    counted("received", N_("Number received")),
    counted("installed", N_("Number installed")),
)
_QUANTITY, _SHORT, _OVER = (
    counted("quantity", N_("Quantity")),
    counted("short", N_("Short")),
    counted("over", N_("Over")),
)
_KNOWN = N_(
    "Sums known of purchase, installation, repairs, dismantling and disposal that happened by that"
    " day. An agreed price is not spent, income from a sale stands apart, and a sum that nobody"
    " said is counted as not known."
)


def _lines(connection: Connection, _language: str) -> Iterable[Sequence[Value]]:
    return [
        (
            line.number, line.position, line.name, line.unit, line.quantity,
            line.ordered, line.received, line.installed, line.short, line.over, line.unit_price,
            line.amount,
        )
        for line in contracts.lines(connection)
    ]  # fmt: skip


def _report(
    name: str,
    title: str,
    question: str,
    what: str,
    columns: tuple[ReportColumn, ...],
    make: Callable[[Connection, str], Iterable[Sequence[Value]]],
    *,
    long: bool = False,
    filters: tuple[str, ...] = NAMES,
    no_filter: str = "",
) -> Report:
    names = [column.name for column in columns]

    def rows(
        connection: Connection, _days: Days, chosen: Sequence[str], language: str
    ) -> Iterable[Sequence[Value]]:
        made = make(connection, language)
        if not long:
            return made
        places = [names.index(name) for name in chosen]
        return ([row[place] for place in places] for row in made)

    return Report(
        name, title, question, what, (AS_OF, KNOWN_ON), columns, rows, long,
        filters=filters, no_filter=no_filter,
    )  # fmt: skip


REPORTS = (
    _report(
        "money",
        N_("Money by contract"),
        N_("What was agreed under each contract, what came of it, and what was spent?"),
        N_(
            "Contracts that were signed by that day; the sums are those of their cameras. An"
            " agreed price is not spent. No contract: cameras whose contract is not known. With a"
            " filter: the contracts of the chosen cameras, without what was agreed for all."
        ),
        (
            _CONTRACT,
            PROGRAMME,
            ReportColumn("customer", N_("Customer")),
            ReportColumn("payer", N_("Payer")),
            *_CAME,
            sum_of("amount", N_("Sum of the contract")),
            _SPENT,
            UNIT,
            _QUANTITY,
            _SHORT,
            _OVER,
            *_SUMS,
            _UNKNOWN,
        ),
        money.by_contract,
    ),
    _report(
        "contract-lines",
        N_("Deliveries by contract line"),
        N_("What of each contract has come, and what is still to come?"),
        N_(
            "Lines of the contracts that were signed by that day. Ordered: orders that were not"
            " cancelled. Received and installed: cameras that ever were. Short: still to come."
        ),
        (
            _CONTRACT,
            ReportColumn("line", N_("Line"), "number"),
            ReportColumn("model", N_("Model")),
            UNIT,
            _QUANTITY,
            *_CAME,
            _SHORT,
            _OVER,
            sum_of("unit_price", N_("Unit price with VAT"), adds_up=False),
            sum_of("amount", N_("Sum")),
        ),
        _lines,
        filters=(),
        no_filter=N_("A delivery is compared with its contract as a whole."),
    ),
    _report(
        "camera-costs",
        N_("Cost of each camera"),
        N_("What has each camera cost to date?"),
        _KNOWN,
        (
            INVENTORY_NUMBER,
            SERIAL_NUMBER,
            UNIT,
            STATE,
            _CONTRACT,
            *_SUMS,
            _SPENT,
            _UNKNOWN,
        ),
        lambda connection, _language: money.by_camera(connection),
        long=True,
    ),
    _report(
        "site-costs",
        N_("Cost of each site"),
        N_("What has each site cost to date?"),
        N_(
            "Each sum belongs to the site where the camera hung, or last hung; before that, to"
            " the site where it first hung. No site: it never hung. Sites without any cost are"
            " left out."
        ),
        (
            ReportColumn("site", N_("Site code")),
            ReportColumn("address", N_("Address")),
            ReportColumn("place", N_("Place")),
            ReportColumn("cameras", N_("Cameras"), "number", N_("cameras")),
            ReportColumn("systems", N_("Systems"), "number", N_("systems")),
            *_SUMS,
            _SPENT,
            _UNKNOWN,
        ),
        money.by_site,
    ),
    _report(
        "money-by-year",
        N_("Money by year"),
        N_("In which year was how much spent, what for, and whose budget was it?"),
        N_(
            "Sums by the year in which it happened, what for, and the payer of the camera's"
            " contract. No year: it is not known well enough. A sum that nobody said is counted"
            " as not known."
        ),
        (
            ReportColumn("year", N_("Year"), "year"),
            ReportColumn("kind", N_("What for"), "money_kind"),
            UNIT,
            ReportColumn("payer", N_("Payer")),
            counted("events", N_("Events"), EVENTS),
            sum_of("sum", N_("Sum")),
            _UNKNOWN,
        ),
        lambda connection, _language: money.by_year(connection),
    ),
    _report(
        "money-by-programme",
        N_("Money by programme"),
        N_("What has each programme cost to date?"),
        _KNOWN,
        (PROGRAMME, UNIT, counted("cameras", N_("Cameras")), *_SUMS, _SPENT, _UNKNOWN),
        money.by_programme,
    ),
    _report(
        "money-by-payer",
        N_("Money by payer"),
        N_("Whose budget paid for the cameras, and what have they cost to date?"),
        N_(
            "Cameras by the payer of the contract under which they were bought, with all that"
            " they have cost by that day. No payer: the contract or its payer is not known."
        ),
        (
            ReportColumn("payer", N_("Payer")),
            UNIT,
            counted("cameras", N_("Cameras")),
            *_SUMS,
            _SPENT,
            _UNKNOWN,
        ),
        money.by_payer,
    ),
)
