"""The cameras that a report speaks of: those of a programme, a place or a balance holder.

As with looking back, TEMP views stand before the tables of the same names in one reader, so that
every query answers for the chosen cameras without knowing of it. They are laid over whatever
stands there already: a reader that looks back sees the cameras that belonged to the programme,
the place and the holder *then*. The place of a camera is that of the site where it hangs or last
hung, with everything that lies within it.

"None said" of a place means that no district is known, as in the counts by district.

What has no camera of its own (a bought part, a number that nobody bears) has no programme, place
or holder either: it is there where none of them is asked for.
"""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields

from camdesk.store.places import DISTRICTS, within
from camdesk.store.tables import Value

NONE_SAID = 0
"""Stands in a filter for cameras of which nobody said it; ids of rows begin at 1."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cameras: ids of a programme, place and balance holder; None is no limit."""

    programme: int | None = None
    place: int | None = None
    balance_holder: int | None = None


NO_FILTERS = Filters()
NAMES: tuple[str, ...] = tuple(one.name for one in fields(Filters))

_STATE = "chosen_filters"
_IDS = "chosen_camera"
# Where a row of these tables names its camera; rows without one have no programme, place, holder.
_CAMERA_OF = {
    "event": "camera",
    "fault": "camera",
    "part": "donor",
    "stock_take_line": "camera",
}
_NARROWED = ("camera", *_CAMERA_OF)


def choose(connection: sqlite3.Connection, filters: Filters, *, views: bool = True) -> None:
    """Have a reader see only the cameras of `filters`, and what happened to them.

    Without `views` the choice is only kept for `chosen`: some queries narrow their rows
    themselves. `unchoose` ends it, and so does looking back to another moment.
    """
    with _at_once(connection):
        columns = ", ".join(f"{name} INTEGER" for name in NAMES)
        connection.execute(f"CREATE TEMP TABLE {_STATE} ({columns}, views INTEGER)")
        connection.execute(
            f"INSERT INTO {_STATE} VALUES (?, ?, ?, ?)", [*astuple(filters), int(views)]
        )
        if views:
            _stand_before(connection, filters)


def unchoose(connection: sqlite3.Connection) -> None:
    """Have a reader see all cameras again, of the moment that it looks at."""
    if not _there(connection, _STATE):
        return
    with _at_once(connection):
        (views,) = connection.execute(f"SELECT views FROM temp.{_STATE}").fetchone()
        for table in _NARROWED if views else ():
            connection.execute(f"DROP VIEW temp.{table}")
            stood = _view(connection, everyone(table))
            if stood is not None:
                connection.execute(f"CREATE TEMP VIEW {table} AS {stood}")
                connection.execute(f"DROP VIEW temp.{everyone(table)}")
        connection.execute(f"DROP TABLE IF EXISTS temp.{_IDS}")
        connection.execute(f"DROP TABLE temp.{_STATE}")


@contextmanager
def _at_once(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, also when it is broken off."""
    connection.execute("BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        # An interrupt holds for all queries as long as one is open.
        traceback.clear_frames(error.__traceback__)
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def chosen(connection: sqlite3.Connection) -> Filters:
    """The filters that hold for a reader."""
    if not _there(connection, _STATE):
        return NO_FILTERS
    row = connection.execute(f"SELECT {', '.join(NAMES)} FROM temp.{_STATE}").fetchone()
    return Filters(*row)


def everyone(table: str) -> str:
    """How a narrowed `table` is called as a whole, while cameras are chosen."""
    return f"every_{table}"


def whole(connection: sqlite3.Connection, table: str) -> str:
    """The table to read where other cameras are to be named beside the chosen ones."""
    if _view(connection, everyone(table)) is not None:
        return f"temp.{everyone(table)}"
    return f"main.{table}" if _there(connection, _IDS) else table


def sites_condition(connection: sqlite3.Connection, filters: Filters) -> str:
    """Holds for the sites in the place that is asked for, where chosen cameras hang or last hung.

    A site of that place counts without any camera, unless a programme or a holder is asked for.
    """
    parts = ["1"]
    if filters.programme is not None or filters.balance_holder is not None:
        parts.append("site.id IN (SELECT camera.site FROM camera)")
    if filters.place is not None:
        parts.append(f"({_place_condition(connection, filters.place)})")
    return " AND ".join(parts)


def _stand_before(connection: sqlite3.Connection, filters: Filters) -> None:
    condition = _condition(connection, filters)
    sources = {table: _set_aside(connection, table) for table in _NARROWED}
    # Of today's cameras the indexes find the chosen ones; as of another day each is worked out
    # from its events, and that is done once.
    direct = sources["camera"] == "main.camera"
    connection.execute(f"CREATE TEMP TABLE {_IDS} (id INTEGER PRIMARY KEY)")
    connection.execute(
        f"INSERT INTO temp.{_IDS} SELECT id FROM {sources['camera']} AS camera"
        f" WHERE {condition} ORDER BY id"
    )
    among = f"IN (SELECT id FROM temp.{_IDS})"
    connection.execute(
        f"CREATE TEMP VIEW camera AS SELECT * FROM {sources['camera']} AS camera"
        f" WHERE {condition if direct else f'id {among}'}"
    )
    # Everything that is asked for is "none said": then what has no camera is there too.
    orphans = all(value in (None, NONE_SAID) for value in astuple(filters))
    for table, column in _CAMERA_OF.items():
        also = f" OR {column} IS NULL" if orphans and table in ("part", "stock_take_line") else ""
        connection.execute(
            f"CREATE TEMP VIEW {table} AS SELECT * FROM {sources[table]} AS {table}"
            f" WHERE ({column} {among}{also})"
        )


def _set_aside(connection: sqlite3.Connection, table: str) -> str:
    """Free the name of a table; returns how what it showed is called now."""
    stood = _view(connection, table)
    if stood is None:
        return f"main.{table}"
    connection.execute(f"DROP VIEW temp.{table}")
    connection.execute(f"CREATE TEMP VIEW {everyone(table)} AS {stood}")
    return f"temp.{everyone(table)}"


def _condition(connection: sqlite3.Connection, filters: Filters) -> str:
    """Holds for the chosen cameras; ids are whole numbers, and a view takes no parameters."""
    parts = ["1"]
    for column, book in (("programme", "programme"), ("balance_holder", "organisation")):
        wanted = getattr(filters, column)
        if wanted == NONE_SAID:
            parts.append(f"camera.{column} IS NULL")
        elif wanted is not None:
            # What was merged into it counts as it does.
            rows = connection.execute(
                f"SELECT id FROM {book} WHERE merged_into = ? UNION SELECT ?", (wanted, wanted)
            )
            parts.append(f"camera.{column} IN ({_ids(row[0] for row in rows)})")
    if filters.place is not None:
        parts.append(_in_place(connection, filters.place))
    return " AND ".join(parts)


def _in_place(connection: sqlite3.Connection, place: int) -> str:
    there = f"camera.site IN (SELECT id FROM site WHERE {_place_condition(connection, place)})"
    if place == NONE_SAID:
        return f"(camera.site IS NULL OR {there})"
    inside = _ids(within(connection, [place]))
    outside = connection.execute(
        f"SELECT 1 FROM (SELECT DISTINCT place FROM site) AS had WHERE place NOT IN ({inside})"
        " OR place IS NULL UNION ALL SELECT 1 FROM camera WHERE site IS NULL LIMIT 1"
    ).fetchone()
    # The whole region is no limit where everything lies in it: nothing needs to be looked up.
    return there if outside else "1"


def _place_condition(connection: sqlite3.Connection, place: int) -> str:
    """On a row of `site`."""
    if place == NONE_SAID:
        rows = connection.execute(
            f"{DISTRICTS} SELECT id FROM place WHERE id NOT IN (SELECT place FROM district_of)"
        )
        return f"site.place IS NULL OR site.place IN ({_ids(row[0] for row in rows)})"
    return f"site.place IN ({_ids(within(connection, [place]))})"


def _ids(rows: Iterable[Value]) -> str:
    return ", ".join(str(int(row)) for row in rows if row is not None)


def _there(connection: sqlite3.Connection, name: str) -> bool:
    row = connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone()
    return row is not None


def _view(connection: sqlite3.Connection, name: str) -> str | None:
    """The query of a TEMP view; None where there is none of that name."""
    row = connection.execute(
        "SELECT sql FROM temp.sqlite_master WHERE type = 'view' AND name = ?", (name,)
    ).fetchone()
    return None if row is None else str(row[0]).partition(" AS ")[2]
