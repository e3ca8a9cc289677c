"""The head of a card: its one title, and what is the matter in words and colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.kit.labels import DOT, Label
from camdesk.gui.kit.theme import current
from camdesk.gui.kit.tokens import Space


class Dot(QWidget):
    """A dot in the colour of a state, level with the first line of the text beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "exit"
        self.setFixedWidth(DOT)

    def set_tone(self, tone: str) -> None:
        """Take the colour of another state."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """A dot wide, a line high."""
        return QSize(DOT, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().state(self._tone)))
        top = (self.fontMetrics().height() - DOT) / 2
        painter.drawEllipse(QRectF(0, top, DOT, DOT))


class Head(QWidget):
    """Title, and under it a line that may carry a state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = ""
        self._title = Label(role="title", wrap=True, selectable=True)
        self._dot = Dot()
        self._line = Label(wrap=True, selectable=True)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._title)
        layout.addLayout(line)
        self._colour()

    def show_title(self, title: str, line: str, tone: str = "") -> None:
        """Say `title` and `line`; with a `tone` the line is a state, without it a muted remark."""
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self._tone = tone
        self._dot.setVisible(bool(tone))
        self._dot.set_tone(tone or "exit")
        self._colour()

    def texts(self) -> tuple[str, str]:
        """What title and line say."""
        return self._title.text(), self._line.text()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        tokens = current()
        colour = tokens.state(self._tone) if self._tone else tokens.muted
        self._line.setStyleSheet(f"color: {colour}")
