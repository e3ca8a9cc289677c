"""Everything a clerk can do in the window, declared once.

Menus, buttons, context menus, the command palette and the list of shortcuts (F1) read `ACTIONS`.
An action calls a method of the window's helpers (`files.open_register`) or of the current page
(`focus_search`); a page without that method does not have the action.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from camdesk.domain.errors import N_


class Need(Enum):
    """What has to be there before an action can be taken."""

    REGISTER = auto()
    WRITABLE = auto()
    SELECTION = auto()  # at least one row
    ONE = auto()  # exactly one row
    UNDO = auto()
    REDO = auto()
    LOOKING_BACK = auto()


_OPEN = frozenset({Need.REGISTER})
_WRITE = frozenset({Need.REGISTER, Need.WRITABLE})
_CHOSEN = _OPEN | {Need.SELECTION}
_WRITE_CHOSEN = _WRITE | {Need.SELECTION}
_WRITE_ONE = _WRITE | {Need.ONE}


@dataclass(frozen=True, slots=True)
class Act:
    """One action: its name in the program, its words, its keys, and what it calls."""

    id: str
    text: str
    call: str  # a method of the page, or `helper.method` of the window
    shortcut: str
    menu: str
    icon: str = ""
    page: str = ""  # the page it belongs to; it is shown first
    argument: str = ""  # given to the call
    group: str = ""  # of actions of which one is checked
    needs: frozenset[Need] = frozenset()
    on_rows: bool = False  # stands in the context menu of a list
    starts_group: bool = False  # a line stands above it in its menu

    @property
    def of_page(self) -> bool:
        """Whether a page does it, and not the window."""
        return "." not in self.call


MENUS: Mapping[str, str] = MappingProxyType(
    {
        "file": N_("File"),
        "edit": N_("Edit"),
        "view": N_("View"),
        "camera": N_("Camera"),
        "work": N_("Work"),
        "help": N_("Help"),
    }
)


def _act(
    name: str,
    text: str,
    call: str,
    shortcut: str,
    icon: str = "",
    needs: frozenset[Need] = frozenset(),
    menu: str = "",
    **more: object,
) -> Act:
    menu = menu or name.partition(".")[0]
    return Act(name, text, call, shortcut, menu, icon, needs=needs, **more)  # type: ignore[arg-type]


_FILE = (
    _act("file.new", N_("New register…"), "files.new_register", "Ctrl+Shift+N", "plus"),
    _act("file.open", N_("Open register…"), "files.open_register", "Ctrl+O", "folder"),
    _act("file.sample", N_("Try it on the sample…"), "files.make_sample", "Ctrl+Shift+S"),
    _act("file.import", N_("Import a table…"), "imports.import_table", "Ctrl+I", "import", _WRITE,
         starts_group=True),
    _act("file.paste", N_("Import from the clipboard…"), "imports.import_clipboard",
         "Ctrl+Shift+I", "", _WRITE),
    _act("file.export", N_("Save as a table…"), "export_csv", "Ctrl+E", "export", _OPEN),
    _act("file.run_many", N_("Run for every month or district…"), "run_many", "Ctrl+Alt+E", "",
         _OPEN, page="reports"),
    _act("file.settings", N_("Settings…"), "help.show_settings", "Ctrl+,", "settings",
         starts_group=True),
    _act("file.close", N_("Close register"), "files.close_register", "Ctrl+W", "", _OPEN,
         starts_group=True),
    _act("file.quit", N_("Quit"), "files.quit", "Ctrl+Q"),
)  # fmt: skip
_EDIT = (
    _act("edit.undo", N_("Undo"), "undo.undo", "Ctrl+Z", "undo", _WRITE | {Need.UNDO}),
    _act("edit.redo", N_("Redo"), "undo.redo", "Ctrl+Shift+Z", "redo", _WRITE | {Need.REDO}),
    _act("edit.void", N_("Undo this entry…"), "void_entry", "Ctrl+U", "undo", _WRITE_ONE,
         page="journal", on_rows=True),
    _act("edit.new", N_("New…"), "new_row", "Ctrl+N", "plus", _WRITE, starts_group=True),
    _act("camera.edit", N_("Edit facts…"), "edit_facts", "F2", "edit", _WRITE_ONE, "edit",
         on_rows=True),
    _act("camera.bulk", N_("Correct a fact of all chosen…"), "correct_many", "Shift+F2", "",
         _WRITE_CHOSEN, "edit", on_rows=True),
    _act("camera.history", N_("History of facts"), "show_history", "Ctrl+H", "history",
         _OPEN | {Need.ONE}, "edit", on_rows=True),
    _act("edit.copy", N_("Copy as a table"), "copy_selection", "Ctrl+C", "copy", _CHOSEN,
         on_rows=True, starts_group=True),
    _act("edit.all", N_("Select all"), "select_all", "Ctrl+A", "", _OPEN),
    _act("edit.search", N_("Search"), "focus_search", "Ctrl+F", "search", _OPEN,
         starts_group=True),
)  # fmt: skip
_VIEW = (
    _act("view.cameras", N_("Cameras"), "pages.show", "Ctrl+1", "cameras", _OPEN,
         argument="cameras", group="page"),
    _act("view.sites", N_("Sites"), "pages.show", "Ctrl+2", "sites", _OPEN,
         argument="sites", group="page"),
    _act("view.contracts", N_("Contracts"), "pages.show", "Ctrl+3", "contracts", _OPEN,
         argument="contracts", group="page"),
    _act("view.faults", N_("Faults"), "pages.show", "Ctrl+4", "faults", _OPEN,
         argument="faults", group="page"),
    _act("view.parts", N_("Spare parts"), "pages.show", "Ctrl+5", "parts", _OPEN,
         argument="parts", group="page"),
    _act("view.stock_takes", N_("Stock-takes"), "pages.show", "Ctrl+6", "stocktake", _OPEN,
         argument="stock_takes", group="page"),
    _act("view.fate", N_("Fate ledger"), "pages.show", "Ctrl+7", "fate", _OPEN,
         argument="fate", group="page"),
    _act("view.figures", N_("Published figures"), "pages.show", "Ctrl+8", "figures", _OPEN,
         argument="figures", group="page"),
    _act("view.documents", N_("Documents"), "pages.show", "Ctrl+9", "documents", _OPEN,
         argument="documents", group="page"),
    _act("view.gaps", N_("Gaps"), "pages.show", "Ctrl+0", "gaps", _OPEN,
         argument="gaps", group="page"),
    _act("view.books", N_("Reference books"), "pages.show", "Ctrl+B", "books", _OPEN,
         argument="books", group="page"),
    _act("view.journal", N_("Journal"), "pages.show", "Ctrl+J", "journal", _OPEN,
         argument="journal", group="page"),
    _act("view.reports", N_("Reports"), "pages.show", "Ctrl+R", "reports", _OPEN,
         argument="reports", group="page"),
    _act("view.palette", N_("Find a page, an action, a camera…"), "help.show_palette", "Ctrl+K",
         "search", starts_group=True),
    _act("camera.open", N_("Open the card"), "open_card", "F4", "", _OPEN | {Need.ONE}, "view",
         on_rows=True),
    _act("view.columns", N_("Columns…"), "choose_columns", "Ctrl+Shift+C", "columns", _OPEN,
         starts_group=True),
    _act("view.views", N_("Saved views…"), "offer_views", "Ctrl+G", "filter", _OPEN),
    _act("view.save", N_("Save this view…"), "save_view", "Ctrl+Shift+V", "", _WRITE),
    _act("view.refresh", N_("Look again"), "refresh", "F5", "refresh", _OPEN),
    _act("view.look_back", N_("Look back…"), "look_back.ask", "Ctrl+L", "history", _OPEN,
         starts_group=True),
    _act("view.today", N_("Back to today"), "look_back.end", "Ctrl+Shift+L", "",
         _OPEN | {Need.LOOKING_BACK}),
    _act("view.ru", "Русский", "looks.set_language", "Ctrl+F1", argument="ru", group="language",
         starts_group=True),
    _act("view.kk", "Қазақша", "looks.set_language", "Ctrl+F2", argument="kk", group="language"),
    _act("view.en", "English", "looks.set_language", "Ctrl+F3", argument="en", group="language"),
    _act("view.light", N_("Light"), "looks.set_theme", "Ctrl+F5", argument="light", group="theme"),
    _act("view.dark", N_("Dark"), "looks.set_theme", "Ctrl+F6", argument="dark", group="theme"),
    _act("view.system", N_("As the system"), "looks.set_theme", "Ctrl+F7", argument="system",
         group="theme"),
)  # fmt: skip
# What is done with rows of any list stands in the menus Edit and View.
_CAMERA = (
    _act("camera.new", N_("New camera…"), "new_camera", "Ctrl+N", "plus", _WRITE, page="cameras"),
    _act("camera.step", N_("Record the next step…"), "record_step", "Ctrl+Return", "",
         _WRITE_CHOSEN, on_rows=True, starts_group=True),
    _act("camera.replace", N_("Replace at its site…"), "replace_camera", "Ctrl+Shift+R", "",
         _WRITE_ONE, on_rows=True),
    _act("camera.move", N_("Move to another site…"), "move_cameras", "Ctrl+M", "", _WRITE_CHOSEN,
         on_rows=True),
    _act("camera.duplicate", N_("Duplicate…"), "duplicate_camera", "Ctrl+D", "copy", _WRITE_ONE,
         on_rows=True),
)  # fmt: skip
_WORK = (
    _act("camera.order", N_("Order from the contract…"), "order_cameras", "Ctrl+Shift+O", "",
         _WRITE_ONE, "work", page="contracts", on_rows=True),
    _act("camera.receive", N_("Receive a delivery…"), "receive_delivery", "Ctrl+Shift+D", "",
         _WRITE_ONE, "work", page="contracts", on_rows=True),
    _act("camera.fit", N_("Fit a spare part…"), "fit_part", "Ctrl+Shift+F", "", _WRITE_ONE,
         "work", page="parts", on_rows=True, starts_group=True),
    _act("camera.discard", N_("Discard spare parts…"), "discard_part", "Ctrl+Shift+X", "",
         _WRITE_ONE, "work", page="parts", on_rows=True),
    _act("camera.count", N_("Enter results of the stock-take…"), "enter_results", "Ctrl+T", "",
         _WRITE_ONE, "work", page="stock_takes", on_rows=True, starts_group=True),
    _act("camera.close_count", N_("Close the stock-take…"), "close_take", "Ctrl+Shift+T", "",
         _WRITE_ONE, "work", page="stock_takes", on_rows=True),
    _act("camera.list_to_count", N_("Save the list to count by…"), "save_list", "Ctrl+Shift+E", "",
         _OPEN | {Need.ONE}, "work", page="stock_takes", on_rows=True),
    _act("camera.figure_part", N_("Add a part of the figure…"), "add_part", "Ctrl+Shift+P", "",
         _WRITE_ONE, "work", page="figures", on_rows=True, starts_group=True),
    _act("file.attach", N_("Attach a file…"), "attach_file", "Ctrl+Shift+A", "documents",
         _WRITE_ONE, "work", on_rows=True, starts_group=True),
    _act("edit.paste", N_("Attach what was copied"), "paste_files", "Ctrl+V", "", _WRITE_ONE,
         "work"),
)  # fmt: skip
_HELP = (
    _act("help.shortcuts", N_("Keyboard shortcuts"), "help.show_shortcuts", "F1", "help"),
    _act("help.about", N_("About camdesk"), "help.show_about", "Shift+F1", "info"),
)

ACTIONS: Mapping[str, Act] = MappingProxyType(
    {act.id: act for act in (*_FILE, *_EDIT, *_VIEW, *_CAMERA, *_WORK, *_HELP)}
)
