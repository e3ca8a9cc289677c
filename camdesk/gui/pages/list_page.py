"""A page with a list: search, chips, the table, and the card of what is chosen beside it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from camdesk.gui.models.listing_answer import Answer, Keep
from camdesk.gui.models.listing_model import ListingModel
from camdesk.gui.pages.card_follower import CardFollower
from camdesk.gui.pages.card_pane import CardPane
from camdesk.gui.pages.column_memory import ColumnMemory
from camdesk.gui.pages.list_asker import ListAsker
from camdesk.gui.pages.list_copier import ListCopier
from camdesk.gui.pages.list_head import ListHead
from camdesk.gui.pages.list_spec import ListSpec
from camdesk.gui.pages.list_stack import ListStack
from camdesk.gui.pages.list_views import ListViews
from camdesk.gui.pages.list_ways import ListWays
from camdesk.gui.session import Session
from camdesk.gui.views.listing_view import ListingView
from camdesk.store.listing import Query
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class ListPage(QWidget):
    """Shows the list that a ListSpec declares, and what is chosen in it on `card`."""

    status_changed = Signal()
    selection_changed = Signal()

    def __init__(self, session: Session, context: Context, spec: ListSpec, card: QWidget) -> None:
        super().__init__()
        self.key, self.title = spec.key, spec.title
        self.card = card
        self._session = session
        self._context = context
        self._choose_all = False
        self.model = ListingModel(session, spec.listing, spec.key, self)
        self.view = ListingView(self.model)
        self.view.setAccessibleName(spec.title)
        self.head = ListHead(session, context, spec)
        self.stack = ListStack(self.view, spec.empty, context, self.clear_all)
        self.asker = ListAsker(self.model, self.view, self.head, self)
        self.copier = ListCopier(session, spec.listing, spec.key, self)
        self.pane = CardPane(_one_above_other(self.head, self.stack), card)
        self.memory = ColumnMemory(spec, self.view, self.pane, context.settings)
        self.views = ListViews(session, context, spec.key, self.asker, self.view.columns, self)
        self.follower = CardFollower(self.view, self.asker, self.show_on_card, self)
        self._ways = ListWays(self.view, self.pane, self.asker, self.copier, context.actions)
        self._ways.lead_from(self.head.search)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pane)
        self._connect()

    def _connect(self) -> None:
        self.head.columns_asked.connect(self.choose_columns)
        self.head.views_asked.connect(self.offer_views)
        self.view.opened.connect(lambda _id: self.open_card())
        self.view.selected.connect(self.selection_changed)
        self.copier.said.connect(self._context.notify)
        self.copier.progressed.connect(self.head.busy.set_share)
        self.asker.answered.connect(self._answered)
        self.asker.found.connect(self.open_card)
        self._session.changed.connect(self._follow_register)

    # What the window and other pages ask

    def activate(self) -> None:
        """Give the keyboard to the list."""
        self._ways.to_list()

    def state(self) -> Mapping[str, Any]:
        """What to give to `restore` later: plain values."""
        return self.asker.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says."""
        self.asker.restore(state)

    def show_query(self, query: Query) -> None:
        """Show the list that `query` asks for."""
        self.asker.ask(query, Keep(old=self.model.ids))
        self.activate()

    def choose_all_when_shown(self) -> None:
        """Choose every row of what was asked for, once it is here."""
        self._choose_all = True

    def open_row(self, row_id: int) -> None:
        """Choose a row and open its card; search and filters give way where they hide it."""
        self.asker.find(row_id)

    def status_text(self) -> str:
        """How many rows of how many."""
        if not self.model.has_answer:
            return ""
        shown, total = number_text(len(self.model.ids)), number_text(self.model.total)
        return tr("{shown} of {total}", shown=shown, total=total)

    def selection_count(self) -> int:
        """How many rows are chosen."""
        return self.view.chosen.count()

    # What the clerk can do

    def copy_selection(self) -> None:
        """Put the chosen rows into the clipboard as a table."""
        self.copier.copy(self.view.selected_ids(), self.view.columns.shown())

    def export_csv(self) -> None:
        """Save the rows of the list, as it is narrowed and sorted, with the columns shown."""
        from camdesk.gui.csv_export import CsvExport, listing_table

        table = listing_table(self.model.listing, self.model.ids, self.view.columns.shown())
        CsvExport(self._session, self._context, self).ask(self.title, table)

    def select_all(self) -> None:
        """Choose every row."""
        self.activate()
        self.view.selectAll()

    def focus_search(self) -> None:
        """Go to the search field."""
        self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.search.selectAll()

    def choose_columns(self) -> None:
        """Offer the columns below their button."""
        button = self.head.columns_button
        self.memory.offer(button.mapToGlobal(QPoint(0, button.height())))

    def offer_views(self) -> None:
        """Offer the saved views below their button."""
        button = self.head.views_button
        self.views.offer(button.mapToGlobal(QPoint(0, button.height())))

    def save_view(self) -> None:
        """Save what the list shows under a name."""
        self.views.save()

    def refresh(self) -> None:
        """Ask the register again, and stay where we are."""
        self.asker.refresh()

    def open_card(self) -> None:
        """Bring the card of what is chosen to the front."""
        self.follower.show_chosen()
        self.pane.open_card()

    def clear_all(self) -> None:
        """Let go of search and filters."""
        self.asker.clear()
        self.head.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_on_card(self, ids: array[int]) -> None:
        """Show what is chosen on the card: nothing, one row or many."""
        raise NotImplementedError

    # How it follows

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.asker.stale:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self._ways.escape():
            super().keyPressEvent(event)

    def _follow_register(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self.asker.stale = True

    def _answered(self, answer: Answer) -> None:
        self.stack.show_for(answer)
        self.status_changed.emit()
        if self._choose_all and answer.query == self.asker.query:
            self._choose_all = False
            self.select_all()


def _one_above_other(upper: QWidget, lower: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(upper)
    column.addWidget(lower, 1)
    return both
