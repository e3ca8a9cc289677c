"""The pages of the window, at its left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from camdesk.gui.kit import icons
from camdesk.gui.kit.labels import ElidedLabel, tip
from camdesk.gui.kit.tokens import ROW_HEIGHT, SIDEBAR_ICON, Space

WIDTH = 208
MAXIMUM_WIDTH = 280
COMPACT_WIDTH = 64
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the window: its key, its name in the language in use, its icon."""

    key: str
    text: str
    icon: str


class SideBar(QFrame):
    """Lets one choose among `pages`, by mouse or by arrows.

    Emits `chosen` with the key of the page when another page is wanted.
    """

    chosen = Signal(str)

    def __init__(
        self,
        pages: Sequence[Page],
        title: str = "camdesk",
        subtitle: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._pages = tuple(pages)
        self._buttons: dict[str, QToolButton] = {}
        self._title = ElidedLabel(title, "title")
        self._subtitle = ElidedLabel(subtitle, "muted")
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(Space.M, 0, Space.XS, Space.M)
        head.setSpacing(Space.XS)
        head.addWidget(self._title)
        head.addWidget(self._subtitle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        self._column.setSpacing(2)
        self._column.addWidget(self._head)
        self._group = QButtonGroup(self)
        for place, page in enumerate(self._pages, 1):
            self._add(page, place)
        self._column.addStretch(1)
        self.set_compact(False)
        if self._pages:
            self.set_current(self._pages[0].key)

    def current(self) -> str:
        """The key of the page that is marked."""
        return next((key for key, b in self._buttons.items() if b.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Mark the page `key`, silently."""
        self._buttons[key].setChecked(True)
        for other, button in self._buttons.items():
            # One stop for Tab; arrows go on from there.
            own = Qt.FocusPolicy.TabFocus if other == key else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(own)

    def choose(self, key: str) -> None:
        """Mark the page `key` and ask for it."""
        self.set_current(key)
        self.chosen.emit(key)

    def set_subtitle(self, text: str) -> None:
        """Say beneath the title whose register this is."""
        self._subtitle.setText(text)

    def set_compact(self, compact: bool) -> None:
        """Only the icons, where the window is narrow; the names become tool tips."""
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if compact
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        gap = 0 if compact else Space.S
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
            button.setIconSize(QSize(SIDEBAR_ICON + gap, SIDEBAR_ICON))
        self._head.setVisible(not compact)
        self.setFixedWidth(COMPACT_WIDTH if compact else self._wide())

    def add_footer(self, widget: QWidget) -> None:
        """Put a small control at the bottom."""
        self._column.addWidget(widget)

    def button(self, key: str) -> QToolButton:
        """The button of the page `key`."""
        return self._buttons[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [page.key for page in self._pages]
        here = keys.index(self.current()) if self.current() else 0
        if event.key() in _STEPS:
            here = (here + _STEPS[Qt.Key(event.key())]) % len(keys)
        elif event.key() == Qt.Key.Key_Home:
            here = 0
        elif event.key() == Qt.Key.Key_End:
            here = len(keys) - 1
        else:
            super().keyPressEvent(event)
            return
        self.choose(keys[here])
        self._buttons[keys[here]].setFocus(Qt.FocusReason.TabFocusReason)

    def _wide(self) -> int:
        """Wide enough for the longest name, in bold: it is so when chosen."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        longest = max((metrics.horizontalAdvance(p.text) for p in self._pages), default=0)
        beside = SIDEBAR_ICON + 6 * Space.M
        return max(WIDTH, min(longest + beside, MAXIMUM_WIDTH))

    def _add(self, page: Page, place: int) -> None:
        button = _PageButton(page)
        self._group.addButton(button)
        self._buttons[page.key] = button
        button.clicked.connect(lambda: self.choose(page.key))
        if place <= 9:
            # The keys themselves belong to the window's actions.
            text = QKeySequence(f"Ctrl+{place}").toString(QKeySequence.SequenceFormat.NativeText)
            tip(button, f"{page.text}  {text}")
        self._column.addWidget(button)


class _PageButton(QToolButton):
    """The button of one page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setCheckable(True)
        self.setText(page.text.replace("&", "&&"))
        self.setAccessibleName(page.text)
        self.setIcon(icons.icon(page.icon))
        self.setFixedHeight(ROW_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
