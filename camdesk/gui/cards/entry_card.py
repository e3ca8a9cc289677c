"""The card of an entry of the journal: who, when, what it recorded, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from camdesk.gui.asking import ask
from camdesk.gui.cards.entry_drawing import draw_entry
from camdesk.gui.cards.entry_reading import EntryFile, read_entry
from camdesk.gui.cards.head import Head
from camdesk.gui.cards.sheet import Sheet
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.text.entries import entry_title
from camdesk.text.formats import moment_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_READ = "entry card"


class EntryCard(QFrame):
    """What the register knows of the entry chosen."""

    loaded = Signal()

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._context = context
        self._wanted: int | None = None
        self._file: EntryFile | None = None
        self.setProperty("role", "surface")
        self._head = Head()
        self.sheet = Sheet()
        self.void_button = Button(tr("Undo this entry…"), self.void_entry, icon="undo")
        self._nothing = Label(tr("Choose an entry in the list."), "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._one = QWidget()
        buttons = QHBoxLayout()
        buttons.addWidget(self.void_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self._one)
        layout.setContentsMargins(Space.XL, Space.L, Space.S, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._head)
        layout.addLayout(buttons)
        layout.addWidget(self.sheet, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self._one)
        self.sheet.followed.connect(self._follow)
        session.changed.connect(self.refresh)

    @property
    def entry(self) -> int | None:
        """The entry shown."""
        return self._file.id if self._file else None

    def show_entry(self, entry: int | None) -> None:
        """Show one entry; what stood there stays until the new answer comes."""
        self._wanted = entry
        if entry is None:
            self._session.cancel_read(_READ)
            self._file = None
            self._pages.setCurrentWidget(self._nothing)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Look again at what is shown."""
        entry = self._wanted
        if entry is not None:
            ask(self, self._session, _READ, lambda c: read_entry(c, entry), self._show)

    def void_entry(self) -> None:
        """Ask whether to take the entry out of force, and do it."""
        if self._file is not None and self.void_button.isEnabled():
            from camdesk.gui.void_dialog import VoidDialog

            VoidDialog(self._session, self._context, self._file, self).open()

    def _show(self, file: EntryFile | None) -> None:
        same = self._file is not None and file is not None and self._file.id == file.id
        self._file = file
        if file is None:
            self._pages.setCurrentWidget(self._nothing)
            return
        values = file.values
        title = entry_title(
            str(values["action"]), str(values["subject"] or ""), int(values["cameras"] or 0)
        )
        line = tr(
            "{moment} · {author} · entry {entry}",
            moment=moment_text(str(values["recorded_at"])),
            author=values["author"],
            entry=file.id,
        )
        self._head.show_title(title, line)
        why_not = self._why_not(file)
        self.void_button.setText(
            tr("Bring back into force…") if values["voids"] else tr("Undo this entry…")
        )
        self.void_button.setEnabled(not why_not)
        self.void_button.setToolTip(why_not)
        self.sheet.show_drawing(lambda pen: draw_entry(pen, file), {}, same=same)
        self._pages.setCurrentWidget(self._one)
        self.loaded.emit()

    def _why_not(self, file: EntryFile) -> str:
        if self._session.read_only:
            return tr("The register is open for reading only.")
        if file.values["voided_by"]:
            return tr("It has been undone already.")
        return ""

    def _follow(self, what: str, which: str) -> None:
        if what == "camera":
            self._context.open_camera(int(which))
        elif what == "site":
            self._context.open_site(int(which))
        elif what == "entry":
            self._context.open_entry(int(which))
