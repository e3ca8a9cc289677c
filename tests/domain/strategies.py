"""Random lives of a camera, all of them legal."""

from datetime import date, timedelta

from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.fold import Event
from camdesk.domain.lifecycle import Standing, State, after, beginnings, steps_from

START = date(2014, 1, 1)
RECORDED = date(2026, 11, 23)


@st.composite
def legal_lives(draw, most=8):
    """Events of one camera in the order in which they happened, on different exact days."""
    events: list[Event] = []
    standing: Standing | None = None
    day = START
    for number in range(1, draw(st.integers(1, most)) + 1):
        kinds = beginnings() if standing is None else steps_from(standing)
        kind = draw(st.sampled_from(kinds))
        day += timedelta(draw(st.integers(1, 200)))
        site = draw(st.integers(1, 3)) if kind.field("site") else None
        state = draw(st.sampled_from(list(State))) if kind.states_itself else None
        connected = draw(st.sampled_from([True, False, None])) if kind.states_itself else None
        event = Event(number, kind, PartialDate.day(day), RECORDED, site, state, connected)
        standing = after(kind, standing, site=site, state=state, connected=connected)
        events.append(event)
    return events


@st.composite
def blurred(draw, events):
    """The same events, their dates known less well: each still holds the true day."""
    result = []
    for event in events:
        day = event.occurred_on.first
        before, behind = draw(st.integers(0, 300)), draw(st.integers(0, 300))
        when = PartialDate(day - timedelta(before), min(day + timedelta(behind), RECORDED))
        known = draw(st.integers(0, 9)) > 0
        result.append(
            Event(
                event.id,
                event.kind,
                when if known else None,
                event.recorded_on,
                event.site,
                event.state,
                event.connected,
            )
        )
    return result
