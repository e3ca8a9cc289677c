"""The current picture of cameras: what folding their events leaves in the derived columns."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.fold import Contradiction, Event, Placed, arrange
from camdesk.domain.lifecycle import LIVE, ON_SITE
from camdesk.store.ledger import domain_event, parse_details
from camdesk.store.tables import Value

T = TypeVar("T")
Details = Mapping[int, str | None]
"""By event id: the `details` column."""

EVENT_DERIVED = (
    "position",
    "state_before",
    "state",
    "connected",
    "site_after",
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
            "SELECT event.camera, event.id, event.kind, event.occurred_on, entry.recorded_on,"
            " event.site, event.details"
            " FROM event JOIN entry ON entry.id = event.entry"
            f" WHERE event.camera IN ({marks(chunk)}) AND entry.voided_by IS NULL",
            chunk,
        )
        for camera, *columns in rows:
            event = domain_event(*columns)
            events[camera].append(event)
            details[event.id] = columns[-1]
    return events, details


def arrange_camera(camera: int, events: Sequence[Event]) -> list[Placed]:
    """The history of one camera; CameraContradiction or NoHistory where there can be none."""
    if not events:
        raise NoHistory(camera)
    try:
        return arrange(events)
    except Contradiction as contradiction:
        raise CameraContradiction(camera, contradiction) from None


def derived_of_event(placed: Placed, position: int) -> tuple[Value, ...]:
    """`EVENT_DERIVED` of one event at its place."""
    standing = placed.standing
    return (
        position,
        placed.before.state.value if placed.before else None,
        standing.state.value,
        _flag(standing.connected),
        standing.site,
        placed.from_day.isoformat(),
        placed.until_day.isoformat(),
    )


def derived_of_camera(history: Sequence[Placed], details: Details) -> tuple[Value, ...]:
    """`CAMERA_DERIVED` of a camera with that history."""
    entered = history[0]  # the event that brought the present state
    installed: PartialDate | None = None
    for placed in history:
        before, state = placed.before, placed.standing.state
        if before is None or before.state is not state:
            entered = placed
        if placed.event.kind.states_itself:
            installed = _said_installed(placed.event, details)
        elif state in ON_SITE and (before is None or before.state not in ON_SITE):
            installed = placed.event.occurred_on
    last = history[-1]
    # An opening says how things stood on a day, not since when.
    since = (
        (installed if entered.standing.state in ON_SITE else None)
        if entered.event.kind.states_itself
        else entered.event.occurred_on
    )
    one_year = installed is not None and installed.first.year == installed.last.year
    return (
        last.standing.state.value,
        int(last.standing.state in LIVE),
        since.edtf if since else None,
        entered.from_day.isoformat(),
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
        event_rows: list[tuple[Value, ...]] = []
        camera_rows: list[tuple[Value, ...]] = []
        for camera in chunk:
            history = arrange_camera(camera, events.get(camera, ()))
            for position, placed in enumerate(history):
                event_rows.append((*derived_of_event(placed, position), placed.event.id))
            camera_rows.append((*derived_of_camera(history, details), camera))
        update_derived(connection, event_rows, camera_rows)


def update_derived(
    connection: sqlite3.Connection,
    event_rows: Iterable[Sequence[Value]],
    camera_rows: Iterable[Sequence[Value]],
) -> None:
    """Write derived columns: rows of `EVENT_DERIVED` and of `CAMERA_DERIVED`, each with its id."""
    connection.executemany(
        f"UPDATE event SET {_assignments(EVENT_DERIVED)} WHERE id = ?", event_rows
    )
    connection.executemany(
        f"UPDATE camera SET {_assignments(CAMERA_DERIVED)} WHERE id = ?", camera_rows
    )


def forget_events(connection: sqlite3.Connection, entry: int) -> None:
    """Take the events of a voided entry off the timelines."""
    nothing = ", ".join(f"{column} = NULL" for column in EVENT_DERIVED)
    connection.execute(f"UPDATE event SET {nothing} WHERE entry = ?", (entry,))


def _assignments(columns: Sequence[str]) -> str:
    return ", ".join(f"{column} = ?" for column in columns)
