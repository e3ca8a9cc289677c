"""Whether the fields of an event fit its kind, before it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.fields import Field, FieldKind
from camdesk.domain.lifecycle import Kind, State


class FieldError(KnownError):
    """One field cannot be kept as it is; `field` names it for the form."""

    def __init__(self, field: str, message: str, advice: str = "", **params: object) -> None:
        super().__init__(message, advice, **params)
        self.field = field


def check_fields(
    kind: Kind, values: Mapping[str, object], occurred_on: PartialDate | None = None
) -> None:
    """Raise FieldError for the first value that `kind` cannot have, or lacks.

    `values` holds the kind's own fields; None stands for unknown. `occurred_on` is the day of the
    event, where fields are to agree with it.
    """
    for name in values:
        if kind.field(name) is None and values[name] is not None:
            raise FieldError(
                name, N_("“{event}” has no field “{name}”."), event=kind.label, name=name
            )
    for field in kind.fields:
        value = values.get(field.name)
        if value is None:
            if field.required:
                raise FieldError(
                    field.name,
                    N_("“{name}” is missing."),
                    N_("“{event}” cannot be recorded without it."),
                    name=field.label,
                    event=kind.label,
                )
        elif not _fits(field, value):
            raise FieldError(
                field.name,
                N_("“{value}” does not fit the field “{name}”."),
                value=value,
                name=field.label,
            )
    _check_last_good(values.get("last_good"), occurred_on)


def check_date(occurred_on: PartialDate | None, today: date) -> None:
    """Raise FieldError for a date that has not come yet."""
    if occurred_on is not None and occurred_on.first > today:
        raise FieldError(
            "occurred_on",
            N_("{date} has not come yet."),
            N_("Record what has happened; today is {today}."),
            date=occurred_on,
            today=PartialDate.day(today),
        )


def _check_last_good(last_good: object, failed_on: PartialDate | None) -> None:
    """Nobody can have seen a camera in order once it had failed."""
    if (
        isinstance(last_good, PartialDate)
        and failed_on is not None
        and failed_on.certainly_before(last_good)
    ):
        raise FieldError(
            "last_good",
            N_("The camera was last known good ({good}) only after it had failed ({failed})."),
            N_("Correct one of the two dates."),
            good=last_good,
            failed=failed_on,
        )


def _fits(field: Field, value: object) -> bool:
    match field.kind:
        case FieldKind.TEXT | FieldKind.NOTE:
            return isinstance(value, str)
        case FieldKind.DATE:
            return isinstance(value, PartialDate)
        case FieldKind.MONEY:
            return isinstance(value, int) and value >= 0
        case FieldKind.NUMBER:
            return isinstance(value, str) and _is_decimal(value)
        case FieldKind.CHOICE:
            return value in {choice for choice, _ in field.choices}
        case FieldKind.STATE:
            return isinstance(value, State)
        case FieldKind.YES_NO:
            return isinstance(value, bool)
        case FieldKind.SITE | FieldKind.ORGANISATION | FieldKind.CAMERA:
            return isinstance(value, int)
        case FieldKind.PARTS_RECOVERED | FieldKind.PARTS_FITTED:
            return False  # an event holds no parts: they have rows of their own


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite() and Decimal(text) >= 0
    except InvalidOperation:
        return False
