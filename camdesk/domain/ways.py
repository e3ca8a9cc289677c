"""The way from how a camera stands to another state, by the steps of the lifecycle table."""

from __future__ import annotations

from camdesk.domain.lifecycle import KINDS, Kind, Standing, State, after, allowed


def way(standing: Standing, target: State, most: int = 2) -> tuple[Kind, ...]:
    """The fewest steps, `most` at the most, after which a camera that stands so is in `target`.

    Where several ways are as short, the likeliest steps are taken. Empty where there is none, or
    where it is in that state already.
    """
    if standing.state is target:
        return ()
    ways: list[tuple[tuple[Kind, ...], Standing]] = [((), standing)]
    for _ in range(most):
        longer: list[tuple[tuple[Kind, ...], Standing]] = []
        for taken, here in ways:
            for kind in KINDS.values():
                if not allowed(kind, here) or (kind.begins and kind.states_itself):
                    continue
                there = after(kind, here, site=here.site)
                if there.state is target:
                    return (*taken, kind)
                if there.state is not here.state:
                    longer.append(((*taken, kind), there))
        ways = longer
    return ()
