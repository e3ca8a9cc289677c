"""The menu bar, made of the declared actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from camdesk.gui.action_set import ActionSet
from camdesk.gui.actions import MENUS
from camdesk.text.i18n import tr


@dataclass(frozen=True, slots=True)
class Recent:
    """A menu of files used lately: its title, which they are, and what opens one of them."""

    title: str
    paths: Callable[[], list[Path]]
    open_path: Callable[[Path], None]
    needs: str = ""  # the action that has to be possible


class Menus:
    """Fills the menu bar of the window; recent files are looked up when the menu opens."""

    def __init__(self, bar: QMenuBar, actions: ActionSet, recent: Mapping[str, Recent]) -> None:
        """`recent` files stand below the action of that name."""
        self._bar = bar
        self._actions = actions
        self._recent = recent

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
                if (recent := self._recent.get(act.id)) is not None:
                    self._add_recent(menu, recent)

    def _add_recent(self, menu: QMenu, recent: Recent) -> None:
        below = menu.addMenu(tr(recent.title))
        menu.aboutToShow.connect(lambda: self._fill_recent(below, recent))

    def _fill_recent(self, menu: QMenu, recent: Recent) -> None:
        menu.clear()
        for path in recent.paths():
            action = QAction(str(path).replace("&", "&&"), menu)
            action.setEnabled(path.exists())
            action.triggered.connect(lambda _checked=False, path=path: recent.open_path(path))
            menu.addAction(action)
        possible = not recent.needs or self._actions[recent.needs].isEnabled()
        menu.setEnabled(possible and not menu.isEmpty())
