"""A grid of texts on the screen, to look at and not to change."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from camdesk.gui.kit.tokens import ROW_HEIGHT
from camdesk.gui.models.grid_model import GridModel

_WIDEST = 260
_INDENT = 7


class _Indented(QStyledItemDelegate):
    """Cells whose texts stand under their headings."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        option.rect.adjust(_INDENT, 0, 0, 0)
        super().paint(painter, option, index)


class Grid(QTableView):
    """Shows a GridModel quietly: no numbers at the left, no editing, whole rows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridModel(self)
        self.setModel(self.grid)
        self.setItemDelegate(_Indented(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT - 6)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_grid(
        self, headings: list[str], rows: list[list[str]], *, stretch_last: bool = False
    ) -> None:
        """Show these rows, each column as wide as its first rows need."""
        self.grid.show_grid(headings, rows)
        self.horizontalHeader().setStretchLastSection(stretch_last)
        for column in range(len(headings)):
            hint = max(
                self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column)
            )
            self.setColumnWidth(column, min(hint + 2 * _INDENT, _WIDEST))
