"""How the keyboard goes about a list page: down from the search, back by Esc, to the row's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from camdesk.gui.pages.card_pane import CardPane
from camdesk.gui.pages.list_asker import ListAsker
from camdesk.gui.pages.list_copier import ListCopier
from camdesk.gui.pages.search_field import SearchField
from camdesk.gui.views.listing_view import ListingView

if TYPE_CHECKING:
    from camdesk.gui.action_set import ActionSet


class ListWays(QObject):
    """Leads from one part of a list page to another."""

    def __init__(
        self,
        view: ListingView,
        pane: CardPane,
        asker: ListAsker,
        copier: ListCopier,
        actions: ActionSet,
    ) -> None:
        super().__init__(view)
        self._view, self._pane = view, pane
        self._asker, self._copier = asker, copier
        self._actions = actions
        pane.drawer_closed.connect(self.to_list)
        view.menu_asked.connect(self._offer_actions)

    def lead_from(self, search: SearchField) -> None:
        """Lead from the search field into the list, and type on in it from there."""
        search.left_down.connect(self._enter_list)
        search.entered.connect(self._enter_list)
        search.escaped.connect(self.escape)
        self._view.typed.connect(search.type_on)

    def to_list(self) -> None:
        """Give the keyboard to the list."""
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> bool:
        """Call off what takes its time, or close the drawer; False where there is nothing."""
        return self._copier.cancel() or self._asker.cancel() or self._pane.close_drawer()

    def _enter_list(self) -> None:
        if self._view.model().rowCount() and not self._view.chosen.count():
            self._view.go_to(max(0, self._view.currentIndex().row()))
        self.to_list()

    def _offer_actions(self, spot: QPoint) -> None:
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in self._actions.on_rows():
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addActions(group)
        if not menu.isEmpty():
            menu.popup(spot)
