"""The lines of a delimited text file into numbered records, none of them lost to a stray quote.

The csv module reads strictly, whole runs of lines at once. Where quotes do not add up, the lines
are read anew one by one; a record that stays at fault is mended or taken as it stands, and
reported; the lines that a quote had swallowed are read again.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from camdesk.domain.errors import N_
from camdesk.importing.dialect import Dialect, Lines
from camdesk.importing.quotes import mended

LONGEST_LINE = 16 * 1024 * 1024  # bytes or signs; a file with longer lines is no table
# A quoted cell may hold line breaks, but hardly so many: the rest was run together by a quote.
_MOST_LINES = 200
_RUN = 256  # lines read at once: more would not stay in the cache
_CAREFUL_RUNS = 8  # runs read line by line after one that had to be
_MOST_MENDED = 12  # lines of a record at fault that are tried together

UNCLOSED = N_("a quote is never closed")
MISPLACED = N_("a quote stands in the middle of a cell")

Record = tuple[int, list[str], str | None]
"""The number of a record from 1, its cells, and a translatable sentence on a stray quote."""
Run = tuple[int, list[list[str]], str | None, list[str]]
"""The number of the first of some records, their cells, and the text of each; one with a fault
stands alone."""


def records(
    lines: Iterable[str], dialect: Dialect, width: int | None = None, below: int = 0
) -> Iterator[Record]:
    """The records of a file, empty lines among them.

    Below row `below` a cell with line breaks is believed only in a record of `width` cells.
    """
    for first, run, fault, _ in runs(lines, dialect, width, below):
        for number, cells in enumerate(run, first):
            yield number, cells, fault


def runs(
    lines: Iterable[str], dialect: Dialect, width: int | None = None, below: int = 0
) -> Iterator[Run]:
    """The same records, in runs: most files are read in little more time than csv takes."""
    return _Reader(lines, dialect, width, below).runs()


class _Reader:
    def __init__(
        self, lines: Iterable[str], dialect: Dialect, width: int | None, below: int
    ) -> None:
        csv.field_size_limit(LONGEST_LINE)
        self._form = Lines(dialect)
        self._dialect = dialect
        self._width = width
        self._below = below
        self._source = iter(lines)
        self._again: deque[str] = deque()  # lines to be read once more
        self._number = 0  # of the record before

    def runs(self) -> Iterator[Run]:
        careful = 0
        while lines := self._take(_RUN):
            found = None if careful else self._at_once(lines)
            if found is not None:
                yield self._number + 1, found, None, lines
                self._number += len(found)
                continue
            careful = careful - 1 if careful else _CAREFUL_RUNS
            self._again.extendleft(reversed(lines))
            yield from self._one_by_one(len(lines))

    def _take(self, count: int) -> list[str]:
        taken = [self._again.popleft() for _ in range(min(count, len(self._again)))]
        taken.extend(islice(self._source, count - len(taken)))
        return taken

    def _at_once(self, lines: list[str]) -> list[list[str]] | None:
        """The records of `lines`, one a line; None where it is not so simple."""
        form = self._form
        reader = form.reader(form.prepared(lines))
        try:
            found = list(reader)
        except csv.Error:
            return None
        return form.restored(found) if len(found) == len(lines) else None

    def _one_by_one(self, most: int) -> Iterator[Run]:
        """The records of the next `most` lines, and of those that their last record needs."""
        form, width = self._form, self._width
        used: list[str] = []  # lines of the record being read
        left = most

        def feed() -> Iterator[str]:
            nonlocal left
            while len(used) < _MOST_LINES and (used or left > 0):
                line = self._again.popleft() if self._again else next(self._source, None)
                if line is None:
                    return
                left -= 1
                used.append(line)
                yield form.prepare(line)

        while left > 0:  # once for the run, and once more after each stray quote
            reader = form.reader(feed())
            try:
                for cells in reader:
                    several = len(used) > 1 and self._number >= self._below
                    if several and len(cells) != (width or len(cells)):
                        break
                    self._number += 1
                    text = "".join(used)
                    used.clear()
                    yield self._number, form.restored([cells]), None, [text]
                else:
                    return
            except csv.Error:
                pass
            read = len(used)
            cells, fault = self._at_fault(used)
            left += read - len(used)  # the others were put back
            text = "".join(used)
            used.clear()
            self._number += 1
            yield self._number, [cells], fault, [text]

    def _at_fault(self, used: list[str]) -> tuple[list[str], str]:
        """The record that begins with the first of the lines `used`; the others go back."""
        fault = self._fault(used[0])
        if self._width is not None:
            for count in range(1, _MOST_MENDED + 1):
                while len(used) < count and (more := self._take(1)):
                    used.extend(more)
                if len(used) < count:
                    break
                text = "".join(used[:count])
                cells = mended(text, self._dialect, self._width, lost=count == 1)
                if cells is not None:
                    self._give_back(used, count)
                    return cells, fault
        self._give_back(used, 1)
        return self._form.as_it_stands(used[0]), fault

    def _give_back(self, used: list[str], count: int) -> None:
        self._again.extendleft(reversed(used[count:]))
        del used[count:]

    def _fault(self, line: str) -> str:
        try:
            next(self._form.reader([self._form.prepare(line)]))
        except csv.Error as error:
            if "expected after" in str(error):
                return MISPLACED
        return UNCLOSED
