"""The register as it was: as of a day, and as it was known on a day.

A reader looks back by TEMP views that stand before the tables of the same names, so that every
query of the house answers for that moment unchanged. Nothing is written to the register.

- *As of* day d a camera stands as its event with `from_day <= d < until_day` says, and no event
  after d has happened.
- *As known on* day k only the entries recorded by then are there, and those that were taken back
  later are in force (`known_then`).
"""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from camdesk.domain.fold import FOREVER
from camdesk.domain.lifecycle import LIVE
from camdesk.store import contract_days, faults, part_days
from camdesk.store.known_then import columns_of, lay_over
from camdesk.store.picture import CAMERA_DERIVED
from camdesk.store.search import LOOKING_BACK
from camdesk.store.sql import quoted
from camdesk.store.tables import TABLES


@dataclass(frozen=True, slots=True)
class Moment:
    """When the register is looked at; None is today, and all that is known today."""

    as_of: date | None = None
    known_on: date | None = None


NOW = Moment()
_LIVE = quoted(LIVE)


def look_back(connection: sqlite3.Connection, moment: Moment, *, once: bool = False) -> None:
    """Have a reader see the register of `moment`; `NOW` ends it.

    Interrupted, it leaves the reader where it was. Entries made afterwards by others are not to be
    seen apart: look back again after a change. For a query that goes `once` through all cameras
    nothing is worked out beforehand; others would wait for it again and again.
    """
    connection.execute("BEGIN")  # one state of the file throughout, and all of it or nothing
    try:
        _look_at_today(connection)
        if moment != NOW:
            _look_at(connection, moment, once)
        connection.execute("COMMIT")
    except BaseException as error:
        # An interrupt holds for all queries as long as one is open, the way back among them.
        traceback.clear_frames(error.__traceback__)
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _look_at(connection: sqlite3.Connection, moment: Moment, once: bool) -> None:
    sources = {} if moment.known_on is None else lay_over(connection, moment.known_on)
    if moment.as_of is not None:
        for table, select in _as_of(connection, sources, moment.as_of, once).items():
            connection.execute(f"DROP VIEW IF EXISTS temp.{table}")
            connection.execute(f"CREATE TEMP VIEW {table} AS {select}")
    connection.execute(f"CREATE TEMP TABLE {LOOKING_BACK} (as_of TEXT, known_on TEXT)")
    connection.execute(f"INSERT INTO {LOOKING_BACK} VALUES (?, ?)", _texts(moment))


def moment_of(connection: sqlite3.Connection) -> Moment:
    """The moment that a reader looks at."""
    there = connection.execute(
        "SELECT 1 FROM temp.sqlite_master WHERE name = ?", (LOOKING_BACK,)
    ).fetchone()
    if there is None:
        return NOW
    row = connection.execute(f"SELECT as_of, known_on FROM temp.{LOOKING_BACK}").fetchone()
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


def _source(sources: Mapping[str, str], table: str) -> str:
    return f"temp.{sources[table]}" if table in sources else f"main.{table}"


def _as_of(
    connection: sqlite3.Connection, sources: Mapping[str, str], day: date, once: bool
) -> dict[str, str]:
    """By table, the query of what was true on `day`, over what was known."""
    on = f"'{day.isoformat()}'"  # a view takes no parameters; a date needs no quoting
    event, fault = _source(sources, "event"), _source(sources, "fault")
    columns = [
        f"CASE WHEN until_day > {on} THEN '{FOREVER.isoformat()}' ELSE until_day END AS until_day"
        if column == "until_day"
        else column
        for column in columns_of(connection, "event")
    ]
    ends = faults.FAULT_COLUMNS[faults.FAULT_COLUMNS.index("ended_by") :]
    shown = [
        f"CASE WHEN ended_day <= {on} THEN {column} END AS {column}" if column in ends else column
        for column in columns_of(connection, "fault")
    ]
    facts = {table: _source(sources, table) for table in TABLES}
    return {
        "camera": _cameras_as_of(connection, event, facts["camera"], on, once),
        "event": (
            f"SELECT {', '.join(columns)} FROM {event}"
            # The plus keeps the day from being taken for the best way into the table.
            f" WHERE position IS NOT NULL AND +from_day <= {on}"
        ),
        "fault": f"SELECT {', '.join(shown)} FROM {fault} WHERE failed_day <= {on}",
        **part_days.as_of(facts["part"], facts["part_move"], on),
        **contract_days.as_of(facts["contract"], facts["contract_line"], "temp.stood", on),
    }


def _cameras_as_of(
    connection: sqlite3.Connection, event: str, camera: str, on: str, once: bool
) -> str:
    """The cameras, each as its event of that day left it.

    That event is looked for once for all of them, and kept in `stood`. The facts are asked for one
    by one, so that the query is of one table: SQLite reads it by its indexes wherever it is joined.
    Gone through but once, events and facts are joined as they lie there.
    """
    stood = (
        "SELECT camera AS id, id AS event, position, state, connected, site_after AS site, since,"
        " installed_on,"
        f" (SELECT known.contract_line FROM {camera} AS known WHERE known.id = stood.camera)"
        f" AS contract_line FROM {event} AS stood"
        # The plus keeps the days from being taken for the best way into the table.
        f" WHERE position IS NOT NULL AND +from_day <= {on} AND +until_day > {on}"
    )
    if once:
        connection.execute(f"CREATE TEMP VIEW stood AS {stood}")
    else:
        _keep_stood(connection, stood)
    derived = {
        "live": f"CASE WHEN stood.state IN ({_LIVE}) THEN 1 ELSE 0 END",
        "since_day": (
            f"(SELECT max(began.from_day) FROM {event} AS began"
            " WHERE began.camera = stood.id AND began.position <= stood.position"
            " AND began.state IS NOT began.state_before)"
        ),
        "installed_year": (
            "CASE WHEN instr(stood.installed_on, '/') = 0 OR substr(stood.installed_on, 1, 4) ="
            " substr(stood.installed_on, instr(stood.installed_on, '/') + 1, 4)"
            " THEN CAST(substr(stood.installed_on, 1, 4) AS INTEGER) END"
        ),
        "last_event": "stood.event",
    }
    fact = (
        "known.{0}"
        if once
        else f"(SELECT known.{{0}} FROM {camera} AS known WHERE known.id = stood.id)"
    )
    values = [
        f"stood.{column}"
        if column in ("id", "contract_line")
        else f"{derived.get(column, f'stood.{column}')} AS {column}"
        if column in CAMERA_DERIVED
        else f"{fact.format(column)} AS {column}"
        for column in columns_of(connection, "camera")
    ]
    joined = f" CROSS JOIN {camera} AS known ON known.id = stood.id" if once else ""
    return f"SELECT {', '.join(values)} FROM temp.stood AS stood{joined}"


def _keep_stood(connection: sqlite3.Connection, stood: str) -> None:
    connection.execute(
        "CREATE TEMP TABLE stood (id INTEGER PRIMARY KEY, event INTEGER, position INTEGER,"
        " state TEXT, connected INTEGER, site INTEGER, since TEXT, installed_on TEXT,"
        " contract_line INTEGER)"
    )
    connection.execute(f"INSERT INTO temp.stood {stood}")
    for column in ("site", "state", "contract_line"):
        connection.execute(
            f"CREATE INDEX temp.stood_{column} ON stood ({column}) WHERE {column} IS NOT NULL"
        )
