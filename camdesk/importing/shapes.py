"""What a cell looks like: a number, a date, a code, words; by this a grid is told from chance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

EMPTY, WORDS, OTHER = "", "words", "other"
# Kinds that say by themselves that a cell is a value and hardly a heading.
_KINDS = {
    "number": r"[+\-−]?\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?:[.,]\d+)?|[+\-−]?\d+(?:[.,]\d+)?%?"
    r"|[+\-−]?[.,]\d+|[+\-]?\d(?:[.,]\d+)?[eE][+\-]?\d{1,3}"
    r"|[+\-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+\-−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?",
    "money": r"[$€£¥₸₽₴₺₩]\s?[+\-−]?\d[\d .,\u00a0\u202f]*"
    r"|[+\-−]?\d[\d .,\u00a0\u202f]*\s?(?:[$€£¥₸₽₴₺₩]|тг|тенге|руб|kzt|rub|usd|eur)\.?",
    "date": r"\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"\s?(?:[ap]m)?(?:Z|[+\-]\d{2}:?\d{2})?)?(?:\s?г\.?)?",
    "time": r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:[ap]\.?m\.?)?",
    "address": r"(?:https?|ftp|rtsp)://\S+|www\.\S+|[\w.+\-]+@[\w\-]+\.[\w.\-]+"
    r"|\d{1,3}(?:\.\d{1,3}){3}(?::\d+|/\d+)?|[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5}",
    "code": r"(?=[^\W\d_]*\d)[^\W_]{2,}(?:[\-_/.№#:][^\W_]+)*|[^\W\d_]+[\-_/№#]\d[\w\-/]*",
    "truth": r"true|false|yes|no|y|n|null|nan|n/a|none|да|нет|иә|жоқ|[\-–—]+",
}
_PATTERN = re.compile(
    "|".join(f"(?P<{name}>(?:{pattern}))$" for name, pattern in _KINDS.items()), re.IGNORECASE
)
# What running text consists of: none of the signs that part cells.
_WORDS = re.compile(r"[\w \u00a0.,'’«»“”„()&/\-–—+№#:!?%°*@\[\]$€]+$")
_LONGEST = 2000  # signs looked at


@lru_cache(maxsize=1 << 15)
def kind(cell: str) -> str:
    """The kind of a cell: "" when it is empty, a name of `_KINDS`, words, or something other."""
    text = cell.strip()
    if not text:
        return EMPTY
    if len(text) > 100:
        return WORDS if _WORDS.match(text[:_LONGEST]) else OTHER
    found = _PATTERN.match(text)
    if found is not None:
        return str(found.lastgroup)
    return WORDS if _WORDS.match(text) else OTHER


def is_value(cell: str) -> bool:
    """Whether a cell is by its look a value and hardly a heading."""
    return kind(cell) not in (EMPTY, WORDS, OTHER, "truth")


def filled(cells: Sequence[str]) -> int:
    """How many cells hold something that can be seen."""
    return sum(1 for cell in cells if cell and not cell.isspace())


_SIGNATURE = str.maketrans(
    {**{str(i): "9" for i in range(10)}, "\u00a0": " "},
)
_CAPITALS = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1 << 14)
def signature(cell: str) -> str:
    """The exact make of a short cell: digits as 9, letters as A or a; of a long one, its kind."""
    text = cell.strip()
    if not text:
        return EMPTY
    if len(text) > 24 or (" " in text and kind(text) in (WORDS, OTHER)):
        return kind(text)
    marked = text.translate(_SIGNATURE)
    return _CAPITALS.sub(lambda found: "A" if found[0].isupper() else "a", marked)
