"""Every control is tested in the light theme, and keys go where a person's keys would go."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from camdesk.gui.kit.theme import Theme


@pytest.fixture(autouse=True)
def light(qapp):
    Theme.apply(qapp, "light")
    yield
    Theme.apply(qapp, "light")


@pytest.fixture
def show(qtbot):
    """Show a widget and give it the focus."""

    def shown(widget, focus=True):
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        if focus:
            widget.setFocus()
        return widget

    return shown


@pytest.fixture
def press():
    """Press keys on a widget, each an attribute of Qt.Key, `Alt+` before it where held."""

    def pressed(widget, *keys):
        for key in keys:
            held = Qt.KeyboardModifier.NoModifier
            *modifiers, name = key.split("+")
            for modifier in modifiers:
                held |= getattr(Qt.KeyboardModifier, f"{modifier}Modifier")
            QTest.keyClick(widget, getattr(Qt.Key, f"Key_{name}"), held)

    return pressed


@pytest.fixture
def write(qapp):
    """Type a text into a widget; QTest.keyClicks knows Latin letters only."""

    def written(widget, text):
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                qapp.sendEvent(widget, event)

    return written
