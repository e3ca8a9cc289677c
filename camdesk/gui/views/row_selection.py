"""Which rows are selected, as ranges: a million of them cost as much as one."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex

Range = tuple[int, int]
"""The first and the last row."""


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same rows in order, as ranges that neither touch nor overlap."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


class RowSelection:
    """The rows that a selection model of a table of whole rows has selected."""

    def __init__(self, model: QItemSelectionModel) -> None:
        self._model = model
        self._ranges: list[Range] = []
        self._starts: list[int] = []
        self.update()

    def update(self) -> None:
        """Look again."""
        parts = self._model.selection().toList()
        self._ranges = merged((part.top(), part.bottom()) for part in parts if part.isValid())
        self._starts = [first for first, _ in self._ranges]

    @property
    def ranges(self) -> Sequence[Range]:
        """The rows selected, as ranges in order."""
        return self._ranges

    def count(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in self._ranges)

    def __contains__(self, row: int) -> bool:
        at = bisect_right(self._starts, row) - 1
        return at >= 0 and row <= self._ranges[at][1]

    def of(self, ids: array[int]) -> array[int]:
        """The ids of the rows selected, in their order; `ids` itself where that is all of them."""
        if self.count() == len(ids):
            return ids
        if len(self._ranges) == 1:
            first, last = self._ranges[0]
            return ids[first : last + 1]
        chosen: array[int] = array("q")
        for first, last in self._ranges:
            chosen.extend(ids[first : last + 1])
        return chosen

    def select(self, rows: Iterable[int]) -> None:
        """Select exactly these rows."""
        model = self._model.model()
        last_column = model.columnCount() - 1
        selection = QItemSelection()
        for first, last in merged((row, row) for row in rows):
            selection.select(model.index(first, 0), model.index(last, last_column))
        self._model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def make_current(self, index: QModelIndex) -> None:
        """Make `index` current and leave the selection as it is."""
        self._model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
