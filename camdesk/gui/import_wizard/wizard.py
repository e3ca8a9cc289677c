"""The window in which a table is imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from camdesk.domain.errors import KnownError
from camdesk.gui.background import Cancelled
from camdesk.gui.import_wizard.meaning_step import MeaningStep, different_texts
from camdesk.gui.import_wizard.reading_step import ReadingStep, look_at
from camdesk.gui.import_wizard.verdict_step import Verdicts, VerdictStep, judge
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.progress import ProgressDialog
from camdesk.gui.session import Session
from camdesk.importing.fields import targets
from camdesk.importing.mapping import Mapping
from camdesk.importing.plan import Verdict
from camdesk.importing.proposal import propose
from camdesk.importing.reader import Reading, Table
from camdesk.importing.run import Outcome, carry_out
from camdesk.store import own_fields
from camdesk.store.connection import Connection
from camdesk.text.formats import advice, said
from camdesk.text.i18n import ntr, tr

_KEY = "import"
READING, MEANING, VERDICTS = range(3)


class ImportWizard(QDialog):
    """Three steps: how the file is read, what its columns mean, what would become of its rows.

    `notify` is told what was imported. Nothing is written before the last button.
    """

    def __init__(
        self,
        session: Session,
        path: Path,
        notify: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("Import a table"))
        self.session = session
        self.path = path
        self._notify = notify
        self._table: Table | None = None
        self._cancelled = Event()
        self.reading = ReadingStep()
        self.meaning = MeaningStep()
        self.verdicts = VerdictStep()
        self._steps = QStackedWidget()
        for step in (self.reading, self.meaning, self.verdicts):
            self._steps.addWidget(step)
        self._title = Label(role="title")
        self._lead = Label(role="muted", wrap=True)
        self._notice = Label(role="error", wrap=True)
        self._notice.hide()
        self.load_button = Button(tr("Load a mapping…"), self._load_mapping, flat=True)
        self.save_button = Button(tr("Save the mapping…"), self._save_mapping, flat=True)
        self.rejects_button = Button(tr("Import, and save refused rows…"), self._import_saving)
        self.back_button = Button(tr("Back"), self.back)
        self.next_button = Button(tr("Next"), self.forward, primary=True)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.forward)
        self.reading.changed.connect(self._look)
        self._show_step(READING)

    def open(self) -> None:
        """Show the window and look at the file."""
        screen = self.screen().availableGeometry()
        self.resize(min(1100, screen.width() - 80), min(680, screen.height() - 80))
        super().open()
        self._look(None)

    @property
    def step(self) -> int:
        """Which step is shown."""
        return self._steps.currentIndex()

    def forward(self) -> None:
        """On to the next step, or import."""
        if self._table is None or not self.next_button.isEnabled():
            return
        if self.step == READING:
            self._show_step(MEANING)
        elif self.step == MEANING:
            self._judge()
        else:
            self._import(None)

    def back(self) -> None:
        """Back to the step before; nothing is lost."""
        self._show_step(self.step - 1)

    def reject(self) -> None:
        """Close; nothing was written."""
        self.session.cancel_read(_KEY)
        super().reject()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self.load_button, self.save_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        cancel = Button(tr("Cancel"), self.reject)
        for button in (cancel, self.back_button, self.rejects_button, self.next_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.L)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._title)
        layout.addWidget(self._lead)
        layout.addSpacing(Space.M)
        layout.addWidget(self._steps, 1)
        layout.addSpacing(Space.S)
        layout.addWidget(self._notice)
        layout.addSpacing(Space.S)
        layout.addLayout(buttons)

    def _show_step(self, step: int) -> None:
        self._say("")
        titles = (
            tr("1 of 3 · How the file is read"),
            tr("2 of 3 · What the columns mean"),
            tr("3 of 3 · What would happen"),
        )
        leads = (
            tr("{file}: choose otherwise where the rows below look wrong.", file=self.path.name),
            tr("Columns that mean nothing here are left aside; nothing is guessed into them."),
            tr("Nothing is written yet. The import is one entry, which Ctrl+Z takes back."),
        )
        self._steps.setCurrentIndex(step)
        self._title.setText(titles[step])
        self._lead.setText(leads[step])
        self.back_button.setVisible(step > READING)
        self.load_button.setVisible(step == MEANING)
        self.save_button.setVisible(step == MEANING)
        self.rejects_button.setVisible(False)
        self.next_button.setText(tr("Import") if step == VERDICTS else tr("Next"))
        self.next_button.setEnabled(self._table is not None)

    def _look(self, reading: Reading | None) -> None:
        """Read the file as `reading` says, or as it is detected."""
        self._table = None
        self.next_button.setEnabled(False)

        def work(connection: Connection) -> Any:  # noqa: ANN401 - what the GUI thread will show
            table, rows, odd, total = look_at(self.path, reading)
            own = own_fields.all_fields(connection)
            proposed = propose(table, own)
            return table, rows, odd, total, proposed, different_texts(table), targets(own)

        self.session.read(_KEY, work, self._looked, self._refuse)

    def _looked(self, found: tuple[Any, ...]) -> None:
        table, rows, odd, total, mapping, texts, self._targets = found
        self._table = table
        self.reading.show_table(table, rows, odd, total)
        self.meaning.show_mapping(table, mapping, texts, self._targets)
        self._texts = texts
        self.next_button.setEnabled(True)
        self.next_button.setFocus()

    def _judge(self) -> None:
        table, mapping = self._table, self.meaning.mapping()
        as_of = self.meaning.as_of.value()
        if table is None:
            return
        if as_of is not None and not as_of.is_exact:
            self._say(tr("The day that the table speaks of must be one day."))
            return
        day = as_of.first if as_of else None
        self.next_button.setEnabled(False)
        self.session.read(
            _KEY,
            lambda connection: judge(connection, table, mapping, day),
            self._judged,
            self._refuse,
        )

    def _judged(self, verdicts: Verdicts) -> None:
        if self._table is None:
            return
        self.verdicts.show_verdicts(self._table, verdicts)
        self._show_step(VERDICTS)
        new, refused = verdicts.counts[Verdict.NEW], verdicts.counts[Verdict.REFUSED]
        self.next_button.setEnabled(new > 0)
        self.next_button.setText(ntr("Import {n} camera", "Import {n} cameras", new))
        self.rejects_button.setVisible(new > 0 and refused > 0)

    def _import_saving(self) -> None:
        suggested = str(self.path.with_name(f"{self.path.stem}-refused.csv"))
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save the refused rows"), suggested, "CSV (*.csv)"
        )
        if chosen:
            self._import(Path(chosen))

    def _import(self, rejects: Path | None) -> None:
        table, mapping, as_of = self._table, self.meaning.mapping(), self.meaning.as_of.value()
        if table is None:
            return
        self.next_button.setEnabled(False)
        self._cancelled.clear()
        progress = ProgressDialog(tr("Importing {file}", file=self.path.name), self)
        progress.cancelled.connect(self._cancelled.set)
        progress.start()

        def tell(_rows: int) -> None:
            if self._cancelled.is_set():
                raise Cancelled("Cancelled.")

        def finish(outcome: Outcome) -> None:
            progress.finish()
            self._notify("; ".join(outcome.lines()))
            self.accept()

        def give_up(error: BaseException) -> None:
            progress.finish()
            self.next_button.setEnabled(True)
            if not isinstance(error, Cancelled):
                self._refuse(error)

        self.session.write(
            lambda register: carry_out(
                register,
                table,
                mapping,
                as_of.first if as_of else None,
                rejects=rejects,
                progress=tell,
            ),
            finish,
            give_up,
        )

    def _load_mapping(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Load a mapping"), str(self.path.parent), "TOML (*.toml)"
        )
        if chosen and self._table is not None:
            try:
                mapping = Mapping.load(Path(chosen))
                mapping.check(self._table.columns)
            except KnownError as error:
                self._refuse(error)
            else:
                self._say("")
                self.meaning.show_mapping(self._table, mapping, self._texts, self._targets)

    def _save_mapping(self) -> None:
        suggested = str(self.path.with_suffix(".toml"))
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save the mapping"), suggested, "TOML (*.toml)"
        )
        if chosen:
            try:
                self.meaning.mapping().save(Path(chosen))
            except KnownError as error:
                self._refuse(error)

    def _refuse(self, error: BaseException) -> None:
        self.next_button.setEnabled(self._table is not None)
        if isinstance(error, KnownError):
            self._say(" ".join(filter(None, (said(error), advice(error)))))
        else:
            self.session.failed.emit(error)

    def _say(self, text: str) -> None:
        self._notice.setText(text)
        self._notice.setVisible(bool(text))
