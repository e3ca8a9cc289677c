"""The page of faults."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from camdesk.gui.cards.fault_card import FaultCard
from camdesk.gui.pages.list_page import ListPage
from camdesk.gui.pages.list_spec import EmptyText, ListSpec
from camdesk.gui.session import Session
from camdesk.store import fault_list
from camdesk.store.listing import Query
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {
    "inventory_number": 13,
    "state": 14,
    "failed_on": 13,
    "days_open": 9,
    "mode": 15,
    "address": 12,
}
_WIDTHS = {
    "whereabouts": 20,
    "contractor": 20,
    "cause": 16,
    "district": 14,
    "place": 16,
    "programme": 17,
    "model": 18,
    "last_good": 14,
    "reported_by": 18,
    "ended_on": 14,
    "outcome": 16,
    "cost": 14,
    "warranty": 12,
    "work": 24,
    "site": 12,
    "paper": 12,
    "unit": 10,
    "id": 10,
}


class FaultsPage(ListPage):
    """Every time a camera went out of order; first those that go on, the oldest on top."""

    card: FaultCard

    def __init__(self, session: Session, context: Context) -> None:
        listing = fault_list.listing(language(), session.today)
        spec = ListSpec(
            key="faults",
            title=tr("Faults"),
            listing=listing,
            hint=tr("Camera, address, programme, paper…"),
            columns=_COLUMNS,
            widths=_WIDTHS,
            filters=tuple(name for name, one in listing.filters.items() if one.choices),
            empty=EmptyText(
                tr("No camera has failed yet"),
                tr("Each failure that is recorded stands here until the camera works again."),
                "faults",
                "edit.new",
            ),
            buttons=("edit.new",),
            new_text=tr("Record a failure"),
        )
        super().__init__(session, context, spec, FaultCard(session, context))
        self.asker.query = Query(filters={"standing": ("open",)})

    def show_on_card(self, ids: array[int]) -> None:
        if len(ids) > 1:
            self.card.show_many(ids)
        else:
            self.card.show_fault(ids[0] if ids else None)

    def refresh(self) -> None:
        """Ask the register again; days are counted until today, also after midnight."""
        self.model.listing = fault_list.listing(language(), self._session.today)
        super().refresh()

    def new_row(self) -> None:
        """Ask which camera has failed, then for its failure."""
        from camdesk.gui.forms.failure_form import FailureForm

        FailureForm(self._session, self._context, self).open()

    def record_step(self) -> None:
        """Record the next step of the camera whose fault is chosen."""
        self.follower.show_chosen()
        self.card.record_step()
