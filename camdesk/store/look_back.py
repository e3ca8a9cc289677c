"""The register as it was: as of a day, and as it was known on a day.

A reader looks back by TEMP views that stand before the tables of the same names, so that every
query of the house answers for that moment unchanged. Nothing is written to the register.

- *As of* day d a camera stands as its event with `from_day <= d < until_day` says, and no event
  after d has happened.
- *As known on* day k only the entries recorded by then are there, and those that were taken back
  later are in force: facts are replayed and cameras folded again, but only where the two differ.

Searching goes on by the words of today.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from camdesk.domain.lifecycle import LIVE
from camdesk.store import faults
from camdesk.store.happened import cameras_supplemented
from camdesk.store.picture import (
    CAMERA_DERIVED,
    EVENT_DERIVED,
    chunks,
    derive,
    load_events,
    marks,
)
from camdesk.store.replay import replayed
from camdesk.store.tables import EVENT_COLUMNS, TABLES, Value


@dataclass(frozen=True, slots=True)
class Moment:
    """When the register is looked at; None is today, and all that is known today."""

    as_of: date | None = None
    known_on: date | None = None


NOW = Moment()
_LIVE = ", ".join(f"'{state.value}'" for state in sorted(LIVE))


def look_back(connection: sqlite3.Connection, moment: Moment) -> None:
    """Have a reader see the register of `moment`; `NOW` ends it.

    Interrupted, it leaves the reader at today. Entries made afterwards by others are not to be
    seen apart: look back again after a change.
    """
    _look_at_today(connection)
    if moment == NOW:
        return
    try:
        sources = {} if moment.known_on is None else _Known(connection, moment.known_on).build()
        if moment.as_of is not None:
            sources |= _as_of(connection, sources, moment.as_of)
        for table, source in sources.items():
            columns = ", ".join(_columns(connection, table))
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT {columns} FROM temp.{source}")
        connection.execute("CREATE TEMP TABLE looking_back (as_of TEXT, known_on TEXT)")
        connection.execute("INSERT INTO looking_back VALUES (?, ?)", _texts(moment))
    except BaseException:
        _look_at_today(connection)
        raise


def moment_of(connection: sqlite3.Connection) -> Moment:
    """The moment that a reader looks at."""
    there = connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'looking_back'")
    if there.fetchone() is None:
        return NOW
    row = connection.execute("SELECT as_of, known_on FROM temp.looking_back").fetchone()
    return Moment(*(None if text is None else date.fromisoformat(text) for text in row))


def _texts(moment: Moment) -> list[str | None]:
    days = (moment.as_of, moment.known_on)
    return [None if day is None else day.isoformat() for day in days]


def _look_at_today(connection: sqlite3.Connection) -> None:
    made = connection.execute(
        "SELECT type, name FROM temp.sqlite_master WHERE type IN ('view', 'table')"
    ).fetchall()
    for kind, name in sorted(made, reverse=True):  # views before the tables that they read
        connection.execute(f"DROP {kind} temp.{name}")


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


def _source(sources: Mapping[str, str], table: str) -> str:
    return f"temp.{sources[table]}" if table in sources else f"main.{table}"


def _as_of(connection: sqlite3.Connection, sources: Mapping[str, str], day: date) -> dict[str, str]:
    """Make the views of what was true on `day`, over those of what was known."""
    on = f"'{day.isoformat()}'"  # a view takes no parameters; a date needs no quoting
    event, camera = _source(sources, "event"), _source(sources, "camera")
    columns = ", ".join(_columns(connection, "event"))
    connection.execute(
        f"CREATE TEMP VIEW event_as_of AS SELECT {columns} FROM {event}"
        f" WHERE position IS NOT NULL AND from_day <= {on}"
    )
    derived = {
        "live": f"CASE WHEN stood.state IN ({_LIVE}) THEN 1 ELSE 0 END",
        "since_day": (
            f"(SELECT max(began.from_day) FROM {event} AS began"
            " WHERE began.camera = stood.camera AND began.position <= stood.position"
            " AND began.state IS NOT began.state_before)"
        ),
        "site": "stood.site_after",
        "installed_year": (
            "CASE WHEN instr(stood.installed_on, '/') = 0 OR substr(stood.installed_on, 1, 4) ="
            " substr(stood.installed_on, instr(stood.installed_on, '/') + 1, 4)"
            " THEN CAST(substr(stood.installed_on, 1, 4) AS INTEGER) END"
        ),
        "last_event": "stood.id",
    }
    values = [
        f"{derived.get(column, f'stood.{column}')} AS {column}"
        if column in CAMERA_DERIVED
        else f"known.{column} AS {column}"
        for column in _columns(connection, "camera")
    ]
    connection.execute(
        f"CREATE TEMP VIEW camera_as_of AS SELECT {', '.join(values)} FROM {event} AS stood"
        f" JOIN {camera} AS known ON known.id = stood.camera"
        f" WHERE stood.position IS NOT NULL AND stood.from_day <= {on} AND stood.until_day > {on}"
    )
    ends = faults.FAULT_COLUMNS[faults.FAULT_COLUMNS.index("ended_by") :]
    values = [
        f"CASE WHEN ended_day <= {on} THEN {column} END AS {column}" if column in ends else column
        for column in _columns(connection, "fault")
    ]
    connection.execute(
        f"CREATE TEMP VIEW fault_as_of AS SELECT {', '.join(values)}"
        f" FROM {_source(sources, 'fault')} WHERE failed_day <= {on}"
    )
    return {"event": "event_as_of", "camera": "camera_as_of", "fault": "fault_as_of"}


class _Known:
    """Makes the views of what the register knew at the end of a day."""

    def __init__(self, connection: sqlite3.Connection, day: date) -> None:
        self._connection = connection
        self._day = day.isoformat()
        self._sources: dict[str, str] = {}

    def build(self) -> dict[str, str]:
        """Make them; returns, by table, the name of the view to read instead."""
        self._entries()
        for table in TABLES:
            if table != "camera":
                self._facts(table)
        self._cameras()
        return self._sources

    def _entries(self) -> None:
        """The entries recorded by then, and which of them were in force."""
        run = self._connection.execute
        voided = self._voided_then()
        run("CREATE TEMP TABLE voided_then (id INTEGER PRIMARY KEY, by INTEGER)")
        run("CREATE TEMP TABLE differs (id INTEGER PRIMARY KEY)")
        now = dict(run("SELECT id, voided_by FROM main.entry WHERE voided_by IS NOT NULL"))
        changed = {i for i in {*now, *voided} if now.get(i) != voided.get(i)}
        self._connection.executemany(
            "INSERT INTO temp.voided_then VALUES (?, ?)", [(i, voided.get(i)) for i in changed]
        )
        run(
            "INSERT INTO temp.differs SELECT id FROM main.entry"
            " WHERE recorded_on > ? AND voided_by IS NULL",
            (self._day,),
        )
        run(
            "INSERT OR IGNORE INTO temp.differs SELECT entry.id FROM temp.voided_then"
            " JOIN main.entry ON entry.id = voided_then.id"
            " WHERE recorded_on <= ? AND (voided_by IS NULL) IS NOT (by IS NULL)",
            (self._day,),
        )
        columns = [
            "CASE WHEN id IN (SELECT id FROM temp.voided_then) THEN"
            " (SELECT by FROM temp.voided_then WHERE voided_then.id = entry.id)"
            " ELSE voided_by END AS voided_by"
            if column == "voided_by"
            else column
            for column in _columns(self._connection, "entry")
        ]
        self._view(
            "entry",
            f"SELECT {', '.join(columns)} FROM main.entry WHERE recorded_on <= '{self._day}'",
        )

    def _voided_then(self) -> dict[int, int]:
        """By entry, which entry had taken it back: the voids up to the day, one after another."""
        voids = dict(
            self._connection.execute(
                "SELECT id, voids FROM main.entry WHERE voids IS NOT NULL AND recorded_on <= ?"
                " ORDER BY id",
                (self._day,),
            )
        )
        voided: dict[int, int] = {}
        for by, target in voids.items():
            # Taking a void back brings its target back, and so on down.
            taking, entry, voider = True, target, by
            while True:
                if taking:
                    voided[entry] = voider
                else:
                    voided.pop(entry, None)
                if entry not in voids:
                    break
                taking, entry, voider = not taking, voids[entry], entry
        return voided

    def _facts(self, table: str) -> None:
        """The rows of a table that are not today what they were then."""
        differing = self._differing(table)
        if not differing:
            return
        then = (
            (row, *(facts.get(column) for column in TABLES[table].columns))
            for row, facts in self._replay(table, differing)
        )
        self._layer(table, ("id", *TABLES[table].columns), then, differing)

    def _differing(self, table: str) -> list[int]:
        rows = self._connection.execute(
            "SELECT DISTINCT row_id FROM temp.differs JOIN main.change"
            " ON change.entry = differs.id WHERE change.table_name = ? ORDER BY row_id",
            (table,),
        )
        return [row[0] for row in rows]

    def _replay(self, table: str, rows: Iterable[int]) -> Iterator[tuple[int, Mapping[str, Value]]]:
        """The facts of `rows` as they were known; a row that was not there is passed over."""
        for chunk in chunks(rows):
            changes = self._connection.execute(
                "SELECT change.row_id, change.column_name, change.new, change.entry"
                " FROM main.change JOIN temp.known_entry AS entry ON entry.id = change.entry"
                f" WHERE change.table_name = ? AND change.row_id IN ({marks(chunk)})"
                " AND entry.voided_by IS NULL ORDER BY change.row_id, change.id",
                [table, *chunk],
            )
            for row, group in groupby(changes, key=itemgetter(0)):
                facts = replayed(group)
                if facts is not None:
                    yield row, facts

    def _cameras(self) -> None:
        """Cameras and their events: facts replayed, histories folded again where they differ."""
        # Events and supplements are read through the entries of then from here on.
        for table in ("entry", "supplement"):
            if table in self._sources:
                columns = ", ".join(_columns(self._connection, table))
                self._connection.execute(
                    f"CREATE TEMP VIEW {table} AS SELECT {columns} FROM temp.{self._sources[table]}"
                )
        touched = {
            row[0]
            for row in self._connection.execute(
                "SELECT DISTINCT camera FROM temp.differs"
                " JOIN main.event ON event.entry = differs.id"
            )
        }
        touched |= cameras_supplemented(self._connection, self._differing("supplement"))
        derived = self._fold(sorted(touched))
        corrected = self._differing("camera")
        differing = sorted({*touched, *corrected})
        if differing:
            self._layer_cameras(differing, set(corrected), touched, derived)
        for table in ("entry", "supplement"):
            self._connection.execute(f"DROP VIEW IF EXISTS temp.{table}")

    def _fold(self, cameras: Sequence[int]) -> dict[int, Sequence[Value]]:
        """Fold `cameras` again and make the layers of events and faults; their derived columns."""
        if not cameras:
            return {}
        columns = (*EVENT_COLUMNS, *EVENT_DERIVED)
        derived: dict[int, Sequence[Value]] = {}
        self._layer("event", columns, self._events(cameras, derived), cameras, key="camera")
        event = ", ".join(columns)
        self._connection.execute(f"CREATE TEMP VIEW event AS SELECT {event} FROM temp.known_event")
        try:
            found = faults.of(self._connection, cameras)
            self._layer("fault", faults.FAULT_COLUMNS, found, cameras, key="camera")
        finally:
            self._connection.execute("DROP VIEW temp.event")
        return derived

    def _events(
        self, cameras: Sequence[int], derived: dict[int, Sequence[Value]]
    ) -> Iterator[Sequence[Value]]:
        for chunk in chunks(cameras):
            events, details = load_events(self._connection, chunk)
            of_event: dict[int, Sequence[Value]] = {}
            for camera in chunk:
                if camera in events:
                    by_event, derived[camera] = derive(camera, events[camera], details)
                    of_event.update(by_event)
            ids = list(of_event)
            for some in chunks(ids):
                ledger = self._connection.execute(
                    f"SELECT {', '.join(EVENT_COLUMNS)} FROM main.event"
                    f" WHERE id IN ({marks(some)})",
                    some,
                ).fetchall()
                for row in ledger:
                    yield (*row, *of_event[row[0]])

    def _layer_cameras(
        self,
        differing: Sequence[int],
        corrected: set[int],
        touched: set[int],
        derived: Mapping[int, Sequence[Value]],
    ) -> None:
        columns = TABLES["camera"].columns
        wanted = ("id", *columns, *CAMERA_DERIVED)

        def then() -> Iterator[Sequence[Value]]:
            for chunk in chunks(differing):
                rows = self._connection.execute(
                    f"SELECT {', '.join(wanted)} FROM main.camera WHERE id IN ({marks(chunk)})",
                    chunk,
                )
                now = {row[0]: row for row in rows}
                own = [camera for camera in chunk if camera in corrected]
                facts = dict(self._replay("camera", own))
                for camera in chunk:
                    if camera in touched and camera not in derived:
                        continue  # nothing had happened to it yet
                    row = now.get(camera, ())
                    said = (
                        [facts[camera].get(column) for column in columns]
                        if camera in facts
                        else row[1 : 1 + len(columns)]
                    )
                    if camera in corrected and camera not in facts:
                        continue  # it was not registered yet
                    stood = derived.get(camera, row[1 + len(columns) :])
                    yield (camera, *said, *stood)

        self._layer("camera", wanted, then(), differing)

    def _layer(
        self,
        table: str,
        columns: Sequence[str],
        then: Iterable[Sequence[Value]],
        differing: Iterable[int],
        *,
        key: str = "id",
    ) -> None:
        """A view of `table` that takes the rows `then` in the place of those that differ."""
        run = self._connection.execute
        run(f"CREATE TEMP TABLE {table}_differ (id INTEGER PRIMARY KEY)")
        self._connection.executemany(
            f"INSERT INTO temp.{table}_differ VALUES (?)", ((row,) for row in differing)
        )
        typed = ", ".join("id INTEGER PRIMARY KEY" if c == "id" else c for c in columns)
        run(f"CREATE TEMP TABLE {table}_then ({typed})")
        insert = f"INSERT INTO temp.{table}_then VALUES ({marks(columns)})"
        for chunk in chunks(then, 2_000):
            self._connection.executemany(insert, chunk)
        if key != "id":
            run(f"CREATE INDEX temp.{table}_then_{key} ON {table}_then ({key})")
        named = ", ".join(_columns(self._connection, table))
        self._view(
            table,
            f"SELECT {named} FROM main.{table}"
            f" WHERE {key} NOT IN (SELECT id FROM temp.{table}_differ)"
            f" UNION ALL SELECT {named} FROM temp.{table}_then",
        )

    def _view(self, table: str, select: str) -> None:
        self._connection.execute(f"CREATE TEMP VIEW known_{table} AS {select}")
        self._sources[table] = f"known_{table}"
