"""Dialogs: keys accept and refuse, the body scrolls, the size is remembered, texts are plain."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.dialogs import Dialog, ask, tell_bug, tell_error
from camdesk.gui.kit.edits import NoteEdit, TextEdit
from camdesk.gui.kit.form import Form
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.settings import Settings


class Checked(Dialog):
    """Accepts only what is filled in."""

    def __init__(self, **options):
        super().__init__("Remove", "Save", **options)
        self.form = Form()
        self.form.add("act", "Act", TextEdit(), required=True)
        self.form.add("note", "Note", NoteEdit())
        self.body.addWidget(self.form)

    def can_accept(self):
        return self.form.check()


@pytest.fixture
def dialog(show):
    return show(Checked(), focus=False)


def test_the_focus_starts_in_the_body_and_tab_ends_at_the_primary_button(dialog, press):
    assert dialog.form.control("act").hasFocus()
    press(dialog.form.control("act"), "Tab")
    assert dialog.form.control("note").hasFocus()
    press(dialog.form.control("note"), "Tab")
    assert dialog.cancel.hasFocus()
    press(dialog.cancel, "Tab")
    assert dialog.primary.hasFocus()


@pytest.mark.parametrize("keys", ["Control+Return", "Control+Enter"])
def test_ctrl_enter_accepts_from_a_field_of_many_lines_only_what_is_in_order(
    dialog, press, write, qtbot, keys
):
    note = dialog.form.control("note")
    note.setFocus()
    press(note, keys)
    assert dialog.isVisible()
    assert dialog.form.row("act").error()
    write(dialog.form.control("act"), "77")
    with qtbot.waitSignal(dialog.accepted):
        press(note, keys)


def test_ctrl_enter_does_not_get_round_a_disabled_primary_button(dialog, press, write):
    write(dialog.form.control("act"), "77")
    dialog.primary.setEnabled(False)
    press(dialog.form.control("act"), "Control+Return")
    assert dialog.isVisible()


def test_enter_in_a_line_presses_the_primary_button(dialog, press, write, qtbot):
    write(dialog.form.control("act"), "77")
    with qtbot.waitSignal(dialog.accepted):
        press(dialog.form.control("act"), "Return")


def test_escape_refuses(dialog, press, qtbot):
    with qtbot.waitSignal(dialog.rejected):
        press(dialog, "Escape")


def test_the_primary_button_is_the_rightmost(dialog):
    dialog_buttons = [b for b in dialog.findChildren(Button) if b.isVisible()]
    assert max(dialog_buttons, key=lambda b: b.mapTo(dialog, b.rect().topLeft()).x()) is (
        dialog.primary
    )


def test_a_dialog_is_never_taller_than_the_screen_and_scrolls_instead(show):
    dialog = Dialog("Long", "Save")
    for i in range(80):
        dialog.body.addWidget(TextEdit(str(i)))
    show(dialog, focus=False)
    screen = dialog.screen().availableGeometry()
    assert dialog.height() <= screen.height()
    assert dialog.findChild(QScrollArea).verticalScrollBar().maximum() > 0
    assert dialog.primary.mapTo(dialog, dialog.primary.rect().bottomLeft()).y() < dialog.height()


def test_a_short_dialog_does_not_scroll(dialog):
    assert dialog.findChild(QScrollArea).verticalScrollBar().maximum() == 0


def test_its_size_is_remembered_under_its_key(qtbot, tmp_path):
    settings = Settings(tmp_path / "s.ini")
    sizes = []
    for height in (300, None):
        dialog = Checked(key="remove", settings=settings)
        qtbot.addWidget(dialog)
        dialog.show()
        if height:
            dialog.resize(611, 377)
        sizes.append(dialog.size())
        dialog.reject()
    assert sizes[0] == sizes[1]


def test_a_remembered_size_that_is_nonsense_is_forgotten(show, tmp_path):
    settings = Settings(tmp_path / "s.ini")
    settings._store.setValue("layout/dialog-remove", b"\xffx\xff")
    assert show(Checked(key="remove", settings=settings), focus=False).width() >= 480


def in_dialog(act):
    """Call `act` with the dialog that is about to be executed."""

    def later():
        found = QApplication.activeModalWidget()
        if found is None or not found.isActiveWindow():
            QTimer.singleShot(5, later)
            return
        QTimer.singleShot(3000, found, found.close)  # a failing test must not wait for ever
        act(found)

    QTimer.singleShot(0, later)


@pytest.mark.parametrize(("key", "answer"), [("Control+Return", True), ("Escape", False)])
def test_a_question_is_answered_by_keys(show, press, key, answer):
    parent = show(QWidget(), focus=False)
    in_dialog(lambda dialog: press(dialog, key))
    assert ask(parent, "Void?", "<b>ЗКО-1</b>", "Void") is answer


def test_an_error_is_told_with_its_advice_as_plain_text(show, press):
    seen = []

    def look(dialog):
        seen.extend(label.text() for label in dialog.findChildren(Label) if label.isVisible())
        press(dialog, "Escape")

    in_dialog(look)
    tell_error(show(QWidget(), focus=False), KnownError("No <b>{x}</b>.", "Look.", x="act"))
    assert "No <b>act</b>." in seen
    assert "Look." in seen


def test_a_bug_is_told_with_a_report_to_copy_and_the_register_untouched(show, press):
    seen = []

    def look(dialog):
        seen.append(dialog.subtitle.text())
        seen.append(dialog.findChild(QPlainTextEdit).toPlainText())
        copy = next(b for b in dialog.findChildren(Button) if b.accessibleName() == "Copy")
        press(copy, "Space")
        press(dialog, "Escape")

    in_dialog(look)
    tell_bug(show(QWidget(), focus=False), "Traceback: <boom>")
    assert "Nothing was written to the register" in seen[0]
    assert seen[1] == "Traceback: <boom>"
    assert QGuiApplication.clipboard().text() == "Traceback: <boom>"
