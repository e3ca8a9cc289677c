"""One report: its title, its dates, its table, and saving it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import while_alive
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.models.report_model import ReportModel
from camdesk.gui.models.report_reading import MadeReport, make_report
from camdesk.gui.pages.busy_line import BusyLine
from camdesk.gui.pages.report_days import ReportDays
from camdesk.gui.session import Session
from camdesk.gui.views.listing_delegate import PADDING
from camdesk.gui.views.painted_table import PaintedTable
from camdesk.reports.catalogue import Report, ReportColumn
from camdesk.store.connection import was_interrupted
from camdesk.text.formats import advice, number_text, said
from camdesk.text.i18n import language, ntr, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from camdesk.gui.context import Context

_KEY = "report"
_BREATH = 250  # ms between two questions while a date is typed
_LEAST, _MOST = 90, 320  # pixels of a column


class ReportView(QWidget):
    """Makes `report` anew when a date or the register changes, off the GUI thread."""

    status_changed = Signal()
    made = Signal()

    def __init__(self, session: Session, context: Context, report: Report) -> None:
        super().__init__()
        self.report = report
        self._session = session
        self._context = context
        self._made: MadeReport | None = None
        self._stale = True
        self.days = ReportDays(report, session)
        self._make_table(report.columns)
        self.busy = BusyLine()
        self.remark = Label("", wrap=True)
        self._breath = QTimer(self, singleShot=True, interval=_BREATH)
        self._breath.timeout.connect(self.refresh)
        self._lay_out()
        self.days.changed.connect(self._breath.start)
        session.changed.connect(self._follow_register)

    def refresh(self) -> None:
        """Make the report again."""
        self._breath.stop()
        self._stale = False
        try:
            days = self.days.days()
        except KnownError as error:
            self._session.cancel_read(_KEY)
            self._give_up(error)
            return
        report, tongue = self.report, language()
        self.busy.set_busy(True)
        self._session.read(
            _KEY,
            lambda connection: make_report(connection, report, days, tongue),
            while_alive(self, self._take),
            while_alive(self, self._give_up),
        )

    def status_text(self) -> str:
        """How many rows."""
        if self._made is None:
            return ""
        count = len(self._made.rows)
        if self._made.more:
            return tr("the first {count} rows", count=number_text(count))
        return ntr("{count} row", "{count} rows", count, count=number_text(count))

    def state(self) -> dict[str, Any]:
        """What to give to `restore` later."""
        return {"days": self.days.texts()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says."""
        days = state.get("days")
        if isinstance(days, dict):
            self.days.restore(days)
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _lay_out(self) -> None:
        self.save_button = Button(
            tr("Save as CSV…"), self._context.actions["file.export"].trigger, icon="export"
        )
        self.save_button.setToolTip(self._context.actions["file.export"].shortcut().toString())
        title = QVBoxLayout()
        title.setSpacing(Space.XS)
        title.addWidget(Label(tr(self.report.title), "title", wrap=True))
        title.addWidget(Label(tr(self.report.question), "muted", wrap=True))
        top = QHBoxLayout()
        top.setSpacing(Space.L)
        top.addLayout(title, 1)
        top.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(Space.XL, Space.L, Space.XL, Space.M)
        head.setSpacing(Space.M)
        head.addLayout(top)
        head.addWidget(self.days)
        self._instead = QWidget()
        instead = QVBoxLayout(self._instead)
        instead.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        instead.addWidget(self.remark)
        instead.addStretch(1)
        self._body = QStackedLayout()
        self._body.addWidget(self.table)
        self._body.addWidget(self._instead)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.busy)
        layout.addLayout(self._body, 1)

    def _make_table(self, columns: tuple[ReportColumn, ...]) -> None:
        self.model = ReportModel(columns, self)
        self.table = PaintedTable(self.model, stretch=False)  # type: ignore[arg-type]
        self.table.setAccessibleName(tr(self.report.title))
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.table.setSortingEnabled(True)

    def _change_columns(self, columns: tuple[ReportColumn, ...]) -> None:
        """The register has other own fields than the table shows: another takes its place."""
        model, table = self.model, self.table
        had_keyboard = table.hasFocus()
        self._make_table(columns)
        self._body.insertWidget(0, self.table)
        self._body.removeWidget(table)
        table.deleteLater()
        model.deleteLater()
        if had_keyboard:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, made: MadeReport) -> None:
        self.busy.set_busy(False)
        first = self._made is None
        if made.columns != self.model.columns:
            self._change_columns(made.columns)
            first = True
        self._made = made
        self.model.show_report(made.rows)
        if first and made.rows:
            self._fit_columns()
        if made.rows:
            self._body.setCurrentWidget(self.table)
        else:
            self._say(tr("Nothing to show: on that day the register has no such cameras."))
        self.status_changed.emit()
        self.made.emit()

    def _give_up(self, error: BaseException) -> None:
        if was_interrupted(error):
            self.refresh()
            return
        self.busy.set_busy(False)
        self._made = None
        self.status_changed.emit()
        if isinstance(error, KnownError):
            self._say(" ".join(filter(None, (said(error), advice(error)))))
        else:
            self._session.failed.emit(error)

    def _say(self, text: str) -> None:
        self.remark.setText(text)
        self._body.setCurrentWidget(self._instead)

    def _fit_columns(self) -> None:
        """Columns as wide as their words, within bounds; the clerk may widen them."""
        header, widths = self.table.horizontalHeader(), {}
        for place, column in enumerate(self.model.columns):
            wide = max(self.table.sizeHintForColumn(place), header.sectionSizeHint(place))
            widths[column.name] = min(max(wide, _LEAST), _MOST)
        # Wider than the words need, but not for the price of scrolling sideways.
        spare = self.table.viewport().width() - sum(widths.values())
        share = min(max(spare // len(widths), 0), PADDING)
        self.table.columns.set_widths({name: wide + share for name, wide in widths.items()})

    def _follow_register(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
