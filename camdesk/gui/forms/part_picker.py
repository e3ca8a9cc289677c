"""A field that finds a part in stock, and says how many there are."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from camdesk.gui.asking import ask
from camdesk.gui.kit.picker import Answer, Option, Picker
from camdesk.gui.session import Session
from camdesk.store import part_list
from camdesk.store.part_list import Offer
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr


class PartPicker(Picker):
    """Only parts of which some are left are offered; the donor tells one lens from another."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._session = session
        self._offers: dict[int, Offer] = {}
        super().__init__(self._find, parent=parent)

    def offer(self) -> Offer | None:
        """The part chosen."""
        option = self.option()
        return None if option is None else self._offers.get(option.id)

    def take(self, offer: Offer) -> None:
        """Choose a part, silently."""
        self._offers[offer.part] = offer
        self.set_option(Option(offer.part, offer.name, offer_text(offer)))

    def typed(self) -> Offer | str:
        """The part chosen, or the text that was typed in vain."""
        return self.offer() or self.text()

    def retype(self, typed: Offer | str) -> None:
        """Show what `typed` gave, silently."""
        if isinstance(typed, str):
            self.set_option(None)
            self.setText(typed)
        else:
            self.take(typed)

    def _find(self, text: str, answer: Answer) -> None:
        def show(offers: list[Offer]) -> None:
            self._offers.update((offer.part, offer) for offer in offers)
            answer([Option(offer.part, offer.name, offer_text(offer)) for offer in offers])

        ask(
            self,
            self._session,
            "find part in stock",
            lambda connection: part_list.offers(connection, text),
            show,
        )


def offer_text(offer: Offer) -> str:
    """How many there are, where they lie and where they came from."""
    parts = [tr("{count} in stock", count=number_text(offer.in_stock))]
    if offer.storage:
        parts.append(offer.storage)
    if offer.donor:
        parts.append(tr("from {camera}", camera=offer.donor))
    return " · ".join(parts)
