"""A list of names at the left of a page, of which one is chosen: reports, reference books."""

from __future__ import annotations

import html
from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import ROW_HEIGHT, SMALL_PT, Space

_KEY = Qt.ItemDataRole.UserRole
WIDEST = 240  # more would be taken from the page beside it
BESIDE_NAME = 28  # the margins of a name


class SideList(QWidget):
    """A title and names below it; emits `chosen` with the key of the name that is come to."""

    chosen = Signal(str)

    def __init__(self, title: str, names: Iterable[tuple[str, str]], width: int) -> None:
        """`names` are pairs of key and text; one without a key is a heading."""
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setUniformItemSizes(True)
        self.list.setProperty("role", "pages")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._keys: list[str] = []
        heading = QFont(self.list.font())
        heading.setPointSizeF(SMALL_PT)
        heading.setWeight(QFont.Weight.DemiBold)
        for key, text in names:
            item = QListWidgetItem(text, self.list)
            item.setData(_KEY, key)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            if not key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setFont(heading)
            item.setToolTip(f"<p>{html.escape(text)}</p>")
            self._keys.append(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        self._title = Label(title, "title", wrap=True)
        self._width = width
        self.setFixedWidth(width)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.currentItemChanged.connect(
            lambda item, _before: self.chosen.emit(item.data(_KEY)) if item.data(_KEY) else None
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The fonts are known by now; some languages need more than the usual width.
        texts = [self.list.item(row).text() for row in range(self.list.count())]
        names = max(self.list.fontMetrics().horizontalAdvance(text) for text in texts)
        title = self._title.fontMetrics().horizontalAdvance(self._title.text())
        wanted = max(names + BESIDE_NAME, title + 1) + 2 * Space.L
        self.setFixedWidth(max(self._width, min(wanted, WIDEST)))

    def begin(self) -> None:
        """Come to the first name."""
        self.choose(next(key for key in self._keys if key))

    def choose(self, key: str) -> bool:
        """Come to the name of `key`; False where there is none."""
        if not key or key not in self._keys:
            return False
        self.list.setCurrentRow(self._keys.index(key))
        return True
