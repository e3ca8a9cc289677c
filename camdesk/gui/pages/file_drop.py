"""Files that are dragged over a page and dropped on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from camdesk.gui.kit.theme import current
from camdesk.gui.kit.tokens import Space
from camdesk.gui.paper_files import files_in

_ROUND = 8


class FileDrop(QObject):
    """Takes files dropped on `page`; while they hang over it, the page says what a drop would do.

    `title` gives that text, and an empty one where nothing can be dropped.
    """

    dropped = Signal(list)  # of Source

    def __init__(self, page: QWidget, title: Callable[[], str]) -> None:
        super().__init__(page)
        self._page = page
        self._title = title
        self.sign = DropSign(page)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter:
            assert isinstance(event, QDragEnterEvent)
            title = self._title()
            if title and files_in(event.mimeData()):
                self.sign.show_over(self._page.rect(), title)
                take(event)
            return True
        if event.type() == QEvent.Type.DragMove:
            assert isinstance(event, QDragMoveEvent)
            take(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.sign.hide()
        elif event.type() == QEvent.Type.Drop:
            assert isinstance(event, QDropEvent)
            self.sign.hide()
            take(event)
            if sources := files_in(event.mimeData()):
                self.dropped.emit(sources)
            return True
        return super().eventFilter(watched, event)


class DropSign(QWidget):
    """What lies over the page while files hang over it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = ""
        self.hide()

    def show_over(self, rect: QRect, text: str) -> None:
        """Lie over `rect` and say `text`."""
        self.text = text
        self.setGeometry(rect)
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(tokens.selection)
        ground.setAlphaF(0.92)
        inner = self.rect().adjusted(Space.M, Space.M, -Space.M, -Space.M)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(inner, _ROUND, _ROUND)
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(inner.adjusted(Space.XL, 0, -Space.XL, 0), flags, self.text)


def take(event: QDropEvent) -> None:
    """Accept a drop as a copy: the file stays where it came from."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
