"""The checklist that opens below a filter chip."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from camdesk.gui.kit import theme
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.popup import Popup
from camdesk.gui.kit.tokens import Space
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

SEARCH_FROM = 11  # so many values need a search field
VISIBLE_ROWS = 10
ROW = 28
BESIDE_TEXT = 112  # box, count and scroll bar
CLEARERS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_VALUE = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class Checklist(Popup):
    """The values of a chip with their ticks."""

    ticked = Signal(object, bool)
    cleared = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search"))
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_Counted(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._item_changed)
        self.list.installEventFilter(self)
        self._chosen = Label("", "muted")
        self._clear = Button(tr("Clear"), self.cleared.emit, flat=True)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list)
        self.column.addWidget(self._chosen)
        self.column.addWidget(self._clear, alignment=Qt.AlignmentFlag.AlignLeft)

    def fill(
        self, texts: Mapping[object, str], counts: Mapping[object, int], chosen: set[object]
    ) -> None:
        """Offer `texts`."""
        self.list.blockSignals(True)
        self.list.clear()
        for value, text in texts.items():
            item = QListWidgetItem(text, self.list)
            item.setData(_VALUE, value)
            item.setData(_COUNT, number_text(counts[value]) if value in counts else "")
            item.setSizeHint(QSize(0, ROW))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self.list.blockSignals(False)
        self.tick(chosen)
        self.search.setVisible(len(texts) >= SEARCH_FROM)
        rows = min(max(len(texts), 1), VISIBLE_ROWS)
        self.list.setFixedHeight(rows * ROW)
        metrics = self.list.fontMetrics()
        widest = max((metrics.horizontalAdvance(text) for text in texts.values()), default=0)
        self.list.setMinimumWidth(min(max(widest + BESIDE_TEXT, 220), 420))

    def tick(self, chosen: set[object]) -> None:
        """Tick exactly `chosen`, silently."""
        self.list.blockSignals(True)
        for item in self._items():
            on = item.data(_VALUE) in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._count()

    def start(self) -> None:
        """Show it, ready for the keyboard."""
        self.search.clear()
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.open(self.search if not self.search.isHidden() else self.list)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hide()
                return True
            if watched is self.search and key == Qt.Key.Key_Down:
                self._to_list()
                return True
            if watched is self.list and key in CLEARERS:
                self.cleared.emit()
                return True
            at_top = self.list.currentRow() <= self._first_visible()
            if watched is self.list and key == Qt.Key.Key_Up and at_top:
                self.search.setFocus()
                return not self.search.isHidden()
        return super().eventFilter(watched, event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _first_visible(self) -> int:
        return next((i for i, item in enumerate(self._items()) if not item.isHidden()), 0)

    def _to_list(self) -> None:
        self.list.setCurrentRow(self._first_visible())
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text().casefold())

    def _item_changed(self, item: QListWidgetItem) -> None:
        self._count()
        self.ticked.emit(item.data(_VALUE), item.checkState() is Qt.CheckState.Checked)

    def _count(self) -> None:
        count = sum(item.checkState() is Qt.CheckState.Checked for item in self._items())
        self._chosen.setText(ntr("{n} chosen", "{n} chosen", count) if count else "")
        self._chosen.setVisible(count > 0)
        self._clear.setVisible(count > 0)


class _Counted(QStyledItemDelegate):
    """An item of the list with its count at the right, muted. A click anywhere on it ticks."""

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        role = Qt.ItemDataRole.CheckStateRole
        if event.type() == QEvent.Type.MouseButtonRelease:
            on = Qt.CheckState(index.data(role)) is not Qt.CheckState.Checked
            state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            return model.setData(index, state, role)
        if isinstance(event, QMouseEvent):
            return False
        return super().editorEvent(event, model, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        count = index.data(_COUNT)
        if count:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            tokens = theme.current()
            painter.save()
            painter.setPen(QColor(tokens.muted_on_selection if chosen else tokens.muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(option.rect.adjusted(0, 0, -Space.S, 0), right, count)
            painter.restore()
