"""Faults: each time a camera went out of order, until it was mended or left.

Derived from the events in the same transaction as the rest of the picture: a fault begins when
a camera comes to be `failed` and goes on while the lifecycle calls its state out of order
(failed, removed, in repair).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, OUT_OF_ORDER, State
from camdesk.store.happened import LEARNT
from camdesk.store.ledger import parse_details
from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value

Row = tuple[Value, ...]

FAULT_COLUMNS = (
    "id",
    "camera",
    "site",
    "failed_on",
    "failed_day",
    "last_good",
    "mode",
    "cause",
    "reported_by",
    "document",
    "ended_by",
    "ended_on",
    "ended_day",
    "outcome",
    "mended",
    "organisation",
    "cost",
    "warranty",
    "work",
)
_STILL_OPEN = (None,) * 9  # from `ended_by` on
_OUT_OF_ORDER = frozenset(state.value for state in OUT_OF_ORDER)
_EVENTS = (
    "SELECT camera, id, kind, occurred_on, state, site_after, document, organisation, cost,"
    f" from_day, details FROM {LEARNT} AS event WHERE position IS NOT NULL AND "
)


def refresh(connection: sqlite3.Connection, cameras: Iterable[int]) -> None:
    """Derive the faults of `cameras` anew from their events in force."""
    for chunk in chunks(cameras):
        connection.execute(f"DELETE FROM fault WHERE camera IN ({marks(chunk)})", chunk)
        connection.executemany(
            f"INSERT INTO fault ({', '.join(FAULT_COLUMNS)}) VALUES ({marks(FAULT_COLUMNS)})",
            list(of(connection, chunk)),
        )


def of(connection: sqlite3.Connection, cameras: Iterable[int]) -> Iterator[Row]:
    """The faults that the events of `cameras` tell of (`FAULT_COLUMNS`)."""
    for chunk in chunks(cameras):
        rows = connection.execute(
            f"{_EVENTS} camera IN (SELECT camera FROM event WHERE camera IN ({marks(chunk)})"
            " AND state = ?) ORDER BY camera, position",
            [*chunk, State.FAILED.value],
        )
        for faults in _by_camera(rows):
            yield from faults


def derived(connection: sqlite3.Connection) -> Iterator[Row]:
    """The faults that the events of all cameras tell of (`FAULT_COLUMNS`), camera by camera."""
    rows = connection.execute(
        f"{_EVENTS} camera IN (SELECT camera FROM event WHERE state = ?) ORDER BY camera, position",
        [State.FAILED.value],
    )
    for faults in _by_camera(rows):
        yield from faults


def _by_camera(rows: Iterable[Row]) -> Iterator[list[Row]]:
    for camera, events in groupby(rows, key=itemgetter(0)):
        yield _faults(camera, events)


def _faults(camera: Value, events: Iterable[Row]) -> list[Row]:
    faults: list[Row] = []
    begun: Row | None = None  # the open fault, up to `document`
    state: Value = None
    for _, row, kind, on, after, site, document, organisation, cost, day, details in events:
        said = parse_details(str(kind), None if details is None else str(details))
        if begun is not None and state in _OUT_OF_ORDER and after not in _OUT_OF_ORDER:
            # What came back into stock without having been worked on is no longer anybody's
            # fault to mend, but nothing mended it.
            worked_on = state != State.REMOVED or said.get("work") is not None
            mended = KINDS[str(kind)].mends and worked_on
            by = (organisation, cost, _flag(said.get("warranty")), _text(said.get("work")))
            who = by if mended else (None,) * 4
            faults.append((*begun, row, on, day, kind, int(mended), *who))
            begun = None
        elif begun is None and after == State.FAILED and state != State.FAILED:
            good = said.get("last_good")
            begun = (
                row,
                camera,
                site,
                # That it stood failed on a day does not say since when.
                None if KINDS[str(kind)].states_itself else on,
                day,
                good.edtf if isinstance(good, PartialDate) else None,
                *(_text(said.get(name)) for name in ("mode", "cause", "reported_by")),
                document,
            )
        state = after
    return [*faults, (*begun, *_STILL_OPEN)] if begun is not None else faults


def _flag(value: object) -> int | None:
    return int(value) if isinstance(value, bool) else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
