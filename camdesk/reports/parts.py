"""The ledger of spare parts as a report: every part with its donor, its recipient, its state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from camdesk.domain.errors import N_
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import part_ledger
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

_COLUMNS = (
    ReportColumn("part", N_("Part")),
    ReportColumn("donor", N_("Donor")),
    ReportColumn("recipient", N_("Recipient")),
    ReportColumn("state", N_("State"), "part_state"),
    ReportColumn("quantity", N_("Quantity"), "number"),
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
        N_("Recovered or bought = fitted + in stock + discarded. An unknown date: the day of "
           "the entry."),
        (AS_OF, KNOWN_ON),
        _COLUMNS,
        _parts,
        long=True,
    ),
    Report(
        "parts-in-stock",
        N_("Spare parts in stock, by place"),
        N_("How many of each lie where, and what they are worth where that is known."),
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("part", N_("Part")),
            ReportColumn("storage", N_("Where it lies")),
            ReportColumn("quantity", N_("Quantity"), "number"),
            ReportColumn("value", N_("Value in stock"), "money"),
            ReportColumn("without_value", N_("Of unknown value"), "number"),
        ),
        _in_stock,
    ),
)  # fmt: skip
