"""A quiet table of texts: no numbers at the left but those of the file, whole rows, no boxes."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from camdesk.gui.kit.theme import current
from camdesk.gui.kit.tokens import ROW_HEIGHT
from camdesk.gui.models.table_model import Index

WIDEST = 260
NARROWEST = 56
INDENT = 7
_BAR = 3


class GridDelegate(QStyledItemDelegate):
    """Cells whose texts stand under their headings, with a hairline below each row."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        tokens = current()
        option.rect = rect.adjusted(INDENT, 0, -INDENT, -1)
        if option.state & QStyle.StateFlag.State_Selected or self.is_current(index):
            painter.fillRect(rect, QColor(tokens.selection))
        super().paint(painter, option, index)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        if self.is_current(index) and self._view.hasFocus():
            self.paint_current(painter, rect, index)

    def is_current(self, index: Index) -> bool:
        """Whether the cell stands in the current row."""
        return index.row() == self._view.currentIndex().row()

    def paint_current(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Show where the keyboard is: a bar at the left of the row."""
        if self._view.columnViewportPosition(index.column()) <= 0:
            painter.fillRect(0, rect.top(), _BAR, rect.height() - 1, QColor(current().accent))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """A chosen row keeps the colours of its texts."""
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        text = colour if isinstance(colour, QColor) else QColor(current().text)
        option.palette.setColor(QPalette.ColorRole.HighlightedText, text)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class GridView(QTableView):
    """Shows a model of texts; one row is current, Tab leaves it."""

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(GridDelegate(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT - 4)
        header = self.horizontalHeader()
        # A header that follows the selection walks through every row of it.
        header.setSelectionModel(QItemSelectionModel(model, self))
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(32)

    def fit_columns(self, first: int = 0, widest: int = WIDEST) -> None:
        """Make each column from `first` on as wide as the rows on the screen need."""
        header = self.horizontalHeader()
        for column in range(first, header.count()):
            hint = max(self.sizeHintForColumn(column) + 2 * INDENT, header.sectionSizeHint(column))
            self.setColumnWidth(column, max(NARROWEST, min(hint + INDENT, widest)))

    def go_to(self, row: int, column: int = 0) -> None:
        """Make a row current and show it, in the middle where it was out of sight."""
        index = self.model().index(row, column)
        seen = self.viewport().rect().intersects(self.visualRect(index))
        hint = QAbstractItemView.ScrollHint
        self.setCurrentIndex(index)
        self.scrollTo(index, hint.EnsureVisible if seen else hint.PositionAtCenter)
