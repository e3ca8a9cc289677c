"""Where in a grid the table is: the preamble above it, its header, its rows, what stands below.

A heading is told from values by the columns under it: where the rows below hold numbers, dates or
codes and the row holds words, it is a heading; where it holds the same as they, it is a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from camdesk.importing.headings import is_ruler, numbers_columns, parted_otherwise
from camdesk.importing.records import Record
from camdesk.importing.shapes import EMPTY, WORDS, filled, is_value, kind, signature

_MOST_HEADER_ROWS = 6
_LOOKED_AT = 60  # rows below a row that is judged as a heading
_TOTALS = ("итог", "всего", "total", "sum", "grand total", "subtotal", "барлығы", "жиыны", "жалпы")
_ABSENT = ("n/a", "null", "none", "nan", "-", "–", "—", "нет", "нет данных", "жоқ")
_NOTES = (
    "*",
    "примеч",
    "источник",
    "note",
    "source",
    "ескерту",
    "составил",
    "исполнител",
    "подпис",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows as `Reading` counts them; `second_table` is the row of another header, 0 if none."""

    width: int
    header_row: int
    header_rows: int
    last_row: int
    second_table: int = 0


def layout(rows: Sequence[Record], *, complete: bool) -> Layout:
    """The layout of a grid by its first rows; `complete` if these are all of them."""
    some = [row for row in rows if filled(row[1])]
    if not some:
        return Layout(max((len(row[1]) for row in rows), default=0), 0, 1, 0)
    width = _width(some)
    place = _first(some, width, rows)
    width = _width(_block(some, place))
    header_rows = _header_rows(some, place, width)
    last, second = 0, 0
    body = place + header_rows
    if (found := _second(some, place, body, width)) is not None:
        second = some[found][0]
        last = some[_before_gap(some, body, found, width)][0]
    elif complete:
        below = footer(some[body:], width)
        last = some[len(some) - below - 1][0] if below else 0
    if header_rows:
        header_row = some[place][0]
        header_rows = some[body - 1][0] - header_row + 1
        return Layout(width, header_row, header_rows, last, second)
    # Without a header a preamble can only be told from the rows by what the clerk says.
    return Layout(width, 0, 1, last, second)


def _block(rows: Sequence[Record], place: int) -> Sequence[Record]:
    """The rows from `place` to the next blank line, or all of them if that comes at once."""
    end = place + 1
    while end < len(rows) and rows[end][0] == rows[end - 1][0] + 1:
        end += 1
    return rows[place:end] if end > place + 2 else rows[place:]


def _width(rows: Sequence[Record]) -> int:
    """The width of most rows, a title or a footnote counting less than a full row."""
    weights: Counter[int] = Counter()
    for _, cells, _ in rows:
        weights[len(cells)] += 1 if len(cells) == 1 else 2
    return max(weights, key=lambda width: weights[width])  # of equals, the first


def _first(rows: Sequence[Record], width: int, everything: Sequence[Record]) -> int:
    """The first row that belongs to the table: its header or, without one, its first row."""
    place = next((at for at in range(min(len(rows), 200)) if _is_whole(rows, at, width)), 0)
    if place and rows[place - 1][0] == rows[place][0] - 1 and width > 2:
        above = rows[place - 1][1]
        if len(above) == 1:
            otherwise = parted_otherwise(above[0], width) is not None
            place -= otherwise and not _is_header(rows, place, width)
        elif len(above) == width and _spans(above, rows[place][1]):
            place -= _is_header(rows, place, width)
    # Titles above a blank line, where the table below is as narrow as they are.
    gap = _first_gap(rows, everything)
    if place < gap < len(rows) and all(
        filled(cells) * 2 <= width and len(cells) <= width for _, cells, _ in rows[:gap]
    ):
        return gap
    return place


def _is_whole(rows: Sequence[Record], place: int, width: int) -> bool:
    """Whether a row has so many cells that it is no title."""
    cells = rows[place][1]
    held = filled(cells)
    below = place + 1 < len(rows) and len(rows[place + 1][1]) == width
    if len(cells) == width and (held > 1 or width == 1):
        said = held < width and cells[0].rstrip().endswith(":")  # as "Date:" is
        return held * 2 >= width and not said
    if len(cells) == width == 2 and held == 1:
        return not (below and _is_header(rows, place + 1, width))
    if held < 2 or held * 3 < width * 2:
        return False
    # A header may have a cell too many or too few; a title has a header of the right width below.
    if place + 1 < len(rows) and not below:
        return False
    return not (below and width > 1 and _is_header(rows, place + 1, width))


def _spans(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row of few cells holds names that span several headings below it."""
    held = [cell for cell in cells if cell.strip()]
    if len(held) < 2 or not cells[0].strip() or filled(below) < len(below):
        return False
    return not any(sign.isdigit() or sign == ":" for cell in held for sign in cell)


def _first_gap(rows: Sequence[Record], everything: Sequence[Record]) -> int:
    """How many rows stand above the first empty one, if it is near the top."""
    held = {number for number, _, _ in rows}
    for place, (number, _, _) in enumerate(rows[:12]):
        if place and number - 1 not in held and number - 1 >= everything[0][0]:
            return place
    return 0


def _typed(rows: Sequence[Record], width: int) -> list[bool]:
    """For each column whether its cells are values and not words."""
    typed = []
    for column in range(width):
        cells = [cells[column] for _, cells, _ in rows if column < len(cells)]
        held = [cell for cell in cells if cell.strip()]
        typed.append(bool(held) and sum(map(is_value, held)) * 5 >= len(held) * 3)
    return typed


def _header_rows(rows: Sequence[Record], place: int, width: int) -> int:
    """How many rows from `place` on are the header: 0 if there is none."""
    if not _is_header(rows, place, width):
        return 0
    count = 1
    while count < _MOST_HEADER_ROWS and place + count + 1 < len(rows):
        cells, above = rows[place + count][1], rows[place + count - 1][1]
        below = rows[place + count + 1 : place + count + 1 + _LOOKED_AT]
        ruler = is_ruler(cells) or (numbers_columns(cells) and _names(rows[place][1], below))
        if not (ruler or _goes_on(cells, above, below, width)):
            break
        count += 1
    return count


def _names(above: Sequence[str], below: Sequence[Record]) -> bool:
    """Whether 1, 2, 3 … under a row number its names: words above, a column of words below."""
    if len(above) < 4 or len(below) < 2 or sum(map(len, above)) < 3 * len(above):
        return False
    columns = zip(*(row for _, row, _ in below if len(row) == len(above)), strict=True)
    kinds = (Counter(map(kind, column)) for column in columns)
    return any(found[WORDS] > 1 and set(found) <= {WORDS, EMPTY} for found in kinds)


def _is_header(rows: Sequence[Record], place: int, width: int) -> bool:
    cells = rows[place][1]
    below = rows[place + 1 : place + 1 + _LOOKED_AT]
    if len(cells) == 1 and width > 2:
        cells = parted_otherwise(cells[0], width) or cells
    values = sum(map(is_value, cells))
    if not below:
        return values * 3 < max(filled(cells), 1)
    counted = _counted(cells)
    evidence = -0.5 if len(set(cells)) < len(cells) == filled(cells) else 0.0
    for column, cell in enumerate(cells[:width]):
        beneath = [row[column] for _, row, _ in below if column < len(row) and row != cells]
        if cell.strip():
            evidence += _for_heading(cell, [value for value in beneath if value.strip()], counted)
    return evidence >= 0


def _for_heading(cell: str, beneath: Sequence[str], counted: bool) -> float:
    """How much a cell speaks for being a heading of the cells beneath it, or against it."""
    kinds = Counter(map(kind, beneath))
    values = sum(map(is_value, beneath))
    plain = not is_value(cell) or kind(cell) == "code"  # as X1 is
    if not beneath or values * 5 < len(beneath) * 3:
        evidence = (-1.0 if cell in beneath else 0.0) + (0.2 if plain and len(cell) <= 40 else -0.2)
        return evidence - (0.0 if plain or counted else 0.5)
    if not is_value(cell):
        return 1.0
    if counted:
        return 0.0
    usual = kinds.most_common(1)[0][0]
    if kind(cell) != usual:
        # A number among numbers that are written with a unit is none, nor a code over numbers.
        return 0.5 if plain or usual in ("code", "address", "date") else -0.5
    return 0.0 if plain and signature(cell) not in set(map(signature, beneath)) else -1.0


def _counted(cells: Sequence[str]) -> bool:
    """Whether the numbers among the headings are years or months in a row, and so headings."""
    numbers = [int(cell) for cell in map(str.strip, cells) if cell.isdecimal() and len(cell) < 5]
    years = all(1900 < number < 2100 for number in numbers)
    if len(numbers) < (2 if years else 3) or len(numbers) == filled(cells):
        return False
    return all(b - a == 1 for a, b in pairwise(numbers))


def _goes_on(
    cells: Sequence[str], above: Sequence[str], below: Sequence[Record], width: int
) -> bool:
    """Whether the row under a heading is one more row of it."""
    if len(below) < 1 or filled(cells) < 1 or any(map(is_value, cells)):
        return False
    if len(cells) not in (width, len(above)):
        return False
    if any(cell.strip().casefold() in _ABSENT for cell in cells):
        return False
    if list(cells) == list(above) and not all(list(row) == list(cells) for _, row, _ in below):
        return True
    typed = _typed(below, width)
    hits = sum(
        1 for cell, value in zip(cells, typed, strict=False) if value and kind(cell) != EMPTY
    )
    groups = sum(
        1 for cell, over in zip(cells, above, strict=False) if cell.strip() and not over.strip()
    )
    blank = any(value and not cell.strip() for cell, value in zip(cells, typed, strict=False))
    units = blank and hits == filled(cells) and not cells[0].strip()
    if hits and (groups or units):  # names below names, or what the columns are counted in
        return True
    return len(below) > 2 and sum(typed) > 1 and hits >= 2 and hits * 2 >= sum(typed)


def _second(rows: Sequence[Record], place: int, body: int, width: int) -> int | None:
    """The place among `rows` of the header of another table."""
    header = [cell.strip() for cell in rows[place][1]] if body > place else []
    for at in range(body + 1, len(rows)):
        number, cells, _ = rows[at]
        if header and len(cells) > 1 and _same_names(cells, header):
            return at
        if number == rows[at - 1][0] + 1 and abs(len(cells) - width) < 1:
            continue
        if _heads_another(rows, at, width):
            return at
    return None


def _same_names(cells: Sequence[str], header: Sequence[str]) -> bool:
    names = {name for name in header if name}
    again = sum(1 for cell in cells if cell.strip() in names)
    return len(names) > 1 and again * 3 >= 2 * max(len(names), filled(cells))


def _heads_another(rows: Sequence[Record], at: int, width: int) -> bool:
    """Whether a row behind a gap, or of another width, has rows of its own below it."""
    cells = rows[at][1]
    own = len(cells)
    if own < 2 or filled(cells) * 2 < own or any(map(is_value, cells)):
        return False
    below = [row for row in rows[at + 1 : at + 1 + _LOOKED_AT] if len(row[1]) == own]
    if len(below) < 2 or len(rows[at + 1][1]) != own:
        return False
    typed = _typed(below, own)
    hits = sum(1 for cell, value in zip(cells, typed, strict=True) if value and cell.strip())
    gap = rows[at][0] != rows[at - 1][0] + 1
    if gap and own == width:
        return hits >= 2 or (hits > 0 and hits * 2 >= own == filled(cells))
    return hits >= (1 if gap else 2)


def _before_gap(rows: Sequence[Record], body: int, found: int, width: int) -> int:
    """The place of the last row of the first table: titles of the second are not its rows."""
    below = footer(rows[body:found], width)
    return found - 1 - below


def footer(rows: Sequence[Record], width: int) -> int:
    """How many of the last `rows` (none of them empty) are totals and footnotes."""
    count = 0
    for place in range(len(rows) - 1, 0, -1):
        if not _is_below(rows, place, width):
            break
        count = len(rows) - place
    return count


def _is_below(rows: Sequence[Record], place: int, width: int) -> bool:
    number, cells, _ = rows[place]
    if width < 2:
        return False
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    held = filled(cells)
    if first.casefold().startswith(_TOTALS) and held < max(width, 2):
        return True
    gap = number != rows[place - 1][0] + 1
    if held == 1 and width > 2 and cells[0].strip():
        return gap or _is_note(first, rows[:place])
    return gap and len(cells) < width and held * 2 <= width and not is_value(first)


def _is_note(text: str, above: Sequence[Record]) -> bool:
    """Whether the only cell of a row is no value of the first column, but words below the table."""
    if text.casefold().startswith(_NOTES):
        return True
    column = [cells[0] for _, cells, _ in above[-_LOOKED_AT:] if filled(cells) > 1]
    if not column or is_value(text):
        return False
    words = len(re.findall(r"[^\W\d_]{3,}", text))
    values = sum(map(is_value, column)) * 2 > len(column)
    return words > 0 and (values or (words > 1 and len(text) > 2 * max(map(len, column))))
