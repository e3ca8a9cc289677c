"""The current picture of cameras: what folding their events leaves in the derived columns."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import TypeVar

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.fold import FOREVER, Contradiction, Event, Placed, arrange
from camdesk.domain.lifecycle import LIVE, ON_SITE
from camdesk.store.ledger import canonical, domain_event, parse_details
from camdesk.store.tables import EVENT_REFERENCES, Value

T = TypeVar("T")
Row = tuple[Value, ...]
Details = Mapping[int, str | None]
"""By event id: the `details` column."""

EVENT_DERIVED = (
    "position",
    "state_before",
    "state",
    "connected",
    "site_after",
    "since",
    "installed_on",
    "from_day",
    "until_day",
)
CAMERA_DERIVED = (
    "state",
    "live",
    "since",
    "since_day",
    "connected",
    "site",
    "installed_on",
    "installed_year",
    "last_event",
)
CHUNK = 500  # ids named in one statement


class CameraContradiction(KnownError):
    """An event that contradicts the other events of `camera`."""

    def __init__(self, camera: int, cause: Contradiction) -> None:
        super().__init__(cause.message, cause.advice, **cause.params)
        self.camera = camera
        self.cause = cause


class NoHistory(KnownError):
    """A camera that would be left without any event."""

    def __init__(self, camera: int) -> None:
        super().__init__(
            N_("A camera would be left without a history."),
            N_("Undo the entry that made the camera instead."),
        )
        self.camera = camera


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most `size` items."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def marks(values: Sequence[object]) -> str:
    """The placeholders `?,?,?` for `values`."""
    return ",".join("?" * len(values))


def load_events(
    connection: sqlite3.Connection, cameras: Iterable[int]
) -> tuple[dict[int, list[Event]], dict[int, str | None]]:
    """The events in force of each camera (voided ones left out), and their details by event id."""
    events: dict[int, list[Event]] = defaultdict(list)
    details: dict[int, str | None] = {}
    for chunk in chunks(cameras):
        rows = connection.execute(
            "SELECT event.camera, event.id, event.kind,"
            " coalesce(event.occurred_on, supplement.occurred_on), entry.recorded_on,"
            " event.site, event.details, supplement.installed_on"
            " FROM event JOIN entry ON entry.id = event.entry"
            " LEFT JOIN supplement ON supplement.event = event.id"
            f" WHERE event.camera IN ({marks(chunk)}) AND entry.voided_by IS NULL",
            chunk,
        )
        for camera, *columns, installed_on in rows:
            event = domain_event(*columns)
            events[camera].append(event)
            details[event.id] = supplemented(columns[-1], installed_on)
    return events, details


def supplemented(details: str | None, installed_on: str | None) -> str | None:
    """The details of an opening, with a date of installation that was learnt later."""
    if installed_on is None:
        return details
    said = json.loads(details) if details else {}
    return canonical({"installed_on": installed_on, **said})


def arrange_camera(camera: int, events: Sequence[Event]) -> list[Placed]:
    """The history of one camera; CameraContradiction or NoHistory where there can be none."""
    if not events:
        raise NoHistory(camera)
    try:
        return arrange(events)
    except Contradiction as contradiction:
        raise CameraContradiction(camera, contradiction) from None


def derive(camera: int, events: Sequence[Event], details: Details) -> tuple[dict[int, Row], Row]:
    """What follows from the events of one camera: `EVENT_DERIVED` by event id, `CAMERA_DERIVED`.

    Raises CameraContradiction or NoHistory where there can be no history.
    """
    history = arrange_camera(camera, events)
    by_event: dict[int, Row] = {}
    since: PartialDate | None = None
    since_day = FOREVER
    installed: PartialDate | None = None
    for position, placed in enumerate(history):
        before, standing, event = placed.before, placed.standing, placed.event
        if event.kind.states_itself:
            # An opening says how things stood on a day, not since when.
            installed = _said_installed(event, details)
            since = installed if standing.state in ON_SITE else None
            since_day = placed.from_day
        elif before is None or before.state is not standing.state:
            if standing.state in ON_SITE and (before is None or before.state not in ON_SITE):
                installed = event.occurred_on
            since = event.occurred_on
            since_day = placed.from_day
        by_event[event.id] = (
            position,
            before.state.value if before else None,
            standing.state.value,
            _flag(standing.connected),
            standing.site,
            since.edtf if since else None,
            installed.edtf if installed else None,
            placed.from_day.isoformat(),
            placed.until_day.isoformat(),
        )
    last = history[-1]
    one_year = installed is not None and installed.first.year == installed.last.year
    return by_event, (
        last.standing.state.value,
        int(last.standing.state in LIVE),
        since.edtf if since else None,
        since_day.isoformat(),
        _flag(last.standing.connected),
        last.standing.site,
        installed.edtf if installed else None,
        installed.first.year if installed and one_year else None,
        last.event.id,
    )


def _said_installed(opening: Event, details: Details) -> PartialDate | None:
    said = parse_details(opening.kind.name, details.get(opening.id)).get("installed_on")
    return said if isinstance(said, PartialDate) else None


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


def refold(connection: sqlite3.Connection, cameras: Iterable[int]) -> None:
    """Derive anew, from the events in force, what the register shows of `cameras`."""
    for chunk in chunks(cameras):
        events, details = load_events(connection, chunk)
        event_rows: list[Row] = []
        camera_rows: list[Row] = []
        for camera in chunk:
            by_event, derived = derive(camera, events.get(camera, ()), details)
            event_rows += [(*row, event) for event, row in by_event.items()]
            camera_rows.append((*derived, camera))
        update_derived(connection, event_rows, camera_rows)


def update_derived(
    connection: sqlite3.Connection,
    event_rows: Iterable[Sequence[Value]],
    camera_rows: Iterable[Sequence[Value]],
) -> None:
    """Write derived columns: rows of `EVENT_DERIVED` and of `CAMERA_DERIVED`, each with its id.

    A camera whose life ends gives its inventory number up before another comes back to life.
    """
    connection.executemany(
        f"UPDATE event SET {_assignments(EVENT_DERIVED)} WHERE id = ?", event_rows
    )
    connection.executemany(
        f"UPDATE camera SET {_assignments(CAMERA_DERIVED)} WHERE id = ?",
        sorted(camera_rows, key=itemgetter(CAMERA_DERIVED.index("live"))),
    )


def dangling(connection: sqlite3.Connection, entry: int) -> tuple[str, int] | None:
    """A (table, row) that an event of `entry` names and that is not in the picture."""
    for column, table in EVENT_REFERENCES.items():
        row = connection.execute(
            f"SELECT {column} FROM event WHERE entry = ? AND {column} IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM {table} WHERE {table}.id = event.{column}) LIMIT 1",
            (entry,),
        ).fetchone()
        if row is not None:
            return table, row[0]
    return None


def forget_events(connection: sqlite3.Connection, entry: int) -> None:
    """Take the events of a voided entry off the timelines."""
    nothing = ", ".join(f"{column} = NULL" for column in EVENT_DERIVED)
    connection.execute(f"UPDATE event SET {nothing} WHERE entry = ?", (entry,))


def _assignments(columns: Sequence[str]) -> str:
    return ", ".join(f"{column} = ?" for column in columns)
