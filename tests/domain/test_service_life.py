"""The end of service life is as exact as the date of installation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.service_life import end_of_service, years_of
from tests.domain.strategies import PARTIAL_DATES


@pytest.mark.parametrize(
    ("installed", "months", "end"),
    [
        ("2020-01-31", 1, "2020-02-29"),
        ("2020-05-05", 84, "2027-05-05"),
        ("2014", 84, "2021"),
        ("2019-12", 1, "2020-01"),
        ("2019-10/2020-03", 12, "2020-10/2021-03"),
    ],
)
def test_so_many_months_after_the_installation(installed, months, end):
    assert end_of_service(PartialDate.parse(installed), months) == PartialDate.parse(end)


def test_what_is_not_known_has_no_end():
    assert end_of_service(None, 84) is None
    assert end_of_service(PartialDate.year(2014), None) is None


@given(PARTIAL_DATES, st.integers(1, 600))
def test_an_end_lies_so_many_calendar_months_later(installed, months):
    end = end_of_service(installed, months)
    for day, later in ((installed.first, end.first), (installed.last, end.last)):
        assert (later.year - day.year) * 12 + later.month - day.month == months
        assert later.day <= day.day
    assert years_of(end).contains(end.first)
    assert years_of(end).first == date(end.first.year, 1, 1)
