"""What a saved table was made from: the sheet “about” of a workbook, the text beside a CSV file.

A figure can be traced back by it: the report with its dates and filters, the register with the
number and hash of its last entry, and the SHA-256 of the file itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.files import not_read, whole_file
from camdesk.reports.choosing import told
from camdesk.reports.report import AS_OF, KNOWN_ON, Report, ReportColumn
from camdesk.store.chosen import NO_FILTERS, Filters
from camdesk.store.connection import Connection
from camdesk.store.head import head
from camdesk.store.look_back import moment_of
from camdesk.text.formats import day_text
from camdesk.text.i18n import in_language, tr

_CHUNK = 1 << 20
_NOTHING: Mapping[str, date | None] = MappingProxyType({})
# The stable names of what is said, and how people read them.
_LABELS = MappingProxyType(
    {
        "report": N_("The report"),
        "question": N_("Question"),
        "counted": N_("What is counted"),
        "filter": N_("Filter"),
        "register": N_("Register"),
        "entry": N_("Last entry"),
        "hash": N_("Head of the chain"),
        "made": N_("Made on"),
        "author": N_("Made by"),
        "rows": N_("Rows"),
        "column": N_("Column"),
        "file": N_("File"),
        "sha256": N_("SHA-256 of the file"),
    }
)
Line = tuple[str, str, str]
"""A stable name, a label and a text."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report with what it was asked for."""

    report: Report
    days: Mapping[str, date | None] = field(default_factory=lambda: _NOTHING)
    filters: Filters = NO_FILTERS
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Where, when and by whom a report was made."""

    register: Path
    author: str
    at: datetime


def source(
    connection: Connection, made: Made, language: str, asked: Asked | None = None
) -> list[Line]:
    """What a table is made from, line by line, in `language`: a report, or a list as it stands.

    `connection` is the reader that makes it, before it does: where nobody said a day, it is the
    one that this reader looks at.
    """
    entry, chain = head(connection)
    with in_language(language):
        return [
            *(
                _moment(connection, made)
                if asked is None
                else _asked(connection, asked, made, language)
            ),
            _line("register", made.register.name),
            _line("entry", str(entry)),
            _line("hash", chain),
            _line("made", f"{made.at:%Y-%m-%d %H:%M}"),
            _line("author", made.author),
        ]


def _asked(connection: Connection, asked: Asked, made: Made, language: str) -> Iterator[Line]:
    report = asked.report
    yield _line("report", f"{tr(report.title)} ({report.name})")
    yield _line("question", tr(report.question))
    yield _line("counted", tr(report.counted))
    looked_at = _looked_at(connection, made)
    for parameter in report.parameters:
        day = asked.days.get(parameter.name) or looked_at.get(parameter.name)
        if day is not None:
            yield parameter.name, tr(parameter.label), day_text(day)
    for label, name in told(connection, asked.filters, language):
        yield "filter", label, name


def _moment(connection: Connection, made: Made) -> Iterator[Line]:
    """The day that a list speaks of."""
    looked_at = _looked_at(connection, made)
    for parameter in (AS_OF, KNOWN_ON):
        yield parameter.name, tr(parameter.label), day_text(looked_at[parameter.name])


def _looked_at(connection: Connection, made: Made) -> dict[str, date]:
    moment, today = moment_of(connection), made.at.date()
    return {"as_of": moment.as_of or today, "known_on": moment.known_on or today}


def write_companion(
    path: Path, lines: Sequence[Line], columns: Sequence[ReportColumn], rows: int, language: str
) -> Path:
    """Write the text beside the table at `path`, and return where it lies.

    Raises KnownError where the disk refuses.
    """
    with in_language(language):
        more = [
            *lines,
            _line("rows", str(rows)),
            *(("column", tr(_LABELS["column"]), _column(column)) for column in columns),
            _line("file", path.name),
            _line("sha256", _sha256(path)),
        ]
    beside = companion_path(path)
    with whole_file(beside, "utf-8-sig") as file:
        for name, label, text in more:
            file.write(f"{name}: {text}\n" if name == label else f"{name} ({label}): {text}\n")
    return beside


def companion_path(path: Path) -> Path:
    """Where the text beside a table lies."""
    return path.with_name(f"{path.name}.txt")


def about(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """The lines as people read them."""
    return tuple((label, text) for _, label, text in lines)


def _line(name: str, text: str) -> Line:
    return name, tr(_LABELS[name]), text


def _column(column: ReportColumn) -> str:
    unit = f" ({tr(column.unit_word)})" if column.unit_word else ""
    return f"{column.name} — {tr(column.label)}{unit}"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        for chunk in _chunks(path):
            digest.update(chunk)
    except OSError as error:
        raise not_read(path, error) from error
    return digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
