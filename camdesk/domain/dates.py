"""Dates that may be partly known: a day, a month, a year, or an interval of days.

The notation is EDTF (ISO 8601-2, level 0): `2014`, `2024-12`, `2024-12-05`,
`2018-03-31/2020-05-08`, `2024-10/2024-12`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from camdesk.domain.errors import N_, KnownError

EARLIEST_YEAR = 1900
LATEST_YEAR = 2200
EXAMPLES = "05.12.2024, 12.2024, 2024, 2024-12-05, 2018-03-31/2020-05-08"

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
# Slashes are not read: 3/5/2024 is May in one office and March in the next.
_DOTTED = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})")
_DOTTED_SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})")
_BETWEEN = re.compile(r"\s*(?:/|\.\.|\s[-–—]\s)\s*")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """An interval of days, `first` to `last` inclusive: the event happened on one of them.

    There is no `<`: intervals are ordered only in part (see `certainly_before`).
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise KnownError(
                N_("The interval {first} – {last} ends before it begins."),
                N_("Put the earlier date first."),
                first=self.first.isoformat(),
                last=self.last.isoformat(),
            )

    @classmethod
    def day(cls, day: date) -> PartialDate:
        """The one day `day`."""
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> PartialDate:
        """Some day of that month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> PartialDate:
        """Some day of that year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read EDTF (`2014`, `2014-12`, `2014-12-05`, `A/B`) or `day.month.year` (`12.2014` too).

        An interval may also be written `A..B` or `A - B`. Two digits of a year mean 20xx.
        Raises KnownError for anything else; nothing is guessed.
        """
        return _parse(text.strip())

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    @property
    def edtf(self) -> str:
        """The shortest EDTF text that names exactly these days."""
        if self.first == self.last:
            return self.first.isoformat()
        for length in (4, 7, 10):
            text = self.first.isoformat()[:length]
            if _span(text) == (self.first, self.last):
                return text
        precision = _interval_precision(self.first, self.last)
        return f"{self.first.isoformat()[:precision]}/{self.last.isoformat()[:precision]}"

    def __str__(self) -> str:
        return self.edtf

    def contains(self, day: date) -> bool:
        """Whether the event may have happened on `day`."""
        return self.first <= day <= self.last

    def certainly_before(self, other: PartialDate) -> bool:
        """Whether every day of this date is before every day of `other`."""
        return self.last < other.first


def _span(iso: str) -> tuple[date, date]:
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date.fromisoformat(iso)
    return day, day


def _interval_precision(first: date, last: date) -> int:
    """How many characters of the ISO days both ends of an interval need: 4, 7 or 10."""
    for length in (4, 7):
        if (
            _span(first.isoformat()[:length])[0] == first
            and _span(last.isoformat()[:length])[1] == last
        ):
            return length
    return 10


@lru_cache(maxsize=4096)
def _parse(text: str) -> PartialDate:
    ends = _BETWEEN.split(text)
    if len(ends) == 2 and all(ends):
        begin, end = (_parse_single(part, text) for part in ends)
        return PartialDate(begin.first, end.last)
    return _parse_single(text, text)


def _parse_single(text: str, whole: str) -> PartialDate:
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DOTTED.fullmatch(text):
        day, month, year = match.groups()
    elif match := _DOTTED_SHORT.fullmatch(text):
        day, month, short = match.groups()
        year = "20" + short
    else:
        raise KnownError(
            N_("“{text}” is not a date."),
            N_("Write it like one of these: {examples}."),
            text=whole,
            examples=EXAMPLES,
        )
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        raise KnownError(
            N_("The year {year} in “{text}” is not believable."),
            N_("Years from {first} to {last} can be written."),
            year=year,
            text=whole,
            first=EARLIEST_YEAR,
            last=LATEST_YEAR,
        )
    try:
        if month is None:
            return PartialDate.year(int(year))
        if day is None:
            return PartialDate.month(int(year), int(month))
        return PartialDate.day(date(int(year), int(month), int(day)))
    except ValueError:
        raise KnownError(
            N_("There is no such day as “{text}”."), N_("Check the day and the month."), text=whole
        ) from None


def day_before(day: date) -> date:
    """The calendar day before `day`."""
    return day - timedelta(days=1)
