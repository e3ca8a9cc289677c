"""The form of a step is what the lifecycle table says, saves one entry, and loses nothing typed."""

import pytest
from PySide6.QtCore import Qt

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, State
from camdesk.gui.cards.reading import read_camera
from camdesk.gui.forms.small_forms import OrganisationForm
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.session import Session
from camdesk.store import cards
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register


@pytest.fixture
def form_for(session: Session, context, opened, register: Register):
    """The form of a kind for one camera."""

    def make(kind: str, camera: int) -> StepForm:
        connection = register.reader()
        file = read_camera(connection, camera, "en", register.today)
        connection.close()
        return opened(StepForm.for_camera(session, context, KINDS[kind], file))

    return make


@pytest.fixture
def form_for_many(session: Session, context, opened):
    """The form of a kind for many cameras."""

    def make(kind: str, cameras: list[int]) -> StepForm:
        return opened(StepForm.for_many(session, context, KINDS[kind], cameras))

    return make


def _last(register: Register, camera: int) -> cards.Happening:
    connection = register.reader()
    try:
        return cards.timeline(connection, camera, "en")[0]
    finally:
        connection.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_with_its_fields(
    kind: str, session: Session, context, opened, add_camera, qtbot
) -> None:
    camera = add_camera("ZKO-1")
    form = opened(StepForm(session, context, KINDS[kind], [camera], ""))
    names = form.form.in_order()
    own = tuple(field.name for field in KINDS[kind].fields if not field.former)
    paper = ["paper", "paper_number", "paper_date"]
    paper += ["paper_commission"] if KINDS[kind].commission else []
    assert names == ("occurred_on", *own, *paper, "note")
    form.close()


def test_a_failure_is_recorded_by_keyboard_alone(
    qtbot, form_for, type_into, save, closed, register: Register, add_camera, context
) -> None:
    camera = add_camera("ZKO-1")
    form = form_for("failed", camera)
    type_into(form, "occurred_on", "4.11.2026")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(form.focusWidget(), "Mech")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(form.focusWidget(), "Water")
    type_into(form, "paper_number", "311")
    type_into(form, "paper_date", "4.11.2026")
    type_into(form, "note", "seen by the shift")
    save(form)
    closed(form)
    event = _last(register, camera)
    assert (event.kind, event.occurred_on) == ("failed", "2026-11-04")
    assert dict(event.details) == {"mode": "damaged", "cause": "water"}
    assert (event.paper.kind, event.paper.number) == ("Defect act", "311")
    assert event.note == "seen by the shift"
    assert context.told() == ["Saved: Failed ZKO-1. Ctrl+Z takes it back."]


def test_the_date_is_today_and_then_that_of_the_last_form_of_this_sort(
    form_for, type_into, save, closed, add_camera
) -> None:
    first, second = add_camera("ZKO-1"), add_camera("ZKO-2")
    form = form_for("failed", first)
    assert form.form.edit("occurred_on").value() == PartialDate.parse("2026-11-23")
    type_into(form, "occurred_on", "2025")
    save(form)
    closed(form)
    form = form_for("failed", second)
    assert form.form.edit("occurred_on").value() == PartialDate.parse("2025")
    form.close()


def test_a_kind_of_paper_that_is_only_proposed_is_no_paper(
    form_for, save, closed, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1")
    form = form_for("failed", camera)
    assert form.form.edit("paper").value() == "Defect act"
    save(form)
    closed(form)
    assert _last(register, camera).paper is None


def test_a_contradiction_stands_at_the_date_and_nothing_typed_is_lost(
    qtbot, form_for, type_into, save, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1")
    with register.write("removed") as entry:
        entry.record(camera, NewEvent("removed", PartialDate.parse("2026-03-12")))
    form = form_for("failed", camera)
    type_into(form, "note", "typed with care")
    row = form.form.row("occurred_on")
    qtbot.waitUntil(lambda: "contradicts “Removed”" in row.error())
    assert "Correct the date" in row.error()
    save(form)
    qtbot.waitUntil(form.form.isEnabled)
    assert "contradicts “Removed”" in row.error()
    assert form.form.edit("note").value() == "typed with care"
    assert _last(register, camera).kind == "removed"


def test_a_back_dated_event_is_told_where_it_will_stand(
    qtbot, form_for, type_into, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1")
    with register.write("removed") as entry:
        entry.record(camera, NewEvent("removed", PartialDate.parse("2026-03-12")))
    form = form_for("failed", camera)
    type_into(form, "occurred_on", "1.3.2026")
    row = form.form.row("occurred_on")
    qtbot.waitUntil(lambda: row.hint() == "Will stand before “Removed” of 12 Mar 2026.")
    assert row.error() == ""


def test_a_day_to_come_is_refused_at_once(qtbot, form_for, type_into, add_camera) -> None:
    form = form_for("failed", add_camera("ZKO-1"))
    type_into(form, "occurred_on", "24.11.2026")
    assert "24 Nov 2026 has not come yet" in form.form.row("occurred_on").error()


def test_a_missing_site_is_said_beside_its_field(form_for, save, add_camera) -> None:
    form = form_for("installed", add_camera("ZKO-1", State.IN_STOCK))
    save(form)
    assert form.form.row("site").error() == "This is needed."
    assert form.focusWidget() is form.form.control("site")


def test_a_site_is_found_by_part_of_its_address(
    form_for, choose, save, closed, register: Register, add_camera
) -> None:
    with register.write("site") as entry:
        site = entry.add("site", {"address": "ул. Абая, 96"})
        entry.add("site", {"address": "пр. Евразия, 44"})
    camera = add_camera("ZKO-1", State.IN_STOCK)
    form = form_for("installed", camera)
    choose(form, "site", "абая")
    save(form)
    closed(form)
    assert _last(register, camera).site.id == site


def test_an_organisation_is_made_with_the_step(
    qtbot, form_for, make_new, type_into, save, closed, register: Register, add_camera
) -> None:
    camera = add_camera("ZKO-1", State.IN_STOCK)
    form = form_for("sent_to_repair", camera)
    small = make_new(form, "organisation", "ТОО Мастер", OrganisationForm)
    type_into(small, "bin", "123456789012")
    save(small)
    assert "check digit" in small.form.row("bin").error()
    type_into(small, "bin", "940140000385")
    save(small)
    closed(small)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    save(form)
    closed(form)
    assert _last(register, camera).organisation.text == "ТОО Мастер"
    register.undo()
    connection = register.reader()
    assert connection.execute("SELECT count(*) FROM organisation").fetchone() == (0,)
    connection.close()


def test_a_camera_cannot_be_its_own_successor(qtbot, form_for, type_into, add_camera) -> None:
    camera = add_camera("ZKO-1")
    add_camera("ZKO-2")
    form = form_for("removed", camera)
    type_into(form, "other_camera", "ZKO")
    picker = form.form.control("other_camera")
    qtbot.waitUntil(lambda: bool(picker.options()))
    assert [option.title for option in picker.options()] == ["ZKO-2"]


def test_esc_closes_what_is_untouched(qtbot, form_for, register: Register, add_camera) -> None:
    camera = add_camera("ZKO-1")
    form = form_for("failed", camera)
    rejected: list[bool] = []
    form.rejected.connect(lambda: rejected.append(True))
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Escape)
    assert rejected, "Esc asked about a text that nobody typed"
    assert _last(register, camera).kind == "opening"


def test_esc_asks_before_it_discards_what_was_typed(
    qtbot, form_for, type_into, closed, add_camera
) -> None:
    form = form_for("failed", add_camera("ZKO-1"))
    type_into(form, "note", "typed with care")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.notices.texts() == ["What was typed is not saved. Esc again discards it."]
    qtbot.keyClicks(form.focusWidget(), "!")
    assert form.notices.texts() == []
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Escape)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Escape)
    closed(form)


def test_enter_alone_saves_nothing(qtbot, form_for, register: Register, add_camera) -> None:
    camera = add_camera("ZKO-1")
    form = form_for("failed", camera)
    form.form.focus("reported_by")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.form.isEnabled()
    assert _last(register, camera).kind == "opening"


def test_many_are_recorded_in_one_entry_without_those_that_cannot(
    qtbot, form_for_many, save, closed, register: Register, add_camera, context
) -> None:
    able = [add_camera(f"ZKO-{i}") for i in (1, 2)]
    lost = add_camera("ZKO-3", State.LOST)
    form = form_for_many("failed", [*able, lost])
    qtbot.waitUntil(lambda: form.save_button.text() == "Record for 2 of 3")
    assert form._pane.heading() == "2 of 3 can take it"
    listed = form._pane.sheet.toPlainText()
    assert "ZKO-3" in listed
    assert "ZKO-1" not in listed
    save(form)
    closed(form)
    assert [_last(register, camera).kind for camera in (*able, lost)] == [
        "failed", "failed", "opening",
    ]  # fmt: skip
    assert _last(register, able[0]).entry == _last(register, able[1]).entry
    assert context.told() == ["Saved: Failed, 2 cameras. Ctrl+Z takes it back."]


@pytest.fixture
def one_was_removed(register: Register, add_camera) -> list[int]:
    """Two cameras, of which the second was removed at the beginning of 2026."""
    cameras = [add_camera("ZKO-1"), add_camera("ZKO-2")]
    with register.write("removed") as entry:
        entry.record(cameras[1], NewEvent("removed", PartialDate.parse("2026-01-10")))
    return cameras


def test_who_can_take_it_is_asked_again_when_the_date_changes(
    qtbot, form_for_many, type_into, one_was_removed
) -> None:
    form = form_for_many("failed", one_was_removed)
    qtbot.waitUntil(lambda: form.save_button.text() == "Record for 1 of 2")
    type_into(form, "occurred_on", "1.6.2025")
    qtbot.waitUntil(lambda: form.save_button.text() == "Record for all 2")


def test_a_save_before_the_answer_waits_for_it(
    form_for_many, type_into, save, closed, register: Register, one_was_removed
) -> None:
    form = form_for_many("failed", one_was_removed)
    type_into(form, "occurred_on", "1.6.2026")
    save(form)
    closed(form)
    first, second = one_was_removed
    assert (_last(register, first).kind, _last(register, second).kind) == ("failed", "removed")


def test_where_none_can_take_it_the_button_is_off_and_says_why(
    qtbot, form_for_many, add_camera
) -> None:
    form = form_for_many("found", [add_camera("ZKO-1"), add_camera("ZKO-2")])
    qtbot.waitUntil(lambda: not form.save_button.isEnabled())
    assert "None of the cameras" in form.save_button.toolTip()


def test_many_have_no_common_predecessor_and_are_warned_of_one_site(
    form_for_many, add_camera
) -> None:
    form = form_for_many("installed", [add_camera(f"ZKO-{i}", State.IN_STOCK) for i in (1, 2)])
    assert not form.form.has("other_camera")
    assert form.form.row("site").hint() == "All of them will hang at this one site."
