"""Dates are read in every form that tables have; what is not certain is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.importing.date_column import decided_order, possible_orders
from camdesk.importing.dates_read import ORDERS, date_in_order, is_serial, needs_order
from camdesk.text.formats import edtf_text
from camdesk.text.i18n import LANGUAGES, in_language

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("05.03.2024", "2024-03-05"),
        ("5.3.24", "2024-03-05"),
        ("05 . 03 . 2024 г.", "2024-03-05"),
        ("2024-03-05T10:00Z", "2024-03-05"),
        ("2024-03-05T10:00:00.000+05:00", "2024-03-05"),
        ("05.03.2024, 10:30", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("5 марта 2024 года", "2024-03-05"),
        ("Вт, 5 марта 2024 г.", "2024-03-05"),
        ("2024 жылғы 5 наурыз", "2024-03-05"),
        ("1 қаңтар 2023 ж.", "2023-01-01"),
        ("1 кантар 2023 ж.", "2023-01-01"),
        ("Mar 5, 2024", "2024-03-05"),
        ("March 5 2024 3:04 PM", "2024-03-05"),
        ("5th of March 2024", "2024-03-05"),
        ("5-Mar-24", "2024-03-05"),
        ("05 мар 24", "2024-03-05"),
        ("март 2024 г.", "2024-03"),
        ("в марте 2024", "2024-03"),
        ("в мае 2024 года", "2024-05"),
        ("2024 жылдың наурызында", "2024-03"),
        ("12.2024", "2024-12"),
        ("3/2024", "2024-03"),
        ("2024.03", "2024-03"),
        ("Mar-24", "2024-03"),
        ("мар.24", "2024-03"),
        ("2024", "2024"),
        ("2024 г.", "2024"),
        ("2024 жыл", "2024"),
        ("2024.0", "2024"),
        ("I квартал 2024", "2024-01/2024-03"),
        ("1 кв. 2024 г.", "2024-01/2024-03"),
        ("первый квартал 2024 года", "2024-01/2024-03"),
        ("2024 жылдың IV тоқсаны", "2024-10/2024-12"),
        ("Q2 2024", "2024-04/2024-06"),
        ("2024-Q3", "2024-07/2024-09"),
        ("1 полугодие 2024", "2024-01/2024-06"),
        ("H2 2024", "2024-07/2024-12"),
        ("конец 2024", "2024-10/2024-12"),
        ("2018-03-31/2020-05-08", "2018-03-31/2020-05-08"),
        ("2014–2016", "2014/2016"),
        ("с 05.03.2024 по 08.03.2024", "2024-03-05/2024-03-08"),
    ],
)
def test_a_date_is_read_in_each_of_its_forms(text, edtf):
    assert date_in_order(text, "dmy").edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "до 2024", "не позднее 05.03.2024", "after 2014", "2024 жылға дейін",
        "2024?", "~2014", "около 2014", "2014 (план)", "<2014",
        "сегодня", "Mar 24", "24-Mar", "12.03", "V квартал 2024", "3 полугодие 2024", "лето",
        "31 июня 2024", "29 ақпан 2023", "-", "", "нет", "2024/03/", "1850", "17.2024",
    ],
)  # fmt: skip
def test_what_is_open_doubtful_or_no_date_is_refused(text):
    for order in ORDERS:
        with pytest.raises(KnownError):
            date_in_order(text, order)


def test_a_number_of_a_day_is_no_date_but_in_a_column_of_such_numbers():
    assert date_in_order("45356", "serial").edtf == "2024-03-05"
    assert date_in_order("45356.4375", "serial").edtf == "2024-03-05"
    assert date_in_order("43894", "serial1904").edtf == "2024-03-05"
    with pytest.raises(KnownError, match="spreadsheet keeps a date"):
        date_in_order("45356", "dmy")
    with pytest.raises(KnownError):
        date_in_order("05/03/2024", "serial")
    assert date_in_order("2024", "serial").edtf == "2024"


@given(st.dates(date(1955, 1, 1), date(2119, 1, 1)))
def test_excels_numbers_are_the_days_that_excel_shows(day):
    number = (day - date(1899, 12, 30)).days
    assert date_in_order(str(number), "serial") == PartialDate.day(day)
    assert date_in_order(f"{number}.25", "serial") == PartialDate.day(day)


@st.composite
def partial_dates(draw):
    first = draw(days)
    kind = draw(st.sampled_from(["day", "month", "year", "days", "months", "years", "quarter"]))
    last = min(first + timedelta(draw(st.integers(0, 3000))), date(2200, 12, 31))
    ends = {
        "day": (PartialDate.day(first),) * 2,
        "month": (PartialDate.month(first.year, first.month),) * 2,
        "year": (PartialDate.year(first.year),) * 2,
        "days": (PartialDate.day(first), PartialDate.day(last)),
        "months": (
            PartialDate.month(first.year, first.month),
            PartialDate.month(last.year, last.month),
        ),
        "years": (PartialDate.year(first.year), PartialDate.year(last.year)),
        "quarter": (
            PartialDate.month(first.year, (first.month - 1) // 3 * 3 + 1),
            PartialDate.month(first.year, (first.month - 1) // 3 * 3 + 3),
        ),
    }[kind]
    return PartialDate(ends[0].first, ends[1].last)


@given(partial_dates())
def test_whatever_our_reports_write_is_read_back_in_every_language(when):
    assert date_in_order(when.edtf, "ymd") == when
    for code in LANGUAGES:
        with in_language(code):
            text = edtf_text(when.edtf)
        order = decided_order([text])
        assert order is not None
        assert date_in_order(text, order) == when


@given(st.lists(days, min_size=1, max_size=8), st.sampled_from("/.-"))
def test_a_column_has_the_order_in_which_all_its_dates_make_sense(column, sign):
    forms = {"dmy": "{0:%d}{s}{0:%m}{s}{0:%Y}", "mdy": "{0:%m}{s}{0:%d}{s}{0:%Y}"}
    for order, form in forms.items():
        texts = [form.format(day, s=sign) for day in column]
        possible = possible_orders(texts)
        assert order in possible or all(
            date_in_order(text, possible[0]) == PartialDate.day(day)
            for text, day in zip(texts, column, strict=True)
        )


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["45356", "45357", "нет"], "serial"),
        (["45356", "2024-03-05"], "ymd"),
        (["45356", "45357", "2024-03-05"], "serial"),
        (["45356", "45357", "05/03/2024"], None),
        (["2014", "12.2024"], "ymd"),
        (["01.02.2018", "03.04.2018"], "dmy"),  # between points the day stands first
        (["01/02/2018", "03.04.2018"], None),
        (["3/5/24"], None),
    ],
)
def test_the_order_is_decided_by_the_whole_column_or_left_open(texts, order):
    assert decided_order(texts) == order


def test_a_text_needs_an_order_only_where_it_changes_the_day():
    assert needs_order("03/04/2024")
    assert needs_order("45356")
    assert not needs_order("2024-03-05")
    assert not needs_order("март 2024")
    assert not is_serial("2024")
