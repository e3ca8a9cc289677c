"""A table that paints its rows itself, whatever their number.

Its header has a selection model of its own: asked to light up the columns of a selection, a
header walks through every row of it, which takes twenty seconds for a million.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from camdesk.gui.kit.theme import current
from camdesk.gui.models.listing_model import ListingModel
from camdesk.gui.views.list_columns import ListColumns
from camdesk.gui.views.listing_delegate import Cell, ListingDelegate, RowLook
from camdesk.gui.views.row_selection import RowSelection

_LOOKS = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


class PaintedTable(QTableView):
    """Shows the rows of a ListingModel, each painted in one go.

    Where it does not `stretch`, the last column is no wider than it was made: a number far from
    its words is read in the wrong row.
    """

    def __init__(
        self, model: ListingModel, parent: QWidget | None = None, *, stretch: bool = True
    ) -> None:
        super().__init__(parent)
        self._list = model
        self._hovered = -1
        self.painter = ListingDelegate(model)
        self.setModel(model)
        self._set_up()
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(model, self))
        names = [column.name for column in model.columns]
        self.columns = ListColumns(header, names, lambda: self.viewport().width() if stretch else 0)
        self.chosen = RowSelection(self.selectionModel())
        self._follow_look()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setCornerWidget(QWidget())
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def seen_rows(self) -> tuple[int, int]:
        """The first and the last row on the screen."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return first, last if last >= 0 else max(0, len(self._list.ids) - 1)

    # Mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_whole_text(event)
            return True
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for one in (self._hovered, row):
            if one >= 0:
                top, height = self.rowViewportPosition(one), self.rowHeight(one)
                self.viewport().update(0, top, self.viewport().width(), height)
        self._hovered = row

    def _show_whole_text(self, event: QHelpEvent) -> None:
        """Say what a cell holds where it was cut short; as it is, never as markup."""
        index = self.indexAt(event.pos())
        row = self._list.row(index.row()) if index.isValid() else None
        if row is None:
            QToolTip.hideText()
            return
        column, value = index.column(), row[index.column()]
        if self.painter.is_cut(column, value, self.columnWidth(column)):
            said = html.escape(self._list.text(column, value))
            QToolTip.showText(event.globalPos(), f"<qt>{said}</qt>", self)
        else:
            QToolTip.hideText()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        width = self.viewport().width()
        painter = QPainter(self.viewport())
        painter.fillRect(area, self.painter.surface)
        first = self.rowAt(area.top())
        if first >= 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.painter.font)
            cells = [
                Cell(column, self.columnViewportPosition(column), self.columnWidth(column))
                for column in self.columns.visible()
            ]
            cells = [cell for cell in cells if -cell.width < cell.left < width]
            last = self.rowAt(area.bottom())
            last = last if last >= 0 else len(self._list.ids) - 1
            height = self.verticalHeader().defaultSectionSize()
            top = self.rowViewportPosition(first)
            current = self.currentIndex().row() if self.hasFocus() else -1
            for row in range(first, last + 1):
                look = RowLook(row in self.chosen, row == current, row == self._hovered)
                rect = QRect(0, top, width, height)
                self.painter.paint_row(painter, rect, self._list.row(row), cells, look)
                top += height
        painter.end()
        dragging = self.verticalScrollBar().isSliderDown()
        self._list.show_rows(*self.seen_rows(), patient=dragging)

    def sizeHintForColumn(self, column: int) -> int:
        """Width that holds the texts of the rows on the screen."""
        first, last = self.seen_rows()
        rows = (self._list.row(row) for row in range(first, last + 1))
        texts = {self._list.text(column, row[column]) for row in rows if row is not None}
        return max((self.painter.full_width(column, text) for text in texts), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS:
            self._follow_look()

    def _follow_look(self) -> None:
        """Take the colours and the font in use now."""
        self.painter.set_tokens(current())
        self.painter.set_font(self.font())
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(self.painter.row_height())
        rows.setDefaultSectionSize(self.painter.row_height())
        self.viewport().update()
