"""What every table here answers to Qt: its size, its headings, and texts by role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from camdesk.gui.models.cell_text import NUMERIC, CellTexts
from camdesk.store.tables import Value
from camdesk.text.i18n import tr

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """Texts under headings; a table says how many rows it has, and the text of a cell."""

    text_roles = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})

    def __init__(self, headings: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def cell(self, row: int, column: int) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Where a column and its heading stand: at the left, unless a table knows better."""
        return _LEFT

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in self.text_roles:
            return self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(section)
        return None


class KindColumn(Protocol):
    """A column that says of what kind its values are."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def kind(self) -> str: ...


class ValuesModel(TableModel):
    """A table of values of the register, each shown as the kind of its column demands."""

    def __init__(self, columns: Sequence[KindColumn], parent: QObject | None = None) -> None:
        super().__init__([tr(column.label) for column in columns], parent)
        self.columns = tuple(columns)
        self._texts = CellTexts()

    def row(self, row: int) -> Sequence[Value] | None:
        """The values of a row in the order of `columns`; None where they are not here."""
        raise NotImplementedError

    def text(self, column: int, value: Value) -> str:
        """How `value` is shown in `column`."""
        return self._texts.text(self.columns[column].kind, value)

    def cell(self, row: int, column: int) -> str:
        values = self.row(row)
        return "" if values is None else self.text(column, values[column])

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if self.columns[column].kind in NUMERIC else _LEFT
