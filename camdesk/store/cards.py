"""Everything the register knows about one camera: facts, standing, timeline, history of fields."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.fold import Event, fold
from camdesk.domain.lifecycle import KINDS, Standing, State
from camdesk.store.happened import HAPPENED
from camdesk.store.ledger import NewEvent, domain_event, parse_details
from camdesk.store.listing import name_in
from camdesk.store.picture import CameraContradiction, arrange_camera, chunks, load_events, marks
from camdesk.store.tables import TABLES, Value


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as an event names it."""

    id: int
    kind: str
    number: str | None
    issued_on: str | None  # EDTF


@dataclass(frozen=True, slots=True)
class Reference:
    """Another row that is one click away: its id and how people call it."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One event on a card's timeline."""

    id: int
    entry: int
    kind: str
    occurred_on: str | None  # EDTF; None: unknown
    recorded_at: str
    author: str
    invented: bool
    state: str  # the state after it
    site: Reference | None
    organisation: Reference | None
    other_camera: Reference | None
    paper: Paper | None
    cost: int | None  # tiyn
    note: str | None
    details: Mapping[str, object]  # the kind's other fields, typed


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The event beside which another one would stand."""

    kind: str
    occurred_on: PartialDate | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that a fact has had."""

    entry: int
    recorded_at: str
    author: str
    value: Value  # for a reference the name of the row


def facts(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Value] | None:
    """The facts of one row by column; None where it is not (or no longer) in the register."""
    columns = TABLES[table].columns
    row = connection.execute(
        f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,)
    ).fetchone()
    return dict(zip(columns, row, strict=True)) if row else None


def standings(connection: sqlite3.Connection, cameras: Iterable[int]) -> dict[int, Standing]:
    """How things stand with each of `cameras`."""
    found: dict[int, Standing] = {}
    for chunk in chunks(cameras):
        rows = connection.execute(
            "SELECT event.camera, event.id, event.kind, event.occurred_on, event.from_day,"
            " event.site, event.details FROM event"
            f" WHERE event.camera IN ({marks(chunk)}) AND event.position IS NOT NULL"
            " ORDER BY event.camera, event.position",
            chunk,
        )
        by_camera: dict[int, list[tuple[Value, ...]]] = {}
        for camera, *columns in rows:
            by_camera.setdefault(camera, []).append(tuple(columns))
        for camera, events in by_camera.items():
            standing = fold(domain_event(*columns) for columns in events)  # type: ignore[arg-type]
            if standing is not None:
                found[camera] = standing
    return found


def refusals(
    connection: sqlite3.Connection,
    cameras: Iterable[int],
    event: NewEvent,
    today: str,
    reasons: int,
) -> dict[int, KnownError | None]:
    """Which of `cameras` could not take `event`, the first `reasons` of them with why.

    Nothing is written.
    """
    new = _hypothetical(event, today)
    refused: dict[int, KnownError | None] = {}
    for chunk in chunks(cameras):
        events, _ = load_events(connection, chunk)
        for camera in chunk:
            try:
                arrange_camera(camera, [*events.get(camera, ()), new])
            except CameraContradiction as found:
                # Said anew: what was raised holds on to the events of all cameras of the chunk.
                why = KnownError(found.message, found.advice, **found.params)
                refused[camera] = why if len(refused) < reasons else None
    return refused


def followed_by(
    connection: sqlite3.Connection, camera: int, event: NewEvent, today: str
) -> Neighbour | None:
    """What would stand right after `event` on the camera's timeline; None: it would be the latest.

    Nothing is written; raises CameraContradiction where the camera cannot take the event.
    """
    new = _hypothetical(event, today)
    events, _ = load_events(connection, [camera])
    history = arrange_camera(camera, [*events.get(camera, ()), new])
    order = [placed.event for placed in history]
    later = order[order.index(new) + 1 :]
    return Neighbour(later[0].kind.name, later[0].occurred_on) if later else None


def _hypothetical(event: NewEvent, today: str) -> Event:
    """`event` as the fold would see it, recorded after all others."""
    site, state = event.values.get("site"), event.values.get("state")
    connected = event.values.get("connected")
    return Event(
        1 << 62,
        KINDS[event.kind],
        event.occurred_on,
        date.fromisoformat(today),
        site if isinstance(site, int) else None,
        state if isinstance(state, State) else None,
        connected if isinstance(connected, bool) else None,
    )


def timeline(connection: sqlite3.Connection, camera: int, language: str) -> list[Happening]:
    """The events of a camera in force, the latest first."""
    rows = connection.execute(
        "SELECT event.id, event.entry, event.kind, event.occurred_on, entry.recorded_at,"
        " entry.author, entry.invented, event.state, event.site,"
        f" coalesce(site.address, site.name, site.code, {name_in('place', language)}),"
        " event.organisation, organisation.name, event.other_camera,"
        " coalesce(other.inventory_number, other.serial_number),"
        " event.document, document.kind, document.number, document.issued_on,"
        " event.cost, event.note, event.details"
        f" FROM {HAPPENED} AS event JOIN entry ON entry.id = event.entry"
        " LEFT JOIN site ON site.id = event.site"
        " LEFT JOIN place ON place.id = site.place"
        " LEFT JOIN organisation ON organisation.id = event.organisation"
        " LEFT JOIN camera AS other ON other.id = event.other_camera"
        " LEFT JOIN document ON document.id = event.document"
        " WHERE event.camera = ? AND event.position IS NOT NULL ORDER BY event.position DESC",
        (camera,),
    )
    return [
        Happening(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            bool(row[6]),
            row[7],
            _reference(row[8], row[9]),
            _reference(row[10], row[11]),
            _reference(row[12], row[13]),
            None if row[14] is None else Paper(*row[14:18]),
            row[18],
            row[19],
            parse_details(row[2], row[20]),
        )
        for row in rows
    ]


def history(
    connection: sqlite3.Connection, table: str, row_id: int, language: str = "ru"
) -> dict[str, list[FieldChange]]:
    """Every value in force that each fact of a row has had, the first one first; names in
    `language`."""
    rows = connection.execute(
        "SELECT change.entry, entry.recorded_at, entry.author, column_name, new FROM change"
        " JOIN entry ON entry.id = change.entry"
        " WHERE table_name = ? AND row_id = ? AND entry.voided_by IS NULL ORDER BY change.id",
        (table, row_id),
    )
    values: dict[str, list[FieldChange]] = {}
    for entry, recorded_at, author, column, new in rows:
        said = {column: json.loads(new)} if column is not None else json.loads(new)
        for name, value in said.items():
            shown = _named(connection, table, name, value, language)
            values.setdefault(name, []).append(FieldChange(entry, recorded_at, author, shown))
    return values


def _reference(row_id: int | None, text: str | None) -> Reference | None:
    return None if row_id is None else Reference(row_id, text or f"№ {row_id}")


def _named(
    connection: sqlite3.Connection, table: str, column: str, value: Value, language: str
) -> Value:
    target = TABLES[table].references.get(column)
    if target is None or not isinstance(value, int):
        return value
    from camdesk.store.books import title  # books build on cards

    return title(connection, target, value, language)
