"""The lifecycle table against the design's, written out a second time by hand."""

import pytest

from camdesk.domain.lifecycle import (
    KINDS,
    LIVE,
    ON_SITE,
    STATES,
    Standing,
    State,
    after,
    allowed,
    beginnings,
    steps_from,
)

NOTHING = "nothing"
LIVING = "planned ordered in_stock in_service failed in_repair removed proposed"
EVERY = " ".join(State)

# event: (where it may happen from, the state after; "same" leaves it)
DESIGN = {
    "opening": (NOTHING, "any"),
    "planned": (NOTHING, "planned"),
    "ordered": ("nothing planned", "ordered"),
    "received": ("nothing planned ordered", "in_stock"),
    "installed": ("planned ordered in_stock removed", "in_service"),
    "connected": ("in_service failed", "same"),
    "disconnected": ("in_service failed", "same"),
    "failed": ("in_service", "failed"),
    "restored": ("failed", "in_service"),
    "removed": ("in_service failed", "removed"),
    "sent_to_repair": ("failed removed in_stock", "in_repair"),
    "returned": ("in_repair removed", "in_stock"),
    "proposed": ("in_service failed removed in_stock in_repair lost", "proposed"),
    "kept": ("proposed", "in_stock"),
    "written_off": ("proposed", "written_off"),
    "stripped": ("written_off", "stripped"),
    "recycled": ("written_off stripped", "recycled"),
    "destroyed": ("written_off stripped", "destroyed"),
    "sold": ("written_off stripped", "sold"),
    "transferred": (f"{LIVING} written_off", "transferred"),
    "lost": (LIVING, "lost"),
    "cancelled": ("planned ordered", "cancelled"),
    "found": ("lost", "in_stock"),
    "checked": (EVERY, "same"),
}


def test_the_table_has_the_events_of_the_design_and_no_others():
    assert set(KINDS) == set(DESIGN)


@pytest.mark.parametrize("name", DESIGN)
def test_each_event_comes_from_and_leads_to_where_the_design_says(name):
    sources, target = DESIGN[name]
    kind = KINDS[name]
    assert {source or NOTHING for source in kind.sources} == set(sources.split())
    if target == "same":
        assert kind.target is None
        assert not kind.states_itself
    elif target == "any":
        assert kind.states_itself
    else:
        assert kind.target == target


def reachable():
    """Every standing that some life leads to, lives that begin in the middle left out."""
    waiting = [after(kind, None) for kind in beginnings() if not kind.states_itself]
    met = set(waiting)
    while waiting:
        standing = waiting.pop()
        following = {after(kind, standing) for kind in steps_from(standing)} - met
        met |= following
        waiting += following
    return met


REACHABLE = reachable()


def test_every_state_can_be_reached_and_every_live_one_left():
    assert {standing.state for standing in REACHABLE} == set(State)
    for standing in REACHABLE:
        if standing.state in LIVE:
            left = {after(kind, standing).state for kind in steps_from(standing)}
            assert left - {standing.state}, standing


def test_only_a_camera_at_its_site_is_connected():
    # A camera proposed for write-off may still hang and work.
    connected = {standing.state for standing in REACHABLE if standing.connected}
    assert connected == {*ON_SITE, State.PROPOSED}


def test_what_was_lost_ends_as_lost_unless_it_is_found_or_handed_over():
    for standing in REACHABLE:
        if standing.lost:
            assert standing.state in {State.LOST, State.PROPOSED, State.TRANSFERRED}
        if standing.written_off:
            assert standing.state not in LIVE


def test_what_no_one_may_do_is_not_offered():
    for state in State:
        for connected in (True, False, None):
            standing = Standing(state, connected)
            offered = steps_from(standing)
            assert set(offered) == {k for k in KINDS.values() if allowed(k, standing)}
    assert set(beginnings()) == {k for k in KINDS.values() if allowed(k, None)}


@pytest.mark.parametrize("name", ["removed", "lost", "transferred"])
def test_leaving_the_site_ends_the_connection(name):
    before = Standing(State.IN_SERVICE, connected=True, site=7)
    then = after(KINDS[name], before)
    assert then.connected is False
    assert then.site == 7, "where it last hung stays known"


def test_only_an_unconnected_camera_can_be_connected():
    connect, disconnect = KINDS["connected"], KINDS["disconnected"]
    for state in ON_SITE:
        assert allowed(connect, Standing(state, False))
        assert allowed(connect, Standing(state, None))
        assert not allowed(connect, Standing(state, True))
        assert allowed(disconnect, Standing(state, True))
        assert not allowed(disconnect, Standing(state, False))


def test_a_failure_keeps_the_connection_and_a_repair_too():
    standing = Standing(State.IN_SERVICE, connected=True, site=1)
    failed = after(KINDS["failed"], standing)
    assert failed.connected is True
    assert after(KINDS["restored"], failed) == standing


def play(standing, *names):
    for name in names:
        assert allowed(KINDS[name], standing), name
        standing = after(KINDS[name], standing)
    return standing


def test_a_lost_camera_that_is_written_off_stays_lost():
    lost = play(Standing(State.IN_SERVICE), "lost", "proposed", "written_off")
    assert lost.state is State.LOST
    assert lost.written_off
    assert not allowed(KINDS["proposed"], lost), "it is written off once"
    found = play(lost, "found")
    assert (found.state, found.lost, found.written_off) == (State.IN_STOCK, False, False)


def test_a_lost_camera_that_is_kept_is_lost_again():
    assert play(Standing(State.FAILED), "lost", "proposed", "kept").state is State.LOST


def test_a_stripped_carcass_that_is_recycled_counts_as_recycled():
    end = play(Standing(State.REMOVED), "proposed", "written_off", "stripped", "recycled")
    assert end.state is State.RECYCLED


def test_a_connection_is_opened_only_where_a_camera_hangs():
    opening = KINDS["opening"]
    assert after(opening, None, state=State.IN_SERVICE, connected=True).connected is True
    assert after(opening, None, state=State.IN_SERVICE, connected=None).connected is None
    assert after(opening, None, state=State.PLANNED, connected=True).connected is False


def test_every_state_is_called_and_coloured():
    assert set(STATES) == set(State)
    assert all(facts.label and facts.tone for facts in STATES.values())
