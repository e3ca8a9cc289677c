"""Making a report in a reader's thread: as many of its rows as a screen can use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from camdesk.reports.catalogue import Report, ReportColumn
from camdesk.store.chosen import NO_FILTERS, Filters
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

MOST = 10_000  # rows on the screen; a file takes them all


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report as it is shown; `more` says that it has further rows."""

    rows: list[Sequence[Value]]
    more: bool
    columns: tuple[ReportColumn, ...]


def make_report(
    connection: Connection,
    report: Report,
    days: Mapping[str, date | None],
    language: str,
    filters: Filters = NO_FILTERS,
) -> MadeReport:
    """The first rows of `report`."""
    table = report.run(connection, days, language, filters=filters)
    rows = list(islice(table.rows, MOST + 1))
    return MadeReport(rows[:MOST], len(rows) > MOST, table.columns)
