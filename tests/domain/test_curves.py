"""Curves of survival agree with the books and with another program."""

import math
import random
import warnings
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from camdesk.domain.curves import Duration, kaplan_meier, turnbull

FINE = 1e-9  # of the log-likelihood
WHOLE = st.integers(0, 40)
COUNTS = st.integers(1, 3)
EXACT = st.builds(lambda days, count: Duration(days, days, count), WHOLE, COUNTS)
WORKING = st.builds(lambda days, count: Duration(days, None, count), WHOLE, COUNTS)
VAGUE = st.builds(
    lambda shortest, width, count: Duration(shortest, shortest + width, count),
    WHOLE, st.integers(0, 15), COUNTS,
)  # fmt: skip
DATED = st.lists(st.one_of(EXACT, WORKING), min_size=1, max_size=30)
ANY = st.lists(st.one_of(VAGUE, VAGUE, WORKING), min_size=1, max_size=12)


def falls(curve):
    """(earliest, latest, by how much) of each step."""
    after = [1.0, *(step.survival for step in curve.steps)]
    drops = (before - behind for before, behind in pairwise(after))
    return [
        (step.earliest, step.latest, drop) for step, drop in zip(curve.steps, drops, strict=True)
    ]


def chance(curve, duration):
    """How likely the curve makes it that a camera lasts so long."""
    if duration.longest is None:
        return 1 - sum(drop for _, latest, drop in falls(curve) if latest <= duration.shortest)
    return sum(
        drop
        for earliest, latest, drop in falls(curve)
        if duration.shortest <= earliest and latest <= duration.longest
    )


# The 21 patients under 6-MP of Freireich et al. (1963), in all books; weeks, + is censored.
REMISSIONS = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"


def test_kaplan_meier_gives_the_figures_of_the_textbook():
    durations = [
        Duration(int(text.rstrip("+")), None if text.endswith("+") else int(text))
        for text in REMISSIONS.split()
    ]
    curve = kaplan_meier(durations)
    assert [step.days for step in curve.steps] == [6, 7, 10, 13, 16, 22, 23]
    assert [step.at_risk for step in curve.steps] == [21, 17, 15, 12, 11, 7, 6]
    survival = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert [round(step.survival, 3) for step in curve.steps] == survival
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert [round(math.sqrt(step.variance), 4) for step in curve.steps] == errors
    assert curve.median.days == 23


# The 46 patients under radiotherapy of Finkelstein and Wolfe (1985): after the first month and
# until the second; and the masses that Fay and Shaw (2010) print.
COSMESIS = """45- 6-10 0-7 46- 46- 7-16 17- 7-14 37-44 0-8 4-11 15- 11-15 22- 46- 46- 25-37 46-
26-40 46- 27-34 36-44 46- 36-48 37- 40- 17-25 46- 11-18 38- 5-12 37- 0-5 18- 24- 36- 5-11 19-35
17-25 24- 32- 33- 19-26 37- 34- 36-"""
MASSES = [
    (5, 5, 0.0463), (7, 7, 0.0334), (8, 8, 0.0887), (12, 12, 0.0708), (25, 25, 0.0926),
    (34, 34, 0.0818), (39, 40, 0.1209), (47, 48, 0.4656),
]  # fmt: skip


def test_turnbull_gives_the_figures_of_the_textbook():
    ends = [text.split("-") for text in COSMESIS.split()]
    durations = [
        Duration(int(after) + 1, int(until)) if until else Duration(int(after), None)
        for after, until in ends
    ]
    assert len(durations) == 46
    curve = turnbull(durations, tolerance=FINE)
    assert [(*days, round(drop, 4)) for *days, drop in falls(curve)] == MASSES


def other_program(durations):
    from lifelines import KaplanMeierFitter

    rows = [duration for duration in durations for _ in range(duration.count)]
    return KaplanMeierFitter().fit(
        [duration.shortest for duration in rows],
        [duration.longest is not None for duration in rows],
    )


@given(DATED)
def test_kaplan_meier_agrees_with_another_program(durations):
    curve, other = kaplan_meier(durations), other_program(durations)
    table = other.event_table
    fell = table.index[table["observed"] > 0]
    assert [step.days for step in curve.steps] == list(fell)
    for step in curve.steps:
        assert step.survival == pytest.approx(other.predict(step.days), abs=1e-9)
        assert step.at_risk == table["at_risk"][step.days]
        if step.survival > 0:
            band = other.confidence_interval_.loc[step.days]
            assert (step.lower, step.upper) == pytest.approx(tuple(band), abs=1e-9)
        else:
            assert step.lower is step.upper is step.variance is None
    median = other.median_survival_time_
    # A survival that is a half but for rounding is a half.
    if not any(abs(step.survival - 0.5) < 1e-9 for step in curve.steps):
        assert (curve.median.days if curve.median else math.inf) == median


def other_masses(durations):
    """Lifelines' masses and supports; it stumbles (log of 0) where a support takes all of it."""
    import numpy as np
    from lifelines.exceptions import ConvergenceWarning
    from lifelines.fitters.npmle import npmle

    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        masses, supports = npmle(
            [one.shortest + (one.longest is None) for one in durations],
            [math.inf if one.longest is None else one.longest for one in durations],
            weights=[one.count for one in durations],
            tol=FINE,
            max_iter=2_000,
        )
    assume(all(math.isfinite(mass) for mass in masses))
    return list(zip(masses, supports, strict=True))


@given(ANY)
def test_turnbull_agrees_with_another_program(durations):
    curve = turnbull(durations, tolerance=FINE)
    masses = other_masses(durations)
    ours = theirs = 0.0
    for one in durations:
        begin = one.shortest + (one.longest is None)
        end = math.inf if one.longest is None else one.longest
        inside = sum(mass for mass, (first, last) in masses if begin <= first and last <= end)
        assert chance(curve, one) == pytest.approx(inside, abs=0.01)
        ours += one.count * math.log(chance(curve, one))
        theirs += one.count * math.log(inside)
    assert ours > theirs - 1e-3


@pytest.mark.parametrize("cameras", range(2, 80, 2))
def test_the_median_is_the_day_that_leaves_half_for_all_rounding(cameras):
    durations = [Duration(day, day) for day in range(1, cameras + 1)]
    assert kaplan_meier(durations).median.days == cameras / 2


@given(DATED)
def test_where_all_is_dated_turnbull_is_kaplan_meier(durations):
    one, other = kaplan_meier(durations), turnbull(durations)
    assert [(step.earliest, step.latest) for step in other.steps] == [
        (step.days, step.days) for step in one.steps
    ]
    for step, same in zip(one.steps, other.steps, strict=True):
        assert same.survival == pytest.approx(step.survival, abs=1e-12)
        assert same.at_risk == step.at_risk


@given(ANY)
def test_a_curve_falls_from_one_and_never_below_nothing(durations):
    curve = turnbull(durations)
    survival = [1.0, *(step.survival for step in curve.steps)]
    assert all(1 >= before > behind >= 0 for before, behind in pairwise(survival))
    days = [day for step in curve.steps for day in (step.earliest, step.latest)]
    assert days == sorted(days)
    for step in curve.steps:
        assert step.earliest <= step.days <= step.latest


@given(DATED)
def test_the_band_holds_the_curve(durations):
    for step in kaplan_meier(durations).steps:
        if step.survival > 0:
            assert 0 <= step.lower <= step.survival <= step.upper <= 1
            assert step.variance >= 0


@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_durations_is_of_no_matter(durations, chance_of):
    shuffled = list(durations)
    chance_of.shuffle(shuffled)
    one, other = turnbull(durations, FINE), turnbull(shuffled, FINE)
    for step, same in zip(one.steps, other.steps, strict=True):
        assert same.survival == pytest.approx(step.survival, abs=1e-4)


@given(ANY)
def test_equal_durations_count_as_often_as_they_are(durations):
    single = [Duration(one.shortest, one.longest) for one in durations for _ in range(one.count)]
    one, other = turnbull(durations, FINE), turnbull(single, FINE)
    for step, same in zip(one.steps, other.steps, strict=True):
        assert same.survival == pytest.approx(step.survival, abs=1e-4)


@given(ANY)
def test_no_shift_of_likelihood_makes_turnbulls_curve_likelier(durations):
    """The condition of the greatest likelihood, for every support of the curve."""
    curve = turnbull(durations, tolerance=FINE)
    cameras = sum(one.count for one in durations)
    for earliest, latest, _ in falls(curve):
        gradient = sum(
            one.count / chance(curve, one)
            for one in durations
            if (one.longest is None and one.shortest < earliest)
            or (one.longest is not None and one.shortest <= earliest and latest <= one.longest)
        )
        assert gradient == pytest.approx(cameras, rel=0.02)


def test_thousands_of_different_durations_come_to_the_greatest_likelihood():
    dice = random.Random(14)
    lasted = [round(dice.weibullvariate(2_500, 1.5)) for _ in range(3_000)]
    durations = [Duration(days, days + dice.choice([0, 30, 364])) for days in lasted]
    durations += [Duration(days, None, 2) for days in lasted[::3]]
    steps = falls(turnbull(durations, most_rounds=300))
    rest = 1 - sum(drop for *_, drop in steps)
    cameras = sum(one.count for one in durations)
    gradient = Counter()
    for one in durations:
        still = one.longest is None
        inside = [
            (first, drop)
            for first, last, drop in steps
            if (first > one.shortest if still else one.shortest <= first and last <= one.longest)
        ]
        share = one.count / (sum(drop for _, drop in inside) + (rest if still else 0))
        for first, _ in inside:
            gradient[first] += share
    assert max(gradient.values()) < cameras + 1


def test_nothing_gives_an_empty_curve():
    assert kaplan_meier([]).steps == turnbull([]).steps == ()
    assert kaplan_meier([Duration(5, None)]).median is None


def test_durations_that_end_before_they_begin_are_refused():
    with pytest.raises(ValueError, match="no duration"):
        Duration(5, 4)
    with pytest.raises(ValueError, match="not one day"):
        kaplan_meier([Duration(4, 5)])
