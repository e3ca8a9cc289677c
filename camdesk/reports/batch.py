"""One report made many times: for every month of a year, or for every district."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.reports.companion import Asked, Made
from camdesk.reports.csv_out import Cancelled, write_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.reports.report import ReportColumn
from camdesk.reports.saving import Form, save
from camdesk.store.chosen import NONE_SAID
from camdesk.store.connection import Connection
from camdesk.store.named import districts

INDEX = "index.csv"
_INDEX_COLUMNS = (
    ReportColumn("file", N_("File")),
    ReportColumn("report", N_("The report")),
    ReportColumn("of", N_("For")),
    ReportColumn("rows", N_("Rows"), "number"),
)
_RESERVED = '<>:"/\\|?*'


@dataclass(frozen=True, slots=True)
class Part:
    """One of the reports of a batch: what it is for, in its file's name, and what is asked."""

    name: str
    asked: Asked


def by_month(asked: Asked, year: int, today: date) -> list[Part]:
    """The report as of the end of every month of `year`, or over every month; none to come."""
    parameters = {one.name for one in asked.report.parameters}
    parts: list[Part] = []
    for month in range(1, 13):
        first = date(year, month, 1)
        last = date(year, month, calendar.monthrange(year, month)[1])
        if first > today:
            break
        if "from" in parameters:
            days = {**asked.days, "from": first, "to": min(last, today)}
        elif "as_of" in parameters:
            days = {**asked.days, "as_of": min(last, today)}
        else:
            raise KnownError(
                N_("The report “{report}” has no date that could be a month."),
                N_("Choose a report as of a day, or over a period."),
                report=asked.report.name,
            )
        parts.append(Part(f"{first:%Y-%m}", replace(asked, days=days)))
    if not parts:
        raise KnownError(
            N_("The year {year} has not come yet."), N_("Choose an earlier year."), year=year
        )
    return parts


def by_district(connection: Connection, asked: Asked, language: str) -> list[Part]:
    """The report for every district that the register has, and for where none is said."""
    if "place" not in asked.report.filters:
        raise KnownError(
            N_("The report “{report}” cannot be narrowed by {filter}."),
            asked.report.no_filter or N_("Leave this filter out."),
            report=asked.report.name,
            filter=N_("Place"),
        )
    there = [(one.name, one.id) for one in districts(connection, language)]
    return [
        Part(name, replace(asked, filters=replace(asked.filters, place=place)))
        for name, place in [*there, ("-", NONE_SAID)]
    ]


def save_all(
    connection: Connection,
    parts: list[Part],
    made: Made,
    folder: Path,
    form: Form,
    *,
    overwrite: bool = False,
    tell: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Save each part as a file in `folder`, and an index of them; returns where they lie.

    Called off, it takes away what it had written. Raises KnownError where a file of one of the
    names is there and may not be overwritten, and where the disk refuses.
    """
    paths = [folder / file_name(part, form) for part in parts]
    index = folder / INDEX
    there = [path for path in (*paths, index) if path.exists()]
    if there and not overwrite:
        raise KnownError(
            N_("“{path}” exists already."),
            N_("Choose an empty folder, or let the files be overwritten."),
            path=there[0],
        )
    written: list[Path] = []
    rows: list[tuple[str, str, str, int]] = []
    try:
        for number, (part, path) in enumerate(zip(parts, paths, strict=True), 1):
            count = save(connection, part.asked, made, path, form, cancelled=cancelled)
            written.append(path)
            rows.append((path.name, part.asked.report.name, part.name, count))
            if tell is not None:
                tell(number, len(parts))
        write_csv(index, _INDEX_COLUMNS, rows, DIALECTS["machine"])
    except Cancelled:
        for path in written:
            if path not in there:
                path.unlink(missing_ok=True)
        raise
    return [*written, index]


def file_name(part: Part, form: Form) -> str:
    """A name that every system takes, and that says what the file holds."""
    said = "".join("-" if sign in _RESERVED or not sign.isprintable() else sign
                   for sign in part.name)  # fmt: skip
    name = "none-said" if said == "-" else said.strip(". ")
    return f"{part.asked.report.name}_{name}{form.suffix}"
