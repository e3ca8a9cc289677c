"""Text in spreadsheet cells: shown as it is, never run as a formula, never made a number."""

from __future__ import annotations

import re

# What a spreadsheet may take for a formula; the wide forms are read as the narrow ones.
_FORMULA = "=+\\-@\t\r\n＝＋－＠"
# What it takes for a number and spoils: 00123 loses its zeros, 123456789012 becomes 1.23457E+11.
_NUMBER = r"(?:0[0-9]+|[0-9]{12,})\Z"
# Months, in which it sees their first day: 12.2024, Dec 2024.
_MONTH = r"(?:[0-9]{1,2}\.[0-9]{4}|[A-Z][a-z]{2,} [0-9]{4})\Z"
_SPOILT_DATE = re.compile(_MONTH)
_RUN = re.compile(rf"'*\s*[{_FORMULA}]|'+(?:{_NUMBER}|{_MONTH})")
_RUN_OR_SPOILT = re.compile(rf"'*\s*[{_FORMULA}]|'*{_NUMBER}|'+{_MONTH}")
_GUARDED = re.compile(rf"'+\s*[{_FORMULA}]|'+(?:{_NUMBER}|{_MONTH})")

# What a text may begin with and is never guarded, as GLOB has it: letters and, where numbers are
# left alone, digits. With `numbers`, one that begins with another digit than 0 needs no guard
# below so many characters. For who writes a million cells without asking `guard` for each.
HARMLESS_START = "A-Za-zЀ-ӿ"
SHORT_NUMBER_START, SHORT_NUMBER = "1-9", 12


def guard(text: str, *, numbers: bool = False) -> str:
    """`text` for a cell: an apostrophe goes before what a spreadsheet would run.

    With `numbers` also before what it would take for a number and spoil.
    """
    return f"'{text}" if (_RUN_OR_SPOILT if numbers else _RUN).match(text) else text


def guard_date(text: str) -> str:
    """A date in words for a cell: an apostrophe keeps a month from becoming its first day."""
    return f"'{text}" if _SPOILT_DATE.match(text) else text


def unguard(text: str) -> str:
    """What `guard` or `guard_date` was given, from what it returned."""
    return text[1:] if _GUARDED.match(text) else text


def may_need_guard(first: str, *, numbers: bool = False) -> bool:
    """Whether a cell that starts with the sign `first` may need one: few signs, many cells."""
    return (
        first == "'"
        or first.isspace()
        or _RUN.match(first) is not None
        or (numbers and first.isdigit())
    )
