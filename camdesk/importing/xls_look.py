"""What an XLS file shows, but its reader does not give: errors, forms of numbers, hidden rows."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from camdesk.domain.errors import N_
from camdesk.importing.sheet_look import Look, Remark, Seen
from camdesk.importing.shown_formats import Show, shower


def look(path: Path, sheet: str) -> Look | None:
    """What the reader of workbooks leaves out of a sheet; None where it cannot be seen."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            os.fspath(path), formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
        one = book.sheet_by_name(sheet)
    except Exception:
        # It gives up on damaged files in a dozen ways; what it would add is then reported missing.
        return None
    rows = list(_rows(book, one))
    hidden = [place for place, row in one.rowinfo_map.items() if row.hidden]
    remarks: tuple[Remark, ...] = ()
    if hidden:
        message = N_("rows hidden in the spreadsheet: {count}; they are read too")
        remarks = (Remark(min(hidden) + 1, message, {"count": len(hidden)}),)
    book.release_resources()
    return Look(remarks, rows)


def _rows(book: Any, sheet: Any) -> Iterator[Seen]:  # noqa: ANN401 - a library without types
    import xlrd

    shows: dict[int, Show | None] = {}
    for row in range(sheet.nrows):
        cells: dict[int, str | Show] = {}
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_ERROR:
                cells[column + 1] = xlrd.error_text_from_code.get(values[column], "#?")
            elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                style = sheet.cell_xf_index(row, column)
                if style not in shows:
                    number = book.xf_list[style].format_key
                    form = book.format_map.get(number)
                    shows[style] = shower(number, form.format_str if form else "")
                if show := shows[style]:
                    cells[column + 1] = show
        if cells:
            yield Seen(row + 1, cells)
