"""Ctrl+C in a list: rows become a table in the clipboard, off the GUI thread."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from camdesk.gui.asking import while_alive
from camdesk.gui.pages.list_copy import MOST, Copied, Progress, table
from camdesk.gui.session import Session
from camdesk.store.listing import Listing
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

_LOOK = 100  # ms between two looks at how far it is


class ListCopier(QObject):
    """Copies rows of a listing."""

    said = Signal(str)  # what came of it, or why nothing did
    progressed = Signal(float)  # 0 to 1 while it goes on, 1 at the end

    def __init__(self, session: Session, listing: Listing, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._listing = listing
        self._key = f"{key}/copy"
        self._progress: Progress | None = None
        self._count = 0
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether rows are being copied."""
        return self._progress is not None

    def copy(self, ids: array[int], columns: Sequence[str]) -> None:
        """Put the rows `ids` into the clipboard with these columns."""
        if len(ids) > MOST:
            self.said.emit(
                tr(
                    "The clipboard takes {most} rows at most. Save a report as CSV instead.",
                    most=number_text(MOST),
                )
            )
            return
        if not ids:
            return
        self.cancel()
        listing, progress = self._listing, Progress()
        self._progress, self._count = progress, len(ids)
        self._timer.start()
        self._session.read(
            self._key,
            lambda connection: table(connection, listing, ids, columns, progress),
            while_alive(self, self._take),
            while_alive(self, self._fail),
        )

    def cancel(self) -> bool:
        """Call it off; False where nothing was under way."""
        if self._progress is None:
            return False
        self._progress.called_off = True
        self._session.cancel_read(self._key)
        self._end()
        return True

    def _take(self, copied: Copied | None) -> None:
        self._end()
        if copied is None:
            return
        to_clipboard(copied)
        self.said.emit(ntr("{n} row copied.", "{n} rows copied.", copied.rows))

    def _fail(self, error: BaseException) -> None:
        self._end()
        self._session.failed.emit(error)

    def _end(self) -> None:
        self._progress = None
        self._timer.stop()
        self.progressed.emit(1.0)

    def _look(self) -> None:
        if self._progress is not None:
            self.progressed.emit(self._progress.done / max(1, self._count))


def to_clipboard(copied: Copied) -> None:
    """Put a table into the clipboard, in the forms that it has."""
    data = QMimeData()
    data.setData("text/plain;charset=utf-8", copied.text)
    data.setData("text/plain", copied.text)
    if copied.html is not None:
        data.setData("text/html", copied.html)
    QGuiApplication.clipboard().setMimeData(data)
