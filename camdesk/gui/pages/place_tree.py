"""Districts and the places within them as a tree, with what hangs there."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from camdesk.gui.asking import ask
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.store import places
from camdesk.store.places import PlaceCount
from camdesk.text.formats import number_text
from camdesk.text.i18n import language, ntr, tr

WIDTH = 256
_ROW = 28
_PLACE = Qt.ItemDataRole.UserRole
_EVERYTHING = "everything"


class PlaceTree(QTreeWidget):
    """Emits `chosen` with the id of a place, None for "place unknown", "" for everything."""

    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(tr("Districts"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setFixedWidth(WIDTH)
        self.setProperty("role", "pages")
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        self.setIndentation(Space.L)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._said)
        session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Count again."""
        tongue = language()
        ask(
            self,
            self._session,
            "place tree",
            lambda connection: places.tree(connection, tongue),
            self._show,
        )

    def let_go(self) -> None:
        """Stand on everything, silently."""
        self.blockSignals(True)
        if (everything := self.topLevelItem(0)) is not None:
            self.setCurrentItem(everything)
        self.blockSignals(False)

    def _show(self, counted: list[PlaceCount]) -> None:
        current = self.currentItem()
        kept = current.data(0, _PLACE) if current is not None else _EVERYTHING
        opened = (
            {item.data(0, _PLACE) for item in self._items() if item.isExpanded()}
            if self.topLevelItemCount()
            else None
        )
        self.blockSignals(True)
        self.clear()
        everything = QTreeWidgetItem([tr("Everything"), ""])
        everything.setSizeHint(0, QSize(0, _ROW))
        everything.setData(0, _PLACE, _EVERYTHING)
        self.addTopLevelItem(everything)
        items: dict[int, QTreeWidgetItem] = {}
        for one in counted:
            item = _item(one)
            if one.id is not None:
                items[one.id] = item
            above = items.get(one.parent) if one.parent is not None else None
            if above is None:
                self.addTopLevelItem(item)
            else:
                above.addChild(item)
        for item in self._items():
            level_one = item.parent() is None
            item.setExpanded(level_one if opened is None else item.data(0, _PLACE) in opened)
            if item.data(0, _PLACE) == kept:
                self.setCurrentItem(item)
        if self.currentItem() is None:
            self.setCurrentItem(everything)
        self.blockSignals(False)

    def _items(self) -> list[QTreeWidgetItem]:
        walk, found = QTreeWidgetItemIterator(self), []
        while (item := walk.value()) is not None:
            found.append(item)
            walk += 1
        return found

    def _said(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            place = item.data(0, _PLACE)
            self.chosen.emit("" if place == _EVERYTHING else place)


def _item(one: PlaceCount) -> QTreeWidgetItem:
    name = one.name or tr("Place unknown")
    item = QTreeWidgetItem([name, number_text(one.cameras) if one.cameras else ""])
    item.setData(0, _PLACE, one.id)
    item.setSizeHint(0, QSize(0, _ROW))
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    parts = [
        name,
        ntr("{count} site", "{count} sites", one.sites, count=number_text(one.sites)),
        ntr("{count} camera", "{count} cameras", one.cameras, count=number_text(one.cameras)),
    ]
    if one.systems:
        parts.append(
            ntr("{count} system", "{count} systems", one.systems, count=number_text(one.systems))
        )
    for column in (0, 1):
        item.setToolTip(column, f"<p>{html.escape(', '.join(parts))}</p>")
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(parts))
    return item
