"""The lines of a delimited text file into numbered records, none of them lost to a stray quote.

The csv module reads strictly: where quotes do not add up, the record's first line is taken as it
stands, with its quotes, and reported; the lines that the quote had swallowed are read anew.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from camdesk.domain.errors import N_

LONGEST_LINE = 16 * 1024 * 1024  # characters; a file with longer ones is no table
# A quoted cell may hold line breaks, but hardly so many: the rest was run together by a quote.
_MOST_LINES = 200

UNCLOSED = N_("a quote is never closed")
MISPLACED = N_("a quote stands in the middle of a cell")

Record = tuple[int, list[str], str | None]
"""The number of a record from 1, its cells, and a translatable sentence on a stray quote."""


def records(
    lines: Iterable[str],
    delimiter: str,
    quote: str,
    width: int | None = None,
    header_row: int = 0,
) -> Iterator[Record]:
    """The records of a file, empty lines among them.

    Below the header a cell with line breaks is believed only in a record of `width` cells.
    """
    csv.field_size_limit(LONGEST_LINE)
    source = iter(lines)
    again: deque[str] = deque()  # lines swallowed by a stray quote, to be read anew
    used: list[str] = []  # lines of the record being read

    def feed() -> Iterator[str]:
        while len(used) < _MOST_LINES:
            line = again.popleft() if again else next(source, None)
            if line is None:
                return
            used.append(line)
            yield line

    number = 0
    while True:  # once for the file, and once more after each stray quote
        reader = csv.reader(feed(), delimiter=delimiter, quotechar=quote, strict=True)
        try:
            for cells in reader:
                if len(used) > 1 and number >= header_row and len(cells) != (width or len(cells)):
                    break
                number += 1
                used.clear()
                yield number, cells, None
            else:
                return
        except csv.Error:
            pass
        first, *swallowed = used
        used.clear()
        again.extendleft(reversed(swallowed))
        number += 1
        yield number, _as_it_stands(first, delimiter), _fault(first, delimiter, quote)


def _as_it_stands(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])


def _fault(line: str, delimiter: str, quote: str) -> str:
    try:
        next(csv.reader([line], delimiter=delimiter, quotechar=quote, strict=True))
    except csv.Error as error:
        if "expected after" in str(error):
            return MISPLACED
    return UNCLOSED
