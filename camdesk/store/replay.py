"""The current picture made anew from the ledger, row by row, and held against the stored one.

Everything here streams in the order of ids: a register of a million cameras is compared in a
few megabytes of memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any, TypeVar

from camdesk.domain.errors import N_
from camdesk.store import faults, search
from camdesk.store.damage import Damage
from camdesk.store.ledger import domain_event
from camdesk.store.picture import (
    CAMERA_DERIVED,
    EVENT_DERIVED,
    CameraContradiction,
    NoHistory,
    derive,
    supplemented,
)
from camdesk.store.tables import Table, Value

Tell = Callable[[int], None]
"""Told the id that the comparison has reached; may raise to break it off."""

A = TypeVar("A")
B = TypeVar("B")
Row = tuple[Any, ...]
# Where the derived columns stand in a row of `_events_by_camera`.
_DERIVED = slice(8, 8 + len(EVENT_DERIVED))


def merged(
    left: Iterable[tuple[int, A]], right: Iterable[tuple[int, B]]
) -> Iterator[tuple[int, A | None, B | None]]:
    """Both sides by id, in order; None where a side has no such id. Ids must rise on each side."""
    lefts, rights = iter(left), iter(right)
    one, other = next(lefts, None), next(rights, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None
            yield one[0], one[1], None
            one = next(lefts, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other[1]
            other = next(rights, None)
        else:
            yield one[0], one[1], other[1]
            one, other = next(lefts, None), next(rights, None)


def compare_facts(connection: sqlite3.Connection, table: Table, tell: Tell) -> None:
    """Damage where a fact of `table` is not what the changes in force make it."""
    columns = ", ".join(table.columns)
    shown = connection.execute(f"SELECT id, {columns} FROM {table.name} ORDER BY id")
    for row_id, facts, changes in merged(
        ((row[0], row[1:]) for row in shown), _changes_by_row(connection, table.name)
    ):
        tell(row_id)
        recorded = replayed(changes or ())
        entry = changes[0][3] if changes else None
        if facts is None and recorded is None:
            raise Damage(
                N_("Entry {entry} corrects row {row} of “{table}”, which is not there."),
                entry=entry,
                table=table.name,
                row=row_id,
            )
        if facts is None:
            raise Damage(
                N_("Row {row} of “{table}” is missing: entry {entry} made it."),
                table=table.name,
                row=row_id,
                entry=entry,
            )
        if recorded is None:
            raise Damage(
                N_("Row {row} of “{table}” was made by no entry."), table=table.name, row=row_id
            )
        expected = [recorded.get(column) for column in table.columns]
        _compare(table.name, row_id, table.columns, facts, expected)


def compare_timelines(connection: sqlite3.Connection, tell: Tell) -> None:
    """Damage where a camera or an event does not stand as its events in force make it stand."""
    cameras = connection.execute(f"SELECT id, {', '.join(CAMERA_DERIVED)} FROM camera ORDER BY id")
    for camera, shown, rows in merged(
        ((row[0], row[1:]) for row in cameras), _events_by_camera(connection)
    ):
        tell(camera)
        in_force = [row for row in rows or () if not row[7]]
        for row in rows or ():
            if row[7]:
                nothing = (None,) * len(EVENT_DERIVED)
                _compare("event", row[1], EVENT_DERIVED, row[_DERIVED], nothing)
        if shown is None:
            if in_force:
                raise Damage(
                    N_("Event {event} happened to camera {camera}, which is not there."),
                    event=in_force[0][1],
                    camera=camera,
                )
            continue
        _compare_timeline(camera, shown, in_force)


def compare_faults(connection: sqlite3.Connection) -> None:
    """Damage where the faults shown are not those that the events tell of."""
    columns = ", ".join(faults.FAULT_COLUMNS)
    shown = connection.execute(f"SELECT {columns} FROM fault ORDER BY camera, id")
    expected = (
        row
        for _, group in groupby(faults.derived(connection), key=itemgetter(1))
        for row in sorted(group, key=itemgetter(0))
    )
    for stored, recorded in zip_longest(shown, expected):
        if stored is None or recorded is None or stored[0] != recorded[0]:
            row = (stored or recorded)[0]
            raise Damage(N_("Fault {row} is not what the events make it."), row=row)
        _compare("fault", stored[0], faults.FAULT_COLUMNS, stored, recorded)


def compare_search(connection: sqlite3.Connection, table: str, tell: Tell) -> None:
    """Damage where the search index of `table` does not hold exactly its rows and their texts."""
    for row_id, text, indexed in merged(
        search.texts(connection, table), search.indexed(connection, table)
    ):
        tell(row_id)
        if text != indexed:
            raise Damage(
                N_("The search index does not show row {row} of “{table}” as it is."),
                table=table,
                row=row_id,
            )


def _compare_timeline(camera: int, shown: Row, in_force: Sequence[Row]) -> None:
    events = [domain_event(*row[1:7]) for row in in_force]
    details = {row[1]: supplemented(row[6], row[-1]) for row in in_force}
    try:
        by_event, derived = derive(camera, events, details)
    except (CameraContradiction, NoHistory) as error:
        raise Damage(
            N_("The history of camera {camera} is not a possible one: {reason}"),
            camera=camera,
            reason=error.cause if isinstance(error, CameraContradiction) else error,
        ) from error
    for row in in_force:
        _compare("event", row[1], EVENT_DERIVED, row[_DERIVED], by_event[row[1]])
    _compare("camera", camera, CAMERA_DERIVED, shown, derived)


def _compare(
    table: str, row: int, columns: Sequence[str], shown: Sequence[Value], expected: Sequence[Value]
) -> None:
    if tuple(shown) == tuple(expected):
        return
    for column, stored, recorded in zip(columns, shown, expected, strict=True):
        if stored != recorded:
            raise Damage(
                N_(
                    "Row {row} of “{table}” is not what its history makes it:"
                    " {column} is “{stored}” instead of “{recorded}”."
                ),
                table=table,
                row=row,
                column=column,
                stored=stored,
                recorded=recorded,
            )


def _changes_by_row(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, list[Row]]]:
    """(row, column, new, entry) of the changes in force, by the row they speak of."""
    rows = connection.execute(
        "SELECT change.row_id, change.column_name, change.new, change.entry"
        " FROM change CROSS JOIN entry ON entry.id = change.entry"  # CROSS: in the order of rows
        " WHERE change.table_name = ? AND entry.voided_by IS NULL"
        " ORDER BY change.row_id, change.id",
        (table,),
    )
    for row_id, changes in groupby(rows, key=itemgetter(0)):
        yield row_id, list(changes)


def replayed(changes: Iterable[Row]) -> dict[str, Value] | None:
    """The facts that `changes` leave; None where none of them makes the row."""
    facts: dict[str, Value] | None = None
    for _, column, new, _ in changes:
        if column is None:
            facts = json.loads(new)
        elif facts is not None:
            facts[column] = json.loads(new)
    return facts


def _events_by_camera(connection: sqlite3.Connection) -> Iterator[tuple[int, list[Row]]]:
    """What `domain_event` needs of each event, whether it is voided, and its derived columns."""
    derived = ", ".join(f"event.{column}" for column in EVENT_DERIVED)
    rows = connection.execute(
        "SELECT event.camera, event.id, event.kind,"
        " coalesce(event.occurred_on, supplement.occurred_on), entry.recorded_on,"
        f" event.site, event.details, entry.voided_by IS NOT NULL, {derived},"
        " supplement.installed_on"
        " FROM event INDEXED BY event_camera CROSS JOIN entry ON entry.id = event.entry"
        " LEFT JOIN supplement ON supplement.event = event.id"
        " ORDER BY event.camera"
    )
    for camera, events in groupby(rows, key=itemgetter(0)):
        yield camera, list(events)
