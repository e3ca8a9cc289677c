"""How a spreadsheet shows a number by its format, as far as it says more than the number."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

Show = Callable[[str], str]
"""The text of a number, as the reader of workbooks gives it, into the text that is shown."""

_BUILT_IN = {9: "0%", 10: "0.00%", 17: "mmm-yy"}  # those whose form says more than their value
_QUOTED = re.compile(r'"[^"]*"|\\.|[_*].')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_PART = re.compile(r'"([^"]*)"|\\(.)|(0+)|([-/ ().№#+A-Za-zА-Яа-яЁё]+)')
_DIGITS_ALONE = re.compile(r"-?\d+", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d\d)-\d\d")


@lru_cache(maxsize=512)
def shower(number: int, code: str) -> Show | None:
    """How cells of a format are shown, where that is not their value in figures, or None."""
    form = _BRACKETS.sub("", (code or _BUILT_IN.get(number, "")).split(";")[0])
    letters = _QUOTED.sub("", form).lower()
    if not letters or letters in ("general", "@"):
        return None
    if "%" in letters:
        return percent
    if not re.search(r"[e?.,#]", letters) and letters.count("0") >= 2:
        return _padded(form)
    if re.fullmatch(r"[ymdhs\s./:,\-гж]*", letters) and not re.search(r"[dhs]", letters):
        if "y" in letters and "m" in letters:
            return _month
        if "y" in letters:
            return _year
    return None


def percent(text: str) -> str:
    """15.5% for 0.155."""
    try:
        value = Decimal(text) * 100
    except InvalidOperation:
        return text
    whole = format(value.normalize(), "f")
    return f"{whole}%"


def _padded(form: str) -> Show | None:
    """For a form of zeros and signs between them: 00000, 000-000, "ИНВ-"0000."""
    parts = [match.groups() for match in _PART.finditer(form)]
    if "".join(match[0] for match in _PART.finditer(form)) != form:
        return None
    width = sum(len(zeros) for _, _, zeros, _ in parts if zeros)

    def show(text: str) -> str:
        if not _DIGITS_ALONE.fullmatch(text):
            return text
        digits = text.removeprefix("-").zfill(width)
        shown: list[str] = []
        taken = len(digits) - width  # what is too long stands before the first zero
        first = True
        for quoted, escaped, zeros, plain in parts:
            if zeros:
                begin = 0 if first else taken
                shown.append(digits[begin : taken + len(zeros)])
                taken += len(zeros)
                first = False
            else:
                shown.append(quoted or escaped or plain or "")
        return ("-" if text.startswith("-") else "") + "".join(shown)

    return show


def _month(text: str) -> str:
    match = _DAY.fullmatch(text)
    return f"{match[1]}-{match[2]}" if match else text


def _year(text: str) -> str:
    match = _DAY.fullmatch(text)
    return match[1] if match else text
