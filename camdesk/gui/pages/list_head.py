"""What stands above a list: the search field, the page's buttons, the chips, the busy line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.actions import ACTIONS
from camdesk.gui.kit.buttons import Button, IconButton
from camdesk.gui.kit.labels import tip
from camdesk.gui.kit.tokens import Space
from camdesk.gui.pages.busy_line import BusyLine
from camdesk.gui.pages.filter_bar import FilterBar
from camdesk.gui.pages.list_spec import ListSpec
from camdesk.gui.pages.search_field import SearchField
from camdesk.gui.session import Session
from camdesk.store.listing import Query
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class ListHead(QWidget):
    """The controls that say what a list shows."""

    columns_asked = Signal()
    views_asked = Signal()

    def __init__(self, session: Session, context: Context, spec: ListSpec) -> None:
        super().__init__()
        self.search = SearchField(spec.hint)
        self.filters = FilterBar(session, spec.listing, spec.filters, spec.key)
        self.columns_button = IconButton("columns", tr("Columns"), self.columns_asked.emit)
        self.views_button = IconButton("filter", tr("Saved views"), self.views_asked.emit)
        self.busy = BusyLine()
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.search, 1)
        for place, name in enumerate(spec.buttons, 1):
            primary = place == len(spec.buttons)
            said = spec.new_text if name == "edit.new" else ""
            top.addWidget(ActionButton(context, name, said, primary=primary))
        chips = QHBoxLayout()
        chips.setSpacing(Space.S)
        chips.addWidget(self.filters, 1)
        chips.addWidget(self.views_button, 0, Qt.AlignmentFlag.AlignTop)
        chips.addWidget(self.columns_button, 0, Qt.AlignmentFlag.AlignTop)
        controls = QVBoxLayout()
        controls.setContentsMargins(Space.XL, Space.L, Space.XL, Space.S)
        controls.setSpacing(Space.S)
        controls.addLayout(top)
        controls.addLayout(chips)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(controls)
        layout.addWidget(self.busy)

    def show_query(self, query: Query) -> None:
        """Show what is asked for."""
        self.search.show_text(query.search)
        self.filters.show_chosen(query.filters)


class ActionButton(Button):
    """A button for a declared action; it is enabled as the action is."""

    def __init__(
        self, context: Context, name: str, said: str = "", *, primary: bool = False
    ) -> None:
        self._action = context.actions[name]
        text = said or self._action.text().replace("&", "").rstrip("…")
        super().__init__(text, self._action.trigger, icon=ACTIONS[name].icon, primary=primary)
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip(self, f"{text} ({keys})" if keys else "")
        self._action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
