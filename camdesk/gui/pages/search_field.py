"""The one search field of a list: the first letter asks at once, fast typing in between waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from camdesk.gui.kit.icons import Ink, icon

BREATH = 120  # ms between two questions while somebody types
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(QLineEdit):
    """Says what is searched for while it is typed."""

    searched = Signal(str)
    left_down = Signal()  # to the list
    entered = Signal()  # to the first row of the list
    escaped = Signal()  # Esc in an empty field

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", Ink.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self._said = ""
        self._timer = QTimer(self, singleShot=True, interval=BREATH)
        self._timer.timeout.connect(self._say)
        self.textChanged.connect(self._typed)

    def show_text(self, text: str) -> None:
        """Show what is searched for without saying it."""
        self._said = text
        if text != self.text():
            self.setText(text)

    def type_on(self, letters: str) -> None:
        """Take the keyboard and the letters typed elsewhere; they begin a new search."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(letters)

    def say_now(self) -> None:
        """Say at once what stands here."""
        self._timer.stop()
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _DOWN:
            self.left_down.emit()
        elif key in _ENTER:
            self.say_now()
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
                self.say_now()
            else:
                self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        if not self._timer.isActive():
            self._say()

    def _say(self) -> None:
        text = self.text()
        if text.split() == self._said.split():  # spaces around words ask nothing new
            return
        self._said = text
        self._timer.start()
        self.searched.emit(text)
