"""Days up and down, repairs and failures: what adds up, what is a mean, what is not known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import ON_SITE, OUT_OF_ORDER, State
from camdesk.domain.reliability import (
    DOWN,
    UP,
    Mean,
    Measures,
    Outcome,
    Period,
    Spell,
    measure,
    total,
)
from tests.domain.strategies import PARTIAL_DATES

START = date(2020, 1, 1)


def day(number):
    return START + timedelta(number)


def on(text):
    return None if text is None else PartialDate.parse(text)


def spell(failed_on, ended_on=None, outcome=Outcome.MENDED, last_good=None):
    return Spell(on(failed_on), on(last_good), on(ended_on), outcome)


def periods(*states_and_days):
    """Periods one after another from the first day on: a state, how many days, a state, ..."""
    result, begin = [], 0
    for state, days in zip(states_and_days[::2], states_and_days[1::2], strict=True):
        result.append(Period(state, day(begin), day(begin + days)))
        begin += days
    return result


@st.composite
def histories(draw):
    """Periods with gaps between them, some with no sure day, as vague dates make them."""
    begin, lived = 0, []
    for state in draw(st.lists(st.sampled_from(State), max_size=6)):
        end = begin + draw(st.integers(-50, 300))
        lived.append(Period(state, day(begin), day(end)))
        begin = max(begin, end) + draw(st.integers(0, 50))
    dates = st.one_of(
        st.none(), PARTIAL_DATES, st.integers(0, 900).map(lambda n: PartialDate.day(day(n)))
    )
    failures = st.builds(Spell, dates, dates, dates, st.sampled_from(Outcome))
    return lived, draw(st.lists(failures, max_size=5))


MEASURES = histories().map(lambda history: measure(*history))


def test_days_are_up_in_service_and_down_failed_or_in_repair():
    lived = periods(
        State.IN_STOCK, 30, State.IN_SERVICE, 300, State.FAILED, 20, State.REMOVED, 10,
        State.IN_REPAIR, 40, State.IN_STOCK, 5, State.IN_SERVICE, 240, State.LOST, 99,
    )  # fmt: skip
    said = measure(lived, [])
    assert (said.cameras, said.up_days, said.down_days, said.on_site_days) == (1, 540, 60, 560)
    assert said.unknown_days == 0
    assert said.availability == 0.9


def test_up_and_down_follow_the_lifecycle():
    assert {State.IN_SERVICE} == UP
    assert not UP & DOWN
    assert DOWN <= OUT_OF_ORDER
    assert UP <= ON_SITE


def test_days_whose_state_is_not_sure_are_counted_apart():
    # Failed some day of 2021: from the 1st of January it may, from the 31st of December it must.
    vague = [
        Period(State.IN_SERVICE, date(2020, 1, 1), date(2021, 1, 1)),
        Period(State.FAILED, date(2021, 12, 31), date(2022, 1, 10)),
    ]
    said = measure(vague, [])
    assert (said.up_days, said.down_days, said.unknown_days) == (366, 10, 364)


def test_a_camera_without_days_up_or_down_has_no_availability():
    assert measure(periods(State.IN_STOCK, 50), []).availability is None
    assert measure([], []).availability is None


def test_the_time_to_repair_is_over_repairs_with_both_dates():
    said = measure(
        [],
        [
            spell("2024-03-01", "2024-03-11"),
            spell("2024-05-01", "2024-05-21"),
            spell("2024", "2024-12-05"),
            spell("2024-03-01", "2025"),
            spell(None, "2024-03-11"),
            spell("2024-03-01"),
            spell("2024-03-01", "2024-09-01", Outcome.NOT_MENDED),
            spell("2024-03-01", outcome=Outcome.OPEN),
        ],
    )
    assert said.time_to_repair == Mean(15, 2, 4)
    assert (said.failures, said.repairs, said.open_failures, said.failures_undated) == (8, 6, 1, 2)


def test_broken_and_mended_in_one_month_is_not_at_once():
    assert measure([], [spell("2024-03", "2024-03")]).time_to_repair == Mean(15, 1, 0)
    assert measure([], [spell("2024-03-05", "2024-03-05")]).time_to_repair == Mean(0, 1, 0)
    assert measure([], [spell("2024-03", "2024-05")]).time_to_repair == Mean(61, 1, 0)


def test_a_month_is_known_well_enough_and_a_day_more_is_not():
    month = PartialDate(date(2024, 3, 1), date(2024, 4, 1))
    longer = PartialDate(date(2024, 3, 1), date(2024, 4, 2))
    for when, undated in ((month, 0), (longer, 1)):
        assert measure([], [Spell(when)]).failures_undated == undated
        mended = Spell(on("2024-01-01"), None, when, Outcome.MENDED)
        assert measure([], [mended]).repairs_undated == undated


def test_the_time_between_failures_is_the_days_up_for_each_failure():
    lived = periods(State.IN_SERVICE, 300, State.FAILED, 20, State.IN_SERVICE, 700)
    said = measure(lived, [spell("2020-10-27", "2020-11-16"), spell("2022-10-17")])
    assert said.time_between_failures == Mean(500, 2, 0)
    vague = measure(lived, [spell("2020-10-27", "2020-11-16"), spell("2022")])
    assert vague.time_between_failures == Mean(500, 2, 1)


def test_without_a_dated_failure_there_is_no_time_between_failures():
    lived = periods(State.IN_SERVICE, 300)
    assert measure(lived, []).time_between_failures == Mean(None, 0, 0)
    assert measure(lived, [spell("2024"), spell(None)]).time_between_failures == Mean(None, 2, 2)


def test_the_lag_runs_from_the_last_good_day_to_the_failure():
    said = measure(
        [],
        [
            spell("2024-03-20", last_good="2024-03-01"),
            spell("2024-03-20", last_good="2024-02-29"),
            spell("2024-03-20"),
            spell("2024-03-20", last_good="2023"),
            spell("2024-03-20", last_good="2024-04-20"),
        ],
    )
    assert said.report_lag == Mean(13, 3, 2)


@given(histories())
def test_up_and_down_are_the_days_on_the_register_in_those_states(history):
    lived, _ = history
    said = measure(lived, [])
    covered = {}
    for period in lived:
        number = period.from_day
        while number < period.until_day:
            covered.setdefault(number, period.state)
            number += timedelta(1)
    assert said.up_days == sum(state in UP for state in covered.values())
    assert said.down_days == sum(state in DOWN for state in covered.values())
    assert said.on_site_days == sum(state in ON_SITE for state in covered.values())
    # What is not sure of the days from the first period to the last is counted apart.
    reached = max(
        [day(0), *(one for period in lived for one in (period.from_day, period.until_day))]
    )
    assert said.unknown_days == (reached - day(0)).days - len(covered)


def test_no_day_counts_twice():
    twice = [Period(State.IN_SERVICE, day(0), day(100)), Period(State.FAILED, day(40), day(150))]
    said = measure(twice, [])
    assert (said.up_days, said.down_days, said.unknown_days) == (100, 50, 0)


@given(st.lists(MEASURES, max_size=8), st.integers(0, 8))
def test_the_sum_over_groups_is_the_whole(measures, cut):
    assert total(measures[:cut]) + total(measures[cut:]) == total(measures)
    assert total(measures) == total(reversed(measures))
    assert total(measures).cameras == len(measures)
    assert total([]) == Measures()


@given(st.lists(MEASURES, max_size=4).map(total))
def test_means_and_shares_stay_within_reason(said):
    if said.availability is None:
        assert said.up_days == said.down_days == 0
    else:
        assert 0 <= said.availability <= 1
    assert said.time_to_repair.count + said.time_to_repair.unknown == said.repairs
    assert said.report_lag.count + said.report_lag.unknown == said.failures
    assert said.repairs + said.open_failures <= said.failures
    for mean in (said.time_to_repair, said.report_lag):
        assert (mean.days is None) == (mean.count == 0)
    for mean in (said.time_to_repair, said.report_lag, said.time_between_failures):
        assert mean.days is None or mean.days >= 0
        assert mean.count >= 0
        assert mean.unknown >= 0


@pytest.mark.parametrize("name", ["time_to_repair", "time_between_failures", "report_lag"])
def test_nothing_has_no_mean(name):
    assert getattr(Measures(), name) == Mean(None, 0, 0)
