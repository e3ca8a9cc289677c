"""Alt and a letter of its text presses a button, in whatever language it speaks."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from camdesk.gui.kit.labels import tip


class AltLetters(QObject):
    """Gives each button a letter that no other has, the first of its text where it is free.

    The letter stands in the tool tip: an underlined one in every button would be noise.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shortcuts: list[QShortcut] = []

    def assign(self, buttons: Iterable[QAbstractButton]) -> None:
        """Give letters to these buttons; hidden ones get none."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        taken: set[str] = set()
        for button in buttons:
            if button.isHidden():
                continue
            letters = (letter.upper() for letter in button.text() if letter.isalpha())
            letter = next((one for one in letters if one not in taken), "")
            if not letter:
                continue
            taken.add(letter)
            keys = QKeySequence(f"Alt+{letter}")
            shortcut = QShortcut(keys, self._window)
            shortcut.activated.connect(button.click)
            self._shortcuts.append(shortcut)
            tip(button, keys.toString(QKeySequence.SequenceFormat.NativeText))
