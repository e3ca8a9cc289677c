"""A list of names at the left of a page, of which one is chosen: reports, reference books."""

from __future__ import annotations

import html
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from camdesk.gui.kit.icons import Ink, icon
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import ROW_HEIGHT, SMALL_PT, Space

_KEY = Qt.ItemDataRole.UserRole
WIDEST = 240  # more would be taken from the page beside it
BESIDE_NAME = 28  # the margins of a name


class SideList(QWidget):
    """A title and names below it; emits `chosen` with the key of the name that is come to."""

    chosen = Signal(str)

    def __init__(
        self, title: str, names: Iterable[tuple[str, str]], width: int, *, search: str = ""
    ) -> None:
        """`names` are pairs of key and text; one without a key is a heading. `search` is the hint
        of a field that finds names, where there are many."""
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
        self.search = QLineEdit()
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", Ink.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.search.setVisible(bool(search))
        column.addWidget(self.search)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the search to the first name that was found."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                found = [k for row, k in enumerate(self._keys) if k and self._is_shown(row)]
                if found:
                    self.choose(found[0])
                    self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _find(self, text: str) -> None:
        """Show the names in which every word of `text` stands, and the headings above them."""
        words = text.casefold().split()
        heading: int | None = None
        for row, key in enumerate(self._keys):
            item = self.list.item(row)
            if not key:
                heading = row
                item.setHidden(bool(words))
                continue
            found = all(word in item.text().casefold() for word in words)
            item.setHidden(not found)
            if found and heading is not None:
                self.list.item(heading).setHidden(False)

    def _is_shown(self, row: int) -> bool:
        return not self.list.item(row).isHidden()

    def begin(self) -> None:
        """Come to the first name."""
        self.choose(next(key for key in self._keys if key))

    def choose(self, key: str) -> bool:
        """Come to the name of `key`; False where there is none."""
        if not key or key not in self._keys:
            return False
        self.list.setCurrentRow(self._keys.index(key))
        return True
