"""Buttons: one primary to a pane, plain ones, and icons that say their name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from camdesk.gui.kit import icons
from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.labels import tip
from camdesk.gui.kit.tokens import CONTROL_HEIGHT, ICON, Space


class Button(QPushButton):
    """A button with a text; Enter presses it as Space does."""

    def __init__(
        self,
        text: str,
        clicked: Callable[[], object] | None = None,
        *,
        icon: str = "",
        primary: bool = False,
        flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setAccessibleName(text)
        self.setProperty("primary", primary)
        if flat:
            self.setProperty("flat", True)
        if icon:
            ink = Ink.ON_ACCENT if primary else Ink.ACCENT if flat else Ink.TEXT
            self.setIcon(icons.icon(icon, ink))
            self.setIconSize(QSize(ICON + Space.XS, ICON))
        self.setAutoDefault(True)
        if clicked is not None:
            self.clicked.connect(lambda: clicked())

    def set_menu(self, menu: QMenu) -> None:
        """Open `menu` when pressed."""
        self.setProperty("hasMenu", True)
        self.setMenu(menu)


class IconButton(QToolButton):
    """A button that is an icon; its name is the tool tip and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        name: str,
        clicked: Callable[[], object] | None = None,
        *,
        ink: Ink = Ink.MUTED,
        size: int = CONTROL_HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon(icon, ink))
        self.setIconSize(QSize(ICON, ICON))
        self.setFixedSize(size, size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        tip(self, name)
        if clicked is not None:
            self.clicked.connect(lambda: clicked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
