"""Days that are said by today: what a saved report asks for each time that it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from camdesk.domain.errors import N_


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """One such day: its name in files and on the command line, its label, and how it is found."""

    name: str
    label: str
    of: Callable[[date], date]


def _month(today: date, back: int = 0) -> date:
    """The first day of the month `back` months before that of `today`."""
    count = today.year * 12 + today.month - 1 - back
    return date(count // 12, count % 12 + 1, 1)


def _quarter(today: date, back: int = 0) -> date:
    return _month(today, (today.month - 1) % 3 + 3 * back)


_DAY = timedelta(1)
RELATIVE_DAYS: Mapping[str, RelativeDay] = MappingProxyType(
    {
        one.name: one
        for one in (
            RelativeDay("today", N_("today"), lambda today: today),
            RelativeDay("yesterday", N_("yesterday"), lambda today: today - _DAY),
            RelativeDay("start-of-month", N_("start of this month"), _month),
            RelativeDay(
                "end-of-month", N_("end of this month"), lambda today: _month(today, -1) - _DAY
            ),
            RelativeDay(
                "start-of-last-month", N_("start of last month"), lambda today: _month(today, 1)
            ),
            RelativeDay(
                "end-of-last-month", N_("end of last month"), lambda today: _month(today) - _DAY
            ),
            RelativeDay("start-of-quarter", N_("start of this quarter"), _quarter),
            RelativeDay(
                "start-of-last-quarter",
                N_("start of last quarter"),
                lambda today: _quarter(today, 1),
            ),
            RelativeDay(
                "end-of-last-quarter",
                N_("end of last quarter"),
                lambda today: _quarter(today) - _DAY,
            ),
            RelativeDay(
                "start-of-year", N_("start of this year"), lambda today: date(today.year, 1, 1)
            ),
            RelativeDay(
                "end-of-year", N_("end of this year"), lambda today: date(today.year, 12, 31)
            ),
            RelativeDay(
                "start-of-last-year",
                N_("start of last year"),
                lambda today: date(today.year - 1, 1, 1),
            ),
            RelativeDay(
                "end-of-last-year",
                N_("end of last year"),
                lambda today: date(today.year - 1, 12, 31),
            ),
        )
    }
)
"""By name."""
