"""Text in spreadsheet cells: shown, and never run as a formula."""

from __future__ import annotations

import re

# What a spreadsheet may take for a formula; the wide forms are read as the narrow ones.
_FORMULA = "=+\\-@\t\r\n＝＋－＠"
SEPARATOR = "\x1f"
_RISKY = re.compile(f"'*\\s*[{_FORMULA}]")
_GUARDED = re.compile(f"'+\\s*[{_FORMULA}]")
_RISKY_CELL_OF_ROW = re.compile(f"(?:^|{SEPARATOR})'*\\s*[{_FORMULA}]")


def guard(text: str) -> str:
    """`text` for a cell: an apostrophe goes before what a spreadsheet would run."""
    return f"'{text}" if _RISKY.match(text) else text


def unguard(text: str) -> str:
    """What `guard` was given, from what it returned."""
    return text[1:] if _GUARDED.match(text) else text


def any_risky(row: str) -> bool:
    """Whether a cell of a row, its cells joined by SEPARATOR, needs a guard: one quick look."""
    return _RISKY_CELL_OF_ROW.search(row) is not None
