"""The one write path: an entry with its events and changes, folded, hashed, committed at once."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from operator import itemgetter
from typing import Any

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.fields import COLUMN_FIELDS
from camdesk.domain.fold import Event
from camdesk.domain.lifecycle import KINDS
from camdesk.domain.validation import check_date, check_fields
from camdesk.store import faults, search
from camdesk.store.happened import cameras_supplemented
from camdesk.store.ledger import (
    FIRST_HASH,
    Chain,
    NewEvent,
    canonical,
    details_text,
    domain_event,
)
from camdesk.store.newcomers import Newcomers
from camdesk.store.parts import refuse_unbalanced
from camdesk.store.picture import (
    CAMERA_DERIVED,
    EVENT_DERIVED,
    NoHistory,
    chunks,
    dangling,
    derive,
    load_events,
    marks,
    refold,
    update_derived,
)
from camdesk.store.tables import (
    ABOUT_CAMERAS,
    CHANGE_COLUMNS,
    ENTRY_COLUMNS,
    EVENT_COLUMNS,
    TABLES,
    Value,
)
from camdesk.store.unique import clean, next_id, number_taken, refuse_doubles, refuse_taken

BATCH = 10_000  # rows kept in memory before they go to the file
Row = tuple[Any, ...]
"""A row about to be inserted, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Header:
    """Who makes an entry, and what it is about."""

    action: str
    author: str
    subject: str = ""
    reason: str | None = None
    invented: bool = False
    as_of: date | None = None
    voids: int | None = None


class EntryWriter:
    """Gathers one entry inside an open transaction and writes it in batches.

    Made by `Register.write`; whatever is raised inside rolls all of it back.
    """

    def __init__(self, connection: sqlite3.Connection, header: Header, now: datetime) -> None:
        self._connection = connection
        self._header = header
        self._now = now
        self.today = now.date()
        self.id = next_id(connection, "entry")
        self._ids: dict[str, Iterator[int]] = {}
        self._chain = Chain()
        self._new_rows: dict[str, dict[int, dict[str, Value]]] = defaultdict(dict)
        self._changes: list[Row] = []
        self._events: list[Row] = []
        self._has_references = False
        self._cameras: set[int] = set()
        self._touched: dict[str, set[int]] = defaultdict(set)
        self._newcomers: Newcomers | None = None
        self._insert("entry", (*ENTRY_COLUMNS, "hash"), [(*self._header_row(), "")])

    @property
    def connection(self) -> sqlite3.Connection:
        """Reads what the entry has come to so far, once it is flushed; never writes."""
        return self._connection

    # What an entry is made of

    def add(self, table: str, facts: Mapping[str, Value]) -> int:
        """Make a row of facts and return its id; a camera also needs its first event."""
        _refuse_unknown_columns(table, facts)
        row_id = self._take_id(table)
        kept: dict[str, Value] = {
            column: value
            for column in TABLES[table].columns
            if (value := clean(facts.get(column))) is not None
        }
        if table in ("camera", "contract_line"):
            kept.setdefault("unit", "camera")
        self._new_rows[table][row_id] = kept
        self._change(table, row_id, None, None, canonical(kept))
        return row_id

    def take_in(
        self, camera: Mapping[str, Value], opening: NewEvent, site: Mapping[str, Value] | None
    ) -> int:
        """As adding `site` and `camera` and recording `opening`, for cameras by the thousand.

        Own fields, sites that are there already and a unit left unsaid want the ordinary way.
        """
        if self._newcomers is None:
            search.take_many(self._connection)
            self._newcomers = Newcomers(self.id, self.today, self._ids_of, self._changes)
        row_id = self._newcomers.add(camera, opening, site)
        if len(self._changes) >= BATCH:
            self.flush()
        return row_id

    def find_or_add(self, table: str, facts: Mapping[str, Value]) -> int:
        """The id of a row with exactly the stated `facts`, made where there is none.

        A row that was merged into another one stands for that one.
        """
        self.flush()
        stated = {column: clean(value) for column, value in facts.items()}
        where = " AND ".join(f"{column} IS NOT DISTINCT FROM ?" for column in stated)
        one = "coalesce(merged_into, id)" if "merged_into" in TABLES[table].columns else "id"
        row = self._connection.execute(
            f"SELECT {one} FROM {table} WHERE {where} LIMIT 1", list(stated.values())
        ).fetchone()
        return int(row[0]) if row else self.add(table, facts)

    def correct(self, table: str, row_id: int, facts: Mapping[str, Value]) -> None:
        """Set facts of an existing row; what does not differ is left out."""
        _refuse_unknown_columns(table, facts)
        self.flush()
        columns = list(facts)
        row = self._connection.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,)
        ).fetchone()
        if row is None:
            raise no_longer_there()
        changed = {
            column: (old, new)
            for column, old in zip(columns, row, strict=True)
            if (new := clean(facts[column])) != old
        }
        if not changed:
            return
        if table != "camera" or self._is_live(row_id):
            refuse_taken(
                self._connection,
                table,
                {row_id: {name: new for name, (_, new) in changed.items()}},
            )
        for column, (old, new) in changed.items():
            self._change(table, row_id, column, canonical(old), canonical(new))
        assignments = ", ".join(f"{column} = ?" for column in changed)
        self._connection.execute(
            f"UPDATE {table} SET {assignments} WHERE id = ?",
            [*(new for _, new in changed.values()), row_id],
        )
        if table == "camera":
            self._cameras.add(row_id)
        self.touch(table, [row_id])

    def record(self, camera: int, event: NewEvent) -> int:
        """Record what happened to `camera` and return the event's id.

        Raises FieldError for values that do not fit; where the event contradicts others is
        found out by the fold, at the latest when the entry is finished.
        """
        kind = KINDS[event.kind]
        check_fields(kind, event.values, event.occurred_on)
        check_date(event.occurred_on, self.today)
        event_id = self._take_id("event")
        self._events.append(
            (
                event_id,
                self.id,
                camera,
                event.kind,
                event.occurred_on.edtf if event.occurred_on else None,
                *(event.values.get(name) for name in COLUMN_FIELDS[:-1]),
                event.document,
                event.values.get("cost"),
                clean(event.note),
                details_text(kind, event.values),
            )
        )
        self._has_references |= any(value is not None for value in self._events[-1][5:9])
        self._cameras.add(camera)
        if len(self._events) >= BATCH:
            self.flush()
        return event_id

    def keep_content(self, sha256: str, data: bytes) -> None:
        """Keep the content of an attached file; each is stored once, and stays."""
        self._connection.execute(
            "INSERT INTO content (sha256, size, data) VALUES (?, ?, ?)"
            " ON CONFLICT (sha256) DO NOTHING",
            (sha256, len(data), data),
        )

    def touch(self, table: str, ids: list[int]) -> None:
        """Have what is derived from the rows `ids` follow when the entry is finished."""
        self._touched[table].update(ids)
        for source, column in search.SHOWS.get(table, ()):
            for chunk in chunks(ids):
                rows = self._connection.execute(
                    f"SELECT id FROM {source} WHERE {column} IN ({marks(chunk)})", chunk
                )
                self._touched[source].update(row[0] for row in rows)

    def touch_cameras(self, cameras: set[int]) -> None:
        """Count `cameras` among those that this entry is about."""
        self._cameras |= cameras

    # Writing it down

    def flush(self) -> None:
        """Fold and write what was gathered so far, still inside the transaction.

        A new camera waits for its first event.
        """
        with_events = {row[2] for row in self._events}
        waiting = self._new_rows.pop("camera", {})
        new_cameras = {i: waiting.pop(i) for i in list(waiting) if i in with_events}
        self._write_facts(table for table in TABLES if table not in ABOUT_CAMERAS)
        if self._newcomers is not None:
            self._newcomers.write_sites(self._connection)
        self._write_events(new_cameras)
        if self._newcomers is not None:
            self._newcomers.write_cameras(self._connection)
        held_back = self._about(waiting)
        self._write_facts(ABOUT_CAMERAS)
        self._new_rows.update(held_back, camera=waiting)
        if self._changes:
            self._chain.add_changes(self._changes)
            self._insert("change", CHANGE_COLUMNS, self._changes)
            self._changes.clear()  # newcomers add to this very list

    def finish(self) -> int:
        """Write the rest and close the hash chain over the entry; returns the entry's id."""
        self.flush()
        for camera in self._new_rows["camera"]:
            raise NoHistory(camera)
        if self._has_references and dangling(self._connection, self.id):
            raise no_longer_there()
        self._refold_supplemented()
        failed: set[int] = set()
        if self._newcomers is not None:
            failed = self._newcomers.failed
            search.take_many(self._connection, many=False)
        faults.refresh(self._connection, sorted(self._cameras | failed))
        own_values = sorted(self._touched["own_value"])
        for table, rows in search.owners(self._connection, own_values).items():
            self._touched[table] |= rows
        refuse_unbalanced(self._connection, self._touched)
        for table in TABLES:
            refuse_doubles(self._connection, table, sorted(self._touched[table]))
        for table in search.SOURCES:
            search.refresh(self._connection, table, sorted(self._touched[table]))
        (previous,) = self._connection.execute(
            "SELECT coalesce((SELECT hash FROM entry WHERE id < ? ORDER BY id DESC LIMIT 1), ?)",
            (self.id, FIRST_HASH),
        ).fetchone()
        digest = self._chain.close(previous, self._header_row())
        self._connection.execute(
            "UPDATE entry SET cameras = ?, hash = ? WHERE id = ?",
            (self._count_cameras(), digest, self.id),
        )
        return self.id

    def _refold_supplemented(self) -> None:
        """Put events anew in their order where their dates were learnt, or unlearnt."""
        cameras = cameras_supplemented(self._connection, sorted(self._touched["supplement"]))
        try:
            refold(self._connection, sorted(cameras))
        except sqlite3.IntegrityError as error:
            raise number_taken(error) from error
        self._cameras |= cameras
        self.touch("camera", sorted(cameras))  # in another order, they hang elsewhere

    def _header_row(self) -> Row:
        header = self._header
        return (
            self.id,
            self._now.astimezone(UTC).isoformat(timespec="milliseconds"),
            self.today.isoformat(),
            header.author,
            header.action,
            header.subject,
            self._count_cameras(),
            header.reason,
            int(header.invented),
            header.as_of.isoformat() if header.as_of else None,
            header.voids,
        )

    def _count_cameras(self) -> int:
        """How many cameras the entry is about."""
        new = self._newcomers
        if new is None:
            return len(self._cameras)
        return len(new) + sum(camera not in new for camera in self._cameras)

    def _about(self, waiting: Mapping[int, object]) -> dict[str, dict[int, dict[str, Value]]]:
        """Take out the new rows that refer to cameras which wait for their first event."""
        taken: dict[str, dict[int, dict[str, Value]]] = {}
        for table in ABOUT_CAMERAS if waiting else ():
            rows = self._new_rows[table]
            columns = [c for c, target in TABLES[table].references.items() if target == "camera"]
            held = [i for i, facts in rows.items() if any(facts.get(c) in waiting for c in columns)]
            taken[table] = {i: rows.pop(i) for i in held}
        return taken

    def _write_facts(self, tables: Iterable[str]) -> None:
        for table in tables:
            rows = self._new_rows.pop(table, None)
            if rows:
                refuse_taken(self._connection, table, rows)
                columns = TABLES[table].columns
                self._insert(
                    table,
                    ("id", *columns),
                    [(i, *(facts.get(c) for c in columns)) for i, facts in rows.items()],
                )
                self._touched[table].update(rows)

    def _write_events(self, new_cameras: dict[int, dict[str, Value]]) -> None:
        rows_by_camera: dict[int, list[Row]] = defaultdict(list)
        for row in self._events:
            rows_by_camera[row[2]].append(row)
        self._events = []
        known = [camera for camera in rows_by_camera if camera not in new_cameras]
        events, details = load_events(self._connection, known)
        if any(camera not in events for camera in known):
            raise no_longer_there()
        derived_of: dict[int, Row] = {}
        camera_derived: dict[int, Row] = {}
        for camera in {**rows_by_camera, **new_cameras}:
            rows = rows_by_camera.get(camera, [])
            own = [*events.get(camera, ()), *(self._domain_event(row) for row in rows)]
            details.update((row[0], row[-1]) for row in rows)
            by_event, camera_derived[camera] = derive(camera, own, details)
            derived_of.update(by_event)
        new_events = [
            (*row, *derived_of.pop(row[0])) for rows in rows_by_camera.values() for row in rows
        ]
        if self._newcomers is not None:
            new_events += self._newcomers.events
            self._newcomers.events.clear()
        new_events.sort(key=itemgetter(0))
        self._chain.add_events(row[: len(EVENT_COLUMNS)] for row in new_events)
        # Events first: a camera names its last event, and SQLite would search all cameras for
        # those waiting for each event that comes later.
        self._insert("event", (*EVENT_COLUMNS, *EVENT_DERIVED), new_events)
        new_derived = {camera: camera_derived.pop(camera) for camera in new_cameras}
        try:
            update_derived(
                self._connection,
                [(*derived, event) for event, derived in derived_of.items()],
                [(*derived, camera) for camera, derived in camera_derived.items()],
            )
        except sqlite3.IntegrityError as error:
            raise number_taken(error) from error
        self._insert_cameras(new_cameras, new_derived)
        self._touched["camera"].update(rows_by_camera, new_cameras)

    def _insert_cameras(
        self, new_cameras: Mapping[int, Mapping[str, Value]], derived: Mapping[int, Row]
    ) -> None:
        live = CAMERA_DERIVED.index("live")
        living = {i: new_cameras[i] for i in new_cameras if derived[i][live]}
        refuse_taken(self._connection, "camera", living)
        columns = TABLES["camera"].columns
        self._insert(
            "camera",
            ("id", *columns, *CAMERA_DERIVED),
            [
                (i, *(facts.get(c) for c in columns), *derived[i])
                for i, facts in new_cameras.items()
            ],
        )

    def _is_live(self, camera: int) -> bool:
        row = self._connection.execute("SELECT live FROM camera WHERE id = ?", (camera,)).fetchone()
        return bool(row[0])

    def _domain_event(self, row: Row) -> Event:
        return domain_event(row[0], row[3], row[4], self.today.isoformat(), row[5], row[-1])

    def _change(
        self, table: str, row_id: int, column: str | None, old: str | None, new: str | None
    ) -> None:
        self._changes.append((self._take_id("change"), self.id, table, row_id, column, old, new))
        if len(self._changes) >= BATCH:
            self.flush()

    def _insert(self, table: str, columns: tuple[str, ...], rows: list[Row]) -> None:
        if rows:
            self._connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})", rows
            )

    def _take_id(self, table: str) -> int:
        return next(self._ids_of(table))

    def _ids_of(self, table: str) -> Iterator[int]:
        ids = self._ids.get(table)
        if ids is None:
            ids = self._ids[table] = count(next_id(self._connection, table))
        return ids


def _refuse_unknown_columns(table: str, facts: Mapping[str, Value]) -> None:
    if unknown := facts.keys() - set(TABLES[table].columns):
        raise ValueError(f"{table} has no columns {sorted(unknown)}")


def no_longer_there() -> KnownError:
    """The error where an entry speaks of a row that was undone meanwhile."""
    return KnownError(
        N_("Something that this entry speaks of is no longer in the register."),
        N_("Refresh the list and choose it again."),
    )
