"""What the register says of cameras and sites, as an imported table is compared with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from camdesk.domain.lifecycle import State
from camdesk.domain.own_fields import OwnField
from camdesk.store.connection import Connection
from camdesk.store.fill_sheet import CAME_TO_HANG, LATEST
from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value

# By target of an import: where its value stands.
_CAMERA = {
    "camera.inventory_number": "camera.inventory_number",
    "camera.serial_number": "camera.serial_number",
    "unit": "camera.unit",
    "camera.cameras_in_system": "camera.cameras_in_system",
    "camera.service_life_months": "camera.service_life_months",
    "camera.note": "camera.note",
    "camera.maker": "model.maker",
    "camera.model": "model.name",
}
_SITE = {
    f"site.{column}": f"site.{column}"
    for column in (
        "code", "name", "address", "place", "latitude", "longitude", "mount", "height_m",
        "azimuth", "purpose", "note",
    )
}  # fmt: skip
# By target: the names under which a row of a reference book is known.
_NAMES = {
    "camera.programme": ("programme.name_ru", "programme.name_kk", "programme.name_en"),
    "camera.balance_holder": ("holder.name", "holder.bin"),
    "site.operator": ("operator.name", "operator.bin"),
}
_JOINED = (
    " LEFT JOIN model ON model.id = camera.model"
    " LEFT JOIN programme ON programme.id = camera.programme"
    " LEFT JOIN organisation AS holder ON holder.id = camera.balance_holder"
)
_SITE_JOINED = " LEFT JOIN organisation AS operator ON operator.id = site.operator"


@dataclass(slots=True)
class SitePicture:
    """A site: its facts by target, and the names that each of its references has."""

    id: int
    facts: dict[str, Value]
    names: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Picture:
    """A camera as it stands: facts by target, names of its references, and its site."""

    id: int
    facts: dict[str, Value]
    names: dict[str, tuple[str, ...]]
    state: State
    live: bool
    connected: bool | None
    installed_on: str | None  # EDTF
    since_day: str
    site: SitePicture | None


@dataclass(frozen=True, slots=True)
class LastKnown:
    """Until when the register knows how a camera stood: None where nothing is dated."""

    day: date | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """The event with which a camera came to hang where it hangs."""

    event: int
    opening: bool
    occurred_on: str | None  # EDTF


def pictures(
    connection: Connection, cameras: Iterable[int], own: Iterable[OwnField] = ()
) -> dict[int, Picture]:
    """The pictures of `cameras`, with their own fields among the facts."""
    made: dict[int, Picture] = {}
    names = {target: _NAMES[target] for target in ("camera.programme", "camera.balance_holder")}
    said = ", ".join([*_CAMERA.values(), *(one for some in names.values() for one in some)])
    fields = list(own)
    for chunk in chunks(cameras):
        rows = connection.execute(
            "SELECT camera.id, camera.state, camera.live, camera.connected, camera.installed_on,"
            f" camera.since_day, camera.site, {said} FROM camera{_JOINED}"
            f" WHERE camera.id IN ({marks(chunk)})",
            chunk,
        ).fetchall()
        sites = site_pictures(connection, {row[6] for row in rows if row[6] is not None}, fields)
        for camera, state, live, connected, installed_on, since_day, site, *values in rows:
            made[camera] = Picture(
                camera,
                dict(zip(_CAMERA, values, strict=False)),
                _named(names, values[len(_CAMERA) :]),
                State(state),
                bool(live),
                None if connected is None else bool(connected),
                installed_on,
                since_day,
                sites.get(site),
            )
        _add_own(
            connection, "camera", fields, chunk, {i: made[i].facts for i in chunk if i in made}
        )
    return made


def site_pictures(
    connection: Connection, sites: Iterable[int], own: Iterable[OwnField] = ()
) -> dict[int, SitePicture]:
    """The pictures of `sites`, with their own fields among the facts."""
    made: dict[int, SitePicture] = {}
    names = {"site.operator": _NAMES["site.operator"]}
    said = ", ".join([*_SITE.values(), *names["site.operator"]])
    for chunk in chunks(sites):
        rows = connection.execute(
            f"SELECT site.id, {said} FROM site{_SITE_JOINED} WHERE site.id IN ({marks(chunk)})",
            chunk,
        )
        for site, *values in rows:
            made[site] = SitePicture(
                site, dict(zip(_SITE, values, strict=False)), _named(names, values[len(_SITE) :])
            )
        _add_own(connection, "site", own, chunk, {i: made[i].facts for i in chunk if i in made})
    return made


def last_known(connection: Connection, cameras: Iterable[int]) -> dict[int, LastKnown]:
    """The last day of which the register says how each camera stood.

    That is the day by which its last dated event had happened, or the later day of which a table
    spoke whose import recorded one.
    """
    found: dict[int, LastKnown] = {}
    for chunk in chunks(cameras):
        rows = connection.execute(
            "SELECT event.camera, max(entry.as_of),"
            " max(CASE WHEN coalesce(event.occurred_on, supplement.occurred_on) IS NOT NULL"
            " THEN event.from_day END)"
            " FROM event JOIN entry ON entry.id = event.entry"
            " LEFT JOIN supplement ON supplement.event = event.id"
            f" WHERE event.camera IN ({marks(chunk)}) AND event.position IS NOT NULL"
            " GROUP BY event.camera",
            chunk,
        )
        for camera, *days in rows:
            said = [day for day in days if day is not None]
            found[camera] = LastKnown(date.fromisoformat(max(said)) if said else None)
    return found


def arrivals(connection: Connection, cameras: Iterable[int]) -> dict[int, Arrival]:
    """By camera that hangs at a site: the event with which it came to hang there."""
    found: dict[int, Arrival] = {}
    for chunk in chunks(cameras):
        rows = connection.execute(
            "SELECT event.camera, event.id, event.state_before IS NULL,"
            " coalesce(event.occurred_on, supplement.occurred_on) FROM event"
            " LEFT JOIN supplement ON supplement.event = event.id"
            f" WHERE event.camera IN ({marks(chunk)}) AND event.position IS NOT NULL"
            f" AND {LATEST.format(CAME_TO_HANG)}",
            chunk,
        )
        for camera, event, opening, occurred_on in rows:
            found[camera] = Arrival(event, bool(opening), occurred_on)
    return found


def _named(
    names: Mapping[str, tuple[str, ...]], values: Iterable[Value]
) -> dict[str, tuple[str, ...]]:
    """By target the names that are said of it, from the values of their columns in order."""
    said = iter(values)
    return {
        target: tuple(str(name) for _ in columns if (name := next(said)) is not None)
        for target, columns in names.items()
    }


def _add_own(
    connection: Connection,
    table: str,
    own: Iterable[OwnField],
    rows: Iterable[int],
    facts: Mapping[int, dict[str, Value]],
) -> None:
    named = {one.id: f"{table}.own.{one.name}" for one in own if one.table == table}
    if not named:
        return
    wanted = list(rows)
    values: dict[int, list[tuple[int, Value]]] = defaultdict(list)
    found = connection.execute(
        f"SELECT {table}, field, value FROM own_value WHERE {table} IN ({marks(wanted)})", wanted
    )
    for row, own_field, value in found:
        values[row].append((own_field, value))
    for row, some in values.items():
        for own_field, value in some:
            if own_field in named:
                facts[row][named[own_field]] = value
