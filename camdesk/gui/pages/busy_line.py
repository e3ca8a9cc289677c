"""A thin line that runs while an answer takes its time."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from camdesk.gui.kit.theme import current

DELAY = 200  # ms: what is quicker needs no telling
_STEP = 30  # ms
_TURN = 40  # steps from end to end
HEIGHT = 2


class BusyLine(QWidget):
    """Two pixels high; a hairline while nothing is waited for, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._at = 0
        self._share: float | None = None
        self._delay = QTimer(self, singleShot=True, interval=DELAY)
        self._delay.timeout.connect(self._begin)
        self._steps = QTimer(self, interval=_STEP)
        self._steps.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        """Whether it is to be seen."""
        return self._steps.isActive()

    def set_busy(self, busy: bool) -> None:
        """Run soon, or rest at once."""
        if not busy:
            self._delay.stop()
            self._steps.stop()
            self.update()
            self._share = None
        elif not self.running and not self._delay.isActive():
            self._delay.start()

    def set_share(self, share: float) -> None:
        """Show how much is done, 0 to 1."""
        self._share = share
        self.set_busy(share < 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, QColor(current().line))
        if not self.running:
            return
        if self._share is not None:
            left, length = 0, round(self.width() * self._share)
        else:
            length = self.width() // 4
            left = (self.width() + length) * self._at // _TURN - length
        painter.fillRect(left, 0, length, HEIGHT, QColor(current().accent))

    def _begin(self) -> None:
        self._at = 0
        self._steps.start()

    def _step(self) -> None:
        self._at = (self._at + 1) % _TURN
        self.update()
