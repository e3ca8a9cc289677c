"""The rows of a report that was made, all in memory; shown like any other list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from camdesk.gui.models.cell_text import NUMERIC, CellTexts
from camdesk.reports.catalogue import ReportColumn
from camdesk.store.tables import Value
from camdesk.text.i18n import tr

Index = QModelIndex | QPersistentModelIndex
ReportRow = Sequence[Value]
_TEXT_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
# Kinds whose words are not in the order of their values; EDTF dates and numbers are.
_BY_TEXT = frozenset({"text", "state", "unit", "yes_no", "action"})
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ReportModel(QAbstractTableModel):
    """A table of fixed columns. `ids`, `row`, `text` and `show_rows` are what PaintedTable asks."""

    def __init__(self, columns: Sequence[ReportColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.ids: Sequence[int] = range(0)
        self._rows: list[ReportRow] = []
        self._texts = CellTexts()
        self._labels = [tr(column.label) for column in columns]
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

    def text(self, column: int, value: Value) -> str:
        """How `value` is shown in `column`."""
        return self._texts.text(self.columns[column].kind, value)

    def show_rows(self, first: int, last: int, *, patient: bool = False) -> None:
        """Nothing needs to be fetched."""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, unknown values last; -1 leaves the rows as they stand."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        self._sort()
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in _TEXT_ROLES:
            return self.text(index.column(), self._rows[index.row()][index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[index.column()])
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._labels[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

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


def _alignment(column: ReportColumn) -> Qt.AlignmentFlag:
    return _RIGHT if column.kind in NUMERIC else _LEFT
