"""What happened to every camera, one camera after another, in one pass over the events.

Five million events stream through in the order of cameras: nobody may hold more of them than the
history of one camera, and whoever interrupts the connection breaks the pass off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.store.connection import Connection
from camdesk.store.faults import EVENT_COLUMNS
from camdesk.store.happened import HAPPENED

Row = tuple[Any, ...]
_STATES = {state.value: state for state in State}


class Happening(NamedTuple):
    """One event of a camera, and what it left behind it; `row` is what faults are made of."""

    row: Row
    occurred_on: str | None  # EDTF
    state: State
    from_day: str  # ISO: the day by which it certainly had happened
    installed_on: str | None  # EDTF


@dataclass(frozen=True, slots=True)
class History:
    """One camera and its events in force, in order."""

    camera: int
    unit: str
    programme: int | None
    model: int | None
    place: int | None
    events: list[Happening]


def histories(connection: Connection) -> Iterator[History]:
    """The history of every camera, in the order of ids."""
    cameras = connection.execute(
        "SELECT camera.id, camera.unit, camera.programme, camera.model, site.place"
        " FROM camera LEFT JOIN site ON site.id = camera.site ORDER BY camera.id"
    )
    events = connection.execute(
        f"SELECT {', '.join(EVENT_COLUMNS)}, installed_on FROM {HAPPENED} AS event"
        " WHERE position IS NOT NULL ORDER BY camera, position"
    )
    of_cameras = groupby(events, key=itemgetter(0))
    reached, rows = next(of_cameras, (None, iter(())))
    for camera, unit, programme, model, place in cameras:
        if reached == camera:
            happened = [_happening(row) for row in rows]
            yield History(camera, unit, programme, model, place, happened)
            reached, rows = next(of_cameras, (None, iter(())))


def _happening(row: Row) -> Happening:
    return Happening(row[:-1], row[3], _STATES[row[4]], row[9], row[-1])


@lru_cache(maxsize=20_000)
def when(edtf: str | None) -> PartialDate | None:
    """The date that the register keeps as EDTF text; None: unknown."""
    return None if edtf is None else PartialDate.parse(edtf)
