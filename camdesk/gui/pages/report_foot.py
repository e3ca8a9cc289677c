"""The foot of a report: what its columns come to, for each unit apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from camdesk.gui.kit import theme
from camdesk.gui.kit.theme import tabular
from camdesk.gui.models.cell_text import cell_text
from camdesk.gui.views.listing_delegate import PADDING
from camdesk.gui.views.painted_table import PaintedTable
from camdesk.reports.catalogue import ReportColumn
from camdesk.store.tables import Value
from camdesk.text.i18n import tr

Total = tuple[str | None, dict[int, int]]
"""A unit, and by column what it comes to."""


def totals(columns: Sequence[ReportColumn], rows: Sequence[Sequence[Value]]) -> list[Total]:
    """What the columns that add up come to; systems and cameras are never added up."""
    adding = [place for place, column in enumerate(columns) if column.adds_up]
    unit = next((p for p, column in enumerate(columns) if column.kind == "unit"), None)
    if not adding:
        return []
    found: dict[str | None, dict[int, int]] = {}
    for row in rows:
        of = found.setdefault(None if unit is None else row[unit], {})  # type: ignore[arg-type]
        for place in adding:
            if row[place] is not None:
                of[place] = of.get(place, 0) + int(row[place] or 0)
    if len(found) == len(rows):  # the rows say it already
        return []
    return sorted(found.items(), key=lambda total: (total[0] is None, total[0] or ""))


class ReportFoot(QWidget):
    """Totals below the columns of a table, which they follow."""

    def __init__(self) -> None:
        super().__init__()
        self._table: PaintedTable | None = None
        self._columns: Sequence[ReportColumn] = ()
        self._totals: list[Total] = []
        self.hide()

    def show_totals(
        self,
        table: PaintedTable,
        columns: Sequence[ReportColumn],
        rows: Sequence[Sequence[Value]],
    ) -> None:
        """Say what `rows` come to; nothing where nothing adds up."""
        if table is not self._table:
            self._table = table
            table.horizontalHeader().geometriesChanged.connect(self.update)
            table.horizontalHeader().sectionResized.connect(lambda *_: self.update())
            table.horizontalHeader().sectionMoved.connect(lambda *_: self.update())
            table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())
        self._columns, self._totals = columns, totals(columns, rows)
        self.setFixedHeight(self._row_height() * len(self._totals) + 1)
        self.setAccessibleName("; ".join(self.texts()))
        self.setVisible(bool(self._totals))
        self.update()

    def texts(self) -> list[str]:
        """The totals in words, unit by unit."""
        return [
            f"{self._title(unit)}: "
            + ", ".join(
                f"{tr(self._columns[place].label)} {self._text(place, number)}"
                for place, number in of.items()
            )
            for unit, of in self._totals
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._table is None:
            return
        tokens = theme.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(0, 0, self.width(), 0)
        height = self._row_height()
        for row, (unit, of) in enumerate(self._totals):
            self._paint_row(painter, row * height + 1, height, unit, of)
        painter.end()

    def _paint_row(
        self, painter: QPainter, top: int, height: int, unit: str | None, of: dict[int, int]
    ) -> None:
        assert self._table is not None
        tokens = theme.current()
        painter.setFont(tabular(self.font()))
        painter.setPen(QColor(tokens.text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        first = self.width()
        for place, number in of.items():
            if self._table.isColumnHidden(place):
                continue
            left = self._table.columnViewportPosition(place)
            wide = self._table.columnWidth(place)
            room = QRect(left + PADDING, top, wide - 2 * PADDING, height)
            painter.drawText(room, right, self._text(place, number))
            first = min(first, left)
        painter.setPen(QColor(tokens.muted))
        room = QRect(PADDING, top, max(first - 2 * PADDING, 0), height)
        title = painter.fontMetrics().elidedText(
            self._title(unit), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)

    def _title(self, unit: str | None) -> str:
        if unit is None:
            return tr("Total")
        return f"{tr('Total')}, {cell_text('unit', unit)}"

    def _text(self, place: int, number: int) -> str:
        return cell_text(self._columns[place].kind, number)

    def _row_height(self) -> int:
        return self.fontMetrics().height() + 14
