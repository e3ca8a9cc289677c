"""A table of counts: every number that is not zero leads to what it counts, by mouse and Enter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from camdesk.gui.kit.theme import current
from camdesk.gui.kit.tokens import Tokens
from camdesk.gui.models.report_model import ReportModel
from camdesk.gui.models.table_model import Index
from camdesk.gui.views.listing_delegate import ListingDelegate
from camdesk.gui.views.painted_table import PaintedTable
from camdesk.store.tables import Value


class CountsTable(PaintedTable):
    """Shows the rows of a ReportModel; the arrow keys go from number to number.

    `leading` are the columns that lead somewhere, each with the tone of its numbers ("" for the
    colour of links).
    """

    followed = Signal(int, int)  # row and column of what was pressed

    def __init__(
        self, model: ReportModel, leading: Mapping[int, str], parent: QWidget | None = None
    ) -> None:
        self._leading = leading
        super().__init__(model, parent, stretch=False)  # type: ignore[arg-type]
        self.painter = _Painter(model, leading)
        self._follow_look()

    def leads(self, index: QModelIndex) -> bool:
        """Whether a cell leads somewhere."""
        row = self._list.row(index.row()) if index.isValid() else None
        return row is not None and index.column() in self._leading and bool(row[index.column()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.leads(self.indexAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._follow(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._follow(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if not self.hasFocus() or not self.leads(index):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current().accent), 2))
        painter.drawRoundedRect(self.visualRect(index).adjusted(2, 2, -2, -3), 4, 4)
        painter.end()

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        self.viewport().update()  # the frame goes along

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.viewport().unsetCursor()
        return super().viewportEvent(event)

    def _follow(self, index: QModelIndex) -> None:
        if self.leads(index):
            self.followed.emit(index.row(), index.column())


class _Painter(ListingDelegate):
    """What leads somewhere looks like a link; a zero says little, and looks so."""

    def __init__(self, model: ReportModel, leading: Mapping[int, str]) -> None:
        self._leading = leading
        self._tokens: Tokens = current()
        super().__init__(model)  # type: ignore[arg-type]

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self._tokens = tokens

    def colour(self, column: int, value: Value, muted: QColor) -> QColor:
        tone = self._leading.get(column)
        if tone is None:
            return super().colour(column, value, muted)
        if not value:
            return muted
        return QColor(self._tokens.state(tone) if tone else self._tokens.accent)
