"""A record whose quotes do not add up, parted so that it fills the grid with the least violence.

Ways of reading a quote, from the likeliest: it closes a cell, it stands for itself inside a quoted
cell, it stands for itself at the beginning of a cell without quotes, a delimiter beside it was
lost. Among all readings with as many cells as the table has columns the cheapest one is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from camdesk.importing.dialect import BLANKS, WIDE_BLANKS, Dialect, has_blank

_LONGEST = 200_000  # signs of a record that are looked at
_MOST_QUOTES = 400
_INSIDE = 1.0  # a quote that stands for itself in a quoted cell
_AT_BEGINNING = 2.0  # one that opens a cell without quotes
_AROUND = 5.0  # quotes around a cell that were not meant as quotes
_LOST = 3.0  # a delimiter that is missing beside a quote
_INCHES = 0.5  # a quote behind a number in a cell without quotes
_BY_THE_WAY = 2.0  # any other in such a cell
_BLANK = 0.5  # a blank between a quote and a delimiter, or where a delimiter was lost
_DELIMITER = 0.02  # a delimiter inside quotes
_BREAK = 0.3  # a line break inside quotes
_TOO_MUCH = 40.0


def mended(text: str, dialect: Dialect, width: int, *, lost: bool = True) -> list[str] | None:
    """The cells of `text`, exactly `width` of them; None where no reading gives as many.

    Without `lost`, no delimiter is taken to be missing.
    """
    text = text.rstrip("\r\n")
    quote = dialect.quote
    if not quote or dialect.delimiter in (BLANKS, WIDE_BLANKS) or len(text) > _LONGEST:
        return None
    if text.count(quote) > _MOST_QUOTES or width < 1:
        return None
    return _Search(text, dialect, width, _LOST if lost else 2 * _TOO_MUCH).cells()


def lone_quotes(dialect: Dialect) -> Callable[[list[str]], Collection[int]] | None:
    """Finds the lines with a quote in the middle of a cell, where a delimiter may be missing."""
    if not dialect.quote or len(dialect.delimiter) > 1:
        return None
    other = rf"[^{re.escape(dialect.delimiter + dialect.quote)}\\\r\n]"
    quote = dialect.quote
    # The quote comes first in the pattern: it is what the search skips to.
    before = f"(?:(?<={other}{quote})|(?<={other}{quote * 2}))"
    lone = re.compile(f"{quote}(?={other}){before}")

    def find(lines: list[str]) -> Collection[int]:
        if lone.search("".join(lines)) is None:
            return ()
        return {place for place, line in enumerate(lines) if lone.search(line)}

    return find


class _Search:
    def __init__(self, text: str, dialect: Dialect, width: int, lost: float) -> None:
        self._text = text
        self._lost = lost
        self._skips = has_blank(dialect.delimiter)
        self._delimiter = dialect.delimiter[0] if self._skips else dialect.delimiter
        self._quote = dialect.quote
        self._escape = dialect.escape
        self._width = width
        self._inches = re.compile(rf"\d{re.escape(dialect.quote)}(?=\s|$)")
        # where a cell may begin -> number of cells before it -> cost, where the last began, it
        self._best: dict[int, dict[int, tuple[float, int, str]]] = {0: {0: (0.0, -1, "")}}

    def cells(self) -> list[str] | None:
        end = len(self._text) + 1  # where a cell behind the last would begin
        todo = {0}
        while todo:
            begin = min(todo)
            todo.remove(begin)
            if begin == end:
                break
            before = self._best[begin]
            for cost, stop, cell in [*self._plain(begin), *self._quoted(begin)]:
                known = self._best.setdefault(stop, {})
                for count, (so_far, _, _) in before.items():
                    total = so_far + cost
                    if count >= self._width or total > _TOO_MUCH:
                        continue
                    if count + 1 not in known or total < known[count + 1][0]:
                        known[count + 1] = (total, begin, cell)
                todo.add(stop)
        return self._traced(end)

    def _traced(self, end: int) -> list[str] | None:
        if self._width not in self._best.get(end, {}):
            return None
        found: list[str] = []
        place = end
        for count in range(self._width, 0, -1):
            _, place, cell = self._best[place][count]
            found.append(cell)
        return found[::-1]

    def _begin(self, begin: int) -> int:
        while self._skips and self._text[begin : begin + 1] == " ":
            begin += 1
        return begin

    def _after(self, end: int) -> int | None:
        """Where the next cell begins if one may end at `end`."""
        if end == len(self._text):
            return end + 1
        if self._text.startswith(self._delimiter, end):
            return end + len(self._delimiter)
        return None

    def _behind_blanks(self, end: int) -> int | None:
        """Where the next cell begins if only blanks stand before it."""
        while self._text.startswith(" ", end):
            end += 1
        return self._after(end)

    def _plain(self, begin: int) -> list[tuple[float, int, str]]:
        text, quote = self._text, self._quote
        begin = self._begin(begin)
        end = text.find(self._delimiter, begin)
        end = len(text) if end < 0 else end
        cell = text[begin:end]
        after = self._after(end)
        ways: list[tuple[float, int, str]] = []
        if after is not None and "\n" not in cell and "\r" not in cell:
            inner = cell[1:].count(quote)
            inches = len(self._inches.findall(cell)) if inner else 0
            cost = _INCHES * inches + _BY_THE_WAY * (inner - inches)
            if cell.startswith(quote):
                cost += _AROUND if len(cell) > 1 and cell.endswith(quote) else _AT_BEGINNING
            ways.append((cost, after, cell))
        lost = cell.find(quote, 1)
        if lost > 0 and not cell.startswith(quote):
            ways.append((self._lost, begin + lost, cell[:lost]))
        return ways

    def _quoted(self, begin: int) -> list[tuple[float, int, str]]:
        text, quote = self._text, self._quote
        opened = begin
        while text.startswith(" ", opened):
            opened += 1
        if not text.startswith(quote, opened):
            return []
        ways: list[tuple[float, int, str]] = []
        parts: list[str] = []
        cost, place = (_BLANK if opened > begin and not self._skips else 0.0), opened + 1
        while cost <= _TOO_MUCH and (found := text.find(quote, place)) >= 0:
            piece = text[place:found]
            cost += _DELIMITER * piece.count(self._delimiter)
            cost += _BREAK * (piece.count("\n") or piece.count("\r"))
            parts.append(piece)
            if self._escape and (len(piece) - len(piece.rstrip(self._escape))) % 2:
                parts[-1] = piece[:-1] + quote
                place = found + 1
                continue
            content = "".join(parts)
            after = self._after(found + 1)
            doubled = text.startswith(quote, found + 1)
            if after is not None:
                ways.append((cost, after, content))
            elif (blanks := self._behind_blanks(found + 1)) is not None:
                ways.append((cost + _BLANK, blanks, content))
            elif doubled:
                behind = self._after(found + 2)
                if behind is not None:
                    ways.append((cost + _INSIDE, behind, content + quote))
                blank = text[found + 2 : found + 3].isspace() or content[-1:].isspace()
                ways.append((cost + self._lost + _BLANK * blank, found + 1, content))
            else:
                ways.append((cost + self._lost, found + 1, content))
            parts.append(quote)
            cost += 0 if doubled else _INSIDE
            place = found + (2 if doubled else 1)
        return ways
