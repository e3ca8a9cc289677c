"""The numbers that were entered, the latest on top, each with what it came to."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from camdesk.gui.kit import theme
from camdesk.gui.kit.labels import paint_state
from camdesk.gui.kit.tokens import SMALL_PT, Space
from camdesk.gui.stock_take.keeper import Scan
from camdesk.text.i18n import tr
from camdesk.text.value_words import value_word

SHOWN = 200  # the latest; the rest is in the register
TONES = MappingProxyType(
    {"found": "in_service", "missing": "failed", "elsewhere": "in_repair", "unknown": "written_off"}
)
_ROW = 42
_RESULT = 190  # pixels for the result
_SCAN = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def result_words(scan: Scan) -> str:
    """What a number came to, in one phrase."""
    outcome = scan.outcome
    if outcome is None:
        return "…"
    if outcome.again:
        return tr("Already entered")
    if outcome.shared:
        return tr("Several cameras have it")
    return value_word("choice:stock_take_line.result", outcome.result)


class ScanList(QListWidget):
    """Shows the latest scans; it never takes the keyboard from the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self.setMinimumHeight(_ROW * 6)
        self.setAccessibleName(tr("Numbers entered"))

    def show_scans(self, scans: Sequence[Scan]) -> None:
        """Show the latest of them."""
        self.clear()
        for scan in reversed(scans[-SHOWN:]):
            item = QListWidgetItem(f"{scan.counted.said}: {result_words(scan)}", self)
            item.setData(_SCAN, scan)

    def texts(self) -> list[str]:
        """What the rows say, from the top."""
        return [self.item(row).text() for row in range(self.count())]


class _Delegate(QStyledItemDelegate):
    """The number over what camera it is; the result at the right, as a dot and a word."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        scan = index.data(_SCAN)
        tokens, rect = theme.current(), option.rect
        painter.save()
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(Space.S, 0, -_RESULT, 0)
        half = rect.height() // 2
        upper = room.adjusted(0, 3, 0, -half + 1) if scan.about else room
        _line(painter, upper, scan.counted.said, tokens.text)
        tone = TONES.get(scan.outcome.result, "planned") if scan.outcome else "planned"
        if scan.outcome is not None and scan.outcome.again:
            tone = "planned"
        where = QRectF(rect.right() - _RESULT + Space.S, rect.top(), _RESULT - Space.M, _ROW)
        paint_state(painter, where, result_words(scan), tone)
        if scan.about:
            small = QFont(painter.font())
            small.setPointSizeF(SMALL_PT)
            painter.setFont(small)
            _line(painter, room.adjusted(0, half, 0, -3), scan.about, tokens.muted)
        painter.restore()


def _line(painter: QPainter, room: QRect, text: str, colour: str) -> None:
    painter.setPen(QColor(colour))
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, elided)
