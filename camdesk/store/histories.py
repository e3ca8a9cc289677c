"""What happened to every camera, one camera after another, in one pass over the events.

Five million events stream through in the order of cameras: nobody may hold more of them than the
history of one camera, and whoever interrupts the connection breaks the pass off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.store.connection import Connection
from camdesk.store.happened import LEARNT

Row = tuple[Any, ...]
_STATES = {state.value: state for state in State}
_CAMERAS = (
    "SELECT camera.id, camera.unit, camera.programme, camera.model, site.place"
    " FROM camera LEFT JOIN site ON site.id = camera.site ORDER BY camera.id"
)
_EVENTS = (
    f"SELECT camera, id, occurred_on, state, from_day, installed_on FROM {LEARNT} AS event"
    " WHERE position IS NOT NULL ORDER BY camera, position"
)
_FAULTS = (
    "SELECT fault.camera, fault.id, failed_on, failed_day, last_good, ended_on, ended_day,"
    " mended, coalesce(said.merged_into, fault.organisation) FROM fault"
    " LEFT JOIN organisation AS said ON said.id = fault.organisation ORDER BY fault.camera"
)


class Happening(NamedTuple):
    """One event of a camera, and what it left behind it."""

    event: int
    occurred_on: str | None  # EDTF
    state: State
    from_day: str  # ISO: the day by which it certainly had happened
    installed_on: str | None  # EDTF

    @property
    def earliest(self) -> date:
        """The first day on which it can have happened."""
        on = when(self.occurred_on)
        return date.min if on is None else on.first


class Fault(NamedTuple):
    """One time that the camera was out of order, as the table `fault` has it."""

    event: int  # with which it began
    failed_on: str | None
    failed_day: str
    last_good: str | None
    ended_on: str | None
    ended_day: str | None  # None: it goes on
    mended: int | None
    organisation: int | None  # who mended it, by the name under which it is known now


@dataclass(frozen=True, slots=True)
class History:
    """One camera, its events in force in order, and its faults."""

    camera: int
    unit: str
    programme: int | None
    model: int | None
    place: int | None
    events: list[Happening]
    faults: list[Fault]


def histories(connection: Connection) -> Iterator[History]:
    """The history of every camera, in the order of ids.

    Broken off, it leaves no statement under way: the connection can look elsewhere at once.
    """
    cameras, events, faults = (connection.execute(sql) for sql in (_CAMERAS, _EVENTS, _FAULTS))
    try:
        events_of, faults_of = _ByCamera(events), _ByCamera(faults)
        for camera, unit, programme, model, place in cameras:
            happened = [
                Happening(event, on, _STATES[state], by, installed)
                for _, event, on, state, by, installed in events_of.take(camera)
            ]
            broken = [Fault(*row[1:]) for row in faults_of.take(camera)]
            yield History(camera, unit, programme, model, place, happened, broken)
    finally:
        for cursor in (cameras, events, faults):
            cursor.close()


class _ByCamera:
    """Rows in the order of cameras, handed out camera by camera."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def take(self, camera: int) -> Iterator[Row]:
        """The rows of `camera`, which must be asked for in order, and taken at once."""
        if self._next is not None and self._next[0] == camera:
            yield from self._next[1]
            self._next = next(self._groups, None)


@lru_cache(maxsize=20_000)
def when(edtf: str | None) -> PartialDate | None:
    """The date that the register keeps as EDTF text; None: unknown."""
    return None if edtf is None else PartialDate.parse(edtf)
