"""The window in which a table is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import while_alive
from camdesk.gui.import_wizard.decided import Ticks
from camdesk.gui.import_wizard.long_read import LongReads, Tell
from camdesk.gui.import_wizard.mapping_menu import MappingMenu
from camdesk.gui.import_wizard.register_words import RegisterWords, with_labels
from camdesk.gui.import_wizard.remembered import recall_size, remember_size
from camdesk.gui.import_wizard.survey import NOTHING, Counted, First, Proposed, Wish, survey
from camdesk.gui.import_wizard.wizard_body import MEANING, READING, RESULT, VERDICTS, WizardBody
from camdesk.gui.import_wizard.words import import_text, step_lead, step_title
from camdesk.gui.kit.dialogs import SCREEN_MARGIN, ask
from camdesk.gui.kit.settings import Settings
from camdesk.gui.long_work import write_long
from camdesk.gui.session import Session
from camdesk.importing.acts import Verdict
from camdesk.importing.mapping import Mapping
from camdesk.importing.review import Meaning as Asked
from camdesk.importing.review import Review, review
from camdesk.importing.run import Outcome, carry_out
from camdesk.store.connection import Connection
from camdesk.store.register import Register
from camdesk.store.telling import Tell as TellOf
from camdesk.text.formats import advice, said
from camdesk.text.i18n import tr

__all__ = ["MEANING", "READING", "RESULT", "VERDICTS", "ImportWizard"]

_SURVEY, _PLAN = "import", "import plan"
_SIZE = QSize(1240, 720)


class ImportWizard(QDialog):
    """How the file is read, what its columns mean, what would become of its rows, what was done.

    `notify` is told what was imported. Nothing is written before the last button. A `temporary`
    file, that of a table from the clipboard, goes with the window.
    """

    def __init__(
        self,
        session: Session,
        path: Path,
        notify: Callable[[str], None],
        parent: QWidget | None = None,
        *,
        settings: Settings | None = None,
        temporary: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(tr("Import a table"))
        self.session, self.path = session, path
        self._notify, self._settings, self._temporary = notify, settings, temporary
        self._reads = LongReads(session, self)
        self._first: First | None = None
        self._words = RegisterWords()
        self._counted = Counted(0, 0)
        self._proposed_mapping: Mapping | None = None
        self._made: list[Review] = []  # plans to be closed with the window
        self.body = WizardBody(self, self._reads)
        self.reading, self.meaning, self.plan = self.body.reading, self.body.meaning, self.body.plan
        self.outcome, self.next_button = self.body.result, self.body.next_button
        self.mappings = MappingMenu(session, self.body.mapping_button, self.meaning.mapping, path)
        for widths in (self.plan.widths, self.meaning.widths):
            widths.use(settings)
        self._connect()
        self._show_step(READING)

    def open(self) -> None:
        """Show the window and look at the file."""
        room = self.screen().availableGeometry().size() - QSize(SCREEN_MARGIN, SCREEN_MARGIN)
        self.resize(recall_size(self._settings, _SIZE).boundedTo(room))
        super().open()
        self.reading.preview.setFocus()
        self.look()

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self.body.step

    def forward(self) -> None:
        """On to the next step, or import, or close."""
        if not self.next_button.isEnabled() or not self.next_button.isVisible():
            return
        if self.step == READING:
            self._show_step(MEANING)
        elif self.step == MEANING:
            self._judge()
        elif self.step == VERDICTS:
            self.import_rows(None)
        else:
            self.accept()

    def back(self) -> None:
        """Back to the step before; nothing is lost."""
        if READING < self.step < RESULT:
            self._reads.stop(_PLAN)
            self.body.busy.stop()
            self._show_step(self.step - 1)

    def reject(self) -> None:
        """Close; nothing was written. What was decided is not thrown away unasked."""
        if self.step != RESULT and self._decided() and not self._may_leave():
            return
        super().reject()

    def done(self, result: int) -> None:
        """The window closes: nothing of it is left behind."""
        for key in (_SURVEY, _PLAN):
            self._reads.stop(key)
        self.plan.forget()
        for made in self._made:
            made.close()
        remember_size(self._settings, self.size())
        if self._temporary:
            self.path.unlink(missing_ok=True)
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to what has the keyboard: it never goes on by itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def look(self, wish: Wish = NOTHING) -> None:
        """Read the file as it is wished, or as it is detected."""
        self._first = None
        self._say("")
        self.next_button.setEnabled(False)
        path = self.path

        def work(connection: Connection, tell: Tell) -> Counted:
            return survey(connection, path, wish, tell)

        self._reads.start(
            _SURVEY, work, told=self._told, done=self._counted_all, failed=self._refuse
        )

    def _told(self, word: object) -> None:
        if isinstance(word, First):
            self._first = word
            self.reading.show_first(word)
        elif isinstance(word, Proposed) and self._first is not None:
            self._take_proposal(word)
        elif isinstance(word, Counted):
            self._count(word)

    def _take_proposal(self, proposed: Proposed) -> None:
        assert self._first is not None
        self._words, self._proposed_mapping = proposed.words, proposed.mapping
        self.mappings.offer(proposed.saved)
        self.meaning.show_table(
            self._first.table.columns,
            proposed.texts,
            proposed.mapping,
            proposed.targets,
            proposed.words,
            proposed.takes,
        )
        self.body.say_recognised(proposed.mapping.name if proposed.recognised else "")
        self._proposed_mapping = self.meaning.mapping()
        self.next_button.setEnabled(True)

    def _count(self, counted: Counted) -> None:
        self._counted = counted
        self.reading.show_counted(counted)

    def _counted_all(self, counted: Counted) -> None:
        self._count(counted)
        if counted.texts != self.meaning.meaning.texts:
            self.meaning.show_texts(counted.texts)

    def _judge(self) -> None:
        first = self._first
        if first is None:
            return
        try:
            day, take = self.meaning.head.day(), self.meaning.head.stock_take()
            mapping = self.meaning.mapping()
            mapping.check(first.table.columns)
        except KnownError as error:
            self._refuse(error)
            return
        self._say("")
        asked = Asked(
            first.table, with_labels(mapping, self._words), day, take, self.session.register.today
        )
        before = self.plan.review
        same = before is not None and before.meaning.table == first.table
        decisions = before.decisions() if before is not None and same else None
        self.next_button.setEnabled(False)
        self.body.busy.start(tr("Looking at every row"))
        total, made = self._counted.rows if self._counted.whole else 0, self._made

        def work(connection: Connection, tell: Tell) -> Review:
            plan = review(connection, asked, decisions, tell)
            made.append(plan)
            return plan

        self._reads.start(
            _PLAN,
            work,
            told=lambda rows: self.body.busy.progress(rows, total),
            done=lambda plan: self._judged(plan, keep=same),
            failed=self._refuse,
        )

    def _judged(self, plan: Review, *, keep: bool) -> None:
        self.body.busy.stop()
        before, ticks = self.plan.ticks, Ticks(plan)
        if keep and before is not None:
            ticks.keep(before)
        self.plan.show_review(plan, self._words, ticks)
        for old in [one for one in self._made if one is not plan]:
            old.close()
            self._made.remove(old)
        self._show_step(VERDICTS)
        self.plan.table.setFocus()

    def _stop_judging(self) -> None:
        self._reads.stop(_PLAN)
        self.body.busy.stop()
        self.next_button.setEnabled(True)

    def import_saving(self) -> None:
        """Ask where the refused rows go, and import the others."""
        suggested = str(self._beside(f"{self.path.stem}-refused.csv"))
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save the refused rows"), suggested, "CSV (*.csv)"
        )
        if chosen:
            path = Path(chosen)
            self.import_rows(path if path.suffix else path.with_suffix(".csv"))

    def import_rows(self, rejects: Path | None) -> None:
        """Record what was decided, as one entry; refused rows go to `rejects`."""
        plan, ticks = self.plan.review, self.plan.ticks
        if plan is None or ticks is None or self.plan.judging():
            return
        self.next_button.setEnabled(False)
        asked = plan.meaning

        def work(register: Register, tell: TellOf) -> Outcome:
            return carry_out(
                register,
                asked.table,
                asked.mapping,
                asked.as_of,
                decisions=ticks.decisions(),
                rejects=rejects,
                stock_take=asked.stock_take,
                progress=lambda rows: tell(rows, len(plan)),
            )

        write_long(
            self.session,
            self,
            tr("Importing {file}", file=self.path.name),
            work,
            lambda outcome: self._imported(outcome, rejects),
            self._refuse,
            lambda: self.next_button.setEnabled(True),
        )

    def _imported(self, outcome: Outcome, rejects: Path | None) -> None:
        self._notify(next(iter(outcome.lines())))
        self.outcome.show_outcome(outcome, rejects)
        self._show_step(RESULT)
        self.next_button.setEnabled(True)
        self.next_button.setFocus()

    def _take_back(self) -> None:
        if self.step != RESULT or not self.outcome.undo_button.isVisible():
            return
        self.outcome.undo_button.setEnabled(False)
        self.session.write(
            lambda register: register.undo(),
            while_alive(self, lambda _entry: self.outcome.show_taken_back()),
            while_alive(self, self._refuse),
        )

    def _connect(self) -> None:
        keys: tuple[tuple[str, Callable[[], Any]], ...] = (
            ("Ctrl+Return", self.forward),
            ("Ctrl+Enter", self.forward),
            ("Alt+Right", self.forward),
            ("Alt+Left", self.back),
            ("Ctrl+Z", self._take_back),
            ("F6", lambda: self.body.next_area(1)),
            ("Shift+F6", lambda: self.body.next_area(-1)),
        )
        for key, call in keys:
            QShortcut(QKeySequence(key), self, call)
        body = self.body
        body.next_asked.connect(self.forward)
        body.back_asked.connect(self.back)
        body.cancel_asked.connect(self.reject)
        body.saving_asked.connect(self.import_saving)
        body.busy.cancelled.connect(self._stop_judging)
        self.reading.changed.connect(self.look)
        self.mappings.chosen.connect(self._take_mapping)
        self.mappings.refused.connect(self._refuse)
        self.mappings.saved.connect(body.say_saved)
        self.plan.changed.connect(self._show_import)
        self.plan.failed.connect(self._refuse)
        self.outcome.undo_asked.connect(self._take_back)

    def _show_step(self, step: int) -> None:
        self._say("")
        name = tr("a table from the clipboard") if self._temporary else self.path.name
        self.body.show_step(step, step_title(step), step_lead(step, name))
        self.next_button.setEnabled(self._first is not None)
        if step == VERDICTS:
            self._show_import()
        elif step == MEANING:
            self.meaning.columns.setFocus()

    def _show_import(self) -> None:
        if self.step != VERDICTS:
            return
        wanted = {verdict: self.plan.wanted(verdict) for verdict in Verdict}
        plan = self.plan.review
        refused = plan.counts[Verdict.REFUSED] if plan is not None else 0
        counted = plan is not None and plan.meaning.stock_take is not None
        self.body.show_import(import_text(wanted, counted=counted), refused)
        self.next_button.setEnabled(sum(wanted.values()) > 0)

    def _take_mapping(self, mapping: Mapping) -> None:
        """Another mapping is to be used; what it says of columns that are not here is left out."""
        first = self._first
        if first is None:
            return
        there = {c: t for c, t in mapping.columns.items() if c in first.table.columns}
        if not there:
            try:
                mapping.check(first.table.columns)
            except KnownError as error:
                self._refuse(error)
            return
        self._say("")
        self.meaning.show_mapping(replace(mapping, columns=there))

    def _decided(self) -> bool:
        if self.plan.decided():
            return True
        changed = self.step >= MEANING and self._first is not None
        return changed and self.meaning.mapping() != self._proposed_mapping

    def _may_leave(self) -> bool:
        return ask(
            self,
            tr("Leave the import?"),
            tr("Nothing is imported yet. What you decided here will be lost."),
            tr("Leave"),
            cancel=tr("Stay"),
        )

    def _refuse(self, error: BaseException) -> None:
        self.body.busy.stop()
        self.reading.busy.set_busy(False)
        self.next_button.setEnabled(self._first is not None)
        if self.step == VERDICTS:
            self._show_import()
        if isinstance(error, KnownError):
            self._say(" ".join(filter(None, (said(error), advice(error)))))
        else:
            self.session.failed.emit(error)

    def _say(self, text: str) -> None:
        self.body.say(text)

    def _beside(self, name: str) -> Path:
        if not self._temporary:
            return self.path.with_name(name)
        from camdesk.gui.window.files import documents  # late: only a pasted table has no folder

        return Path(documents()) / tr("clipboard-refused.csv")
