"""The page of the journal: who recorded what and when."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from camdesk.gui.cards.entry_card import EntryCard
from camdesk.gui.pages.journal_chips import CameraChip, DaysChip
from camdesk.gui.pages.list_page import ListPage
from camdesk.gui.pages.list_spec import EmptyText, ListSpec
from camdesk.gui.session import Session
from camdesk.store import journal
from camdesk.store.listing import Query
from camdesk.store.tables import Value
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {
    "recorded_at": 18,
    "action": 20,
    "subject": 15,
    "cameras": 9,
    "author": 10,
    "voided_by": 10,
}
_WIDTHS = {"reason": 30, "voids": 12, "invented": 12, "id": 10}


class JournalPage(ListPage):
    """Every entry, the latest first, and the card of the one chosen."""

    card: EntryCard

    def __init__(self, session: Session, context: Context) -> None:
        listing = journal.listing()
        spec = ListSpec(
            key="journal",
            title=tr("Journal"),
            listing=listing,
            hint=tr("Subject, reason, person…"),
            columns=_COLUMNS,
            widths=_WIDTHS,
            filters=("author", "action"),
            empty=EmptyText(
                tr("Nothing has been recorded yet"),
                tr("Every act gets an entry here: who, when, what."),
                "journal",
            ),
        )
        super().__init__(session, context, spec, EntryCard(session, context))
        self.days_chip = DaysChip()
        self.camera_chip = CameraChip(session)
        for chip in (self.days_chip, self.camera_chip):
            self.head.filters.add(chip)
        self.days_chip.picked.connect(lambda days: self._narrow_by("days", days))
        self.camera_chip.picked.connect(lambda camera: self._narrow_by("camera", camera))
        self.asker.answered.connect(lambda _: self._show_chips(self.asker.query))

    def show_on_card(self, ids: array[int]) -> None:
        self.card.show_entry(ids[0] if len(ids) == 1 else None)

    def void_entry(self) -> None:
        """Take the entry chosen out of force."""
        self.card.void_entry()

    def _narrow_by(self, name: str, values: tuple[Value, ...]) -> None:
        filters = {**self.asker.query.filters, name: values}
        self.asker.narrow(filters={key: some for key, some in filters.items() if some})

    def _show_chips(self, query: Query) -> None:
        self.days_chip.show_value(query.filters.get("days", ()))
        self.camera_chip.show_value(query.filters.get("camera", ()))
