"""A list page over any table of facts, with the card of the row chosen."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from camdesk.gui.cards.table_card import TableCard
from camdesk.gui.pages.list_page import ListPage
from camdesk.gui.pages.list_spec import ListSpec
from camdesk.gui.session import Session

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class TablePage(ListPage):
    """The rows of the card's table; makes new ones with the table's form."""

    card: TableCard

    def __init__(self, session: Session, context: Context, spec: ListSpec, card: TableCard) -> None:
        super().__init__(session, context, spec, card)

    def show_on_card(self, ids: array[int]) -> None:
        self.card.show_row(ids[0] if len(ids) == 1 else None)

    def new_row(self) -> None:
        """Open the form of a new row; what it makes is shown."""
        from camdesk.gui.forms.table_form import TableForm

        form = TableForm(self._session, self._context, self.card.table, parent=self)
        form.saved.connect(self.open_row)
        form.open()

    def edit_facts(self) -> None:
        """Correct facts of the row chosen."""
        self.follower.show_chosen()
        self.card.edit_facts()

    def show_history(self) -> None:
        """Show every value that the facts of the row chosen had."""
        self.follower.show_chosen()
        self.card.show_history()
