"""Progress of something that takes its time, and calling it off."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.text.i18n import tr

PATIENCE = 200  # ms: what is quicker needs no telling
_WIDTH = 420


class ProgressDialog(QDialog):
    """Bars the window while it runs; it is only seen where the work takes longer than a moment."""

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget, *, can_cancel: bool = True) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setFixedWidth(_WIDTH)
        self._can_cancel = can_cancel
        self._what = Label("", "muted", wrap=True)
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self.cancel_button = Button(tr("Cancel"), self.reject)
        self.cancel_button.setVisible(can_cancel)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(Label(title, "heading", wrap=True))
        layout.addWidget(self._bar)
        layout.addWidget(self._what)
        layout.addLayout(buttons)
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE)
        self._wait.timeout.connect(self.open)

    def start(self) -> None:
        """Show it soon, unless `finish` comes first."""
        self._wait.start()

    def tell(self, what: str, share: float | None = None) -> None:
        """Say what is being done and how far it is, 0 to 1; None where nobody knows."""
        self._what.setText(what)
        self._bar.setMaximum(0 if share is None else 1000)
        if share is not None:
            self._bar.setValue(round(share * 1000))

    def finish(self) -> None:
        """It is done: go away."""
        self._wait.stop()
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()

    def reject(self) -> None:
        """Call it off."""
        if self._can_cancel:
            self._wait.stop()
            self.cancelled.emit()
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc calls it off only where that is offered."""
        if event.key() != Qt.Key.Key_Escape or self._can_cancel:
            super().keyPressEvent(event)
