"""How long the cameras of a cohort work before they fail, as far as their dates can tell.

A partial date is an interval of days, so is the time between two of them. Where every failure is
dated the curve is Kaplan and Meier's, where only some are it is Turnbull's, and where none is
the answer is that there is none, and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from camdesk.domain.curves import Duration, Step, kaplan_meier, turnbull
from camdesk.domain.dates import EARLIEST_YEAR, PartialDate
from camdesk.domain.errors import N_

__all__ = [
    "Duration", "Estimate", "Life", "Method", "Step", "Verdict",
    "estimate", "kaplan_meier", "months", "turnbull", "undated",
]  # fmt: skip

# A failure is dated when the days that its duration may have lasted span no more than a month:
# papers that name the month of a failure are the rule, and a month is little in a life of years.
DATED_WITHIN_DAYS = 31
FEWEST_CAMERAS = 5  # below that one camera more or less makes another curve
DAYS_IN_MONTH = 365.25 / 12


class Verdict(StrEnum):
    """What the dates of a cohort allow to say, in the words of the machine reports."""

    ESTIMATED = "estimated"
    MEDIAN_NOT_REACHED = "median_not_reached"
    NO_FAILURES = "not_estimable_no_failures"
    NO_FAILURE_DATES = "not_estimable_no_failure_dates"
    NO_INSTALLATION_DATES = "not_estimable_no_installation_dates"
    TOO_FEW = "not_estimable_too_few"

    @property
    def label(self) -> str:
        """The verdict in words, to be translated."""
        return _WORDS[self][0]

    @property
    def explanation(self) -> str:
        """Why it is so, to be translated."""
        return _WORDS[self][1]


_WORDS = MappingProxyType(
    {
        Verdict.ESTIMATED: (
            N_("estimated"),
            N_(
                "Half of the cameras fail within the median time. Those that still work count "
                "for as long as they have worked."
            ),
        ),
        Verdict.MEDIAN_NOT_REACHED: (
            N_("median not reached"),
            N_("More than half of the cameras still work, so the median time is not known yet."),
        ),
        Verdict.NO_FAILURES: (
            N_("not estimable: no failures"),
            N_("No camera of the group has failed, so nothing says how long they last."),
        ),
        Verdict.NO_FAILURE_DATES: (
            N_("not estimable: no failure dates"),
            N_(
                "No failure is known to within a month. A failure that is known only by its year "
                "may have come a year earlier or later."
            ),
        ),
        Verdict.NO_INSTALLATION_DATES: (
            N_("not estimable: no installation dates"),
            N_(
                "Of no failed camera is the day of installation known to within a month, so "
                "nothing says how long they worked."
            ),
        ),
        Verdict.TOO_FEW: (
            N_("not estimable: too few cameras"),
            N_("Fewer than five cameras have dates that can be used."),
        ),
    }
)


class Method(StrEnum):
    """Which curve it is."""

    KAPLAN_MEIER = "kaplan_meier"
    TURNBULL = "turnbull"

    @property
    def label(self) -> str:
        """The name of the method, to be translated."""
        return N_("Kaplan–Meier") if self is Method.KAPLAN_MEIER else N_("Turnbull")


@dataclass(frozen=True, slots=True)
class Life:
    """From installation to the first failure of `count` cameras of equal dates.

    `failed` None: they still worked on `seen_until`. A failure of which no date is known has
    `undated(seen_until)`. Whoever was known good on `last_good` failed after that day.
    """

    installed: PartialDate | None
    failed: PartialDate | None
    last_good: PartialDate | None
    seen_until: date
    count: int = 1

    @property
    def duration(self) -> Duration | None:
        """How long they worked; None where no date of installation, or none that fits, is known.

        A camera that still works has worked for the shortest time that is possible.
        """
        if self.installed is None:
            return None
        if self.failed is None:
            sure = (self.seen_until - self.installed.last).days
            return Duration(max(sure, 0), None, self.count)
        longest = (self.failed.last - self.installed.first).days
        if longest < 0:
            return None
        good_until = self.failed.first if self.last_good is None else self.last_good.first
        shortest = max((good_until - self.installed.last).days, 0)
        return Duration(min(shortest, longest), longest, self.count)

    @property
    def failure_is_dated(self) -> bool:
        """Whether the failure itself, whatever the installation, is known to within a month."""
        if self.failed is None:
            return False
        good_until = self.failed.first if self.last_good is None else self.last_good.first
        return (self.failed.last - good_until).days <= DATED_WITHIN_DAYS


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known of the survival of a cohort."""

    verdict: Verdict
    cameras: int
    failures: int
    dated_failures: int  # whose time to failure is known to within a month
    unusable: int  # cameras without a date of installation, or that failed before it
    method: Method | None = None
    steps: tuple[Step, ...] = ()
    median_days: float | None = None
    median_earliest: int | None = None  # the median lies between these two days
    median_latest: int | None = None
    longest_days: int = 0  # how long the curve is known: the longest time that was surely watched


def undated(seen_until: date) -> PartialDate:
    """When a failure happened of which no date is known: some day until `seen_until`."""
    return PartialDate(date(EARLIEST_YEAR, 1, 1), seen_until)


def months(days: float) -> float:
    """Days in months of the mean length."""
    return days / DAYS_IN_MONTH


def estimate(lives: Iterable[Life]) -> Estimate:
    """The survival of a cohort, or why there is no estimate of it. The order is of no matter."""
    cameras = failures = unusable = failures_dated_apart = 0
    durations: list[Duration] = []
    for life in lives:
        cameras += life.count
        if life.failed is not None:
            failures += life.count
            failures_dated_apart += life.failure_is_dated
        duration = life.duration
        if duration is None:
            unusable += life.count
        else:
            durations.append(duration)
    dated_failures = sum(duration.count for duration in durations if _is_dated(duration))
    counts = (cameras, failures, dated_failures, unusable)
    if failures and not dated_failures:
        # Exact failures of cameras with vague installations lack the other date.
        missing = (
            Verdict.NO_INSTALLATION_DATES if failures_dated_apart else (Verdict.NO_FAILURE_DATES)
        )
        return Estimate(missing, *counts)
    if not durations and cameras:
        return Estimate(Verdict.NO_INSTALLATION_DATES, *counts)
    if cameras and not failures:
        return Estimate(Verdict.NO_FAILURES, *counts)
    if cameras - unusable < FEWEST_CAMERAS:
        return Estimate(Verdict.TOO_FEW, *counts)
    return _estimated(durations, counts)


def _estimated(durations: list[Duration], counts: tuple[int, int, int, int]) -> Estimate:
    longest = max(duration.shortest for duration in durations)
    if all(duration.longest is None or _is_dated(duration) for duration in durations):
        method = Method.KAPLAN_MEIER
        curve = kaplan_meier(_on_one_day(duration) for duration in durations)
    else:
        method = Method.TURNBULL
        curve = turnbull(durations)
    median = curve.median
    if median is None:
        verdict = Verdict.MEDIAN_NOT_REACHED
        return Estimate(verdict, *counts, method, curve.steps, longest_days=longest)
    return Estimate(
        Verdict.ESTIMATED, *counts, method, curve.steps,
        median.days, median.earliest, median.latest, longest,
    )  # fmt: skip


def _is_dated(duration: Duration) -> bool:
    return (
        duration.longest is not None and duration.longest - duration.shortest <= DATED_WITHIN_DAYS
    )


def _on_one_day(duration: Duration) -> Duration:
    """A dated failure on the middle of its days; what still works is left as it is."""
    if duration.longest is None:
        return duration
    middle = (duration.shortest + duration.longest) // 2
    return Duration(middle, middle, duration.count)
