"""Whether a register is sound: the file, its ledger, and the current picture against the ledger.

Everything is read once, in the order of ids, in one snapshot and in bounded memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from camdesk.domain.errors import N_
from camdesk.store import search
from camdesk.store.attachments import check_contents
from camdesk.store.connection import was_interrupted
from camdesk.store.damage import Damage
from camdesk.store.ledger import FIRST_HASH, Chain
from camdesk.store.replay import (
    Tell,
    compare_facts,
    compare_faults,
    compare_search,
    compare_timelines,
)
from camdesk.store.tables import (
    CHANGE_COLUMNS,
    ENTRY_COLUMNS,
    EVENT_COLUMNS,
    EVENT_NAMES,
    EVENT_REFERENCES,
    TABLES,
)

__all__ = ["Checked", "Damage", "Progress", "check"]

Progress = Callable[[str, float], None]
"""Told what is being checked (translatable) and how much is done, 0 to 1; may raise to cancel."""

Row = tuple[Any, ...]
_TELL_EVERY = 2_000  # rows


@dataclass(frozen=True, slots=True)
class Checked:
    """What a sound register holds; `head` is the hash of its last entry."""

    entries: int
    events: int
    cameras: int
    head: str


def check(
    connection: sqlite3.Connection,
    progress: Progress | None = None,
    expected_head: str | None = None,
) -> Checked:
    """Check the register that `connection` reads; Damage names the first thing wrong.

    `expected_head`, or the beginning of it, was noted elsewhere earlier (on a report, in the name
    of a backup): the ledger must still have it, or its end was cut off or rewritten.
    """
    tell = progress or (lambda _what, _share: None)
    own_snapshot = not connection.in_transaction
    if own_snapshot:
        connection.execute("BEGIN")
    try:
        _check_file(connection, tell)
        checked = _check_ledger(connection, tell, expected_head)
        _check_voids(connection)
        _check_references(connection, tell)
        _check_picture(connection, tell)
    except sqlite3.DatabaseError as error:
        if was_interrupted(error):
            raise
        raise Damage(N_("The file cannot be read to its end: {reason}."), reason=error) from error
    finally:
        if own_snapshot and connection.in_transaction:
            connection.execute("ROLLBACK")
    tell(N_("The register is sound"), 1.0)
    return checked


def _check_file(connection: sqlite3.Connection, tell: Progress) -> None:
    tell(N_("Checking the file"), 0.0)
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise Damage(N_("SQLite finds the file damaged: {detail}."), detail=verdict)


def _check_references(connection: sqlite3.Connection, tell: Progress) -> None:
    """Whether every row that is named is there; events name theirs without foreign keys."""
    tell(N_("Checking the references"), 0.35)
    for table, row, parent, number in connection.execute("PRAGMA foreign_key_check"):
        keys = connection.execute(f"PRAGMA foreign_key_list('{table}')")
        raise Damage(
            N_("Row {row} of “{table}” names a row of “{parent}” that is not there ({column})."),
            table=table,
            row=row,
            column=next(key[3] for key in keys if key[0] == number),
            parent=parent,
        )
    for column, target in EVENT_REFERENCES.items():
        if column == "camera":  # comes with the timelines
            continue
        row = connection.execute(
            f"SELECT event.id, event.{column} FROM event JOIN entry ON entry.id = event.entry"
            f" WHERE event.{column} IS NOT NULL AND entry.voided_by IS NULL AND NOT EXISTS"
            f" (SELECT 1 FROM {target} WHERE {target}.id = event.{column}) LIMIT 1"
        ).fetchone()
        if row is not None:
            raise Damage(
                N_("Event {event} names row {row} of “{table}”, which is not there."),
                event=row[0],
                row=row[1],
                table=target,
            )
    for table, column in EVENT_NAMES:
        row = connection.execute(
            f"SELECT {table}.id, {table}.{column} FROM {table}"
            f" LEFT JOIN event ON event.id = {table}.{column}"
            " LEFT JOIN entry ON entry.id = event.entry"
            f" WHERE {table}.{column} IS NOT NULL"
            " AND (entry.id IS NULL OR entry.voided_by IS NOT NULL) LIMIT 1"
        ).fetchone()
        if row is not None:
            raise Damage(
                N_("Row {row} of “{table}” names event {event}, which is not in force ({column})."),
                row=row[0],
                table=table,
                column=column,
                event=row[1],
            )


def _check_ledger(
    connection: sqlite3.Connection, tell: Progress, expected_head: str | None
) -> Checked:
    """Recompute the chain of hashes over all entries, events and changes."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()
    tell_entry = _teller(tell, N_("Checking the ledger"), 0.15, 0.35, last)
    changes = _Pieces(connection, "change", CHANGE_COLUMNS)
    events = _Pieces(connection, "event", EVENT_COLUMNS)
    head, number, found = FIRST_HASH, 0, expected_head is None
    found = found or FIRST_HASH.startswith(expected_head or "")
    columns = ", ".join((*ENTRY_COLUMNS, "hash"))
    for *header, stored in connection.execute(f"SELECT {columns} FROM entry ORDER BY id"):
        number += 1
        if header[0] != number:
            raise Damage(N_("Entry {entry} is missing."), entry=number)
        tell_entry(number)
        chain = Chain()
        chain.add_changes(changes.of(number))
        chain.add_events(events.of(number))
        head = chain.close(head, header)
        if head != stored:
            named = dict(zip(ENTRY_COLUMNS, header, strict=True))
            raise Damage(
                N_(
                    "Entry {entry} ({action} {subject}, {author}, {recorded_at})"
                    " is not as it was recorded."
                ),
                entry=number,
                **{name: named[name] for name in ("action", "subject", "author", "recorded_at")},
            )
        found = found or head.startswith(expected_head or "")
    changes.refuse_rest()
    events.refuse_rest()
    if not found:
        raise Damage(
            N_("The ledger has no entry with the hash {hash}: its end was cut off or rewritten."),
            hash=expected_head,
        )
    (cameras,) = connection.execute("SELECT count(*) FROM camera").fetchone()
    return Checked(number, events.count, cameras, head)


class _Pieces:
    """The changes or events of a ledger, handed out entry by entry in one pass."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
        self.count = 0
        self._table = table
        self._groups = groupby(
            connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"),
            key=itemgetter(1),
        )
        self._next = next(self._groups, None)

    def of(self, entry: int) -> Iterator[Row]:
        """The rows of `entry`, which must be asked for in order."""
        if self._next is not None and self._next[0] == entry:
            for row in self._next[1]:
                self.count += 1
                yield row
            self._next = next(self._groups, None)

    def refuse_rest(self) -> None:
        """Damage where rows are left that belong to no entry."""
        if self._next is not None:
            entry, rows = self._next
            raise Damage(
                N_("Row {row} of “{table}” belongs to entry {entry}, which is not there."),
                row=next(rows)[0],
                table=self._table,
                entry=entry,
            )


def _check_voids(connection: sqlite3.Connection) -> None:
    """Whether each entry is out of force exactly where a void in force says so."""
    row = connection.execute(
        "SELECT entry.id, entry.voided_by, void.id FROM entry"
        " LEFT JOIN entry AS void ON void.voids = entry.id AND void.voided_by IS NULL"
        " WHERE entry.voided_by IS NOT void.id ORDER BY entry.id LIMIT 1"
    ).fetchone()
    if row is not None:
        raise Damage(
            N_("Entry {entry} is marked as undone by “{marked}” instead of “{recorded}”."),
            entry=row[0],
            marked=row[1],
            recorded=row[2],
        )


def _check_picture(connection: sqlite3.Connection, tell: Progress) -> None:
    """Replay the facts, fold the events again, fold the texts again."""
    for number, table in enumerate(TABLES.values()):
        begin = 0.4 + 0.2 * number / len(TABLES)
        teller = _teller(
            tell, N_("Checking the facts"), begin, begin + 0.2 / len(TABLES),
            _highest(connection, table.name),
        )  # fmt: skip
        compare_facts(connection, table, teller)
    cameras = _highest(connection, "camera")
    compare_timelines(connection, _teller(tell, N_("Checking the cameras"), 0.6, 0.95, cameras))
    compare_faults(connection)
    check_contents(connection)
    for table_name in search.SOURCES:
        highest = _highest(connection, table_name)
        teller = _teller(tell, N_("Checking the search"), 0.95, 1.0, highest)
        compare_search(connection, table_name, teller)


def _highest(connection: sqlite3.Connection, table: str) -> int:
    highest: int
    (highest,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    return highest


def _teller(tell: Progress, what: str, begin: float, end: float, last: int) -> Tell:
    """Turns the id that was reached into a share, and tells it now and then."""
    tell(what, begin)

    def reached(row: int) -> None:
        if row % _TELL_EVERY == 0 and row < last:
            tell(what, begin + (end - begin) * row / last)

    return reached
