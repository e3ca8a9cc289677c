"""A grid of texts under its own headings: a table as it was read, or the verdicts on its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from camdesk.gui.models.table_model import TableModel

_LONGEST = 200  # letters of a cell that are worth painting


class GridModel(TableModel):
    """Headings and rows of text; the first column is the number of the row in its file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: Sequence[Sequence[str]] = ()

    def show_grid(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows; each is as wide as `headings`, or its missing cells stay empty."""
        self.beginResetModel()
        self.headings = tuple(headings)
        self._rows = rows
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def cell(self, row: int, column: int) -> str:
        cells = self._rows[row]
        text = cells[column] if column < len(cells) else ""
        return " ".join(text[:_LONGEST].split())
