"""Published numbers are intervals: which statements contradict each other, and by how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.facts import QUALIFIERS
from camdesk.domain.figures import Said, compare, total_of

NUMBERS = st.integers(0, 20_000)
SAID = st.builds(Said, st.sampled_from([name for name, _ in QUALIFIERS]), st.none() | NUMBERS)


def exactly(value: int) -> Said:
    return Said("exactly", value)


def more_than(value: int) -> Said:
    return Said("more_than", value)


def verdict(whole: Said, *parts: Said, register: int | None = None) -> str:
    return str(compare(whole, parts, register).verdict)


def test_882_against_864_itemised_leaves_18_unexplained():
    parts = [exactly(number) for number in (210, 243, 69, 135, 207)]
    compared = compare(exactly(882), parts, 864)
    assert (compared.parts, compared.parts_difference) == (864, 18)
    assert (compared.register, compared.register_difference) == (864, 18)
    assert str(compared.verdict) == "18 unexplained"


def test_more_than_12000_against_more_than_11905_is_no_contradiction():
    parts = [exactly(1620), more_than(10_000), exactly(15), exactly(256), exactly(14)]
    compared = compare(more_than(12_000), parts, None)
    assert (compared.parts, compared.parts_difference) == (11_905, 95)
    assert str(compared.verdict) == "no contradiction"


def test_a_number_that_nobody_said_stays_unknown_whatever_else_is_known():
    compared = compare(Said("unknown", None), [exactly(5)], 7)
    assert str(compared.verdict) == "unknown"
    assert (compared.parts, compared.parts_difference, compared.register_difference) == (
        5, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "parts", "said"),
    [
        (exactly(10), [exactly(4), exactly(6)], "agrees"),
        (exactly(10), [exactly(4), exactly(9)], "parts exceed by 3"),
        (exactly(10), [more_than(9)], "no contradiction"),
        (exactly(10), [more_than(10)], "parts exceed by at least 1"),
        (more_than(10), [exactly(10)], "at least 1 unexplained"),
        (more_than(10), [exactly(11)], "no contradiction"),
        (exactly(10), [exactly(4), Said("unknown", None)], "no contradiction"),
        (exactly(10), [exactly(14), Said("unknown", None)], "parts exceed by at least 4"),
        (Said("about", 900), [exactly(864)], "no contradiction"),
        (Said("about", 900), [exactly(5_000)], "parts exceed by at least 3200"),
    ],
)
def test_parts_contradict_their_whole_only_where_no_number_fits_both(whole, parts, said):
    assert verdict(whole, *parts) == said


@pytest.mark.parametrize(
    ("whole", "register", "said"),
    [
        (exactly(400), 400, "agrees"),
        (exactly(400), 390, "register differs by 10"),
        (exactly(400), 410, "register differs by 10"),
        (more_than(400), 401, "no contradiction"),
        (more_than(400), 390, "register differs by at least 11"),
        (exactly(63), None, "not counted in the register"),
    ],
)
def test_a_figure_without_parts_is_compared_with_the_register(whole, register, said):
    assert verdict(whole, register=register) == said


@given(SAID, st.lists(SAID, max_size=4))
def test_a_contradiction_is_said_exactly_where_no_whole_number_can_be_both(whole, parts):
    """Of all pairs of numbers that the statements allow, checked one by one in a small world."""
    finding = compare(whole, parts, None).verdict.finding
    if whole.number is None or not parts:
        return
    one, other = whole.interval, total_of(parts)
    ends = [end for end in (one.least, one.most, other.least, other.most) if end is not None]
    possible = any(
        interval_has(one, number) and interval_has(other, number)
        for number in (*ends, max(ends) + 1)
    )
    assert finding.troubles is not possible


@given(SAID, st.lists(SAID, min_size=1, max_size=4), st.none() | NUMBERS)
def test_differences_are_what_is_left_of_the_published_number(whole, parts, register):
    compared = compare(whole, parts, register)
    if compared.parts_difference is not None:
        assert whole.number == compared.parts + compared.parts_difference
    if compared.register_difference is not None:
        assert whole.number == compared.register + compared.register_difference


def interval_has(interval, number: int) -> bool:
    return interval.least <= number and (interval.most is None or number <= interval.most)
