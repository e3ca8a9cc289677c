"""Which rows of a plan are shown: all, or those of one verdict, with their numbers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from camdesk.gui.import_wizard.plan_model import TONES
from camdesk.gui.kit.labels import DOT, paint_state
from camdesk.gui.kit.tokens import CONTROL_HEIGHT, Space
from camdesk.importing.acts import VERDICTS, Verdict
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr

_HEIGHT = CONTROL_HEIGHT


class VerdictChips(QWidget):
    """`changed` carries the verdict whose rows are to be shown; None for all."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdicts: tuple[Verdict | None, ...] = (None, *VERDICTS)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[Verdict | None, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for place, verdict in enumerate(self._verdicts):
            button = _Chip(TONES[verdict] if verdict is not None else "")
            button.setCheckable(True)
            self._group.addButton(button, place)
            self.buttons[verdict] = button
            row.addWidget(button)
        self._group.idClicked.connect(lambda place: self.changed.emit(self._verdicts[place]))
        self.set_value(None)
        self.show_counts({}, 0)

    def value(self) -> Verdict | None:
        """The verdict chosen; None for all rows."""
        return self._verdicts[self._group.checkedId()]

    def set_value(self, verdict: Verdict | None) -> None:
        """Choose a verdict, silently."""
        self.buttons[verdict].setChecked(True)

    def show_counts(self, counts: Mapping[Verdict, int], total: int) -> None:
        """How many rows there are of each verdict."""
        for verdict, button in self.buttons.items():
            count = total if verdict is None else counts.get(verdict, 0)
            name = tr("all") if verdict is None else tr(VERDICTS[verdict])
            text = f"{name} {number_text(count)}"
            button.setText(text)
            button.setAccessibleName(text)
            button.setVisible(count > 0 or verdict is None or button.isChecked())


class _Chip(QPushButton):
    """A button with the dot and the word of a verdict."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedHeight(_HEIGHT)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width + (2 * DOT if self._tone else 0) + 2 * Space.M, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._tone:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()
        inner = QPainter(self)
        inner.setFont(self.font())
        room = QRect(QPoint(Space.M, 0), QSize(self.width() - Space.M, self.height()))
        paint_state(inner, QRectF(room), self.text(), self._tone)
        inner.end()
