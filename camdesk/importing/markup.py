"""Tables in web pages and in Excel's XML of 2003: so are many files that are called .xls.

Portals and accounting programs write them, and Excel opens them as if they were workbooks.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

from camdesk.domain.errors import N_, KnownError
from camdesk.importing.sheet_look import Remark

NO_WORKBOOK = N_("the file is no workbook but a web page, whose table is read")
_HEAD = 1 << 16
_CHUNK = 1 << 18
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_SHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_MOST_ACROSS = 1000  # columns that one cell may span
_LINES = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"script", "style", "head", "title"})

Grid = list[list[str]]


def kind(head: bytes) -> str:
    """What the first bytes of a file are: "xml" (a workbook of 2003), "html" with tables, or ""."""
    text = head.replace(b"\x00", b"").lstrip(codecs.BOM_UTF8 + b"\xff\xfe\xfe\xff").lstrip()
    if not text.startswith(b"<"):
        return ""
    if _XML_SHEET in text:
        return "xml"
    lower = text.lower()
    begins = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style")
    return "html" if lower.startswith(begins) and (b"<table" in lower or b"<html" in lower) else ""


def head_of(path: Path) -> bytes:
    """As much of the file as `kind` needs; raises OSError."""
    with path.open("rb") as file:
        return file.read(_HEAD)


def grids(path: Path) -> dict[str, Grid]:
    """The tables of the file by their names; KnownError where it holds none."""
    found = _xml_grids(path) if kind(head_of(path)) == "xml" else _html_grids(path)
    if not found:
        raise KnownError(
            N_("“{path}” is a web page without a table."),
            N_("Choose a file that holds a table."),
            path=path,
        )
    return found


def remarks(path: Path) -> tuple[Remark, ...]:
    """What is to be known of the file."""
    return (Remark(1, NO_WORKBOOK),) if kind(head_of(path)) == "html" else ()


def _html_grids(path: Path) -> dict[str, Grid]:
    reader = _Html()
    with path.open(encoding=_encoding(path), errors="replace") as file:
        while chunk := file.read(_CHUNK):
            reader.feed(chunk)
    reader.close()
    tables = [table.rows for table in reader.tables if any(map(any, table.rows))]
    return {f"#{place}": rows for place, rows in enumerate(tables, 1)}


def _encoding(path: Path) -> str:
    """What the page says, or what its letters do."""
    from camdesk.importing.encodings import detect_encoding

    detected = detect_encoding(path)
    match = _CHARSET.search(head_of(path))
    if match is None or detected.startswith("utf"):
        return detected
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return detected


class _Table:
    """A table that is being read; cells that span rows or columns leave empty ones."""

    def __init__(self) -> None:
        self.rows: Grid = []
        self._below: dict[int, int] = {}  # column -> rows that a cell still reaches down
        self.cell: list[str] | None = None
        self._spans = (1, 1)
        self._column = 0

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])
        self._column = 0

    def begin_cell(self, across: int, down: int) -> None:
        self.end_cell()
        if not self.rows:
            self.begin_row()
        self._pass_spanned()
        self.cell = []
        self._spans = (min(max(across, 1), _MOST_ACROSS), max(down, 1))

    def end_cell(self) -> None:
        if self.cell is None:
            return
        across, down = self._spans
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        row = self.rows[-1]
        row.append("\n".join(line for line in lines if line))
        row.extend([""] * (across - 1))
        if down > 1:
            for column in range(self._column, self._column + across):
                self._below[column] = down - 1
        self._column += across
        self.cell = None

    def _pass_spanned(self) -> None:
        while self._below.get(self._column, 0) > 0:
            self._below[self._column] -= 1
            self.rows[-1].append("")
            self._column += 1


class _Html(HTMLParser):
    """Gathers the tables of a page; one inside another is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        table = self._open[-1] if self._open else None
        if tag == "table":
            made = _Table()
            self.tables.append(made)
            self._open.append(made)
        elif tag in _SILENT:
            self._silent += 1
        elif table is None:
            return
        elif tag == "tr":
            table.begin_row()
        elif tag in ("td", "th"):
            said = dict(attrs)
            table.begin_cell(_span(said.get("colspan")), _span(said.get("rowspan")))
        elif tag in _LINES and table.cell is not None:
            table.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        table = self._open[-1] if self._open else None
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif table is None:
            return
        elif tag == "table":
            table.end_cell()
            self._open.pop()
        elif tag in ("td", "th", "tr"):
            table.end_cell()

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent and (cell := self._open[-1].cell) is not None:
            # Line breaks of the file are spaces; those that are shown come from tags.
            cell.append(data.replace("\r", " ").replace("\n", " "))

    def close(self) -> None:
        super().close()
        for table in self._open:
            table.end_cell()


def _span(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() else 1


def _xml_grids(path: Path) -> dict[str, Grid]:
    reader = _XmlSheets()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except (expat.ExpatError, LookupError) as error:
        raise KnownError(
            N_("“{path}” is broken: {reason}."),
            N_("Open it in the spreadsheet program and save it again."),
            path=path,
            reason=error,
        ) from error
    return reader.sheets


class _XmlSheets:
    """Gathers the sheets of a workbook in the XML of 2003."""

    def __init__(self) -> None:
        self.sheets: dict[str, Grid] = {}
        self._rows: Grid = []
        self._text: list[str] | None = None
        self._kind = ""
        self._column = self._across = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        match name.rpartition(" ")[2]:
            case "Worksheet":
                self._rows = self.sheets.setdefault(said.get("Name", "#"), [])
            case "Row":
                place = int(said.get("Index", len(self._rows) + 1))
                self._rows.extend([] for _ in range(place - len(self._rows)))
                self._column = 0
            case "Cell" if self._rows:
                self._column = int(said.get("Index", self._column + 1))
                row = self._rows[-1]
                row.extend([""] * (self._column - len(row)))
                self._across = int(said.get("MergeAcross", 0))
            case "Data":
                self._kind = said.get("Type", "")
                self._text = []

    def end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "Data" if self._text is not None and self._rows and self._rows[-1]:
                self._rows[-1][self._column - 1] = _xml_value(self._kind, "".join(self._text))
                self._text = None
            case "Cell":
                self._column += self._across

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)


def _xml_value(kind: str, text: str) -> str:
    from camdesk.importing.sheet_cells import number_text

    if kind == "Boolean":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind == "DateTime":
        day, _, moment = text.partition("T")
        return day if moment.startswith("00:00:00") else f"{day} {moment.partition('.')[0]}"
    if kind == "Number":
        try:
            return number_text(float(text))
        except ValueError:
            return text
    return text


def rows(grid: Grid) -> Iterator[tuple[int, list[str], str | None]]:
    """The rows of a table as records."""
    for number, cells in enumerate(grid, 1):
        yield number, cells, None
