"""Curves of survival: what part of a group of cameras still works after so many days.

Kaplan and Meier (1958) where every failure is dated, Turnbull (1976) where failures are known
only to lie between two days. Both give the nonparametric maximum of likelihood.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

NORMAL_95 = 1.959963984540054  # a band of 95% under the normal curve
# Turnbull's curve is done when its log-likelihood is at most this far from the greatest.
TOLERANCE = 1e-3
MOST_ROUNDS = 2_000
_HALF = 0.5 + 1e-9  # a product of fractions that is a half may come out a little more
_NO_DEATHS = 1e-3  # of a camera: what is left where the likelihood wants nothing
_ALMOST_NO_DEATHS = 1e-9  # what falls to nothing by rounding could never rise again


@dataclass(frozen=True, slots=True)
class Duration:
    """How long `count` cameras worked, in whole days: from `shortest` to `longest`, both possible.

    Where `longest` is None they still worked after `shortest` days (right-censored).
    """

    shortest: int
    longest: int | None
    count: int = 1

    def __post_init__(self) -> None:
        if self.longest is not None and self.longest < self.shortest:
            raise ValueError(f"{self.shortest} to {self.longest} days is no duration")


@dataclass(frozen=True, slots=True)
class Step:
    """One fall of a curve, on some day from `earliest` to `latest`; `days` is the middle.

    `survival` is what part still works after it. The band of 95% (`lower`, `upper`) and the
    variance are None where there is none: after the last camera failed, and in Turnbull's curve,
    whose errors follow no formula (Greenwood's would make them too small).
    """

    days: int
    survival: float
    lower: float | None
    upper: float | None
    at_risk: int  # that worked until then; the expected number where dates are vague
    variance: float | None
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The falls of survival from 1, in order of days."""

    steps: tuple[Step, ...]

    @property
    def median(self) -> Step | None:
        """The step at which at most half are left; None where more than half still work."""
        return next((step for step in self.steps if step.survival <= _HALF), None)


def kaplan_meier(durations: Iterable[Duration]) -> Curve:
    """The product-limit curve of exact and right-censored durations, in any order.

    Variance by Greenwood, the band on the scale of log(-log survival), which stays within 0 and 1.
    Raises ValueError for a duration between two days.
    """
    failed: Counter[int] = Counter()
    working: Counter[int] = Counter()
    for duration in durations:
        if duration.longest is None:
            working[duration.shortest] += duration.count
        elif duration.longest == duration.shortest:
            failed[duration.shortest] += duration.count
        else:
            raise ValueError(f"{duration} is not one day")
    days = sorted(failed)
    leaving = _leaving(working, days)
    deaths = [failed[day] for day in days]
    return Curve(_steps([(day, day) for day in days], deaths, _at_risk(deaths, leaving), band=True))


def turnbull(
    durations: Iterable[Duration], tolerance: float = TOLERANCE, most_rounds: int = MOST_ROUNDS
) -> Curve:
    """The curve of greatest likelihood for durations that are known only between two days.

    Equal durations count as one with their number, so a round costs as much as there are
    different ones. Ends when the log-likelihood is within `tolerance` of the greatest possible,
    or after `most_rounds`. Where all is exact or right-censored it is Kaplan and Meier's curve.
    """
    groups: Counter[tuple[int, int | None]] = Counter()
    for duration in durations:
        groups[duration.shortest, duration.longest] += duration.count
    supports = _supports(groups)
    firsts = [first for first, _ in supports]
    lasts = [last for _, last in supports]
    working: Counter[int] = Counter()
    known = [0.0] * len(supports)
    spans: Counter[tuple[int, int]] = Counter()
    for (shortest, longest), count in groups.items():
        if longest is None:
            working[shortest] += count
            continue
        begin, end = bisect_left(firsts, shortest), bisect_right(lasts, longest)
        if end - begin == 1:
            known[begin] += count
        else:
            spans[begin, end] += count
    leaving = _leaving(working, lasts)
    shared = [(begin, end, count) for (begin, end), count in spans.items()]
    deaths = _Evidence(known, shared, leaving).expected_deaths(tolerance, most_rounds)
    return Curve(_steps(supports, deaths, _at_risk(deaths, leaving), band=False))


def _supports(groups: Iterable[tuple[int, int | None]]) -> list[tuple[int, int]]:
    """Turnbull's innermost intervals: from a begin to an end with no begin or end between.

    All of the greatest likelihood lies in them. Who still worked after c days begins on c + 1.
    """
    begins: set[int] = set()
    ends: set[int] = set()
    for shortest, longest in groups:
        begins.add(shortest if longest is not None else shortest + 1)
        if longest is not None:
            ends.add(longest)
    marks = sorted([*((day, 0) for day in begins), *((day, 1) for day in ends)])
    return [
        (begin, end)
        for (begin, is_end), (end, ends_it) in pairwise(marks)
        if ends_it and not is_end
    ]


def _leaving(working: Counter[int], days: Sequence[int]) -> list[int]:
    """How many went out of sight, still working, on each of `days` or before the next."""
    leaving = [0] * len(days)
    for day, count in working.items():
        place = bisect_right(days, day) - 1
        if place >= 0:
            leaving[place] += count
    return leaving


def _at_risk(deaths: Sequence[float], leaving: Sequence[int]) -> list[float]:
    """How many worked until each step."""
    gone = [died + left for died, left in zip(deaths, leaving, strict=True)]
    return list(accumulate(reversed(gone)))[::-1]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is known of the failures on each support, and what has to be shared out."""

    known: Sequence[float]  # failures that lie on this support for sure
    spans: Sequence[tuple[int, int, int]]  # from a support, up to another, how many failures
    leaving: Sequence[int]

    def shared_evenly(self) -> list[float]:
        deaths = list(self.known)
        for begin, end, count in self.spans:
            for place in range(begin, end):
                deaths[place] += count / (end - begin)
        return deaths

    def expected_deaths(self, tolerance: float, most_rounds: int) -> list[float]:
        """How many failures fall on each support where the likelihood is greatest.

        Expectation and maximisation by turns, every third round from a guess where they lead
        (SQUAREM, Varadhan and Roland 2008), which saves nine rounds of ten.
        """
        deaths = self.shared_evenly()
        if not self.spans:
            return deaths
        best, least = deaths, math.inf
        trail: list[list[float]] = []
        for _ in range(most_rounds):
            if len(trail) == 2:
                deaths = _leap(trail[0], trail[1], deaths)
                trail = []
            trail.append(deaths)
            deaths, excess = self.round(deaths)
            if excess < least:
                best, least = deaths, excess
            if excess <= tolerance:
                break
        return best

    def round(self, deaths: Sequence[float]) -> tuple[list[float], float]:
        """Better expected deaths, and how far from the best the curve of `deaths` is.

        Maximisation is Kaplan and Meier's step, so that censored cameras cost no rounds. The
        distance is max(gradient) - cameras: the log-likelihood, concave, lacks no more than that.
        """
        at_risk = _at_risk(deaths, self.leaving)
        after = [1.0]
        masses = []
        for died, risk in zip(deaths, at_risk, strict=True):
            masses.append(after[-1] * died / risk)
            after.append(after[-1] * (risk - died) / risk)
        turns = [0.0] * len(after)
        for begin, end, count in self.spans:
            share = count / (after[begin] - after[end])
            turns[begin] += share
            turns[end] -= share
        better = []
        censored = greatest = 0.0
        for known, mass, pull, behind, left in zip(
            self.known, masses, accumulate(turns), after[1:], self.leaving, strict=False
        ):
            better.append(known + mass * pull)
            greatest = max(greatest, (known / mass if known else 0.0) + pull + censored)
            censored += left / behind if left else 0.0
        return better, max(greatest, censored) - sum(self.leaving) - sum(better)


def _leap(start: Sequence[float], once: Sequence[float], twice: Sequence[float]) -> list[float]:
    """Where two rounds lead if they go on as they began, kept above nothing."""
    pace = [behind - before for before, behind in zip(start, once, strict=True)]
    turn = [b - a - p for a, b, p in zip(once, twice, pace, strict=True)]
    bend = math.hypot(*turn)
    length = max(1.0, math.hypot(*pace) / bend) if bend else 1.0
    return [
        max(a + 2 * length * p + length * length * t, min(a, c) / 100, _ALMOST_NO_DEATHS)
        for a, p, t, c in zip(start, pace, turn, twice, strict=True)
    ]


def _steps(
    supports: Sequence[tuple[int, int]],
    deaths: Sequence[float],
    at_risk: Sequence[float],
    *,
    band: bool,
) -> tuple[Step, ...]:
    steps = []
    survival, greenwood = 1.0, 0.0
    for (earliest, latest), died, risk in zip(supports, deaths, at_risk, strict=True):
        survival *= (risk - died) / risk
        lower = upper = variance = None
        if band and risk > died:
            greenwood += died / (risk * (risk - died))
            variance = survival * survival * greenwood
            lower, upper = _band(survival, greenwood)
        if died >= _NO_DEATHS:
            days = (earliest + latest) // 2
            steps.append(
                Step(days, survival, lower, upper, round(risk), variance, earliest, latest)
            )
    return tuple(steps)


def _band(survival: float, greenwood: float) -> tuple[float, float]:
    """95% on the scale of log(-log survival) (Kalbfleisch and Prentice)."""
    logarithm = math.log(survival)
    width = math.exp(NORMAL_95 * math.sqrt(greenwood) / -logarithm)
    return survival**width, survival ** (1 / width)
