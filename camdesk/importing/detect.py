"""Which delimiter, quote and escape a text table has: by how good a grid they make.

Each delimiter is tried with the quote and escape that the text itself gives evidence of. A good
grid has most rows of one width, and cells that look like something: numbers, dates, words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from camdesk.importing.dialect import BLANKS, ESCAPE, WIDE_BLANKS, Dialect
from camdesk.importing.records import records
from camdesk.importing.shapes import EMPTY, OTHER, WORDS, is_value, kind

# The delimiters that are looked for, from the usual to the odd; the later, the better a grid it
# takes to believe in them.
_TRUST = {
    ",": 1.0,
    ";": 1.0,
    "\t": 1.0,
    "|": 0.98,
    "\x1f": 1.0,
    "\x01": 1.0,
    "~": 0.9,
    "^": 0.9,
    "¦": 0.9,
    "§": 0.9,
    WIDE_BLANKS: 0.85,
    ":": 0.8,
    " ": 0.75,
    BLANKS: 0.74,
    "\\t": 0.9,
}
# Those that can be chosen.
DELIMITERS = (
    ",",
    ";",
    "\t",
    "|",
    " ",
    BLANKS,
    WIDE_BLANKS,
    ", ",
    "; ",
    ":",
    "~",
    "^",
    "\x01",
    "\x1f",
)
_SAID = re.compile('\ufeff?sep=(.)["\r\n]*$', re.IGNORECASE)
_CLOCK = re.compile(r"\d:(?=\d\d)")
_MOST_LINES = 400
_MOST_SIGNS = 1 << 17
_LOOKED_AT = 1 << 14  # signs of a line in which quotes are looked for
_ENOUGH = 0.05  # a grid worse than this is no grid


def detect_dialect(lines: Sequence[str], delimiter: str = "") -> Dialect:
    """The dialect that makes the best grid of `lines`; commas where none does.

    With a `delimiter` given, its quote and escape.
    """
    sample = _sample(lines)
    if not delimiter and sample and (said := _SAID.match(sample[0])):
        delimiter = said[1]
    if delimiter:
        return _dialect(sample, delimiter)
    best = Dialect(",", _quote(sample, ",")[0])
    best_score = _ENOUGH
    for sign, trust in _TRUST.items():
        if not _occurs(sign, sample):
            continue
        dialect = _dialect(sample, sign)
        if sign in (" ", BLANKS) and not _has_values(sample, dialect):
            continue
        score = trust * goodness(sample, dialect)
        if score > best_score * 1.000001:
            best, best_score = dialect, score
    if _is_one_column(sample, best):
        unused = next(
            (sign for sign in DELIMITERS if not any(sign in line for line in sample)), ","
        )
        return Dialect(unused, best.quote, best.escape)
    return _longer(sample, best)


def says_delimiter(line: str) -> bool:
    """Whether the first line of a file says its delimiter, as Excel has it: sep=;"""
    return _SAID.match(line) is not None


def goodness(lines: Sequence[str], dialect: Dialect) -> float:
    """How good a grid `dialect` makes of `lines`: 0 is none at all, 1 the best."""
    widths: Counter[int] = Counter()
    known = cells_seen = faults = 0
    for _, cells, fault in records(lines, dialect):
        if not any(cells):
            continue
        widths[len(cells)] += 1
        faults += fault is not None
        cells_seen += len(cells)
        known += sum(1 for cell in cells if kind(cell) != OTHER)
    rows = sum(widths.values())
    if not rows:
        return 0.0
    pattern = sum((count * (width - 1) / width for width, count in widths.items()), 0.0)
    # A preamble and a footer have widths of their own: only as many as matter are counted.
    different = sum(1 for count in widths.values() if count * 50 >= rows) or 1
    sound = (1 - 0.5 * faults / rows) if faults else 1.0
    return float(pattern / rows / different**0.7 * (known / cells_seen) * sound)


def _sample(lines: Sequence[str]) -> list[str]:
    sample: list[str] = []
    signs = 0
    for line in islice((line for line in lines if line.strip()), _MOST_LINES):
        signs += len(line)
        if signs > _MOST_SIGNS and sample:
            break
        sample.append(line[:_MOST_SIGNS])
    return sample


def _occurs(delimiter: str, lines: Sequence[str]) -> bool:
    sought = {BLANKS: "  ", WIDE_BLANKS: "  "}.get(delimiter, delimiter)
    if delimiter == ":":  # not that of 10:15
        lines = [_CLOCK.sub("", line) for line in lines]
    holding = sum(1 for line in lines if sought in line.strip("\r\n"))
    return holding * 3 >= len(lines) if delimiter in (BLANKS, "\\t") else holding > 0


def _dialect(lines: Sequence[str], delimiter: str) -> Dialect:
    quote, pairs = _quote(lines, delimiter)
    if pairs and any(ESCAPE + quote in line for line in lines):
        plain, escaped = Dialect(delimiter, quote), Dialect(delimiter, quote, ESCAPE)
        if _faults(lines, escaped) * 2 < _faults(lines, plain):
            return escaped
    return Dialect(delimiter, quote)


def _faults(lines: Sequence[str], dialect: Dialect) -> int:
    return sum(1 for _, _, fault in records(lines, dialect) if fault is not None)


def _quote(lines: Sequence[str], delimiter: str) -> tuple[str, int]:
    """The quote that stands around cells, and how many cells it stands around."""
    gap = r"[ \t]+" if delimiter in (BLANKS, WIDE_BLANKS) else re.escape(delimiter)
    found = {}
    for quote in ('"', "'"):
        around = re.compile(
            rf"(?:^|{gap}) ?{quote}(?:[^{quote}]|{quote}(?!{gap}|$))*{quote} ?"
            rf"(?={gap}|$)"
        )
        found[quote] = sum(
            len(around.findall(line[:_LOOKED_AT].strip("\r\n"))) for line in lines if quote in line
        )
    if found["'"] > max(1, 2 * found['"']):
        return "'", found["'"]
    return '"', found['"']


def _has_values(lines: Sequence[str], dialect: Dialect) -> bool:
    """Whether blanks part values and not words: a heading for each, a column of numbers."""
    rows = [cells for _, cells, _ in records(lines, dialect)]
    width = len(rows[0])
    whole = [cells for cells in rows[1:] if len(cells) >= width]
    if width < 2 or not whole or len(whole) * 5 < (len(rows) - 1) * 4:
        return False
    return _any_values(whole, width)


def _any_values(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether one of the first `width` columns holds values and not words."""
    for column in range(width):
        held = [cells[column] for cells in rows if column < len(cells)]
        if len(held) * 5 >= len(rows) * 4 and sum(map(is_value, held)) * 5 >= len(held) * 3:
            return True
    return False


def _is_one_column(lines: Sequence[str], dialect: Dialect) -> bool:
    """Whether each line is one value by itself, as 10:15, or running text under one heading."""
    quote = dialect.quote or '"'
    whole = [kind(line.strip().strip(quote)) for line in lines[1:]]
    values = sum(1 for what in whole if what not in (EMPTY, WORDS, OTHER))
    if _TRUST[dialect.delimiter] < 0.95 and whole and values * 10 >= len(whole) * 9:
        return True
    rows = [cells for _, cells, _ in records(lines, dialect)]
    below = Counter(map(len, rows[1:]))
    if len(rows[0]) > 1 or not below or max(below.values()) * 5 >= below.total() * 3:
        return False
    return not _any_values(rows[1:], max(below))


def _longer(lines: Sequence[str], dialect: Dialect) -> Dialect:
    """`dialect` with a delimiter of two signs where all of them are: "||" or ", "."""
    sign = dialect.delimiter
    if len(sign) > 1 or sign == " ":
        return dialect
    text = "\n".join(line.strip("\r\n") for line in lines)
    single = text.count(sign)
    if single and text.count(sign * 2) * 2 == single and sign not in ",\t":
        return _dialect(lines, sign * 2)
    blank = Dialect(sign + " ", dialect.quote, dialect.escape)
    if sign in ",;|" and text.count(sign + " ") * 3 >= single:
        cells = [cell for _, row, _ in records(lines, dialect) for cell in row[1:]]
        if all(not cell or cell.startswith(" ") for cell in cells) and any(cells):
            return blank
        quoted = _dialect(lines, sign + " ")
        if goodness(lines, quoted) > goodness(lines, dialect) * 1.02:
            return quoted
    return dialect
