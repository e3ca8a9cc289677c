"""First step: the file, how it was read, and its rows as they came out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.grid import GridView
from camdesk.gui.import_wizard.preview import FIRST_CELL, NUMBER, PART, PreviewModel, oddity_text
from camdesk.gui.import_wizard.reading_choices import ReadingChoices
from camdesk.gui.import_wizard.survey import NOTHING, Counted, First
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.pages.busy_line import BusyLine
from camdesk.importing.reader import Oddity
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

NEXT_PROBLEM = "F8"
_PROBLEMS_WIDTH = 300
_NUMBER_WIDTH = 78
_PART_WIDTH = 132
_MOST_HEADER = 20
_NUMBER = Qt.ItemDataRole.UserRole


class ReadingStep(QWidget):
    """Shows a table as it was read; `changed` carries the Wish of a clerk to read it otherwise."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: First | None = None
        self._counted = Counted(0, 0)
        self.choices = ReadingChoices()
        self.model = PreviewModel(self)
        self.preview = GridView(self.model, tr("The rows as they are read"))
        self.problems = QListWidget()
        self.problems.setAccessibleName(tr("Problems of the table"))
        self.problems.setWordWrap(True)
        self.problems.setSpacing(Space.XS // 2)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.total = Label()
        self.busy = BusyLine()
        self.detected_button = Button(
            tr("As detected"), lambda: self.changed.emit(NOTHING), flat=True
        )
        self.next_problem_button = Button(
            tr("Next problem  {key}", key=NEXT_PROBLEM), self.next_problem, flat=True
        )
        self._problems_pane = self._build_problems()
        self._lay_out()
        self._connect()

    def show_first(self, first: First) -> None:
        """Show how the file was read and its first rows, at once."""
        self._first = first
        self._counted = Counted(0, 0)
        self.choices.show_reading(first.table.reading, first.sheets, overruled=first.overruled)
        self.detected_button.setVisible(first.overruled)
        self.model.show_rows(first.table.columns, first.rows)
        self.preview.fit_columns()
        self.preview.setColumnWidth(NUMBER, _NUMBER_WIDTH)
        self.preview.setColumnWidth(PART, _PART_WIDTH)
        self.problems.clear()
        self.busy.set_busy(True)
        if self.model.count():
            self.preview.go_to(self._first_of_body())
        self._add_problems(first.table.remarks)
        self._add_problems([row.oddity for row in first.rows])
        self._say()

    def show_counted(self, counted: Counted) -> None:
        """Show how many rows have been read by now, and what was found wrong with them."""
        self._counted = counted
        self.model.add_odd(counted.odd)
        listed = {self.problems.item(row).data(_NUMBER) for row in range(self.problems.count())}
        self._add_problems([row.oddity for row in counted.odd if row.number not in listed])
        if counted.whole:
            self.busy.set_busy(False)
        self._say()

    def next_problem(self, step: int = 1) -> None:
        """Go to the next row with a problem, in the list and in the preview."""
        count = self.problems.count()
        if count:
            at = self.problems.currentRow()
            row = (at + step) % count if at >= 0 else 0
            self.problems.setCurrentRow(row)
            self._jump()

    def offer(self, spot: QPoint) -> None:
        """What can be said of the row that is pointed at."""
        index = self.preview.currentIndex()
        if not index.isValid() or self._first is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.row_actions(self.model.shown(index.row()).number, menu):
            menu.addAction(action)
        menu.popup(self.preview.viewport().mapToGlobal(spot))

    def row_actions(self, number: int, parent: QWidget) -> list[QAction]:
        """What a row of the file can be said to be."""
        assert self._first is not None
        reading = self._first.table.reading
        header, rows, last = reading.header_row, reading.header_rows, reading.last_row
        offers = [
            (tr("The header begins in this row"), (number, rows, last)),
            (tr("This is the last row of the table"), (header, rows, number)),
        ]
        if 0 < header < number <= header + _MOST_HEADER:
            ends = (header, number - header + 1, last)
            offers.insert(1, (tr("The header ends in this row"), ends))
        made = []
        for text, wanted in offers:
            action = QAction(text, parent)
            action.triggered.connect(lambda _=False, w=wanted: self.choices.wish_rows(*w))
            made.append(action)
        return made

    def _build_problems(self) -> QWidget:
        pane = QWidget()
        pane.setFixedWidth(_PROBLEMS_WIDTH)
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        head = QHBoxLayout()
        head.addWidget(Label(tr("What does not fit"), "heading"), 1)
        head.addWidget(self.next_problem_button)
        layout.addLayout(head)
        layout.addWidget(self.problems, 1)
        pane.hide()
        return pane

    def _lay_out(self) -> None:
        panes = QHBoxLayout()
        panes.setSpacing(Space.L)
        panes.addWidget(self.preview, 1)
        panes.addWidget(self._problems_pane)
        foot = QHBoxLayout()
        foot.addWidget(self.total, 1)
        foot.addWidget(
            Label(tr("The menu of a row says where the header and the table end."), "muted")
        )
        foot.addWidget(self.detected_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.choices)
        layout.addLayout(panes, 1)
        layout.addWidget(self.busy)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.choices.changed.connect(self.changed)
        # Even where a wish cannot be read there is a way back.
        self.choices.changed.connect(lambda _wish: self.detected_button.show())
        self.problems.itemActivated.connect(lambda _: self._jump())
        self.problems.itemClicked.connect(lambda _: self._jump())
        self.preview.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.preview.customContextMenuRequested.connect(self.offer)
        for keys, step in ((NEXT_PROBLEM, 1), (f"Shift+{NEXT_PROBLEM}", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda s=step: self.next_problem(s))

    def _first_of_body(self) -> int:
        parts = self.model.parts()
        return parts.index("body") if "body" in parts else 0

    def _add_problems(self, oddities: Iterable[Oddity | None]) -> None:
        for oddity in oddities:
            if oddity is None:
                continue
            text = tr("row {row}: {problems}", row=oddity.row, problems=oddity_text(oddity))
            item = QListWidgetItem(text, self.problems)
            item.setData(_NUMBER, oddity.row)
        self._problems_pane.setVisible(self.problems.count() > 0)

    def _jump(self) -> None:
        if self.problems.currentRow() < 0:
            return
        place = self.model.place_of(self.problems.currentItem().data(_NUMBER))
        if place is not None:
            self.preview.go_to(place, FIRST_CELL)

    def _say(self) -> None:
        counted = self._counted
        said = ntr("{count} row below the header", "{count} rows below the header", counted.rows,
                   count=number_text(counted.rows))  # fmt: skip
        if counted.problems:
            said += " · " + ntr("{count} problem", "{count} problems", counted.problems,
                                count=number_text(counted.problems))  # fmt: skip
        if not counted.whole:
            said += " · " + tr("counting…")
        self.total.setText(said)
