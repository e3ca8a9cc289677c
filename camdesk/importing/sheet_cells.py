"""The value of a spreadsheet's cell as the text that a clerk expects to see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from camdesk.domain.errors import N_

TOO_LONG = N_(
    "a number is longer than the 15 digits that a spreadsheet keeps: its last digits are lost"
)
ERROR = N_("a cell holds an error of the spreadsheet")
_DIGITS = 16
_EXACT = 10**15  # whole numbers from here on have lost digits
_NOISE = 12  # a number of 16 digits that 12 say as well has its last ones from the processor
# How OpenDocument keeps a time of day, and a duration.
_DURATION = re.compile(r"PT(\d+)H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def row_texts(cells: Sequence[object]) -> tuple[list[str], str | None]:
    """The values of a row as texts, and what was wrong with one of them."""
    texts = [cell if type(cell) is str else cell_text(cell) for cell in cells]
    fault = None
    for text in texts:
        if len(text) >= _DIGITS and any(map(is_too_long, cells)):
            fault = TOO_LONG
        elif text.startswith("PT"):
            texts = [cell_text(cell) for cell in cells]
    return texts, fault


def cell_text(value: object) -> str:
    """A value as text: 3 for 3.0, no powers of ten, ISO dates, TRUE and FALSE."""
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, str):
        if value.startswith("PT") and (match := _DURATION.fullmatch(value)):
            return f"{int(match[1]):02d}:{int(match[2]):02d}:{int(match[3]):02d}"
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, timedelta):
        return _duration_text(value)
    return "" if value is None else str(value)


def number_text(value: float) -> str:
    """The number in plain digits, without what the processor's fractions add to it."""
    text = repr(value)
    if text.endswith(".0"):
        return text[:-2] if value else "0"
    if len(text) < _DIGITS and "e" not in text:
        return text
    rounded = f"{value:.15g}"
    if text != rounded and _digits(rounded) <= _NOISE:
        text = rounded
    return format(Decimal(text), "f") if "e" in text else text


def is_too_long(value: object) -> bool:
    """Whether a number is too long for a spreadsheet: its last digits became zeros."""
    return isinstance(value, float | int) and abs(value) >= _EXACT


def _digits(text: str) -> int:
    return len(text.partition("e")[0].replace(".", "").strip("-0"))


def _moment_text(value: datetime) -> str:
    # Days are fractions in a spreadsheet: 10:00 may be kept as 9:59:59.9999.
    moment = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    if moment.time() == time.min:
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")


def _duration_text(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, seconds = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
