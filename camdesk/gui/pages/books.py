"""The reference books: a list of the books at the left, the chosen one beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from camdesk.domain.errors import N_
from camdesk.gui.cards.book_card import BookCard
from camdesk.gui.kit.labels import Line
from camdesk.gui.kit.side_list import SideList
from camdesk.gui.pages.list_spec import EmptyText, ListSpec
from camdesk.gui.pages.table_page import TablePage
from camdesk.gui.session import Session
from camdesk.store import book_lists
from camdesk.store.book_lists import BOOKS
from camdesk.store.listing import Query
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_WIDTH = 200
_NARROW = 820
_SHOWN = {
    "programme": {"name_ru": 30, "used": 10, "archived": 10},
    "organisation": {"name": 30, "used": 10, "bin": 16},
    "model": {"maker": 14, "name": 16, "used": 10, "type": 14},
    "place": {"name_ru": 22, "kind": 14, "used": 8, "parent": 18},
    "commission": {"name": 24, "chair": 20, "document": 18},
    "own_field": {"name": 20, "used": 9, "table_name": 12, "kind": 14},
    "saved_view": {"name": 40},
}

# The title of the form of a new row.
_NEW = {
    "programme": N_("New programme"),
    "organisation": N_("New organisation"),
    "model": N_("New model"),
    "place": N_("New place"),
    "commission": N_("New commission"),
    "own_field": N_("New own field"),
}


class BookPage(TablePage):
    """One reference book."""

    def __init__(self, session: Session, context: Context, table: str) -> None:
        listing = book_lists.listing(table, language())
        shown = _SHOWN[table]
        makes = table != "saved_view"  # a view is saved where it is looked at
        spec = ListSpec(
            key=f"books/{table}",
            title=tr(BOOKS[table]),
            listing=listing,
            hint=tr("Any word of it…"),
            columns=shown,
            widths={name: 16 for name in listing.columns if name not in shown},
            filters=tuple(listing.filters),
            empty=EmptyText(
                tr("Nothing here yet"),
                _advice(table),
                "books",
                "edit.new" if makes else "",
            ),
            buttons=("edit.new",) if makes else (),
        )
        super().__init__(session, context, spec, BookCard(session, context, table))
        self.pane.narrow_below = _NARROW  # beside the list of books

    def new_row(self) -> None:
        """Open the form of a new row; it begins in use, so whether it is archived is not asked."""
        from camdesk.gui.forms.table_form import TableForm, typed_columns

        table = self.card.table
        columns = [column for column in typed_columns(table) if column != "archived"]
        form = TableForm(
            self._session, self._context, table, parent=self, title=tr(_NEW[table]), columns=columns
        )
        form.saved.connect(self.open_row)
        form.open()


def _advice(table: str) -> str:
    """What to do where the book is empty."""
    match table:
        case "saved_view":
            return tr("Save a view where you look at a list: Ctrl+Shift+V.")
        case "own_field":
            return tr("What your office wants to note besides; it comes into forms and lists.")
    return tr("It fills while cameras are entered, or write the first row yourself.")


class BooksPage(QWidget):
    """All reference books; what the window asks goes to the book in front."""

    status_changed = Signal()
    selection_changed = Signal()

    def __init__(self, session: Session, context: Context) -> None:
        super().__init__()
        self.key, self.title = "books", tr("Reference books")
        self._session, self._context = session, context
        self._pages: dict[str, BookPage] = {}
        self._kept: dict[str, Mapping[str, Any]] = {}
        names = [(name, tr(label)) for name, label in BOOKS.items()]
        self.side = SideList(self.title, names, _WIDTH)
        self.list = self.side.list
        self.stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.side)
        layout.addWidget(Line(vertical=True))
        layout.addWidget(self.stack, 1)
        self.side.chosen.connect(self._show)
        self.side.begin()

    @property
    def book(self) -> BookPage:
        """The book in front."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, BookPage)
        return shown

    def show_book(self, table: str) -> BookPage:
        """Bring a book to the front."""
        self.side.choose(table)
        return self.book

    # What the window and other pages ask

    def activate(self) -> None:
        """Give the keyboard to the book in front."""
        self.book.activate()

    def state(self) -> Mapping[str, Any]:
        """What to give to `restore` later: plain values."""
        books = {**self._kept, **{name: dict(page.state()) for name, page in self._pages.items()}}
        return {"book": self.list.currentRow(), "books": books}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says."""
        books = state.get("books")
        self._kept = dict(books) if isinstance(books, dict) else {}
        for name, page in self._pages.items():
            if kept := self._kept.get(name):
                page.restore(kept)
        row = state.get("book")
        if isinstance(row, int) and 0 <= row < len(BOOKS):
            self.list.setCurrentRow(row)

    def status_text(self) -> str:
        """How many rows of how many."""
        return self.book.status_text()

    def selection_count(self) -> int:
        """How many rows are chosen."""
        return self.book.selection_count()

    def show_query(self, query: Query) -> None:
        """Show the list that `query` asks for in the book in front."""
        self.book.show_query(query)

    def open_row(self, row: int) -> None:
        """Choose a row of the book in front and open its card."""
        self.book.open_row(row)

    # What the clerk can do

    def copy_selection(self) -> None:
        """Put the chosen rows into the clipboard as a table."""
        self.book.copy_selection()

    def export_csv(self) -> None:
        """Save the rows of the book as CSV."""
        self.book.export_csv()

    def select_all(self) -> None:
        """Choose every row."""
        self.book.select_all()

    def focus_search(self) -> None:
        """Go to the search field."""
        self.book.focus_search()

    def choose_columns(self) -> None:
        """Offer the columns."""
        self.book.choose_columns()

    def offer_views(self) -> None:
        """Offer the saved views of the book."""
        self.book.offer_views()

    def save_view(self) -> None:
        """Save what the book shows under a name."""
        self.book.save_view()

    def refresh(self) -> None:
        """Ask the register again."""
        self.book.refresh()

    def open_card(self) -> None:
        """Bring the card of what is chosen to the front."""
        self.book.open_card()

    def new_row(self) -> None:
        """Open the form of a new row."""
        if self.book.card.table != "saved_view":
            self.book.new_row()

    def edit_facts(self) -> None:
        """Correct facts of the row chosen."""
        self.book.edit_facts()

    def show_history(self) -> None:
        """Show every value that the facts of the row chosen had."""
        self.book.show_history()

    def _show(self, table: str) -> None:
        page = self._pages.get(table)
        if page is None:
            page = self._pages[table] = BookPage(self._session, self._context, table)
            page.status_changed.connect(self.status_changed)
            page.selection_changed.connect(self.selection_changed)
            self.stack.addWidget(page)
            if kept := self._kept.get(table):
                page.restore(kept)
        self.stack.setCurrentWidget(page)
        self.status_changed.emit()
        self.selection_changed.emit()
