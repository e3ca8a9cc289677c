"""Forms on the screen, filled in by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.kit.picker import Picker

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(qtbot) -> Callable[[FormDialog], FormDialog]:
    """Opens a form, which deletes itself when it is closed."""

    def open_form(form: FormDialog) -> FormDialog:
        form.open()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return open_form


@pytest.fixture
def type_into(qtbot) -> Callable[[FormDialog, str, str], None]:
    """`type_into(form, "serial_number", "A-1")` replaces what stands in the field."""

    def type_text(form: FormDialog, name: str, text: str) -> None:
        edit = form.form.control(name)
        target: QWidget = edit.focusProxy() or edit
        form.form.focus(name)
        qtbot.keyClick(target, Qt.Key.Key_A, CTRL)
        qtbot.keyClick(target, Qt.Key.Key_Delete)
        # As an input method does: QTest knows the keys of ASCII only.
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QApplication.sendEvent(target, typed)

    return type_text


@pytest.fixture
def choose(qtbot, type_into) -> Callable[[FormDialog, str, str], None]:
    """Searches in a picker and takes the first entry that was found."""

    def choose_first(form: FormDialog, name: str, text: str) -> None:
        type_into(form, name, text)
        picker = form.form.control(name)
        assert isinstance(picker, Picker)
        qtbot.waitUntil(lambda: bool(picker.options()))
        qtbot.keyClick(picker, Qt.Key.Key_Return)

    return choose_first


@pytest.fixture
def save(qtbot) -> Callable[[FormDialog], None]:
    """Ctrl+Enter in the field under the cursor."""

    def press(form: FormDialog) -> None:
        qtbot.keyClick(form.focusWidget() or form, Qt.Key.Key_Return, CTRL)

    return press


@pytest.fixture
def closed(qtbot) -> Callable[[FormDialog], None]:
    """Waits until a form has closed."""

    def wait(form: FormDialog) -> None:
        from shiboken6 import isValid

        qtbot.waitUntil(lambda: not isValid(form) or not form.isVisible())

    return wait
