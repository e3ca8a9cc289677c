"""Every intention of a clerk becomes one entry, and one undo takes it back whole."""

from collections.abc import Callable

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.domain.validation import FieldError
from camdesk.gui import operations
from camdesk.gui.operations import NewRow, Paper, Step
from camdesk.gui.session import Session
from camdesk.store import cards
from camdesk.store.picture import CameraContradiction
from camdesk.store.register import Register

Ask = Callable[..., object]


@pytest.fixture
def outcome(qtbot) -> Ask:
    """Runs an operation and returns what came to `done`; raises what came to `failed`."""

    def ask(operation: Callable[..., None], *args: object, **named: object) -> object:
        said: list[object] = []
        operation(*args, done=said.append, failed=said.append, **named)
        qtbot.waitUntil(lambda: bool(said))
        if isinstance(said[0], Exception):
            raise said[0]
        return said[0]

    return ask


def _timeline(register: Register, camera: int) -> list[cards.Happening]:
    connection = register.reader()
    try:
        return cards.timeline(connection, camera, "en")
    finally:
        connection.close()


def _count(register: Register, table: str) -> int:
    connection = register.reader()
    try:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(count)
    finally:
        connection.close()


FAILURE = Step(
    "failed",
    PartialDate.parse("2026-11-04"),
    {"mode": "no_image", "cause": "water"},
    Paper("Defect act", "311", PartialDate.parse("2026-11-04")),
    "seen by the shift",
)


def test_a_step_is_one_entry_with_its_paper_under_the_name_of_its_kind(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1")
    saved = outcome(operations.record_step, session, [camera], FAILURE, subject="ZKO-1")
    title = register.entry_title(saved.entry)
    assert (title.action, title.subject, title.cameras) == ("failed", "ZKO-1", 1)
    happening = _timeline(register, camera)[0]
    assert happening.kind == "failed"
    assert (happening.paper.kind, happening.paper.number) == ("Defect act", "311")
    assert happening.paper.issued_on == "2026-11-04"
    assert happening.note == "seen by the shift"


def test_a_paper_of_the_same_kind_number_and_date_is_taken_again(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    for number in ("ZKO-1", "ZKO-2"):
        outcome(operations.record_step, session, [add_camera(number)], FAILURE)
    assert _count(register, "document") == 1


def test_papers_without_a_number_are_not_taken_for_one(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    step = Step("failed", None, paper=Paper("Defect act"))
    for number in ("ZKO-1", "ZKO-2"):
        outcome(operations.record_step, session, [add_camera(number)], step)
    assert _count(register, "document") == 2


def test_many_cameras_share_one_entry_and_one_paper(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    cameras = [add_camera(f"ZKO-{i}") for i in range(3)]
    saved = outcome(operations.record_step, session, cameras, FAILURE)
    title = register.entry_title(saved.entry)
    assert (title.subject, title.cameras) == ("", 3)
    assert {_timeline(register, camera)[0].paper.id for camera in cameras} == {1}


def test_a_new_organisation_is_made_in_the_same_entry_and_leaves_with_it(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1", State.IN_STOCK)
    workshop = NewRow("organisation", {"name": "ТОО Мастер", "bin": None})
    outcome(
        operations.record_step,
        session,
        [camera],
        Step("sent_to_repair", values={"organisation": workshop}),
    )
    assert _timeline(register, camera)[0].organisation.text == "ТОО Мастер"
    register.undo()
    assert _count(register, "organisation") == 0


def test_an_organisation_of_the_same_name_is_not_made_twice(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    for number in ("ZKO-1", "ZKO-2"):
        workshop = NewRow("organisation", {"name": "ТОО Мастер", "bin": None})
        step = Step("sent_to_repair", values={"organisation": workshop})
        camera = add_camera(number, State.IN_STOCK)
        outcome(operations.record_step, session, [camera], step)
    assert _count(register, "organisation") == 1


def test_where_one_of_many_cannot_nothing_is_recorded_for_any(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    able, lost = add_camera("ZKO-1"), add_camera("ZKO-2", State.LOST)
    with pytest.raises(CameraContradiction) as refused:
        outcome(operations.record_step, session, [able, lost], FAILURE)
    assert refused.value.camera == lost
    assert [event.kind for event in _timeline(register, able)] == ["opening"]
    assert _count(register, "document") == 0


def test_a_new_camera_comes_with_a_new_site_and_the_beginning_of_its_life(
    outcome: Ask, session: Session, register: Register
) -> None:
    operator = NewRow("organisation", {"name": "Казахтелеком", "bin": None})
    site = NewRow("site", {"code": "S-1", "address": "ул. Абая, 96", "operator": operator})
    opening = Step("opening", None, {"state": State.IN_SERVICE, "site": site, "connected": True})
    saved = outcome(
        operations.create_camera,
        session,
        {"inventory_number": " ZKO-9 ", "model": NewRow("model", {"maker": "Hik", "name": "D2"})},
        opening,
    )
    assert register.entry_title(saved.entry).action == "create"
    (event,) = _timeline(register, saved.row)
    assert event.site.text == "ул. Абая, 96"
    register.undo()
    assert [_count(register, table) for table in ("camera", "site", "organisation", "model")] == [
        0, 0, 0, 0,
    ]  # fmt: skip


def test_a_taken_inventory_number_is_refused_by_the_name_of_its_field(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    add_camera("ZKO-1")
    opening = Step("opening", None, {"state": State.IN_STOCK})
    with pytest.raises(FieldError) as refused:
        outcome(operations.create_camera, session, {"inventory_number": "ZKO-1"}, opening)
    assert refused.value.field == "inventory_number"
    assert _count(register, "camera") == 1


def test_a_correction_keeps_the_old_value_in_the_history(
    outcome: Ask, session: Session, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1", serial_number="A")
    saved = outcome(
        operations.correct_facts,
        session,
        "camera",
        camera,
        {"serial_number": "B"},
        subject="ZKO-1",
        reason="misread",
    )
    assert register.entry_title(saved.entry).action == "correct"
    connection = register.reader()
    history = cards.history(connection, "camera", camera)
    connection.close()
    assert [change.value for change in history["serial_number"]] == ["A", "B"]


def test_a_site_is_entered_and_corrected(
    outcome: Ask, session: Session, register: Register
) -> None:
    made = outcome(operations.create_site, session, {"code": "S-1", "latitude": 51.23})
    assert register.entry_title(made.entry).subject == "S-1"
    facts = {"address": "ул. Абая"}
    outcome(operations.correct_facts, session, "site", made.row, facts, subject="S-1")
    connection = register.reader()
    facts = cards.facts(connection, "site", made.row)
    connection.close()
    assert (facts["code"], facts["address"], facts["latitude"]) == ("S-1", "ул. Абая", 51.23)
