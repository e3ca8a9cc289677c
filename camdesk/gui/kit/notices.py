"""What the window says inside a pane: notices, emptiness, work under way."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.buttons import Button, IconButton
from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.labels import ElidedLabel, IconLabel, Label
from camdesk.gui.kit.tokens import Space
from camdesk.text.formats import advice, said
from camdesk.text.i18n import tr

SHOW_AFTER_MS = 200  # shorter work is not worth a flicker


class Level(StrEnum):
    """How grave a notice is; also the name of its icon."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_INKS = {Level.INFO: Ink.ACCENT, Level.WARNING: Ink.WARNING, Level.ERROR: Ink.ERROR}


class Notice(QFrame):
    """One notice with at most one action. Esc dismisses it."""

    dismissed = Signal()

    def __init__(
        self,
        level: Level,
        text: str,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        *,
        dismissable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setProperty("level", level.value)
        self.setAccessibleName(text)
        self._dismissable = dismissable
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.XS, Space.XS)
        row.setSpacing(Space.S)
        row.addWidget(IconLabel(level.value, _INKS[level]))
        self.text = Label(text, wrap=True, selectable=True)
        self.text.setMinimumHeight(32)
        row.addWidget(self.text, 1)
        self.button = Button(action_text, action, flat=True) if action_text else None
        if self.button is not None:
            row.addWidget(self.button)
        if dismissable:
            row.addWidget(IconButton("close", tr("Dismiss"), self.dismissed.emit))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._dismissable:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class NoticeBar(QWidget):
    """Notices above a pane, each under a key of its own; takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[str, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def post(
        self,
        level: Level,
        text: str,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        *,
        key: str = "",
        dismissable: bool = True,
    ) -> Notice:
        """Say `text`, in place of an older notice with the same key."""
        self.remove(key)
        notice = Notice(level, text, action_text, action, dismissable=dismissable)
        notice.dismissed.connect(lambda: self.remove(key))
        self._notices[key] = notice
        self._column.addWidget(notice)
        self.show()
        return notice

    def post_error(self, error: KnownError, *, key: str = "") -> Notice:
        """Say what is wrong and what to do about it."""
        return self.post(Level.ERROR, f"{said(error)} {advice(error)}".strip(), key=key)

    def remove(self, key: str = "") -> None:
        """Take the notice back, where there is one."""
        notice = self._notices.pop(key, None)
        if notice is not None:
            self._column.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        self.setVisible(bool(self._notices))

    def texts(self) -> list[str]:
        """What is being said, from the top."""
        return [notice.text.text() for notice in self._notices.values()]


class EmptyState(QWidget):
    """What a pane shows in place of nothing: why it is empty, and the way on."""

    def __init__(
        self,
        icon: str,
        title: str,
        hint: str = "",
        action_text: str = "",
        action: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        column.setSpacing(Space.S)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.title = Label(title, "heading", wrap=True)
        self.title.setAlignment(middle)
        self.hint = Label(hint, "muted", wrap=True)
        self.hint.setAlignment(middle)
        column.addStretch(2)
        column.addWidget(IconLabel(icon, Ink.MUTED, 36), alignment=middle)
        column.addSpacing(Space.XS)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        self.button = Button(action_text, action) if action_text else None
        if self.button is not None:
            column.addSpacing(Space.S)
            column.addWidget(self.button, alignment=middle)
        column.addStretch(3)
        self.hint.setVisible(bool(hint))
        self.setAccessibleName(title)


class Busy(QWidget):
    """A thin bar for work under way, with what it does and a way to break it off.

    Shows itself only after a moment, so that quick work does not flicker.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ElidedLabel("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._cancel = Button(tr("Cancel"), self._give_up, flat=True)
        self._delay = QTimer(self, singleShot=True)
        self._delay.timeout.connect(self.show)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addLayout(words, 1)
        row.addWidget(self._cancel)
        self.hide()

    def start(self, text: str, *, cancellable: bool = True, after_ms: int = SHOW_AFTER_MS) -> None:
        """Say that `text` is under way, from `after_ms` on."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self._cancel.setVisible(cancellable)
        self._cancel.setEnabled(True)
        self._delay.start(after_ms)

    def progress(self, done: int, total: int) -> None:
        """How far it is; a `total` of 0 is "nobody knows"."""
        # A progress bar counts in 32 bits.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(1000 * done // total if total else 0)

    def stop(self) -> None:
        """It is done."""
        self._delay.stop()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._cancel.isVisibleTo(self):
            self._give_up()
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()
