"""The rows of a file as they were read: what stands above, the header, the body, what is below."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QFont

from camdesk.domain.errors import N_, KnownError
from camdesk.gui.import_wizard.survey import ABOVE, BELOW, BODY, HEADER, Shown
from camdesk.gui.import_wizard.visible_text import visible
from camdesk.gui.kit.theme import current, tabular
from camdesk.gui.models.table_model import Index, TableModel
from camdesk.importing.reader import Oddity
from camdesk.text.formats import said
from camdesk.text.i18n import tr

NUMBER, PART = 0, 1
FIRST_CELL = 2
_MOST_BEYOND = 20  # columns shown behind those of the header
_PARTS = {ABOVE: N_("above the table"), HEADER: N_("header"), BELOW: N_("below the table")}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def oddity_text(oddity: Oddity) -> str:
    """What does not fit, in words."""
    return said(KnownError(oddity.message, "", **oddity.params))


class PreviewModel(TableModel):
    """The first rows, and further down those with problems; numbered as in the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: list[Shown] = []
        self._columns = 0

    def show_rows(self, columns: Sequence[str], rows: Sequence[Shown]) -> None:
        """Show these rows under the names of their columns."""
        self.beginResetModel()
        self._rows = list(rows)
        self._columns = len(columns)
        widest = max((len(row.cells) for row in rows), default=0)
        beyond = range(1, min(widest - len(columns), _MOST_BEYOND) + 1)
        self.headings = (
            tr("Row"), "", *(visible(name) for name in columns), *(f"+{n}" for n in beyond)
        )  # fmt: skip
        self.endResetModel()

    def add_odd(self, rows: Sequence[Shown]) -> None:
        """Show rows with problems that lie further down in the file, before what is below it."""
        known = {row.number for row in self._rows}
        new = [row for row in rows if row.number not in known]
        if not new:
            return
        place = len(self._rows)
        while place and self._rows[place - 1].part == BELOW:
            place -= 1
        self.beginInsertRows(QModelIndex(), place, place + len(new) - 1)
        self._rows[place:place] = new
        self.endInsertRows()

    def shown(self, row: int) -> Shown:
        """A row of the preview."""
        return self._rows[row]

    def place_of(self, number: int) -> int | None:
        """Where the row of that number is shown."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), None)

    def parts(self) -> list[str]:
        """Which part of the table each row belongs to."""
        return [row.part for row in self._rows]

    def count(self) -> int:
        return len(self._rows)

    def cell(self, row: int, column: int) -> str:
        one = self._rows[row]
        if column == NUMBER:
            return str(one.number)
        if column == PART:
            return tr("problem") if one.oddity else tr(_PARTS[one.part]) if one.part != BODY else ""
        place = column - FIRST_CELL
        return visible(one.cells[place]) if place < len(one.cells) else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole:
            if one.oddity is not None and index.column() == PART:
                return QColor(current().error)
            muted = one.part in (ABOVE, BELOW) or index.column() in (NUMBER, PART)
            return QColor(current().muted) if muted else None
        if role == Qt.ItemDataRole.FontRole:
            return self._font(one, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            text = oddity_text(one.oddity) if one.oddity else ""
            return f"<p>{html.escape(text)}</p>" if text else None
        return super().data(index, role)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column == NUMBER else super().alignment(column)

    @staticmethod
    def _font(one: Shown, column: int) -> QFont | None:
        if column == NUMBER:
            return tabular(QFont())
        if one.part == HEADER and column >= FIRST_CELL:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None
