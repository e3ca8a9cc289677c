"""After the import: what was done, where the refused rows lie, and how to take it back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.labels import IconLabel, Label
from camdesk.gui.kit.tokens import Space
from camdesk.importing.run import Outcome
from camdesk.text.i18n import tr

_WIDTH = 720


class ResultPage(QWidget):
    """`undo_asked` wants the import taken back."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rejects: Path | None = None
        self.said = Label("", "title", wrap=True)
        self.more = Label("", wrap=True, selectable=True)
        self.file = Label("", wrap=True, selectable=True)
        self.back = Label(tr("Ctrl+Z takes all of it back, as one step."), "muted", wrap=True)
        self.undo_button = Button(tr("Take it back"), self.undo_asked.emit, icon="undo")
        self.file_button = Button(tr("Open"), lambda: self._open(whole=True))
        self.folder_button = Button(tr("Show in folder"), lambda: self._open(whole=False))
        self._lay_out()

    def show_outcome(self, outcome: Outcome, rejects: Path | None) -> None:
        """Say what was done; refused rows lie in `rejects`, where that is a file."""
        first, *others = outcome.lines()
        self.said.setText(first[:1].upper() + first[1:])
        self.more.setText("\n".join(others))
        self.more.setVisible(bool(others))
        self._rejects = rejects
        there = rejects is not None and bool(outcome.refused or outcome.doubtful)
        if there:
            self.file.setText(
                tr(
                    "The rows that were not imported lie in “{file}”, each with its reason. Mend"
                    " them there and import that file.",
                    file=rejects,
                )
            )
        for part in (self.file, self.file_button, self.folder_button):
            part.setVisible(there)
        self.undo_button.setVisible(outcome.entry is not None)
        self.back.setVisible(outcome.entry is not None)
        self.undo_button.setEnabled(True)

    def show_taken_back(self) -> None:
        """The import is undone."""
        self.said.setText(tr("The import was taken back."))
        self.more.hide()
        self.back.hide()
        self.undo_button.hide()

    def texts(self) -> list[str]:
        """What is said, from the top."""
        labels = (self.said, self.more, self.file, self.back)
        return [label.text() for label in labels if not label.isHidden()]

    def _open(self, *, whole: bool) -> None:
        if self._rejects is not None:
            path = self._rejects if whole else self._rejects.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _lay_out(self) -> None:
        files = QHBoxLayout()
        files.setSpacing(Space.S)
        files.addWidget(self.file_button)
        files.addWidget(self.folder_button)
        files.addStretch(1)
        undo = QHBoxLayout()
        undo.addWidget(self.undo_button)
        undo.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(IconLabel("check", Ink.ACCENT, 32))
        column.addWidget(self.said)
        column.addWidget(self.more)
        column.addSpacing(Space.S)
        column.addWidget(self.file)
        column.addLayout(files)
        column.addSpacing(Space.S)
        column.addWidget(self.back)
        column.addLayout(undo)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, Space.XXL, 0, 0)
        whole.addWidget(inner, 1)
        whole.addStretch(0)
