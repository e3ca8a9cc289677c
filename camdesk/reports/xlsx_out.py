"""Reports as Excel workbooks: every value with its type, texts as texts, sums as formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.files import whole_path
from camdesk.reports.columns import DEVICES
from camdesk.reports.csv_out import BATCH, Cancelled
from camdesk.reports.report import ReportColumn, ReportTable
from camdesk.store.tables import Value
from camdesk.text.formats import edtf_text, yes_no_text
from camdesk.text.i18n import in_language, tr
from camdesk.text.value_words import has_word, value_word

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_576 - 2  # of one sheet, below its header; the last row may hold the sums
_LOOKED_AT = 500  # rows by which the widths of columns are chosen
_NARROW, _WIDE = 6, 60  # characters
_NUMBERS = frozenset({"number", "decimal", "measure", "percent", "money", "coordinate"})
_EXCEL_BEGINS = date(1900, 3, 1)  # before it, Excel counts days otherwise
_SUM_VISIBLE = 109  # of SUBTOTAL: the rows that a filter leaves
_LONGEST = 32_767  # signs that a cell takes
_CUT = "…"


@dataclass(frozen=True, slots=True)
class About:
    """What the second sheet says of the table: labels and texts."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()


def write_xlsx(
    path: Path,
    table: ReportTable,
    language: str,
    about: About,
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write a report as a workbook to `path`, whole or not at all; returns how many rows it has.

    More rows than a sheet holds go on on further sheets. `progress` is told the number of rows so
    far. Raises Cancelled when `cancelled()` says so, KnownError where the disk refuses.
    """
    import xlsxwriter  # imported late: only saving needs it

    with whole_path(path) as unfinished, in_language(language):
        workbook = xlsxwriter.Workbook(
            str(unfinished),
            {
                "constant_memory": True,
                "strings_to_numbers": False,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        try:
            count = _Writer(workbook, table, about.title).write(progress, cancelled)
            _write_about(workbook, about)
        finally:
            _close(workbook)
    return count


class _Writer:
    """Writes the rows of one table into the sheets of a workbook."""

    def __init__(self, workbook: Workbook, table: ReportTable, title: str) -> None:
        self._workbook = workbook
        self._columns = table.columns
        self._rows = table.rows
        self._title = title
        self._head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._formats = [_format(workbook, column) for column in table.columns]
        self._strong = [_format(workbook, column, bold=True) for column in table.columns]
        self._units: dict[Value, None] = {}
        kinds = [column.kind for column in table.columns]
        self._unit = kinds.index("unit") if "unit" in kinds else None
        # Where no unit is said in the rows, devices may be cameras and systems.
        self._adding = [
            place
            for place, column in enumerate(table.columns)
            if column.adds_up and (self._unit is not None or column.unit != DEVICES)
        ]
        self._sums: dict[int, int | float] = {}  # of the sheet that is being written

    def write(
        self, progress: Callable[[int], None] | None, cancelled: Callable[[], bool] | None
    ) -> int:
        iterator = iter(self._rows)
        count = 0
        try:
            first = list(islice(iterator, _LOOKED_AT))
            rows = chain(first, iterator)
            sheets = 0
            ahead: list[Sequence[Value]] = []
            while ahead or not sheets:
                sheets += 1
                sheet = self._sheet(sheets, first)
                written = 0
                for written, row in enumerate(islice(chain(ahead, rows), ROWS), 1):
                    self._write_row(sheet, written, row)
                    count += 1
                    if count % BATCH == 0:
                        if progress is not None:
                            progress(count)
                        if cancelled is not None and cancelled():
                            raise Cancelled("Cancelled.")
                self._finish(sheet, written)
                ahead = list(islice(rows, 1))
            return count
        finally:
            let_go = getattr(self._rows, "close", None) or getattr(iterator, "close", None)
            if let_go is not None:
                let_go()

    def _sheet(self, number: int, first: Sequence[Sequence[Value]]) -> Worksheet:
        name = _sheet_name(self._title, number)
        sheet = self._workbook.add_worksheet(name)
        self._sums = dict.fromkeys(self._adding, 0)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            texts = [_width(column, row[place]) for row in first]
            head = min(len(tr(column.label)), 18)
            width = max(_NARROW, head, *texts) if texts else max(_NARROW, head)
            sheet.set_column(place, place, min(width + 2, _WIDE))
            sheet.write_string(0, place, tr(column.label), self._head)
        return sheet

    def _write_row(self, sheet: Worksheet, at: int, row: Sequence[Value]) -> None:
        for place, (column, value) in enumerate(zip(self._columns, row, strict=True)):
            if value is None or value == "":
                continue
            if column.kind in _NUMBERS and isinstance(value, int | float):
                number = value / 100 if column.kind == "money" else value
                sheet.write_number(at, place, number, self._formats[place])
            elif column.kind == "date" and (day := _day(str(value))) is not None:
                sheet.write_datetime(at, place, day, self._formats[place])
            else:
                text = _text(column, value)
                if len(text) > _LONGEST:
                    text = text[: _LONGEST - len(_CUT)] + _CUT
                sheet.write_string(at, place, text)
        for place in self._adding:
            said = row[place]
            if isinstance(said, int | float):
                self._sums[place] += said
        if self._unit is not None:
            self._units[row[self._unit]] = None

    def _finish(self, sheet: Worksheet, rows: int) -> None:
        """A filter over the table, and below it the sums of what adds up."""
        if self._columns:
            sheet.autofilter(0, 0, rows, len(self._columns) - 1)
        # Cameras and systems are never added up.
        if not self._adding or not rows or len(self._units) > 1:
            return
        if 0 not in self._adding:
            sheet.write_string(rows + 1, 0, tr("Total"), self._head)
        for place in self._adding:
            letter = _letters(place)
            money = self._columns[place].kind == "money"
            sheet.write_formula(
                rows + 1,
                place,
                f"=SUBTOTAL({_SUM_VISIBLE},{letter}2:{letter}{rows + 1})",
                self._strong[place],
                # Shown by programs that do not work formulas out when they open a file.
                self._sums[place] / 100 if money else self._sums[place],
            )


def _write_about(workbook: Workbook, about: About) -> None:
    sheet = workbook.add_worksheet(tr("About the table"))
    label, text = (workbook.add_format(how) for how in ({"bold": True}, {"text_wrap": True}))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 80)
    for row, (name, said) in enumerate(about.lines):
        sheet.write_string(row, 0, name, label)
        sheet.write_string(row, 1, said, text)


def _close(workbook: Workbook) -> None:
    from xlsxwriter.exceptions import FileCreateError

    try:
        workbook.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def _format(workbook: Workbook, column: ReportColumn, *, bold: bool = False) -> Format:
    how: dict[str, Any] = {"bold": True, "top": 1} if bold else {}
    form = {
        "money": "#,##0.00",
        "number": "#,##0",
        "percent": "0.0%",
        "date": "dd.mm.yyyy",
        "coordinate": "0.0#####",
    }.get(column.kind)
    return workbook.add_format({**how, **({"num_format": form} if form else {})})


def _text(column: ReportColumn, value: Value) -> str:
    if column.kind == "yes_no":
        return yes_no_text(bool(value))
    if column.kind == "date":
        return edtf_text(str(value))
    if has_word(column.kind):
        return value_word(column.kind, value)
    return str(value)


def _day(edtf: str) -> date | None:
    """The day, where it is one; a month, a year or a period stays text."""
    try:
        when = PartialDate.parse(edtf)
    except KnownError:
        return None
    return when.first if when.is_exact and when.first >= _EXCEL_BEGINS else None


def _width(column: ReportColumn, value: Value) -> int:
    if value is None:
        return 0
    if column.kind == "date":
        return 10
    if column.kind == "money":
        return len(f"{int(value) / 100:,.2f}")
    return max(len(line) for line in _text(column, value).split("\n"))


def _sheet_name(title: str, number: int) -> str:
    """A name that Excel takes: 31 signs, none of them reserved."""
    bare = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip() or "1"
    behind = "" if number == 1 else f" {number}"
    return bare[: 31 - len(behind)].rstrip() + behind


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
