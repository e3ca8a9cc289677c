"""One cell of text into one value, or the reason why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from camdesk.domain.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate
from camdesk.domain.errors import N_, KnownError

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")

_TIME_OF_DAY = (
    r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]M)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?"
)
# Only a time of day may follow: with "- 10.12.2024" or "?" behind it, it is no exact day.
_NUMERIC_DATE = re.compile(
    rf"(\d{{1,4}})([./-])(\d{{1,2}})\2(\d{{1,4}})(?:{_TIME_OF_DAY})?", re.IGNORECASE | re.ASCII
)
_POWER = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
# Two digits of a year: cameras of this register do not date from the last century.
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a cell cannot be taken: its column, its text, and a translatable sentence."""

    column: str
    text: str
    message: str
    params: dict[str, object] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()  # texts that may have been meant, the closest first


def numeric_date(text: str) -> tuple[str, str, str] | None:
    """The three numbers of a date like 3/5/24 or 2024-03-05, in the order written."""
    match = _NUMERIC_DATE.fullmatch(text.strip())
    return (match[1], match[3], match[4]) if match else None


def date_in_order(text: str, order: Order) -> PartialDate:
    """The date in `text`, its numbers in `order`; a time of day behind it is left out.

    What is not three numbers is read as the register's own dates are (`2014`, `12.2024`,
    EDTF). Raises KnownError.
    """
    numbers = numeric_date(text)
    if numbers is None:
        return PartialDate.parse(text)
    first, second, third = numbers
    if len(first) > 2:
        order = "ymd"
    day, month, year = {
        "dmy": (first, second, third),
        "mdy": (second, first, third),
        "ymd": (third, second, first),
    }[order]
    try:
        when = date(int(year) + (_CENTURY if len(year) <= 2 else 0), int(month), int(day))
    except ValueError:
        when = None
    if when is None or not EARLIEST_YEAR <= when.year <= LATEST_YEAR:
        raise KnownError(
            N_("“{text}” is no date in the order {order}."),
            N_("Choose the order of day, month and year for the column."),
            text=text,
            order=order,
        )
    return PartialDate.day(when)


def possible_orders(texts: list[str]) -> tuple[Order, ...]:
    """The orders in which every date of a column makes sense: one column has one order.

    What is a date in no order says nothing about it. Where all orders read the dates alike
    (2024-12-05, 12.2024) the answer is ymd, in which a later 03/04/2018 is refused, not guessed.
    """
    dates = [text for text in texts if any(_fits(text, order) for order in ORDERS)]
    possible = [order for order in ORDERS if all(_fits(text, order) for text in dates)]
    if "ymd" in possible and all(
        date_in_order(text, order) == date_in_order(text, "ymd")
        for order in possible
        for text in dates
    ):
        return ("ymd",)
    return tuple(possible)


def coordinate(text: str, largest: int) -> float:
    """Degrees from -`largest` to `largest`; a decimal comma is read too. Raises KnownError."""
    bare = text.strip()
    if not _DECIMAL.fullmatch(bare):
        raise KnownError(
            N_("“{text}” is not a coordinate."), N_("Write degrees like 51.2304."), text=text
        )
    value = float(bare.replace(",", "."))
    if abs(value) > largest:
        raise KnownError(
            N_("“{text}” is beyond {largest} degrees."),
            N_("Latitude and longitude may have been exchanged."),
            text=text,
            largest=largest,
        )
    return value


def number_as_text(text: str) -> str:
    """An inventory or serial number; KnownError for one that a spreadsheet has broken."""
    if _POWER.fullmatch(text.strip()):
        raise KnownError(
            N_("“{text}” is what a spreadsheet made of a long number: its digits are lost."),
            N_("Take the number from the paper, or save the table with that column as text."),
            text=text,
        )
    return text.strip()


def _fits(text: str, order: Order) -> bool:
    try:
        date_in_order(text, order)
    except KnownError:
        return False
    return True
