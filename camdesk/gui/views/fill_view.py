"""The table of a sheet: typed into, filled down and pasted into as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from camdesk.domain.facts import FactKind
from camdesk.gui.kit.theme import current
from camdesk.gui.kit.tokens import ROW_HEIGHT
from camdesk.gui.models.fill_model import FillModel, Spot
from camdesk.gui.models.table_model import Index
from camdesk.text.i18n import tr

_LEAST, _MOST, _FILLED = 70, 200, 180  # pixels of a column
_INDENT = 7  # of a cell's text, as of its heading
_MARK = 7  # pixels of the corner of a cell that is wrong
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CURSOR = QAbstractItemView.CursorAction
_ACROSS = (_CURSOR.MoveNext, _CURSOR.MovePrevious, _CURSOR.MoveRight, _CURSOR.MoveLeft)


class FillView(QTableView):
    """Moves in the columns that can be filled only; the others are to be read."""

    moved = Signal()  # another cell is the current one
    left_out = Signal(int)  # so many pasted cells found no room

    def __init__(self, model: FillModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = model
        self.setModel(model)
        self.setItemDelegate(_Editors(model, self))
        self.setWordWrap(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        self.selectionModel().currentChanged.connect(lambda _new, _old: self.moved.emit())

    def fit_columns(self) -> None:
        """Columns as wide as their first rows need, the last ones wide enough to type into.

        One that says the same of every row tells nothing apart, and is left out.
        """
        header = self.horizontalHeader()
        for column in range(self._sheet.columnCount()):
            self.setColumnHidden(column, self._sheet.is_the_same(column))
            hint = max(self.sizeHintForColumn(column), header.sectionSizeHint(column)) + 2 * _INDENT
            least = _LEAST if column < self._sheet.first else _FILLED
            self.setColumnWidth(column, min(max(hint, least), _MOST))

    def start(self) -> None:
        """Begin with the first cell to be filled."""
        if self._sheet.count():
            self.setCurrentIndex(self._sheet.index(0, self._sheet.first))
        self.setFocus()

    def spot(self) -> Spot | None:
        """The current cell, counted from the first column to be filled."""
        at = self.currentIndex()
        column = at.column() - self._sheet.first
        return (at.row(), column) if at.isValid() and column >= 0 else None

    def go_to(self, spot: Spot) -> None:
        """Make that cell the current one."""
        self.setCurrentIndex(self._sheet.index(spot[0], self._sheet.first + spot[1]))
        self.setFocus()

    # As in a spreadsheet

    def paste(self) -> None:
        """Put what was copied from here on downwards; one value fills all chosen cells."""
        text = QGuiApplication.clipboard().text()
        lines = [line.split("\t") for line in text.splitlines()]
        spot, chosen = self.spot(), self._chosen()
        if spot is None or not lines:
            return
        if len(lines) == 1 and len(lines[0]) == 1 and len(chosen) > 1:
            self._sheet.type(dict.fromkeys(chosen, lines[0][0]))
        elif out := self._sheet.put(*min([*chosen, spot]), lines):
            self.left_out.emit(out)

    def copy(self) -> None:
        """Put the chosen cells into the clipboard."""
        chosen = set(self._chosen())
        lines = [
            "\t".join(self._sheet.text(row, column) for at, column in sorted(chosen) if at == row)
            for row in sorted({row for row, _ in chosen})
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def fill_down(self) -> None:
        """Fill the chosen cells with the topmost of them, or with the cell above."""
        texts: dict[Spot, str] = {}
        for column in {column for _, column in self._chosen()}:
            rows = [row for row, of in self._chosen() if of == column]
            top = min(rows)
            source = top if len(rows) > 1 and self._sheet.text(top, column) else top - 1
            if source >= 0:
                text = self._sheet.text(source, column)
                texts |= {(row, column): text for row in rows if row != source}
        self._sheet.type(texts)

    def clear(self) -> None:
        """Empty the chosen cells."""
        self._sheet.type(dict.fromkeys(self._chosen(), ""))

    def _chosen(self) -> list[Spot]:
        first = self._sheet.first
        return sorted(
            (index.row(), index.column() - first)
            for index in self.selectionModel().selectedIndexes()
            if index.column() >= first
        )

    # Keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for keys, act in (
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Undo, self._sheet.undo),
        ):
            if event.matches(keys):
                act()
                return
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_D:
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.key() in _ENTER and not control:
            self._step_down()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        spot = self.spot()
        if spot is None:
            return self._sheet.index(max(self.currentIndex().row(), 0), self._sheet.first)
        if action not in _ACROSS:
            index = super().moveCursor(action, modifiers)
            return self._sheet.index(index.row(), max(index.column(), self._sheet.first))
        width, (row, column) = len(self._sheet.reader.facts), spot
        step = 1 if action in (_CURSOR.MoveNext, _CURSOR.MoveRight) else -1
        if action in (_CURSOR.MoveNext, _CURSOR.MovePrevious):
            row, column = divmod(row * width + column + step, width)
        else:
            column = min(max(column + step, 0), width - 1)
        if not 0 <= row < self._sheet.count():
            return self.currentIndex()
        return self._sheet.index(row, self._sheet.first + column)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() < self._sheet.first:
            self.go_to((at.row(), 0))
        else:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cell that is typed into stays in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._step_down()

    def _step_down(self) -> None:
        at = self.currentIndex()
        if at.row() + 1 < self._sheet.count():
            self.setCurrentIndex(self._sheet.index(at.row() + 1, at.column()))


class _Editors(QStyledItemDelegate):
    """A line to type into; where rows are named, with those that fit below it."""

    def __init__(self, model: FillModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = model

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> QWidget:
        line = QLineEdit(parent)
        one = self._sheet.reader.facts[index.column() - self._sheet.first]
        line.setAccessibleName(tr(one.label))
        if one.kind is FactKind.DATE:
            line.setPlaceholderText(tr("day, month or year"))
        if one.kind is FactKind.REFERENCE:
            completer = QCompleter(self._sheet.reader.offered, line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
            # Enter in the list of what fits comes to the line past the filter below.
            line.returnPressed.connect(lambda: QTimer.singleShot(0, line, lambda: self._take(line)))
        return line

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        option.rect = rect.adjusted(_INDENT, 0, 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, option.palette.highlight())
        super().paint(painter, option, index)
        column = index.column() - self._sheet.first
        if column >= 0 and self._sheet.error_at(index.row(), column):
            corner = QPoint(rect.right() + 1, rect.top())
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().error))
            painter.drawPolygon([corner, corner - QPoint(_MARK, 0), corner + QPoint(0, _MARK)])
            painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The colour of a cell stays as it is while the cell is chosen."""
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        text = colour if isinstance(colour, QColor) else QColor(current().text)
        option.palette.setColor(QPalette.ColorRole.HighlightedText, text)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes what was typed at once: Qt's own way waits, and a scanner does not."""
        enter = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if enter and event.key() in _ENTER and isinstance(editor, QLineEdit):  # type: ignore[attr-defined]
            self._take(editor)
            return True
        return super().eventFilter(editor, event)

    def _take(self, line: QLineEdit) -> None:
        self.commitData.emit(line)
        self.closeEditor.emit(line, QAbstractItemDelegate.EndEditHint.SubmitModelCache)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(
        self,
        editor: QWidget,
        model: object,
        index: Index,
    ) -> None:
        if isinstance(editor, QLineEdit):
            self._sheet.setData(index, editor.text())
