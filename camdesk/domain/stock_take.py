"""Counting cameras by their numbers: how numbers are compared, and the way to where one hangs."""

from __future__ import annotations

import unicodedata
from collections import deque

from camdesk.domain.lifecycle import KINDS, Standing, after, allowed

# What must have happened to a camera that hangs where nobody expected it, without anybody
# having decided anything about it.
_ON_THE_WAY = ("installed", "removed", "found", "returned")


def number_key(text: str) -> str:
    """A number as it is compared: spaces and case are forgiven, leading zeros are not.

    Signs that nobody sees are left out too: some scanners send them along.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "ZC")


def way_to_site(standing: Standing) -> tuple[str, ...]:
    """The kinds of event, the fewest, after which a camera that stands so hangs at a site.

    Empty where the lifecycle has no such way.
    """
    ways: deque[tuple[tuple[str, ...], Standing]] = deque([((), standing)])
    seen = {standing.state}
    while ways:
        way, here = ways.popleft()
        for name in _ON_THE_WAY:
            kind = KINDS[name]
            if not allowed(kind, here):
                continue
            if name == "installed":
                return (*way, name)
            there = after(kind, here)
            if there.state not in seen:
                seen.add(there.state)
                ways.append(((*way, name), there))
    return ()
