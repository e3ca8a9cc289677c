"""Numbers and sums are taken as they are written; what a program broke is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.importing.geo_read import coordinate, coordinate_pair
from camdesk.importing.numbers_read import (
    common_width,
    lost_zeros,
    number_as_text,
    sum_of_money,
)
from camdesk.importing.values import CellProblem, cell_problem, is_unknown, spreadsheet_error, words
from camdesk.text.formats import money_text_local
from camdesk.text.i18n import LANGUAGES, in_language


@pytest.mark.parametrize(
    ("text", "tiyn"),
    [
        ("1 234 567,50 тг", 123456750),
        ("1\u00a0234\u00a0567,50\u00a0₸", 123456750),
        ("₸ 1 500", 150000),
        ("KZT 1,500.00", 150000),
        ("1.234.567,89", 123456789),
        ("92400.0000", 9240000),
        ("12,5 млн тенге", 1250000000),
        ("1 234 тыс. тг.", 123400000),
        ("2,5 млрд ₸", 250000000000),
        ("5 мың теңге", 500000),
        ("-100,00", -10000),
    ],
)
def test_a_sum_is_read_to_the_tiyn(text, tiyn):
    assert sum_of_money(text) == tiyn


@pytest.mark.parametrize(
    "text",
    ["1,234", "$100", "1500 руб.", "1,23457E+14", "1,234567899 тыс", "12 млн 500 тыс", "(100)",
     "1234.5699999", "1.5.2", "сто тенге", "100%"],
)  # fmt: skip
def test_what_is_no_certain_sum_in_tenge_is_refused(text):
    with pytest.raises(KnownError):
        sum_of_money(text)


@given(st.integers(-(10**15), 10**15))
def test_every_sum_that_our_reports_write_is_read_back(tiyn):
    for code in LANGUAGES:
        with in_language(code):
            text = money_text_local(tiyn)
        assert sum_of_money(text) == tiyn


@pytest.mark.parametrize(
    "text",
    ["1.23457E+14", "1,23457E+14", "1,23457Е+14", "123456789012345000", "01.фев", "2-Jan",
     "янв.24", "2024-01-02 00:00:00"],
)  # fmt: skip
def test_a_number_that_a_program_broke_is_refused(text):
    with pytest.raises(KnownError, match="spreadsheet"):
        number_as_text(text)


def test_a_number_with_point_zero_is_refused_and_the_likely_one_suggested():
    with pytest.raises(KnownError) as refused:
        number_as_text("123.0")
    problem = cell_problem("№", "123.0", refused.value)
    assert problem == CellProblem("№", "123.0", refused.value.message, {"text": "123.0"}, ("123",))


def test_numbers_shorter_than_their_column_have_probably_lost_zeros():
    width = common_width(["00123", "00124", "00125", "12345", "00999", "125", "А-1"])
    assert width == 5
    doubt = lost_zeros("125", width)
    assert doubt is not None
    assert doubt.params["suggestions"] == ("00125",)
    assert lost_zeros("12345", width) is None
    assert lost_zeros("А-1", width) is None


@pytest.mark.parametrize(
    "texts",
    [["1", "2", "10", "100"] * 3, ["0", "1", "2", "3", "4", "5"], ["01", "2", "3", "4", "5", "6"]],
)
def test_a_column_of_numbers_of_any_width_has_none(texts):
    assert common_width(texts) is None


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("51,2304", 51.2304),
        ("51.2304° с.ш.", 51.2304),
        ("51°13'49\"N", 51 + 13 / 60 + 49 / 3600),
        ("N51°13′49″", 51 + 13 / 60 + 49 / 3600),
        ("51° 13,5' ю.ш.", -(51 + 13.5 / 60)),
        ("−51.5", -51.5),
    ],
)
def test_degrees_are_read_with_signs_and_sides(text, degrees):
    assert coordinate(text, 90) == pytest.approx(degrees, abs=1e-12)


@pytest.mark.parametrize("text", ["51.2 E", "51 13 49", "-51 S", "N 51 N", "51°61'", "°"])
def test_what_is_no_latitude_is_refused(text):
    with pytest.raises(KnownError):
        coordinate(text, 90)


@pytest.mark.parametrize(
    "text",
    ["51.23, 51.37", "51.23,51.37", "51.23 51.37", "51,23; 51,37", "51,23, 51,37", "51,23 51,37",
     "(51.23, 51.37)", "POINT (51.37 51.23)", "51.23N, 51.37E"],
)  # fmt: skip
def test_a_pair_in_one_cell_is_latitude_and_longitude(text):
    assert coordinate_pair(text) == (51.23, 51.37)


@pytest.mark.parametrize("text", ["51,23", "51,23,51,37", "51.23", "ул. Мира 5, 7", "95.1, 51.2"])
def test_what_is_no_pair_is_refused(text):
    with pytest.raises(KnownError):
        coordinate_pair(text)


@pytest.mark.parametrize("text", ["-", "—", "н/д", "Нет данных", "n/a", "белгісіз", "???"[:1]])
def test_a_dash_says_that_nothing_is_known(text):
    assert is_unknown(text)


def test_a_value_is_no_dash():
    assert not any(is_unknown(text) for text in ("нет", "жоқ", "0", "no", "-1", "А"))


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#Н/Д", "#ССЫЛКА!", "#ДЕЛ/0!", "########"])
def test_an_error_of_a_spreadsheet_is_no_value(text):
    assert spreadsheet_error(text) is not None
    with pytest.raises(KnownError, match="spreadsheet"):
        words(text)


def test_a_text_with_a_hash_is_a_value():
    for text in ("#1", "# 5 у входа", "Err"):
        assert spreadsheet_error(text) is None
        assert words(text) == text
