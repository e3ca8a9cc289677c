"""Ordering from a line of a contract, and taking delivery whole or in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import State
from camdesk.domain.validation import FieldError
from camdesk.store.connection import Connection
from camdesk.store.ledger import NewEvent
from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

_WAITING = (State.PLANNED.value, State.ORDERED.value)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came: with its serial numbers where they were read, else only how many."""

    serial_numbers: tuple[str, ...] = ()
    count: int = 0  # where there are no serial numbers
    occurred_on: PartialDate | None = None
    document: int | None = None  # the acceptance act
    note: str | None = None
    more_than_ordered: bool = False  # the clerk has said yes to it

    @property
    def devices(self) -> int:
        """How many came."""
        return len(self.serial_numbers) or self.count


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a serial number of a delivery cannot be taken; `place` counts from 1."""

    place: int
    serial_number: str
    message: str
    other: str = ""


class TooMany(KnownError):
    """More came than was ordered and is still to come."""

    def __init__(self, came: int, waiting: int) -> None:
        super().__init__(
            N_("{came} came, but only {waiting} of this line are still awaited."),
            N_("Say that more came than was ordered, or correct the list."),
            came=came,
            waiting=waiting,
        )
        self.over = came - waiting


def order(
    entry: EntryWriter,
    line: int,
    count: int,
    occurred_on: PartialDate | None = None,
    note: str | None = None,
) -> list[int]:
    """Make `count` cameras of a contract's line and record that they were ordered."""
    if count < 1:
        raise FieldError("count", N_("“{name}” is missing."), name=N_("Quantity"))
    facts, supplier, price, document = _line(entry.connection, line)
    values = {"organisation": supplier, "cost": price}
    made = []
    for _ in range(count):
        camera = entry.add("camera", facts)
        entry.record(camera, NewEvent("ordered", occurred_on, values, document, note))
        made.append(camera)
    return made


def receive(entry: EntryWriter, line: int, delivery: Delivery) -> list[int]:
    """Take delivery for a line: its cameras that are awaited, then, where that was said, more.

    Raises FieldError for a serial number that cannot be taken, TooMany where more came.
    """
    if delivery.devices < 1:
        raise FieldError("serial_numbers", N_("Nothing came yet."), N_("Say how many came."))
    troubles = refused_numbers(entry.connection, delivery.serial_numbers)
    if troubles:
        first = troubles[0]
        raise FieldError(
            "serial_numbers", first.message, place=first.place, number=first.serial_number,
            other=first.other,
        )  # fmt: skip
    facts, supplier, price, _ = _line(entry.connection, line)
    waiting = awaited(entry.connection, line)
    over = delivery.devices - len(waiting)
    if over > 0 and not delivery.more_than_ordered:
        raise TooMany(delivery.devices, len(waiting))
    values = {"organisation": supplier, "cost": price}
    event = NewEvent("received", delivery.occurred_on, values, delivery.document, delivery.note)
    cameras = []
    for place in range(delivery.devices):
        number = delivery.serial_numbers[place] if delivery.serial_numbers else None
        if place < len(waiting):
            camera = waiting[place]
            if number is not None:
                entry.correct("camera", camera, {"serial_number": number})
        else:
            camera = entry.add("camera", {**facts, "serial_number": number})
        entry.record(camera, event)
        cameras.append(camera)
    return cameras


def awaited(connection: Connection, line: int) -> list[int]:
    """The cameras of a line that were ordered and have not come, the oldest first."""
    rows = connection.execute(
        f"SELECT id FROM camera WHERE contract_line = ? AND state IN ({marks(_WAITING)})"
        " ORDER BY id",
        [line, *_WAITING],
    )
    return [row[0] for row in rows]


def read_serial_numbers(text: str) -> tuple[str, ...]:
    """The serial numbers of a list that was pasted or scanned: one on each line."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def refused_numbers(connection: Connection, numbers: Sequence[str]) -> list[Trouble]:
    """Which serial numbers stand twice in the list, or belong to a camera of the register."""
    first: dict[str, int] = {}
    troubles: list[Trouble] = []
    for place, number in enumerate(numbers, 1):
        if number in first:
            twice = N_("Line {place}: the serial number {number} stands in line {other} already.")
            troubles.append(Trouble(place, number, twice, str(first[number])))
        first.setdefault(number, place)
    taken: dict[str, str] = {}
    for chunk in chunks(first):
        rows = connection.execute(
            "SELECT serial_number, coalesce(inventory_number, '№ ' || id) FROM camera"
            f" WHERE serial_number IN ({marks(chunk)})",
            chunk,
        )
        taken.update(rows)
    known = N_("Line {place}: the serial number {number} belongs to camera {other}.")
    troubles += [Trouble(first[number], number, known, other) for number, other in taken.items()]
    return sorted(troubles, key=lambda trouble: trouble.place)


def _line(
    connection: Connection, line: int
) -> tuple[dict[str, Value], int | None, int | None, int | None]:
    """What a camera of the line is like; its supplier, price in tiyn and the contract's paper."""
    row = connection.execute(
        "SELECT contract_line.model, contract.programme, contract_line.unit,"
        " contract.supplier, contract_line.unit_price, contract.document"
        " FROM contract_line JOIN contract ON contract.id = contract_line.contract"
        " WHERE contract_line.id = ?",
        (line,),
    ).fetchone()
    if row is None:
        raise KnownError(
            N_("This line of the contract is no longer in the register."), N_("Refresh the list.")
        )
    model, programme, unit, supplier, price, document = row
    facts: dict[str, Value] = {
        "model": model, "programme": programme, "unit": unit, "contract_line": line,
    }  # fmt: skip
    return facts, supplier, price, document
