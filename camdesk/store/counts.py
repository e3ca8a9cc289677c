"""Counts and rows for reports, at the moment that the connection looks at (`look_back`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from camdesk.domain.dates import day_before
from camdesk.domain.lifecycle import HELD, ON_SITE, State
from camdesk.store.connection import Connection
from camdesk.store.lines import LongTable, Source
from camdesk.store.listing import name_in
from camdesk.store.places import DISTRICTS
from camdesk.store.sql import quoted
from camdesk.store.tables import Value

_STATE_ORDER = {state.value: rank for rank, state in enumerate(State)}

# The columns that the report of all cameras can have: name -> SQL over the joins below.
_CAMERA_COLUMNS = {
    "inventory_number": "camera.inventory_number",
    "serial_number": "camera.serial_number",
    "unit": "camera.unit",
    "state": "camera.state",
    "programme": "{programme}",
    "district": "{district}",
    "site": "site.code",
    "connected": "camera.connected",
    "balance_holder": "holder.name",
    "place": "{place}",
    "address": "site.address",
    "latitude": "site.latitude",
    "longitude": "site.longitude",
    "since": "camera.since",
    "installed_on": "camera.installed_on",
    "maker": "model.maker",
    "model": "model.name",
    "note": "camera.note",
    "site_name": "site.name",
    "mount": "site.mount",
    "height_m": "site.height_m",
    "azimuth": "site.azimuth",
    "purpose": "site.purpose",
    "operator": "operator.name",
    "site_note": "site.note",
    "cameras_in_system": "camera.cameras_in_system",
    "service_life_months": "camera.service_life_months",
    "register_id": "camera.id",
}
CAMERA_COLUMNS = tuple(_CAMERA_COLUMNS)
# Those that come from small tables of names.
_BOOKS = {
    "programme": "programme",
    "district": "place AS district",
    "balance_holder": "organisation AS holder",
    "place": "place",
    "maker": "model",
    "model": "model",
    "operator": "organisation AS operator",
}
_NOTES = frozenset({"note", "site_note", "purpose"})
_CAMERA_JOINS = {
    "site": " LEFT JOIN site ON site.id = camera.site",
    "place": " LEFT JOIN place ON place.id = site.place",
    "district": (
        " LEFT JOIN district_of ON district_of.place = site.place"
        " LEFT JOIN place AS district ON district.id = district_of.district"
    ),
    "programme": " LEFT JOIN programme ON programme.id = camera.programme",
    "holder": " LEFT JOIN organisation AS holder ON holder.id = camera.balance_holder",
    "model": " LEFT JOIN model ON model.id = camera.model",
    "operator": " LEFT JOIN organisation AS operator ON operator.id = site.operator",
}


def cameras(
    connection: Connection,
    columns: Sequence[str],
    language: str,
    own: Mapping[str, str] = MappingProxyType({}),
) -> LongTable:
    """The rows of all cameras in the register as of a day, in the order of their ids.

    `own` is the SQL of further columns, by name.
    """
    names = {table: name_in(table, language) for table in ("programme", "district", "place")}
    chosen = [
        own[name] if name in own else _CAMERA_COLUMNS[name].format(**names) for name in columns
    ]
    text = " ".join(chosen)
    joins = "".join(sql for alias, sql in _CAMERA_JOINS.items() if f"{alias}." in text)
    if "site." in joins and _CAMERA_JOINS["site"] not in joins:
        joins = _CAMERA_JOINS["site"] + joins
    with_clause = DISTRICTS if "district_of" in joins else ""
    sources = [
        Source(value, costly=True, long=True)
        if name in own
        else Source(value, _BOOKS.get(name, ""), long=name in _NOTES)
        for name, value in zip(columns, chosen, strict=True)
    ]
    return LongTable(connection, "camera", sources, joins, with_clause)


def by_programme(connection: Connection, language: str) -> list[tuple[Value, ...]]:
    """(programme, unit, state, count); units are never added up."""
    rows = connection.execute(
        f"SELECT {name_in('programme', language)}, counted.unit, counted.state, counted.n FROM"
        " (SELECT camera.programme, camera.unit, camera.state, count(*) AS n"
        " FROM camera"
        " GROUP BY camera.programme, camera.unit, camera.state) AS counted"
        " LEFT JOIN programme ON programme.id = counted.programme"
    )
    return _in_order(rows, state=2)


def behind(
    connection: Connection, counted: Mapping[str, Value], language: str, *, on_site: bool = False
) -> list[int]:
    """The cameras that a row of these counts counts; `counted` are its values by their columns."""
    names = {table: name_in(table, language) for table in ("programme", "district")}
    asked = {name: _CAMERA_COLUMNS[name].format(**names) for name in counted if name != "count"}
    conditions = [f"{value} IS ?" for value in asked.values()]
    if on_site:
        conditions.append(f"camera.state IN ({quoted(ON_SITE)})")
    text = " ".join(asked.values())
    joins = "".join(sql for alias, sql in _CAMERA_JOINS.items() if f"{alias}." in text)
    if "site." in joins:
        joins = _CAMERA_JOINS["site"] + joins
    rows = connection.execute(
        f"{DISTRICTS if 'district' in asked else ''} SELECT camera.id FROM camera{joins}"
        f" WHERE {' AND '.join(conditions)} ORDER BY camera.id",
        [counted[name] for name in asked],
    )
    return [row for (row,) in rows]


def by_state(connection: Connection) -> list[tuple[Value, ...]]:
    """(unit, state, count); units are never added up."""
    rows = connection.execute(
        "SELECT camera.unit, camera.state, count(*) FROM camera GROUP BY camera.unit, camera.state"
    )
    return _in_order(rows, state=1)


def by_district(connection: Connection, language: str) -> list[tuple[Value, ...]]:
    """(district, unit, state, count); a place outside every district has none."""
    rows = connection.execute(
        f"{DISTRICTS} SELECT {name_in('district', language)}, counted.unit, counted.state,"
        " sum(counted.n) FROM"
        " (SELECT site.place, camera.unit, camera.state, count(*) AS n"
        " FROM camera"
        " LEFT JOIN site ON site.id = camera.site"
        " GROUP BY site.place, camera.unit, camera.state) AS counted"
        " LEFT JOIN district_of ON district_of.place = counted.place"
        " LEFT JOIN place AS district ON district.id = district_of.district"
        " GROUP BY district.id, counted.unit, counted.state"
    )
    return _in_order(rows, state=2)


def connected(connection: Connection, language: str) -> list[tuple[Value, ...]]:
    """(programme, unit, connected, balance_holder, count) of the cameras at their sites."""
    rows = connection.execute(
        f"SELECT {name_in('programme', language)}, counted.unit, counted.connected, holder.name,"
        " counted.n FROM"
        " (SELECT camera.programme, camera.unit, camera.connected, camera.balance_holder,"
        f" count(*) AS n FROM camera"
        f" WHERE camera.state IN ({quoted(ON_SITE)})"
        " GROUP BY camera.programme, camera.unit, camera.connected, camera.balance_holder)"
        " AS counted"
        " LEFT JOIN programme ON programme.id = counted.programme"
        " LEFT JOIN organisation AS holder ON holder.id = counted.balance_holder"
    )
    return _in_order(rows)


def movement(connection: Connection, first: date, last: date) -> list[tuple[Value, ...]]:
    """(unit, opening, received, gone, closing) over `first` to `last`, both days included.

    Counted are the cameras that the office has (`lifecycle.HELD`): opening + received - gone
    is always closing.
    """
    held = quoted(HELD)
    rows = connection.execute(
        "SELECT camera.unit,"
        " sum(CASE WHEN event.from_day <= ? AND event.until_day > ?"
        f" AND event.state IN ({held}) THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN event.from_day BETWEEN ? AND ? AND event.state IN ({held})"
        f" AND coalesce(event.state_before, '') NOT IN ({held}) THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN event.from_day BETWEEN ? AND ? AND event.state NOT IN ({held})"
        f" AND event.state_before IN ({held}) THEN 1 ELSE 0 END),"
        " sum(CASE WHEN event.from_day <= ? AND event.until_day > ?"
        f" AND event.state IN ({held}) THEN 1 ELSE 0 END)"
        " FROM event JOIN camera ON camera.id = event.camera"
        " WHERE event.position IS NOT NULL GROUP BY camera.unit ORDER BY camera.unit",
        [
            *[day_before(first).isoformat()] * 2,
            *[first.isoformat(), last.isoformat()] * 2,
            *[last.isoformat()] * 2,
        ],
    )
    return list(rows)


def _in_order(
    rows: Iterator[tuple[Value, ...]], state: int | None = None
) -> list[tuple[Value, ...]]:
    """Rows by their names, unknown ones last, and by state as the lifecycle has them."""

    def key(row: tuple[Value, ...]) -> list[tuple[bool, str, int]]:
        return [
            (value is None, "", _STATE_ORDER[str(value)])
            if place == state
            else (value is None, str(value or "").casefold(), 0)
            for place, value in enumerate(row[:-1])
        ]

    return sorted(rows, key=key)
