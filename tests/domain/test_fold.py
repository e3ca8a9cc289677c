"""From events to history: the order that dates and lifecycle allow, whatever was recorded first."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.fold import FOREVER, Contradiction, Event, arrange, fold
from camdesk.domain.lifecycle import KINDS, State
from tests.domain.strategies import RECORDED, blurred, legal_lives


def event(number, kind, when, **fields):
    occurred = PartialDate.parse(when) if when else None
    return Event(number, KINDS[kind], occurred, RECORDED, **fields)


def opening(number, when, state=State.IN_SERVICE, **fields):
    return event(number, "opening", when, state=state, **fields)


def names(history):
    return [placed.event.kind.name for placed in history]


def recorded_anew(data, events):
    """The same events as if they had been recorded in another order."""
    numbers = data.draw(st.permutations(range(1, len(events) + 1)))
    return [replace(one, id=number) for one, number in zip(events, numbers, strict=True)]


def respects_dates(order):
    return all(
        not later.last < earlier.first
        for place, earlier in enumerate(order)
        for later in order[place + 1 :]
    )


def legal_orders(events):
    orders = []
    for order in permutations(events):
        if respects_dates(order):
            try:
                fold(order)
            except Contradiction:
                continue
            orders.append(order)
    return orders


@given(legal_lives(), st.data())
def test_a_legal_life_folds_the_same_whatever_order_it_was_recorded_in(life, data):
    expected = fold(life)
    history = arrange(recorded_anew(data, life))
    assert names(history) == [one.kind.name for one in life]
    assert history[-1].standing == expected


@given(legal_lives(most=5), st.data())
def test_where_one_order_alone_is_legal_it_is_found_whatever_was_recorded_first(life, data):
    events = data.draw(blurred(life))
    orders = legal_orders(events)
    assume(len({tuple(one.id for one in order) for order in orders}) == 1)
    (order,) = orders
    history = arrange(recorded_anew(data, events))
    assert [placed.event.occurred_on for placed in history] == [o.occurred_on for o in order]
    assert history[-1].standing == fold(order)


@given(legal_lives(most=5), st.data())
def test_an_order_is_found_wherever_there_is_one(life, data):
    events = data.draw(blurred(life))
    kept = data.draw(st.lists(st.sampled_from(events), min_size=1, unique_by=lambda one: one.id))
    if legal_orders(kept):
        order = [placed.event for placed in arrange(kept)]
        assert respects_dates(order)
        fold(order)
    else:
        with pytest.raises(Contradiction):
            arrange(kept)


@given(legal_lives(), st.data())
def test_the_days_of_a_history_follow_one_another(life, data):
    history = arrange(data.draw(blurred(life)))
    for placed, following in pairwise(history):
        assert placed.from_day <= placed.until_day == following.from_day
    assert history[-1].until_day == FOREVER


@given(legal_lives(), st.dates(date(2013, 1, 1), date(2027, 1, 1)))
def test_on_any_day_stands_what_had_happened_by_then(life, day):
    happened = [one for one in life if one.occurred_on.first <= day]
    standing = [p.standing for p in arrange(life) if p.from_day <= day < p.until_day]
    assert standing == ([fold(happened)] if happened else [])


@given(legal_lives(), st.data())
def test_nothing_is_thought_to_have_happened_after_it_was_recorded(life, data):
    for placed in arrange(data.draw(blurred(life))):
        assert placed.from_day <= RECORDED


def test_a_back_dated_event_finds_its_place():
    history = arrange([opening(1, "2020"), event(2, "removed", "2022-05-01"),
                       event(3, "failed", "2021-03")])  # fmt: skip
    assert names(history) == ["opening", "failed", "removed"]


def test_a_year_is_enough_where_the_rules_leave_one_order():
    history = arrange([opening(1, "2014"), event(2, "failed", "2024"),
                       event(3, "removed", "2024-11-15")])  # fmt: skip
    assert names(history) == ["opening", "failed", "removed"]
    assert history[1].from_day == date(2024, 11, 15), "failed by the day it was removed at latest"


def test_an_undated_opening_stands_before_everything():
    history = arrange([event(1, "failed", "2020-01-01"), opening(2, None)])
    assert names(history) == ["opening", "failed"]
    assert history[0].from_day == date(2020, 1, 1)


def test_events_of_one_day_keep_the_order_in_which_they_were_recorded():
    day = "2024-05-05"
    move = [opening(1, "2020", site=1), event(2, "removed", day),
            event(3, "installed", day, site=2), event(4, "removed", day)]  # fmt: skip
    assert names(arrange(move)) == ["opening", "removed", "installed", "removed"]
    assert arrange(move)[-1].standing.site == 2


def test_an_event_that_contradicts_is_refused_with_the_one_it_contradicts():
    events = [opening(1, "2020"), event(2, "removed", "2021-01-01"),
              event(3, "failed", "2022-01-01")]  # fmt: skip
    with pytest.raises(Contradiction) as refusal:
        arrange(events)
    assert refusal.value.event.kind.name == "failed"
    assert refusal.value.previous.kind.name == "removed"
    assert "“Failed” (2022-01-01)" in str(refusal.value)


def test_a_life_cannot_begin_with_a_failure():
    with pytest.raises(Contradiction, match="cannot be the first"):
        arrange([event(1, "failed", "2020")])


def test_many_events_of_one_vague_year_are_arranged_without_a_long_search():
    events = [opening(1, "2019")]
    for number in range(2, 200, 2):
        events += [event(number, "failed", "2020"), event(number + 1, "restored", "2020")]
    assert len(arrange(reversed(events))) == len(events)
