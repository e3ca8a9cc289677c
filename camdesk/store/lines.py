"""Long tables as lines of text that SQLite puts together itself, many of them in one value.

A value that crosses from SQLite to Python costs more than all that SQLite does for it, so that a
table of a million rows is written several times as fast in lines as in cells. What stands in a
line is nothing but the plain case: a row in which anything asks for care (a quotation mark, a
break, a sign that a spreadsheet runs) is given as a row, and whoever writes knows the rules.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from camdesk.store.picture import marks
from camdesk.store.tables import Value

Row = tuple[Value, ...]
Piece = bytes | list[Row]
"""Lines that are ready, in UTF-8, or rows that are still to be written."""

BATCH = 2_000  # ids of rows in one value
_LONG = 1_000  # characters of a text from which on it is no plain case
_NINE = 10**9  # as many decimals as a number may have that is written as it stands
_YEAR, _DAY = "[0-9]" * 4, "-[0-9][0-9]-[0-9][0-9]"
_TRIED = 10  # batches after which lines are given up where most rows ask for care

# Bytes that no text has, in the place of quotation marks and ends of lines: what is found of those
# was in a text.
_QUOTE, _END = b"\xff", b"\xfe"
_CARE = b'"#'  # before the id of a row, in the place of its line
_ASK_FOR_CARE = (b'"', b"\n", b"\r")
_ASKS = re.compile(b'["\n\r]')


@dataclass(frozen=True, slots=True)
class Cell:
    """How the cells of one column are written.

    A text is quoted where the delimiter stands in it; a whole number or a word of the register
    stands as it is; a decimal gets the sign of the form; a day is written as 05.12.2024; words
    stand for the values of a column.
    """

    how: Literal["text", "plain", "decimal", "day", "words"]
    words: tuple[tuple[str | int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Harmless:
    """Texts that may stand in a cell as they are, by the sign they begin with, as GLOB has it."""

    any_length: str
    short: str = ""
    below: int = 0  # how many characters make a short one no longer harmless


@dataclass(frozen=True, slots=True)
class LineForm:
    """How lines are written."""

    cells: tuple[Cell, ...]
    delimiter: str
    line_end: str
    decimal: str
    harmless: Harmless


@dataclass(frozen=True, slots=True)
class Source:
    """The SQL of one column; `book` is the small table that its value comes from, if any.

    A `long` one may be a text that does not bear being joined with thousands of others.
    """

    value: str
    book: str = ""
    long: bool = False
    costly: bool = False  # more than a column of a row that is at hand


class LongTable:
    """The rows of `table` in the order of their ids: one by one, or as lines."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        table: str,
        sources: Sequence[Source],
        joins: str = "",
        with_clause: str = "",
    ) -> None:
        self._run = connection.execute
        self._table = table
        self._sources = sources
        self._costly = any(source.costly for source in sources)
        self._with = with_clause
        self._from = f"FROM {table}{joins}"

    def __iter__(self) -> Iterator[Row]:
        yield from self._rows("", ())

    def pieces(self, form: LineForm) -> Generator[Piece, None, None]:
        """The table in pieces, in order: lines where they are plain, rows elsewhere."""
        careful = seen = 0
        low = -BATCH
        blocks = self._run(self._blocks(form))
        try:
            for tried, (low, block) in enumerate(blocks):
                if block is None:
                    continue
                if any(sign in block for sign in _ASK_FOR_CARE):
                    for piece in self._mixed(low, block, form):
                        careful += len(piece) if isinstance(piece, list) else 0
                        yield piece
                else:
                    yield _finished(block, form)
                seen += BATCH
                if tried == _TRIED and careful * 2 > seen:
                    break
            else:
                return
            # Held open, the query above keeps to one state of the file.
            rest = self._rows(f"WHERE {self._table}.id >= ?", (low + BATCH,))
            while batch := rest.fetchmany(BATCH):
                yield batch
        finally:
            blocks.close()

    def _rows(self, where: str, values: Sequence[Value]) -> sqlite3.Cursor:
        chosen = ", ".join(source.value for source in self._sources)
        return self._run(
            f"{self._with} SELECT {chosen} {self._from} {where} ORDER BY {self._table}.id", values
        )

    def _blocks(self, form: LineForm) -> str:
        """The query of (first id, lines of so many ids)."""
        table = self._table
        rows = (
            f"{self._from} WHERE {table}.id BETWEEN block.low AND block.low + {BATCH - 1}"
            f" ORDER BY {table}.id"
        )
        values, row = [source.value for source in self._sources], f"{table}.id"
        if self._costly or self._is_view():  # what is asked several times is worked out once
            named = ", ".join(f"{value} AS c{i}" for i, value in enumerate(values))
            rows = f"FROM (SELECT {row} AS id, {named} {rows} LIMIT -1) AS cell"
            values, row = [f"cell.c{i}" for i in range(len(values))], "cell.id"
        clause = f"{self._with}," if self._with else "WITH RECURSIVE"
        return (
            f"{clause} block (low) AS (SELECT min(id) FROM {table} UNION ALL"
            f" SELECT low + {BATCH} FROM block"
            f" WHERE low + {BATCH} <= (SELECT max(id) FROM {table}))"
            f" SELECT low, (SELECT CAST(group_concat({self._line(form, values, row)}, '') AS BLOB)"
            f" {rows}) FROM block"
        )

    def _is_view(self) -> bool:
        found = self._run(
            "SELECT 1 FROM temp.sqlite_master WHERE type = 'view' AND name = ?", (self._table,)
        )
        return found.fetchone() is not None

    def _line(self, form: LineForm, values: Sequence[str], row: str) -> str:
        """SQL for one line, or for the sign that the row of this id asks for care."""
        cells: list[str] = []
        doubts: list[str] = []
        for source, cell, value in zip(self._sources, form.cells, values, strict=True):
            written, doubt = self._cell(source, cell, value, form)
            cells.append(written)
            doubts += doubt
        pattern = form.delimiter.join(["%s"] * len(cells)).encode() + _END
        line = f"format({_bytes(pattern)}, {', '.join(cells)})"
        if not doubts:
            return line
        care = f"{_bytes(_CARE)} || {row} || {_bytes(_END)}"
        return f"CASE WHEN {' OR '.join(doubts)} THEN {care} ELSE {line} END"

    def _cell(
        self, source: Source, cell: Cell, value: str, form: LineForm
    ) -> tuple[str, list[str]]:
        """SQL for a cell that has `value`, and conditions on which it asks for care."""
        if cell.how == "plain":
            return value, []
        if cell.how == "words":
            cases = " ".join(f"WHEN {_literal(v)} THEN {_literal(w)}" for v, w in cell.words)
            # A value without a word asks for care by the sign that stands for it.
            return f"CASE {value} {cases} ELSE CASE WHEN {value} NOT NULL THEN '\"' END END", []
        if cell.how == "day":
            parts = " || '.' || ".join(f"substr({value}, {p})" for p in ("9", "6, 2", "1, 4"))
            day = f"CASE WHEN length({value}) = 4 THEN {value} ELSE {parts} END"
            return day, [f"NOT ({value} GLOB '{_YEAR}{_DAY}' OR {value} GLOB '{_YEAR}')"]
        if cell.how == "decimal":
            # A quotient of whole numbers is said the same by everybody; longer fractions are not.
            whole = f"CAST(abs({value}) * {_NINE}.0 + 0.5 AS INTEGER) / {_NINE}.0"
            doubt = f"{whole} <> abs({value}) OR abs({value}) NOT BETWEEN 0.001 AND 100000"
            if form.decimal != ".":
                value = f"replace({value}, '.', {_literal(form.decimal)})"
            return value, [doubt]
        if source.book and self._is_plain(source, form):
            return value, []
        doubt = _doubt(value, form.harmless)
        if source.long:
            doubt += f" OR length({value}) > {_LONG}"
        quote = _bytes(_QUOTE)
        parted = f"instr({value}, {_literal(form.delimiter)})"
        quoted = f"{quote} || {value} || {quote}"
        if source.book:  # few names for many rows: the marks of firms are not to cost a row each
            parted = f"{parted} OR instr({value}, '\"')"
            quoted = f"{quote} || replace({value}, '\"', {_bytes(_QUOTE * 2)}) || {quote}"
        return f"CASE WHEN {parted} THEN {quoted} ELSE {value} END", [doubt]

    def _is_plain(self, source: Source, form: LineForm) -> bool:
        """Whether none of the names in a book asks for anything."""
        asks = (
            f"{_doubt(source.value, form.harmless)} OR instr({source.value}, '\"')"
            f" OR instr({source.value}, {_literal(form.delimiter)})"
        )
        return self._run(f"SELECT 1 FROM {source.book} WHERE {asks} LIMIT 1").fetchone() is None

    def _mixed(self, low: int, block: bytes, form: LineForm) -> Iterator[Piece]:
        """A block in which some rows ask for care."""
        spans = list(_asking(block))
        ids = [
            int(block[start + len(_CARE) : end - len(_END)])
            if block.startswith(_CARE, start)
            else self._id_at(low, block.count(_END, 0, start))
            for start, end in spans
        ]
        rows = self._rows(f"WHERE {self._table}.id IN ({marks(ids)})", ids)
        done = 0
        for start, end in spans:
            if start > done:
                yield _finished(block[done:start], form)
            yield rows.fetchmany(1)
            done = end
        if done < len(block):
            yield _finished(block[done:], form)

    def _id_at(self, low: int, place: int) -> int:
        found: int
        (found,) = self._run(
            f"SELECT id FROM {self._table} WHERE id >= ? ORDER BY id LIMIT 1 OFFSET ?",
            (low, place),
        ).fetchone()
        return found


def _asking(block: bytes) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end that ask for care."""
    place = 0
    while match := _ASKS.search(block, place):
        start = block.rfind(_END, 0, match.start()) + 1
        place = block.index(_END, match.start()) + 1
        yield start, place


def _doubt(value: str, harmless: Harmless) -> str:
    """The condition that a text asks for care, breaks and quotation marks apart."""
    doubt = f"{value} NOT GLOB '[{harmless.any_length}]*'"
    if harmless.short:
        doubt = (
            f"({doubt} AND ({value} NOT GLOB '[{harmless.short}]*'"
            f" OR length({value}) >= {harmless.below}))"
        )
    # What follows a NUL is not seen by the functions of SQLite.
    return f"{doubt} OR instr({value}, char(0))"


def _finished(block: bytes, form: LineForm) -> bytes:
    return block.replace(_QUOTE, b'"').replace(_END, form.line_end.encode())


def _bytes(text: bytes) -> str:
    return f"CAST(x'{text.hex()}' AS TEXT)"


def _literal(value: str | int) -> str:
    """A word of this program as SQL has it."""
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
