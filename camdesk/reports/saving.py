"""Saving a report: as a workbook or as CSV in some dialect, with the text beside it on request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from camdesk.reports.companion import Asked, Line, Made, about, source, write_companion
from camdesk.reports.csv_out import write_csv
from camdesk.reports.dialects import DIALECTS, Dialect
from camdesk.reports.report import ReportTable
from camdesk.reports.xlsx_out import About, write_xlsx
from camdesk.store.connection import Connection
from camdesk.text.i18n import in_language, tr

MACHINE = DIALECTS["machine"]
Progress = Callable[[int], None]
Cancelling = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """In which form a report is saved: CSV in `dialect`, or a workbook in its language."""

    dialect: Dialect = MACHINE
    workbook: bool = False
    companion: bool = False
    language: str = "ru"  # of names where the dialect has none

    @property
    def spoken(self) -> str:
        """The language of headings, names and of what is said about the table."""
        return self.dialect.language or self.language

    @property
    def suffix(self) -> str:
        """How the name of a file in this form ends."""
        return ".xlsx" if self.workbook else ".csv"


def save(
    connection: Connection,
    asked: Asked,
    made: Made,
    path: Path,
    form: Form,
    *,
    progress: Progress | None = None,
    cancelled: Cancelling | None = None,
) -> int:
    """Make a report and save it at `path`, whole or not at all; returns how many rows it has."""
    lines = source(connection, made, form.spoken, asked)
    table = asked.report.run(
        connection, asked.days, form.spoken, asked.columns, filters=asked.filters
    )
    with in_language(form.spoken):
        title = tr(asked.report.title)
    return save_table(table, title, lines, path, form, progress=progress, cancelled=cancelled)


def save_table(
    table: ReportTable,
    title: str,
    lines: list[Line],
    path: Path,
    form: Form,
    *,
    progress: Progress | None = None,
    cancelled: Cancelling | None = None,
) -> int:
    """Save a table that was made; `lines` say what it is made from."""
    if form.workbook:
        said = About(title, about(lines))
        rows = write_xlsx(path, table, form.spoken, said, progress=progress, cancelled=cancelled)
    else:
        rows = write_csv(
            path, table.columns, table.rows, form.dialect, progress=progress, cancelled=cancelled
        )
    if form.companion:
        write_companion(path, lines, table.columns, rows, form.spoken)
    return rows
