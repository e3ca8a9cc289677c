"""One report made many times: for every month of a year, or for every district."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from camdesk.domain.errors import N_, KnownError
from camdesk.files import not_written
from camdesk.reports.companion import Asked, Made, companion_path
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
    ReportColumn("date", N_("Date"), "date"),
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

    The files appear together when all are complete: called off or failed, it leaves the folder as
    it was. Raises KnownError where a file of one of the names is there and may not be overwritten,
    and where the disk refuses.
    """
    names = _file_names(parts, form)
    beside = [companion_path(Path(name)).name for name in names] if form.companion else []
    there = [name for name in (*names, *beside, INDEX) if (folder / name).exists()]
    if there and not overwrite:
        raise KnownError(
            N_("“{path}” exists already."),
            N_("Choose an empty folder, or let the files be overwritten."),
            path=folder / there[0],
        )
    with _unfinished(folder) as unfinished:
        rows: list[tuple[str, str, str, str, int]] = []
        for number, (part, name) in enumerate(zip(parts, names, strict=True), 1):
            path = unfinished / name
            count = save(connection, part.asked, made, path, form, cancelled=cancelled)
            rows.append((name, part.asked.report.name, part.name, _days(part.asked), count))
            if tell is not None:
                tell(number, len(parts))
        write_csv(unfinished / INDEX, _INDEX_COLUMNS, rows, DIALECTS["machine"])
        if cancelled is not None and cancelled():
            raise Cancelled("Cancelled.")
        for name in (*names, *beside, INDEX):
            try:
                (unfinished / name).replace(folder / name)
            except OSError as error:
                raise not_written(folder / name, error) from error
    return [folder / name for name in (*names, INDEX)]


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A folder within `folder` for files that are not all there yet; it goes with what it has."""
    try:
        unfinished = TemporaryDirectory(
            prefix=".unfinished-", dir=folder, ignore_cleanup_errors=True
        )
    except OSError as error:
        raise not_written(folder / INDEX, error) from error
    with unfinished as path:
        yield Path(path)


def _file_names(parts: list[Part], form: Form) -> list[str]:
    """A name for each; parts that are called the same, as some systems see it, are numbered."""
    names: list[str] = []
    taken: set[str] = set()
    for part in parts:
        name = file_name(part, form)
        stem, number = name.removesuffix(form.suffix), 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}){form.suffix}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _days(asked: Asked) -> str:
    """The day or the period that a part was asked for, as EDTF; "" where nobody said one."""
    said = (asked.days.get("from"), asked.days.get("to") or asked.days.get("as_of"))
    return "/".join(day.isoformat() for day in said if day is not None)


def file_name(part: Part, form: Form) -> str:
    """A name that every system takes, and that says what the file holds."""
    said = "".join("-" if sign in _RESERVED or not sign.isprintable() else sign
                   for sign in part.name)  # fmt: skip
    name = "none-said" if said == "-" else said.strip(". ")
    return f"{part.asked.report.name}_{name}{form.suffix}"
