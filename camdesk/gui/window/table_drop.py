"""A table that is dragged over the window and dropped on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from camdesk.gui.pages.file_drop import DropSign, take

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


class TableDrop(QObject):
    """Takes one file of a table dropped on `window`, where no page takes it for itself.

    `title` says what a drop would do; an empty one where nothing can be dropped.
    """

    dropped = Signal(object)  # Path

    def __init__(self, window: QWidget, title: Callable[[], str]) -> None:
        super().__init__(window)
        self._window = window
        self._title = title
        self.sign = DropSign(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter:
            assert isinstance(event, QDragEnterEvent)
            title = self._title()
            if title and table_in(event.mimeData()) is not None:
                self.sign.show_over(self._window.rect(), title)
                take(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.sign.hide()
        elif event.type() in (QEvent.Type.DragMove, QEvent.Type.Drop):
            assert isinstance(event, QDropEvent)
            path = table_in(event.mimeData())
            if path is None:
                return False
            take(event)
            if event.type() == QEvent.Type.Drop:
                self.sign.hide()
                self.dropped.emit(path)
            return True
        return super().eventFilter(watched, event)


def table_in(data: QMimeData) -> Path | None:
    """The one file of a table that is dragged; None where it is no table, or more than one."""
    urls = [url for url in data.urls() if url.isLocalFile()]
    if len(urls) != 1:
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in TABLES else None
