"""A register with many cameras, made quickly."""

from collections.abc import Callable

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

STATES = (State.IN_SERVICE, State.FAILED, State.IN_STOCK)
DATES = ("2014", "2024-10/2024-12", "2024-12-05", None)


@pytest.fixture
def fill(register: Register) -> Callable[[int], list[int]]:
    """`fill(600)` enters that many cameras, N-0001 first, and returns their ids."""

    def enter(count: int) -> list[int]:
        cameras = []
        with register.write("import", "many") as entry:
            for number in range(1, count + 1):
                camera = entry.add("camera", {"inventory_number": f"N-{number:04d}"})
                when = DATES[number % len(DATES)]
                state = STATES[number % len(STATES)]
                day = PartialDate.parse(when) if when else None
                entry.record(camera, NewEvent("opening", day, {"state": state}))
                cameras.append(camera)
        return cameras

    return enter
