"""What many cameras have in common: their states, and which steps how many of them can take."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from camdesk.domain.lifecycle import KINDS, LIVE, Standing, State, steps_from
from camdesk.store.cards import standings
from camdesk.store.picture import chunks, marks

# Outside a live state the picture does not say whether a camera was written off on its way:
# there, where a rule asks for it, the events are folded.
_ASK_THE_EVENTS = (
    frozenset(
        state
        for kind in KINDS.values()
        if kind.unless_written_off
        for state in kind.sources
        if state is not None
    )
    - LIVE
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Cameras taken together; those that left the register meanwhile are not counted."""

    cameras: int
    states: tuple[tuple[State, int], ...]  # in the order of the lifecycle
    steps: tuple[tuple[str, int], ...]  # kind and how many can take it, see `summary`


def summary(connection: sqlite3.Connection, cameras: Iterable[int]) -> Selection:
    """Count the states of `cameras` and the steps allowed for at least one of them.

    First come the steps that most of them are waiting for: those of the commonest standing.
    """
    alike: Counter[Standing] = Counter()
    asked_states = sorted(state.value for state in _ASK_THE_EVENTS)
    for chunk in chunks(cameras):
        rows = connection.execute(
            "SELECT state, connected, count(*) FROM camera"
            f" WHERE id IN ({marks(chunk)}) AND state NOT IN ({marks(asked_states)})"
            " GROUP BY state, connected",
            [*chunk, *asked_states],
        )
        for state, connected, count in rows:
            link = None if connected is None else bool(connected)
            alike[Standing(State(state), link)] += count
        asked = connection.execute(
            f"SELECT id FROM camera WHERE id IN ({marks(chunk)})"
            f" AND state IN ({marks(asked_states)})",
            [*chunk, *asked_states],
        )
        alike.update(standings(connection, [row[0] for row in asked]).values())
    states: Counter[State] = Counter()
    able: Counter[str] = Counter()
    for standing, count in alike.items():
        states[standing.state] += count
        able.update({kind.name: count for kind in steps_from(standing)})
    likely = [kind.name for standing, _ in alike.most_common(1) for kind in steps_from(standing)]
    return Selection(
        sum(states.values()),
        tuple((state, states[state]) for state in State if states[state]),
        tuple((name, able[name]) for name in dict.fromkeys((*likely, *KINDS)) if able[name]),
    )
