"""The menu bar, made of the declared actions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from camdesk.gui.action_set import ActionSet
from camdesk.gui.actions import MENUS
from camdesk.text.i18n import tr

_RECENT_AFTER = "file.sample"


class Menus:
    """Fills the menu bar of the window; recent registers are looked up when the menu opens."""

    def __init__(
        self,
        bar: QMenuBar,
        actions: ActionSet,
        recent: Callable[[], list[Path]],
        open_path: Callable[[Path], None],
    ) -> None:
        self._bar = bar
        self._actions = actions
        self._recent = recent
        self._open_path = open_path
        self._recent_menu: QMenu | None = None

    def fill(self) -> None:
        """Make all menus anew, in the language in use."""
        self._bar.clear()
        groups = {"language": tr("Language"), "theme": tr("Look")}
        for key, label in MENUS.items():
            menu = self._bar.addMenu(tr(label))
            submenus: dict[str, QMenu] = {}
            for act, action in self._actions:
                if act.menu != key:
                    continue
                if act.starts_group and not menu.isEmpty():
                    menu.addSeparator()
                if act.group in groups:
                    if act.group not in submenus:
                        submenus[act.group] = menu.addMenu(groups[act.group])
                    submenus[act.group].addAction(action)
                else:
                    menu.addAction(action)
                if act.id == _RECENT_AFTER:
                    self._recent_menu = menu.addMenu(tr("Recent registers"))
                    menu.aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        menu = self._recent_menu
        if menu is None:
            return
        menu.clear()
        for path in self._recent():
            action = QAction(str(path).replace("&", "&&"), menu)
            action.setEnabled(path.exists())
            action.triggered.connect(lambda _checked=False, path=path: self._open_path(path))
            menu.addAction(action)
        menu.setEnabled(not menu.isEmpty())
