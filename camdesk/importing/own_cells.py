"""Cells of a table that feed own fields of the register."""

from __future__ import annotations

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.own_fields import OwnField, kept
from camdesk.importing.numbers_read import sum_of_money
from camdesk.importing.values import Order, date_in_order, needs_order


def own_value(field: OwnField, text: str, order: Order | None) -> str:
    """What the register keeps for the text of a cell; KnownError where it means nothing.

    `order` is that of the numbers of a date.
    """
    value: object = text
    match field.kind:
        case "date":
            if order is None and needs_order(text):
                raise KnownError(N_("the order of day and month is open; choose it for the column"))
            value = date_in_order(text, order or "ymd")
        case "money":
            value = sum_of_money(text)
        case "number":
            value = "".join(text.split()).replace(",", ".")
        case "choice":
            folded = text.casefold()
            value = next((one for one in field.choices if one.casefold() == folded), text)
    said = kept(field, value)
    assert said is not None  # an empty cell is not asked about
    return said
