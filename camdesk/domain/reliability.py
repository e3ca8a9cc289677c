"""How reliable cameras are: days up and down, time to repair, time between failures.

The measures of one camera come from its periods and failures; those of a model, programme, place
or contractor are their sum. Every mean goes with its count and with what was not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import ON_SITE, OUT_OF_ORDER, State

# Papers often name but the month; a date vaguer than that says nothing of a repair.
KNOWN_WITHIN_DAYS = 31
UP = ON_SITE - OUT_OF_ORDER
# Not the removed ones, though a fault may go on in them: a camera may be taken down in order.
DOWN = frozenset({State.FAILED, State.IN_REPAIR})


@dataclass(frozen=True, slots=True)
class Period:
    """From `from_day` a camera was in a state, on `until_day` no more.

    Where the dates are vague these are the days between which it surely was: the latest day on
    which the state may have begun and the earliest on which it may have ended.
    """

    state: State
    from_day: date
    until_day: date


class Outcome(StrEnum):
    """How a failure ended."""

    OPEN = "open"  # it goes on
    MENDED = "mended"
    NOT_MENDED = "not_mended"  # written off, lost, returned without work, ...


@dataclass(frozen=True, slots=True)
class Spell:
    """A failure of one camera and its end; dates that are not known are None."""

    failed_on: PartialDate | None
    last_good: PartialDate | None = None
    ended_on: PartialDate | None = None
    outcome: Outcome = Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of days over `count` cases (None where there are none); `unknown` are the others."""

    days: float | None
    count: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Sums over the histories of some cameras. Measures of different cameras can be added."""

    cameras: int = 0
    on_site_days: int = 0
    up_days: int = 0
    down_days: int = 0
    unknown_days: int = 0  # between two periods whose border is vague
    failures: int = 0
    failures_undated: int = 0  # no date, or one vaguer than `KNOWN_WITHIN_DAYS`
    open_failures: int = 0
    repairs: int = 0
    repairs_undated: int = 0  # not known when it failed or when it was mended
    repair_days: int = 0  # over the dated ones
    lags: int = 0
    lag_days: int = 0

    def __add__(self, other: Measures) -> Measures:
        return Measures(*(getattr(self, name) + getattr(other, name) for name in _NAMES))

    @property
    def availability(self) -> float | None:
        """What part of the days up or down was up, 0 to 1; None where there were no such days."""
        known = self.up_days + self.down_days
        return self.up_days / known if known else None

    @property
    def time_to_repair(self) -> Mean:
        """From the failure to the end of the repair."""
        return _mean(self.repair_days, self.repairs - self.repairs_undated, self.repairs_undated)

    @property
    def time_between_failures(self) -> Mean:
        """Days up for each failure; all failures count, for that they happened is known.

        Of a vague failure only the sure days up are in it, so `unknown` of them make the mean too
        short. It is None where no failure is dated: then hardly a day up is sure.
        """
        dated = self.failures - self.failures_undated
        return Mean(
            self.up_days / self.failures if dated else None, self.failures, self.failures_undated
        )

    @property
    def report_lag(self) -> Mean:
        """From the day a camera was last known good to its failure."""
        return _mean(self.lag_days, self.lags, self.failures - self.lags)


_NAMES = tuple(field.name for field in fields(Measures))


def measure(periods: Iterable[Period], spells: Iterable[Spell]) -> Measures:
    """The measures of one camera: `periods` in order of time, `spells` in any."""
    return _of_periods(periods) + _of_spells(spells)


def total(measures: Iterable[Measures]) -> Measures:
    """The measures of all of them."""
    return sum(measures, Measures())


def _of_periods(periods: Iterable[Period]) -> Measures:
    on_site = up = down = unknown = 0
    reached: date | None = None
    for period in periods:
        begin = period.from_day
        if reached is not None:
            unknown += max((begin - reached).days, 0)
            begin = max(begin, reached)
        days = max((period.until_day - begin).days, 0)
        on_site += days if period.state in ON_SITE else 0
        up += days if period.state in UP else 0
        down += days if period.state in DOWN else 0
        reached = max(begin, period.until_day)
    return Measures(
        cameras=1, on_site_days=on_site, up_days=up, down_days=down, unknown_days=unknown
    )


def _of_spells(spells: Iterable[Spell]) -> Measures:
    failures = undated = still_open = repairs = repairs_undated = repair_days = lags = lag_days = 0
    for spell in spells:
        failures += 1
        undated += not _is_known(spell.failed_on)
        still_open += spell.outcome is Outcome.OPEN
        lag = _days_between(spell.last_good, spell.failed_on)
        if lag is not None:
            lags += 1
            lag_days += lag
        if spell.outcome is Outcome.MENDED:
            repairs += 1
            days = _days_between(spell.failed_on, spell.ended_on)
            repairs_undated += days is None
            repair_days += days or 0
    return Measures(
        failures=failures,
        failures_undated=undated,
        open_failures=still_open,
        repairs=repairs,
        repairs_undated=repairs_undated,
        repair_days=repair_days,
        lags=lags,
        lag_days=lag_days,
    )


def _is_known(when: PartialDate | None) -> bool:
    return when is not None and (when.last - when.first).days <= KNOWN_WITHIN_DAYS


def _days_between(begin: PartialDate | None, end: PartialDate | None) -> int | None:
    """The middle of what the time may have been, None where a date is not known well enough.

    Broken and mended in one month is not 0 days but half of what is possible.
    """
    if begin is None or end is None or not (_is_known(begin) and _is_known(end)):
        return None
    shortest = max((end.first - begin.last).days, 0)
    longest = max((end.last - begin.first).days, 0)
    return (shortest + longest) // 2


def _mean(days: int, count: int, unknown: int) -> Mean:
    return Mean(days / count if count else None, count, unknown)
