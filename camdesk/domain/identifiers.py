"""BIN and IIN: the twelve-digit numbers of organisations and persons in Kazakhstan.

The check digit is the same for both (Order of the government on the national registers of
identification numbers): weights 1..11 modulo 11 and, where that gives 10, weights 3..11, 1, 2.
"""

from __future__ import annotations

import re
from datetime import date

from camdesk.domain.errors import N_, KnownError

_FIRST_WEIGHTS = tuple(range(1, 12))
_SECOND_WEIGHTS = (*range(3, 12), 1, 2)
# The seventh digit of an IIN: the century of birth (and the sex).
_CENTURY_OF_BIRTH = {1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000}
# The fifth digit of a BIN: resident legal entity, non-resident, sole proprietor (joint).
_BIN_KINDS = (4, 5, 6)


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit that belongs to `first_eleven`; None where no number may begin so."""
    digits = [int(digit) for digit in first_eleven]
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        rest: int = sum(w * digit for w, digit in zip(weights, digits, strict=True)) % 11
        if rest != 10:
            return rest
    return None


def parse_bin(text: str) -> str:
    """The twelve digits of the BIN in `text` (spaces allowed); KnownError where it is not one."""
    digits = _twelve_digits(text)
    if int(digits[4]) not in _BIN_KINDS:
        raise KnownError(
            N_("“{text}” is not a BIN: its fifth digit is {digit}, not 4, 5 or 6."),
            N_("Compare it with the paper; an IIN belongs to a person."),
            text=text,
            digit=digits[4],
        )
    return digits


def parse_iin(text: str) -> str:
    """The twelve digits of the IIN in `text` (spaces allowed); KnownError where it is not one."""
    digits = _twelve_digits(text)
    century = _CENTURY_OF_BIRTH.get(int(digits[6]))
    try:
        if century is None:
            raise ValueError
        date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        raise KnownError(
            N_("“{text}” is not an IIN: it does not begin with a date of birth."),
            N_("Compare it with the paper."),
            text=text,
        ) from None
    return digits


def parse_bin_or_iin(text: str) -> str:
    """The twelve digits of either; organisations carry a BIN, a sole trader may carry an IIN."""
    digits = _twelve_digits(text)
    return parse_bin(digits) if int(digits[4]) in _BIN_KINDS else parse_iin(digits)


def _twelve_digits(text: str) -> str:
    digits = re.sub(r"[\s\u00a0]", "", text)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise KnownError(
            N_("“{text}” is not a BIN or IIN: it must have twelve digits."),
            N_("Compare it with the paper."),
            text=text,
        )
    if check_digit(digits[:11]) != int(digits[11]):
        raise KnownError(
            N_("The check digit of {text} is wrong: one of its digits was mistyped."),
            N_("Compare it with the paper."),
            text=text,
        )
    return digits
