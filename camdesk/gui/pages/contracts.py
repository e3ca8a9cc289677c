"""The page of contracts: what was bought, by whom, for whose money, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camdesk.gui.cards.contract_card import ContractCard
from camdesk.gui.pages.list_spec import EmptyText, ListSpec, own_widths
from camdesk.gui.pages.table_page import TablePage
from camdesk.gui.session import Session
from camdesk.store import contracts
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {
    "number": 13,
    "amount": 18,
    "quantity": 9,
    "received": 9,
    "installed": 9,
    "customer": 15,
}
_WIDTHS = {
    "title": 24,
    "payer": 18,
    "programme": 20,
    "supplier": 22,
    "signed_on": 13,
    "due_on": 13,
    "ordered": 9,
    "unit": 12,
    "announcement": 16,
    "lot": 12,
    "budget_code": 12,
    "note": 24,
    "id": 10,
}


class ContractsPage(TablePage):
    """Contracts with their lines; ordering and receiving begin on the card."""

    card: ContractCard

    def __init__(self, session: Session, context: Context) -> None:
        own = session.own_fields("contract")
        listing = contracts.listing(language(), own)
        spec = ListSpec(
            key="contracts",
            title=tr("Contracts"),
            listing=listing,
            hint=tr("Number, announcement, lot, organisation…"),
            columns=_COLUMNS,
            widths={**_WIDTHS, **own_widths(own)},
            filters=tuple(listing.filters),
            empty=EmptyText(
                tr("There are no contracts yet"),
                tr("Enter the first one; cameras are ordered and received from its lines."),
                "contracts",
                "edit.new",
            ),
            buttons=("edit.new",),
            new_text=tr("New contract"),
        )
        super().__init__(session, context, spec, ContractCard(session, context))
        self.own = ("contract", own)

    def new_row(self) -> None:
        """Open the form of a new contract; what it makes is shown."""
        from camdesk.gui.forms.contract_form import ContractForm

        form = ContractForm(self._session, self._context, parent=self)
        form.saved.connect(self.open_row)
        form.open()

    def order_cameras(self) -> None:
        """Order cameras from a line of the contract chosen."""
        self.card.order()

    def receive_delivery(self) -> None:
        """Take delivery for a line of the contract chosen."""
        self.card.receive()
