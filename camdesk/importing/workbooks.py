"""Sheets of workbooks (XLSX, XLSM, XLSB, XLS, ODS, pages) as rows of texts, as a clerk sees them.

Rows are numbered as the spreadsheet numbers them; columns begin where the sheet's first filled
one is, or where the range says.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from camdesk.domain.errors import N_, KnownError
from camdesk.importing import markup, sheet_spool
from camdesk.importing.records import Record
from camdesk.importing.sheet_cells import ERROR, row_texts
from camdesk.importing.sheet_look import Look, Remark, Seen, column_number

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
    if _is_markup(path):
        return tuple(markup.grids(path))
    shown, hidden = _names(path)
    return shown + hidden


def hidden_sheets(path: Path) -> frozenset[str]:
    """The names of those sheets that the spreadsheet does not show."""
    return frozenset() if _is_markup(path) else frozenset(_names(path)[1])


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
    return sheet_spool.kept(path, sheet, lambda: _read(path, sheet)).remarks


def _is_markup(path: Path) -> bool:
    return bool(markup.kind(markup.head_of(path)))


def _read(path: Path, sheet: str) -> sheet_spool.Read:
    if _is_markup(path):
        grids = markup.grids(path)
        if sheet not in grids:
            raise _no_sheet(path, sheet, tuple(grids))
        return sheet_spool.Read(1, markup.remarks(path), markup.rows(grids[sheet]))
    with _opened(path) as book:
        grid = _sheet(book, path, sheet)
    look = _look(path, sheet)
    said = list(look.remarks)
    if sheet in hidden_sheets(path):
        said.insert(0, Remark(1, N_("the sheet is hidden in the spreadsheet")))
    if merged := grid.merged_cell_ranges:
        message = N_("merged groups of cells: {count}; the first cell of each has the value")
        said.append(Remark(min(top for (top, _), _ in merged) + 1, message, {"count": len(merged)}))
    start = grid.start
    rows = _shown(grid.iter_rows(), look.rows or (), start[1]) if start else iter(())
    return sheet_spool.Read(start[1] + 1 if start else 1, tuple(said), rows)


def _look(path: Path, sheet: str) -> Look:
    with path.open("rb") as file:
        head = file.read(4)
    if head == _ZIP:
        from camdesk.importing import ods_look, xlsx_look

        found = xlsx_look.look(path, sheet) or ods_look.look(path, sheet)
    else:
        from camdesk.importing import xls_look

        found = xls_look.look(path, sheet)
    if found is not None:
        return found
    message = N_("forms of numbers cannot be seen: zeros before numbers and errors may be missing")
    return Look((Remark(1, message),))


def _shown(rows: Iterable[Sequence[object]], seen: Iterable[Seen], left: int) -> Iterator[Record]:
    """The rows as texts; `seen` is what the file shows otherwise, `left` the columns left out."""
    others = iter(seen)
    other = next(others, None)
    number = 0
    for number, cells in enumerate(rows, 1):
        texts, fault = row_texts(cells)
        if other is not None and other.row == number:
            fault = _look_again(texts, other, left) or fault
            other = next(others, None)
        yield number, texts, fault
    # Errors are nothing to the reader: where only they stand, the sheet has ended for it.
    while other is not None:
        for empty in range(number + 1, other.row):
            yield empty, [], None
        texts = []
        fault = _look_again(texts, other, left)
        number = other.row
        yield number, texts, fault
        other = next(others, None)


def _look_again(texts: list[str], seen: Seen, left: int) -> str | None:
    """Put what the file shows into `texts`; returns the fault of the row."""
    fault = seen.fault
    for column, show in seen.cells.items():
        place = column - left - 1
        if isinstance(show, str):
            fault = ERROR
            if place >= len(texts):
                texts += [""] * (place + 1 - len(texts))
            if place >= 0:
                texts[place] = show
        elif 0 <= place < len(texts):
            texts[place] = show(texts[place])
    return fault


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


def _names(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    with _opened(path) as book:
        tables = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    shown = tuple(one.name for one in tables if one.visible == SheetVisibleEnum.Visible)
    hidden = tuple(one.name for one in tables if one.visible != SheetVisibleEnum.Visible)
    if not shown and not hidden:
        raise KnownError(
            N_("“{path}” holds no sheet with cells."),
            N_("Choose a file that holds a table."),
            path=path,
        )
    return shown, hidden


def _opened(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(path)
    except CalamineError as error:
        raise _unreadable(path, error) from error


def _sheet(book: CalamineWorkbook, path: Path, name: str) -> CalamineSheet:
    from python_calamine import CalamineError, WorksheetNotFound

    try:
        return book.get_sheet_by_name(name)
    except WorksheetNotFound as error:
        raise _no_sheet(path, name, book.sheet_names) from error
    except CalamineError as error:
        raise _unreadable(path, error) from error


def _no_sheet(path: Path, name: str, there: Sequence[str]) -> KnownError:
    return KnownError(
        N_("“{path}” has no sheet “{sheet}”."),
        N_("Its sheets are: {sheets}."),
        path=path,
        sheet=name,
        sheets=", ".join(there),
    )


def _unreadable(path: Path, error: Exception) -> KnownError:
    from python_calamine import PasswordError

    if isinstance(error, PasswordError) or _is_locked(path):
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
    """Whether an OLE file holds an encrypted package: so are XLSX files with a password kept."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    return head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in head


def _is_other_zip(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False
    return "xl/_rels/workbook.xml.rels" not in names and "content.xml" not in names
