"""The lines of the fate ledger as a table; each number leads to the cameras that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import Qt, Signal

from camdesk.domain.lifecycle import FATES, STATES, State
from camdesk.gui.models.report_model import ReportModel
from camdesk.gui.pages.fate_reading import Asked
from camdesk.gui.views.counts_table import CountsTable
from camdesk.gui.views.listing_delegate import PADDING
from camdesk.reports import fate as reports
from camdesk.store.fate import Line
from camdesk.text.i18n import tr

_NARROW, _WIDE = 64, 320  # pixels of a column
# The fate that each column of numbers counts; None is all of them.
_STATES: Mapping[str, State | None] = {
    "written_off": None,
    "fate_unknown": State.WRITTEN_OFF,
    **{state.value: state for state in FATES if state is not State.WRITTEN_OFF},
}
_ORDER = (
    *("act", "year", "programme", "act_date", "unit"),
    *("written_off", "fate_unknown", "days_waiting"),
)


class LedgerTable(CountsTable):
    """The ledger by `by`; every row keeps its Line behind the columns that are shown."""

    asked = Signal(object)  # Asked: show the cameras behind this number
    paper_asked = Signal(int)  # show this act

    def __init__(self, by: str) -> None:
        self._by = by
        report = reports.LEDGERS[by]
        self._columns = sorted(report.columns, key=lambda column: _place(column.name))
        unknown = STATES[State.WRITTEN_OFF].tone
        leading = {
            place: unknown if column.name == "fate_unknown" else ""
            for place, column in enumerate(self._columns)
            if column.name in _STATES or column.name == "act"
        }
        self._ledger = ReportModel(self._columns)
        super().__init__(self._ledger, leading)
        self._ledger.setParent(self)
        self._fitted = False
        self.setAccessibleName(tr(report.title))
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.followed.connect(self._follow_number)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the ledger; the place in it stays."""
        place, scrolled = self.currentIndex(), self.verticalScrollBar().value()
        names = [column.name for column in reports.LEDGERS[self._by].columns]
        rows: list[Any] = []
        for line in lines:
            values = dict(zip(names, reports.ledger_row(line, self._by), strict=True))
            rows.append((*(values[column.name] for column in self._columns), line))
        self._ledger.show_report(rows)
        if rows and not self._fitted:
            self._fit_columns()
        if rows:
            row = min(max(place.row(), 0), len(rows) - 1)
            self.setCurrentIndex(self._ledger.index(row, max(place.column(), 0)))
            self.clearSelection()
            self.verticalScrollBar().setValue(scrolled)

    def chosen_lines(self) -> list[Line]:
        """The lines that are chosen, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._line(row) for row in rows]

    def _line(self, row: int) -> Line:
        return cast("Line", self._ledger.row(row)[-1])  # type: ignore[index]

    def _follow_number(self, row: int, column: int) -> None:
        line, name = self._line(row), self._columns[column].name
        if name != "act":
            self.asked.emit(Asked(self._by, line, _STATES[name]))
        elif line.key is not None:
            self.paper_asked.emit(line.key)

    def _fit_columns(self) -> None:
        """Columns as wide as their words, within bounds; the clerk may widen them."""
        self._fitted = True
        header = self.horizontalHeader()
        widths = {}
        for place, column in enumerate(self._columns):
            wide = max(self.sizeHintForColumn(place), header.sectionSizeHint(place))
            widths[column.name] = min(max(wide, _NARROW), _WIDE)
        spare = self.viewport().width() - sum(widths.values())
        share = min(max(spare // len(widths), 0), PADDING)
        self.columns.set_widths({name: wide + share for name, wide in widths.items()})


def _place(name: str) -> int:
    """Where a column stands: what cannot rest before what is settled."""
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
