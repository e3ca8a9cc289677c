"""A date in a cell, in any of the forms that tables have; the order of its numbers is given.

The order of day and month is a matter of the whole column (`date_column`): here it is only
followed. What is not certain is refused with the reason, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from camdesk.domain.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.importing.date_periods import period
from camdesk.text.date_words import parse_date
from camdesk.text.i18n import LANGUAGES, in_language

Order = Literal["dmy", "mdy", "ymd", "serial", "serial1904"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd", "serial", "serial1904")
ORDER_LABELS: Mapping[Order, str] = MappingProxyType(
    {
        "dmy": N_("day, month, year"),
        "mdy": N_("month, day, year"),
        "ymd": N_("year, month, day"),
        "serial": N_("numbers of days, as Excel counts them"),
        "serial1904": N_("numbers of days, as Excel for Mac counted them from 1904"),
    }
)
_NOT_IN_ORDER: Mapping[Order, str] = MappingProxyType(
    {
        "dmy": N_("“{text}” is no date, read as day, month, year."),
        "mdy": N_("“{text}” is no date, read as month, day, year."),
        "ymd": N_("“{text}” is no date, read as year, month, day."),
        "serial": N_("“{text}” is no number of a day, as Excel counts them."),
        "serial1904": N_("“{text}” is no number of a day, as Excel for Mac counted them."),
    }
)
CHOOSE = N_("Choose the order of day, month and year for the column.")

_TIME_OF_DAY = (
    r"(?:[ T]|, ?)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]\.?M\.?)?"
    r"(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
)
_YEAR_SIGN = r"(?: ?(?:г|год|года|ж|y)\.?)?"
# Only a time of day may follow: with "- 10.12.2024" or "?" behind it, it is no exact day.
_NUMERIC = re.compile(
    rf"(\d{{1,4}}) ?([./-]) ?(\d{{1,2}}) ?\2 ?(\d{{1,4}}){_YEAR_SIGN}(?:{_TIME_OF_DAY})?",
    re.IGNORECASE | re.ASCII,
)
_COMPACT = re.compile(
    r"((?:19|20|21)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?\d{4}(?:\d\d)?Z?)?", re.ASCII
)
_MONTH_AND_YEAR = re.compile(rf"(\d{{1,2}}) ?[./-] ?(\d{{4}}){_YEAR_SIGN}", re.I | re.ASCII)
_YEAR_AND_MONTH = re.compile(r"(\d{4})[.-](\d{1,2})", re.ASCII)
# 5-Mar-24, 05 мар 24: the month in letters says what is the day, and what the year.
_MONTH_INSIDE = re.compile(
    rf"(\d{{1,2}})[ .-]{{1,2}}([^\W\d_]+)[ .,-]{{1,2}}(\d{{4}}|\d\d){_YEAR_SIGN}", re.I
)
# Mar-24, мар.24: as Excel shows a month; “Mar 24” may be a day.
_MONTH_FIRST = re.compile(r"([^\W\d_]+)[.-](\d\d|\d{4})", re.I)
_TIME_BEHIND = re.compile(rf"(.*\d.*?){_TIME_OF_DAY}", re.IGNORECASE | re.ASCII)
_WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|дс|сс|бс|жм|сн|жс)\w*[., ]+(?=\d|\w)",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
# Five figures: days from 1954 to 2119. In another column they would hardly be dates.
_DAYS = range(20_000, 80_000)
_OPEN = re.compile(
    r"(?:не позднее|не позже|не ранее|не раньше|до|после|раньше|позже|before|after|by|until|since"
    r"|no later than)\b.*\d.*|.*\d.*\b(?:дейін|кейін|бұрын)",
    re.IGNORECASE,
)
# About when, or perhaps: a date that says so may not lose it.
_DOUBT = re.compile(
    r"[?~≈±<>*()]|\b(?:около|примерно|приблизительно|предположительно|ок|about|approx\w*|circa|ca"
    r"|шамамен|шамасында)\b",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"(\d{4})\.0+", re.ASCII)  # of a program that made the year a number
# Two digits of a year: cameras of this register do not date from the last century.
_CENTURY = 2000


def numeric_date(text: str) -> tuple[str, str, str] | None:
    """The three numbers of a date like 3/5/24 or 2024-03-05, in the order written."""
    match = _NUMERIC.fullmatch(_plain(text))
    return (match[1], match[3], match[4]) if match else None


def is_serial(text: str) -> bool:
    """Whether the text looks like the number that a spreadsheet keeps in the place of a date."""
    match = _SERIAL.fullmatch(text.strip())
    return match is not None and int(match[1]) in _DAYS


def needs_order(text: str) -> bool:
    """Whether the order of the column says what the text means."""
    numbers = numeric_date(text)
    return len(numbers[0]) <= 2 if numbers else is_serial(text)


def date_in_order(text: str, order: Order) -> PartialDate:
    """The date in `text`, its numbers in `order`; a time of day behind it is left out.

    Read are also months, quarters, halves of years, years and intervals, in figures, in EDTF
    and in the words of all languages. Raises KnownError.
    """
    bare = _plain(text)
    if (match := _NUMERIC.fullmatch(bare)) is not None:
        return _three_numbers(text, (match[1], match[3], match[4]), order)
    if order.startswith("serial") and is_serial(bare):
        return _serial(text, int(bare[:5]), order)
    if match := _COMPACT.fullmatch(bare):
        return _three_numbers(text, (match[1], match[2], match[3]), "ymd")
    return _in_words(bare)


@lru_cache(maxsize=16_384)
def _in_words(text: str) -> PartialDate:
    """A date that needs no order."""
    if is_serial(text):
        raise KnownError(
            N_("“{text}” may be the number by which a spreadsheet keeps a date."),
            N_("If it is, choose that for the column."),
            text=text,
        )
    match = _TIME_BEHIND.fullmatch(text)
    bare = _WEEKDAY.sub("", match[1] if match else text, count=1).strip()
    if _DOUBT.search(bare):
        raise not_a_date(text)
    when = period(bare) or _figures(text, bare)
    if when is None and _OPEN.fullmatch(bare):
        raise KnownError(
            N_("“{text}” is open at one side: it is no date."),
            N_("Write both ends, like 2018-03-31/2020-05-08."),
            text=text,
        )
    if when is None and not any(map(str.isdigit, bare)):
        raise not_a_date(text)
    return when or _any_language(text, bare)


def not_a_date(text: str) -> KnownError:
    """Why a text is refused that is nothing like a date."""
    return KnownError(
        N_("“{text}” is not a date."),
        N_("Write it like one of these: {examples}."),
        text=text,
        examples="05.12.2024, 2024-12-05, 12.2024, 2024",
    )


def _plain(text: str) -> str:
    bare = " ".join(text.split()).removeprefix("'")
    match = _WHOLE_YEAR.fullmatch(bare)
    return match[1] if match else bare


def _three_numbers(text: str, numbers: tuple[str, str, str], order: Order) -> PartialDate:
    first, second, third = numbers
    if len(first) > 2:
        order = "ymd"
    if order.startswith("serial"):
        raise KnownError(_NOT_IN_ORDER[order], CHOOSE, text=text)
    day, month, year = {
        "dmy": (first, second, third),
        "mdy": (second, first, third),
        "ymd": (third, second, first),
    }[order]
    try:
        if len(year) == 3 or len(day) > 2:
            raise ValueError(year)
        when = date(_year(year), int(month), int(day))
    except ValueError:
        when = None
    return _believable(text, when, order)


def _serial(text: str, number: int, order: Order) -> PartialDate:
    # Day 60 of the first Excel, 29 February 1900, never was: the count begins a day early.
    begin = date(1904, 1, 1) if order == "serial1904" else date(1899, 12, 30)
    return _believable(text, begin + timedelta(number), order)


def _believable(text: str, when: date | None, order: Order) -> PartialDate:
    if when is None or not EARLIEST_YEAR <= when.year <= LATEST_YEAR:
        raise KnownError(_NOT_IN_ORDER[order], CHOOSE, text=text)
    return PartialDate.day(when)


def _year(digits: str) -> int:
    return int(digits) + (_CENTURY if len(digits) <= 2 else 0)


def _figures(text: str, bare: str) -> PartialDate | None:
    """A month and a year, or a day whose month is a word and whose year may be short."""
    if match := _MONTH_AND_YEAR.fullmatch(bare):
        return _month(text, int(match[2]), int(match[1]))
    if match := _YEAR_AND_MONTH.fullmatch(bare):
        return _month(text, int(match[1]), int(match[2]))
    if match := _MONTH_INSIDE.fullmatch(bare):
        return _any_language(text, f"{match[1]} {match[2]} {_year(match[3])}")
    if match := _MONTH_FIRST.fullmatch(bare):
        return _any_language(text, f"{match[1]} {_year(match[2])}")
    return None


def _month(text: str, year: int, month: int) -> PartialDate:
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12):
        raise not_a_date(text)
    return PartialDate.month(year, month)


def _any_language(text: str, bare: str) -> PartialDate:
    """The date as a form of the program takes it, in whichever language the words are."""
    refused: KnownError | None = None
    for code in LANGUAGES:
        with in_language(code):
            try:
                when = parse_date(bare)
            except KnownError as error:
                refused = refused or error
                continue
        if when is not None:
            return when
    if refused is not None and "{text}" in refused.message and "no such day" in refused.message:
        raise KnownError(refused.message, refused.advice, text=text)
    raise not_a_date(text)
