"""Where all parts are on a day: recovered or bought = fitted + in stock + discarded.

Parts and their moves are facts and no events, so a day is asked of their own dates: each counts
from the day by which it has certainly happened, and one of unknown date from the day on which
it was recorded. Parts that were used were there: a lot counts at the latest from the day of its
first move.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from camdesk.domain.dates import PartialDate
from camdesk.store.part_list import camera_name, paper_name

_RECORDED = (
    "(SELECT entry.recorded_on FROM change JOIN entry ON entry.id = change.entry"
    " WHERE change.table_name = '{0}' AND change.row_id = {0}.id AND change.column_name IS NULL)"
)


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


def lines(connection: sqlite3.Connection, as_of: date | None = None) -> Iterator[Line]:
    """Every part of the register, as of a day (None: all that is known), lot by lot."""
    moved = {
        part: [row[1:] for row in rows]
        for part, rows in groupby(_moves(connection, as_of), key=itemgetter(0))
    }
    lots = connection.execute(
        f"SELECT part.id, part.name, {camera_name('donor', 'part.donor')}, part.source,"
        " part.storage, part.unit_value, part.acquired_on, part.serial_number, part.quantity,"
        f" {paper_name('paper')}, {_RECORDED.format('part')}"
        " FROM part LEFT JOIN camera AS donor ON donor.id = part.donor"
        " LEFT JOIN document AS paper ON paper.id = part.document ORDER BY part.id"
    )
    for part, name, donor, source, storage, value, acquired_on, serial, *rest in lots:
        quantity, paper, recorded_on = rest
        moves = moved.get(part, ())
        if not (moves or _was_there(acquired_on, recorded_on, as_of)):
            continue
        facts = (source, storage, value, acquired_on)
        for kind, count, recipient, occurred_on, document in moves:
            yield Line(
                part, name, donor, recipient, kind, count, *facts, occurred_on, document, serial
            )
            quantity -= count
        if quantity:
            yield Line(part, name, donor, None, "in_stock", quantity, *facts, None, paper, serial)


def _moves(
    connection: sqlite3.Connection, as_of: date | None
) -> Iterator[tuple[int, str, int, str | None, str | None, str | None]]:
    rows = connection.execute(
        "SELECT part_move.part, part_move.kind, part_move.quantity,"
        f" {camera_name('camera', 'part_move.camera')},"
        f" part_move.occurred_on, {paper_name('paper')}, {_RECORDED.format('part_move')}"
        " FROM part_move LEFT JOIN camera ON camera.id = part_move.camera"
        " LEFT JOIN document AS paper ON paper.id = part_move.document"
        " ORDER BY part_move.part, part_move.id"
    )
    for *row, recorded_on in rows:
        if _was_there(row[4], recorded_on, as_of):
            yield tuple(row)


def _was_there(said: str | None, recorded_on: str, as_of: date | None) -> bool:
    """Whether what is dated `said` has certainly happened by `as_of`."""
    if as_of is None:
        return True
    recorded = date.fromisoformat(recorded_on)
    if said is None:
        return recorded <= as_of
    day = PartialDate.parse(said)
    # What was recorded had happened, unless the computer's clock stood wrong.
    last = day.last if recorded < day.first else min(day.last, recorded)
    return last <= as_of
