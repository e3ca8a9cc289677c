"""Fields that a department adds of its own to cameras, sites and contracts.

Their values are kept as text, each kind in one way: a number with a decimal point, a date in
EDTF, a sum in whole tiyn, a choice and a text as they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.money import LARGEST
from camdesk.domain.validation import FieldError

TABLES = ("camera", "site", "contract")
PREFIX = "own_"


@dataclass(frozen=True, slots=True)
class OwnField:
    """One own field of `table`; `kind` is text, number, date, money or choice."""

    id: int
    table: str
    name: str
    kind: str
    choices: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """How forms, lists and entries call it among the columns of its table."""
        return f"{PREFIX}{self.id}"

    @property
    def label(self) -> str:
        """Its name, as a text that `tr` gives back unchanged."""
        return self.name.replace("{", "{{").replace("}", "}}")


def field_of(column: str) -> int | None:
    """The id of the field that is called so; None for a column of the table itself."""
    number = column.removeprefix(PREFIX)
    return int(number) if number != column and number.isdecimal() else None


def kept(field: OwnField, value: object) -> str | None:
    """What the register keeps for `value`, as an edit gives it; FieldError where it does not fit.

    A date is a PartialDate, a sum whole tiyn, a number its digits; None stays unknown.
    """
    if value is None or value == "":
        return None
    match field.kind, value:
        case "date", PartialDate():
            return value.edtf
        case "money", int() if abs(value) <= LARGEST:
            return str(value)
        case "number", str() | int() | float():
            if (number := _number(str(value))) is not None:
                return number
        case "choice", str() if value.strip() in field.choices:
            return value.strip()
        case "text", str():
            return value.strip() or None
    raise FieldError(
        field.column,
        N_("“{value}” does not fit the field “{name}”."),
        value=value,
        name=field.name,
    )


def typed(field: OwnField, text: str | None) -> str | int | PartialDate | None:
    """What an edit shows for the text that is kept; None for what its kind cannot be.

    A field whose kind was changed keeps its old values, which cards show as they stand.
    """
    if text is None:
        return None
    match field.kind:
        case "date":
            try:
                return PartialDate.parse(text)
            except KnownError:
                return None
        case "money":
            return int(text) if text.removeprefix("-").isdecimal() else None
        case "number":
            return _number(text)
        case "choice":
            return text if text in field.choices else None
    return text


def _number(text: str) -> str | None:
    """The number in its one form: `2.50` is `2.5`."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        return None
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"
