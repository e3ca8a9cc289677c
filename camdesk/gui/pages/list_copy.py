"""Rows of a table for the clipboard: text with tabs, and HTML where they are few.

In HTML a spreadsheet is told which cells are texts: 00123 keeps its zeros, and "Dec 2024" does not
become a day. In text alone an apostrophe before a number says so.
"""

from __future__ import annotations

import html
import re
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from camdesk.gui.models.cell_text import NUMERIC, CellTexts
from camdesk.gui.models.table_model import KindColumn
from camdesk.store import listing as store
from camdesk.store.connection import Connection
from camdesk.store.listing import Listing
from camdesk.store.tables import Value
from camdesk.text.cells import guard, unguard
from camdesk.text.i18n import language, tr

MOST = 200_000  # rows: a spreadsheet takes a million, its clipboard does not
MOST_HTML = 10_000
_CHUNK = 200
# As Excel and as LibreOffice want to be told.
_TEXT_CELL = """<td style='mso-number-format:"\\@"' sdnum="1033;0;@">"""
_DIGIT = re.compile(r"\d")
_PLAIN = frozenset({"number", "coordinate", "decimal", "measure", "percent"})
_REST = 0.001  # s after each chunk: the window's thread waits for no longer than a chunk takes


Cell = tuple[str, bool]
"""What stands in it, and whether a spreadsheet is to leave it as a text."""


@dataclass(slots=True)
class Progress:
    """How far the work is; whoever waits may look at it, and call it off."""

    done: int = 0
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class Copied:
    """A table as it goes to the clipboard, in UTF-8."""

    rows: int
    text: bytes
    html: bytes | None


def table(
    connection: Connection,
    listing: Listing,
    ids: array[int],
    names: Sequence[str],
    progress: Progress,
) -> Copied | None:
    """The rows `ids` with the columns `names` under a header; None where it was called off."""
    columns = [listing.columns[name] for name in names]
    lines = _Lines(columns, html=len(ids) <= MOST_HTML)
    for start in range(0, len(ids), _CHUNK):
        if progress.called_off:
            return None
        rows = store.rows(connection, listing, ids[start : start + _CHUNK], names)
        lines.add(rows)
        progress.done = start + len(rows)
        time.sleep(_REST)
    return lines.copied()


def table_of(columns: Sequence[KindColumn], rows: Sequence[Sequence[Value]]) -> Copied:
    """Rows that are in memory already, under a header."""
    lines = _Lines(columns, html=len(rows) <= MOST_HTML)
    lines.add(rows)
    return lines.copied()


class _Lines:
    """Gathers the lines of a table in both forms."""

    def __init__(self, columns: Sequence[KindColumn], *, html: bool) -> None:
        self._kinds = [column.kind for column in columns]
        self._html = html
        self._texts = CellTexts()
        self._point = "." if language() == "en" else ","
        self._rows = 0
        head = [[(guard(tr(column.label)), True) for column in columns]]
        self._text, self._markup = [_plain(head, numbers=False)], [_markup(head)]

    def add(self, rows: Sequence[Sequence[Value]]) -> None:
        lines = [
            [
                (_cell(kind, value, self._texts, self._point), _is_text(kind, value))
                for kind, value in zip(self._kinds, row, strict=True)
            ]
            for row in rows
        ]
        self._rows += len(rows)
        self._text.append(_plain(lines, numbers=not self._html))
        if self._html:
            self._markup.append(_markup(lines))

    def copied(self) -> Copied:
        table = f'<meta charset="utf-8"><table>{"".join(self._markup)}</table>'
        return Copied(
            self._rows, "".join(self._text).encode(), table.encode() if self._html else None
        )


def _cell(kind: str, value: Value, texts: CellTexts, point: str) -> str:
    """Numbers as a spreadsheet counts with them, the unknown as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, int | float) and kind in _PLAIN:
        return str(value).replace(".", point)
    if isinstance(value, int) and kind == "money":
        return f"{'-' if value < 0 else ''}{abs(value) // 100}{point}{abs(value) % 100:02d}"
    return guard(" ".join(texts.text(kind, value).split()))


def _is_text(kind: str, value: Value) -> bool:
    """Whether a spreadsheet is to leave the cell as it stands; whole days it may read as such."""
    if kind == "date" and isinstance(value, str):
        return not _is_day(value)
    return isinstance(value, str) or kind not in NUMERIC


def _is_day(edtf: str) -> bool:
    return len(edtf) == len("2024-12-05") and "/" not in edtf


def _plain(lines: Sequence[Sequence[Cell]], *, numbers: bool) -> str:
    return "".join(
        "\t".join(
            guard(unguard(text), numbers=True) if numbers and is_text else text
            for text, is_text in line
        )
        + "\r\n"
        for line in lines
    )


def _markup(lines: Sequence[Sequence[Cell]]) -> str:
    return "".join(f"<tr>{''.join(map(_markup_cell, line))}</tr>" for line in lines)


def _markup_cell(cell: Cell) -> str:
    text, is_text = cell
    begin = _TEXT_CELL if is_text and _DIGIT.search(text) else "<td>"
    return f"{begin}{html.escape(text)}</td>"
