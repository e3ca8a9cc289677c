"""Workbooks of the old kind, XLS, with what they show: errors, forms of numbers, what is hidden."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from camdesk.importing.ole_chains import chains_end
from camdesk.importing.records import Record
from camdesk.importing.sheet_cells import ERROR, cell_text, row_texts
from camdesk.importing.sheet_look import Names, Unreadable, hidden_rows, merged_groups
from camdesk.importing.sheet_spool import Read
from camdesk.importing.shown_formats import Show, shower

Book = Any  # the library has no types
_SECONDS = 86_400


def names(path: Path) -> Names:
    """The sheets of the workbook. Raises Unreadable."""
    book = _opened(path)
    try:
        shown = {name: book.sheet_by_name(name).visibility == 0 for name in book.sheet_names()}
    except Exception as error:
        raise Unreadable(str(error)) from error
    finally:
        book.release_resources()
    return Names(
        tuple(name for name, visible in shown.items() if visible),
        tuple(name for name, visible in shown.items() if not visible),
    )


def read(path: Path, sheet: str) -> Read:
    """The rows of a sheet. Raises Unreadable."""
    book = _opened(path)
    try:
        one = book.sheet_by_name(sheet)
        rows = list(_rows(book, one))
    except Exception as error:  # whatever it stumbles over in a damaged file
        raise Unreadable(str(error)) from error
    finally:
        book.release_resources()
    hidden = [place + 1 for place, row in one.rowinfo_map.items() if row.hidden]
    remarks = hidden_rows(hidden) + merged_groups([top + 1 for top, *_ in one.merged_cells])
    column = _first_column(rows)
    return Read(
        column, remarks, ((number, cells[column - 1 :], fault) for number, cells, fault in rows)
    )


def _first_column(rows: Sequence[Record]) -> int:
    """The first column, from 1, in which something stands."""
    widest = max((len(cells) for _, cells, _ in rows), default=0)
    for column in range(widest):
        if any(len(cells) > column and cells[column] for _, cells, _ in rows):
            return column + 1
    return 1


def _opened(path: Path) -> Book:
    import xlrd

    if not chains_end(path):
        raise Unreadable("OLE")
    try:
        return _open(path, formats=True)
    except OSError:
        raise
    except Exception as error:
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error):
            raise Unreadable(str(error), locked=True) from error
    # It gives up on odd formats in a dozen ways: once more without them.
    try:
        return _open(path, formats=False)
    except OSError:
        raise
    except Exception as error:
        raise Unreadable(str(error)) from error


def _open(path: Path, *, formats: bool) -> Book:
    import xlrd

    return xlrd.open_workbook(
        os.fspath(path), formatting_info=formats, on_demand=True, logfile=io.StringIO()
    )


def _rows(book: Book, sheet: Book) -> Iterator[Record]:
    import xlrd

    forms = _forms(book)
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        cells: list[object] = []
        fault = None
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if kind == xlrd.XL_CELL_NUMBER or kind == xlrd.XL_CELL_DATE:
                code, show = forms(sheet, row, column)
                when = _moment(book, value, code) if kind == xlrd.XL_CELL_DATE else value
                cells.append(show(cell_text(when)) if show else when)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                cells.append(bool(value))
            elif kind == xlrd.XL_CELL_ERROR:
                cells.append(xlrd.error_text_from_code.get(value, "#?"))
                fault = ERROR
            else:
                cells.append(value)
        texts, wrong = row_texts(cells)
        yield row + 1, texts, fault or wrong


def _forms(book: Book) -> Callable[[Book, int, int], tuple[str, Show | None]]:
    """Gives the format of a cell, and how it is shown."""
    known: dict[int, tuple[str, Show | None]] = {}

    def form(sheet: Book, row: int, column: int) -> tuple[str, Show | None]:
        if not book.formatting_info:
            return "", None
        style = sheet.cell_xf_index(row, column)
        if style not in known:
            number = book.xf_list[style].format_key
            made = book.format_map.get(number)
            code = made.format_str if made else ""
            known[style] = code, shower(number, code)
        return known[style]

    return form


def _moment(book: Book, value: float, code: str) -> object:
    """The day, time of day or duration that a number stands for."""
    import xlrd

    if "[h" in code.lower() or "[m" in code.lower():
        return timedelta(days=value)
    if 0 <= value < 1:
        minutes, seconds = divmod(round(value * _SECONDS) % _SECONDS, 60)
        return time(minutes // 60, minutes % 60, seconds)
    try:
        return xlrd.xldate_as_datetime(value, book.datemode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return value
