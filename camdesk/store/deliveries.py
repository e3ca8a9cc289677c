"""Whether a camera was ordered, ever received, ever installed: SQL conditions.

They read the events in force, so that an answer holds as of any day. Which states count comes from
the lifecycle table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from types import MappingProxyType

from camdesk.domain.lifecycle import HAD, HELD, KINDS, LIVE, ON_SITE, State
from camdesk.store.listing import Condition
from camdesk.store.sql import quoted
from camdesk.store.tables import Value

STATING = tuple(kind.name for kind in KINDS.values() if kind.states_itself)


# A camera that was entered as it is came to that state in a way that the register does not know.
_ENTERED = f"{{0}}.kind IN ({quoted(STATING)}) AND {{0}}.state IN ({quoted(HAD)})"
_HUNG = f"{{0}}.state IN ({quoted(ON_SITE)}) OR ({_ENTERED} AND {{0}}.state <> '{State.IN_STOCK}'"


def received_by(event: str) -> str:
    """The condition that an event says that the office has, or had, its camera."""
    return f"({event}.state IN ({quoted(HELD)}) OR ({_ENTERED.format(event)}))"


def installed_by(event: str) -> str:
    """The condition that an event says that its camera hangs, or has hung, somewhere."""
    known = f"({event}.installed_on IS NOT NULL OR {event}.site_after IS NOT NULL)"
    return f"({_HUNG.format(event)} AND {known}))"


def hung_by(event: str) -> str:
    """The condition that an event says at which site its camera hangs, or has hung."""
    return f"({_HUNG.format(event)} AND {event}.site_after IS NOT NULL))"


def _ever(says: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM event AS happened WHERE happened.camera = camera.id"
        f" AND happened.position IS NOT NULL AND {says})"
    )


# An order that was cancelled is none; what was received stays received for ever.
EVER_RECEIVED = _ever(received_by("happened"))
EVER_INSTALLED = _ever(installed_by("happened"))
_WAS_ORDERED = _ever(f"happened.state = '{State.ORDERED}'")
EVER_ORDERED = f"(camera.state <> '{State.CANCELLED}' AND {_WAS_ORDERED})"
AWAITED = f"(camera.state = '{State.ORDERED}')"
TO_COME = f"(camera.state IN ({quoted(LIVE - HAD)}))"  # perhaps not ordered yet
"""Conditions on a row of `camera`."""

EVER = MappingProxyType(
    {
        "ordered": EVER_ORDERED,
        "received": EVER_RECEIVED,
        "installed": EVER_INSTALLED,
        "awaited": AWAITED,
    }
)
"""By the names of the counts that they explain."""


def ever(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    """The filter of cameras by some of the counts `EVER`."""
    return f"({' OR '.join(EVER[str(name)] for name in wanted)})", []
