"""The tree of places: what lies within what, and the district of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from camdesk.store import search
from camdesk.store.listing import Condition
from camdesk.store.picture import marks
from camdesk.store.tables import Value

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
