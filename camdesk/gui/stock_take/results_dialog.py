"""Entering results: a line for the scanner, and below it what each number came to at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import ask, while_alive
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.dialogs import ask as ask_whether
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.notices import Level
from camdesk.gui.kit.tokens import Space
from camdesk.gui.long_work import write_long
from camdesk.gui.session import Session
from camdesk.gui.stock_take.keeper import Keeper
from camdesk.gui.stock_take.scan_line import ScanLine
from camdesk.gui.stock_take.scan_list import ScanList
from camdesk.importing.counted import counted as read_counted
from camdesk.store import stock_take_list, stock_take_work
from camdesk.store.register import Register
from camdesk.store.stock_take_list import File
from camdesk.store.stock_take_work import Counted, Outcome
from camdesk.store.telling import Tell
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr
from camdesk.text.stock_take_words import counted_words, outcome_words

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_TROUBLE, _LOST, _READ = "trouble", "lost", "read"
_SIZE = (640, 640)


class ResultsDialog(Dialog):
    """Takes numbers for a stock-take; everything is saved as it goes."""

    def __init__(
        self, session: Session, context: Context, take: int, name: str, parent: QWidget
    ) -> None:
        super().__init__(
            tr("Enter results"),
            subtitle=name,
            cancel=tr("Done"),
            key="stock-take-results",
            settings=context.settings,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._take = take
        self._name = name
        self._leaving = False
        self._may_be_lost = False
        self.keeper = Keeper(session, take, name, self)
        self.line = ScanLine()
        self.site = ReferencePicker(session, "site")
        self.site.setPlaceholderText(tr("Where you stand (may stay empty)"))
        self.list = ScanList()
        self.count = Label("", "muted", wrap=True)
        self.undo_button = Button(tr("Undo the last"), self.undo_last)
        self.file_button = Button(tr("Import from a file…"), self.choose_file)
        self.rest_button = Button(tr("Mark the rest as missing…"), self.mark_rest)
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (
            self.undo_button,
            Button(tr("Paste a column"), self._paste),
            self.file_button,
            self.rest_button,
        ):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addWidget(self.line)
        self.body.addWidget(self.site)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.count)
        self.body.addLayout(buttons)

    def _connect(self) -> None:
        self.line.entered.connect(self.enter)
        self.line.undo_asked.connect(self.undo_last)
        self.site.changed.connect(self._to_line)
        self.keeper.changed.connect(self._show)
        self.keeper.refused.connect(self._refuse)
        self._session.changed.connect(self._ask_counts)
        self._ask_counts()
        self._show()

    def open(self) -> None:
        """Show it, the cursor in the line."""
        super().open()
        self._to_line()

    def enter(self, numbers: list[str]) -> None:
        """Take numbers as they were typed, scanned or pasted."""
        where = self.site.value()
        site = where if isinstance(where, int) else None
        self._may_be_lost = False
        for key in (_TROUBLE, _LOST):
            self.notices.remove(key)
        self.keeper.take([Counted(number, site=site) for number in numbers])

    def undo_last(self) -> None:
        """Take the latest number back."""
        self.keeper.undo_last()
        self._to_line()

    def choose_file(self) -> None:
        """Ask for a table of numbers, and enter them."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Import from a file"), "", f"{tr('Tables')} (*.csv *.txt *.tsv);;* (*)"
        )
        if chosen:
            self.import_file(Path(chosen))

    def import_file(self, path: Path) -> None:
        """Enter the numbers of a table, as one entry."""
        self.keeper.save()
        self._session.read(
            "numbers of a file",
            lambda connection: read_counted(connection, path),
            while_alive(self, lambda numbers: self._enter_all(numbers, path.name)),
            while_alive(self, self._refuse),
        )

    def mark_rest(self) -> None:
        """Mark all that nobody has entered as missing, when the clerk says so."""
        self.keeper.save()
        if ask_whether(
            self,
            tr("Mark the rest as missing?"),
            tr("Every camera that is expected and was not entered is marked as missing."),
            tr("Mark as missing"),
        ):
            take = self._take

            def work(register: Register, tell: Tell) -> int:
                with register.write("stock_take", self._name) as entry:
                    return stock_take_work.mark_missing(entry, take, tell)

            title = tr("Marking the rest as missing")
            write_long(self._session, self, title, work, self._marked, self._refuse)
        self._to_line()

    def reject(self) -> None:
        """Leave, once everything is saved; where that failed, only when asked twice."""
        if self.keeper.idle or self._may_be_lost:
            super().reject()
        else:
            self._leaving = True
            self.keeper.save()
            self._leave_when_saved()

    def accept(self) -> None:
        """Ctrl+Enter leaves too."""
        self.reject()

    def _leave_when_saved(self) -> None:
        if self.keeper.idle:
            super().reject()

    def _enter_all(self, numbers: list[Counted], file: str) -> None:
        take, name = self._take, self._name

        def work(register: Register, tell: Tell) -> list[Outcome]:
            with register.write("stock_take", name) as entry:
                return stock_take_work.enter(entry, take, numbers, tell)

        def done(outcomes: list[Outcome]) -> None:
            said = tr("{file}: {what}", file=file, what=outcome_words(outcomes))
            self.notices.post(Level.INFO, said, key=_READ)
            self._to_line()

        title = tr("Entering numbers of “{file}”", file=file)
        write_long(self._session, self, title, work, done, self._refuse)

    def _marked(self, count: int) -> None:
        said = tr("Marked as missing: {count}", count=number_text(count))
        self.notices.post(Level.INFO, said, key=_READ)
        self._to_line()

    def _paste(self) -> None:
        self.line.paste_column()
        self._to_line()

    def _show(self) -> None:
        self.list.show_scans(self.keeper.scans)
        self.undo_button.setEnabled(bool(self.keeper.scans))
        if self._leaving:
            self._leave_when_saved()

    def _ask_counts(self) -> None:
        take = self._take
        ask(
            self,
            self._session,
            "stock-take results",
            lambda connection: stock_take_list.file(connection, take),
            self._show_counts,
        )

    def _show_counts(self, file: File | None) -> None:
        if file is not None:
            self.count.setText("\n".join(counted_words(one) for one in file.counts))
            self.rest_button.setEnabled(any(one.not_checked for one in file.counts))

    def _refuse(self, error: BaseException) -> None:
        self._may_be_lost = self._leaving and not self.keeper.idle
        self._leaving = False
        if isinstance(error, KnownError):
            self.notices.post_error(error, key=_TROUBLE)
            if self._may_be_lost:
                said = tr("Numbers that are not saved are lost when you leave now.")
                self.notices.post(Level.WARNING, said, key=_LOST)
        else:
            self._session.failed.emit(error)
        self._to_line()

    def _to_line(self) -> None:
        # After whoever has the keyboard now is done with the key.
        QTimer.singleShot(0, self.line, self.line.setFocus)
