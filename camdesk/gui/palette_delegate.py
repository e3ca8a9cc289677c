"""Paints an entry of the command palette: its name, what it is, its keys at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from camdesk.gui.kit.theme import current
from camdesk.gui.kit.tokens import Space

ENTRY = Qt.ItemDataRole.UserRole
_ROW = 34
_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """One line an entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, entry = current(), index.data(ENTRY)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(option.font)
        if chosen:
            painter.fillRect(rect, QColor(tokens.selection))
        muted = QColor(tokens.muted_on_selection if chosen else tokens.muted)
        room = rect.adjusted(Space.M, 0, -Space.M, 0)
        metrics = painter.fontMetrics()
        painter.setPen(muted)
        painter.drawText(room, _FLAGS | Qt.AlignmentFlag.AlignRight, entry.keys)
        if entry.keys:
            room.setRight(room.right() - metrics.horizontalAdvance(entry.keys) - Space.L)
        painter.setPen(QColor(tokens.text))
        elide = Qt.TextElideMode.ElideRight
        title = metrics.elidedText(entry.title, elide, room.width())
        painter.drawText(room, _FLAGS, title)
        room.setLeft(room.left() + metrics.horizontalAdvance(title) + Space.M)
        if room.width() > Space.XXL:
            painter.setPen(muted)
            painter.drawText(room, _FLAGS, metrics.elidedText(entry.note, elide, room.width()))
        painter.restore()
