"""The page of published figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camdesk.gui.cards.figure_card import FigureCard
from camdesk.gui.pages.list_spec import EmptyText, ListSpec
from camdesk.gui.pages.table_page import TablePage
from camdesk.gui.session import Session
from camdesk.store import figure_list
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {
    "measure": 16,
    "place": 16,
    "qualifier": 9,
    "value": 8,
    "verdict": 25,
}
_WIDTHS = {
    "programme": 16,
    "published_on": 13,
    "parts": 14,
    "parts_difference": 14,
    "register": 12,
    "register_difference": 16,
    "source": 24,
    "unit": 11,
    "period": 14,
    "part_of": 14,
    "key": 18,
    "note": 30,
    "id": 10,
}


class FiguresPage(TablePage):
    """Every number that was published, and whether it agrees with the others and the register."""

    card: FigureCard

    def __init__(self, session: Session, context: Context) -> None:
        listing = figure_list.listing(language())
        spec = ListSpec(
            key="figures",
            title=tr("Published figures"),
            listing=listing,
            hint=tr("Number, source, place, note…"),
            columns=_COLUMNS,
            widths=_WIDTHS,
            filters=tuple(listing.filters),
            empty=EmptyText(
                tr("No published figures yet"),
                tr("Enter a number from the press or a report, and see whether it agrees."),
                "figures",
                "edit.new",
            ),
            buttons=("edit.new",),
            new_text=tr("New figure"),
        )
        card = FigureCard(session, context, tr("Choose a figure to see what it agrees with."))
        card.add_button(tr("Edit facts…"), card.edit_facts)
        card.add_button(tr("Add a part…"), card.add_part)
        card.add_button(tr("History"), card.show_history, writes=False)
        card.end_buttons()
        super().__init__(session, context, spec, card)

    def new_row(self) -> None:
        """Open the form of a new figure; what it makes is shown."""
        from camdesk.gui.forms.figure_form import FigureForm

        form = FigureForm(self._session, self._context, None, self)
        form.saved.connect(self.open_row)
        form.open()

    def add_part(self) -> None:
        """Enter a figure that is part of the one chosen."""
        self.follower.show_chosen()
        self.card.add_part()
