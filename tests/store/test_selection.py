"""What many cameras have in common agrees with what each of them can do."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State, steps_from
from camdesk.store import cards
from camdesk.store.ledger import NewEvent
from camdesk.store.picture import CameraContradiction
from camdesk.store.register import Register
from camdesk.store.selection import summary


@pytest.fixture
def register(tmp_path: Path):
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    with Register.create(tmp_path / "small.camdesk", clock=lambda: now) as register:
        yield register


def _camera(register: Register, state: State, **values: object) -> int:
    with register.write("create") as entry:
        camera = entry.add("camera", {})
        opening = NewEvent("opening", PartialDate.parse("2020"), {"state": state, **values})
        entry.record(camera, opening)
        return camera


def test_steps_are_counted_as_each_camera_alone_allows_them(register: Register) -> None:
    cameras = [_camera(register, state) for state in State]
    cameras += [_camera(register, State.IN_SERVICE, connected=True) for _ in range(2)]
    written_off = _camera(register, State.LOST)
    for kind in ("proposed", "written_off"):
        with register.write(kind) as entry:
            entry.record(written_off, NewEvent(kind))
    cameras.append(written_off)
    connection = register.reader()
    found = summary(connection, cameras)
    alone = cards.standings(connection, cameras)
    connection.close()
    expected = Counter(kind.name for standing in alone.values() for kind in steps_from(standing))
    assert dict(found.steps) == dict(expected)
    assert dict(found.states) == dict(Counter(standing.state for standing in alone.values()))
    assert found.cameras == len(cameras)


def test_cameras_that_are_gone_are_not_counted(register: Register) -> None:
    camera = _camera(register, State.IN_STOCK)
    connection = register.reader()
    assert summary(connection, [camera, 777]).cameras == 1
    connection.close()


def test_a_back_dated_event_names_what_follows_it(register: Register) -> None:
    camera = _camera(register, State.IN_SERVICE)
    with register.write("removed") as entry:
        entry.record(camera, NewEvent("removed", PartialDate.parse("2024-03-12")))
    connection = register.reader()

    def followed_by(kind: str, day: str) -> cards.Neighbour | None:
        event = NewEvent(kind, PartialDate.parse(day))
        return cards.followed_by(connection, camera, event, "2026-11-23")

    assert followed_by("failed", "2024-03-01") == cards.Neighbour(
        "removed", PartialDate.parse("2024-03-12")
    )
    assert followed_by("returned", "2025-01-01") is None
    with pytest.raises(CameraContradiction):
        followed_by("failed", "2025-01-01")
    connection.close()


def test_every_refused_camera_is_known_and_of_the_first_ones_the_reason(register: Register) -> None:
    stocked = [_camera(register, State.IN_STOCK) for _ in range(3)]
    serving = _camera(register, State.IN_SERVICE)
    reader = register.reader()
    failure = NewEvent("failed", PartialDate.parse("2025"))
    refused = cards.refusals(reader, [*stocked, serving], failure, "2026-11-23", reasons=2)
    reader.close()
    assert list(refused) == stocked
    told = [why for why in refused.values() if why is not None]
    assert len(told) == 2
    for why in told:
        assert why.params["event"] == "Failed"
        # Many refusals must not keep the events of all cameras in memory.
        assert why.__traceback__ is why.__context__ is None
