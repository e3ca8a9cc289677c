"""The names of the columns: several header rows joined, empty and doubled names told apart."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import pairwise

from camdesk.domain.errors import N_
from camdesk.importing.grid import Oddity
from camdesk.importing.shapes import is_value


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """One heading for each column; a name that spans several columns goes to all of them.

    A row that only numbers the columns, as forms have it, is no part of the names.
    """
    if len(rows) == 1:
        return list(rows[0])
    rows = [
        row
        for place, row in enumerate(rows)
        if not place or not (numbers_columns(row) or is_ruler(row))
    ]
    width = max(map(len, rows))
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    for above, below in pairwise(grid):
        spans = ""
        for place, cell in enumerate(above):
            if cell.strip():
                spans = cell if below[place].strip() else ""
            elif spans and below[place].strip():
                above[place] = spans
            else:
                spans = ""
    return [
        " ".join(row[place].strip() for row in grid if row[place].strip()) for place in range(width)
    ]


def fitted(header: Sequence[Sequence[str]], most: int, row: int) -> tuple[list[str], list[Oddity]]:
    """The headings for rows of mostly `most` cells (0: unknown), and what is odd about them."""
    if not header:
        return [""] * most, []
    cells = list(header[0])
    count = len(cells)
    if not most or count == most:
        return cells, []
    if count == most + 1 and sum(1 for cell in cells if not cell.strip()) == 1:
        place = next(at for at, cell in enumerate(cells) if not cell.strip())
        message = N_("an empty heading is left out: the rows have {width} cells")
        return cells[:place] + cells[place + 1 :], [Oddity(row, message, {"width": most})]
    if count == most - 1 and (parts := _parted_at_quote(cells)):
        return parts, [Oddity(row, N_("a delimiter is missing in the header"))]
    if count == 1 and (parts := parted_otherwise(cells[0], most)):
        return parts, [Oddity(row, N_("the header is parted in another way than the rows"))]
    message = N_("the header has {count} cells, the rows have {width}")
    return cells, [Oddity(row, message, {"count": count, "width": most})]


def parted_otherwise(cell: str, width: int) -> list[str] | None:
    """The headings of a header that has another delimiter than the rows, if it is one."""
    if "\n" in cell or "\r" in cell:
        return None
    for delimiter in (" ", ";", ",", "\t", "|"):
        parts = next(csv.reader([cell], delimiter=delimiter), [])
        if len(parts) == width and all(map(str.strip, parts)) and not any(map(is_value, parts)):
            return parts
    return None


def _parted_at_quote(cells: Sequence[str]) -> list[str] | None:
    """The headings with the one parted in which a quote stands: a delimiter was before it."""
    places = [at for at, cell in enumerate(cells) if '"' in cell]
    if len(places) != 1:
        return None
    parts = [part for part in cells[places[0]].split('"') if part]
    if len(parts) != 2:
        return None
    return [*cells[: places[0]], *parts, *cells[places[0] + 1 :]]


_UNSEEN = dict.fromkeys(
    [0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)  # signs that nobody sees and that turn text around


def readable(heading: str) -> str:
    """A heading as a name: on one line, without what cannot be seen."""
    return " ".join(heading.translate(_UNSEEN).split())


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Distinct names of the columns: empty ones are numbered, doubled ones too."""
    taken: set[str] = set()
    repeats: dict[str, int] = {}
    found: list[str] = []
    for place, name in enumerate(names, 1):
        known = name or f"#{place}"
        candidate = known
        while candidate in taken:
            repeats[known] = repeats.get(known, 1) + 1
            candidate = f"{known} ({repeats[known]})"
        taken.add(candidate)
        found.append(candidate)
    return tuple(found)


def numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row below the headings numbers the columns from 1 on, as forms do."""
    held = [cell.strip() for cell in cells]
    return len(held) > 2 and held == [str(number) for number in range(1, len(held) + 1)]


def is_ruler(cells: Sequence[str]) -> bool:
    """Whether a row is drawn of dashes under the headings, as in --- | --- | ---."""
    held = [cell.strip() for cell in cells if cell.strip()]
    return bool(held) and all(len(cell) > 1 and not cell.strip("-=:+_|") for cell in held)
