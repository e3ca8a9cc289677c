"""The columns of a list as the clerk left them, and the way to choose others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from camdesk.gui.pages.card_pane import CardPane
from camdesk.gui.pages.columns_menu import ColumnsMenu
from camdesk.gui.pages.list_spec import ListSpec
from camdesk.gui.views.listing_view import ListingView
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.kit.settings import Settings


class ColumnMemory(QObject):
    """Remembers columns and the width of the card for each list."""

    def __init__(
        self, spec: ListSpec, view: ListingView, pane: CardPane, settings: Settings
    ) -> None:
        super().__init__(view)
        self._spec, self._view, self._pane, self._settings = spec, view, pane, settings
        self._key = spec.key
        self._lay_out()
        self._recall()
        view.columns.changed.connect(self._remember)
        pane.resized.connect(self._remember)
        header = view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda spot: self.offer(header.mapToGlobal(spot)))

    def offer(self, spot: QPoint) -> None:
        """Open the checklist of columns at a spot of the screen."""
        labels = {name: tr(column.label) for name, column in self._spec.listing.columns.items()}
        ColumnsMenu(self._view.columns, labels, self.reset, self._view).open_at(spot)

    def reset(self) -> None:
        """Show the columns as at first."""
        self._lay_out()
        self._remember()

    def _lay_out(self) -> None:
        letters = {**self._spec.widths, **self._spec.columns}
        width_of = self._view.painter.width_of
        title_width = self._view.title_width
        self._view.columns.set_widths(
            {name: max(width_of(many), title_width(name)) for name, many in letters.items()}
        )
        self._view.columns.show(self._spec.columns)

    def _remember(self) -> None:
        self._settings.set_columns(self._key, self._view.columns.state())
        self._settings.set_text(f"card/{self._key}", str(self._pane.card_width()))

    def _recall(self) -> None:
        self._view.columns.restore(self._settings.columns(self._key))
        width = self._settings.text(f"card/{self._key}")
        if width.isdecimal():
            self._pane.set_card_width(int(width))
