"""Third step: what would become of every row, and what a person decides on it."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.decided import Ticks
from camdesk.gui.import_wizard.long_read import LongReads, Tell
from camdesk.gui.import_wizard.plan_details import PlanDetails
from camdesk.gui.import_wizard.plan_model import PlanModel
from camdesk.gui.import_wizard.plan_table import PlanTable
from camdesk.gui.import_wizard.register_words import RegisterWords
from camdesk.gui.import_wizard.remembered import Widths
from camdesk.gui.import_wizard.verdict_chips import VerdictChips
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label, Line
from camdesk.gui.kit.tokens import Space
from camdesk.gui.pages.busy_line import BusyLine
from camdesk.gui.pages.search_field import SearchField
from camdesk.importing.acts import PlannedRow, Verdict
from camdesk.importing.fields import TARGETS, values_of
from camdesk.importing.proposal import known_values
from camdesk.importing.review import Review
from camdesk.store.connection import Connection
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

_FILTER, _FIX = "import filter", "import fix"
_DETAILS = 300


class PlanStep(QWidget):
    """`changed` says that more, fewer or other rows will be imported; `failed` what went wrong."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, reads: LongReads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reads = reads
        self._words = RegisterWords()
        self.review: Review | None = None
        self.ticks: Ticks | None = None
        self._waiting: list[tuple[int, str, str | None]] = []  # fixes to be judged
        self._judging = False
        self.chips = VerdictChips()
        self.search = SearchField(tr("Text in the row  Ctrl+F"))
        self.on_button = Button(tr("Tick all shown"), lambda: self.tick_shown(on=True), flat=True)
        self.off_button = Button(
            tr("Untick all shown"), lambda: self.tick_shown(on=False), flat=True
        )
        self.model = PlanModel(self)
        self.table = PlanTable(self.model, self._offer)
        self.widths = Widths(self.table, self.model.name_of, "import-plan")
        self.details = PlanDetails()
        self.details.setFixedWidth(_DETAILS)
        self.busy = BusyLine()
        self.totals = Label(wrap=True)
        self.hint = Label(
            tr("Space ticks a row · F2 fixes a cell · Delete sets it back · Ctrl+Space all shown"),
            "muted",
        )
        self._lay_out()
        self._connect()

    def show_review(self, review: Review, words: RegisterWords, ticks: Ticks) -> None:
        """Show a plan; whoever made it closes it after `forget`."""
        self._words = words
        self.review, self.ticks = review, ticks
        self._waiting.clear()
        self.chips.set_value(None)
        self.search.show_text("")
        self.model.show_review(review, ticks)
        self.table.fit()
        self.widths.apply()
        if self.model.count():
            self.table.go_to(0)
        self._say()

    def forget(self) -> None:
        """The plan is thrown away."""
        self._reads.stop(_FILTER)
        self._waiting.clear()
        self.review = self.ticks = None
        self.model.forget()
        self.details.show_row(None)

    def decided(self) -> bool:
        """Whether a person fixed or ticked anything."""
        return bool(self.review and self.review.fixes) or bool(
            self.ticks and self.ticks.any_turned()
        )

    def judging(self) -> bool:
        """Whether a fix has still to be judged."""
        return self._judging or bool(self._waiting)

    def wanted(self, verdict: Verdict) -> int:
        """How many rows of a verdict will be imported."""
        return self.ticks.wanted(verdict) if self.ticks is not None else 0

    def tick_shown(self, *, on: bool) -> None:
        """Tick every row shown on or off."""
        self.model.tick(range(self.model.count()), on)

    def focus_search(self) -> None:
        """Go to the filter."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def filter(self) -> None:
        """Show the rows of the verdict chosen that show the text."""
        review = self.review
        if review is None:
            return
        verdict, text = self.chips.value(), self.search.text()
        self.busy.set_busy(True)

        def work(_connection: Connection, tell: Tell) -> array[int]:
            return review.indices(verdict, text, tell)

        def show(places: array[int]) -> None:
            self.busy.set_busy(False)
            if review is self.review:
                self._show_places(places)

        self._reads.start(
            _FILTER, work, told=lambda _done: None, done=show, failed=self.failed.emit
        )

    def fix(self, place: int, column: str, text: str | None) -> None:
        """Put a text in the place of a cell and judge its row anew, off the GUI thread."""
        self._waiting.append((place, column, self._known(column, text)))
        self._judge_next()

    def _known(self, column: str, text: str | None) -> str | None:
        """A word that the register knows, as it writes it; any other text as it was typed."""
        if text is None or self.review is None:
            return text
        mapping = self.review.meaning.mapping
        target = mapping.columns.get(column, "")
        if text in mapping.values.get(target, {}):
            return text
        values = known_values(target, {text})
        for value, label in self._words.choices(target):
            if label.casefold() == text.strip().casefold() or values.get(text) == value:
                return label
        return text

    def _judge_next(self) -> None:
        review = self.review
        if self._judging or not self._waiting or review is None:
            return
        place, column, text = self._waiting.pop(0)
        before = review.verdict(place)
        self._judging = True
        self.busy.set_busy(True)

        def show(_planned: PlannedRow) -> None:
            self._judged(review, place, before)

        def fail(error: BaseException) -> None:
            self._judging = False
            self.busy.set_busy(False)
            self.failed.emit(error)

        self._reads.start(
            _FIX,
            lambda connection, _tell: review.fix(connection, place, column, text),
            told=lambda _word: None,
            done=show,
            failed=fail,
        )

    def _judged(self, review: Review, place: int, before: Verdict) -> None:
        self._judging = False
        self.busy.set_busy(False)
        if review is not self.review or self.ticks is None:
            return
        self.ticks.forget(place, before)
        self.model.judged_anew(place)
        self._show_current()
        self._say()
        self._judge_next()

    def _show_places(self, places: array[int]) -> None:
        at = self.table.currentIndex()
        place = self.model.places[at.row()] if at.isValid() and self.model.count() else -1
        column = max(at.column(), 0)
        self.model.show_places(places)
        if self.model.count():
            row = next((row for row, one in enumerate(places) if one >= place), 0)
            self.table.go_to(row, column)
        self._show_current()
        self._say()

    def _offer(self, column: str) -> tuple[list[tuple[str, str]], bool]:
        """What may stand in a cell of that column, and whether nothing else may."""
        target = self.review.meaning.mapping.columns.get(column, "") if self.review else ""
        allowed = values_of(target)
        if allowed is None:
            return [], False
        choices = [(label, label) for _, label in self._words.choices(target)]
        return choices, bool(allowed) or TARGETS[target].kind == "place"

    def _show_current(self) -> None:
        row = self.table.currentIndex().row()
        there = 0 <= row < self.model.count()
        self.details.show_row(self.model.planned(row) if there else None)

    def _ticked(self) -> None:
        self._say()

    def _say(self) -> None:
        review, ticks = self.review, self.ticks
        if review is None or ticks is None:
            return
        counts = review.counts
        self.chips.show_counts(counts, len(review))
        off = sum(ticks.turned[v] for v in (Verdict.NEW, Verdict.CHANGED))
        parts = [ntr("{count} row shown", "{count} rows shown", self.model.count(),
                     count=number_text(self.model.count()))]  # fmt: skip
        if off:
            parts.append(ntr("{count} ticked off", "{count} ticked off", off,
                             count=number_text(off)))  # fmt: skip
        if doubtful := counts[Verdict.DOUBTFUL]:
            parts.append(
                tr("{ticked} of {count} doubtful ticked",
                   ticked=number_text(ticks.wanted(Verdict.DOUBTFUL)),
                   count=number_text(doubtful))
            )  # fmt: skip
        if fixed := sum(len(texts) for texts in review.fixes.values()):
            parts.append(ntr("{count} cell fixed", "{count} cells fixed", fixed,
                             count=number_text(fixed)))  # fmt: skip
        self.totals.setText(" · ".join(parts))
        self.changed.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.chips)
        head.addWidget(self.search, 1)
        panes = QHBoxLayout()
        panes.setSpacing(Space.L)
        panes.addWidget(self.table, 1)
        panes.addWidget(Line(vertical=True))
        panes.addWidget(self.details)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.totals, 1)
        foot.addWidget(self.on_button)
        foot.addWidget(self.off_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(head)
        layout.addLayout(panes, 1)
        layout.addWidget(self.busy)
        layout.addLayout(foot)
        layout.addWidget(self.hint)

    def _connect(self) -> None:
        self.chips.changed.connect(lambda _verdict: self.filter())
        self.search.searched.connect(lambda _text: self.filter())
        self.search.left_down.connect(self.table.setFocus)
        self.search.entered.connect(self.table.setFocus)
        self.search.escaped.connect(self.table.setFocus)
        self.model.ticked.connect(self._ticked)
        self.model.fixed.connect(self.fix)
        self.table.row_changed.connect(lambda _row: self._show_current())
        _keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+F", self.focus_search),
            ("Ctrl+Space", self._toggle_shown),
        )
        for keys, call in _keys:
            QShortcut(QKeySequence(keys), self, call)

    def _toggle_shown(self) -> None:
        """Tick everything shown off, or on where nothing is ticked."""
        rows = range(self.model.count())
        self.tick_shown(on=not any(self.model.is_ticked(row) for row in rows))
