"""One cell into one value, or the reason why not; nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.importing.values import coordinate, date_in_order, number_as_text

PATTERNS = {
    "dmy": "{2:02}{s}{1:02}{s}{0}",
    "mdy": "{1:02}{s}{2:02}{s}{0}",
    "ymd": "{0}{s}{1}{s}{2}",
}


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from("/.-"))
def test_a_day_written_in_an_order_is_read_in_it(day, sign):
    for order, pattern in PATTERNS.items():
        text = pattern.format(day.year, day.month, day.day, s=sign)
        assert date_in_order(text, order) == PartialDate.day(day)


@pytest.mark.parametrize(
    "time", [" 08:30", " 8:30 pm", " 08:30:00 AM +0000", "T10:00:00Z", "T10:00:00.000", " 00:00:00"]
)
def test_a_time_of_day_is_left_out(time):
    assert date_in_order("2018-03-30" + time, "dmy") == PartialDate.parse("2018-03-30")


def test_an_interval_stays_an_interval():
    when = date_in_order("05.12.2024 - 10.12.2024", "dmy")
    assert when == PartialDate.parse("2024-12-05/2024-12-10")


@pytest.mark.parametrize(
    "text",
    [
        "05.12.2024 (план)",
        "05.12.2024 ?",
        "05/12/2024 - 10/12/2024",
        "01/02/0018",
        "01/02/218",
        "01/02/1899",
        "30/02/2024",
        "05/12.2024",
        "45/12/05",
    ],
)
def test_what_is_no_certain_day_is_refused(text):
    with pytest.raises(KnownError):
        date_in_order(text, "dmy")


@given(st.floats(-90, 90).map(lambda value: f"{value:.6f}"))
def test_coordinates_are_read_with_a_point_and_with_a_comma(text):
    assert coordinate(text, 90) == coordinate(text.replace(".", ","), 90) == float(text)


@pytest.mark.parametrize("text", ["90.1", "-97.7371902", "51°60′", "51.2, 51.3", "nan", "1e1"])
def test_what_is_no_latitude_is_refused(text):
    with pytest.raises(KnownError):
        coordinate(text, 90)


@pytest.mark.parametrize("text", ["1.23457E+14", "1,23457E+14", "1E+14", "4.1e+05"])
def test_numbers_that_a_spreadsheet_has_broken_are_refused(text):
    with pytest.raises(KnownError, match="spreadsheet"):
        number_as_text(text)


@pytest.mark.parametrize("text", ["000123", "2E5", "ЗКО-12/1", "123456789012345678"])
def test_other_numbers_are_kept_as_they_are_written(text):
    assert number_as_text(f" {text} ") == text
