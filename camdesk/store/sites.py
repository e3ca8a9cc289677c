"""The list of sites and the chain of cameras that hung at one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import ON_SITE
from camdesk.domain.own_fields import OwnField
from camdesk.store import own_fields, places, search
from camdesk.store.listing import Column, Condition, Filter, Listing, by_name, name_in
from camdesk.store.picture import marks
from camdesk.store.sql import quoted

_ON_SITE = quoted(ON_SITE)
_JOINS = MappingProxyType(
    {
        "place": "LEFT JOIN place ON place.id = site.place",
        "district": (
            "LEFT JOIN district_of ON district_of.place = site.place"
            " LEFT JOIN place AS district ON district.id = district_of.district"
        ),
        "operator": "LEFT JOIN organisation AS operator ON operator.id = site.operator",
    }
)
# How many cameras hang there now, counted for the rows shown only.
_HANGING = (
    f"(SELECT count(*) FROM camera WHERE camera.site = site.id AND camera.state IN ({_ON_SITE}))"
)


@lru_cache(maxsize=8)
def listing(language: str, own: tuple[OwnField, ...] = ()) -> Listing:
    """The list of sites, with names in `language` and the `own` fields that they have."""
    return Listing(
        table="site",
        columns=by_name(
            (
                Column("code", N_("Site code"), "site.code"),
                Column("address", N_("Address"), "coalesce(site.address, site.name)"),
                Column("place", N_("Place"), name_in("place", language), joins=("place",)),
                Column(
                    "district", N_("District"), name_in("district", language), joins=("district",)
                ),
                Column("cameras", N_("Cameras now"), _HANGING, "number"),
                Column("latitude", N_("Latitude"), "site.latitude", "coordinate"),
                Column("longitude", N_("Longitude"), "site.longitude", "coordinate"),
                Column("mount", N_("Mount"), "site.mount"),
                Column("purpose", N_("Purpose"), "site.purpose"),
                Column("operator", N_("Link operator"), "operator.name", joins=("operator",)),
                Column("note", N_("Note"), "site.note"),
                *own_fields.columns(own),
                Column("id", N_("Row no."), "site.id", "number"),
            )
        ),
        joins=_JOINS,
        filters=MappingProxyType(
            {
                "place": Filter(
                    "place",
                    N_("Place"),
                    places.sites_within,
                    f"SELECT place.id, {name_in('place', language)}, count(*) FROM site"
                    f" {_JOINS['place']} GROUP BY site.place ORDER BY 3 DESC",
                ),
                **own_fields.filters(own),
            }
        ),
        search=_search,
        default_sort="id",
        with_clause=places.DISTRICTS,
    )


@dataclass(frozen=True, slots=True)
class Stay:
    """One camera's time at a site."""

    camera: int
    inventory_number: str | None
    state: str  # the camera's state now
    came: str | None  # EDTF; None: unknown
    came_kind: str
    left: str | None  # EDTF; None: unknown or still there
    left_kind: str | None  # None: still there


def chain(connection: sqlite3.Connection, site: int) -> list[Stay]:
    """The cameras that hang or hung at `site`, the latest first."""
    cameras = [
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT camera FROM event WHERE site = ? AND position IS NOT NULL", (site,)
        )
    ]
    stays: list[tuple[str, Stay]] = []
    for camera in cameras:
        stays += _stays(connection, camera, site)
    return [stay for _, stay in sorted(stays, key=lambda pair: pair[0], reverse=True)]


def _stays(connection: sqlite3.Connection, camera: int, site: int) -> list[tuple[str, Stay]]:
    number, state = connection.execute(
        "SELECT inventory_number, state FROM camera WHERE id = ?", (camera,)
    ).fetchone()
    events = connection.execute(
        "SELECT kind, occurred_on, state, site_after, from_day FROM event"
        " WHERE camera = ? AND position IS NOT NULL ORDER BY position",
        (camera,),
    )
    stays: list[tuple[str, Stay]] = []
    arrived: tuple[str, str | None, str] | None = None
    for kind, occurred_on, state_after, site_after, from_day in events:
        there = site_after == site and state_after in ON_SITE
        if there and arrived is None:
            arrived = (kind, occurred_on, from_day)
        elif arrived is not None and not there:
            stay = Stay(camera, number, state, arrived[1], arrived[0], occurred_on, kind)
            stays.append((arrived[2], stay))
            arrived = None
    if arrived is not None:
        stay = Stay(camera, number, state, arrived[1], arrived[0], None, None)
        stays.append((arrived[2], stay))
    return stays


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    condition, values = search.index_condition("site", term, connection)
    parts = [f"site.{condition}"]
    if named := places.named(connection, term):
        inside = places.within(connection, named)
        parts.append(f"site.place IN ({marks(inside)})")
        values = [*values, *inside]
    return f"({' OR '.join(parts)})", values
