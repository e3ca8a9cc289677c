"""How cells are parted and quoted in a line of text, and the csv module told so.

The csv module knows delimiters of one sign only; longer ones are put as one sign that no text
has, and put back in the cells where they were quoted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

BLANKS = " +"  # one blank or more part two cells
WIDE_BLANKS = "  +"  # two or more, or a tab: a single blank is part of a cell
ESCAPE = "\\"
_STAND_IN = "\ufdd0"  # a sign that no text has


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter, the quote ("" for none) and what stands before a quote inside a cell.

    A delimiter of a sign and a blank, as ", ", leaves out the blanks behind the sign.
    """

    delimiter: str
    quote: str = '"'
    escape: str = ""  # "": quotes in cells are doubled


class Lines:
    """Reads lines of one dialect by the csv module."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        delimiter, quote = dialect.delimiter, dialect.quote
        self._replaced = ""  # a longer delimiter, replaced as it stands
        self._blanks: re.Pattern[str] | None = None
        if delimiter in (BLANKS, WIDE_BLANKS):
            gap = r"[ \t]+" if delimiter == BLANKS else r"[ \t]{2,}|\t"
            quoted = f"(?P<kept>{quote}(?:[^{quote}]|{quote * 2})*{quote}(?=[ \\t]|$))|"
            self._blanks = re.compile(f"{quoted if quote else ''}{gap}")
        elif len(delimiter) > 1 and not has_blank(delimiter):
            self._replaced = delimiter
        sign = _STAND_IN if self._replaced or self._blanks else delimiter[:1] or ","
        self._escaped = (
            re.compile(rf"\\([\\{re.escape(quote + sign)}])|\\") if dialect.escape else None
        )
        self._same = not (self._replaced or self._blanks or self._escaped)
        self._plain: dict[str, Any] = {"delimiter": sign, "skipinitialspace": has_blank(delimiter)}
        self._options: dict[str, Any] = {"strict": True, **self._plain}
        if quote:
            self._options["quotechar"] = quote
        else:
            self._options["quoting"] = csv.QUOTE_NONE
        if dialect.escape:
            self._options["escapechar"] = dialect.escape

    def prepare(self, line: str) -> str:
        """`line` as the csv module reads it."""
        if self._same:
            return line
        if self._blanks is not None:
            text = line.strip(" \t\r\n")
            line = self._blanks.sub(_kept_or_stand_in, text) + line[len(line.rstrip("\r\n")) :]
        elif self._replaced:
            line = line.replace(self._replaced, _STAND_IN)
        if self._escaped is not None and ESCAPE in line:
            line = self._escaped.sub(lambda found: found[0] if found[1] else ESCAPE * 2, line)
        return line

    def prepared(self, lines: Sequence[str]) -> Iterable[str]:
        """All of `lines` as the csv module reads them."""
        return lines if self._same else map(self.prepare, lines)

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """A strict reader of lines that were prepared."""
        return csv.reader(lines, **self._options)

    def restored(self, records: list[list[str]]) -> list[list[str]]:
        """The records with longer delimiters put back into cells that were quoted."""
        if self._replaced:
            for cells in records:
                for place, cell in enumerate(cells):
                    if _STAND_IN in cell:
                        cells[place] = cell.replace(_STAND_IN, self._replaced)
        return records

    def as_it_stands(self, line: str) -> list[str]:
        """The cells of a line whose quotes do not add up: parted at every delimiter."""
        text = line
        if self._replaced or self._blanks:
            text = Lines(Dialect(self.dialect.delimiter, "")).prepare(line)
        return next(csv.reader([text], quoting=csv.QUOTE_NONE, **self._plain), [])


def has_blank(delimiter: str) -> bool:
    """Whether blanks behind the sign of a delimiter as ", " belong to it."""
    return len(delimiter) == 2 and delimiter[1] == " " and delimiter[0] != " "


def _kept_or_stand_in(found: re.Match[str]) -> str:
    return found.groupdict().get("kept") or _STAND_IN
