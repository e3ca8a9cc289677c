"""The page that is shown while no register is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.buttons import Button, IconButton
from camdesk.gui.kit.labels import ElidedLabel, Label, Line
from camdesk.gui.kit.notices import NoticeBar
from camdesk.gui.kit.settings import Settings
from camdesk.gui.kit.tokens import Space
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.window.files import Files

_WIDTH = 560


class StartPage(QWidget):
    """Opens or makes a register; who starts for the first time is offered the sample first."""

    def __init__(self, settings: Settings, files: Files) -> None:
        super().__init__()
        self._settings = settings
        self._files = files
        recent = settings.remembered_files()
        self.notices = NoticeBar()
        self.notices.setContentsMargins(0, 0, 0, Space.L)
        self.sample_button = Button(
            tr("Try it on the sample"), files.try_sample, primary=not recent
        )
        self.open_button = Button(
            tr("Open register…"), files.open_register, icon="folder", primary=bool(recent)
        )
        self.new_button = Button(tr("New register…"), files.new_register, icon="plus")
        self.recent: list[RecentFile] = []
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        column.addWidget(self.notices)
        column.addWidget(_big(tr("The register of cameras")))
        column.addWidget(
            Label(
                tr("Every camera from the tender to the scrap heap, with the papers behind it."),
                wrap=True,
            )
        )
        column.addSpacing(Space.L)
        column.addLayout(self._buttons(bool(recent)))
        column.addSpacing(Space.XS)
        column.addWidget(
            Label(
                tr(
                    "The sample holds the published figures of West Kazakhstan, 3,236 cameras and"
                    " systems, and an invented life on top of them: every page has something in it."
                ),
                "muted",
                wrap=True,
            )
        )
        if recent:
            self._add_recent(column, recent)
        column.addStretch(1)
        self._centre(column)

    def activate(self) -> None:
        """Give the keyboard to the likeliest button."""
        there = [line.button for line in self.recent if line.button.isEnabled()]
        likeliest = self.open_button if self.recent else self.sample_button
        (there or [likeliest])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, error: KnownError) -> None:
        """Say why a register could not be opened, and what to do."""
        self.notices.post_error(error)

    def _buttons(self, known: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        order = [self.open_button, self.new_button, self.sample_button]
        for button in order if known else reversed(order):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _add_recent(self, column: QVBoxLayout, recent: list[Path]) -> None:
        column.addSpacing(Space.XXL)
        column.addWidget(Label(tr("Recent registers"), "heading"))
        for path in recent:
            line = RecentFile(path, self._files, self._settings)
            self.recent.append(line)
            column.addWidget(line)

    def _centre(self, column: QVBoxLayout) -> None:
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        column.setContentsMargins(0, Space.XXL * 3, 0, Space.XXL)
        inner.setLayout(column)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.addStretch(1)
        row.addWidget(inner)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        holder.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)


class RecentFile(QWidget):
    """A register opened lately: its name to press, and the folder it lies in.

    One that is not where it was says so, and can be taken off the list.
    """

    def __init__(self, path: Path, files: Files, settings: Settings) -> None:
        super().__init__()
        self._path = path
        self._settings = settings
        there = path.exists()
        self.button = Button(path.stem, lambda: files.open_path(path), flat=True)
        self.button.setEnabled(there)
        folder = str(path.parent) if there else tr("not there: {folder}", folder=path.parent)
        self.folder = ElidedLabel(folder, "muted")
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.button)
        row.addWidget(self.folder, 1)
        self.forget_button = None
        if not there:
            self.forget_button = IconButton("close", tr("Take off the list"), self._forget)
            row.addWidget(self.forget_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(Line())
        column.addLayout(row)

    def _forget(self) -> None:
        self._settings.forget_recent_file(self._path)
        self.hide()


def _big(text: str) -> Label:
    made = Label(text, "title", wrap=True)
    font = made.font()
    font.setPointSizeF(20)
    made.setFont(font)
    made.setStyleSheet("font-size: 20pt; font-weight: 600;")
    return made
