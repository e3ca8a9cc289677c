"""The table of a plan: Space ticks, F2 or Enter fixes a cell, Delete sets it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from camdesk.gui.import_wizard.choice_editor import ChoicePicker, EditorDelegate, completed
from camdesk.gui.import_wizard.grid import INDENT, GridView
from camdesk.gui.import_wizard.plan_model import (
    FIRST_CELL,
    FIXED,
    NUMBER,
    SAYS,
    TICK,
    TONE,
    VERDICT,
    PlanModel,
)
from camdesk.gui.kit.labels import paint_state
from camdesk.gui.kit.theme import current
from camdesk.gui.models.table_model import Index
from camdesk.text.i18n import tr

Offer = Callable[[str], tuple[list[tuple[str, str]], bool]]
"""What may stand in a column: pairs of text and label, and whether nothing else may."""
_WIDTHS = {TICK: 34, NUMBER: 78, VERDICT: 136, SAYS: 300}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_MARK = 6
_BOX = 16


class PlanTable(GridView):
    """Moves from cell to cell as a spreadsheet does; the row that is current is shown whole."""

    row_changed = Signal(int)

    def __init__(self, model: PlanModel, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(model, tr("Rows of the table with their verdicts"), parent)
        self._plan = model
        self.setItemDelegate(_PlanDelegate(model, offer, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.row_changed.emit(now.row())
        )

    def fit(self) -> None:
        """Make our own columns as wide as they are meant, the others as their texts need."""
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.fit_columns(FIRST_CELL, widest=220)

    def chosen_rows(self) -> list[int]:
        """The rows that are chosen."""
        rows = {
            row
            for part in self.selectionModel().selection().toList()
            for row in range(part.top(), part.bottom() + 1)
        }
        current_row = self.currentIndex().row()
        return sorted(rows) or ([current_row] if current_row >= 0 else [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if not index.isValid() or event.modifiers() & _CONTROL:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggle()
        elif key in _ENTER:
            self.fix()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._plan.set_back(index.row(), index.column())
        elif event.text().strip() and event.text().isprintable() and index.column() >= FIRST_CELL:
            self.fix(event.text())
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Tick the chosen rows off, or on where all of them are off."""
        rows = self.chosen_rows()
        states = [self._plan.is_ticked(row) for row in rows]
        self._plan.tick(rows, not any(states))

    def fix(self, typed: str = "") -> None:
        """Put something else in the current cell; from our own columns, in the first wrong one."""
        index = self.currentIndex()
        if index.column() < FIRST_CELL:
            index = self._plan.index(index.row(), self._first_wrong(index.row()))
            self.setCurrentIndex(index)
        self.edit(index)
        editor = self.indexWidget(index)
        if typed and isinstance(editor, QLineEdit):
            editor.clear()
            editor.insert(typed)
            editor.textEdited.emit(typed)

    def _first_wrong(self, row: int) -> int:
        wrong = {problem.column for problem in self._plan.planned(row).problems}
        columns = range(FIRST_CELL, self._plan.columnCount())
        return next(
            (column for column in columns if self._plan.column_name(column) in wrong), FIRST_CELL
        )


class _PlanDelegate(EditorDelegate):
    """A dot and a word for the verdict, a tick box, a corner on what was fixed."""

    def __init__(self, model: PlanModel, offer: Offer, view: PlanTable) -> None:
        super().__init__(view)
        self._model, self._offer = model, offer

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        if index.column() == VERDICT:
            self._paint_verdict(painter, option, index)
        elif index.column() == TICK:
            self._paint_tick(painter, option, index)
        else:
            super().paint(painter, option, index)
            if index.data(FIXED):
                corner = QPoint(rect.right() + 1, rect.top())
                painter.save()
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(current().accent))
                painter.drawPolygon([corner, corner - QPoint(_MARK, 0), corner + QPoint(0, _MARK)])
                painter.restore()

    def paint_current(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The bar at the left of the row, and a frame round the cell that would be fixed."""
        super().paint_current(painter, rect, index)
        if index == self._view.currentIndex() and index.column() >= FIRST_CELL:
            painter.save()
            painter.setPen(QColor(current().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, rect = current(), option.rect
        if option.state & QStyle.StateFlag.State_Selected or self.is_current(index):
            painter.fillRect(rect, QColor(tokens.selection))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        if self.is_current(index) and self._view.hasFocus():
            self.paint_current(painter, rect, index)

    def _paint_verdict(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._ground(painter, option, index)
        room = QRectF(option.rect).adjusted(INDENT + 3, 0, -4, -1)
        painter.setFont(option.font)
        paint_state(painter, room, str(index.data()), str(index.data(TONE)))

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._ground(painter, option, index)
        ticked = self._model.is_ticked(index.row())
        if ticked is None:
            return
        box = QStyleOptionViewItem(option)
        middle = option.rect.center()
        box.rect = QRect(middle.x() - _BOX // 2 + 2, middle.y() - _BOX // 2, _BOX, _BOX)
        box.state = QStyle.StateFlag.State_Enabled | (
            QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        )
        self._view.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, self._view
        )

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.column_name(index.column())
        offered, only = self._offer(column)
        if only:
            picker = ChoicePicker(offered, parent)
            self.follow(picker)
            line: QLineEdit = picker
        else:
            line = completed(QLineEdit(parent), offered)
        line.setAccessibleName(column)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(self._model.raw(index.row(), index.column()))
            editor.selectAll()
        if isinstance(editor, ChoicePicker):
            editor.offer_near(editor.text())

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            self._model.setData(index, editor.text())
