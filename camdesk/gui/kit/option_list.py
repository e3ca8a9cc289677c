"""The list of finds below a field that searches."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QHideEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from camdesk.gui.kit import theme
from camdesk.gui.kit.tokens import SMALL_PT, Space

VISIBLE_OPTIONS = 7
ROW = 42
_OPTION = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: its id, and the two lines that show it."""

    id: int
    title: str
    subtitle: str = ""


class OptionList(QFrame):
    """The list below the line. It never takes the focus, so that one can go on typing."""

    chosen = Signal(object)  # an Option, or None for "create"

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.ToolTip)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._owner = owner
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_TwoLines(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.itemEntered.connect(self._list.setCurrentItem)
        self._list.itemClicked.connect(lambda _: self.choose_current())
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.addWidget(self._list)

    def offer(
        self, options: list[Option], create: str, nothing: str, *, first: bool = True
    ) -> None:
        """Show `options`, then the entry `create` where it is a text; the `first` one stands
        ready to be chosen."""
        self._list.clear()
        for option in options:
            item = QListWidgetItem(option.title, self._list)
            item.setData(_OPTION, option)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, option.subtitle)
        if not options:
            item = QListWidgetItem(nothing, self._list)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        if create:
            QListWidgetItem(create, self._list)
        self._list.setCurrentRow(0 if options and first else -1)
        self._place()
        self.show()
        self._owner.window().installEventFilter(self)

    def options(self) -> list[Option]:
        """What is offered."""
        rows = (self._list.item(row).data(_OPTION) for row in range(self._list.count()))
        return [option for option in rows if option is not None]

    def step(self, key: int) -> None:
        """Move the choice by one or by a page."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -VISIBLE_OPTIONS}
        row = self._list.currentRow() + by.get(Qt.Key(key), VISIBLE_OPTIONS)
        row = max(0, min(row, self._list.count() - 1))
        if self._list.item(row).flags() == Qt.ItemFlag.NoItemFlags:
            row = min(row + 1, self._list.count() - 1)
        self._list.setCurrentRow(row)

    def choose_current(self) -> bool:
        """Choose the current entry; whether there was one."""
        if self._list.currentRow() < 0:
            return False
        item = self._list.currentItem()
        if item.flags() == Qt.ItemFlag.NoItemFlags:
            return False
        self.chosen.emit(item.data(_OPTION))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that moves, shrinks or is left takes its list along."""
        if event.type() in (
            QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.WindowDeactivate
        ):  # fmt: skip
            self.hide()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._owner.window().removeEventFilter(self)

    def _place(self) -> None:
        rows = sum(
            self._list.sizeHintForRow(row)
            for row in range(min(self._list.count(), VISIBLE_OPTIONS))
        )
        self.resize(max(self._owner.width(), 280), rows + 2 * Space.XS + 2)
        screen = self._owner.screen().availableGeometry()
        below = self._owner.mapToGlobal(QPoint(0, self._owner.height() + 2))
        if below.y() + self.height() > screen.bottom():
            below.setY(self._owner.mapToGlobal(QPoint(0, -2)).y() - self.height())
        below.setX(max(screen.left(), min(below.x(), screen.right() + 1 - self.width())))
        self.move(below)


class _TwoLines(QStyledItemDelegate):
    """A title, and a muted second line where there is one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(_OPTION)
        return QSize(100, ROW if entry is not None and entry.subtitle else 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, entry = theme.current(), index.data(_OPTION)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(tokens.selection))
        room = rect.adjusted(Space.S, 0, -Space.S, 0)
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        colour = tokens.muted if not enabled else tokens.text if entry else tokens.accent
        if entry is not None and entry.subtitle:
            half = rect.height() // 2
            self._line(painter, room.adjusted(0, 3, 0, -half + 1), entry.title, colour)
            small = QFont(painter.font())
            small.setPointSizeF(SMALL_PT)
            painter.setFont(small)
            muted = tokens.muted_on_selection if chosen else tokens.muted
            self._line(painter, room.adjusted(0, half, 0, -3), entry.subtitle, muted)
        else:
            self._line(painter, room, str(index.data(Qt.ItemDataRole.DisplayRole)), colour)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, room: QRect, text: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room, flags, elided)
