"""A sheet to be filled: what tells its rows apart, and the cells that are typed."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from camdesk.domain.errors import N_, KnownError
from camdesk.gui.forms.fill_values import CellReader, coordinates
from camdesk.gui.kit.theme import current
from camdesk.gui.models.cell_text import NUMERIC, CellTexts
from camdesk.gui.models.table_model import Index, TableModel
from camdesk.gui.operations import Paper
from camdesk.store.fill import Cell as Place
from camdesk.store.fill_sheet import FillRow, FillSheet
from camdesk.store.tables import Value
from camdesk.text.formats import UNKNOWN, advice, said
from camdesk.text.i18n import tr

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
Spot = tuple[int, int]
"""A row of the table and a column of those to be filled."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a cell, and what it means or why it means nothing."""

    text: str
    value: Value | Paper = None
    error: KnownError | None = None


class FillModel(TableModel):
    """Cells keep what was typed, right or wrong; each change can be taken back."""

    changed = Signal()
    text_roles = TableModel.text_roles | {Qt.ItemDataRole.EditRole}

    def __init__(self, sheet: FillSheet, reader: CellReader, parent: QObject | None = None) -> None:
        known = [tr(one.label) for one in sheet.known]
        headings = [*known, *(tr(one.label) for one in reader.facts)]
        super().__init__(headings, parent)
        self.first = len(sheet.known)  # of the columns that can be filled
        self.reader = reader
        self._kinds = [one.kind for one in sheet.known]
        self._together = sheet.table == "site"  # half of a pair of coordinates is no place
        self._rows: list[FillRow] = list(sheet.rows)
        self._typed: dict[Place, Typed] = {}
        self._undo: list[dict[Place, Typed | None]] = []
        self._texts = CellTexts()

    # What was typed

    def put(self, row: int, column: int, lines: Sequence[Sequence[str]]) -> int:
        """Type `lines` from a cell on downwards and to the right; how many found no room."""
        texts: dict[Spot, str] = {}
        for down, line in enumerate(lines):
            for across, text in enumerate(line):
                texts[row + down, column + across] = text
        inside = {
            (at, to): text
            for (at, to), text in texts.items()
            if at < len(self._rows) and to < len(self.reader.facts)
        }
        self.type(inside)
        return len(texts) - len(inside)

    def type(self, texts: Mapping[Spot, str]) -> None:
        """Type into cells, as one change; an empty text clears a cell."""
        before: dict[Place, Typed | None] = {}
        for (row, column), text in texts.items():
            pair = coordinates(text) if self._together and column == 0 else None
            for offset, one in enumerate(pair or (text,)):
                place = self._place(row, column + offset)
                before.setdefault(place, self._typed.get(place))
                self._set(row, column + offset, one)
        if before:
            self._undo.append(before)
            self._tell()

    def undo(self) -> None:
        """Take the latest change back."""
        if not self._undo:
            return
        for place, typed in self._undo.pop().items():
            if typed is None:
                self._typed.pop(place, None)
            else:
                self._typed[place] = typed
        self._tell()

    def typed_rows(self) -> list[int]:
        """The ids of the rows in which something was typed."""
        return list(dict.fromkeys(row for row, _ in self._typed))

    def good(self) -> dict[int, dict[str, Value | Paper]]:
        """What can be saved: by row the facts, where all cells of the row are right."""
        wrong = {row for row, _ in self._wrong()}
        good: dict[int, dict[str, Value | Paper]] = {}
        for (row, column), typed in self._typed.items():
            if row not in wrong:
                good.setdefault(row, {})[column] = typed.value
        return good

    def error_at(self, row: int, column: int) -> str:
        """Why a cell is wrong, with advice; empty where it is not."""
        error = self._wrong_at(self._place(row, column))
        return "" if error is None else f"{said(error)} {advice(error)}".strip()

    def remark_at(self, row: int, column: int) -> str:
        """What is worth saying of a cell that is right."""
        typed = self._typed.get(self._place(row, column))
        return "" if typed is None else self.reader.remark(typed.value)

    def next_wrong(self, after: Spot) -> Spot | None:
        """The next cell that is wrong, beginning anew at the end."""
        wrong = set(self._wrong())
        spots = [
            (row, column)
            for row, one in enumerate(self._rows)
            for column, fact in enumerate(self.reader.facts)
            if (one.id, fact.column) in wrong
        ]
        return next((spot for spot in spots if spot > after), spots[0] if spots else None)

    def refuse(self, cells: Mapping[Place, KnownError]) -> None:
        """The register does not take these cells: say why, until they are typed anew."""
        for place, error in cells.items():
            if place in self._typed:
                self._typed[place] = Typed(self._typed[place].text, None, error)
        self._undo.clear()
        self._tell()

    def drop(self, rows: Mapping[int, object]) -> None:
        """These rows are saved: they leave the sheet."""
        self.beginResetModel()
        self._rows = [row for row in self._rows if row.id not in rows]
        self._typed = {place: one for place, one in self._typed.items() if place[0] not in rows}
        self._undo.clear()
        self.endResetModel()
        self.changed.emit()

    # What Qt asks

    def count(self) -> int:
        return len(self._rows)

    def cell(self, row: int, column: int) -> str:
        if column < self.first:
            return self._texts.text(self._kinds[column], self._rows[row].known[column])
        return self.text(row, column - self.first)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell of those to be filled."""
        typed = self._typed.get(self._place(row, column))
        return typed.text if typed is not None else ""

    def title(self, row: int) -> str:
        """What tells a row from the others, in one line."""
        texts = (
            self.cell(row, column) for column in range(self.first) if not self.is_the_same(column)
        )
        return " · ".join(text for text in texts if text != UNKNOWN)

    def is_the_same(self, column: int) -> bool:
        """Whether a column to be read says the same of every row, and is not the first of them."""
        if not 0 < column < self.first:
            return False
        return len({row.known[column] for row in self._rows}) == 1

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        numeric = column < self.first and self._kinds[column] in NUMERIC
        return _RIGHT if numeric else super().alignment(column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if index.column() >= self.first else Qt.ItemFlag.ItemIsEnabled

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() < self.first:
            return False
        if str(value) != self.cell(index.row(), index.column()):
            self.type({(index.row(), index.column() - self.first): str(value)})
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role in (
            Qt.ItemDataRole.ForegroundRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self._look(index.row(), index.column(), role)
        return super().data(index, role)

    def _look(self, row: int, column: int, role: int) -> object:
        fillable = column >= self.first
        error = self.error_at(row, column - self.first) if fillable else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            # Escaped, because a tool tip takes for markup whatever looks like it.
            said_of = error or self.cell(row, column)
            return f"<p>{html.escape(said_of)}</p>" if said_of else None
        if error:
            return QColor(current().error)
        return None if fillable else QColor(current().muted)

    def _place(self, row: int, column: int) -> Place:
        return self._rows[row].id, self.reader.facts[column].column

    def _set(self, row: int, column: int, text: str) -> None:
        place = self._place(row, column)
        try:
            value = self.reader.value(column, self._rows[row], text)
        except KnownError as error:
            self._typed[place] = Typed(text.strip(), None, error)
            return
        if value is None:
            self._typed.pop(place, None)
        else:
            self._typed[place] = Typed(self.reader.shown(column, text, value), value)

    def _wrong(self) -> list[Place]:
        return [place for place in self._typed if self._wrong_at(place) is not None]

    def _wrong_at(self, place: Place) -> KnownError | None:
        typed = self._typed.get(place)
        if typed is None:
            return None
        if typed.error is None and self._together:
            for one in self.reader.facts:
                if (place[0], one.column) not in self._typed:
                    return KnownError(
                        N_("“{name}” is missing."),
                        N_("Both coordinates make a place."),
                        name=tr(one.label),
                    )
        return typed.error

    def _tell(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.headings) - 1)
            self.dataChanged.emit(self.index(0, self.first), last)
        self.changed.emit()
