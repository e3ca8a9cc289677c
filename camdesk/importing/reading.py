"""How a file is read if nobody says otherwise, decided by its head and, for the footer, its tail.

What is given is taken as given, and the rest is decided with it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.importing.detect import detect_dialect, says_delimiter
from camdesk.importing.dialect import Dialect
from camdesk.importing.encodings import detect_encoding
from camdesk.importing.grid import Reading
from camdesk.importing.layout import Layout, footer, layout
from camdesk.importing.records import Record, records
from camdesk.importing.shapes import filled
from camdesk.importing.source import (
    Frame,
    all_runs,
    head_lines,
    head_records,
    said,
    tail_records,
)

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # xlsx and ods; xls
_SHEET_ROWS = 1000  # looked at in a sheet


class EmptyTable(KnownError):
    """The file holds nothing."""


def is_workbook(path: Path) -> bool:
    """Whether `path` holds a workbook (XLSX, XLS, ODS) and no text; raises OSError."""
    with path.open("rb") as file:
        head = file.read(8)
    if b"<" not in head:
        return head.startswith(_WORKBOOKS)
    from camdesk.importing import workbooks  # a page that Excel takes for a workbook

    return workbooks.is_workbook(path)


def propose(
    path: Path,
    *,
    encoding: str = "",
    delimiter: str = "",
    quote: str | None = None,
    escape: str | None = None,
    sheet: str = "",
    area: str = "",
) -> tuple[Reading, Layout]:
    """How the table in `path` is read, and where in the grid it is.

    Raises KnownError for a file that cannot be read or holds nothing.
    """
    with said(path, encoding or "?"):
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        if is_workbook(path):
            return _of_sheet(path, sheet, area)
        encoding = encoding or detect_encoding(path)
    with said(path, encoding):
        lines, complete = head_lines(path, encoding)
    if not any(line.strip("\ufeff").strip() for line in lines):
        raise _empty(path)
    dialect = detect_dialect(lines, delimiter)
    dialect = replace(
        dialect,
        quote=dialect.quote if quote is None else quote,
        escape=dialect.escape if escape is None else escape,
    )
    frame = _frame(lines, dialect, complete=complete)
    found = _layout(lines, dialect, frame, complete=complete)
    reading = Reading(
        encoding,
        dialect.delimiter,
        dialect.quote,
        dialect.escape,
        found.header_row,
        found.header_rows,
        found.last_row,
    )
    if not complete and not reading.last_row:
        with said(path, encoding):
            reading = replace(reading, last_row=_last_row(path, reading, found, frame))
    return reading, found


def _of_sheet(path: Path, sheet: str, area: str) -> tuple[Reading, Layout]:
    from camdesk.importing.workbooks import sheets  # late: most tables are text

    names = sheets(path)
    reading = Reading("", "", "", sheet=sheet or next(iter(names), ""), area=area)
    if not sheet and not area:
        reading = _first_filled(path, names, reading)
    rows, complete = head_records(path, reading, _SHEET_ROWS)
    if not any(filled(cells) for _, cells, _ in rows):
        raise _empty(path)
    found = layout(rows, complete=complete)
    return replace(
        reading,
        header_row=found.header_row,
        header_rows=found.header_rows,
        last_row=found.last_row,
    ), found


def _first_filled(path: Path, names: tuple[str, ...], reading: Reading) -> Reading:
    for name in names:
        of_name = replace(reading, sheet=name)
        if any(filled(cells) for _, cells, _ in head_records(path, of_name, 50)[0]):
            return of_name
    return reading


def frame_of(path: Path, reading: Reading) -> Frame | None:
    """The frame of a text by its first lines; None for a sheet, which needs none."""
    if reading.sheet:
        return None
    lines, complete = head_lines(path, reading.encoding)
    return _frame(lines, reading.dialect, complete=complete)


def _frame(lines: list[str], dialect: Dialect, *, complete: bool) -> Frame:
    rows = _head(list(records(lines, dialect)), complete)
    found = layout(rows[_said(lines) :], complete=complete)
    return Frame(found.width, found.header_row)


def _said(lines: list[str]) -> int:
    """1 if the first line only says what the delimiter is, and is no part of the table."""
    return 1 if lines and says_delimiter(lines[0]) else 0


def _layout(lines: list[str], dialect: Dialect, frame: Frame, *, complete: bool) -> Layout:
    rows = _head(list(records(lines, dialect, *frame)), complete)
    return layout(rows[_said(lines) :], complete=complete)


def _head(rows: list[Record], complete: bool) -> list[Record]:
    return rows if complete or len(rows) < 2 else rows[:-1]  # the last may be cut off


def _last_row(path: Path, reading: Reading, found: Layout, frame: Frame) -> int:
    """The last row of a long table if something stands below it, or 0."""
    tail = tail_records(path, reading.encoding, reading.dialect, found.width)
    some = [record for record in tail if filled(record[1])]
    below = footer(some, found.width)
    if not below or below == len(some) - 1:
        return 0
    behind = tail[-1][0] - some[len(some) - below - 1][0]
    total = 0
    for first, run, _, _ in all_runs(path, reading, frame):
        total = first + len(run) - 1
    return total - behind


def _empty(path: Path) -> EmptyTable:
    return EmptyTable(N_("“{path}” is empty."), N_("Choose a file that holds a table."), path=path)
