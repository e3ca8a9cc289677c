"""What an XLSX file shows, but its reader does not give: errors, forms of numbers, hidden rows."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from camdesk.domain.errors import N_
from camdesk.importing.sheet_look import (
    DAMAGED,
    Look,
    Remark,
    Seen,
    column_number,
    hidden_columns,
    hidden_rows,
    refuse_too_large,
)
from camdesk.importing.shown_formats import Show, shower

NO_VALUE = N_("a formula has no value: save the workbook in the spreadsheet program")
_CHUNK = 1 << 18
_ALL_THE_REST = 10_000  # so many hidden columns are those that the sheet does not use
_EMPTY_FORMULA = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"\s*</(?:\w+:)?c>"
)
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\bhidden=["'](?:1|true)["']""")
_HIDDEN_COLUMNS = re.compile(
    rb"""<(?:\w+:)?col\b(?=[^>]*\bhidden=["'](?:1|true)["'])(?=[^>]*\bmin=["'](\d+)["'])"""
    rb"""(?=[^>]*\bmax=["'](\d+)["'])"""
)
_FAR_COLUMN = re.compile(rb"""\br=["']([A-Z]{2,3})\d""")
_ROW_NUMBER = re.compile(rb"""\br=["'](\d+)""")
_CELL = re.compile(r"([A-Z]+)(\d+)")


def look(path: Path, sheet: str) -> Look | None:
    """What the reader of workbooks leaves out of a sheet; None where the file is otherwise made."""
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            if part is None:
                return None
            shows = _shows(archive)
            wanted, remarks = _first_pass(archive, part, shows)
    except DAMAGED:
        return None
    return Look(remarks, _Cells(path, part, shows) if wanted else None)


class _Cells:
    """The cells that are shown otherwise, row by row."""

    def __init__(self, path: Path, part: str, shows: dict[int, Show]) -> None:
        self._path = path
        self._part = part
        self._shows = shows

    def __iter__(self) -> Iterator[Seen]:
        with zipfile.ZipFile(self._path) as archive, archive.open(self._part) as file:
            yield from _Parser(self._shows).rows(file)


class _Parser:
    """Walks through the XML of a sheet."""

    def __init__(self, shows: dict[int, Show]) -> None:
        self._shows = shows
        self._done: list[Seen] = []
        self._row = 0
        self._column = 0
        self._cells: dict[int, str | Show] = {}
        self._fault: str | None = None
        self._error = self._formula = self._in_value = False
        self._value = ""

    def rows(self, file: IO[bytes]) -> Iterator[Seen]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            while chunk := file.read(_CHUNK):
                parser.Parse(chunk)
                yield from self._done
                self._done.clear()
        except DAMAGED:
            return  # the reader of workbooks says what is broken

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            place = _CELL.fullmatch(attributes.get("r", ""))
            self._column = column_number(place[1]) if place else self._column + 1
            self._error = attributes.get("t") == "e"
            self._formula = False
            self._value = ""
            if "t" not in attributes or attributes["t"] == "n":
                show = self._shows.get(int(attributes.get("s", 0)))
                if show is not None:
                    self._cells[self._column] = show
        elif kind == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            self._cells, self._fault = {}, None
        elif kind == "f":
            self._formula = True
        elif kind in ("v", "t"):
            self._in_value = True

    def _end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        if kind in ("v", "t"):
            self._in_value = False
        elif kind == "c":
            if self._error:
                self._cells[self._column] = self._value
            elif self._formula and not self._value:
                self._fault = NO_VALUE
        elif kind == "row" and (self._cells or self._fault):
            self._done.append(Seen(self._row, self._cells, self._fault))

    def _text(self, text: str) -> None:
        if self._in_value:
            self._value += text


def _first_pass(
    archive: zipfile.ZipFile, part: str, shows: dict[int, Show]
) -> tuple[bool, tuple[Remark, ...]]:
    """Whether any cell needs a second look, and what is hidden: a search through the bytes."""
    marks = [
        f"{name}={sign}{value}{sign}".encode()
        for sign in ("'", '"')
        for name, value in (("t", "e"), *(("s", style) for style in shows))
    ]
    wanted, columns = False, 0
    hidden: list[int] = []
    farthest, last = column_number("Z"), 0
    for text in _whole_rows(archive, part):
        # Plain searches first: they are quick, and nearly always in vain.
        wanted = wanted or any(mark in text for mark in marks)
        wanted = wanted or ((b"<f" in text or b":f" in text) and bool(_EMPTY_FORMULA.search(text)))
        far = set(_FAR_COLUMN.findall(text))
        farthest = max([farthest, *(column_number(letters.decode()) for letters in far)])
        if number := _ROW_NUMBER.search(text, max(text.rfind(b"row "), 0)):
            last = int(number[1])
        if b"hidden=" not in text:
            continue
        hidden += [_row_number(match[0]) for match in _HIDDEN_ROW.finditer(text)]
        for match in _HIDDEN_COLUMNS.finditer(text):
            columns += int(match[2]) - int(match[1]) + 1
    refuse_too_large(last, farthest)
    columns = columns if columns < _ALL_THE_REST else 0
    return wanted, hidden_rows(hidden) + hidden_columns(columns)


def _whole_rows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end with a row, and the rest of it."""
    rest = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            rest += chunk
            end = rest.rfind(b"row>") + 4
            if end > 4:
                yield rest[:end]
                rest = rest[end:]
    yield rest


def _row_number(tag: bytes) -> int:
    match = _ROW_NUMBER.search(tag)
    return int(match[1]) if match else 1


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the file that holds the sheet."""
    book = _book_part(archive)
    folder, name = posixpath.split(book)
    relations = {
        one.get("Id"): one.get("Target", "")
        for one in _tree(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    }
    for one in _tree(archive, book).iter():
        if _local(one) == "sheet" and one.get("name") == sheet:
            key = next((value for key, value in one.items() if key.endswith("}id")), None)
            target = relations.get(key, "")
            return (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
    return None


def _book_part(archive: zipfile.ZipFile) -> str:
    for one in _tree(archive, "_rels/.rels"):
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    return "xl/workbook.xml"


def _shows(archive: zipfile.ZipFile) -> dict[int, Show]:
    """How the cells of each style are shown, for those that show more than the number."""
    folder = posixpath.dirname(_book_part(archive))
    name = posixpath.join(folder, "styles.xml")
    if name not in archive.namelist():
        return {}
    codes: dict[int, str] = {}
    shows: dict[int, Show] = {}
    for one in _tree(archive, name).iter():
        if _local(one) == "numFmt":
            codes[int(one.get("numFmtId", 0))] = one.get("formatCode", "")
        elif _local(one) == "cellXfs":
            for style, form in enumerate(one):
                number = int(form.get("numFmtId", 0))
                show = shower(number, codes.get(number, ""))
                if show is not None:
                    shows[style] = show
    return shows


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
