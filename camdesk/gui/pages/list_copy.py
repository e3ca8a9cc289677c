"""Rows of a list as a table for the clipboard: text with tabs, and HTML where they are few."""

from __future__ import annotations

import html
import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from camdesk.gui.models.cell_text import CellTexts
from camdesk.store import listing as store
from camdesk.store.connection import Connection
from camdesk.store.listing import Column, Listing
from camdesk.store.tables import Value
from camdesk.text.cells import guard
from camdesk.text.i18n import language, tr

MOST = 200_000  # rows: a spreadsheet takes a million, its clipboard does not
MOST_HTML = 10_000
_CHUNK = 200
_REST = 0.001  # s after each chunk: the window's thread waits for no longer than a chunk takes


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
    texts = CellTexts()
    point = "." if language() == "en" else ","
    head = [[guard(tr(column.label)) for column in columns]]
    plain, markup = [_plain(head)], [_markup(head)]
    few = len(ids) <= MOST_HTML
    for start in range(0, len(ids), _CHUNK):
        if progress.called_off:
            return None
        rows = store.rows(connection, listing, ids[start : start + _CHUNK], names)
        lines = [_cells(row, columns, texts, point) for row in rows]
        plain.append(_plain(lines))
        if few:
            markup.append(_markup(lines))
        progress.done = start + len(rows)
        time.sleep(_REST)
    table = f'<meta charset="utf-8"><table>{"".join(markup)}</table>'
    return Copied(len(ids), "".join(plain).encode(), table.encode() if few else None)


def _cells(
    row: Sequence[Value], columns: Sequence[Column], texts: CellTexts, point: str
) -> list[str]:
    return [
        _cell(column.kind, value, texts, point) for column, value in zip(columns, row, strict=True)
    ]


def _cell(kind: str, value: Value, texts: CellTexts, point: str) -> str:
    """Numbers as a spreadsheet counts with them, the unknown as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, int | float) and kind in ("number", "coordinate"):
        return str(value).replace(".", point)
    return guard(" ".join(texts.text(kind, value).split()))


def _plain(lines: Sequence[Sequence[str]]) -> str:
    return "".join("\t".join(line) + "\r\n" for line in lines)


def _markup(lines: Sequence[Sequence[str]]) -> str:
    return "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>"
        for line in lines
    )
