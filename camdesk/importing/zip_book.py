"""Workbooks of the new kinds, XLSX, XLSM, XLSB and ODS: their values, and what else they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from camdesk.domain.errors import N_
from camdesk.importing import ods_look, xlsx_look
from camdesk.importing.records import Record
from camdesk.importing.sheet_cells import ERROR, row_texts
from camdesk.importing.sheet_look import Look, Names, Remark, Seen, Unreadable, merged_groups
from camdesk.importing.sheet_spool import Read

_PANIC = "PanicException"  # the library's own name for its own bugs; no Exception


def names(path: Path) -> Names:
    """The sheets that can hold cells. Raises Unreadable."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with _said(), CalamineWorkbook.from_path(path) as book:
        tables = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    return Names(
        tuple(one.name for one in tables if one.visible == SheetVisibleEnum.Visible),
        tuple(one.name for one in tables if one.visible != SheetVisibleEnum.Visible),
    )


def read(path: Path, sheet: str) -> Read:
    """The rows of a sheet. Raises Unreadable, and KnownError for one that is too large."""
    from python_calamine import CalamineWorkbook

    # First, for a sheet that would take all memory is refused here.
    look = _look(path, sheet)
    with _said(), CalamineWorkbook.from_path(path) as book:
        grid = book.get_sheet_by_name(sheet)
        merged = [top + 1 for (top, _), _ in grid.merged_cell_ranges or ()]
        start = grid.start
    remarks = look.remarks + merged_groups(merged)
    if start is None:
        return Read(1, remarks, _shown((), look.rows or (), 0))
    return Read(start[1] + 1, remarks, _shown(grid.iter_rows(), look.rows or (), start[1]))


@contextmanager
def _said() -> Iterator[None]:
    """What the library refuses, and what it stumbles over."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except CalamineError as error:
        raise Unreadable(str(error), locked=isinstance(error, PasswordError)) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise Unreadable(str(error)) from error


def _look(path: Path, sheet: str) -> Look:
    found = xlsx_look.look(path, sheet) or ods_look.look(path, sheet)
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
