"""Whether a published number agrees with its parts, or with what the register counts.

A published number is rarely one number: "more than 12,000" is an interval. Only where two
intervals have nothing in common do two statements contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from camdesk.domain.errors import N_


@dataclass(frozen=True, slots=True)
class Interval:
    """The whole numbers that a statement allows, both ends included; `most` None has no end."""

    least: int
    most: int | None

    def meets(self, other: Interval) -> bool:
        """Whether one number satisfies both."""
        return (self.most is None or other.least <= self.most) and (
            other.most is None or self.least <= other.most
        )


ANYTHING = Interval(0, None)


@dataclass(frozen=True, slots=True)
class Said:
    """A number as it was published; `value` None: no number was said."""

    qualifier: str  # one of facts.QUALIFIERS
    value: int | None

    @property
    def number(self) -> int | None:
        """The number that was said, None where none was."""
        return None if self.qualifier == "unknown" else self.value

    @property
    def interval(self) -> Interval:
        """The numbers that the statement allows.

        How far "about" reaches nobody says; it is held to its order alone: from a half to twice.
        """
        number = self.number
        if number is None:
            return ANYTHING
        if self.qualifier == "more_than":
            return Interval(number + 1, None)
        if self.qualifier == "about":
            return Interval((number + 1) // 2, number * 2)
        return Interval(number, number)


class Finding(Enum):
    """What comparing a published number leads to; the value is the pattern of its words."""

    UNKNOWN = N_("unknown")
    AGREES = N_("agrees")
    NO_CONTRADICTION = N_("no contradiction")
    UNEXPLAINED = N_("{count} unexplained")
    UNEXPLAINED_AT_LEAST = N_("at least {count} unexplained")
    PARTS_EXCEED = N_("parts exceed by {count}")
    PARTS_EXCEED_AT_LEAST = N_("parts exceed by at least {count}")
    REGISTER_DIFFERS = N_("register differs by {count}")
    REGISTER_DIFFERS_AT_LEAST = N_("register differs by at least {count}")
    NOT_COUNTED = N_("not counted in the register")

    @property
    def troubles(self) -> bool:
        """Whether somebody has to explain something."""
        return "{count}" in self.value


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a published number, in one phrase."""

    finding: Finding
    count: int = 0

    def __str__(self) -> str:
        return self.finding.value.format(count=self.count)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published number beside the sum of its parts and the register's own count.

    Differences are published − the other; None where one of the two is not known.
    """

    parts: int | None
    parts_difference: int | None
    register: int | None
    register_difference: int | None
    verdict: Verdict


def compare(whole: Said, parts: Sequence[Said], register: int | None) -> Comparison:
    """Compare `whole` with its `parts` (of the same measure and unit) and the register's count."""
    numbers = [part.number for part in parts]
    known = [number for number in numbers if number is not None]
    total = sum(known) if known else None
    return Comparison(
        parts=total,
        parts_difference=_difference(whole.number, total) if len(known) == len(parts) else None,
        register=register,
        register_difference=_difference(whole.number, register),
        verdict=_verdict(whole, parts, register),
    )


def total_of(parts: Iterable[Said]) -> Interval:
    """What the sum of the parts may be."""
    intervals = [part.interval for part in parts]
    ends = [interval.most for interval in intervals]
    most = None if None in ends else sum(end for end in ends if end is not None)
    return Interval(sum(interval.least for interval in intervals), most)


def _verdict(whole: Said, parts: Sequence[Said], register: int | None) -> Verdict:
    if whole.number is None:
        return Verdict(Finding.UNKNOWN)
    if parts:
        return _against_parts(whole, parts)
    if register is None:
        return Verdict(Finding.NOT_COUNTED)
    count = Interval(register, register)
    if not whole.interval.meets(count):
        exact = whole.qualifier == "exactly"
        finding = Finding.REGISTER_DIFFERS if exact else Finding.REGISTER_DIFFERS_AT_LEAST
        return Verdict(finding, _gap(whole.interval, count))
    return _agreeing(whole.interval, count)


def _against_parts(whole: Said, parts: Sequence[Said]) -> Verdict:
    total = total_of(parts)
    if whole.interval.meets(total):
        return _agreeing(whole.interval, total)
    gap = _gap(whole.interval, total)
    exact = _is_one(whole.interval) and _is_one(total)
    if total.most is not None and whole.interval.least > total.most:
        return Verdict(Finding.UNEXPLAINED if exact else Finding.UNEXPLAINED_AT_LEAST, gap)
    return Verdict(Finding.PARTS_EXCEED if exact else Finding.PARTS_EXCEED_AT_LEAST, gap)


def _agreeing(one: Interval, other: Interval) -> Verdict:
    exact = _is_one(one) and _is_one(other)
    return Verdict(Finding.AGREES if exact else Finding.NO_CONTRADICTION)


def _is_one(interval: Interval) -> bool:
    return interval.least == interval.most


def _gap(one: Interval, other: Interval) -> int:
    """How far two intervals that have nothing in common lie apart."""
    if one.most is not None and one.most < other.least:
        return other.least - one.most
    assert other.most is not None  # else they would meet
    return one.least - other.most


def _difference(published: int | None, other: int | None) -> int | None:
    return None if published is None or other is None else published - other
