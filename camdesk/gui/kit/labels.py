"""Texts on the screen: always plain, never guessed to be markup."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from camdesk.gui.kit import icons, theme
from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.tokens import ICON

DOT = 8


class Label(QLabel):
    """A plain text that can be selected by the mouse where `selectable`."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)  # "title", "heading", "muted" or "error", see qss.py
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


class ElidedLabel(Label):
    """One line that ends in an ellipsis where there is no room; the whole of it as a tool tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        self._whole = text
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        """The whole text."""
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.contentsRect().width(), 0)
        )
        super().setText(shown)
        tip(self, self._whole if shown != self._whole else "")
        self.setAccessibleName(self._whole)


class IconLabel(QLabel):
    """A small icon that follows the theme."""

    def __init__(
        self, name: str, ink: Ink = Ink.MUTED, size: int = ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._ink = ink
        self._size = size
        self.setFixedSize(size, size)

    def set_icon(self, name: str, ink: Ink) -> None:
        """Show another icon."""
        self._name = name
        self._ink = ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(self.rect(), icons.pixmap(self._name, self._size, self._ink, ratio))


class StateLabel(QWidget):
    """A dot and a word: the state of a camera, never by colour alone."""

    def __init__(self, text: str = "", tone: str = "exit", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_state(text, tone)

    def set_state(self, text: str, tone: str) -> None:
        """Show the word `text` in the colour of `tone` (see `StateFacts.tone`)."""
        self._text = text
        self._tone = tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(DOT * 2 + 1 + metrics.horizontalAdvance(self._text), metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(DOT * 4, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_state(painter, QRectF(self.rect()), self._text, self._tone)


def paint_state(painter: QPainter, rect: QRectF, text: str, tone: str) -> None:
    """Paint dot and word into `rect`, for labels and for the delegates of lists alike."""
    painter.save()
    colour = QColor(theme.current().state(tone))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(rect.left(), rect.center().y() - DOT / 2, DOT, DOT))
    painter.setPen(QPen(colour))
    room = rect.adjusted(DOT * 2, 0, 0, 0)
    shown = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, round(max(room.width(), 0))
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()


class Line(QFrame):
    """A hairline across its layout."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def tip(widget: QWidget, text: str) -> None:
    """Give `widget` a tool tip that shows `text` as it is, whatever it looks like."""
    widget.setToolTip(f"<span>{escape(text)}</span>" if text else "")


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
