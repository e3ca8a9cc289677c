"""Sheets of workbooks (XLSX, XLSM, XLSB, XLS, ODS, pages) as rows of texts, as a clerk sees them.

Rows are numbered as the spreadsheet numbers them; columns begin where the sheet's first filled
one is, or where the range says.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.importing import markup, sheet_spool, xls_book, zip_book
from camdesk.importing.records import Record
from camdesk.importing.sheet_look import DAMAGED, Names, Remark, Unreadable, column_number

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # XLSX with a password, kept inside OLE
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})?:\$?([A-Z]{1,3})\$?(\d{1,7})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells: numbers from 1, the last of them inside; None: to the end."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int | None


def is_workbook(path: Path) -> bool:
    """Whether `path` holds a workbook, or a page that Excel takes for one; raises OSError."""
    head = markup.head_of(path)
    return head.startswith((_ZIP, _OLE)) or bool(markup.kind(head))


def sheets(path: Path) -> tuple[str, ...]:
    """The names of the sheets that can hold a table, the hidden ones behind the others.

    Raises KnownError for what is no workbook, is locked by a password, or is broken.
    """
    names = _names(path)
    return names.shown + names.hidden


def hidden_sheets(path: Path) -> frozenset[str]:
    """The names of those sheets that the spreadsheet does not show."""
    return frozenset(_names(path).hidden)


def records(path: Path, sheet: str, area: str = "") -> Iterator[Record]:
    """The rows of a sheet, or of a range of it like "B3:K200", empty ones among them."""
    part = parse_area(area)
    kept = sheet_spool.kept(path, sheet, lambda: _read(path, sheet))
    if part is None:
        yield from kept.records()
        return
    left = [""] * (kept.first_column - 1)
    for number, texts, fault in islice(kept.records(), part.first_row - 1, part.last_row):
        yield number, _cut(left + texts, part), fault


def remarks(path: Path, sheet: str) -> tuple[Remark, ...]:
    """What is to be known of a sheet besides its cells: what is hidden, what is merged."""
    hidden: tuple[Remark, ...] = ()
    if sheet in hidden_sheets(path):
        hidden = (Remark(1, N_("the sheet is hidden in the spreadsheet")),)
    return hidden + sheet_spool.kept(path, sheet, lambda: _read(path, sheet)).remarks


def parse_area(text: str) -> Area | None:
    """A range as spreadsheets write it (B3:K200, B:K); None for an empty text.

    Raises KnownError.
    """
    bare = text.strip()
    if not bare:
        return None
    match = _AREA.fullmatch(bare)
    if match is not None:
        columns = sorted((column_number(match[1]), column_number(match[3])))
        rows = (int(match[2] or 1), int(match[4]) if match[4] else None)
        if rows[0] >= 1 and (rows[1] is None or rows[1] >= rows[0]):
            return Area(columns[0], rows[0], columns[1], rows[1])
    raise KnownError(N_("“{text}” is no range of cells."), N_("Write it like B3:K200."), text=text)


def _cut(texts: list[str], part: Area) -> list[str]:
    width = part.last_column - part.first_column + 1
    cut = texts[part.first_column - 1 : part.last_column]
    return cut + [""] * (width - len(cut))


def _names(path: Path) -> Names:
    head = markup.head_of(path)
    try:
        if markup.kind(head):
            found = Names(tuple(markup.grids(path)))
        else:
            found = xls_book.names(path) if head.startswith(_OLE) else zip_book.names(path)
    except Unreadable as error:
        raise _unreadable(path, error) from error
    if not found.shown and not found.hidden:
        raise KnownError(
            N_("“{path}” holds no sheet with cells."),
            N_("Choose a file that holds a table."),
            path=path,
        )
    return found


def _read(path: Path, sheet: str) -> sheet_spool.Read:
    there = sheets(path)
    if sheet not in there:
        raise KnownError(
            N_("“{path}” has no sheet “{sheet}”."),
            N_("Its sheets are: {sheets}."),
            path=path,
            sheet=sheet,
            sheets=", ".join(there),
        )
    head = markup.head_of(path)
    if markup.kind(head):
        return sheet_spool.Read(1, markup.remarks(path), markup.rows(markup.grids(path)[sheet]))
    try:
        return xls_book.read(path, sheet) if head.startswith(_OLE) else zip_book.read(path, sheet)
    except Unreadable as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Unreadable) -> KnownError:
    if error.locked or _is_locked(path):
        return KnownError(
            N_("“{path}” is locked by a password."),
            N_("Open it in the spreadsheet program and save it without one."),
            path=path,
        )
    if _is_other_zip(path):
        return KnownError(
            N_("“{path}” is an archive or a document, no workbook."),
            N_("Unpack it, or save its table as XLSX or CSV."),
            path=path,
        )
    return KnownError(
        N_("“{path}” is broken: {reason}."),
        N_("Open it in the spreadsheet program and save it again."),
        path=path,
        reason=error,
    )


def _is_locked(path: Path) -> bool:
    """Whether an OLE file holds an encrypted package."""
    rest = b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            if _ENCRYPTED in rest + chunk:
                return True
            rest = chunk[-len(_ENCRYPTED) :]
    return False


def _is_other_zip(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except DAMAGED:
        return False
    return not any(name.startswith("xl/") for name in names) and "content.xml" not in names
