"""Ordering from a line of a contract, and taking delivery whole or in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.validation import FieldError
from camdesk.store import contracts
from camdesk.store.connection import Connection
from camdesk.store.deliveries import AWAITED, TO_COME
from camdesk.store.ledger import NewEvent
from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter, no_longer_there


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came: with its serial numbers where they were read, else only how many."""

    serial_numbers: tuple[str, ...] = ()
    count: int = 0  # where there are no serial numbers
    occurred_on: PartialDate | None = None
    document: int | None = None  # the acceptance act
    note: str | None = None
    more_than_ordered: bool = False  # the clerk has said yes to it
    cost: int | None = None  # of one, in tiyn; None: as the line says

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
    """Record that `count` cameras of a contract's line were ordered: planned ones, then new ones.

    Raises FieldError for more than the line says.
    """
    if count < 1:
        raise FieldError("count", N_("“{name}” is missing."), name=N_("Quantity"))
    entry.flush()
    found = contracts.line(entry.connection, line)
    if found is None:
        raise no_longer_there()
    if count > found.to_order:
        raise FieldError(
            "count",
            N_("The line has {quantity}; {left} can still be ordered."),
            N_("Where the contract was changed, correct the quantity of its line first."),
            quantity=found.quantity,
            left=found.to_order,
        )
    facts, supplier, price, document = _line(entry.connection, line)
    values = {"organisation": supplier, "cost": price}
    event = NewEvent("ordered", occurred_on, values, document, note)
    planned = [
        camera for camera, was_ordered in _to_come(entry.connection, line) if not was_ordered
    ]
    cameras = planned[:count]
    cameras += [entry.add("camera", facts) for _ in range(count - len(cameras))]
    for camera in cameras:
        entry.record(camera, event)
    return cameras


def receive(entry: EntryWriter, line: int, delivery: Delivery) -> list[int]:
    """Take delivery for a line: its cameras that are awaited, then, where that was said, more.

    Raises FieldError for a serial number that cannot be taken, TooMany where more came.
    """
    if delivery.devices < 1:
        raise FieldError("serial_numbers", N_("Nothing came yet."), N_("Say how many came."))
    entry.flush()
    troubles = refused_numbers(entry.connection, delivery.serial_numbers, line)
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
    if delivery.cost is not None:
        price = delivery.cost
    values = {"organisation": supplier, "cost": price}
    event = NewEvent("received", delivery.occurred_on, values, delivery.document, delivery.note)
    cameras = []
    for camera, number in _shared_out(waiting, delivery):
        if camera is None:
            camera = entry.add("camera", {**facts, "serial_number": number})
        elif number is not None:
            entry.correct("camera", camera, {"serial_number": number})
        cameras.append(camera)
    for camera in cameras:
        entry.record(camera, event)
    return cameras


def _shared_out(
    waiting: dict[int, str | None], delivery: Delivery
) -> list[tuple[int | None, str | None]]:
    """Which awaited camera came with which serial number; None: a camera beyond them.

    A camera that has its number already takes no other, unless there is no other camera.
    """
    numbered = {number: camera for camera, number in waiting.items() if number is not None}
    own = [(numbered[n], n) for n in delivery.serial_numbers if n in numbered]
    numbers: list[str | None] = [n for n in delivery.serial_numbers if n not in numbered]
    numbers += [None] * (delivery.devices - len(own) - len(numbers))
    taken = {camera for camera, _ in own}
    free: list[int | None] = [
        *(c for c, number in waiting.items() if number is None),
        *(c for c, number in waiting.items() if number is not None and c not in taken),
    ]
    free += [None] * (len(numbers) - len(free))
    return [*own, *zip(free, numbers, strict=False)]


def awaited(connection: Connection, line: int) -> dict[int, str | None]:
    """The cameras of a line that have not come, with their serial numbers: those that were ordered
    come first, the oldest before the others."""
    rows = connection.execute(
        f"SELECT id, serial_number FROM camera WHERE contract_line = ? AND {TO_COME}"
        f" ORDER BY {AWAITED} DESC, id",
        (line,),
    )
    return dict(rows.fetchall())


def _to_come(connection: Connection, line: int) -> list[tuple[int, bool]]:
    """The cameras of a line that have not come, and whether they were ordered."""
    rows = connection.execute(
        f"SELECT id, {AWAITED} FROM camera WHERE contract_line = ? AND {TO_COME} ORDER BY id",
        (line,),
    )
    return [(camera, bool(was_ordered)) for camera, was_ordered in rows]


def read_serial_numbers(text: str) -> tuple[str, ...]:
    """The serial numbers of a list that was pasted or scanned: one on each line."""
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def refused_numbers(connection: Connection, numbers: Sequence[str], line: int) -> list[Trouble]:
    """Which serial numbers stand twice in the list, or belong to a camera of the register.

    A camera that is awaited from that line may have its number already.
    """
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
            f" WHERE serial_number IN ({marks(chunk)}) AND NOT (contract_line IS ? AND {TO_COME})",
            [*chunk, line],
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
        raise no_longer_there()
    model, programme, unit, supplier, price, document = row
    facts: dict[str, Value] = {
        "model": model, "programme": programme, "unit": unit, "contract_line": line,
    }  # fmt: skip
    return facts, supplier, price, document
