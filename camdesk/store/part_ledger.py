"""Where all parts are: recovered or bought = fitted + in stock + discarded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from camdesk.store.chosen import whole
from camdesk.store.part_list import camera_name, paper_name
from camdesk.store.parts import IN_STOCK


@dataclass(frozen=True, slots=True)
class Line:
    """Parts of one lot that are in one state: in stock, fitted into one camera, or discarded."""

    lot: int  # the row of `part`
    part: str
    donor: str | None  # None: bought, or nobody said
    recipient: str | None
    state: str  # of PART_STATES
    quantity: int
    source: str
    storage: str | None
    unit_value: int | None  # tiyn
    acquired_on: str | None  # EDTF
    moved_on: str | None  # EDTF
    document: str | None  # of the move; in stock: of the lot
    serial_number: str | None


@dataclass(frozen=True, slots=True)
class Stock:
    """Parts of one name at one place."""

    part: str
    storage: str | None  # None: nobody said
    quantity: int
    value: int | None  # tiyn, of those whose value is known; None: of none is it
    without_value: int  # how many they are whose value is not known


def stock(connection: sqlite3.Connection) -> list[Stock]:
    """What lies where, by the names of parts."""
    rows = connection.execute(
        "SELECT lot.name, lot.storage, sum(lot.left_over), sum(lot.left_over * lot.unit_value),"
        " sum(CASE WHEN lot.unit_value IS NULL THEN lot.left_over ELSE 0 END)"
        f" FROM (SELECT part.name, part.storage, part.unit_value, {IN_STOCK} AS left_over"
        " FROM part) AS lot WHERE lot.left_over > 0"
        " GROUP BY lot.name, lot.storage ORDER BY lot.name, lot.storage IS NULL, lot.storage"
    )
    return [Stock(*row) for row in rows]


def lines(connection: sqlite3.Connection) -> Iterator[Line]:
    """Every part that the register has at the moment it is looked at, lot by lot."""
    moved = {
        part: [row[1:] for row in rows]
        for part, rows in groupby(_moves(connection), key=itemgetter(0))
    }
    lots = connection.execute(
        f"SELECT part.id, part.name, {camera_name('donor', 'part.donor')}, part.source,"
        " part.storage, part.unit_value, part.acquired_on, part.serial_number, part.quantity,"
        f" {paper_name('paper')}"
        " FROM part LEFT JOIN camera AS donor ON donor.id = part.donor"
        " LEFT JOIN document AS paper ON paper.id = part.document ORDER BY part.id"
    )
    for part, name, donor, source, storage, value, acquired_on, serial, quantity, paper in lots:
        left = quantity
        facts = (source, storage, value, acquired_on)
        for kind, count, recipient, moved_on, document in moved.get(part, ()):
            yield Line(
                part, name, donor, recipient, kind, count, *facts, moved_on, document, serial
            )
            left -= count
        if left:
            yield Line(part, name, donor, None, "in_stock", left, *facts, None, paper, serial)


def _moves(connection: sqlite3.Connection) -> sqlite3.Cursor:
    # Parts of chosen donors may have gone into any camera.
    camera = whole(connection, "camera")
    return connection.execute(
        "SELECT part_move.part, part_move.kind, part_move.quantity,"
        f" {camera_name('camera', 'part_move.camera')},"
        f" part_move.occurred_on, {paper_name('paper')}"
        f" FROM part_move LEFT JOIN {camera} AS camera ON camera.id = part_move.camera"
        " LEFT JOIN document AS paper ON paper.id = part_move.document"
        " ORDER BY part_move.part, part_move.id"
    )
