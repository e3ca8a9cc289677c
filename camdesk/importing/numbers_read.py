"""Numbers of things and sums of money, and what spreadsheets make of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.money import LARGEST, parse_money

_POWER = re.compile(r"[+-]?\d(?:[.,]\d+)?[EЕ]\+?\d+", re.IGNORECASE)
_FEW_DIGITS = re.compile(r"\d[EeЕе]\d+")  # 2E5 is a number that somebody gave
_POINT_ZERO = re.compile(r"(\d+)[.,]0+", re.ASCII)
_LONG = re.compile(r"\d{15}(\d*?)0{3,}", re.ASCII)
_MONTH = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек" + (
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[а-яa-z]{0,2}\.?"
)
_MADE_A_DATE = re.compile(
    rf"\d{{1,2}}[.\- ]{_MONTH}|{_MONTH}[.\- ]\d{{2}}|\d{{4}}-\d\d-\d\d 00:00:00", re.IGNORECASE
)
_WIDTH_SEEN = 5  # numbers of one width, zeros before some, that say how wide all are
_MOST = 0.6  # of the column

_TIMES = (
    (re.compile(r"(?:млрд|миллиард\w*|billion|bn)\.?", re.IGNORECASE), 10**9),
    (re.compile(r"(?:млн|миллион\w*|million|mln)\.?", re.IGNORECASE), 10**6),
    (re.compile(r"(?:тыс|тысяч\w*|мың|thousand|thsd)\.?", re.IGNORECASE), 10**3),
)
_CURRENCY = re.compile(r"(?:тг|тнг|тенге|теңге|tenge|kzt|₸)\.?", re.IGNORECASE)
_OTHER_CURRENCY = re.compile(
    r"[$€£₽¥₴]|\b(?:usd|eur|rub|rur|руб\w*|р\.|долл\w*|евро|cny|юан\w*)", re.IGNORECASE
)
_COUNTED = re.compile(r"(\d+)(?:[.,](\d+))?", re.ASCII)
_ZEROS_BEHIND = re.compile(r"(\d+[.,]\d\d)00+", re.ASCII)


def number_as_text(text: str) -> str:
    """An inventory or serial number; KnownError for one that a spreadsheet has broken."""
    bare = text.strip()
    if _POWER.fullmatch(bare) and not _FEW_DIGITS.fullmatch(bare):
        raise KnownError(
            N_("“{text}” is what a spreadsheet made of a long number: its digits are lost."),
            N_("Take the number from the paper, or save the table with that column as text."),
            text=text,
        )
    if match := _POINT_ZERO.fullmatch(bare):
        raise KnownError(
            N_("“{text}” is a number to which a program added “.0”; zeros before it may be lost."),
            N_("Compare it with the paper."),
            text=text,
            suggestions=(match[1],),
        )
    if _LONG.fullmatch(bare):
        raise KnownError(
            N_("“{text}” has lost its last digits: a spreadsheet keeps 15 of a number."),
            N_("Take the number from the paper, or save the table with that column as text."),
            text=text,
        )
    if _MADE_A_DATE.fullmatch(bare):
        raise KnownError(
            N_("“{text}” is the date that a spreadsheet made of a number."),
            N_("Take the number from the paper, or save the table with that column as text."),
            text=text,
        )
    return bare


def common_width(texts: Iterable[str]) -> int | None:
    """How many digits the numbers of a column have, where most have as many, zeros before some.

    A shorter one has then probably lost its zeros (`lost_zeros`).
    """
    widths: dict[int, int] = {}
    padded: dict[int, int] = {}
    count = 0
    for text in texts:
        if text.isascii() and text.isdecimal():
            count += 1
            widths[len(text)] = widths.get(len(text), 0) + 1
            if text[0] == "0" and len(text) > 1:
                padded[len(text)] = padded.get(len(text), 0) + 1
    if not padded:
        return None
    width = max(padded, key=lambda one: padded[one])
    enough = widths[width] >= max(_WIDTH_SEEN, _MOST * count)
    return width if enough else None


def lost_zeros(text: str, width: int) -> KnownError | None:
    """Why a number of a column whose numbers have `width` digits is doubtful."""
    if not (text.isascii() and text.isdecimal()) or len(text) >= width:
        return None
    return KnownError(
        N_("“{text}” is shorter than the {width} digits of this column: zeros may be lost."),
        N_("Compare it with the paper."),
        text=text,
        width=width,
        suggestions=(text.zfill(width),),
    )


def sum_of_money(text: str) -> int:
    """A sum in tiyn: `1 234 567,50 тг`, `₸ 1 500`, `12,5 млн тенге`. Raises KnownError."""
    bare = " ".join(text.split())
    if _POWER.fullmatch(bare):
        raise KnownError(
            N_("“{text}” is what a spreadsheet made of a large sum: its digits are lost."),
            N_("Take the sum from the paper, or widen the column and save the table again."),
            text=text,
        )
    if _OTHER_CURRENCY.search(bare):
        raise KnownError(
            N_("“{text}” is not in tenge."), N_("Enter what was paid in tenge."), text=text
        )
    bare = _CURRENCY.sub(" ", bare).strip()
    for word, times in _TIMES:
        amount, found = word.subn(" ", bare)
        if found == 1:
            return _counted_in(text, amount, times)
    if match := _ZEROS_BEHIND.fullmatch(bare):
        bare = match[1]
    try:
        return parse_money(bare)
    except KnownError as error:
        raise KnownError(error.message, error.advice, **{**error.params, "text": text}) from None


def _counted_in(text: str, amount: str, times: int) -> int:
    match = _COUNTED.fullmatch("".join(amount.split()))
    if match is not None and len(match[1]) < 16:
        tiyn = Decimal(f"{match[1]}.{match[2] or 0}") * times * 100
        if tiyn == int(tiyn) and tiyn <= LARGEST:
            return int(tiyn)
    raise KnownError(
        N_("“{text}” is not a sum of money."),
        N_("Write it in tenge with at most two decimals, like 1 234 567,50."),
        text=text,
    )
