"""The ledger of spare parts as a report: every part with its donor, its recipient, its state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from camdesk.domain.errors import N_
from camdesk.reports.columns import counted, money
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import part_ledger
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

_PIECES = N_("parts")
_COLUMNS = (
    ReportColumn("part", N_("Part")),
    ReportColumn("donor", N_("Donor")),
    ReportColumn("recipient", N_("Recipient")),
    ReportColumn("state", N_("State"), "part_state"),
    counted("quantity", N_("Quantity"), _PIECES),
    ReportColumn("source", N_("Where from"), "choice:part.source"),
    ReportColumn("storage", N_("Where it lies")),
    ReportColumn("unit_value", N_("Value of one"), "money"),
    ReportColumn("acquired_on", N_("Into stock on"), "date"),
    ReportColumn("moved_on", N_("Fitted or discarded on"), "date"),
    ReportColumn("document", N_("Paper")),
    ReportColumn("serial_number", N_("Serial no.")),
)


def _parts(
    connection: Connection, _days: Days, columns: Sequence[str], _language: str
) -> Iterable[Sequence[Value]]:
    for line in part_ledger.lines(connection):
        yield [getattr(line, name) for name in columns]


def _in_stock(
    connection: Connection, _days: Days, _columns: Sequence[str], _language: str
) -> Iterable[Sequence[Value]]:
    return [
        (line.part, line.storage, line.quantity, line.value, line.without_value)
        for line in part_ledger.stock(connection)
    ]


REPORTS: tuple[Report, ...] = (
    Report(
        "parts",
        N_("Spare parts, from donor to recipient"),
        N_("From which donor did each part come, and into which camera did it go?"),
        N_(
            "Parts that were recovered or bought by that day; of an unknown date, by the day of the"
            " entry. Recovered or bought = fitted + in stock + discarded. With a filter: parts"
            " whose donor it names; bought parts have no donor."
        ),
        (AS_OF, KNOWN_ON),
        _COLUMNS,
        _parts,
        long=True,
    ),
    Report(
        "parts-in-stock",
        N_("Spare parts in stock, by place"),
        N_("Which spare parts lie where, and what are they worth?"),
        N_(
            "Parts that had come by that day and were neither fitted nor discarded. The value is"
            " that of the parts whose value is known."
        ),
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("part", N_("Part")),
            ReportColumn("storage", N_("Where it lies")),
            counted("quantity", N_("Quantity"), _PIECES),
            money("value", N_("Value in stock")),
            counted("without_value", N_("Of unknown value"), _PIECES),
        ),
        _in_stock,
    ),
)  # fmt: skip
