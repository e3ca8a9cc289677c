"""BIN and IIN: any single wrong digit is caught."""

import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.domain.identifiers import check_digit, parse_bin, parse_bin_or_iin, parse_iin

VALID = ("940140000385", "070340007367", "250640004519", "940140000909")


@pytest.mark.parametrize("number", VALID)
def test_valid_bins_pass_the_first_and_the_second_time_of_weighing(number):
    assert parse_bin(number) == number
    assert parse_bin(f" {number[:6]} {number[6:]} ") == number
    assert parse_bin_or_iin(number) == number


def test_the_second_weights_decide_where_the_first_give_ten():
    first = sum(w * int(d) for w, d in zip(range(1, 12), "94014000090", strict=True)) % 11
    assert first == 10
    assert check_digit("94014000090") == 9


@pytest.mark.parametrize(
    "number", ["123456789012", "94014000038", "9401400003855", "94014000038a", ""]
)
def test_invalid_numbers_are_refused(number):
    for parse in (parse_bin, parse_iin, parse_bin_or_iin):
        with pytest.raises(KnownError):
            parse(number)


# The eleventh digit weighs 11, which is nothing modulo 11: the rule itself cannot guard it.
GUARDED = st.sampled_from([place for place in range(12) if place != 10])


@given(st.sampled_from(VALID[:2]), GUARDED, st.integers(1, 9))
def test_a_mistyped_digit_is_caught(number, place, shift):
    wrong = str((int(number[place]) + shift) % 10)
    mistyped = number[:place] + wrong + number[place + 1 :]
    first_pass = sum(w * int(d) for w, d in zip(range(1, 12), mistyped[:11], strict=True)) % 11
    assume(first_pass != 10)  # weighed a second time, by other weights
    with pytest.raises(KnownError):
        parse_bin(mistyped)


FIRST_ELEVEN = st.builds(
    "{:02d}{:02d}{}{}{:05d}".format,
    st.integers(0, 99), st.integers(1, 12), st.sampled_from("456"), st.sampled_from("0123"),
    st.integers(0, 99999),
).filter(lambda first: check_digit(first) is not None)  # fmt: skip


def weighed_twice(number):
    return sum(w * int(d) for w, d in zip(range(1, 12), number, strict=False)) % 11 == 10


@given(FIRST_ELEVEN)
def test_a_generated_bin_is_valid_and_no_other_last_digit_is(first):
    number = f"{first}{check_digit(first)}"
    assert parse_bin(number) == number
    for last in set("0123456789") - {number[11]}:
        with pytest.raises(KnownError):
            parse_bin(first + last)


@given(FIRST_ELEVEN)
def test_a_mistake_gets_through_only_where_the_rule_has_a_gap(first):
    number = f"{first}{check_digit(first)}"
    for place in range(12):
        for digit in set("0123456789") - {number[place]}:
            mistyped = number[:place] + digit + number[place + 1 :]
            with contextlib.suppress(KnownError):
                parse_bin(mistyped)
                both_twice = weighed_twice(number) and weighed_twice(mistyped)
                one_twice = weighed_twice(number) != weighed_twice(mistyped)
                assert one_twice or (place == 10 and not both_twice)


def test_an_iin_begins_with_a_date_of_birth():
    def whole(first_eleven):
        return first_eleven + str(check_digit(first_eleven))

    assert parse_iin(whole("85010130012")) == whole("85010130012")
    with pytest.raises(KnownError, match="date of birth"):
        parse_iin(whole("85130130012"))
    with pytest.raises(KnownError, match="fifth digit"):
        parse_bin(whole("85010130012"))


@given(st.text(max_size=14))
def test_no_text_raises_anything_but_a_known_error(text):
    for parse in (parse_bin, parse_iin, parse_bin_or_iin):
        with contextlib.suppress(KnownError):
            assert len(parse(text)) == 12
