"""A whole import without the mouse, and without anything that has no name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from camdesk.gui.import_wizard.wizard import MEANING, READING, RESULT, VERDICTS
from camdesk.text import i18n

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LIST = (
    "Список;;\nИнв. номер;Статус;Дата установки\n"
    "А-1;в работе;03/04/2024\nА-2;спит;05/06/2024\nА-3;снята;07/08/2024;лишнее\n"
)


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_clerk_imports_a_table_by_the_keyboard_alone(
    qtbot, wizard, forward, press, listed, count
):
    opened = wizard(listed)
    press(opened, Qt.Key.Key_F8)
    assert opened.reading.preview.currentIndex().isValid()
    forward(opened, MEANING)
    # The first open question stands ready: the word “спит”.
    assert opened.meaning.columns.currentIndex().row() == 1
    press(opened, Qt.Key.Key_F6)
    assert opened.meaning.pane.isAncestorOf(opened.focusWidget())
    while not opened.meaning.pane.words.hasFocus():
        press(opened, Qt.Key.Key_Tab)
    press(opened, Qt.Key.Key_Return)
    editor = opened.focusWidget()
    qtbot.keyClicks(editor, "in st")
    qtbot.waitUntil(lambda: bool(editor.options()))
    press(opened, Qt.Key.Key_Return)
    press(opened, Qt.Key.Key_F6, SHIFT)
    assert opened.meaning.columns.hasFocus()
    press(opened, Qt.Key.Key_Down)
    while not opened.meaning.pane.order.hasFocus():
        press(opened, Qt.Key.Key_Tab)
    press(opened, Qt.Key.Key_Down)
    assert opened.meaning.mapping().orders == {"Дата установки": "dmy"}
    forward(opened, VERDICTS)
    assert opened.plan.table.hasFocus()
    press(opened, Qt.Key.Key_Space)
    assert opened.next_button.text() == "Import 1 camera"
    forward(opened, RESULT)
    assert count("SELECT inventory_number FROM camera") == "А-2"
    press(opened, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not opened.isVisible())


def test_f6_goes_round_the_areas_of_a_step(wizard, press, listed):
    opened = wizard(listed)
    opened.reading.choices.encoding.setFocus()
    seen = []
    for _ in range(4):
        press(opened, Qt.Key.Key_F6)
        seen.append(opened.focusWidget())
    assert seen[0] is opened.reading.preview
    assert seen[1] is opened.reading.problems
    assert seen[2] in (opened.next_button, opened.body.cancel_button)
    assert seen[3] is opened.reading.choices.encoding


@pytest.mark.parametrize("language", ["en", "ru"])
def test_alt_and_a_letter_press_the_buttons(qtbot, wizard, press, listed, language):
    i18n.set_language(language)
    opened = wizard(listed)
    letters = opened.body._letters._shortcuts
    keys = [shortcut.key().toString() for shortcut in letters]
    assert len(keys) == len(set(keys)) >= 2
    letters[0].activated.emit()
    assert opened.step == MEANING


def test_enter_alone_presses_no_button(qtbot, press, wizard, forward, listed):
    opened = wizard(listed)
    pressed = []
    for button in opened.findChildren(QPushButton):
        button.clicked.connect(lambda _=False, one=button: pressed.append(one.text()))
    opened.reading.choices.header_row.setFocus()
    press(opened, Qt.Key.Key_Return)
    forward(opened, MEANING)
    opened.meaning.pane.field.setFocus()
    press(opened, Qt.Key.Key_Return)
    assert pressed == []
    assert opened.step == MEANING
    assert opened.isVisible()


def test_every_control_has_a_name(wizard, forward, listed):
    opened = wizard(listed)
    opened.meaning.meaning.say("state", "спит", "in_stock")
    opened.meaning.meaning.lines[2].order = "dmy"
    for step in (READING, MEANING, VERDICTS, RESULT):
        if step != READING:
            forward(opened, step)
        nameless = [
            widget
            for widget in opened.findChildren(QWidget)
            if isinstance(widget, QLineEdit | QComboBox | QAbstractButton | QTableView)
            and widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
        ]
        assert nameless == []


def test_the_window_comes_back_in_the_size_it_had(wizard, listed):
    first = wizard(listed)
    first.resize(first.width(), 600)
    first.done(0)
    assert wizard(listed).height() == 600
