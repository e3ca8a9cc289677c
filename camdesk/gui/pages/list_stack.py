"""The list, or what stands in its place while it is empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from camdesk.gui.kit.notices import EmptyState
from camdesk.gui.models.listing_answer import Answer
from camdesk.gui.pages.list_spec import EmptyText
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class ListStack(QStackedWidget):
    """Shows the table, "nothing here yet" or "nothing found"."""

    def __init__(
        self, view: QWidget, empty: EmptyText, context: Context, clear: Callable[[], None]
    ) -> None:
        super().__init__()
        self._view = view
        self._action = context.actions[empty.action] if empty.action else None
        self.nothing_yet = EmptyState(
            empty.icon,
            empty.title,
            empty.advice,
            self._action.text() if self._action else "",
            self._action.trigger if self._action else None,
        )
        self.nothing_found = EmptyState(
            "search",
            tr("Nothing found"),
            tr("No row has all the words searched for and all that is chosen above."),
            tr("Clear search and filters"),
            clear,
        )
        for widget in (view, self.nothing_yet, self.nothing_found):
            self.addWidget(widget)

    def show_for(self, answer: Answer) -> None:
        """Show what suits the answer."""
        if answer.ids:
            self.setCurrentWidget(self._view)
        elif answer.total:
            self.setCurrentWidget(self.nothing_found)
        else:
            if self._action is not None and self.nothing_yet.button is not None:
                self.nothing_yet.button.setEnabled(self._action.isEnabled())
            self.setCurrentWidget(self.nothing_yet)
