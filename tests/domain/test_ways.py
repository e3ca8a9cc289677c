"""The way to another state is one that the lifecycle table allows, and the shortest."""

import pytest

from camdesk.domain.lifecycle import KINDS, Standing, State, after, allowed
from camdesk.domain.ways import way

S = State


def names(standing, target):
    return [kind.name for kind in way(standing, target)]


@pytest.mark.parametrize(
    ("state", "target", "steps"),
    [
        (S.PLANNED, S.IN_SERVICE, ["installed"]),
        (S.IN_SERVICE, S.REMOVED, ["removed"]),
        (S.PLANNED, S.CANCELLED, ["cancelled"]),
        (S.IN_SERVICE, S.CANCELLED, []),
        (S.IN_SERVICE, S.FAILED, ["failed"]),
        (S.FAILED, S.IN_SERVICE, ["restored"]),
        (S.IN_SERVICE, S.IN_STOCK, ["removed", "returned"]),
        (S.IN_SERVICE, S.WRITTEN_OFF, ["proposed", "written_off"]),
        (S.IN_SERVICE, S.RECYCLED, []),
        (S.RECYCLED, S.IN_SERVICE, []),
        (S.IN_SERVICE, S.IN_SERVICE, []),
    ],
)
def test_the_way_is_the_likeliest_of_the_shortest(state, target, steps):
    assert names(Standing(state, site=1), target) == steps


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("target", State)
def test_every_way_can_be_gone_and_leads_there(state, target):
    standing = Standing(state, site=1)
    for kind in way(standing, target):
        assert allowed(KINDS[kind.name], standing)
        standing = after(kind, standing, site=1)
    assert standing.state in (state, target)
