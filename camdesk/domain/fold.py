"""From the events of one camera to its history: in which order they happened, and what followed.

Dates are partly known, so the order is a question. `arrange` answers it from the dates and the
lifecycle table alone: an event stands before every event that is certainly later; where dates
leave a choice, an event known only by its period stands at the end of it; and where that order
breaks a rule of the lifecycle, the nearest order that breaks none is searched for. Only events
of the same dates fall back on the order in which they were recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import STATES, Kind, Standing, State, after, allowed

FOREVER = date(9999, 12, 31)
# An order is searched for among at most so many partial orders; no paper trail comes near it.
SEARCH_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Event:
    """What the fold needs to know of one event.

    `id` gives the order of recording. `site`, `state` and `connected` are the event's own
    fields, where its kind has them.
    """

    id: int
    kind: Kind
    occurred_on: PartialDate | None  # None: unknown
    recorded_on: date
    site: int | None = None
    state: State | None = None
    connected: bool | None = None

    @property
    def first(self) -> date:
        """The earliest day on which it can have happened."""
        return self.occurred_on.first if self.occurred_on else date.min

    @property
    def last(self) -> date:
        """The latest day on which it can have happened: not after it was recorded."""
        if self.occurred_on is None:
            return self.recorded_on
        if self.recorded_on < self.occurred_on.first:  # the computer's clock stood wrong
            return self.occurred_on.last
        return min(self.occurred_on.last, self.recorded_on)


@dataclass(frozen=True, slots=True)
class Placed:
    """An event at its place in the history, with what held from then on.

    `standing` holds on every day d with `from_day <= d < until_day`; `from_day` is the day by
    which the event has certainly happened.
    """

    event: Event
    before: Standing | None
    standing: Standing
    from_day: date
    until_day: date


class Contradiction(KnownError):
    """No order of the events is legal: `event` cannot stand where its date puts it."""

    def __init__(
        self,
        event: Event,
        previous: Event | None,
        standing: Standing | None,
        beginning: Event | None = None,
    ) -> None:
        """`beginning`: with what the history would have begun, but for the date of `event`."""
        self.event = event
        self.previous = previous
        if beginning is not None:
            message = N_(
                "“{event}” ({date}) lies before “{beginning}” ({beginning_date}), with which the"
                " history of the camera begins."
            )
        elif previous is None or standing is None:
            message = N_("“{event}” ({date}) cannot be the first thing that happened to a camera.")
        else:
            message = N_("“{event}” ({date}) contradicts “{previous}” ({previous_date}).")
        super().__init__(
            message,
            N_("Correct the date, or first record what happened in between."),
            event=event.kind.label,
            date=event.occurred_on,
            previous=previous.kind.label if previous else "",
            previous_date=previous.occurred_on if previous else None,
            state=STATES[standing.state].label if standing else "",
            beginning=beginning.kind.label if beginning else "",
            beginning_date=beginning.occurred_on if beginning else None,
        )


def fold(events: Iterable[Event]) -> Standing | None:
    """How things stand after `events`, in the order given; Contradiction where that is illegal."""
    standing: Standing | None = None
    previous: Event | None = None
    for event in events:
        if not allowed(event.kind, standing):
            raise Contradiction(event, previous, standing)
        standing = _step(event, standing)
        previous = event
    return standing


def arrange(events: Iterable[Event]) -> list[Placed]:
    """Put the events of one camera in their order and say what followed from each.

    Raises Contradiction where no order is legal, naming the event that stands in the way.
    """
    preferred = sorted(events, key=_preference)
    try:
        fold(preferred)
    except Contradiction:
        preferred = _search(preferred)
    return _place(preferred)


def _preference(event: Event) -> tuple[date, bool, date, int]:
    # A life can only begin with these: they stand as early as their date lets them.
    only_first = event.kind.sources == frozenset({None})
    day = event.first if only_first else event.last
    return (day, not only_first, event.first, event.id)


def _step(event: Event, standing: Standing | None) -> Standing:
    return after(
        event.kind, standing, site=event.site, state=event.state, connected=event.connected
    )


def _search(preferred: Sequence[Event]) -> list[Event]:
    """The legal order nearest to `preferred`, depth first.

    Raises Contradiction where there is none, for the first event that the longest legal
    beginning of a history has no place for. Sets of events are bits of whole numbers.
    """
    must_wait = _must_wait(preferred)
    order: list[int] = []
    standings: list[Standing | None] = [None]
    placed = [0]
    choices = [iter(range(len(preferred)))]
    dead_ends: set[tuple[int, Standing | None]] = set()
    longest: tuple[int, ...] = ()
    while len(order) < len(preferred):
        standing, done = standings[-1], placed[-1]
        here = (done, standing)
        if here not in dead_ends and len(dead_ends) < SEARCH_LIMIT:
            choice = next(
                (
                    i
                    for i in choices[-1]
                    if not done >> i & 1
                    and must_wait[i] & ~done == 0
                    and allowed(preferred[i].kind, standing)
                ),
                None,
            )
            if choice is not None:
                order.append(choice)
                standings.append(_step(preferred[choice], standing))
                placed.append(done | 1 << choice)
                choices.append(iter(range(len(preferred))))
                if len(order) > len(longest):
                    longest = tuple(order)
                continue
        dead_ends.add(here)
        if not order:
            raise _contradiction(preferred, longest)
        order.pop()
        standings.pop()
        placed.pop()
        choices.pop()
    return [preferred[i] for i in order]


def _must_wait(preferred: Sequence[Event]) -> list[int]:
    """For each event, which ones stand before it: the certainly earlier, and its nearest twin.

    Twins differ in nothing that a rule asks for; trying them in one order is enough.
    """
    waits: list[int] = []
    twins: dict[tuple[object, ...], int] = {}
    for i, event in enumerate(preferred):
        earlier = (1 << j for j, other in enumerate(preferred) if other.last < event.first)
        likeness = (event.kind.name, event.first, event.last, event.state, event.connected)
        twin = twins.get(likeness)
        waits.append(sum(earlier) | (0 if twin is None else 1 << twin))
        twins[likeness] = i
    return waits


def _contradiction(preferred: Sequence[Event], longest: Sequence[int]) -> Contradiction:
    beginning = [preferred[i] for i in longest]
    blocked = next(event for i, event in enumerate(preferred) if i not in longest)
    if not beginning:
        begins = (event for event in preferred if event.kind.begins and event is not blocked)
        return Contradiction(blocked, None, None, next(begins, None))
    return Contradiction(blocked, beginning[-1], fold(beginning))


def _place(ordered: Sequence[Event]) -> list[Placed]:
    from_days: list[date] = []
    by = FOREVER
    for event in reversed(ordered):
        by = min(by, event.last)
        from_days.append(by)
    from_days.reverse()
    placed: list[Placed] = []
    standing: Standing | None = None
    for i, event in enumerate(ordered):
        before, standing = standing, _step(event, standing)
        until = from_days[i + 1] if i + 1 < len(ordered) else FOREVER
        placed.append(Placed(event, before, standing, from_days[i], until))
    return placed
