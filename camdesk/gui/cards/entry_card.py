"""The card of an entry of the journal: who, when, what it recorded, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.gui.cards.card import Card
from camdesk.gui.cards.entry_drawing import draw_entry
from camdesk.gui.cards.entry_reading import EntryFile, read_entry
from camdesk.gui.kit.buttons import Button
from camdesk.gui.session import Session
from camdesk.store.connection import Connection
from camdesk.text.entries import entry_title
from camdesk.text.formats import moment_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class EntryCard(Card[EntryFile]):
    """What the register knows of the entry chosen."""

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(session, context, "entry card", tr("Choose an entry in the list."), parent)
        self.void_button = Button(tr("Undo this entry…"), self.void_entry, icon="undo")
        self._tools.addWidget(self.void_button)
        self._tools.addStretch(1)

    @property
    def entry(self) -> int | None:
        """The entry shown."""
        return self._shown()

    def show_entry(self, entry: int | None) -> None:
        """Show one entry; what stood there stays until the new answer comes."""
        self._want(entry)

    def reading(self, row: int) -> Callable[[Connection], EntryFile | None]:
        return lambda connection: read_entry(connection, row)

    def void_entry(self) -> None:
        """Ask whether to take the entry out of force, and do it."""
        if self._file is not None and self.void_button.isEnabled():
            from camdesk.gui.void_dialog import VoidDialog

            VoidDialog(self._session, self._context, self._file, self).open()

    def show_gone(self) -> None:
        self._pages.setCurrentWidget(self._nothing)

    def show_file(self, file: EntryFile, same: bool) -> None:
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

    def _why_not(self, file: EntryFile) -> str:
        if self._session.read_only:
            return tr("The register is open for reading only.")
        if file.values["voided_by"]:
            return tr("It has been undone already.")
        return ""
