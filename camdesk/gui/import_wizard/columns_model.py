"""The columns of the table to be imported, one line each: what stands in it and what it means."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from camdesk.gui.import_wizard.meaning import Line, Meaning
from camdesk.gui.import_wizard.target_labels import group_label
from camdesk.gui.import_wizard.visible_text import visible
from camdesk.gui.kit.theme import current
from camdesk.gui.models.table_model import Index, TableModel
from camdesk.importing.fields import RULES
from camdesk.text.i18n import ntr, tr

COLUMN, EXAMPLES, MEANS, DIFFERS = range(4)
_EXAMPLES = 3


class ColumnsModel(TableModel):
    """One row for each column of the table."""

    def __init__(self, meaning: Meaning, parent: QObject | None = None) -> None:
        super().__init__((tr("Column"), tr("Examples"), tr("Means"), tr("If it differs")), parent)
        self._meaning = meaning

    def show_meaning(self, meaning: Meaning) -> None:
        """Show the columns of another mapping."""
        self.beginResetModel()
        self._meaning = meaning
        self.endResetModel()

    def refresh(self) -> None:
        """The meaning of columns is another now."""
        if self._meaning.lines:
            last = self.index(len(self._meaning.lines) - 1, DIFFERS)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> Line:
        """The line of a row."""
        return self._meaning.lines[row]

    def trouble(self, row: int) -> str:
        """What still has to be said of a column; empty where it is clear."""
        line = self._meaning.lines[row]
        if line.constant == "" and line.target is not None:
            return tr("what is it?")
        if self._meaning.asks_order(line) and line.order is None:
            return tr("order of the date?")
        unknown = len(self._meaning.unknown(line))
        if unknown:
            return ntr("{n} word without a meaning", "{n} words without a meaning", unknown)
        return ""

    def count(self) -> int:
        return len(self._meaning.lines)

    def cell(self, row: int, column: int) -> str:
        line = self._meaning.lines[row]
        if column == COLUMN:
            return visible(line.column) if line.constant is None else tr("in all rows")
        if column == EXAMPLES:
            texts = list(self._meaning.texts_of(line))[:_EXAMPLES]
            return " · ".join(visible(text, 40) for text in texts)
        if column == MEANS:
            return self._means(row, line)
        rule = self._meaning.rule(line)
        return tr(RULES[rule]) if rule is not None else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(index.row(), index.column())
        return super().data(index, role)

    def _means(self, row: int, line: Line) -> str:
        if line.target is None:
            return tr("— left aside —")
        label, group = tr(self._meaning.targets[line.target].label), group_label(line.target)
        trouble = self.trouble(row)
        if trouble:
            return f"{label} · {trouble}"
        parts = [label, *([group] if group != label else [])]
        if line.target in self._meaning.keys:
            parts.append(tr("key"))
        return " · ".join(parts)

    def _colour(self, row: int, column: int) -> QColor | None:
        line = self._meaning.lines[row]
        if column == MEANS and line.target is not None and self.trouble(row):
            return QColor(current().error)
        own = column == COLUMN and line.constant is None
        muted = column == EXAMPLES or (not own and (line.target is None or column == COLUMN))
        return QColor(current().muted) if muted else None
