"""What an ODS file shows, but its reader does not give: errors, forms of numbers, hidden rows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.parsers import expat

from camdesk.domain.errors import KnownError
from camdesk.importing.date_column import decided_order
from camdesk.importing.dates_read import date_in_order
from camdesk.importing.sheet_look import DAMAGED, Look, Seen, hidden_rows, refuse_too_large
from camdesk.importing.shown_formats import Show, percent

_CONTENT = "content.xml"
_CHUNK = 1 << 18
_MOST_REPEATED = 1000  # rows: more of them are the empty rest of the sheet
_PADDED = re.compile(r"\D*0\d[\d\W]*", re.ASCII)


def look(path: Path, sheet: str) -> Look | None:
    """What the reader of workbooks leaves out of a sheet; None where the file is otherwise made."""
    parser = _Parser(sheet)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_CONTENT) as file:
            rows = list(parser.rows(file))
    except DAMAGED:
        return None
    refuse_too_large(parser.last_row, parser.last_column)
    return Look(hidden_rows(parser.hidden), rows)


class _Parser:
    """Walks through the XML of the document, and looks at the cells of one sheet."""

    def __init__(self, sheet: str) -> None:
        self.hidden: list[int] = []
        self.last_row = self.last_column = 0  # that hold something
        self._sheet = sheet
        self._inside = False
        self._done: list[Seen] = []
        self._row = self._column = 0
        self._repeated = self._across = 1
        self._cells: dict[int, str | Show] = {}
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._in_note = 0

    def rows(self, file: IO[bytes]) -> Iterator[Seen]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk)
            yield from self._done
            self._done.clear()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._inside = attributes.get("table:name") == self._sheet
            self._row = 0
        elif not self._inside:
            return
        elif name == "table:table-row":
            self._repeated = int(attributes.get("table:number-rows-repeated", 1))
            self._column = 0
            self._cells = {}
            hidden = attributes.get("table:visibility") in ("collapse", "filter")
            if hidden and self._repeated <= _MOST_REPEATED:
                self.hidden += range(self._row + 1, self._row + self._repeated + 1)
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._across = int(attributes.get("table:number-columns-repeated", 1))
            self._cell = attributes
            self._paragraphs = []
        elif name == "office:annotation":
            self._in_note += 1
        elif name == "text:p" and not self._in_note:
            self._paragraphs.append("")

    def _end(self, name: str) -> None:
        if not self._inside:
            return
        if name == "office:annotation":
            self._in_note -= 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            assert self._cell is not None
            text = _shown(self._cell, "\n".join(self._paragraphs))
            if text is not None:
                for column in range(self._column + 1, self._column + self._across + 1):
                    self._cells[column] = text
            self._column += self._across
            if self._paragraphs or "office:value-type" in self._cell:
                self.last_row = self._row + self._repeated
                self.last_column = max(self.last_column, self._column)
            self._cell = None
        elif name == "table:table-row":
            if self._cells and self._repeated <= _MOST_REPEATED:
                for row in range(self._row + 1, self._row + self._repeated + 1):
                    self._done.append(Seen(row, dict(self._cells)))
            self._row += self._repeated
        elif name == "table:table":
            self._inside = False

    def _text(self, text: str) -> None:
        if self._cell is not None and self._paragraphs and not self._in_note:
            self._paragraphs[-1] += text


def _shown(cell: dict[str, str], text: str) -> str | Show | None:
    """What a cell shows beyond its value, or None; an error is a plain text."""
    kind = cell.get("calcext:value-type") or cell.get("office:value-type")
    value = cell.get("office:value", "")
    if kind == "error":
        return text or "#N/A"
    if kind == "boolean":
        return _instead(cell.get("office:boolean-value", "").upper())
    if kind == "percentage":
        return percent
    if kind == "float" and _PADDED.fullmatch(text) and _digits(text) == _digits(value):
        return _instead(text)
    if kind == "date" and (less := _less_than_a_day(text)):
        return _instead(less)
    return None


def _instead(shown: str) -> Show:
    return lambda text: shown or text


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)).lstrip("0")


def _less_than_a_day(text: str) -> str | None:
    """A month or year, where that is all that the cell shows of its date."""
    try:
        when = date_in_order(text, decided_order([text]) or "dmy")
    except KnownError:
        return None
    return None if when.is_exact else when.edtf
