"""The columns of a list: which are shown, in what order and how wide.

The last column shown takes the room that is left, and never less than its own width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from camdesk.gui.kit.settings import Column

LEAST_WIDTH = 48


class ListColumns(QObject):
    """Keeps the header of a list as the clerk left it; columns go by their names."""

    changed = Signal()  # by the clerk: worth remembering

    def __init__(self, header: QHeaderView, names: Sequence[str], room: Callable[[], int]) -> None:
        super().__init__(header)
        self._header = header
        self._names = tuple(names)
        self._room = room
        self._widths: dict[str, int] = dict.fromkeys(names, LEAST_WIDTH)
        self._busy = False
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(LEAST_WIDTH)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)

    def shown(self) -> list[str]:
        """The names of the columns shown, from left to right."""
        return [self._names[column] for column in self.visible()]

    def visible(self) -> list[int]:
        """The columns shown, from left to right."""
        header = self._header
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not header.isSectionHidden(column)]

    def show(self, names: Iterable[str]) -> None:
        """Show exactly these columns, in this order."""
        wanted = [name for name in names if name in self._names]
        self._arrange(wanted, wanted)

    def set_shown(self, name: str, shown: bool) -> None:
        """Show a column where it last stood, or hide it; the last one stays."""
        column = self._names.index(name)
        if shown == (not self._header.isSectionHidden(column)):
            return
        if not shown and len(self.visible()) == 1:
            return
        self._busy = True
        self._header.setSectionHidden(column, not shown)
        self._busy = False
        self.fit()
        self.changed.emit()

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Give columns their widths, by their names."""
        for name, width in widths.items():
            if name in self._widths:
                self._widths[name] = max(LEAST_WIDTH, width)
        self.fit()

    def fit(self) -> None:
        """Lay the columns out in the room that there is."""
        visible = self.visible()
        if self._busy or not visible:
            return
        self._busy = True
        widths = [self._widths[self._names[column]] for column in visible]
        widths[-1] = max(widths[-1], self._room() - sum(widths[:-1]))
        for column, width in zip(visible, widths, strict=True):
            self._header.resizeSection(column, width)
        self._busy = False

    def state(self) -> list[Column]:
        """What to remember: the columns in their order."""
        header = self._header
        order = (header.logicalIndex(place) for place in range(header.count()))
        names = [(column, self._names[column]) for column in order]
        return [
            Column(name, self._widths[name], not header.isSectionHidden(column))
            for column, name in names
        ]

    def restore(self, state: Iterable[Column]) -> None:
        """Take what was remembered; columns that are no more are passed over."""
        kept = [column for column in state if column.name in self._names]
        self.set_widths({column.name: column.width for column in kept})
        shown = [column.name for column in kept if column.visible]
        if shown:
            self._arrange([column.name for column in kept], shown)

    def _arrange(self, order: Sequence[str], shown: Sequence[str]) -> None:
        """Put the columns `order` first and show those of `shown`; the hidden keep their place."""
        header = self._header
        self._busy = True
        for place, name in enumerate(order):
            header.moveSection(header.visualIndex(self._names.index(name)), place)
        for column, name in enumerate(self._names):
            header.setSectionHidden(column, name not in shown)
        self._busy = False
        self.fit()

    def _moved(self) -> None:
        if not self._busy:
            self.fit()
            self.changed.emit()

    def _resized(self, column: int, _old: int, width: int) -> None:
        if not self._busy and not self._header.isSectionHidden(column):
            self._widths[self._names[column]] = width
            self.changed.emit()
