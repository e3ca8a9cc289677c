"""Sums, numbers and choices know "not said" apart from zero and no."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, NoteEdit, NumberEdit, TextEdit, YesNoBox
from camdesk.text.i18n import set_language


@pytest.fixture
def type_into(write, press):
    """Write a text in place of what stands in a field."""

    def typed(edit, text):
        edit.selectAll()
        press(edit, "Delete")
        write(edit, text)

    return typed


def test_a_sum_is_typed_as_people_write_it_and_kept_in_tiyn(show, press, qtbot, type_into):
    edit = show(MoneyEdit())
    with qtbot.waitSignal(edit.changed):
        type_into(edit, "92 400,50")
    assert edit.value() == 9_240_050
    press(edit, "Return")
    assert edit.text() == "92,400.50\u00a0KZT"
    assert edit.value() == 9_240_050


def test_no_sum_is_not_zero(show, type_into):
    edit = show(MoneyEdit(0))
    assert edit.value() == 0
    type_into(edit, "")
    assert edit.value() is None
    edit.set_value(None)
    assert edit.text() == ""


def test_an_ambiguous_sum_is_flagged_when_left_and_kept_as_typed(show, press, type_into):
    edit = show(MoneyEdit())
    type_into(edit, "1,234")
    assert "not a sum" in edit.error()
    with pytest.raises(KnownError):
        edit.value()
    press(edit, "Return")
    assert edit.property("invalid") is True
    assert edit.text() == "1,234"


@pytest.mark.parametrize(
    ("typed", "value"), [("2,5", "2.5"), ("2.50", "2.50"), ("1 000", "1000"), ("", None)]
)
def test_a_number_takes_comma_and_point_and_keeps_its_decimals(show, typed, value, type_into):
    edit = show(NumberEdit("7"))
    type_into(edit, typed)
    assert edit.value() == value


@pytest.mark.parametrize("typed", ["two", "1e5", "NaN", "Infinity", "1_000", "1,2,3", "-1"])
def test_what_is_no_number_is_refused(show, typed, type_into):
    edit = show(NumberEdit())
    type_into(edit, typed)
    assert edit.error()


def test_a_whole_number_has_no_decimals(show, type_into):
    edit = show(NumberEdit(whole=True, at_least=1))
    type_into(edit, "12")
    assert edit.number() == 12
    type_into(edit, "1,5")
    assert "whole" in edit.error()
    type_into(edit, "0")
    assert edit.error()
    edit.set_value(None)
    assert edit.number() is None


def test_a_number_is_shown_with_the_comma_of_the_language(show):
    set_language("ru")
    assert show(NumberEdit("2.5")).text() == "2,5"


def test_text_loses_the_white_space_around_it(show, type_into):
    edit = show(TextEdit("  "))
    assert edit.value() is None
    type_into(edit, " № 77 ")
    assert edit.value() == "№ 77"


def test_a_note_has_lines_and_tab_leaves_it(show, qtbot):
    note = show(NoteEdit())
    with qtbot.waitSignal(note.changed):
        QTest.keyClicks(note, "one")
    QTest.keyClick(note, Qt.Key.Key_Return)
    QTest.keyClicks(note, "two")
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert note.value() == "one\ntwo"


CHOICES = (("wear", "Wear"), ("water", "Water inside"), ("other", "Other"))


def test_a_choice_starts_with_nothing_said_and_moves_by_keys(show, press, qtbot):
    box = show(ChoiceBox(CHOICES))
    assert box.value() is None
    with qtbot.waitSignal(box.changed):
        press(box, "Down")
    assert box.value() == "wear"
    press(box, "End")
    assert box.value() == "other"
    press(box, "Delete")
    assert box.value() is None


def test_a_choice_without_unknown_has_no_empty_entry(show):
    box = show(ChoiceBox(CHOICES, "water", unknown=None))
    assert box.count() == 3
    assert box.value() == "water"
    box.set_value("gone")
    assert box.value() is None


def test_setting_a_choice_is_silent(show, qtbot):
    box = show(ChoiceBox(CHOICES))
    with qtbot.assertNotEmitted(box.changed):
        box.set_value("wear")


def test_the_wheel_scrolls_the_form_and_never_changes_an_answer(show, qapp):
    box = show(ChoiceBox(CHOICES, "wear"))
    middle = QPointF(box.rect().center())
    wheel = QWheelEvent(
        middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    qapp.sendEvent(box, wheel)
    assert box.value() == "wear"
    assert not wheel.isAccepted()


def test_yes_no_and_unknown_are_three_answers(show, press):
    box = show(YesNoBox())
    assert box.value() is None
    press(box, "Down")
    assert box.value() is True
    press(box, "Down")
    assert box.value() is False
    box.set_value(None)
    assert box.value() is None
