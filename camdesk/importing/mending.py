"""A row that has too many cells or too few, put into the grid where the columns leave no doubt.

What the columns hold is learnt from the table's own rows. A row is mended where exactly one way
of doing so makes every cell look like those above and below it; it is reported all the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path

from camdesk.domain.errors import N_
from camdesk.importing.dialect import Dialect, Lines
from camdesk.importing.grid import Reading
from camdesk.importing.quotes import mended
from camdesk.importing.shapes import EMPTY, OTHER, WORDS, kind, signature
from camdesk.importing.source import Frame, all_records

_LEARNT_FROM = 400  # rows
_FEWEST = 5
_LONGEST = 20_000  # signs of a row that is mended
_FEW_SIGNATURES = 12
_DOUBT = 1.0  # by how much the best way must be better than the next
_DELIMITERS = (" ", ";", ",", "\t", "|")
_REMARKS = ("#", "//", "--", "%")

MISSING = N_("a delimiter is missing; it is read as if it stood before “{text}”")
SURPLUS = N_("a delimiter too many: an empty cell is left out")
OTHERWISE = N_("the cells of this row are parted in another way than those of the others")

Mended = tuple[list[str], str, dict[str, object]]


class Mender:
    """Puts rows into a grid of `width` columns; learns what they hold when first asked."""

    def __init__(self, path: Path, reading: Reading, frame: Frame | None, width: int) -> None:
        self.width = width
        self._frame = frame
        self._path = path
        self._reading = reading
        self._columns: list[_Column] | None = None
        self._regular = False

    @property
    def regular(self) -> bool:
        """Whether most rows are exactly as wide as the header."""
        self._learn()
        return self._regular

    def mend(self, cells: list[str], text: str) -> Mended | None:
        """The cells of a misfit, with a sentence on what was done; None where it is unclear."""
        if self.width < 3 or not text or len(text) > _LONGEST or text.startswith(_REMARKS):
            return None
        if not self._learn() or not self._regular:
            return None
        if len(cells) == self.width:  # and with a quote where none should be
            found = self._surest(list(self._quoted(cells, text)))
            better = found is not None and self._score(found[0]) > self._score(cells) + _DOUBT
            return found if better else None
        if self._fits(cells[: self.width]):
            return None
        for ways in (self._otherwise, self._without, self._quoted, self._split):
            found = self._surest(list(ways(cells, text)))
            if found is not None:
                return found
        return None

    def one_too_many(self, cells: list[str]) -> bool:
        """Whether all that a row has too many are empty cells behind the last column."""
        if any(cells[self.width :]) or not self.regular or len(cells) <= self.width:
            return False
        return self._fits(cells[: self.width])

    def _learn(self) -> list[_Column]:
        if self._columns is None:
            rows = [
                cells
                for number, cells, fault in islice(
                    all_records(self._path, self._reading, self._frame),
                    self._reading.above + _LEARNT_FROM,
                )
                if number > self._reading.above and fault is None and any(cells)
            ]
            good = [cells for cells in rows if len(cells) == self.width]
            # Where blanks part the cells, those with a blank inside have made more of them.
            least = 0.1 if self._reading.delimiter == " " else 0.5
            self._regular = len(good) > len(rows) * least
            columns = [_Column(list(column)) for column in zip(*good, strict=True)]
            enough = len(good) >= _FEWEST and any(column.typed for column in columns)
            self._columns = columns if enough else []
        return self._columns

    def _fits(self, cells: Sequence[str]) -> bool:
        columns = self._columns or []
        return all(column.takes(cell) for column, cell in zip(columns, cells, strict=False))

    def _score(self, cells: Sequence[str]) -> float:
        return sum(map(_score, self._columns or [], cells))

    def _surest(self, ways: list[Mended]) -> Mended | None:
        """The way that fits, if there is one that fits better than every other."""
        scored = [
            (self._score(way[0]), way)
            for way in ways
            if len(way[0]) == self.width and self._fits(way[0])
        ]
        scored.sort(key=lambda pair: -pair[0])
        if not scored:
            return None
        best, way = scored[0]
        others = [score for score, other in scored[1:] if other[0] != way[0]]
        return way if not others or best - others[0] >= _DOUBT else None

    def _otherwise(self, cells: list[str], text: str) -> Iterator[Mended]:
        """The row parted by another delimiter, runs of words put together again."""
        own = self._reading.delimiter
        if len(cells) >= self.width and own != " ":
            return
        for delimiter in _DELIMITERS if own != " " else own:
            if (delimiter == own != " ") or delimiter not in text:
                continue
            parts = _parts(text, Dialect(delimiter, self._reading.quote))
            if parts is None or len(parts) < self.width:
                continue
            found = self._assigned(parts, delimiter)
            if found is not None:
                yield found, OTHERWISE, {}

    def _assigned(self, parts: list[tuple[str, bool]], delimiter: str) -> list[str] | None:
        """`parts` put into the columns in their order, neighbours without quotes joined."""
        columns, count = self._columns or [], len(parts)
        best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
        for place, column in enumerate(columns):
            reached: dict[int, tuple[float, int]] = {}
            for begin, (so_far, _) in best[place].items():
                for end in range(begin + 1, count - (self.width - place - 1) + 1):
                    if end - begin > 1 and any(quoted for _, quoted in parts[begin:end]):
                        break
                    cell = delimiter.join(part for part, _ in parts[begin:end])
                    score = so_far + column.score(cell)
                    if end not in reached or score > reached[end][0]:
                        reached[end] = (score, begin)
            best.append(reached)
        if count not in best[-1]:
            return None
        found: list[str] = []
        end = count
        for place in range(self.width, 0, -1):
            begin = best[place][end][1]
            found.append(delimiter.join(part for part, _ in parts[begin:end]))
            end = begin
        return found[::-1]

    def _quoted(self, _cells: list[str], text: str) -> Iterator[Mended]:
        quote = self._reading.quote
        if quote and quote in text:
            found = mended(text, self._reading.dialect, self.width)
            if found is not None:
                lost = next((cell for cell in found if quote + cell in text), found[-1])
                yield found, MISSING, {"text": lost[:40]}

    def _split(self, cells: list[str], _text: str) -> Iterator[Mended]:
        if len(cells) != self.width - 1:
            return
        columns = self._columns or []
        before = [0.0, *accumulate(map(_score, columns, cells))]
        after = [0.0, *accumulate(map(_score, reversed(columns), reversed(cells)))][::-1]
        ways = []
        for place, cell in enumerate(cells):
            for at in range(1, len(cell)):
                left, right = cell[:at], cell[at:]
                if not (columns[place].takes(left) and columns[place + 1].takes(right)):
                    continue
                score = columns[place].score(left) + columns[place + 1].score(right)
                ways.append((before[place] + score + after[place + 1], place, at))
        for _, place, at in sorted(ways, reverse=True)[:20]:
            right = cells[place][at:]
            parted = [*cells[:place], cells[place][:at], right, *cells[place + 1 :]]
            yield parted, MISSING, {"text": right[:40]}

    def _without(self, cells: list[str], _text: str) -> Iterator[Mended]:
        if len(cells) == self.width + 1:
            for place, cell in enumerate(cells):
                if not cell:
                    yield cells[:place] + cells[place + 1 :], SURPLUS, {}


class _Column:
    """What the cells of a column look like."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._count = len(cells)
        self._kinds = Counter(map(kind, cells))
        self._signatures = Counter(map(signature, cells))
        self._ends = Counter(map(_ends, cells))
        values = sum(
            count for what, count in self._kinds.items() if what not in (EMPTY, WORDS, OTHER)
        )
        self.typed = values * 5 >= (self._count - self._kinds[EMPTY]) * 3 and values > 0

        # Dates and codes have one make or a few; numbers are of any length.
        few = len(self._signatures) <= _FEW_SIGNATURES and self._count >= 20
        usual = self._kinds.most_common(1)[0][0] if cells else EMPTY
        self._fixed = few and self.typed and usual in ("date", "time", "code")

    def takes(self, cell: str) -> bool:
        """Whether such a cell was seen in this column."""
        if not self._kinds[kind(cell)]:
            return not self.typed and kind(cell) != EMPTY and not self._kinds[OTHER]
        if not self._fixed:
            return True
        return self._signatures[signature(cell)] > 0

    def score(self, cell: str) -> float:
        """How usual such a cell is here: a sum of logarithms."""
        return (
            _share(self._kinds, kind(cell), self._count)
            + _share(self._signatures, signature(cell), self._count)
            + _share(self._ends, _ends(cell), self._count)
        )


def _share(counts: Counter[str], what: str, total: int) -> float:
    return math.log((counts[what] + 0.5) / (total + 0.5 * (len(counts) + 1)))


def _score(column: _Column, cell: str) -> float:
    return column.score(cell)


def _ends(cell: str) -> str:
    text = cell.strip()
    return signature(text[0]) + signature(text[-1]) if text else ""


def _parts(text: str, dialect: Dialect) -> list[tuple[str, bool]] | None:
    """The cells of a line under another dialect, and whether each was quoted."""
    import csv

    line = text.rstrip("\r\n")
    try:
        cells = next(Lines(dialect).reader([line]), [])
        raw = _raw_parts(line, dialect)
    except csv.Error:
        return None
    if len(raw) != len(cells):
        return None
    quote = dialect.quote
    return [
        (cell, bool(quote) and part.startswith(quote))
        for cell, part in zip(cells, raw, strict=True)
    ]


def _raw_parts(line: str, dialect: Dialect) -> list[str]:
    """The same cells with their quotes."""
    parts: list[str] = []
    begin, inside = 0, False
    for place, sign in enumerate(line):
        if sign == dialect.quote and (inside or place == begin):
            inside = not inside
        elif sign == dialect.quote and line[place - 1] == dialect.quote:
            inside = True
        elif sign == dialect.delimiter and not inside:
            parts.append(line[begin:place])
            begin = place + 1
    parts.append(line[begin:])
    return parts
