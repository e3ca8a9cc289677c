"""The line into which a scanner types: Enter sends the number, and the line is empty again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from camdesk.text.i18n import tr


class ScanLine(QLineEdit):
    """Sends what is typed, scanned or pasted; several pasted lines are several numbers."""

    entered = Signal(list)  # of str
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("Scan or type a number and press Enter"))
        self.setAccessibleName(tr("Inventory or serial number"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.send()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.text():
            self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and "\n" in _clipboard().strip():
            self.paste_column()
        else:
            super().keyPressEvent(event)

    def send(self) -> None:
        """Send what stands in the line."""
        text = self.text().strip()
        self.clear()
        if text:
            self.entered.emit([text])

    def paste_column(self) -> None:
        """Send the numbers of the clipboard: the first cell of each line."""
        cells = [line.split("\t")[0].strip() for line in _clipboard().splitlines()]
        numbers = [cell for cell in cells if cell]
        if numbers:
            self.entered.emit(numbers)


def _clipboard() -> str:
    return QGuiApplication.clipboard().text()
