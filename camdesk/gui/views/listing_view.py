"""The table of a list: moves and selects as in a spreadsheet, whatever its length."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from camdesk.gui.models.listing_answer import Answer, Keep
from camdesk.gui.models.listing_model import ListingModel
from camdesk.gui.models.table_model import Index
from camdesk.gui.views.listing_delegate import PADDING
from camdesk.gui.views.painted_table import PaintedTable
from camdesk.text.i18n import tr

SORT_MARK = 8
KEPT_SELECTED = 1000  # that many selected rows are found again in a new list
_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ACROSS = {
    QAbstractItemView.CursorAction.MoveLeft: -1,
    QAbstractItemView.CursorAction.MoveRight: 1,
}


class ListingView(PaintedTable):
    """Shows a ListingModel."""

    opened = Signal(int)  # id: Enter or a double click
    typed = Signal(str)  # a letter typed, for the search field
    menu_asked = Signal(QPoint)  # on the screen
    sort_asked = Signal(str, bool)  # a column's name ("" is the list's own order), descending
    selected = Signal()  # the selection or the current row is another now

    def __init__(self, model: ListingModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._answering = False
        self._row_before = -1
        self._same_query = False
        header = self.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicatorClearable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort_clicked)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        model.about_to_answer.connect(self._before_answer)
        model.answered.connect(self._after_answer)

    # What is chosen

    def selected_ids(self) -> array[int]:
        """The ids of the selected rows, in the list's order."""
        return self.chosen.of(self._list.ids)

    def current_id(self) -> int | None:
        """The id of the current row."""
        row = self.currentIndex().row()
        return self._list.ids[row] if 0 <= row < len(self._list.ids) else None

    def go_to(self, row: int) -> None:
        """Make `row` the current and only selected one, and show it."""
        self.setCurrentIndex(self._list.index(row, self._home_column()))

    def show_sort(self, name: str, descending: bool) -> None:
        """Mark the column that the list is sorted by."""
        header = self.horizontalHeader()
        names = [column.name for column in self._list.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)
        header.setSortIndicator(names.index(name) if name in names else -1, order)
        header.blockSignals(False)
        header.viewport().update()

    def title_width(self, name: str) -> int:
        """Width of a column that shows its title whole, with the mark of sorting."""
        label = next(tr(column.label) for column in self._list.columns if column.name == name)
        font = self.horizontalHeader().font()
        font.setWeight(QFont.Weight.DemiBold)  # as in the style sheet
        return QFontMetrics(font).horizontalAdvance(label) + 2 * PADDING + SORT_MARK

    def _sort_clicked(self, column: int, order: Qt.SortOrder) -> None:
        name = self._list.columns[column].name if column >= 0 else ""
        self.sort_asked.emit(name, order == Qt.SortOrder.DescendingOrder)

    def _selection_changed(self) -> None:
        self.chosen.update()
        if not self._answering:
            self.selected.emit()

    def _current_changed(self) -> None:
        self.viewport().update()
        if not self._answering:
            self.selected.emit()

    # A new list in the place of the old one

    def keep(self, *, place: bool) -> Keep:
        """What to find again in the next list; `place` keeps the scroll bar where it is too."""
        first, last = self.seen_rows()
        row = self.currentIndex().row()
        above = row - first if first <= row <= last else None
        if above is None and not place:
            above = (last - first) // 3
        few = self.chosen.count() <= KEPT_SELECTED
        return Keep(
            current=self.current_id(),
            selected=tuple(self.selected_ids()) if few else (),
            above=above,
            top=first if place else 0,
            span=max(1, self.viewport().height() // self.painter.row_height()),
            old=self._list.ids,
        )

    def _before_answer(self, answer: Answer) -> None:
        self._answering = True
        self._row_before = self.currentIndex().row()
        self._same_query = answer.query == self._list.query

    def _after_answer(self, answer: Answer) -> None:
        if not answer.same:
            self._find_again(answer)
        self.chosen.update()
        self._answering = False
        self.viewport().update()
        self.selected.emit()

    def _find_again(self, answer: Answer) -> None:
        if answer.selected:
            self.chosen.select(answer.selected)
        row = answer.current
        if row is None and self._same_query and self._row_before >= 0:
            row = min(self._row_before, len(answer.ids) - 1)  # the arrows go on from there
        if row is not None and row >= 0:
            self.chosen.make_current(self._list.index(row, self._home_column()))
        self.verticalScrollBar().setValue(answer.top)

    def _home_column(self) -> int:
        """A column that is shown: a current cell in a hidden one would not move."""
        visible = self.columns.visible()
        return visible[0] if visible else 0

    # Keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in _ENTER:
            current = self.current_id()
            if current is not None:
                self.opened.emit(current)
        elif text and text.isprintable() and text != " " and not event.modifiers() & _TYPING:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the search field."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        count = len(self._list.ids)
        at = self.currentIndex()
        if not count:
            return QModelIndex()
        if action in _ACROSS:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + _ACROSS[action] * bar.singleStep())
            return at
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._list.index(0, self._home_column())
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._list.index(count - 1, self._home_column())
        if at.isValid() and self.isColumnHidden(at.column()):
            self.chosen.make_current(self._list.index(at.row(), self._home_column()))
        return super().moveCursor(action, modifiers)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Show the row; columns stay where they are."""
        across = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(across)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._list.ids[index.row()])
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(corner + QPoint(PADDING, 0)))
        else:
            self.menu_asked.emit(event.globalPos())
