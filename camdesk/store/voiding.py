"""Undo and redo: an entry that takes an earlier one out of force, or back into it.

Refused, with the reason, where what was recorded later depends on the entry.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from camdesk.domain.errors import N_, KnownError
from camdesk.store.picture import chunks, dangling, forget_events, marks, refold
from camdesk.store.tables import EVENT_NAMES, EVENT_REFERENCES, TABLES, references_to
from camdesk.store.unique import number_taken
from camdesk.store.writer import EntryWriter

# Derived columns of a camera that is about to be refolded.
_UNFOLDED = {"state": "", "live": 0, "since_day": "", "last_event": 0}


class EntryInUse(KnownError):
    """An entry that later entries depend on; `later` is the latest of them."""

    def __init__(self, later: int) -> None:
        super().__init__(
            N_("This is not possible: entry {later} was made on top of it."),
            N_("Undo entry {later} first."),
            later=later,
        )
        self.later = later


class EntryUndone(KnownError):
    """An entry that cannot come back before `earlier`, which it was made on."""

    def __init__(self, earlier: int) -> None:
        super().__init__(
            N_("This cannot be brought back: entry {earlier}, on which it was made, is undone."),
            N_("Bring entry {earlier} back first."),
            earlier=earlier,
        )
        self.earlier = earlier


@dataclass(frozen=True, slots=True)
class _Change:
    id: int
    entry: int
    table: str
    row: int
    column: str | None
    old: str | None
    new: str | None


def void(writer: EntryWriter, connection: sqlite3.Connection, entry: int) -> None:
    """Take `entry` out of force within the entry that `writer` is writing.

    Voiding a void brings what it took out back into force (redo), and so on.
    """
    try:
        _void(writer, connection, entry, by=writer.id)
    except sqlite3.IntegrityError as error:
        raise number_taken(error) from error


def _void(writer: EntryWriter, connection: sqlite3.Connection, entry: int, by: int) -> None:
    row = connection.execute("SELECT voids, voided_by FROM entry WHERE id = ?", (entry,)).fetchone()
    if row is None:
        raise KnownError(
            N_("There is no entry {entry}."), N_("Look it up in the journal."), entry=entry
        )
    target, voided_by = row
    if voided_by is not None:
        raise KnownError(
            N_("Entry {entry} has been undone already, by entry {voided_by}."),
            N_("Nothing needs to be done."),
            entry=entry,
            voided_by=voided_by,
        )
    _set_voided_by(connection, entry, by)
    if target is None:
        _take_out(writer, connection, entry)
    else:
        _bring_back(writer, connection, target)


def _bring_back(writer: EntryWriter, connection: sqlite3.Connection, entry: int) -> None:
    _set_voided_by(connection, entry, None)
    (target,) = connection.execute("SELECT voids FROM entry WHERE id = ?", (entry,)).fetchone()
    if target is None:
        _put_back(writer, connection, entry)
    else:
        _void(writer, connection, target, by=entry)


def _take_out(writer: EntryWriter, connection: sqlite3.Connection, entry: int) -> None:
    changes = _changes(connection, entry)
    made: dict[str, list[int]] = defaultdict(list)
    for change in reversed(changes):
        if change.column is None:
            made[change.table].append(change.row)
        else:
            _refuse_where_corrected(connection, change)
            _set_fact(writer, connection, change, change.old)
    cameras = _cameras_of(connection, entry)
    forget_events(connection, entry)
    for table in TABLES:
        if made[table]:
            _refuse_where_used(connection, table, made[table], entry)
    _refuse_where_events_named(connection, entry)
    for table in reversed(TABLES):
        for chunk in chunks(made[table]):
            connection.execute(f"DELETE FROM {table} WHERE id IN ({marks(chunk)})", chunk)
        writer.touch(table, made[table])
    writer.touch_cameras(cameras)
    _refold(writer, connection, cameras - set(made["camera"]))


def _put_back(writer: EntryWriter, connection: sqlite3.Connection, entry: int) -> None:
    changes = _changes(connection, entry)
    for table in TABLES:
        made = [c for c in changes if c.column is None and c.table == table]
        for change in made:
            facts = {"id": change.row, **json.loads(change.new or "{}")}
            if table == "camera":
                facts = {**_UNFOLDED, **facts}
            connection.execute(
                f"INSERT INTO {table} ({', '.join(facts)}) VALUES ({marks(list(facts))})",
                list(facts.values()),
            )
        writer.touch(table, [change.row for change in made])
    _refuse_without_parents(connection, changes)
    for change in changes:
        if change.column is not None:
            _refuse_where_corrected(connection, change)
            _refuse_where_different(connection, change)
            _set_fact(writer, connection, change, change.new)
    if gone := dangling(connection, entry):
        raise EntryUndone(_maker(connection, *gone))
    cameras = _cameras_of(connection, entry)
    writer.touch_cameras(cameras)
    _refold(writer, connection, cameras)


def _refold(writer: EntryWriter, connection: sqlite3.Connection, cameras: Iterable[int]) -> None:
    ordered = sorted(cameras)
    refold(connection, ordered)
    writer.touch("camera", ordered)


def _set_fact(
    writer: EntryWriter, connection: sqlite3.Connection, change: _Change, value: str | None
) -> None:
    connection.execute(
        f"UPDATE {change.table} SET {change.column} = ? WHERE id = ?",
        (_parsed(value), change.row),
    )
    writer.touch(change.table, [change.row])
    if change.table == "camera":
        writer.touch_cameras({change.row})


def _refuse_where_corrected(connection: sqlite3.Connection, change: _Change) -> None:
    """Raise EntryInUse where a later entry in force corrected the same fact, to whatever value."""
    (later,) = connection.execute(
        "SELECT max(entry.id) FROM change JOIN entry ON entry.id = change.entry"
        " WHERE table_name = ? AND row_id = ? AND column_name = ?"
        " AND entry.id > ? AND entry.voided_by IS NULL",
        (change.table, change.row, change.column, change.entry),
    ).fetchone()
    if later is not None:
        raise EntryInUse(later)


def _refuse_where_different(connection: sqlite3.Connection, change: _Change) -> None:
    """Raise EntryUndone where the fact is not (or no longer) what `change` corrected."""
    row = connection.execute(
        f"SELECT {change.column} FROM {change.table} WHERE id = ?", (change.row,)
    ).fetchone()
    if row is None:
        raise EntryUndone(_maker(connection, change.table, change.row))
    if row[0] != _parsed(change.old):
        (earlier,) = connection.execute(
            "SELECT max(entry.id) FROM change JOIN entry ON entry.id = change.entry"
            " WHERE table_name = ? AND row_id = ? AND column_name = ?"
            " AND entry.id < ? AND entry.voided_by IS NOT NULL",
            (change.table, change.row, change.column, change.entry),
        ).fetchone()
        raise EntryUndone(earlier)


def _maker(connection: sqlite3.Connection, table: str, row: int) -> int:
    """The entry that made a row."""
    (entry,) = connection.execute(
        "SELECT max(entry) FROM change WHERE table_name = ? AND row_id = ? AND column_name IS NULL",
        (table, row),
    ).fetchone()
    return int(entry)


def _refuse_where_used(
    connection: sqlite3.Connection, table: str, rows: list[int], entry: int
) -> None:
    """Raise EntryInUse where an entry in force, later than `entry`, speaks of the rows."""
    for chunk in chunks(rows):
        where = marks(chunk)
        queries = [
            "SELECT max(entry.id) FROM change JOIN entry ON entry.id = change.entry"
            f" WHERE change.table_name = '{table}' AND change.row_id IN ({where})"
            f" AND entry.id > {entry:d} AND entry.voided_by IS NULL",
            *(
                "SELECT max(entry.id) FROM event JOIN entry ON entry.id = event.entry"
                f" WHERE event.{column} IN ({where}) AND entry.id > {entry:d}"
                " AND entry.voided_by IS NULL"
                for column, target in EVENT_REFERENCES.items()
                if target == table
            ),
            *(
                # CROSS: from the rows that refer to these, never through all changes of a table.
                f"SELECT max(entry.id) FROM {other} CROSS JOIN change"
                f" ON change.table_name = '{other}' AND change.row_id = {other}.id"
                f" CROSS JOIN entry ON entry.id = change.entry WHERE {other}.{column} IN ({where})"
                f" AND coalesce(change.column_name, '{column}') = '{column}'"
                f" AND entry.id > {entry:d} AND entry.voided_by IS NULL"
                for other, column in references_to(table)
            ),
        ]
        for query in queries:
            (later,) = connection.execute(query, chunk).fetchone()
            if later is not None:
                raise EntryInUse(later)


def _refuse_where_events_named(connection: sqlite3.Connection, entry: int) -> None:
    """Raise EntryInUse where an entry in force, later than `entry`, names one of its events."""
    for table, column in EVENT_NAMES:
        (later,) = connection.execute(
            # CROSS: from the few events of the entry on.
            f"SELECT max(change.entry) FROM event CROSS JOIN {table}"
            f" ON {table}.{column} = event.id CROSS JOIN change"
            f" ON change.table_name = '{table}' AND change.row_id = {table}.id"
            " JOIN entry ON entry.id = change.entry"
            " WHERE event.entry = ? AND change.entry > ? AND entry.voided_by IS NULL",
            (entry, entry),
        ).fetchone()
        if later is not None:
            raise EntryInUse(later)


def _refuse_without_parents(connection: sqlite3.Connection, changes: list[_Change]) -> None:
    """Raise EntryUndone where rows that come back name rows or events that are not there."""
    made: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        if change.column is None:
            made[change.table].append(change.row)
    for table, rows in made.items():
        for column, target in TABLES[table].references.items():
            for chunk in chunks(rows):
                gone = connection.execute(
                    f"SELECT {column} FROM {table} WHERE id IN ({marks(chunk)})"
                    f" AND {column} IS NOT NULL AND NOT EXISTS"
                    f" (SELECT 1 FROM {target} AS parent WHERE parent.id = {table}.{column})"
                    " LIMIT 1",
                    chunk,
                ).fetchone()
                if gone is not None:
                    raise EntryUndone(_maker(connection, target, gone[0]))
    for table, column in EVENT_NAMES:
        for chunk in chunks(made[table]):
            undone = connection.execute(
                f"SELECT entry.id FROM {table} JOIN event ON event.id = {table}.{column}"
                f" JOIN entry ON entry.id = event.entry WHERE {table}.id IN ({marks(chunk)})"
                " AND entry.voided_by IS NOT NULL LIMIT 1",
                chunk,
            ).fetchone()
            if undone is not None:
                raise EntryUndone(undone[0])


def _changes(connection: sqlite3.Connection, entry: int) -> list[_Change]:
    rows = connection.execute(
        "SELECT id, entry, table_name, row_id, column_name, old, new FROM change"
        " WHERE entry = ? ORDER BY id",
        (entry,),
    )
    return [_Change(*row) for row in rows]


def _cameras_of(connection: sqlite3.Connection, entry: int) -> set[int]:
    rows = connection.execute("SELECT DISTINCT camera FROM event WHERE entry = ?", (entry,))
    return {row[0] for row in rows}


def _set_voided_by(connection: sqlite3.Connection, entry: int, by: int | None) -> None:
    connection.execute("UPDATE entry SET voided_by = ? WHERE id = ?", (by, entry))


def _parsed(text: str | None) -> str | int | float | None:
    return None if text is None else json.loads(text)
