"""One report: its title, its dates, its table, and saving it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import ask, while_alive
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.models.report_model import ReportModel, ReportRow
from camdesk.gui.models.report_reading import MadeReport, make_report
from camdesk.gui.models.table_model import KindColumn
from camdesk.gui.pages.busy_line import BusyLine
from camdesk.gui.pages.columns_menu import ColumnsMenu
from camdesk.gui.pages.report_days import ReportDays
from camdesk.gui.pages.report_filters import ReportFilters
from camdesk.gui.pages.report_foot import ReportFoot
from camdesk.gui.pages.report_presets import ReportPresets
from camdesk.gui.session import Session
from camdesk.gui.views.listing_delegate import PADDING
from camdesk.gui.views.painted_table import PaintedTable
from camdesk.reports.catalogue import Report, ReportColumn
from camdesk.reports.presets import Preset
from camdesk.store.connection import was_interrupted
from camdesk.store.listing import Query
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
    selection_changed = Signal()
    made = Signal()

    def __init__(self, session: Session, context: Context, report: Report) -> None:
        super().__init__()
        self.report = report
        self._session = session
        self._context = context
        self._made: MadeReport | None = None
        self._stale = True
        self._shown: tuple[str, ...] | None = None  # columns; None: all of them
        self._sorted: tuple[str, bool] = ("", False)
        self.days = ReportDays(report, session)
        self.filters = ReportFilters(report, session)
        self.presets = ReportPresets(report, session, context, self.preset, self)
        self.foot = ReportFoot()
        self._make_table(report.columns)
        self.busy = BusyLine()
        self.remark = Label("", wrap=True)
        self._breath = QTimer(self, singleShot=True, interval=_BREATH)
        self._breath.timeout.connect(self.refresh)
        self._lay_out()
        for asked in (self.days, self.filters):
            asked.changed.connect(self._breath.start)
            asked.changed.connect(lambda: self.presets.say(""))
        self.presets.chosen.connect(self.show_preset)
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
        report, tongue, filters = self.report, language(), self.filters.filters()
        self.busy.set_busy(True)
        self._session.read(
            _KEY,
            lambda connection: make_report(connection, report, days, tongue, filters),
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
        return {
            "days": self.days.texts(),
            "filters": self.filters.state(),
            "columns": None if self._shown is None else list(self._shown),
            "sort": list(self._sort()),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says."""
        days, columns, sort = state.get("days"), state.get("columns"), state.get("sort")
        if isinstance(days, dict):
            self.days.restore(days)
        self.filters.restore(state.get("filters"))
        self._shown = tuple(map(str, columns)) if isinstance(columns, list) else None
        if isinstance(sort, list) and len(sort) == 2:
            self._sorted = (str(sort[0]), bool(sort[1]))
        self._dress_table()
        self._stale = True

    def preset(self, name: str) -> Preset:
        """What the report shows, to be kept under that name."""
        by, descending = self._sort()
        return Preset(name, self.days.texts(), self.filters.filters(), self._shown, by, descending)

    def show_preset(self, kept: Preset) -> None:
        """Show what was kept."""
        self.days.restore({name: kept.days.get(name, "") for name in self.days.fields})
        self.filters.show_filters(kept.filters)
        self._shown, self._sorted = kept.columns, (kept.sort, kept.descending)
        self._dress_table()
        self.refresh()

    def shown_columns(self) -> list[str] | None:
        """The names of the columns that are shown; None: all of them."""
        return None if self._shown is None else self.table.columns.shown()

    def chosen_rows(self) -> list[ReportRow]:
        """The rows that are chosen, as they stand, in the columns that are shown."""
        places = [place for place, _ in self._shown_places()]
        rows = (
            self.model.row(row)
            for first, last in self.table.chosen.ranges
            for row in range(first, last + 1)
        )
        return [[row[place] for place in places] for row in rows if row is not None]

    def copied_columns(self) -> list[KindColumn]:
        """The columns of `chosen_rows`."""
        return [column for _, column in self._shown_places()]

    def _shown_places(self) -> list[tuple[int, KindColumn]]:
        by_name = {column.name: (at, column) for at, column in enumerate(self.model.columns)}
        return [by_name[name] for name in self.table.columns.shown()]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _lay_out(self) -> None:
        self.save_button = Button(
            tr("Save as a table…"), self._context.actions["file.export"].trigger, icon="export"
        )
        self.save_button.setToolTip(self._context.actions["file.export"].shortcut().toString())
        title = QVBoxLayout()
        title.setSpacing(Space.XS)
        title.addWidget(Label(tr(self.report.title), "title", wrap=True))
        title.addWidget(Label(tr(self.report.question), wrap=True))
        title.addWidget(Label(tr(self.report.counted), "muted", wrap=True))
        top = QHBoxLayout()
        top.setSpacing(Space.L)
        top.addLayout(title, 1)
        top.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(Space.XL, Space.L, Space.XL, Space.M)
        head.setSpacing(Space.M)
        head.addLayout(top)
        asked = QHBoxLayout()
        asked.setSpacing(Space.L)
        asked.addWidget(self.days)
        asked.addStretch(1)
        saved = QVBoxLayout()
        saved.setSpacing(Space.XS)
        saved.addWidget(Label("", "muted"))  # the button stands beside the fields
        saved.addWidget(self.presets.button)
        saved.addStretch(1)
        asked.addLayout(saved)
        head.addLayout(asked)
        head.addWidget(self.filters)
        self.filters.setVisible(bool(self.report.filters))
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
        layout.addWidget(self.foot)

    def _make_table(self, columns: tuple[ReportColumn, ...]) -> None:
        self.model = ReportModel(columns, self)
        self.table = PaintedTable(self.model, stretch=False)  # type: ignore[arg-type]
        self.table.setAccessibleName(tr(self.report.title))
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.table.setSortingEnabled(True)
        self.table.activated.connect(lambda index: self.open_cameras(index.row()))
        self.table.selectionModel().selectionChanged.connect(self._choose)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda spot: self.offer_columns(self.table.horizontalHeader().mapToGlobal(spot))
        )
        self._dress_table()

    def open_cameras(self, row: int) -> None:
        """Show the cameras that a row speaks of, where the report can say which."""
        values, report = self.model.row(row), self.report
        if values is None or report.behind is None:
            return
        named = {c.name: value for c, value in zip(self.model.columns, values, strict=True)}
        try:
            days = self.days.days()
        except KnownError:
            return
        tongue, filters = language(), self.filters.filters()

        def show(cameras: list[int]) -> None:
            self._context.show_list("cameras", Query(filters={"among": tuple(cameras)}))

        ask(
            self,
            self._session,
            "cameras behind a row",
            lambda connection: report.cameras_behind(connection, named, days, tongue, filters),
            show,
        )

    def _choose(self) -> None:
        self.table.chosen.update()
        self.selection_changed.emit()

    def offer_columns(self, spot: QPoint) -> None:
        """Let one choose which columns are shown."""
        labels = {column.name: tr(column.label) for column in self.model.columns}

        def reset() -> None:
            self._shown = None
            self._dress_table()

        menu = ColumnsMenu(self.table.columns, labels, reset, self)
        menu.aboutToHide.connect(self._remember_columns)
        menu.open_at(spot)

    def _remember_columns(self) -> None:
        shown = self.table.columns.shown()
        everything = len(shown) == len(self.model.columns)
        self._shown = None if everything else tuple(shown)
        self.foot.update()

    def _dress_table(self) -> None:
        """Show the columns that were chosen, sorted as it was asked for."""
        names = [column.name for column in self.model.columns]
        shown = names if self._shown is None else [name for name in names if name in self._shown]
        for name in names:
            self.table.columns.set_shown(name, name in (shown or names))
        by, descending = self._sorted
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(
            names.index(by) if by in names else -1, order
        )

    def _sort(self) -> tuple[str, bool]:
        """The column that the rows are sorted by, "" for the report's own order."""
        header = self.table.horizontalHeader()
        section = header.sortIndicatorSection()
        if not 0 <= section < len(self.model.columns):
            return "", False
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return self.model.columns[section].name, down

    def _change_columns(self, columns: tuple[ReportColumn, ...]) -> None:
        """The register has other own fields than the table shows: another takes its place."""
        model, table = self.model, self.table
        self._sorted = self._sort()
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
        self._choose()  # of the rows before
        if first and made.rows:
            self._fit_columns()
        self.foot.show_totals(self.table, made.columns, () if made.more else made.rows)
        if made.rows:
            self._body.setCurrentWidget(self.table)
        else:
            self._say(self._why_empty())
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

    def _why_empty(self) -> str:
        if self.filters.state():
            return tr("Nothing to show for these cameras. Without the filters there may be more.")
        if any(self.days.texts().values()):
            return tr("Nothing to show: the register knows of nothing like this on those days.")
        return tr("Nothing to show: the register has nothing of this kind yet.")

    def _say(self, text: str) -> None:
        self.foot.hide()
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
