"""The Reports page: the catalogue at the left, the chosen report beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.batch_dialog import BatchDialog
from camdesk.gui.csv_export import CsvExport
from camdesk.gui.kit.labels import Line
from camdesk.gui.kit.side_list import SideList
from camdesk.gui.pages.list_copier import to_clipboard
from camdesk.gui.pages.list_copy import table_of
from camdesk.gui.pages.report_view import ReportView
from camdesk.gui.session import Session
from camdesk.reports.catalogue import GROUPS, REPORTS
from camdesk.reports.companion import Asked
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_LIST_WIDTH = 312


class ReportsPage(QWidget):
    """Every report of the catalogue, made when it is looked at."""

    status_changed = Signal()
    selection_changed = Signal()

    def __init__(self, session: Session, context: Context) -> None:
        super().__init__()
        self.key = "reports"
        self.title = tr("Reports")
        self._session = session
        self._context = context
        self._views: dict[str, ReportView] = {}
        self._kept: dict[str, Mapping[str, Any]] = {}
        names = [
            (name, tr(text))
            for room, reports in GROUPS
            for name, text in (("", room), *((one.name, one.title) for one in reports))
        ]
        self.side = SideList(self.title, names, _LIST_WIDTH, search=tr("Find a report"))
        self.list = self.side.list
        self.stack = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.side)
        layout.addWidget(Line(vertical=True))
        layout.addWidget(self.stack, 1)
        self.export = CsvExport(session, context, self)
        self.side.chosen.connect(self._show)
        self.side.begin()

    @property
    def view(self) -> ReportView:
        """The report that is shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, ReportView)
        return shown

    def activate(self) -> None:
        """Give the keyboard to the catalogue."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def state(self) -> Mapping[str, Any]:
        """What to give to `restore` later: plain values."""
        reports = {**self._kept, **{name: view.state() for name, view in self._views.items()}}
        return {"report": self.view.report.name, "reports": reports}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says; a report that is no more is passed over."""
        kept = state.get("reports")
        self._kept = dict(kept) if isinstance(kept, dict) else {}
        for name, view in self._views.items():
            view.restore(self._kept.get(name, {}))
        self.show_report(str(state.get("report")))

    def show_report(self, name: str) -> None:
        """Choose the report of that name."""
        self.side.choose(name)

    def status_text(self) -> str:
        """How many rows the report has."""
        return self.view.status_text()

    def refresh(self) -> None:
        """Make the report again."""
        self.view.refresh()

    def export_csv(self) -> None:
        """Ask for form and file, and save the report that is shown."""
        report, filters = self.view.report, self.view.filters.filters()
        columns = self.view.shown_columns()
        try:
            days = self.view.days.days()
        except KnownError as error:
            self._session.failed.emit(error)
            return
        self.export.ask(
            tr(report.title),
            lambda connection, dialect: report.run(
                connection, days, dialect.language or "ru", columns, filters
            ),
            Asked(report, days, filters, None if columns is None else tuple(columns)),
        )

    def selection_count(self) -> int:
        """How many rows of the report are chosen."""
        return self.view.table.chosen.count()

    def select_all(self) -> None:
        """Choose every row."""
        self.view.table.selectAll()

    def copy_selection(self) -> None:
        """Put the chosen rows into the clipboard as a table."""
        copied = table_of(self.view.copied_columns(), self.view.chosen_rows())
        to_clipboard(copied)
        self._context.notify(ntr("{n} row copied.", "{n} rows copied.", copied.rows))

    def run_many(self) -> None:
        """Ask for which months or districts, and make the report that is shown for each."""
        try:
            days = self.view.days.days()
        except KnownError as error:
            self._session.failed.emit(error)
            return
        asked = Asked(self.view.report, days, self.view.filters.filters())
        BatchDialog(self._session, self._context, asked, self).open()

    def _show(self, name: str) -> None:
        view = self._views.get(name)
        if view is None:
            view = self._views[name] = ReportView(self._session, self._context, REPORTS[name])
            view.restore(self._kept.get(name, {}))
            view.status_changed.connect(self.status_changed)
            view.selection_changed.connect(self.selection_changed)
            self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)
        self.status_changed.emit()
