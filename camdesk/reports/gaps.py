"""What the register does not know, as a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from camdesk.domain.errors import N_
from camdesk.reports.columns import COUNT, PROGRAMME, UNIT, counted
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import gaps
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

_COLUMNS = (
    PROGRAMME,
    UNIT,
    ReportColumn("gap", N_("What is not known"), "gap"),
    COUNT,
    counted("cameras", N_("Of so many")),
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
        N_("What does the register not know?"),
        N_(
            "Cameras without a number, model, holder, date, price, coordinates, paper or fate, of"
            " all those that could have one, by programme."
        ),
        (AS_OF, KNOWN_ON),
        _COLUMNS,
        _make,
    ),
)
