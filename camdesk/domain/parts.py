"""Spare parts as a form or another program states them, before they are rows of the register."""

from __future__ import annotations

from dataclasses import dataclass

from camdesk.domain.errors import N_, KnownError

# What has become of parts: recovered or bought = the sum of these, always.
PART_STATES = (
    ("fitted", N_("Fitted")),
    ("in_stock", N_("In stock")),
    ("discarded", N_("Discarded")),
)


@dataclass(frozen=True, slots=True)
class PartLine:
    """Parts that come into stock together: recovered from one camera, or bought."""

    name: str
    quantity: int = 1
    unit_value: int | None = None  # tiyn; None: unknown
    storage: str | None = None
    serial_number: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise KnownError(N_("A part needs a name."), N_("Say what it is: lens, power supply."))
        _refuse_none(self.quantity)
        if self.unit_value is not None and self.unit_value < 0:
            raise KnownError(N_("A part cannot be worth less than nothing."))
        if self.serial_number is not None and self.quantity > 1:
            raise KnownError(
                N_("The serial no. {number} cannot stand for {quantity} parts."),
                N_("Write a line for each part that has a number."),
                number=self.serial_number,
                quantity=self.quantity,
            )


@dataclass(frozen=True, slots=True)
class FittedPart:
    """How many of a part in stock go into a camera."""

    part: int
    quantity: int = 1

    def __post_init__(self) -> None:
        _refuse_none(self.quantity)


def _refuse_none(quantity: int) -> None:
    if quantity < 1:
        raise KnownError(
            N_("{text} is too small."), N_("The least is {least}."), text=quantity, least=1
        )
