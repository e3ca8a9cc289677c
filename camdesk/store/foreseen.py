"""Whether what a table says can have happened, before anything is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.fold import Event
from camdesk.domain.lifecycle import KINDS
from camdesk.store.picture import CameraContradiction, arrange_camera, chunks, load_events

_AFTER_ALL = 1 << 62  # greater than any id: recorded after what is there


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A step that a camera may take."""

    kind: str
    occurred_on: PartialDate | None
    site: int | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is foreseen for a camera: steps in their order, and dates learnt, by event."""

    steps: Sequence[Foreseen] = ()
    dates: Mapping[int, PartialDate] | None = None


def contradictions(
    connection: sqlite3.Connection, outlooks: Mapping[int, Outlook], today: date
) -> dict[int, KnownError]:
    """By camera why its outlook contradicts its history; cameras without trouble are left out."""
    refused: dict[int, KnownError] = {}
    for chunk in chunks(outlooks):
        events, _ = load_events(connection, chunk)
        for camera in chunk:
            outlook = outlooks[camera]
            learnt = outlook.dates or {}
            history = [
                replace(event, occurred_on=learnt[event.id]) if event.id in learnt else event
                for event in events.get(camera, ())
            ]
            history += [
                Event(_AFTER_ALL + place, KINDS[step.kind], step.occurred_on, today, step.site)
                for place, step in enumerate(outlook.steps)
            ]
            try:
                arrange_camera(camera, history)
            except CameraContradiction as found:
                # Said anew: what was raised holds on to the events of all cameras of the chunk.
                refused[camera] = KnownError(found.message, found.advice, **found.params)
    return refused


def happened(
    connection: sqlite3.Connection, cameras: Sequence[int]
) -> dict[int, set[tuple[str, str | None]]]:
    """The kinds and dates (EDTF) of what happened to each of `cameras`."""
    known: dict[int, set[tuple[str, str | None]]] = {}
    for chunk in chunks(cameras):
        events, _ = load_events(connection, chunk)
        for camera, some in events.items():
            known[camera] = {
                (one.kind.name, one.occurred_on.edtf if one.occurred_on else None) for one in some
            }
    return known
