"""The page of stock-takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camdesk.gui.cards.stock_take_card import StockTakeCard
from camdesk.gui.pages.list_spec import EmptyText, ListSpec
from camdesk.gui.pages.table_page import TablePage
from camdesk.gui.session import Session
from camdesk.store import stock_take_list
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {
    "name": 20,
    "counted_on": 11,
    "camera_expected": 9,
    "camera_found": 9,
    "camera_missing": 9,
    "closed_on": 11,
}


class StockTakesPage(TablePage):
    """Every campaign, and how far it is."""

    card: StockTakeCard

    def __init__(self, session: Session, context: Context) -> None:
        listing = stock_take_list.listing(language())
        spec = ListSpec(
            key="stock_takes",
            title=tr("Stock-takes"),
            listing=listing,
            hint=tr("Name, programme, place, note…"),
            columns=_COLUMNS,
            widths={name: 14 for name in listing.columns if name not in _COLUMNS},
            filters=tuple(listing.filters),
            empty=EmptyText(
                tr("There was no stock-take yet"),
                tr("Choose what is to be counted, walk with the list, scan the numbers."),
                "stocktake",
                "edit.new",
            ),
            buttons=("edit.new",),
            new_text=tr("Start a stock-take"),
        )
        super().__init__(session, context, spec, StockTakeCard(session, context))

    def new_row(self) -> None:
        """Open the form of a new stock-take; what it makes is shown."""
        from camdesk.gui.stock_take.take_form import TakeForm

        form = TakeForm(self._session, self._context, None, self)
        form.saved.connect(self.open_row)
        form.open()

    def enter_results(self) -> None:
        """Enter what was counted of the stock-take chosen."""
        self.follower.show_chosen()
        self.card.enter_results()

    def close_take(self) -> None:
        """Close the stock-take chosen, and record what differs."""
        self.follower.show_chosen()
        self.card.close_take()

    def save_list(self) -> None:
        """Save the list to walk with."""
        self.follower.show_chosen()
        self.card.save_list()
