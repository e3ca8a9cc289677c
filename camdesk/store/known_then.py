"""What the register knew on a day, laid over what it knows today.

Entries count up to the last one recorded by then, so that the register stands as it really stood
once; those that were taken back later are in force. Only rows that differ are replayed, and only
cameras whose events differ are folded again: the rest is read where it is.

A layer is a TEMP view over one table, with the values of then asked for row by row: SQLite reads
it by the indexes of that table wherever it is joined, which it does not with a UNION. The table is
copied, with its indexes, where rows are to be seen that are no longer there, and where a column
differs by which others look its rows up.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

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
from camdesk.store.tables import TABLES, Value

Row = Sequence[Value]
# How somebody likes to see a list is no fact that could have been another one.
_TIMELESS = frozenset({"saved_view"})
# Columns by which the rows of a table are looked up for one row of another.
_LOOKED_UP_BY = frozenset(
    "site contract contract_line camera donor part event field stock_take document".split()
)
_BATCH = 2_000


def lay_over(connection: sqlite3.Connection, day: date) -> dict[str, str]:
    """Make the layers of what was known on `day`; by table, the TEMP table or view to read.

    They stand before the tables of the same names already.
    """
    return _Layers(connection, day).build()


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns that `table` really has."""
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


def voided_after(voids: Mapping[int, int]) -> dict[int, int]:
    """By entry, which entry has taken it back; `voids` are the acts of taking back, in order.

    Taking such an act back brings its target back, and so on down.
    """
    voided: dict[int, int] = {}
    for by, target in voids.items():
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


class _Layers:
    """Builds the layers, those first that the others are read through."""

    def __init__(self, connection: sqlite3.Connection, day: date) -> None:
        self._connection = connection
        self._run = connection.execute
        (self._last,) = self._run(
            "SELECT coalesce(max(id), 0) FROM main.entry WHERE recorded_on <= ?",
            (day.isoformat(),),
        ).fetchone()
        self._sources: dict[str, str] = {}

    def build(self) -> dict[str, str]:
        self._find_differing_entries()
        touched = self._touched_cameras()
        self._show("entry", self._entries())
        for table in TABLES:
            if table not in _TIMELESS and table != "camera":
                self._facts(table)
        self._fold(touched)
        self._cameras()
        self._show("change", self._ledger("change"))
        return self._sources

    def _find_differing_entries(self) -> None:
        """Into `differs`: the entries in force on only one of the two days."""
        run = self._run
        voids = run(
            "SELECT id, voids FROM main.entry WHERE voids IS NOT NULL AND id <= ? ORDER BY id",
            (self._last,),
        )
        then = voided_after(dict(voids))
        now = dict(run("SELECT id, voided_by FROM main.entry WHERE voided_by IS NOT NULL"))
        changed = [i for i in sorted({*now, *then}) if now.get(i) != then.get(i)]
        run("CREATE TEMP TABLE voided_then (id INTEGER PRIMARY KEY, by INTEGER)")
        self._insert("voided_then", ((i, then.get(i)) for i in changed))
        run("CREATE TEMP TABLE differs (id INTEGER PRIMARY KEY)")
        run(
            "INSERT INTO temp.differs SELECT id FROM main.entry WHERE id > ? AND voided_by IS NULL",
            (self._last,),
        )
        other = (i for i in changed if i <= self._last and (i in now) is not (i in then))
        self._insert("differs", ((i,) for i in other))

    def _touched_cameras(self) -> set[int]:
        """The cameras whose histories may have been others."""
        rows = self._run(
            "SELECT DISTINCT camera FROM temp.differs CROSS JOIN main.event"
            " ON event.entry = differs.id"
        )
        touched = {row[0] for row in rows}
        return touched | cameras_supplemented(self._connection, self._differing("supplement"))

    def _entries(self) -> str:
        then = "(SELECT by FROM temp.voided_then AS t WHERE t.id = entry.id)"
        columns = [
            f"CASE WHEN id IN (SELECT id FROM temp.voided_then) THEN {then} ELSE voided_by END"
            " AS voided_by"
            if column == "voided_by"
            else column
            for column in columns_of(self._connection, "entry")
        ]
        return f"SELECT {', '.join(columns)} FROM main.entry WHERE id <= {self._last:d}"

    def _ledger(self, table: str) -> str:
        columns = ", ".join(columns_of(self._connection, table))
        return f"SELECT {columns} FROM main.{table} WHERE entry <= {self._last:d}"

    def _differing(self, table: str) -> list[int]:
        """The rows of a table of facts that entries in `differs` speak of."""
        rows = self._run(
            "SELECT DISTINCT row_id FROM temp.differs CROSS JOIN main.change"
            " ON change.entry = differs.id WHERE change.table_name = ? ORDER BY row_id",
            (table,),
        )
        return [row[0] for row in rows]

    def _facts(self, table: str) -> None:
        """The rows of a table that are not today what they were then."""
        differing = self._differing(table)
        if differing:
            columns = ("id", *TABLES[table].columns)
            self._layer(table, columns, self._replay(table), differing)

    def _replay(self, table: str) -> Iterator[Row]:
        """The rows whose facts differ as they were known; what was not there is passed over."""
        columns = TABLES[table].columns
        for chunk in chunks(self._differing(table)):
            changes = self._run(
                "SELECT change.row_id, change.column_name, change.new, change.entry"
                " FROM main.change JOIN temp.known_entry AS entry ON entry.id = change.entry"
                f" WHERE change.table_name = ? AND change.row_id IN ({marks(chunk)})"
                " AND entry.voided_by IS NULL ORDER BY change.row_id, change.id",
                [table, *chunk],
            )
            for row, group in groupby(changes, key=itemgetter(0)):
                facts = replayed(group)
                if facts is not None:
                    yield (row, *(facts.get(column) for column in columns))

    def _fold(self, touched: Iterable[int]) -> None:
        """Fold the cameras `touched` again: layers of events and faults, and `folded`."""
        run = self._run
        run("CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY, had_begun INTEGER)")
        self._connection.executemany(
            "INSERT INTO temp.touched VALUES (?1,"
            " EXISTS (SELECT 1 FROM main.event WHERE camera = ?1 AND entry <= ?2))",
            ((camera, self._last) for camera in sorted(touched)),
        )
        run(f"CREATE TEMP TABLE folded (id INTEGER PRIMARY KEY, {', '.join(CAMERA_DERIVED)})")
        run(f"CREATE TEMP TABLE event_then (id INTEGER PRIMARY KEY, {', '.join(EVENT_DERIVED)})")
        # The query stays open all the while: whoever interrupts is heard between the chunks too.
        begun = "SELECT id FROM temp.touched WHERE had_begun ORDER BY id"
        for chunk in chunks(row[0] for row in run(begun)):
            self._fold_again(chunk)
        changed = self._changed("event", EVENT_DERIVED)
        self._show("event", self._overlay("event", changed, f"entry <= {self._last:d}"))
        was = (
            fault
            for some in chunks(row[0] for row in run(begun))
            for fault in faults.of(self._connection, some)
        )
        now = run(
            "SELECT fault.id FROM temp.touched CROSS JOIN main.fault ON fault.camera = touched.id"
        )
        self._layer("fault", faults.FAULT_COLUMNS, was, [row[0] for row in now])

    def _fold_again(self, cameras: Sequence[int]) -> None:
        events, details = load_events(self._connection, cameras)
        ids = self._run(
            f"SELECT id FROM main.event WHERE camera IN ({marks(cameras)}) AND entry <= ?",
            [*cameras, self._last],
        )
        # What was not in force then has no place in a history, as today.
        of_event: dict[int, Row] = dict.fromkeys(
            (row[0] for row in ids), (None,) * len(EVENT_DERIVED)
        )
        stood: list[Row] = []
        for camera in cameras:
            if camera in events:
                by_event, derived = derive(camera, events[camera], details)
                of_event.update(by_event)
                stood.append((camera, *derived))
        self._insert("event_then", ((event, *row) for event, row in of_event.items()))
        self._insert("folded", stood)

    def _cameras(self) -> None:
        """Cameras whose facts or whose histories differ."""
        touched = (row[0] for row in self._run("SELECT id FROM temp.touched"))
        corrected = self._differing("camera")
        self._layer(
            "camera",
            ("id", *TABLES["camera"].columns, *CAMERA_DERIVED),
            self._cameras_then(set(corrected)),
            sorted({*touched, *corrected}),
        )

    def _cameras_then(self, corrected: set[int]) -> Iterator[Row]:
        columns = TABLES["camera"].columns
        facts = {row[0]: row for row in self._replay("camera")}
        self._run("CREATE TEMP TABLE changed_camera (id INTEGER PRIMARY KEY)")
        self._insert("changed_camera", ((camera,) for camera in sorted(corrected)))
        wanted = ", ".join(f"camera.{column}" for column in (*columns, *CAMERA_DERIVED))
        stood = ", ".join(f"folded.{column}" for column in ("id", *CAMERA_DERIVED))
        rows = self._run(
            f"SELECT either.id, touched.id, {stood}, {wanted}"
            " FROM (SELECT id FROM temp.touched UNION SELECT id FROM temp.changed_camera) AS either"
            " LEFT JOIN temp.touched ON touched.id = either.id"
            " LEFT JOIN temp.folded ON folded.id = either.id"
            " LEFT JOIN main.camera ON camera.id = either.id ORDER BY either.id"
        )
        derived = len(CAMERA_DERIVED)
        for camera, touched, folded, *row in rows:
            then, said, now = row[:derived], row[derived:-derived], row[-derived:]
            if touched is not None and folded is None:
                continue  # nothing had happened to it yet
            if camera in corrected:
                if camera not in facts:
                    continue  # it was not registered yet
                said = list(facts[camera][1:])
            yield (camera, *said, *(now if touched is None else then))

    # How a layer is made

    def _layer(
        self, table: str, columns: Sequence[str], then: Iterable[Row], differing: Sequence[int]
    ) -> None:
        """Have `table` show the rows `then` in the place of the rows `differing`."""
        self._run(f"CREATE TEMP TABLE {table}_then ({', '.join(_keyed(columns))})")
        self._insert(f"{table}_then", then)
        there = self._run(f"SELECT 1 FROM temp.{table}_then LIMIT 1").fetchone()
        if not differing and there is None:
            return
        self._run(f"CREATE TEMP TABLE {table}_gone (id INTEGER PRIMARY KEY)")
        self._insert(f"{table}_gone", ((row,) for row in differing))
        back = self._run(
            f"SELECT 1 FROM temp.{table}_then WHERE id NOT IN (SELECT id FROM main.{table}) LIMIT 1"
        ).fetchone()
        changed = self._changed(table, columns[1:])
        if back is not None or not changed.isdisjoint(_LOOKED_UP_BY):
            self._copy(table)
            return
        self._run(f"DELETE FROM temp.{table}_gone WHERE id IN (SELECT id FROM temp.{table}_then)")
        gone = self._run(f"SELECT 1 FROM temp.{table}_gone LIMIT 1").fetchone()
        only = f"id NOT IN (SELECT id FROM temp.{table}_gone)" if gone is not None else ""
        self._show(table, self._overlay(table, changed, only))

    def _changed(self, table: str, columns: Sequence[str]) -> set[str]:
        """Those of `columns` in which any of the rows of then differs."""
        differs = ", ".join(f"max(t.{c} IS NOT now.{c})" for c in columns)
        found = self._run(
            f"SELECT {differs} FROM temp.{table}_then AS t JOIN main.{table} AS now USING (id)"
        ).fetchone()
        return {column for column, differs in zip(columns, found, strict=True) if differs}

    def _overlay(self, table: str, changed: set[str], only: str) -> str:
        """A view of one table that asks the rows of then for the columns `changed`."""
        shown = [
            f"CASE WHEN id IN (SELECT id FROM temp.{table}_then) THEN"
            f" (SELECT t.{c} FROM temp.{table}_then AS t WHERE t.id = {table}.id) ELSE {c} END"
            f" AS {c}"
            if c in changed
            else c
            for c in columns_of(self._connection, table)
        ]
        where = f" WHERE {only}" if only else ""
        return f"SELECT {', '.join(shown)} FROM main.{table}{where}"

    def _copy(self, table: str) -> None:
        """A table with the rows of then, for rows come back that today are gone."""
        info = self._run(f"PRAGMA main.table_info({table})").fetchall()
        typed = [f"{c} {t}" + (" PRIMARY KEY" if key else "") for _, c, t, _, _, key in info]
        columns = ", ".join(row[1] for row in info)
        self._run(f"CREATE TEMP TABLE known_{table} ({', '.join(typed)})")
        self._run(
            f"INSERT INTO temp.known_{table} SELECT {columns} FROM main.{table}"
            f" WHERE id NOT IN (SELECT id FROM temp.{table}_gone)"
            f" AND id NOT IN (SELECT id FROM temp.{table}_then)"
            f" UNION ALL SELECT {columns} FROM temp.{table}_then ORDER BY id"
        )
        indexes = self._run(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ?"
            " AND sql IS NOT NULL",
            (table,),
        ).fetchall()
        for name, sql in indexes:
            keys = re.split(rf"\bON\s+{table}\s*(?=\()", sql, maxsplit=1)[1]
            self._run(f"CREATE INDEX temp.known_{name} ON known_{table} {keys}")
        self._stand_before(table)

    def _show(self, table: str, select: str) -> None:
        self._run(f"CREATE TEMP VIEW known_{table} AS {select}")
        self._stand_before(table)

    def _stand_before(self, table: str) -> None:
        self._sources[table] = f"known_{table}"
        columns = ", ".join(columns_of(self._connection, table))
        self._run(f"CREATE TEMP VIEW {table} AS SELECT {columns} FROM temp.known_{table}")

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        for batch in chunks(rows, _BATCH):
            self._connection.executemany(
                f"INSERT INTO temp.{table} VALUES ({marks(batch[0])})", batch
            )


def _keyed(columns: Sequence[str]) -> list[str]:
    return [f"{column} INTEGER PRIMARY KEY" if column == "id" else column for column in columns]
