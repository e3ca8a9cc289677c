"""The order of day, month and year in a column of dates: one for all its cells, and no guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from camdesk.domain.errors import KnownError
from camdesk.importing.dates_read import (
    Order,
    date_in_order,
    is_serial,
    needs_order,
    numeric_date,
)

_WRITTEN: tuple[Order, ...] = ("dmy", "mdy", "ymd")


def possible_orders(texts: Sequence[str]) -> tuple[Order, ...]:
    """The orders in which every date of a column makes sense: one column has one order.

    What is a date in no order says nothing about it. Where all orders read the dates alike
    (2024-12-05, 12.2024) the answer is ymd, in which a later 03/04/2018 is refused, not guessed.
    Numbers of days are meant where they are the most part of the dates.
    """
    serials = sum(1 for text in texts if is_serial(text))
    dates = [text for text in texts if any(_fits(text, order) for order in _WRITTEN)]
    if serials > len(dates) and not any(needs_order(text) for text in dates):
        return ("serial",)
    open_ones = [text for text in dates if needs_order(text)]
    if not open_ones:
        return ("ymd",)
    possible = [order for order in _WRITTEN if all(_fits(text, order) for text in open_ones)]
    if "ymd" in possible and all(
        date_in_order(text, order) == date_in_order(text, "ymd")
        for order in possible
        for text in open_ones
    ):
        return ("ymd",)
    return tuple(possible)


def decided_order(texts: Iterable[str]) -> Order | None:
    """The one order that the dates of a column allow; None where it stays open.

    Between points the day stands first: 05.03.2024 is the 5th of March in every office.
    """
    there = sorted(set(texts))
    orders = possible_orders(there)
    if len(orders) > 1 and "dmy" in orders:
        open_ones = [text for text in there if numeric_date(text) and needs_order(text)]
        if all(
            "." in text and "/" not in text and "-" not in text.split()[0] for text in open_ones
        ):
            return "dmy"
    return orders[0] if len(orders) == 1 else None


def _fits(text: str, order: Order) -> bool:
    try:
        date_in_order(text, order)
    except KnownError:
        return False
    return True
