"""What cards say of spare parts: moves, donors, recipients."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from camdesk.store.cards import Reference
from camdesk.store.part_list import camera_name, moved, paper_name
from camdesk.store.parts import IN_STOCK


@dataclass(frozen=True, slots=True)
class Move:
    """How some of a part left the stock."""

    id: int
    entry: int
    kind: str
    quantity: int
    occurred_on: str | None  # EDTF; None: unknown
    recorded_at: str
    author: str
    invented: bool
    camera: Reference | None  # the recipient
    repair: str | None  # the kind of event it was fitted under
    paper: Reference | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Lot:
    """What becomes of one row of parts, beside its facts."""

    entry: int  # that brought it into stock
    recorded_at: str
    author: str
    invented: bool
    in_stock: int
    moves: tuple[Move, ...]  # the latest first


@dataclass(frozen=True, slots=True)
class Recovered:
    """Parts that came from a camera, and the cameras that they went into."""

    part: int
    name: str
    quantity: int
    in_stock: int
    discarded: int
    acquired_on: str | None  # EDTF
    recipients: tuple[tuple[Reference, int], ...]  # with how many went there


@dataclass(frozen=True, slots=True)
class Fitted:
    """Parts that went into a camera."""

    part: int
    name: str
    quantity: int
    occurred_on: str | None  # EDTF
    donor: Reference | None  # None: bought, or the donor is unknown
    source: str


@dataclass(frozen=True, slots=True)
class PartsOfCamera:
    """What a camera gave, and what it was mended with."""

    recovered: tuple[Recovered, ...] = ()
    fitted: tuple[Fitted, ...] = ()


NO_PARTS = PartsOfCamera()


def of_camera(connection: sqlite3.Connection, camera: int) -> PartsOfCamera:
    """The parts that have to do with `camera`."""
    return PartsOfCamera(
        tuple(recovered_from(connection, camera)), tuple(fitted_into(connection, camera))
    )


def lot(connection: sqlite3.Connection, part: int) -> Lot | None:
    """What became of the part `part`; None where it is not in the register."""
    row = connection.execute(
        "SELECT entry.id, entry.recorded_at, entry.author, entry.invented,"
        f" {IN_STOCK} FROM part {_made('part')} WHERE part.id = ?",
        (part,),
    ).fetchone()
    if row is None:
        return None
    moves = connection.execute(
        "SELECT part_move.id, entry.id, part_move.kind, part_move.quantity,"
        " part_move.occurred_on, entry.recorded_at, entry.author, entry.invented,"
        f" part_move.camera, {camera_name('camera', 'part_move.camera')}, event.kind,"
        f" part_move.document, {paper_name('document')}, part_move.note"
        f" FROM part_move {_made('part_move')}"
        " LEFT JOIN camera ON camera.id = part_move.camera"
        " LEFT JOIN event ON event.id = part_move.event AND event.position IS NOT NULL"
        " LEFT JOIN document ON document.id = part_move.document"
        " WHERE part_move.part = ? ORDER BY part_move.id DESC",
        (part,),
    )
    entry, recorded_at, author, invented, in_stock = row
    return Lot(entry, recorded_at, author, bool(invented), in_stock, tuple(map(_move, moves)))


def recovered_from(connection: sqlite3.Connection, camera: int) -> list[Recovered]:
    """The parts that `camera` gave, each with the cameras that it went into."""
    recipients: dict[int, list[tuple[Reference, int]]] = defaultdict(list)
    for part, recipient, name, quantity in connection.execute(
        f"SELECT part_move.part, part_move.camera, {camera_name('camera', 'part_move.camera')},"
        " sum(part_move.quantity) FROM part JOIN part_move ON part_move.part = part.id"
        " LEFT JOIN camera ON camera.id = part_move.camera"
        " WHERE part.donor = ? AND part_move.camera IS NOT NULL"
        " GROUP BY part_move.part, part_move.camera ORDER BY min(part_move.id)",
        (camera,),
    ):
        recipients[part].append((Reference(recipient, name), quantity))
    rows = connection.execute(
        f"SELECT part.id, part.name, part.quantity, {IN_STOCK}, {moved('discarded')},"
        " part.acquired_on FROM part WHERE part.donor = ? ORDER BY part.id",
        (camera,),
    )
    return [
        Recovered(part, name, quantity, in_stock, gone, day, tuple(recipients[part]))
        for part, name, quantity, in_stock, gone, day in rows
    ]


def fitted_into(connection: sqlite3.Connection, camera: int) -> list[Fitted]:
    """The parts that went into `camera`, the latest first, each with the camera it came from."""
    rows = connection.execute(
        "SELECT part.id, part.name, part_move.quantity, part_move.occurred_on, part.donor,"
        f" {camera_name('donor', 'part.donor')}, part.source FROM part_move"
        " JOIN part ON part.id = part_move.part LEFT JOIN camera AS donor ON donor.id = part.donor"
        " WHERE part_move.camera = ? AND part_move.kind = 'fitted' ORDER BY part_move.id DESC",
        (camera,),
    )
    return [
        Fitted(part, name, quantity, day, _reference(donor, number), source)
        for part, name, quantity, day, donor, number, source in rows
    ]


def _move(row: tuple[Any, ...]) -> Move:
    move, entry, kind, quantity, occurred_on, recorded_at, author, invented, *rest = row
    camera, number, repair, document, paper, note = rest
    return Move(
        move,
        entry,
        kind,
        quantity,
        occurred_on,
        recorded_at,
        author,
        bool(invented),
        _reference(camera, number),
        repair,
        _reference(document, paper),
        note,
    )


def _made(table: str) -> str:
    """SQL that joins the entry that made a row of `table`."""
    return (
        f"JOIN change ON change.table_name = '{table}' AND change.row_id = {table}.id"
        " AND change.column_name IS NULL JOIN entry ON entry.id = change.entry"
    )


def _reference(row: int | None, text: str | None) -> Reference | None:
    return None if row is None else Reference(row, text or f"№ {row}")
