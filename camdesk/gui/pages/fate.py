"""The fate ledger: what became of every camera that was written off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.gui.asking import while_alive
from camdesk.gui.csv_export import CsvExport
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.pages import fate_reading
from camdesk.gui.pages.fate_head import FateHead
from camdesk.gui.pages.fate_reading import Asked, Days
from camdesk.gui.pages.fate_table import LedgerTable
from camdesk.gui.session import Session
from camdesk.reports import companion
from camdesk.reports import fate as reports
from camdesk.store.connection import was_interrupted
from camdesk.store.fate import BY, Line
from camdesk.store.listing import Query
from camdesk.store.tables import Value
from camdesk.text.formats import advice, number_text, said
from camdesk.text.i18n import language, ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_KEY = "fate"


class FatePage(QWidget):
    """The ledger by act, year or programme, as of a day; every number opens its cameras."""

    status_changed = Signal()
    made = Signal()  # the ledger asked for is on the screen

    def __init__(self, session: Session, context: Context) -> None:
        super().__init__()
        self.key = "fate"
        self.title = tr("Fate ledger")
        self._session = session
        self._context = context
        self._stale = True
        self._lines: list[Line] | None = None
        self._days: Days = {}
        self.head = FateHead(session, context, self.title)
        self.export = CsvExport(session, context, self)
        self.remark = Label("", wrap=True)
        self._tables = {by: self._table_of(by) for by in BY}
        self._lay_out()
        self.head.changed.connect(self.refresh)
        self.head.exits_asked.connect(self.record_exits)
        session.changed.connect(self._follow_register)

    @property
    def table(self) -> LedgerTable:
        """The table of the ledger that is asked for."""
        return self._tables[self.head.grouping()]

    def activate(self) -> None:
        """Give the keyboard to the ledger."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def state(self) -> Mapping[str, Any]:
        """What to give to `restore` later: plain values."""
        return {"by": self.head.grouping(), "days": self.head.days.texts()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says."""
        if state.get("by") in BY:
            self.head.by.set_value(state["by"])
        days = state.get("days")
        if isinstance(days, dict):
            self.head.days.restore(days)
        self._stale = True

    def status_text(self) -> str:
        """How many lines."""
        if self._lines is None:
            return ""
        count = len(self._lines)
        return ntr("{count} line", "{count} lines", count, count=number_text(count))

    def refresh(self) -> None:
        """Ask for the ledger again."""
        self._stale = False
        try:
            days = self.head.days.days()
        except KnownError as error:
            self._session.cancel_read(_KEY)
            self._give_up(error)
            return
        by, tongue, today = self.head.grouping(), language(), self._session.register.today
        self.head.busy.set_busy(True)
        self._session.read(
            _KEY,
            lambda connection: fate_reading.read_ledger(connection, by, days, tongue, today),
            while_alive(self, lambda lines: self._take(days, lines)),
            while_alive(self, self._give_up),
        )

    def export_csv(self) -> None:
        """Ask for form and file, and save the ledger that is shown."""
        report, days = reports.LEDGERS[self.head.grouping()], self._days
        self.export.ask(
            tr(report.title),
            lambda connection, dialect: report.run(connection, days, dialect.language or "ru"),
            companion.Asked(report, days),
        )

    def record_exits(self) -> None:
        """Open the list of the cameras that wait for their fate, with all of them chosen: those
        of the lines chosen, or of all lines."""
        chosen = self.table.chosen_lines()
        lines = [line for line in chosen or self._lines or () if line.count(State.WRITTEN_OFF)]
        if not lines:
            self._context.notify(tr("No camera waits for its fate here."))
            return
        filters: dict[str, tuple[Value, ...]] = {"state": (State.WRITTEN_OFF.value,)}
        if chosen:
            of_lines = fate_reading.FILTERS[self.head.grouping()]
            filters[of_lines] = tuple(dict.fromkeys(line.key for line in lines))
            filters["unit"] = tuple(dict.fromkeys(line.unit for line in lines))
        self._context.show_list("cameras", Query(filters=filters), choose_all=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _table_of(self, by: str) -> LedgerTable:
        table = LedgerTable(by)
        table.asked.connect(self._show_cameras)
        table.paper_asked.connect(lambda paper: self._context.open_row("documents", paper))
        return table

    def _lay_out(self) -> None:
        self._instead = QWidget()
        around = QVBoxLayout(self._instead)
        around.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        around.addWidget(self.remark)
        around.addStretch(1)
        self._body = QStackedLayout()
        for table in self._tables.values():
            self._body.addWidget(table)
        self._body.addWidget(self._instead)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(self._body, 1)

    def _take(self, days: Days, lines: list[Line]) -> None:
        self.head.busy.set_busy(False)
        self._lines, self._days = lines, days
        self.head.balance.show_lines(lines)
        if lines:
            self._body.setCurrentWidget(self.table)
            self.table.show_lines(lines)
        else:
            self._say(tr("Nothing was written off by that day."))
        self.status_changed.emit()
        self.made.emit()

    def _give_up(self, error: BaseException) -> None:
        if was_interrupted(error):
            self.refresh()
            return
        self.head.busy.set_busy(False)
        self._lines = None
        self.head.balance.show_lines(())
        self.status_changed.emit()
        if isinstance(error, KnownError):
            self._say(" ".join(filter(None, (said(error), advice(error)))))
        else:
            self._session.failed.emit(error)

    def _say(self, text: str) -> None:
        self.remark.setText(text)
        self._body.setCurrentWidget(self._instead)

    def _show_cameras(self, asked: Asked) -> None:
        """Open the cameras behind a number; of another day they are named one by one."""
        if fate_reading.is_today(self._days):
            self._context.show_list("cameras", fate_reading.query_of(asked))
            return
        days = self._days
        self._session.read(
            f"{_KEY} cameras",
            lambda connection: fate_reading.read_cameras(connection, asked, days),
            while_alive(self, self._show_found),
        )

    def _show_found(self, cameras: tuple[int, ...]) -> None:
        self._context.show_list("cameras", Query(filters={"among": cameras}))
        self._context.notify(tr("The cameras counted on that day, as they are today."))

    def _follow_register(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
