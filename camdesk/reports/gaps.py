"""What the register does not know, as a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from camdesk.domain.errors import N_
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import gaps
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

_COLUMNS = (
    ReportColumn("programme", N_("Programme")),
    ReportColumn("unit", N_("Unit"), "unit"),
    ReportColumn("gap", N_("What is not known"), "gap"),
    ReportColumn("count", N_("Count"), "number"),
    ReportColumn("cameras", N_("Of so many"), "number"),
)


def _make(
    connection: Connection, _days: Days, _columns: Sequence[str], language: str
) -> Iterable[Sequence[Value]]:
    return [
        (one.programme_name, one.unit, one.gap, one.count, one.of)
        for one in gaps.counts(connection, language)
    ]


REPORTS = (
    Report(
        "gaps",
        N_("Gaps"),
        N_("What the register does not know: numbers, dates, prices, coordinates, papers, fates."),
        (AS_OF, KNOWN_ON),
        _COLUMNS,
        _make,
    ),
)
