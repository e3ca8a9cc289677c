"""Forms on the screen, filled in by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.kit.picker import Picker

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(qtbot) -> Iterator[Callable[[FormDialog], FormDialog]]:
    """Opens a form; left open, it would keep the keyboard from the windows of later tests."""
    forms: list[FormDialog] = []

    def open_form(form: FormDialog) -> FormDialog:
        forms.append(form)
        form.open()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    yield open_form
    for form in forms:
        if isValid(form):
            form.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


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
def make_new(qtbot, type_into) -> Callable[..., FormDialog]:
    """`make_new(form, "site", "ул. Абая", SiteForm)` types what is not there yet, and makes it."""

    def make(form: FormDialog, name: str, text: str, small: type[FormDialog]) -> FormDialog:
        type_into(form, name, text)
        picker = form.form.control(name)
        assert isinstance(picker, Picker)
        qtbot.waitUntil(picker._list.isVisible)
        qtbot.keyClick(picker, Qt.Key.Key_Down)
        qtbot.keyClick(picker, Qt.Key.Key_Return)
        made = form.findChild(small)
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return make


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
        qtbot.waitUntil(lambda: not isValid(form) or not form.isVisible())

    return wait
