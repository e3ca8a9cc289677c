"""How long cameras work is said as far as their dates allow, and else why it is not."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.curves import Duration
from camdesk.domain.dates import PartialDate
from camdesk.domain.survival import (
    DATED_WITHIN_DAYS,
    Life,
    Method,
    Verdict,
    estimate,
    months,
    undated,
)

TODAY = date(2026, 11, 23)
START = date(2014, 5, 1)


def on(text):
    return None if text is None else PartialDate.parse(text)


def life(installed, failed=None, last_good=None, count=1):
    return Life(on(installed), on(failed), on(last_good), TODAY, count)


def lasting(days, count=1):
    """A camera of which every day is known."""
    return Life(
        PartialDate.day(START), PartialDate.day(START + timedelta(days)), None, TODAY, count
    )


@st.composite
def true_lives(draw, vague=True):
    """(a life, the days that it really had), the dates blurred around the true ones."""
    begin = START + timedelta(draw(st.integers(0, 3_000)))
    days = draw(st.integers(0, 3_000))
    blur = st.integers(0, 400 if vague else 0)

    def around(day):
        return PartialDate(day - timedelta(draw(blur)), day + timedelta(draw(blur)))

    end = begin + timedelta(days)
    good = PartialDate.day(begin + timedelta(draw(st.integers(0, days))))
    count = draw(st.integers(1, 5))
    if end > TODAY or draw(st.booleans()):
        return Life(around(begin), None, None, min(end, TODAY), count), (TODAY - begin).days
    return Life(around(begin), around(end), draw(st.sampled_from([None, good])), TODAY, count), days


LIVES = st.lists(true_lives().map(lambda pair: pair[0]), max_size=12)
EXACT_LIVES = st.lists(true_lives(vague=False).map(lambda pair: pair[0]), max_size=12)


def test_the_292_systems_of_2014_that_failed_in_2024_are_not_estimable():
    said = estimate([life("2014", "2024", count=292)])
    assert said == estimate([life("2014", "2024")] * 292)
    assert said.verdict == "not_estimable_no_failure_dates"
    assert said.verdict.label == "not estimable: no failure dates"
    assert "year" in said.verdict.explanation
    assert (said.cameras, said.failures, said.dated_failures, said.unusable) == (292, 292, 0, 0)
    assert said.median_days is None
    assert said.steps == ()


@pytest.mark.parametrize(
    ("lives", "verdict"),
    [
        ([], Verdict.TOO_FEW),
        ([life("2014-05-01", count=9)], Verdict.NO_FAILURES),
        ([life("2014", count=9)], Verdict.NO_FAILURES),
        ([life(None, count=9)], Verdict.NO_INSTALLATION_DATES),
        ([life(None, "2024-12-05", count=9)], Verdict.NO_INSTALLATION_DATES),
        ([life("2014", "2024-12-05", count=9)], Verdict.NO_INSTALLATION_DATES),
        ([life("2014-05-01", "2024", count=9)], Verdict.NO_FAILURE_DATES),
        ([life("2014-05-01", "2024-12-05", "2024-01", 9)], Verdict.NO_FAILURE_DATES),
        ([Life(on("2014-05-01"), undated(TODAY), None, TODAY, 9)], Verdict.NO_FAILURE_DATES),
        ([life("2014-05-01", "2024-12-05", count=4)], Verdict.TOO_FEW),
        ([life("2014-05-01", "2024-12-05", count=4), life(None, count=9)], Verdict.TOO_FEW),
        ([life("2014-05-01", "2024-12-05", count=5)], Verdict.ESTIMATED),
        ([life("2014-05-01", "2024-12", count=5)], Verdict.ESTIMATED),
        ([lasting(9), life("2014-05-01", count=4)], Verdict.MEDIAN_NOT_REACHED),
        ([lasting(9), life("2014", "2024", count=4)], Verdict.ESTIMATED),
    ],
)
def test_each_cohort_has_the_verdict_that_its_dates_allow(lives, verdict):
    said = estimate(lives)
    assert said.verdict is verdict
    assert bool(said.steps) == (verdict in (Verdict.ESTIMATED, Verdict.MEDIAN_NOT_REACHED))
    assert (said.median_days is not None) == (verdict is Verdict.ESTIMATED)


def test_every_verdict_says_itself_in_words_and_why():
    assert len({verdict.label for verdict in Verdict}) == len(Verdict)
    for verdict in Verdict:
        assert verdict.explanation.endswith(".")
        assert verdict.label.startswith("not estimable: ") == verdict.startswith("not_estimable_")
    assert [method.label for method in Method] == ["Kaplan–Meier", "Turnbull"]


@pytest.mark.parametrize(
    ("one", "shortest", "longest"),
    [
        (life("2014-05-01", "2014-05-11"), 10, 10),
        (life("2014-05-01", "2014-05"), 0, 30),
        (life("2014-05", "2014-06-10"), 10, 40),
        (life("2014-05-01", "2014-06-10", "2014-06-01"), 31, 40),
        (life("2014-05-01", "2014-06-10", "2014-06"), 31, 40),
        (life("2014", "2024"), 3288, 4017),
        (life("2014", "2014"), 0, 364),
        (life("2014-05-01", "2014-06-10", "2015"), 40, 40),
        (life("2026-11-01"), 22, None),
        (life("2026-11"), 0, None),
        (life("2014"), 4345, None),
    ],
)
def test_a_duration_is_all_that_the_dates_allow(one, shortest, longest):
    assert one.duration == Duration(shortest, longest)


@pytest.mark.parametrize("one", [life(None, "2024"), life(None), life("2024-05-02", "2024-05-01")])
def test_a_life_without_a_fitting_date_of_installation_is_unusable(one):
    assert one.duration is None
    assert estimate([one, *[lasting(9)] * 6]).unusable == 1


@given(true_lives())
def test_the_true_time_is_always_within_the_duration(pair):
    one, days = pair
    duration = one.duration
    if duration.longest is None:
        assert 0 <= duration.shortest <= days
    else:
        assert duration.shortest <= days <= duration.longest


def test_a_failure_within_a_month_counts_on_the_middle_day():
    width = timedelta(DATED_WITHIN_DAYS)
    begin = START + timedelta(100)
    dated = Life(PartialDate.day(START), PartialDate(begin, begin + width), None, TODAY, 5)
    said = estimate([dated])
    assert said.method is Method.KAPLAN_MEIER
    assert said.median_days == 115
    wider = PartialDate(begin, begin + width + timedelta(1))
    vague = Life(PartialDate.day(START), wider, None, TODAY, 5)
    assert estimate([vague]).verdict is Verdict.NO_FAILURE_DATES
    both = estimate([dated, vague])
    assert both.method is Method.TURNBULL
    assert (both.median_earliest, both.median_latest) == (100, 131)


def test_a_vague_failure_leaves_the_median_between_two_days():
    said = estimate([life("2014-05-01", "2018", count=8), lasting(3_000), lasting(3_100)])
    assert said.method is Method.TURNBULL
    first, last = date(2018, 1, 1) - START, date(2018, 12, 31) - START
    assert (said.median_earliest, said.median_latest) == (first.days, last.days)
    assert first.days < said.median_days < last.days
    assert said.dated_failures == 2


def test_cameras_that_still_work_make_the_median_later():
    failed = [lasting(days) for days in (100, 200, 300, 400, 500)]
    assert estimate(failed).median_days == 300
    said = estimate([*failed, life("2014-05-01", count=4)])
    assert said.median_days == 500
    assert said.longest_days == (TODAY - START).days
    assert [step.at_risk for step in said.steps] == [9, 8, 7, 6, 5]


@given(st.one_of(LIVES, EXACT_LIVES), st.randoms(use_true_random=False))
def test_the_order_of_lives_is_of_no_matter(lives, dice):
    shuffled = list(lives)
    dice.shuffle(shuffled)
    one, other = estimate(lives), estimate(shuffled)
    counts = "verdict cameras failures dated_failures unusable method longest_days".split()
    for name in counts:
        assert getattr(one, name) == getattr(other, name)
    assert one.median_days == other.median_days


@given(st.one_of(LIVES, EXACT_LIVES))
def test_an_estimate_falls_from_one_and_counts_every_camera(lives):
    said = estimate(lives)
    assert said.cameras == sum(one.count for one in lives)
    assert 0 <= said.dated_failures <= said.failures <= said.cameras
    survival = [1.0, *(step.survival for step in said.steps)]
    assert all(1 >= before > behind >= 0 for before, behind in pairwise(survival))
    if said.verdict is Verdict.ESTIMATED:
        assert said.median_earliest <= said.median_days <= said.median_latest
        assert survival[-1] <= 0.5 + 1e-9


@given(LIVES)
def test_a_curve_needs_a_dated_failure(lives):
    said = estimate(lives)
    if not said.dated_failures:
        assert said.steps == ()
        assert said.verdict.startswith("not_estimable_")


def test_a_year_is_twelve_months():
    assert months(365.25) == pytest.approx(12)
