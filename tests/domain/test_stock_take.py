"""Counting cameras: which numbers are the same, and how one comes to hang where it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.lifecycle import KINDS, Standing, State, after, allowed
from camdesk.domain.stock_take import number_key, way_to_site


@pytest.mark.parametrize(
    ("said", "registered"),
    [
        (" зко-000412 ", "ЗКО-000412"),
        ("ЗКО - 000 412", "ЗКО-000412"),
        ("sn0a1b", "SN0A1B"),
        ("қ-17", "Қ-17"),
        ("\x02412\r\n", "412"),
        ("412\u200b", "4\u00a012"),
    ],
)
def test_spaces_case_and_signs_that_nobody_sees_are_forgiven(said, registered):
    assert number_key(said) == number_key(registered)


@pytest.mark.parametrize(("said", "registered"), [("00412", "412"), ("ЗКО412", "ЗКО-412")])
def test_leading_zeros_and_hyphens_are_not(said, registered):
    assert number_key(said) != number_key(registered)


@given(
    state=st.sampled_from(State),
    connected=st.sampled_from([None, True, False]),
    lost=st.booleans(),
    written_off=st.booleans(),
)
def test_the_way_to_a_site_is_legal_step_by_step_and_ends_there(
    state, connected, lost, written_off
):
    standing = Standing(state, connected, 1, lost, written_off)
    way = way_to_site(standing)
    for kind in way:
        assert allowed(KINDS[kind], standing)
        standing = after(KINDS[kind], standing, site=2 if kind == "installed" else None)
    if way:
        assert (standing.state, standing.site) == (State.IN_SERVICE, 2)


def test_what_was_decided_about_a_camera_is_not_undone_by_seeing_it():
    for state in (State.PROPOSED, State.WRITTEN_OFF, State.SOLD, State.TRANSFERRED):
        assert way_to_site(Standing(state, site=1)) == ()


@pytest.mark.parametrize(
    ("state", "way"),
    [
        (State.IN_SERVICE, ("removed", "installed")),
        (State.FAILED, ("removed", "installed")),
        (State.REMOVED, ("installed",)),
        (State.IN_STOCK, ("installed",)),
        (State.LOST, ("found", "installed")),
        (State.IN_REPAIR, ("returned", "installed")),
    ],
)
def test_the_shortest_way_is_taken(state, way):
    assert way_to_site(Standing(state, site=1)) == way
