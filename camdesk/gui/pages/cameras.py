"""The page of cameras."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from camdesk.gui.cards.camera_card import CameraCard
from camdesk.gui.pages.list_page import ListPage
from camdesk.gui.pages.list_spec import EmptyText, ListSpec, own_widths
from camdesk.gui.session import Session
from camdesk.store import cameras
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = {
    "inventory_number": 13,
    "state": 17,
    "programme": 15,
    "district": 11,
    "address": 21,
    "since": 11,
}
_WIDTHS = {
    "connected": 12,
    "place": 18,
    "site": 12,
    "balance_holder": 24,
    "model": 22,
    "serial_number": 16,
    "installed_on": 13,
    "unit": 10,
    "latitude": 11,
    "longitude": 11,
    "note": 30,
    "id": 10,
}


class CamerasPage(ListPage):
    """Every camera and system of cameras, and the card of what is chosen."""

    card: CameraCard

    def __init__(self, session: Session, context: Context) -> None:
        own = session.own_fields("camera")
        listing = cameras.listing(language(), own)
        spec = ListSpec(
            key="cameras",
            title=tr("Cameras"),
            listing=listing,
            hint=tr("Number, address, site, programme, note…"),
            columns=_COLUMNS,
            widths={**_WIDTHS, **own_widths(own)},
            filters=tuple(name for name, one in listing.filters.items() if one.choices),
            empty=EmptyText(
                tr("There are no cameras yet"),
                tr("Enter the first one, or import the table that you have."),
                "cameras",
                "camera.new",
            ),
            buttons=("file.import", "camera.new"),
        )
        super().__init__(session, context, spec, CameraCard(session, context))
        self.own = ("camera", own)

    def show_on_card(self, ids: array[int]) -> None:
        if len(ids) > 1:
            self.card.show_many(ids)
        else:
            self.card.show_camera(ids[0] if ids else None)

    def new_camera(self) -> None:
        """Open the form of a new camera."""
        from camdesk.gui.forms.camera_form import CameraForm

        CameraForm.new(self._session, self._context, self).open()

    def record_step(self) -> None:
        """Record the next step of what is chosen."""
        self.follower.show_chosen()
        self.card.record_step()

    def replace_camera(self) -> None:
        """Put another camera in the place of the one chosen."""
        chosen = self.view.selected_ids()
        if len(chosen) == 1:
            from camdesk.gui.pages.camera_work import replace_camera

            replace_camera(self._session, self._context, chosen[0], self)

    def move_cameras(self) -> None:
        """Move the cameras chosen to another site."""
        from camdesk.gui.pages.camera_work import move_cameras

        move_cameras(self._session, self._context, self.view.selected_ids(), self)

    def correct_many(self) -> None:
        """Correct one fact of all cameras chosen."""
        from camdesk.gui.forms.bulk_form import BulkForm

        chosen = self.view.selected_ids()
        BulkForm(self._session, self._context, "camera", chosen, self).open()

    def edit_facts(self) -> None:
        """Correct facts of the camera chosen."""
        self.card.edit_facts()

    def duplicate_camera(self) -> None:
        """Enter another camera like the one chosen."""
        self.card.duplicate_camera()

    def show_history(self) -> None:
        """Show every value that the facts of the camera chosen had."""
        self.card.show_history()
