"""Spare parts come into stock and leave it: as a part of the entry that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.domain.validation import check_date
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter


def recover(
    entry: EntryWriter,
    camera: int,
    lines: Iterable[PartLine],
    *,
    occurred_on: PartialDate | None = None,
    document: int | None = None,
) -> list[int]:
    """Put the parts that `camera` gave into stock; returns the ids of the lots."""
    check_date(occurred_on, entry.today)
    origin: dict[str, Value] = {"source": "recovered", "donor": camera, "document": document}
    return [_add(entry, line, occurred_on, origin) for line in lines]


def buy(
    entry: EntryWriter,
    line: PartLine,
    *,
    occurred_on: PartialDate | None = None,
    supplier: int | None = None,
    document: int | None = None,
    note: str | None = None,
) -> int:
    """Put parts that were bought into stock; returns the id of the lot."""
    check_date(occurred_on, entry.today)
    origin: dict[str, Value] = {"source": "bought", "supplier": supplier, "document": document}
    return _add(entry, line, occurred_on, {**origin, "note": note})


def fit(
    entry: EntryWriter,
    camera: int,
    fitted: Iterable[FittedPart],
    *,
    event: int | None = None,
    occurred_on: PartialDate | None = None,
    document: int | None = None,
    note: str | None = None,
) -> list[int]:
    """Take parts out of stock into `camera`; returns the ids of the moves.

    `event` is the repair they were fitted under, where there was one. Raises KnownError for a
    part that came from that camera itself. Whether there are enough of each is found out when
    the entry is finished.
    """
    check_date(occurred_on, entry.today)
    quantities: Counter[int] = Counter()
    for one in fitted:
        quantities[one.part] += one.quantity
    _refuse_own(entry, camera, quantities)
    facts: dict[str, Value] = {"camera": camera, "event": event, "document": document}
    return [
        _move(entry, "fitted", part, quantity, occurred_on, {**facts, "note": note})
        for part, quantity in quantities.items()
    ]


def discard(
    entry: EntryWriter,
    part: int,
    quantity: int,
    *,
    occurred_on: PartialDate | None = None,
    document: int | None = None,
    note: str | None = None,
) -> int:
    """Take parts out of stock for good; returns the id of the move."""
    check_date(occurred_on, entry.today)
    return _move(
        entry, "discarded", part, quantity, occurred_on, {"document": document, "note": note}
    )


def _add(
    entry: EntryWriter, line: PartLine, day: PartialDate | None, origin: dict[str, Value]
) -> int:
    return entry.add(
        "part",
        {
            "name": line.name,
            "quantity": line.quantity,
            "unit_value": line.unit_value,
            "storage": line.storage,
            "serial_number": line.serial_number,
            "acquired_on": day.edtf if day else None,
            **origin,
        },
    )


def _move(
    entry: EntryWriter,
    kind: str,
    part: int,
    quantity: int,
    day: PartialDate | None,
    facts: dict[str, Value],
) -> int:
    said: dict[str, Value] = {"part": part, "kind": kind, "quantity": quantity}
    return entry.add("part_move", {**said, "occurred_on": day.edtf if day else None, **facts})


def _refuse_own(entry: EntryWriter, camera: int, parts: Iterable[int]) -> None:
    entry.flush()
    for part in parts:
        row = entry.connection.execute(
            "SELECT name FROM part WHERE id = ? AND donor = ?", (part, camera)
        ).fetchone()
        if row is not None:
            raise KnownError(
                N_("The part “{name}” came from this very camera."),
                N_("Choose another part, or another camera."),
                name=row[0],
            )
