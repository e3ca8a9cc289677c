"""Partial dates: what is not known exactly never becomes exact."""

import contextlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from tests.domain.strategies import DAYS, INTERVALS
from tests.domain.strategies import PARTIAL_DATES as PARTIAL


@given(PARTIAL)
def test_what_is_written_is_read_back_to_the_day(when):
    assert PartialDate.parse(when.edtf) == when
    assert PartialDate.parse(str(when)) == when


@given(INTERVALS.filter(lambda when: when.first != when.last))
def test_a_partial_date_never_turns_into_an_exact_one(when):
    assert not when.is_exact
    read = PartialDate.parse(when.edtf)
    assert not read.is_exact
    assert (read.first, read.last) == (when.first, when.last)


@given(DAYS)
def test_every_day_month_and_year_is_read_as_people_write_it(day):
    assert PartialDate.parse(f"{day.day}.{day.month}.{day.year}") == PartialDate.day(day)
    assert PartialDate.parse(f"{day:%d.%m.%Y}") == PartialDate.day(day)
    assert PartialDate.parse(f"{day:%m.%Y}") == PartialDate.month(day.year, day.month)
    assert PartialDate.parse(f"{day:%Y}") == PartialDate.year(day.year)


@given(INTERVALS, st.sampled_from(["/", "..", " - ", " – ", " / "]))
def test_an_interval_is_read_with_any_sign_between_its_ends(when, sign):
    assert PartialDate.parse(f"{when.first}{sign}{when.last}") == when
    assert PartialDate.parse(f"{when.first:%d.%m.%Y}{sign}{when.last:%d.%m.%Y}") == when


@given(INTERVALS.filter(lambda when: when.first != when.last))
def test_an_interval_that_ends_before_it_begins_is_refused(when):
    with pytest.raises(KnownError, match="ends before it begins"):
        PartialDate(when.last, when.first)


@given(PARTIAL, PARTIAL)
def test_certainly_before_means_every_day_of_it(one, other):
    assert one.certainly_before(other) == (one.last < other.first)
    assert not (one.certainly_before(other) and other.certainly_before(one))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2014", "2014"),
        ("2014-12", "2014-12"),
        ("2014-12-05", "2014-12-05"),
        ("05.12.2014", "2014-12-05"),
        ("5.3.2024", "2024-03-05"),
        ("05.03.24", "2024-03-05"),
        ("12.2014", "2014-12"),
        ("2018-03-31/2020-05-08", "2018-03-31/2020-05-08"),
        ("31.03.2018 - 08.05.2020", "2018-03-31/2020-05-08"),
        ("2024-10..2024-12", "2024-10/2024-12"),
        ("2014/2016", "2014/2016"),
        ("2014-01-01/2014-12-31", "2014"),
        (" 2014 ", "2014"),
    ],
)
def test_edtf_and_day_month_year_are_read(text, edtf):
    assert PartialDate.parse(text).edtf == edtf


@pytest.mark.parametrize(
    "text",
    ["", "2014-13", "31.02.2024", "0014", "2500", "3/5/2024", "soon", "2020/2018", "1.2.3.2024"],
)
def test_nonsense_and_slashes_are_refused_not_guessed(text):
    with pytest.raises(KnownError):
        PartialDate.parse(text)


@given(st.text(max_size=24))
def test_no_text_raises_anything_but_a_known_error(text):
    with contextlib.suppress(KnownError):
        PartialDate.parse(text)


@given(PARTIAL, st.integers(-400, 400))
def test_contains_is_between_first_and_last(when, offset):
    try:
        day = when.first + timedelta(offset)
    except OverflowError:
        return
    assert when.contains(day) == (when.first <= day <= when.last)
