"""The journal: who recorded what and when, entry by entry."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.store.listing import Column, Condition, Filter, Listing, by_name, one_of
from camdesk.store.search import fold_text
from camdesk.store.tables import Value


@lru_cache(maxsize=1)
def listing() -> Listing:
    """The list of entries, the latest first.

    Besides the filters with choices it takes `days` (two ISO days, each may be None) and
    `camera` (one camera's id).
    """
    return Listing(
        table="entry",
        columns=by_name(
            (
                Column("recorded_at", N_("Recorded"), "entry.recorded_at", "moment"),
                Column("author", N_("By"), "entry.author"),
                Column("action", N_("What"), "entry.action", "action"),
                Column("subject", N_("Subject"), "entry.subject"),
                Column("cameras", N_("Cameras"), "entry.cameras", "number"),
                Column("reason", N_("Reason"), "entry.reason"),
                Column("voided_by", N_("Undone by"), "entry.voided_by", "number"),
                Column("voids", N_("Undoes"), "entry.voids", "number"),
                Column("invented", N_("Invented"), "entry.invented", "yes_no"),
                Column("id", N_("Entry no."), "entry.id", "number"),
            )
        ),
        joins=MappingProxyType({}),
        filters=MappingProxyType(
            {
                "author": Filter("author", N_("By"), one_of("entry.author"), _counted("author")),
                "action": Filter(
                    "action", N_("What"), one_of("entry.action"), _counted("action"), "action"
                ),
                "days": Filter("days", N_("Recorded"), _between, "SELECT NULL, NULL, 0 LIMIT 0"),
                "camera": Filter(
                    "camera", N_("Camera"), _of_camera, "SELECT NULL, NULL, 0 LIMIT 0"
                ),
            }
        ),
        search=_search,
        default_sort="id",
        default_descending=True,
    )


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as an entry recorded it."""

    id: int
    camera: int
    inventory_number: str | None  # None too where the camera has left the picture
    kind: str
    occurred_on: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A row made or a fact corrected; `old` and `new` are parsed facts."""

    table: str
    row: int
    column: str | None  # None: the row was made, and `new` holds its facts
    old: Value
    new: Value | dict[str, Value]


def events_of(connection: sqlite3.Connection, entry: int, limit: int = 200) -> list[RecordedEvent]:
    """The first `limit` events of an entry."""
    rows = connection.execute(
        "SELECT event.id, event.camera, camera.inventory_number, event.kind, event.occurred_on,"
        " event.note FROM event LEFT JOIN camera ON camera.id = event.camera"
        " WHERE event.entry = ? ORDER BY event.id LIMIT ?",
        (entry, limit),
    )
    return [RecordedEvent(*row) for row in rows]


def changes_of(
    connection: sqlite3.Connection, entry: int, limit: int = 200
) -> list[RecordedChange]:
    """The first `limit` changes of an entry."""
    rows = connection.execute(
        "SELECT table_name, row_id, column_name, old, new FROM change"
        " WHERE entry = ? ORDER BY id LIMIT ?",
        (entry, limit),
    )
    return [
        RecordedChange(table, row, column, _parsed(old), _parsed(new))
        for table, row, column, old, new in rows
    ]


def has_invented(connection: sqlite3.Connection) -> bool:
    """Whether anything in force in the register was made up (the sample)."""
    row = connection.execute(
        "SELECT 1 FROM entry WHERE invented = 1 AND voided_by IS NULL LIMIT 1"
    ).fetchone()
    return row is not None


def last_saved(connection: sqlite3.Connection) -> str | None:
    """The moment (UTC, ISO 8601) of the latest entry; None in an empty register."""
    row = connection.execute("SELECT recorded_at FROM entry ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else None


def _counted(column: str) -> str:
    return f"SELECT {column}, NULL, count(*) FROM entry GROUP BY {column} ORDER BY 3 DESC"


def _between(_connection: sqlite3.Connection, days: Sequence[Value]) -> Condition:
    first, last = days
    return (
        "entry.recorded_on BETWEEN ? AND ?",
        [first or "0000-01-01", last or "9999-12-31"],
    )


def _of_camera(_connection: sqlite3.Connection, cameras: Sequence[Value]) -> Condition:
    (camera,) = cameras
    return (
        "entry.id IN (SELECT entry FROM event WHERE camera = ?"
        " UNION SELECT entry FROM change WHERE table_name = 'camera' AND row_id = ?)",
        [camera, camera],
    )


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    """The term stands in the subject, the reason or the author's name; entries are few."""
    connection.create_function("fold_text", 1, _folded, deterministic=True)
    return (
        "instr(fold_text(entry.subject || ' ' || coalesce(entry.reason, '') || ' '"
        " || entry.author), ?) > 0",
        [term],
    )


def _folded(text: str) -> str:
    return fold_text(text)


def _parsed(text: str | None) -> Value:
    return None if text is None else json.loads(text)
