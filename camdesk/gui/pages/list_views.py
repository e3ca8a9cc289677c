"""Saved views of a list: search, filters, sorting and columns under a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from camdesk.gui.asking import ask, while_alive
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.kit.edits import TextEdit
from camdesk.gui.kit.settings import Column
from camdesk.gui.pages.list_asker import ListAsker
from camdesk.gui.session import Session
from camdesk.gui.views.list_columns import ListColumns
from camdesk.store import saved_views
from camdesk.store.register import Register
from camdesk.store.saved_views import SavedView
from camdesk.text.entries import entry_title
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class ListViews(QObject):
    """Saves the view of a list, and shows a saved one again."""

    def __init__(
        self,
        session: Session,
        context: Context,
        page: str,
        asker: ListAsker,
        columns: ListColumns,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._context, self._page = session, context, page
        self._asker, self._columns, self._parent = asker, columns, parent

    def offer(self, spot: QPoint) -> None:
        """Open the menu of views at a spot of the screen."""
        page = self._page
        ask(
            self._parent,
            self._session,
            f"views of {page}",
            lambda connection: saved_views.views(connection, page),
            lambda found: self._menu(found).popup(spot),
        )

    def save(self) -> None:
        """Ask for a name and save what the list shows."""
        SaveViewForm(self._session, self._context, self, self._parent).open()

    def settings(self) -> dict[str, Any]:
        """What is saved: plain values."""
        state = dict(self._asker.state())
        del state["current"]
        shown = [(c.name, c.width, c.visible) for c in self._columns.state()]
        return {**state, "columns": shown}

    def writing(self, name: str) -> Callable[[Register], None]:
        """What saves, in the writer's thread, what the list shows just now."""
        page, settings = self._page, self.settings()

        def work(register: Register) -> None:
            with register.write("view", name) as entry:
                saved_views.save(entry, page, name, settings)

        return work

    def show(self, settings: Mapping[str, Any]) -> None:
        """Show what was saved."""
        columns = settings.get("columns")
        if isinstance(columns, list):
            self._columns.restore(
                Column(str(name), int(width), bool(visible)) for name, width, visible in columns
            )
        self._asker.restore(settings)

    def _menu(self, found: list[SavedView]) -> QMenu:
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in found:
            text = view.name.replace("&", "&&")
            menu.addAction(text).triggered.connect(
                lambda _checked=False, chosen=view: self.show(chosen.settings)
            )
        if not found:
            menu.addAction(tr("No view is saved yet")).setEnabled(False)
        menu.addSeparator()
        save = menu.addAction(tr("Save this view…"), self.save)
        save.setEnabled(not self._session.read_only)
        return menu


class SaveViewForm(FormDialog):
    """Asks for the name of a view."""

    def __init__(
        self, session: Session, context: Context, views: ListViews, parent: QWidget
    ) -> None:
        lead = tr("Search, filters, sorting and columns, for everybody who opens this register.")
        super().__init__(session, tr("Save this view"), lead, parent)
        self._context, self._views = context, views
        hint = tr("A view of the same name is replaced.")
        self.form.add("name", tr("Name"), TextEdit(), required=True, hint=hint)

    def submit(self, values: dict[str, object]) -> None:
        """Save the view."""
        name = str(values["name"])

        def saved(_result: object) -> None:
            what = entry_title("view", name, 0)
            self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=what))
            self.finish()

        self.begin_saving()
        self.session.write(
            self._views.writing(name),
            while_alive(self, saved),
            while_alive(self, self.refuse),
        )
