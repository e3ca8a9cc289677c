"""Shortcuts on Russian and Kazakh keyboards."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from camdesk.gui.key_layouts import latin_keys

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def pressed(letter: str, modifiers: Qt.KeyboardModifier = CTRL) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, ord(letter), modifiers)


@pytest.mark.parametrize(
    ("letter", "keys"), [("Я", "Ctrl+Z"), ("Л", "Ctrl+K"), ("Ә", "Ctrl+2"), ("Ң", "Ctrl+4")]
)
def test_a_cyrillic_letter_stands_for_the_key_it_is_on(letter: str, keys: str) -> None:
    assert latin_keys(pressed(letter)) == QKeySequence(keys)


def test_other_modifiers_are_kept() -> None:
    assert latin_keys(pressed("Я", CTRL | SHIFT)) == QKeySequence("Ctrl+Shift+Z")


def test_a_letter_without_ctrl_is_a_letter() -> None:
    assert latin_keys(pressed("Я", Qt.KeyboardModifier.NoModifier)) is None


def test_a_latin_letter_is_left_to_qt() -> None:
    assert latin_keys(pressed("Z")) is None
