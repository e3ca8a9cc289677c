"""Parts in the form of a step: several lines, by keyboard, in the entry of the step."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, State
from camdesk.domain.parts import PartLine
from camdesk.gui.forms.parts_edit import FittedEdit, RecoveredEdit
from camdesk.gui.forms.step_form import StepForm
from camdesk.store import part_work

Key = Qt.Key


@pytest.fixture
def write(qtbot):
    """Type a text over what stands in the field under the cursor, as an input method does."""

    def type_text(form: StepForm, text: str) -> None:
        target = form.focusWidget()
        qtbot.keyClick(target, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(target, Key.Key_Delete)
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(target, typed)

    return type_text


@pytest.fixture
def tab(qtbot):
    def press(form: StepForm, times: int = 1) -> None:
        for _ in range(times):
            qtbot.keyClick(form.focusWidget(), Key.Key_Tab)

    return press


@pytest.fixture
def strip_form(session, context, opened):
    def make(*cameras: int) -> StepForm:
        form = opened(StepForm(session, context, KINDS["stripped"], cameras, "", "D-1"))
        form.form.focus("recovered")
        return form

    return make


@pytest.fixture
def mend_form(session, context, opened):
    def make(*cameras: int) -> StepForm:
        return opened(StepForm(session, context, KINDS["restored"], cameras, "", "R-1"))

    return make


@pytest.fixture
def stock(register, add_camera):
    """A stripped donor with two lenses and a power supply; returns the ids of the lots."""
    donor = add_camera("D-0", State.STRIPPED)
    lines = [PartLine("Объектив", 2, None, "полка 2"), PartLine("Блок питания")]
    with register.write("part") as entry:
        return part_work.recover(entry, donor, lines)


def rows(register, query: str) -> list[tuple[object, ...]]:
    with closing(register.reader()) as connection:
        return connection.execute(query).fetchall()


PARTS = "SELECT name, quantity, unit_value, storage, donor, acquired_on, source FROM part"
MOVES = "SELECT part, quantity, kind, camera, occurred_on FROM part_move"


def test_parts_of_several_lines_are_typed_by_keyboard_alone(
    strip_form, write, tab, qtbot, save, closed, register, add_camera
):
    camera = add_camera("D-1", State.WRITTEN_OFF)
    form = strip_form(camera)
    write(form, "Объектив")
    tab(form)
    write(form, "2")
    tab(form)
    write(form, "12 500,50")
    tab(form)
    write(form, "полка 2")
    tab(form, 2)
    assert form.focusWidget() is form.form.edit("recovered").more
    qtbot.keyClick(form.focusWidget(), Key.Key_Return)
    assert form.isVisible()
    write(form, "Блок питания")
    save(form)
    closed(form)
    assert rows(register, PARTS) == [
        ("Объектив", 2, 12_500_50, "полка 2", camera, "2026-11-23", "recovered"),
        ("Блок питания", 1, None, "полка 2", camera, "2026-11-23", "recovered"),
    ]
    step = "SELECT DISTINCT entry FROM event WHERE kind = 'stripped'"
    made = "SELECT DISTINCT entry FROM change WHERE table_name = 'part'"
    assert rows(register, step) == rows(register, made)
    register.undo()
    assert rows(register, PARTS) == []


def test_a_line_is_removed_and_an_empty_one_says_nothing(
    strip_form, write, tab, qtbot, save, closed, register, add_camera
):
    form = strip_form(add_camera("D-1", State.WRITTEN_OFF))
    write(form, "Объектив")
    edit = form.form.edit("recovered")
    edit.add_line()
    tab(form, 4)
    assert form.focusWidget() is edit.lines[1].remove
    qtbot.keyClick(form.focusWidget(), Key.Key_Return)
    assert len(edit.lines) == 1
    edit.add_line()
    save(form)
    closed(form)
    assert [row[0] for row in rows(register, PARTS)] == ["Объектив"]


def test_a_stripped_camera_may_give_nothing(strip_form, save, closed, register, add_camera):
    form = strip_form(add_camera("D-1", State.WRITTEN_OFF))
    save(form)
    closed(form)
    assert rows(register, PARTS) == []
    assert rows(register, "SELECT state FROM camera") == [("stripped",)]


@pytest.mark.parametrize(
    ("tabs", "text", "said"),
    [(1, "0", "too small"), (1, "", "Say how many"), (2, "twelve", "not a sum")],
)
def test_a_line_that_cannot_be_so_is_said_at_the_field(
    tabs, text, said, strip_form, write, tab, save, register, add_camera
):
    form = strip_form(add_camera("D-1", State.WRITTEN_OFF))
    write(form, "Объектив")
    tab(form, tabs)
    write(form, text)
    save(form)
    assert said in form.form.row("recovered").error()
    assert rows(register, PARTS) == []


def test_a_value_without_a_name_is_not_lost(strip_form, write, tab, save, add_camera):
    form = strip_form(add_camera("D-1", State.WRITTEN_OFF))
    tab(form, 2)
    write(form, "500")
    save(form)
    assert "needs a name" in form.form.row("recovered").error()


def test_names_and_places_used_before_are_suggested(qtbot, strip_form, stock, add_camera):
    form = strip_form(add_camera("D-1", State.WRITTEN_OFF))
    name, _, _, storage = form.form.edit("recovered").lines[0].edits
    qtbot.waitUntil(lambda: name.count() == 2)
    assert [name.itemText(i) for i in range(2)] == ["Блок питания", "Объектив"]
    assert [storage.itemText(i) for i in range(storage.count())] == ["полка 2"]
    assert (name.value(), storage.value()) == (None, None)
    assert not form.is_touched()


def test_each_of_many_cameras_gives_the_same_parts(
    qtbot, session, context, opened, write, save, closed, register, add_camera
):
    cameras = [add_camera(f"D-{i}", State.WRITTEN_OFF) for i in (1, 2)]
    form = opened(StepForm.for_many(session, context, KINDS["stripped"], cameras))
    assert form.form.row("recovered").hint() == "Each of them gave these parts."
    form.form.focus("recovered")
    write(form, "Объектив")
    save(form)
    closed(form)
    assert [row[4] for row in rows(register, PARTS)] == cameras


def test_a_part_in_stock_is_found_and_fitted_under_the_repair(
    qtbot, mend_form, write, tab, save, closed, register, stock, add_camera
):
    lens, _ = stock
    camera = add_camera("R-1", State.FAILED)
    form = mend_form(camera)
    form.form.focus("fitted")
    write(form, "объек")
    picker = form.form.edit("fitted").lines[0].edits[0]
    qtbot.waitUntil(lambda: bool(picker.options()))
    assert [(one.title, one.subtitle) for one in picker.options()] == [
        ("Объектив", "2 in stock · полка 2 · from D-0")
    ]
    qtbot.keyClick(picker, Key.Key_Return)
    tab(form)
    write(form, "2")
    save(form)
    closed(form)
    assert rows(register, MOVES) == [(lens, 2, "fitted", camera, "2026-11-23")]
    repair = "SELECT event.kind FROM part_move JOIN event ON event.id = part_move.event"
    assert rows(register, repair) == [("restored",)]


def test_more_than_there_are_is_said_before_anything_is_saved(
    qtbot, mend_form, write, tab, save, register, stock, add_camera
):
    form = mend_form(add_camera("R-1", State.FAILED))
    form.form.focus("fitted")
    write(form, "объек")
    edit = form.form.edit("fitted")
    picker = edit.lines[0].edits[0]
    qtbot.waitUntil(lambda: bool(picker.options()))
    qtbot.keyClick(picker, Key.Key_Return)
    tab(form)
    write(form, "3")
    save(form)
    assert "there are 2, and 3 would be used" in form.form.row("fitted").error()
    assert rows(register, MOVES) == []


def test_parts_are_fitted_into_one_camera_at_a_time(mend_form, add_camera):
    form = mend_form(*(add_camera(f"R-{i}", State.FAILED) for i in (1, 2)))
    assert not form.form.has("fitted")


def test_what_was_typed_can_be_put_back(qtbot, session, stock):
    for kind in (RecoveredEdit, FittedEdit):
        edit = kind(session)
        qtbot.addWidget(edit)
        edit.lines[0].retype(("Объектив", "2", "", "полка")[: len(edit.lines[0].edits)])
        edit.add_line().retype(("Линза", "1", "5", "")[: len(edit.lines[0].edits)])
        other = kind(session)
        qtbot.addWidget(other)
        other.retype(edit.typed())
        assert other.typed() == edit.typed()
        assert len(other.typed()) == 2
        other.set_value(None)
        assert other.value() is None


def test_a_part_gone_meanwhile_is_refused_and_nothing_typed_is_lost(
    qtbot, mend_form, write, save, register, stock, add_camera
):
    lens, _ = stock
    form = mend_form(add_camera("R-1", State.FAILED))
    form.form.focus("fitted")
    write(form, "объек")
    picker = form.form.edit("fitted").lines[0].edits[0]
    qtbot.waitUntil(lambda: bool(picker.options()))
    qtbot.keyClick(picker, Key.Key_Return)
    with register.write("part") as entry:
        part_work.discard(entry, lens, 2, occurred_on=PartialDate.parse("2026"))
    save(form)
    qtbot.waitUntil(lambda: bool(form.notices.texts()))
    assert "there are 2, and 3 would be used" in form.notices.texts()[0]
    assert picker.text() == "Объектив"
