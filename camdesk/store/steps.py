"""Steps in the lives of cameras as rows: what was installed, and what it replaced; what is proposed
for write-off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import KINDS, Kind, State
from camdesk.store.chosen import whole
from camdesk.store.connection import Connection
from camdesk.store.happened import HAPPENED
from camdesk.store.listing import name_in
from camdesk.store.part_list import camera_name, paper_name
from camdesk.store.places import DISTRICTS
from camdesk.store.sql import quoted
from camdesk.store.tables import Value


def _names_camera(kind: Kind) -> bool:
    return any(field.kind is FieldKind.CAMERA for field in kind.fields)


_INSTALLS = quoted(
    k.name for k in KINDS.values() if _names_camera(k) and k.target is State.IN_SERVICE
)
_REMOVES = quoted(
    k.name for k in KINDS.values() if _names_camera(k) and k.target is not State.IN_SERVICE
)
_PROPOSES = quoted(k.name for k in KINDS.values() if k.target is State.PROPOSED)
_MODEL = "nullif(trim(coalesce({0}.maker, '') || ' ' || coalesce({0}.name, '')), '')"


def installations(
    connection: Connection, first: date, last: date, language: str
) -> Iterator[tuple[Value, ...]]:
    """(camera, unit, programme, district, site, address, installed on, model, in place of, model
    of that, its state now, contractor, cost, paper) of each installation that has certainly
    happened from `first` to `last`, in the order of days."""
    every = whole(connection, "camera")
    events = whole(connection, "event")
    replaced = (
        f"coalesce(event.other_camera, (SELECT gone.camera FROM {events} AS gone"
        " WHERE gone.other_camera = event.camera AND gone.position IS NOT NULL"
        f" AND gone.kind IN ({_REMOVES}) AND gone.from_day <= event.from_day"
        " ORDER BY gone.id DESC LIMIT 1))"
    )
    return connection.execute(
        f"{DISTRICTS} SELECT {camera_name('camera', 'camera.id')}, camera.unit,"
        f" {name_in('programme', language)}, {name_in('district', language)}, site.code,"
        f" coalesce(site.address, site.name), event.occurred_on, {_MODEL.format('model')},"
        f" {camera_name('old', 'old.id')}, {_MODEL.format('was')}, old.state,"
        f" contractor.name, event.cost, {paper_name('paper')}"
        f" FROM {HAPPENED} AS event JOIN camera ON camera.id = event.camera"
        f" LEFT JOIN {every} AS old ON old.id = {replaced}"
        " LEFT JOIN model AS was ON was.id = old.model"
        " LEFT JOIN model ON model.id = camera.model"
        " LEFT JOIN programme ON programme.id = camera.programme"
        " LEFT JOIN site ON site.id = event.site_after"
        " LEFT JOIN district_of ON district_of.place = site.place"
        " LEFT JOIN place AS district ON district.id = district_of.district"
        " LEFT JOIN organisation AS contractor ON contractor.id = event.organisation"
        " LEFT JOIN document AS paper ON paper.id = event.document"
        f" WHERE event.kind IN ({_INSTALLS}) AND event.position IS NOT NULL"
        " AND event.from_day BETWEEN ? AND ? ORDER BY event.from_day, event.id",
        [first.isoformat(), last.isoformat()],
    )


def proposed(connection: Connection, on: date, language: str) -> Iterator[tuple[Value, ...]]:
    """(camera, unit, programme, district, address, proposed on, days waiting, technical
    conclusion, commission, paper) of each camera that is proposed for write-off, in the order of
    waiting; `on` is the day until which that is counted."""
    rows = connection.execute(
        f"{DISTRICTS} SELECT {camera_name('camera', 'camera.id')}, camera.unit,"
        f" {name_in('programme', language)}, {name_in('district', language)},"
        " coalesce(site.address, site.name, site.code), camera.since,"
        f" commission.name, {paper_name('paper')}, event.details, camera.since_day"
        f" FROM camera LEFT JOIN {HAPPENED} AS event ON event.id ="
        " (SELECT max(said.id) FROM event AS said WHERE said.camera = camera.id"
        f" AND said.position IS NOT NULL AND said.kind IN ({_PROPOSES}))"
        " LEFT JOIN document AS paper ON paper.id = event.document"
        " LEFT JOIN commission ON commission.id = paper.commission"
        " LEFT JOIN programme ON programme.id = camera.programme"
        " LEFT JOIN site ON site.id = camera.site"
        " LEFT JOIN district_of ON district_of.place = site.place"
        " LEFT JOIN place AS district ON district.id = district_of.district"
        f" WHERE camera.state = '{State.PROPOSED}' ORDER BY camera.since_day, camera.id"
    )
    for *about, since, commission, paper, details, since_day in rows:
        said = json.loads(details) if details else {}
        waited = (on - date.fromisoformat(since_day)).days
        yield (
            *about,
            since,
            waited,
            said.get("conclusion"),
            commission or said.get("commission"),
            paper,
        )
