"""The page of sites."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from camdesk.gui.cards.site_card import SiteCard
from camdesk.gui.kit.labels import Line
from camdesk.gui.pages.list_page import ListPage
from camdesk.gui.pages.list_spec import EmptyText, ListSpec, own_widths
from camdesk.gui.pages.place_tree import PlaceTree
from camdesk.gui.session import Session
from camdesk.store import sites
from camdesk.store.listing import Query
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

WITH_TREE = 1000  # pixels: below this the list needs the room itself
_NARROW = 820  # beside the tree
_COLUMNS = {"code": 12, "cameras": 8, "address": 28}
_WIDTHS = {
    "place": 18,
    "note": 24,
    "district": 16,
    "latitude": 11,
    "longitude": 11,
    "mount": 16,
    "purpose": 20,
    "operator": 20,
    "id": 10,
}


class SitesPage(ListPage):
    """Every spot where a camera hangs or hung, and its chain of cameras."""

    card: SiteCard

    def __init__(self, session: Session, context: Context) -> None:
        own = session.own_fields("site")
        listing = sites.listing(language(), own)
        spec = ListSpec(
            key="sites",
            title=tr("Sites"),
            listing=listing,
            hint=tr("Code, address, place, note…"),
            columns=_COLUMNS,
            widths={**_WIDTHS, **own_widths(own)},
            filters=tuple(listing.filters),
            empty=EmptyText(
                tr("There are no sites yet"),
                tr("A site is entered with the first camera that is installed there."),
                "sites",
                "edit.new",
            ),
            buttons=("edit.new",),
            new_text=tr("New site"),
        )
        super().__init__(session, context, spec, SiteCard(session, context))
        self.own = ("site", own)
        self.places = PlaceTree(session)
        whole = self.layout()
        assert whole is not None  # the list page has laid itself out
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.places)
        row.addWidget(Line(vertical=True))
        row.addWidget(self.pane, 1)
        whole.addWidget(beside)
        self.pane.narrow_below = _NARROW
        self.places.chosen.connect(self._narrow_to)
        self.asker.answered.connect(lambda answer: self._follow_query(answer.query))
        self.places.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.places.setVisible(self.width() >= WITH_TREE)

    def _narrow_to(self, place: object) -> None:
        filters = {k: v for k, v in self.asker.query.filters.items() if k != "place"}
        if place != "":
            filters["place"] = (cast("int | None", place),)
        self.asker.narrow(filters=filters)

    def _follow_query(self, query: Query) -> None:
        """Where the list is narrowed to another place than the tree says, the tree lets go."""
        if "place" not in query.filters:
            self.places.let_go()

    def show_on_card(self, ids: array[int]) -> None:
        self.card.show_site(ids[0] if len(ids) == 1 else None)

    def new_row(self) -> None:
        """Open the form of a site that has no camera yet."""
        from camdesk.gui.forms.site_form import SiteForm

        form = SiteForm.new(self._session, self._context, self)
        form.saved.connect(self.open_row)
        form.open()

    def replace_camera(self) -> None:
        """Put another camera in the place of the one that hangs at the site chosen."""
        chosen = self.view.selected_ids()
        if len(chosen) == 1:
            from camdesk.gui.pages.camera_work import replace_at_site

            replace_at_site(self._session, self._context, chosen[0], self)

    def correct_many(self) -> None:
        """Correct one fact of all sites chosen."""
        from camdesk.gui.forms.bulk_form import BulkForm

        chosen = self.view.selected_ids()
        BulkForm(self._session, self._context, "site", chosen, self).open()

    def edit_facts(self) -> None:
        """Correct facts of the site chosen."""
        self.card.edit_facts()

    def show_history(self) -> None:
        """Show every value that the facts of the site chosen had."""
        self.card.show_history()
