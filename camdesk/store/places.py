"""The tree of places: what lies within what, and the district of each."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from camdesk.domain.lifecycle import ON_SITE
from camdesk.store import search
from camdesk.store.listing import Condition, name_in
from camdesk.store.picture import marks
from camdesk.store.sql import quoted
from camdesk.store.tables import Value

_ON_SITE = quoted(ON_SITE)
# The district (or the city of that rank) that a place lies in or is.
DISTRICTS = """WITH RECURSIVE climb (place, ancestor, kind, depth) AS (
    SELECT id, id, kind, 0 FROM place
    UNION ALL
    SELECT climb.place, above.id, above.kind, climb.depth + 1 FROM climb
    JOIN place AS here ON here.id = climb.ancestor JOIN place AS above ON above.id = here.parent
    WHERE climb.kind NOT IN ('district', 'city') AND climb.depth < 20
), district_of (place, district) AS (
    SELECT place, ancestor FROM climb WHERE kind IN ('district', 'city')
)"""


def within(connection: sqlite3.Connection, places: Iterable[Value]) -> list[Value]:
    """The ids of `places` and of everything that lies within them."""
    wanted = list(places)
    rows = connection.execute(
        "WITH RECURSIVE inside (id) AS ("
        f" SELECT id FROM place WHERE id IN ({marks(wanted)})"
        " UNION SELECT place.id FROM place JOIN inside ON place.parent = inside.id"
        ") SELECT id FROM inside",
        wanted,
    )
    return [row[0] for row in rows]


def sites_within(connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    """A condition on `site.place`: it lies within one of `wanted`; None is no place at all."""
    inside = within(connection, [place for place in wanted if place is not None])
    unknown = " OR site.place IS NULL" if None in wanted else ""
    return f"(site.place IN ({marks(inside)}){unknown})", inside


def named(connection: sqlite3.Connection, term: str) -> list[Value]:
    """The ids of the places in whose names or other spellings the folded `term` stands."""
    rows = connection.execute("SELECT id, name_ru, name_kk, name_en, also_written FROM place")
    return [row[0] for row in rows if term in search.search_text(row[1:])]


def centre_of(
    connection: sqlite3.Connection, place: int, language: str
) -> tuple[str, tuple[float, float]] | None:
    """Name and centre (latitude, longitude) of `place`, or of the nearest place around it that
    has one; None where none has."""
    at: int | None = place
    for _ in range(20):  # a tree of places is never so deep
        row = connection.execute(
            f"SELECT parent, {name_in('place', language)}, latitude, longitude FROM place"
            " WHERE id = ?",
            (at,),
        ).fetchone()
        if row is None:
            return None
        at, name, latitude, longitude = row
        if latitude is not None and longitude is not None:
            return name, (latitude, longitude)
    return None


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with what lies in it and in the places within it."""

    id: int | None  # None: sites whose place is not known
    parent: int | None
    name: str
    kind: str
    sites: int
    cameras: int  # that hang there now
    systems: int


def tree(connection: sqlite3.Connection, language: str) -> list[PlaceCount]:
    """All places, parents before children, by name; sites and cameras counted with all within.

    Cameras and systems of cameras are never added up.
    """
    own = {
        row[0]: list(row[1:])
        for row in connection.execute(
            "SELECT site.place, count(DISTINCT site.id),"
            " sum(CASE WHEN camera.unit = 'camera' THEN 1 ELSE 0 END),"
            " sum(CASE WHEN camera.unit = 'system' THEN 1 ELSE 0 END)"
            " FROM site LEFT JOIN camera ON camera.site = site.id"
            f" AND camera.state IN ({_ON_SITE}) GROUP BY site.place"
        )
    }
    rows = connection.execute(
        f"SELECT id, parent, {name_in('place', language)}, kind FROM place"
        " WHERE merged_into IS NULL"
    ).fetchall()
    children: dict[int | None, list[tuple[int, str, str]]] = defaultdict(list)
    known = {row[0] for row in rows}
    for place, parent, name, kind in rows:
        children[parent if parent in known else None].append((place, name, kind))
    counted: list[PlaceCount] = []
    _count(None, children, own, counted)
    if None in own:
        counted.append(PlaceCount(None, None, "", "", *own[None]))
    return counted


def _count(
    parent: int | None,
    children: Mapping[int | None, list[tuple[int, str, str]]],
    own: Mapping[int | None, list[int]],
    counted: list[PlaceCount],
) -> list[int]:
    """Add the places within `parent` to `counted`; returns what they hold in all."""
    total = [0, 0, 0]
    for place, name, kind in sorted(children.get(parent, ()), key=lambda one: one[1].casefold()):
        at = len(counted)
        counted.append(PlaceCount(place, parent, name, kind, 0, 0, 0))
        inside = _count(place, children, own, counted)
        sums = [a + b for a, b in zip(own.get(place, [0, 0, 0]), inside, strict=True)]
        counted[at] = PlaceCount(place, parent, name, kind, *sums)
        total = [a + b for a, b in zip(total, sums, strict=True)]
    return total
