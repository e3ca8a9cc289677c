"""The actions as Qt has them: one QAction for each, for menus, buttons and shortcuts alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from camdesk.gui.actions import ACTIONS, Act
from camdesk.gui.kit.icons import icon, names
from camdesk.text.i18n import tr

# The menus whose actions a context menu offers, in its order.
_ON_ROWS = ("view", "camera", "work", "edit")


class ActionSet(QObject):
    """A QAction for every declared action; `run` does what one says."""

    def __init__(self, window: QWidget, run: Callable[[Act], None]) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        drawn = names()
        for act in ACTIONS.values():
            action = QAction(self)
            action.setShortcut(QKeySequence(act.shortcut))
            action.triggered.connect(lambda _checked=False, a=act: run(a))
            if act.icon in drawn:
                action.setIcon(icon(act.icon))
            if act.group:
                action.setCheckable(True)
                if act.group not in groups:
                    groups[act.group] = QActionGroup(self)
                groups[act.group].addAction(action)
            self._actions[act.id] = action
            window.addAction(action)  # the keys work where no menu shows the action
        self.retext()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[tuple[Act, QAction]]:
        return ((act, self._actions[name]) for name, act in ACTIONS.items())

    def retext(self) -> None:
        """Say every action in the language in use."""
        for act, action in self:
            action.setText(tr(act.text))

    def enable(self, allowed: Callable[[Act], bool]) -> None:
        """Ask of each action anew whether it can be taken."""
        for act, action in self:
            action.setEnabled(allowed(act))

    def check(self, group: str, argument: str) -> None:
        """Mark the action of `group` that is in force."""
        for act, action in self:
            if act.group == group and act.argument == argument:
                action.setChecked(True)

    def on_rows(self) -> list[list[QAction]]:
        """What can be done with the rows chosen in a list, in groups, for its context menu."""
        groups = (
            [action for act, action in self if act.on_rows and act.menu == menu]
            for menu in _ON_ROWS
        )
        offered = ([action for action in group if action.isEnabled()] for group in groups)
        return [group for group in offered if group]

    def trigger_keys(self, keys: QKeySequence) -> bool:
        """Do what has these keys; False where nothing has, or it cannot be done now."""
        for _, action in self:
            if action.shortcut() == keys and action.isEnabled():
                action.trigger()
                return True
        return False
