"""The page of sites."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from camdesk.gui.cards.site_card import SiteCard
from camdesk.gui.pages.list_page import ListPage
from camdesk.gui.pages.list_spec import EmptyText, ListSpec
from camdesk.gui.session import Session
from camdesk.store import sites
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {"code": 12, "address": 30, "place": 18, "district": 16, "cameras": 12, "note": 24}
_WIDTHS = {"latitude": 11, "longitude": 11, "mount": 16, "purpose": 20, "operator": 20, "id": 10}


class SitesPage(ListPage):
    """Every spot where a camera hangs or hung, and its chain of cameras."""

    card: SiteCard

    def __init__(self, session: Session, context: Context) -> None:
        listing = sites.listing(language())
        spec = ListSpec(
            key="sites",
            title=tr("Sites"),
            listing=listing,
            hint=tr("Code, address, place, note…"),
            columns=_COLUMNS,
            widths=_WIDTHS,
            filters=tuple(listing.filters),
            empty=EmptyText(
                tr("There are no sites yet"),
                tr("A site is entered with the first camera that is installed there."),
                "sites",
                "edit.new",
            ),
            buttons=("camera.replace", "edit.new"),
            new_text=tr("New site"),
        )
        super().__init__(session, context, spec, SiteCard(session, context))

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
