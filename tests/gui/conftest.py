"""A small register on a file, open in a session, and a context that keeps what was asked of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.session import Session
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STATES = (State.IN_SERVICE, State.FAILED, State.IN_STOCK)
DATES = ("2014", "2024-10/2024-12", "2024-12-05", None)


@dataclass
class AskedContext:
    """Stands in for the window: remembers where it was sent and what it was told."""

    asked: list[tuple[str, object]] = field(default_factory=list)

    def open_camera(self, camera: int) -> None:
        self.asked.append(("camera", camera))

    def open_site(self, site: int) -> None:
        self.asked.append(("site", site))

    def open_entry(self, entry: int) -> None:
        self.asked.append(("entry", entry))

    def notify(self, text: str) -> None:
        self.asked.append(("notify", text))

    def told(self) -> list[object]:
        return [what for kind, what in self.asked if kind == "notify"]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """An empty register whose clock stands still; the session closes it."""
    return Register.create(tmp_path / "small.camdesk", clock=lambda: NOW)


@pytest.fixture
def session(register: Register, qapp: object) -> Iterator[Session]:
    """The register as the window has it."""
    opened = Session(register)
    yield opened
    opened.close()


@pytest.fixture
def context() -> AskedContext:
    return AskedContext()


AddCamera = Callable[..., int]


@pytest.fixture
def add_camera(register: Register) -> AddCamera:
    """`add_camera("A-1", State.FAILED, "2024-12-05", site=3)` enters a camera as it is."""

    def add(
        number: str | None,
        state: State = State.IN_SERVICE,
        when: str | None = "2024-12-05",
        **values: object,
    ) -> int:
        facts = {
            name: values.pop(name)
            for name in ("serial_number", "model", "programme", "balance_holder", "note", "unit")
            if name in values
        }
        with register.write("create", number or "") as entry:
            camera = entry.add("camera", {"inventory_number": number, **facts})
            day = PartialDate.parse(when) if when else None
            entry.record(camera, NewEvent("opening", day, {"state": state, **values}))
            return camera

    return add


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
