"""The card of a row of a reference book: edit, merge, archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import N_
from camdesk.gui.cards.sheet import Row, Run
from camdesk.gui.cards.table_card import Section, TableCard, TableFile
from camdesk.gui.session import Session
from camdesk.store import book_lists, books
from camdesk.store.connection import Connection
from camdesk.store.listing import Query
from camdesk.store.register import Register
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_CAMERAS = N_("Cameras")
# The filter of cameras that lean on a row of the book.
_HELD = {"programme": "programme", "organisation": "balance_holder", "model": "model"}


class BookCard(TableCard):
    """What is known of the row, and what leans on it."""

    def __init__(
        self, session: Session, context: Context, table: str, parent: QWidget | None = None
    ) -> None:
        self.table = table
        super().__init__(session, context, tr("Choose a row in the list."), parent)
        if table != "saved_view":
            self.add_button(tr("Edit facts…"), self.edit_facts)
        self.merge_button = None
        if table in book_lists.MERGED:
            self.merge_button = self.add_button(tr("Merge into…"), self.merge)
        self.archive_button = self.add_button(tr("Archive"), self.archive)

    def read_more(self, connection: Connection, row: int) -> object:
        return book_lists.leaning(connection, self.table, row)

    def line(self, file: TableFile) -> str:
        if file.facts.get("merged_into") is not None:
            return tr("Merged into {name}", name=file.names["merged_into"])
        return tr("Archived: no longer offered") if file.facts.get("archived") else ""

    def sections(self, file: TableFile) -> Sequence[Section]:
        rows = []
        for label, count in file.more:
            leads = label == _CAMERAS and self.table in _HELD
            href = f"cameras:{file.id}" if leads else ""
            run = Run(number_text(count), "link" if leads else "text", href)
            rows.append(Row([Run(tr(label), "muted")], [[run]]))
        return [Section(tr("What leans on it"), rows, tr("Nothing"))]

    def _follow(self, what: str, which: str) -> None:
        if what == "cameras":
            self._context.show_list("cameras", Query(filters={_HELD[self.table]: (int(which),)}))
        else:
            super()._follow(what, which)

    def show_file(self, file: TableFile, same: bool) -> None:
        super().show_file(file, same)
        merged = file.facts.get("merged_into") is not None
        if self.merge_button is not None:
            self.merge_button.setVisible(not merged)
        has_archive = "archived" in file.facts
        self.archive_button.setVisible(has_archive and not merged)
        self.archive_button.setText(
            tr("Offer it again") if file.facts.get("archived") else tr("Archive")
        )

    def merge(self) -> None:
        """Ask which row this one means, and let everything lean on that one."""
        if self._file is not None:
            from camdesk.gui.forms.merge_form import MergeForm

            source = books.Found(self._file.id, self._file.title, "")
            MergeForm(self._session, self._context, self.table, source, self).open()

    def archive(self) -> None:
        """No longer offer the row, or offer it again."""
        if self._file is None:
            return
        table, row, title = self.table, self._file.id, self._file.title
        archived = None if self._file.facts["archived"] else 1

        def work(register: Register) -> None:
            with register.write("archive" if archived else "correct", title) as entry:
                entry.correct(table, row, {"archived": archived})

        self._session.write(work)

    def title(self, file: TableFile) -> str:
        return file.title or tr("Row {row}", row=file.id)
