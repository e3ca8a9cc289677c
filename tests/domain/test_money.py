"""Money is whole tiyn, and a sum that may mean two things is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.domain.money import LARGEST, money_text, parse_money


@given(st.integers(-LARGEST, LARGEST))
def test_a_sum_written_for_machines_reads_back_to_the_tiyn(tiyn):
    assert parse_money(money_text(tiyn)) == tiyn


@given(st.integers(0, LARGEST), st.sampled_from(" \u00a0\u202f'’"), st.sampled_from(".,"))
def test_thousands_may_be_parted_by_any_space(tiyn, space, point):
    text = f"{tiyn // 100:,}".replace(",", space) + f"{point}{tiyn % 100:02d}"
    read = parse_money(text)
    assert read == tiyn
    assert type(read) is int, "no float ever holds a sum"
    assert parse_money("-" + text) == -tiyn


@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from(" \u00a0'"))
def test_tiyn_after_a_space_are_refused(tenge, tiyn, space):
    with pytest.raises(KnownError):
        parse_money(f"{tenge}{space}{tiyn:02d}")


@pytest.mark.parametrize(
    ("text", "tiyn"),
    [
        ("1 234 567,50 тг", 123456750),
        ("1\u00a0234\u00a0567.5", 123456750),
        ("92400", 9240000),
        ("92 400,00 ₸", 9240000),
        ("1,234,567.50", 123456750),
        ("1.234.567,50", 123456750),
        ("1,234,567", 123456700),
        ("0,01 теңге", 1),
        ("-5,10", -510),
    ],
)
def test_sums_are_read_as_people_write_them(text, tiyn):
    assert parse_money(text) == tiyn


@pytest.mark.parametrize(
    "text",
    [
        *("", "1,234", "1.234", "1,2345", "abc", "1 2x", "--1", "1e5", "9" * 20, "9" * 5000),
        *("1 2", "12 34 567", "1,234,567,50", "1.234.567.50", "1,234 567"),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_refused(text):
    with pytest.raises(KnownError):
        parse_money(text)


@given(st.text(max_size=20))
def test_no_text_raises_anything_but_a_known_error(text):
    with contextlib.suppress(KnownError):
        assert isinstance(parse_money(text), int)
