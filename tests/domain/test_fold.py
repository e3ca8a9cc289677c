"""From events to history: the order that dates and lifecycle allow, whatever was recorded first."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from camdesk.domain import fold as fold_module
from camdesk.domain.dates import PartialDate
from camdesk.domain.fold import FOREVER, Contradiction, Event, arrange, fold
from camdesk.domain.lifecycle import KINDS, State
from tests.domain.strategies import RECORDED, blurred, legal_lives, loose_events


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


@given(loose_events())
def test_any_events_are_arranged_exactly_where_some_order_of_them_is_legal(events):
    orders = legal_orders(events)
    try:
        order = tuple(placed.event for placed in arrange(events))
    except Contradiction:
        assert not orders
    else:
        assert order in orders
        assert not any(
            later.occurred_on.certainly_before(one.occurred_on)
            for place, one in enumerate(order)
            for later in order[place + 1 :]
            if one.occurred_on and later.occurred_on
        )


@given(legal_lives(), st.data())
def test_an_event_holds_from_a_day_on_which_it_can_have_happened(life, data):
    history = arrange(data.draw(blurred(life)))
    for place, placed in enumerate(history):
        assert placed.event.first <= placed.from_day <= placed.event.last
        # By then it has certainly happened: nothing after it can be later.
        assert placed.from_day == min(later.event.last for later in history[place:])


@given(legal_lives(), st.data(), st.dates(date(2013, 1, 1), date(2027, 1, 1)))
def test_on_any_day_stands_the_fold_of_what_has_certainly_happened(life, data, day):
    history = arrange(data.draw(blurred(life)))
    happened = [placed.event for placed in history if placed.from_day <= day]
    standing = [p.standing for p in history if p.from_day <= day < p.until_day]
    assert standing == ([fold(happened)] if happened else [])


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


def test_an_event_recorded_within_its_period_happened_by_the_day_it_was_recorded():
    failed = replace(event(2, "failed", "2024"), recorded_on=date(2024, 3, 1))
    removed = event(3, "removed", "2024-06-01")
    assert (failed.first, failed.last) == (date(2024, 1, 1), date(2024, 3, 1))
    history = arrange([opening(1, "2020"), removed, failed])
    assert names(history) == ["opening", "failed", "removed"]
    assert history[1].from_day == date(2024, 3, 1)


def test_a_clock_that_stood_wrong_makes_no_vague_date_exact():
    failed = replace(event(2, "failed", "2024"), recorded_on=date(2000, 1, 1))
    assert (failed.first, failed.last) == (date(2024, 1, 1), date(2024, 12, 31))


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


def test_of_two_failures_the_vaguer_may_have_been_the_first():
    history = arrange([opening(1, "2019"), event(2, "restored", "2020-03-01"),
                       event(3, "failed", "2020-04/2020-11"),
                       event(4, "failed", "2020")])  # fmt: skip
    assert [placed.event.id for placed in history] == [1, 4, 2, 3]


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


@pytest.mark.parametrize(
    ("mistaken", "contradicted", "events"),
    [
        ("removed", "received", [("received", "2019"), ("removed", "2020-02-01"),
                                 ("installed", "2020-03-01"), ("failed", "2021")]),
        ("restored", "installed", [("received", "2019"), ("installed", "2020"),
                                   ("restored", "2021-05-01"), ("failed", "2021-06-01")]),
        ("written_off", "removed", [("received", "2019"), ("installed", "2020"),
                                    ("removed", "2021"), ("written_off", "2022")]),
        ("installed", "installed", [("received", "2019"), ("installed", "2020"),
                                    ("installed", "2022")]),
        ("recycled", "proposed", [("received", "2018"), ("proposed", "2019"),
                                  ("recycled", "2020"), ("written_off", "2021")]),
        ("removed", None, [("removed", "2021-01-01"), ("planned", "2022")]),
        # “failed in 2021” stands before “restored in March”: neither is the mistake.
        ("cancelled", "restored", [("received", "2019"), ("installed", "2020"),
                                   ("restored", "2021-03-01"), ("failed", "2021"),
                                   ("cancelled", "2023")]),
    ],
)  # fmt: skip
def test_a_clerks_mistake_is_named_and_not_its_neighbour(mistaken, contradicted, events):
    fields = {"installed": {"site": 1}}
    recorded = [event(n, *what, **fields.get(what[0], {})) for n, what in enumerate(events)]
    for events_read in (recorded, recorded[::-1]):
        with pytest.raises(Contradiction) as refusal:
            arrange(events_read)
        previous = refusal.value.previous
        assert refusal.value.event.kind.name == mistaken
        assert (previous.kind.name if previous else None) == contradicted


@pytest.mark.parametrize("begins", ["opening", "planned"])
def test_a_life_does_not_begin_later_than_what_followed(begins):
    first = opening(1, "2022-01-01") if begins == "opening" else event(1, begins, "2022-01-01")
    with pytest.raises(Contradiction):
        arrange([first, event(2, "removed" if begins == "opening" else "ordered", "2021-12-31")])


def test_a_life_begins_as_early_as_its_date_lets_it():
    history = arrange([opening(1, "2022"), event(2, "failed", "2022-05-01")])
    assert names(history) == ["opening", "failed"]
    assert history[0].from_day == date(2022, 5, 1), "in 2022, and before it failed"


def test_a_life_cannot_begin_with_a_failure():
    with pytest.raises(Contradiction, match="cannot be the first"):
        arrange([event(1, "failed", "2020")])


def test_many_events_of_one_vague_year_are_arranged_without_a_long_search():
    events = [opening(1, "2019")]
    for number in range(2, 200, 2):
        events += [event(number, "failed", "2020"), event(number + 1, "restored", "2020")]
    assert len(arrange(reversed(events))) == len(events)


def vague_year(pairs):
    """Failures and repairs of one year, all failures recorded first."""
    failed = [event(number, "failed", "2020") for number in range(2, 2 + pairs)]
    restored = [event(1000 + number, "restored", "2020") for number in range(pairs)]
    return [opening(1, "2019"), *failed, *restored]


@pytest.fixture
def questions(monkeypatch):
    """How often the lifecycle table is asked; a search that goes astray asks without end."""
    asked = []
    honest = fold_module.allowed

    def allowed(kind, standing):
        asked.append(kind)
        return honest(kind, standing)

    monkeypatch.setattr(fold_module, "allowed", allowed)
    return asked


def test_four_hundred_events_of_one_year_are_put_in_order_by_few_questions(questions):
    events = vague_year(200)
    history = arrange(events)
    assert names(history)[1:] == ["failed", "restored"] * 200
    assert len(questions) < 5 * len(events)


@pytest.mark.parametrize("last", ["cancelled", "found"])
def test_where_no_order_of_four_hundred_events_is_legal_that_is_soon_known(questions, last):
    events = [*vague_year(200), event(5000, last, "2021")]
    with pytest.raises(Contradiction) as refusal:
        arrange(events)
    assert refusal.value.event.kind.name == last
    assert len(questions) < 10 * len(events)


def test_moves_between_many_sites_in_one_year_are_refused_soon_too(questions):
    removed = [event(number, "removed", "2020") for number in range(2, 102)]
    installed = [event(1000 + n, "installed", "2020", site=n) for n in range(100)]
    events = [opening(1, "2019", site=1), *removed, *installed]
    sites = [placed.standing.site for placed in arrange(events)]
    assert sites[2::2] == list(range(100)), "as recorded, where dates do not say more"
    with pytest.raises(Contradiction):
        arrange([*events, event(5000, "found", "2021")])
    assert len(questions) < 20 * len(events)
