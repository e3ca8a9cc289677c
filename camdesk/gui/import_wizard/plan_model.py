"""The rows of a plan, asked for one by one: up to a million of them, none is copied."""

from __future__ import annotations

import html
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont

from camdesk.gui.import_wizard.decided import Ticks
from camdesk.gui.import_wizard.visible_text import visible
from camdesk.gui.kit.theme import current, tabular
from camdesk.gui.models.table_model import Index, TableModel
from camdesk.importing.acts import VERDICTS, PlannedRow, Verdict
from camdesk.importing.review import Review
from camdesk.importing.run import problem_text
from camdesk.text.formats import UNKNOWN
from camdesk.text.i18n import tr

TICK, NUMBER, VERDICT, SAYS = range(4)
FIRST_CELL = 4
FIXED = Qt.ItemDataRole.UserRole  # whether a cell was fixed
TONE = Qt.ItemDataRole.UserRole + 1
TONES = {
    Verdict.NEW: "in_stock",
    Verdict.CHANGED: "in_service",
    Verdict.UNCHANGED: "planned",
    Verdict.DOUBTFUL: "proposed",
    Verdict.REFUSED: "failed",
}
_KEPT = 2000  # rows that need not be asked for again
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlanModel(TableModel):
    """`fixed` carries a place, a column and the text that a person puts there (None: back)."""

    fixed = Signal(int, str, object)
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._review: Review | None = None
        self._ticks: Ticks | None = None
        self._places: array[int] = array("q")
        self._columns: tuple[str, ...] = ()
        self._at: tuple[int, ...] = ()  # where the cells of the columns stand in a row
        self._rows: OrderedDict[int, PlannedRow] = OrderedDict()

    def show_review(self, review: Review, ticks: Ticks) -> None:
        """Show all rows of a plan; columns that mean something stand before the others."""
        table, mapping = review.meaning.table, review.meaning.mapping
        order = sorted(
            range(len(table.columns)), key=lambda at: table.columns[at] not in mapping.columns
        )
        self.beginResetModel()
        self._review, self._ticks = review, ticks
        self._at = tuple(order)
        self._columns = tuple(table.columns[at] for at in order)
        self.headings = (
            "", tr("Row"), tr("Verdict"), tr("What happens"), *map(visible, self._columns)
        )  # fmt: skip
        self._places = array("q", range(len(review)))
        self._rows.clear()
        self.endResetModel()

    def show_places(self, places: array[int]) -> None:
        """Show these rows of the plan alone."""
        self.beginResetModel()
        self._places = places
        self.endResetModel()

    def forget(self) -> None:
        """The plan is thrown away."""
        self.beginResetModel()
        self._review = self._ticks = None
        self._places = array("q")
        self._rows.clear()
        self.endResetModel()

    @property
    def places(self) -> array[int]:
        """The places in the plan of the rows shown."""
        return self._places

    def planned(self, row: int) -> PlannedRow:
        """A row of the plan, by its place on the screen."""
        assert self._review is not None
        place = self._places[row]
        known = self._rows.get(place)
        if known is None:
            known = self._rows[place] = self._review.row(place)
            if len(self._rows) > _KEPT:
                self._rows.popitem(last=False)
        return known

    def column_name(self, column: int) -> str:
        """The table's column that stands there; empty for our own columns."""
        place = column - FIRST_CELL
        return self._columns[place] if 0 <= place < len(self._columns) else ""

    def name_of(self, column: int) -> str:
        """What tells a column from the others, whatever the language."""
        return self.column_name(column) if column >= FIRST_CELL else f"#{column}"

    def is_fixed(self, row: int, column: int) -> bool:
        """Whether a person changed that cell."""
        if self._review is None or column < FIRST_CELL:
            return False
        fixes = self._review.fixes.get(self.planned(row).row.number)
        return fixes is not None and self.column_name(column) in fixes

    def original(self, row: int, column: int) -> str:
        """What the table itself says in that cell."""
        assert self._review is not None
        return self._review.original(self._places[row], self.column_name(column))

    def set_back(self, row: int, column: int) -> None:
        """Let the cell say again what the table says."""
        if self.is_fixed(row, column):
            self.fixed.emit(self._places[row], self.column_name(column), None)

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Tick rows on or off."""
        if self._ticks is None or not rows:
            return
        self._ticks.tick((self._places[row] for row in rows), on)
        self.dataChanged.emit(self.index(min(rows), TICK), self.index(max(rows), TICK))
        self.ticked.emit()

    def is_ticked(self, row: int) -> bool | None:
        """Whether the row will be imported; None where nobody can decide that."""
        return self._ticks.ticked(self._places[row]) if self._ticks is not None else None

    def judged_anew(self, place: int) -> None:
        """The row at a place of the plan has another verdict, or other changes."""
        self._rows.pop(place, None)
        row = bisect_left(self._places, place)  # the places stand in the order of the table
        if row < len(self._places) and self._places[row] == place:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.headings) - 1))

    # What Qt asks

    def count(self) -> int:
        return len(self._places)

    def cell(self, row: int, column: int) -> str:
        planned = self.planned(row)
        if column == NUMBER:
            return str(planned.row.number)
        if column == VERDICT:
            return tr(VERDICTS[planned.verdict])
        if column == SAYS:
            return says(planned)
        return visible(self.raw(row, column)) if column >= FIRST_CELL else ""

    def raw(self, row: int, column: int) -> str:
        """The text of a cell as it is."""
        cells = self.planned(row).row.cells
        at = self._at[column - FIRST_CELL]
        return cells[at] if at < len(cells) else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._review is None:
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.EditRole if column >= FIRST_CELL:
                return self.raw(row, column)
            case Qt.ItemDataRole.CheckStateRole if column == TICK:
                ticked = self.is_ticked(row)
                if ticked is None:
                    return None
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row, column)
            case Qt.ItemDataRole.FontRole if column == NUMBER:
                return tabular(QFont())
            case Qt.ItemDataRole.AccessibleTextRole if column == TICK:
                ticked = self.is_ticked(row)
                return "" if ticked is None else tr("imported") if ticked else tr("left out")
        if role == FIXED:
            return self.is_fixed(row, column)
        if role == TONE:
            return TONES[self.planned(row).verdict] if column == VERDICT else None
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK:
            self.tick([row], Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        if role != Qt.ItemDataRole.EditRole or column < FIRST_CELL:
            return False
        if str(value) != self.raw(row, column):
            back = str(value) == self.original(row, column)
            name = self.column_name(column)
            self.fixed.emit(self._places[row], name, None if back else str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() >= FIRST_CELL:
            flags |= Qt.ItemFlag.ItemIsEditable
        elif index.isValid() and index.column() == TICK and self.is_ticked(index.row()) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column == NUMBER else super().alignment(column)

    def _colour(self, row: int, column: int) -> QColor | None:
        planned, tokens = self.planned(row), current()
        if column in (NUMBER, SAYS):
            return QColor(tokens.muted)
        name = self.column_name(column)
        if any(problem.column == name for problem in planned.problems) and name:
            return QColor(tokens.error)
        assert self._review is not None
        if name and name not in self._review.meaning.mapping.columns:
            return QColor(tokens.muted)
        return None

    def _tip(self, row: int, column: int) -> str | None:
        text = says(self.planned(row)) if column == SAYS else ""
        if self.is_fixed(row, column):
            text = tr("The table says: {text}", text=self.original(row, column))
        elif name := self.column_name(column):
            problems = [one for one in self.planned(row).problems if one.column == name]
            text = "; ".join(problem_text(one) for one in problems)
        return f"<p>{html.escape(text)}</p>" if text else None


def says(planned: PlannedRow) -> str:
    """What becomes of a row and why, in one line."""
    if planned.problems:
        return "; ".join(problem_text(problem) for problem in planned.problems)
    if planned.verdict is Verdict.CHANGED:
        return "; ".join(
            f"{one.label}: {visible(one.old) or UNKNOWN} → {visible(one.new) or UNKNOWN}"
            for one in planned.changes
        )
    return "; ".join(problem_text(remark) for remark in planned.remarks)
