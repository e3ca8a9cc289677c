"""In which form a table is saved; the answer is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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

from camdesk.domain.errors import N_
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.reports.dialects import DIALECTS
from camdesk.reports.saving import Form
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.kit.settings import Settings

_WIDTH = 460
_DIALECT, _DATES, _FOLDER = "csv/dialect", "csv/dates", "csv/folder"
_COMPANION = "csv/companion"
WORKBOOK = "xlsx"
_ABOUT = {
    "xlsx": N_("Numbers, dates and texts keep their types; sums stand below as formulas."),
    "ru": N_("Semicolons between the cells; opens by a double click in Russian Excel."),
    "kk": N_("Semicolons between the cells; opens by a double click in Kazakh Excel."),
    "en": N_("Commas between the cells; opens by a double click in English Excel."),
    "machine": N_("Commas, English names of columns and states that never change."),
}

Chosen = Callable[[Path, Form], None]


class CsvDialog(QDialog):
    """Asks for the form, then for the file, and hands both on."""

    def __init__(self, name: str, settings: Settings, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("Save as a table"))
        self.setFixedWidth(_WIDTH)
        self._name = name
        self._settings = settings
        self._chosen = chosen
        self.form = ChoiceBox(
            form_choices(),
            settings.text(_DIALECT, language()),
            unknown=None,
        )
        self.dates = ChoiceBox(
            [
                ("local", tr("As on the screen: 31.12.2024")),
                ("iso", tr("For programs: 2024-12-31")),
            ],
            settings.text(_DATES, "local"),
            unknown=None,
        )
        self.companion = QCheckBox(tr("With a text of what the table is made from"))
        self.companion.setChecked(settings.text(_COMPANION) == "1")
        self._about = Label("", "muted", wrap=True)
        self.save_button = Button(tr("Choose a file…"), self._choose_file, primary=True)
        self.save_button.setDefault(True)
        self._lay_out()
        self.form.changed.connect(self._show)
        self._show()

    def chosen_form(self) -> Form:
        """The form chosen."""
        form = form_of(str(self.form.value()), companion=self.companion.isChecked())
        if form.workbook or form.dialect.language is None:
            return form
        dates: Literal["iso", "local"] = "iso" if self.dates.value() == "iso" else "local"
        return replace(form, dialect=replace(form.dialect, dates=dates))

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(Space.M)
        fields.setVerticalSpacing(Space.M)
        fields.setColumnStretch(1, 1)
        for row, (text, field) in enumerate(((tr("For"), self.form), (tr("Dates"), self.dates))):
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
        layout.addWidget(Label(tr("Save “{name}” as a table", name=self._name), "title", wrap=True))
        layout.addLayout(fields)
        layout.addWidget(self._about)
        layout.addWidget(self.companion)
        layout.addSpacing(Space.S)
        layout.addLayout(buttons)

    def _show(self) -> None:
        name = str(self.form.value())
        self._about.setText(tr(_ABOUT[name]))
        self.dates.setEnabled(name != WORKBOOK and DIALECTS[name].language is not None)

    def _choose_file(self) -> None:
        folder = self._settings.text(_FOLDER) or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        form = self.chosen_form()
        kind = tr("Excel workbook") if form.workbook else tr("CSV table")
        proposed = str(Path(folder) / f"{_file_name(self._name)}{form.suffix}")
        text, _ = QFileDialog.getSaveFileName(
            self, tr("Save as a table"), proposed, f"{kind} (*{form.suffix})"
        )
        if not text:
            return
        path = Path(text)
        if not path.suffix:
            path = path.with_suffix(form.suffix)
        self._settings.set_text(_DIALECT, str(self.form.value()))
        self._settings.set_text(_DATES, str(self.dates.value()))
        self._settings.set_text(_COMPANION, "1" if form.companion else "")
        self._settings.set_text(_FOLDER, str(path.parent))
        self.accept()
        self._chosen(path, form)


def form_choices() -> list[tuple[str, str]]:
    """The forms in which tables are saved, by name."""
    return [
        (WORKBOOK, tr("Excel workbook")),
        *((one.name, f"CSV: {tr(one.label)}") for one in DIALECTS.values()),
    ]


def form_of(name: str, *, companion: bool = False) -> Form:
    """The form of that name; a workbook speaks the language of the window."""
    workbook = name == WORKBOOK
    return Form(DIALECTS[language() if workbook else name], workbook, companion, language())


def _file_name(name: str) -> str:
    """`name` without what file systems do not take."""
    return "".join("-" if letter in '<>:"/\\|?*' else letter for letter in name).strip(". ")
