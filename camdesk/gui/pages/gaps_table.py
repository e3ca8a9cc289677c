"""The table of gaps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from camdesk.gui.models.report_model import ReportModel
from camdesk.gui.views.painted_table import PaintedTable
from camdesk.reports.gaps import REPORTS

(REPORT,) = REPORTS
_WIDTHS = {"programme": 30, "unit": 18, "gap": 30, "count": 15, "cameras": 15}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GapsTable(PaintedTable):
    """Enter, a double click or a click on a number opens its cameras."""

    opened = Signal()

    def __init__(self, model: ReportModel) -> None:
        super().__init__(model, stretch=False)  # type: ignore[arg-type]
        self.setSelectionMode(PaintedTable.SelectionMode.SingleSelection)
        width_of = self.painter.width_of
        self.columns.set_widths({name: width_of(many) for name, many in _WIDTHS.items()})
        self._numbers = [one.name for one in REPORT.columns].index("count")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.column() == self._numbers and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
