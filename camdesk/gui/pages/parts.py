"""The page of spare parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camdesk.gui.cards.part_card import PartCard
from camdesk.gui.pages.list_spec import EmptyText, ListSpec
from camdesk.gui.pages.table_page import TablePage
from camdesk.gui.session import Session
from camdesk.store import part_list
from camdesk.store.listing import Query
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {
    "name": 22,
    "in_stock": 11,
    "donor": 14,
    "value_in_stock": 14,
    "storage": 18,
}
_WIDTHS = {
    "quantity": 12,
    "acquired_on": 14,
    "source": 20,
    "fitted": 11,
    "discarded": 11,
    "unit_value": 14,
    "supplier": 22,
    "paper": 18,
    "serial_number": 16,
    "note": 24,
    "id": 10,
}


class PartsPage(TablePage):
    """Parts recovered from cameras or bought: what is in stock, and where the rest went."""

    card: PartCard

    def __init__(self, session: Session, context: Context) -> None:
        listing = part_list.listing()
        spec = ListSpec(
            key="parts",
            title=tr("Spare parts"),
            listing=listing,
            hint=tr("Part, donor, serial no., shelf, note…"),
            columns=_COLUMNS,
            widths=_WIDTHS,
            filters=tuple(name for name, one in listing.filters.items() if one.choices),
            empty=EmptyText(
                tr("There are no spare parts yet"),
                tr("Parts come from cameras that are stripped, or are bought."),
                "parts",
                "edit.new",
            ),
            buttons=("edit.new",),
            new_text=tr("New part bought"),
        )
        super().__init__(session, context, spec, PartCard(session, context))
        self.asker.query = Query(filters={"in_stock": (1,)})

    def new_row(self) -> None:
        """Open the form of parts that were bought; what it makes is shown."""
        from camdesk.gui.forms.part_forms import BuyForm

        form = BuyForm(self._session, self._context, self)
        form.saved.connect(self.open_row)
        form.open()

    def fit_part(self) -> None:
        """Put one of the parts chosen into a camera."""
        self.follower.show_chosen()
        self.card.fit_part()

    def discard_part(self) -> None:
        """Take parts chosen out of stock for good."""
        self.follower.show_chosen()
        self.card.discard_part()
