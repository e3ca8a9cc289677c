"""The page of documents: every act and order on paper, its files, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from camdesk.gui.cards.document_card import DocumentCard
from camdesk.gui.pages.file_drop import FileDrop
from camdesk.gui.pages.list_spec import EmptyText, ListSpec
from camdesk.gui.pages.table_page import TablePage
from camdesk.gui.paper_files import Source, files_in
from camdesk.gui.session import Session
from camdesk.store import documents
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {
    "kind": 23,
    "number": 12,
    "issued_on": 13,
    "cameras": 8,
    "files": 7,
    "issuer": 15,
}
_WIDTHS = {"commission": 22, "events": 9, "note": 30, "id": 10}


class DocumentsPage(TablePage):
    """Papers of every kind; files are dropped on the page, pasted or chosen."""

    card: DocumentCard

    def __init__(self, session: Session, context: Context) -> None:
        listing = documents.listing()
        spec = ListSpec(
            key="documents",
            title=tr("Documents"),
            listing=listing,
            hint=tr("Number, kind, issuer, note…"),
            columns=_COLUMNS,
            widths=_WIDTHS,
            filters=tuple(name for name, one in listing.filters.items() if one.choices),
            empty=EmptyText(
                tr("There are no documents yet"),
                tr("A paper is entered with the step that rests on it, or here by itself."),
                "documents",
                "edit.new",
            ),
            buttons=("edit.new",),
            new_text=tr("New document"),
        )
        super().__init__(session, context, spec, DocumentCard(session, context))
        self.card.sheet.setAcceptDrops(False)  # what is dropped there is for the page
        self.drop = FileDrop(self, self._drop_title)
        self.drop.dropped.connect(self._attach)

    def new_row(self) -> None:
        """Open the form of a new document; what it makes is shown."""
        from camdesk.gui.forms.paper_form import PaperForm

        form = PaperForm(self._session, self._context, parent=self)
        form.saved.connect(self.open_row)
        form.open()

    def attach_file(self) -> None:
        """Ask for files, and attach them to the document chosen."""
        if (target := self._target()) is not None:
            self.card.files.choose(*target)

    def paste_files(self) -> None:
        """Attach the files, or the picture, that were copied."""
        sources = files_in(QGuiApplication.clipboard().mimeData())
        if sources:
            self._attach(sources)
        else:
            self._context.notify(tr("Neither a file nor a picture was copied."))

    def _attach(self, sources: list[Source]) -> None:
        if (target := self._target()) is not None:
            self.card.files.attach(*target, sources)

    def _target(self) -> tuple[int, str] | None:
        """The document chosen in the list and its title, where the card shows it already."""
        chosen = self._chosen()
        if chosen is None:
            self._context.notify(_choose_first())
            return None
        shown = self.card.file
        return chosen, shown.title if shown is not None and shown.id == chosen else ""

    def _chosen(self) -> int | None:
        chosen = self.view.selected_ids()
        return chosen[0] if len(chosen) == 1 else None

    def _drop_title(self) -> str:
        """What a drop would do; empty where nothing can be dropped."""
        if self._session.read_only:
            return ""
        shown = self.card.file
        if shown is None or shown.id != self._chosen():
            return _choose_first()
        return tr("Attach to “{document}”", document=shown.title)


def _choose_first() -> str:
    return tr("Choose a document first: the file is attached to it.")
