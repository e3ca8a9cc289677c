"""What opens below a control: a frame that Esc or a click elsewhere closes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from camdesk.gui.kit.tokens import Space


class Popup(QFrame):
    """A frame below its owner, kept on the owner's screen; the focus goes back when it closes."""

    closed = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._owner = owner
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self.column.setSpacing(Space.S)

    def open(self, focus: QWidget | None = None) -> None:
        """Show below the owner, or above it where there is no room below."""
        self.adjustSize()
        self.move(self._place())
        self.show()
        (focus or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def _place(self) -> QPoint:
        owner, screen = self._owner, self._owner.screen().availableGeometry()
        below = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        x = max(screen.left(), min(below.x(), screen.right() + 1 - self.width()))
        y = below.y()
        if y + self.height() > screen.bottom():
            y = max(screen.top(), owner.mapToGlobal(QPoint(0, -2)).y() - self.height())
        return QPoint(x, y)
