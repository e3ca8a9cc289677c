"""Random partial dates, lives of a camera that are legal, and events that may be anything."""

from datetime import date, timedelta

from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.fold import Event
from camdesk.domain.lifecycle import KINDS, Standing, State, after, beginnings, steps_from

START = date(2014, 1, 1)
RECORDED = date(2026, 11, 23)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
YEARS = st.integers(1900, 2200)
INTERVALS = st.builds(lambda one, other: PartialDate(min(one, other), max(one, other)), DAYS, DAYS)
PARTIAL_DATES = st.one_of(
    INTERVALS,
    DAYS.map(PartialDate.day),
    YEARS.map(PartialDate.year),
    st.builds(PartialDate.month, YEARS, st.integers(1, 12)),
)


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


@st.composite
def loose_events(draw, most=6):
    """Events that need not make a life; few kinds and close dates, so that they often meet."""
    names = "opening planned installed failed restored removed connected disconnected checked"
    kinds = st.sampled_from([KINDS[name] for name in names.split()])
    days = st.integers(0, 9).map(lambda number: date(2020, 1, 1) + timedelta(number))
    ends = st.lists(days, min_size=2, max_size=2).map(sorted)
    periods = ends.map(lambda pair: PartialDate(*pair))
    events: list[Event] = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        kind = KINDS["opening"] if number == 1 and draw(st.booleans()) else draw(kinds)
        opens = kind.states_itself
        events.append(
            Event(
                number,
                kind,
                draw(st.one_of(periods, periods, periods, st.none())),
                draw(st.one_of(st.just(RECORDED), days)),
                draw(st.integers(1, 3)) if kind.field("site") else None,
                draw(st.sampled_from([State.IN_SERVICE, State.FAILED])) if opens else None,
                draw(st.sampled_from([True, False, None])) if opens else None,
            )
        )
    return events
