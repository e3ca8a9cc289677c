"""The rows of a report that was made, all in memory; shown like any other list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from camdesk.gui.models.table_model import ValuesModel
from camdesk.reports.catalogue import ReportColumn
from camdesk.store.tables import Value

ReportRow = Sequence[Value]
# Kinds whose words are not in the order of their values; EDTF dates and numbers are.
_BY_TEXT = frozenset({"text", "state", "unit", "yes_no", "action"})


class ReportModel(ValuesModel):
    """A table of fixed columns. `ids`, `row`, `text` and `show_rows` are what PaintedTable asks."""

    def __init__(self, columns: Sequence[ReportColumn], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.ids: Sequence[int] = range(0)
        self._rows: list[ReportRow] = []
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show_report(self, rows: list[ReportRow]) -> None:
        """Show `rows`, sorted as the rows before."""
        self.beginResetModel()
        self._rows = rows
        self.ids = range(len(rows))
        self._sort()
        self.endResetModel()

    def row(self, row: int) -> ReportRow | None:
        """The values of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def show_rows(self, first: int, last: int, *, patient: bool = False) -> None:
        """Nothing needs to be fetched."""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, unknown values last; -1 leaves the rows as they stand."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        self._sort()
        self.layoutChanged.emit()

    def count(self) -> int:
        return len(self._rows)

    def _sort(self) -> None:
        column, order = self._sorted
        if column < 0:
            return
        by_text = self.columns[column].kind in _BY_TEXT

        def key(row: ReportRow) -> object:
            value = row[column]
            return self.text(column, value).casefold() if by_text else value

        known = [row for row in self._rows if row[column] is not None]
        known.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)  # type: ignore[arg-type]
        self._rows = known + [row for row in self._rows if row[column] is None]
