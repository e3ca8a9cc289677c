"""A report made for every month of a year, or for every district, into a folder."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from camdesk.gui.asking import while_alive
from camdesk.gui.csv_dialog import form_choices, form_of
from camdesk.gui.csv_export import show_file
from camdesk.gui.jobs import Relay
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.progress import ProgressDialog
from camdesk.gui.session import Session
from camdesk.reports.batch import by_district, by_month, save_all
from camdesk.reports.companion import Asked, Made
from camdesk.reports.csv_out import Cancelled
from camdesk.reports.saving import Form
from camdesk.store.connection import Connection
from camdesk.text.i18n import language, ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_WIDTH = 460
_YEARS = 15
_KEY = "batch"
_EVERY, _FORM, _FOLDER = "batch/every", "batch/form", "batch/folder"


class BatchDialog(QDialog):
    """Asks for what, in which form and where to; then makes the files, with progress."""

    def __init__(self, session: Session, context: Context, asked: Asked, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("Run for every month or district"))
        self.setFixedWidth(_WIDTH)
        self._session = session
        self._context = context
        self._asked = asked
        self._page = parent
        self._relay = Relay(parent)
        settings = context.settings
        today = session.today
        self.every = ChoiceBox(
            [("month", tr("every month of a year")), ("district", tr("every district"))],
            settings.text(_EVERY, "month"),
            unknown=None,
        )
        self.year = ChoiceBox(
            [(str(year), str(year)) for year in range(today.year, today.year - _YEARS, -1)],
            str(today.year),
            unknown=None,
        )
        self.form = ChoiceBox(form_choices(), settings.text(_FORM, language()), unknown=None)
        self.companion = QCheckBox(tr("With a text of what the table is made from"))
        self.overwrite = QCheckBox(tr("Overwrite files of the same names"))
        self.save_button = Button(tr("Choose a folder…"), self._choose_folder, primary=True)
        self.save_button.setDefault(True)
        self._lay_out()
        self.every.changed.connect(self._follow)
        self._follow()

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(Space.M)
        fields.setVerticalSpacing(Space.M)
        fields.setColumnStretch(1, 1)
        named = ((tr("For"), self.every), (tr("Year"), self.year), (tr("Form"), self.form))
        for row, (text, field) in enumerate(named):
            label = Label(text, "muted")
            label.setBuddy(field)
            field.setAccessibleName(text)
            fields.addWidget(label, row, 0)
            fields.addWidget(field, row, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(Button(tr("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XXL, Space.XL, Space.XXL, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(Label(tr(self._asked.report.title), "title", wrap=True))
        layout.addLayout(fields)
        layout.addWidget(self.companion)
        layout.addWidget(self.overwrite)
        layout.addSpacing(Space.S)
        layout.addLayout(buttons)

    def _follow(self) -> None:
        self.year.setEnabled(self.every.value() == "month")

    def _choose_folder(self) -> None:
        settings = self._context.settings
        folder = settings.text(_FOLDER) or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        chosen = QFileDialog.getExistingDirectory(self, tr("Into which folder"), folder)
        if not chosen:
            return
        settings.set_text(_EVERY, str(self.every.value()))
        settings.set_text(_FORM, str(self.form.value()))
        settings.set_text(_FOLDER, chosen)
        form = form_of(str(self.form.value()), companion=self.companion.isChecked())
        self._start(Path(chosen), form)
        self.accept()

    def _start(self, folder: Path, form: Form) -> None:
        session, context, asked = self._session, self._context, self._asked
        register = session.register
        made = Made(register.path, register.author, register.clock())
        year = int(str(self.year.value())) if self.every.value() == "month" else None
        overwrite = self.overwrite.isChecked()
        progress = ProgressDialog(tr("Making reports"), self._page.window())
        called_off = threading.Event()
        relay = self._relay

        def tell(done: int, total: int) -> None:
            show = while_alive(progress, progress.tell)
            relay.post(lambda: show(tr("{done} of {total}", done=done, total=total)))

        def work(connection: Connection) -> list[Path]:
            parts = (
                by_month(asked, year, made.at.date())
                if year is not None
                else by_district(connection, asked, form.spoken)
            )
            return save_all(
                connection, parts, made, folder, form,
                overwrite=overwrite, tell=tell, cancelled=called_off.is_set,
            )  # fmt: skip

        def call_off() -> None:
            called_off.set()
            session.cancel_read(_KEY)

        def finish(paths: list[Path]) -> None:
            progress.finish()
            files = len(paths) - 1  # the index is none of them
            context.notify(
                ntr("Made {n} report in “{folder}”.", "Made {n} reports in “{folder}”.", files,
                    folder=folder.name),
                (tr("Show in folder"), lambda: show_file(folder)),
            )  # fmt: skip

        def give_up(error: BaseException) -> None:
            progress.finish()
            if not isinstance(error, Cancelled):
                session.failed.emit(error)

        progress.cancelled.connect(call_off)
        progress.start()
        session.read(_KEY, work, while_alive(self._page, finish), while_alive(self._page, give_up))
