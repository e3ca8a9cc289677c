"""The card of a list page follows what is chosen in the list."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from camdesk.gui.pages.list_asker import ListAsker
from camdesk.gui.views.listing_view import ListingView

SETTLE = 80  # ms without another choice before the card follows


class CardFollower(QObject):
    """Calls `show` with the rows chosen, once the choice has settled."""

    def __init__(
        self,
        view: ListingView,
        asker: ListAsker,
        show: Callable[[array[int]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view, self._asker, self._show = view, asker, show
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self.show_chosen)
        view.selected.connect(self._settle.start)

    @property
    def settling(self) -> bool:
        """Whether the card does not yet show what is chosen."""
        return self._settle.isActive()

    def show_chosen(self) -> None:
        """Show now what is chosen."""
        self._settle.stop()
        chosen = self._view.selected_ids()
        if not chosen and self._asker.same_query:
            return  # what was just handled may have left the list: its card stays
        self._show(chosen)
