"""Reports of money: by contract, by line, by camera, by site, by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from camdesk.domain.errors import N_
from camdesk.domain.money import MONEY
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import contracts, money
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

_UNIT = ReportColumn("unit", N_("Unit"), "unit")
_CONTRACT = ReportColumn("contract", N_("Contract no."))
_SPENT = ReportColumn("spent", N_("Spent"), "money")
_UNKNOWN = ReportColumn("unknown", N_("Sums not known"), "number")
_SUMS = tuple(ReportColumn(one.value, MONEY[one], "money") for one in money.COUNTED)


def _numbers(*named: tuple[str, str]) -> tuple[ReportColumn, ...]:
    return tuple(ReportColumn(name, label, "number") for name, label in named)


_CAME = _numbers(
    ("ordered", N_("Number ordered")),
    ("received", N_("Number received")),
    ("installed", N_("Number installed")),
)
_QUANTITY, _SHORT, _OVER = _numbers(
    ("quantity", N_("Quantity")), ("short", N_("Short")), ("over", N_("Over"))
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
    hint: str,
    columns: tuple[ReportColumn, ...],
    make: Callable[[Connection, str], Iterable[Sequence[Value]]],
    *,
    long: bool = False,
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

    return Report(name, title, hint, (AS_OF, KNOWN_ON), columns, rows, long)


REPORTS = (
    _report(
        "money",
        N_("Money by contract"),
        N_(
            "From the tender to the camera. Spent is what is known of purchase, installation,"
            " repairs, dismantling and disposal; an agreed price is not spent. No contract:"
            " cameras whose contract is not known."
        ),
        (
            _CONTRACT,
            ReportColumn("programme", N_("Programme")),
            ReportColumn("customer", N_("Customer")),
            ReportColumn("payer", N_("Payer")),
            *_CAME,
            ReportColumn("amount", N_("Sum of the contract"), "money"),
            _SPENT,
            _UNIT,
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
        N_("What was ordered, received and installed of each line; short is still to come."),
        (
            _CONTRACT,
            *_numbers(("line", N_("Line"))),
            ReportColumn("model", N_("Model")),
            _UNIT,
            _QUANTITY,
            *_CAME,
            _SHORT,
            _OVER,
            ReportColumn("unit_price", N_("Unit price with VAT"), "money"),
            ReportColumn("amount", N_("Sum"), "money"),
        ),
        _lines,
    ),
    _report(
        "camera-costs",
        N_("Cost of each camera"),
        N_("All that is known to have been spent on it to date."),
        (
            ReportColumn("inventory_number", N_("Inventory no.")),
            ReportColumn("serial_number", N_("Serial no.")),
            _UNIT,
            ReportColumn("state", N_("State"), "state"),
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
        N_(
            "Each sum belongs to the site where the camera hung, or last hung; before that, to"
            " the site where it first hung. No site: it never hung."
        ),
        (
            ReportColumn("site", N_("Site code")),
            ReportColumn("address", N_("Address")),
            ReportColumn("place", N_("Place")),
            *_numbers(("cameras", N_("Cameras")), ("systems", N_("Systems"))),
            *_SUMS,
            _SPENT,
            _UNKNOWN,
        ),
        money.by_site,
    ),
    _report(
        "money-by-year",
        N_("Money by year"),
        N_(
            "By the year in which it happened, what for, and whose budget it was. No year: it is"
            " not known well enough."
        ),
        (
            ReportColumn("year", N_("Year"), "year"),
            ReportColumn("kind", N_("What for"), "money_kind"),
            _UNIT,
            ReportColumn("payer", N_("Payer")),
            *_numbers(("events", N_("Events"))),
            ReportColumn("sum", N_("Sum"), "money"),
            _UNKNOWN,
        ),
        lambda connection, _language: money.by_year(connection),
    ),
)
