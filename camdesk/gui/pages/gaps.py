"""The page of gaps: what the register does not know, by programme; each opens its cameras."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from camdesk.domain.gaps import GAPS
from camdesk.gui.asking import while_alive
from camdesk.gui.csv_export import CsvExport
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.chips import Chip, ChipRow
from camdesk.gui.kit.labels import Label, tip
from camdesk.gui.kit.tokens import Space
from camdesk.gui.models.report_model import ReportModel
from camdesk.gui.pages.busy_line import BusyLine
from camdesk.gui.pages.gaps_table import REPORT, GapsTable
from camdesk.gui.session import Session
from camdesk.reports.companion import Asked
from camdesk.store import gaps
from camdesk.store.connection import was_interrupted
from camdesk.store.fill_sheet import FillSheet, can_fill, read_sheet
from camdesk.store.gaps import GapCount
from camdesk.store.listing import Query
from camdesk.store.tables import Value
from camdesk.text.formats import UNKNOWN, number_text
from camdesk.text.i18n import language, ntr, tr
from camdesk.text.value_words import value_word

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_NONE = 0  # the value of a chip for cameras without a programme


class GapsPage(QWidget):
    """Counts of what is not known; Enter shows the cameras, F2 fills them in."""

    status_changed = Signal()
    selection_changed = Signal()

    def __init__(self, session: Session, context: Context) -> None:
        super().__init__()
        self.key, self.title = "gaps", tr("Gaps")
        self._session, self._context = session, context
        self._found: list[GapCount] = []
        self._shown: list[GapCount] = []
        self._asked = True
        self._has_answer = False
        self._wanted: str | None = None  # which row to find again, see `_name`
        self.of_gap = Chip(tr("What is not known"), [(name, tr(GAPS[name])) for name in GAPS])
        self.of_programme = Chip(tr("Programme"))
        self.model = ReportModel(REPORT.columns, self)
        self.table = GapsTable(self.model)
        self.table.setAccessibleName(self.title)
        self.busy = BusyLine()
        self.remark = Label("", "muted", wrap=True)
        self.show_button = Button(tr("Show the cameras"), self.open_card, icon="cameras")
        self.fill_button = Button(tr("Fill in…"), self.edit_facts, icon="edit", primary=True)
        self.export = CsvExport(session, context, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(ChipRow([self.of_gap, self.of_programme]), 1)
        top.addWidget(self.show_button)
        top.addWidget(self.fill_button)
        head = QVBoxLayout()
        head.setContentsMargins(Space.XL, Space.L, Space.XL, Space.S)
        head.setSpacing(Space.S)
        head.addWidget(Label(self.title, "title"))
        head.addLayout(top)
        self._instead = QWidget()
        instead = QVBoxLayout(self._instead)
        instead.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        instead.addWidget(self.remark, 0, Qt.AlignmentFlag.AlignHCenter)
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

    def _connect(self) -> None:
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.table.setSortingEnabled(True)
        self.table.opened.connect(self.open_card)
        self.table.selectionModel().selectionChanged.connect(self._choose)
        for chip in (self.of_gap, self.of_programme):
            chip.changed.connect(lambda _values: self._show())
        self._session.changed.connect(self._follow_register)

    # What the window asks

    def activate(self) -> None:
        """Give the keyboard to the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def state(self) -> Mapping[str, Any]:
        """What to give to `restore` later: plain values."""
        one = self.chosen()
        return {
            "gaps": sorted(self.of_gap.value(), key=str),
            "programmes": sorted(self.of_programme.value(), key=str),
            "row": None if one is None else _name(one),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Be as `state` says."""
        self.of_gap.set_value([name for name in state.get("gaps") or () if name in GAPS])
        self.of_programme.set_value(
            [one for one in state.get("programmes") or () if isinstance(one, int)]
        )
        row = state.get("row")
        self._wanted = row if isinstance(row, str) else None
        self._asked = True

    def status_text(self) -> str:
        """How many rows."""
        if not self._has_answer:
            return ""
        count = len(self._shown)
        return ntr("{count} row", "{count} rows", count, count=number_text(count))

    def selection_count(self) -> int:
        """How many rows are chosen."""
        return self.table.chosen.count()

    def refresh(self) -> None:
        """Count again."""
        self._asked = False
        self.busy.set_busy(True)
        tongue = language()
        self._session.read(
            "gaps",
            lambda connection: gaps.counts(connection, tongue),
            while_alive(self, self._take),
            while_alive(self, self._give_up),
        )

    # What the clerk can do

    def chosen(self) -> GapCount | None:
        """The gap chosen."""
        row = self.model.row(self.table.currentIndex().row())
        return None if row is None else self._of(row)

    def open_card(self) -> None:
        """Show the cameras of the gap chosen."""
        if one := self.chosen():
            filters: dict[str, tuple[Value, ...]] = {"gap": (one.gap,), "gap_of": (_of(one),)}
            self._context.show_list("cameras", Query(filters=filters))

    def edit_facts(self) -> None:
        """Open the table that fills the gap chosen."""
        one = self.chosen()
        if one is None or not can_fill(one.gap) or self._session.read_only:
            return
        tongue = language()
        self.busy.set_busy(True)
        self._session.read(
            "fill sheet",
            lambda connection: read_sheet(connection, one.gap, _of(one), tongue),
            while_alive(self, lambda sheet: self._open_sheet(sheet, one)),
            while_alive(self, self._give_up),
        )

    def export_csv(self) -> None:
        """Save the counts as CSV."""
        self.export.ask(
            self.title,
            lambda connection, dialect: REPORT.run(connection, {}, dialect.language or "ru"),
            Asked(REPORT),
        )

    # How it follows

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._asked:
            self.refresh()

    def _follow_register(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._asked = True

    def _open_sheet(self, sheet: FillSheet, one: GapCount) -> None:
        from camdesk.gui.forms.fill_dialog import FillDialog

        self.busy.set_busy(False)
        if not sheet.rows:
            self._context.notify(tr("Only a step in a camera's life fills this gap."))
            return
        subject = f"{one.programme_name or UNKNOWN} · {value_word('unit', one.unit)}"
        FillDialog(self._session, self._context, sheet, subject, self).open()

    def _take(self, found: list[GapCount]) -> None:
        self.busy.set_busy(False)
        self._has_answer = True
        self._found = found
        names = {one.programme or _NONE: one.programme_name or tr("Unknown") for one in found}
        self.of_programme.set_values(list(names.items()))
        self._show()

    def _give_up(self, error: BaseException) -> None:
        if was_interrupted(error):
            self.refresh()
            return
        self.busy.set_busy(False)
        self._session.failed.emit(error)

    def _show(self) -> None:
        before = self.chosen()
        wanted = self._wanted or (None if before is None else _name(before))
        self._wanted = None
        of_gap, of_programme = self.of_gap.value(), self.of_programme.value()
        self._shown = [
            one
            for one in self._found
            if (not of_gap or one.gap in of_gap)
            and (not of_programme or (one.programme or _NONE) in of_programme)
        ]
        self.model.show_report(
            [
                (one.programme_name, one.unit, one.gap, one.count, one.of, one.programme)
                for one in self._shown
            ]
        )
        if self._shown:
            rows = (self.model.row(row) for row in range(len(self._shown)))
            names = [_name(self._of(row)) for row in rows if row is not None]
            row = names.index(wanted) if wanted in names else 0
            self.table.chosen.make_current(self.model.index(row, 0))
            self.table.chosen.select((row,))
            self._body.setCurrentWidget(self.table)
        else:
            nothing = tr("Nothing is missing: the register knows all of it.")
            self.remark.setText(tr("Nothing found") if self._found else nothing)
            self._body.setCurrentWidget(self._instead)
        self._choose()
        self.status_changed.emit()

    def _choose(self) -> None:
        self.table.chosen.update()
        one = self.chosen()
        self.show_button.setEnabled(one is not None)
        fills = one is not None and can_fill(one.gap)
        self.fill_button.setEnabled(fills and not self._session.read_only)
        why = "" if fills or one is None else tr("Only a step in a camera's life fills this gap.")
        tip(self.fill_button, why or tr("Fill in… (F2)"))
        self.table.viewport().update()
        self.selection_changed.emit()

    def _of(self, row: Sequence[Value]) -> GapCount:
        """The count that stands in a row of the table."""
        key = (row[5], row[1], row[2])
        return next(one for one in self._shown if (one.programme, one.unit, one.gap) == key)


def _of(one: GapCount) -> str:
    """Programme and unit as the filter of cameras takes them."""
    return f"{'' if one.programme is None else one.programme}/{one.unit}"


def _name(one: GapCount) -> str:
    return f"{_of(one)}/{one.gap}"
