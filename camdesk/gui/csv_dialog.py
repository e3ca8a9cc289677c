"""In which form a table is saved as CSV; the answer is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
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
from camdesk.reports.dialects import DIALECTS, Dialect
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.kit.settings import Settings

_WIDTH = 460
_DIALECT, _DATES, _FOLDER = "csv/dialect", "csv/dates", "csv/folder"
_ABOUT = {
    "ru": N_("Semicolons between the cells; opens by a double click in Russian Excel."),
    "kk": N_("Semicolons between the cells; opens by a double click in Kazakh Excel."),
    "en": N_("Commas between the cells; opens by a double click in English Excel."),
    "machine": N_("Commas, English names of columns and states that never change."),
}

Chosen = Callable[[Path, Dialect], None]


class CsvDialog(QDialog):
    """Asks for the form, then for the file, and hands both on."""

    def __init__(self, name: str, settings: Settings, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("Save as CSV"))
        self.setFixedWidth(_WIDTH)
        self._name = name
        self._settings = settings
        self._chosen = chosen
        self.form = ChoiceBox(
            [(one.name, tr(one.label)) for one in DIALECTS.values()],
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
        self._about = Label("", "muted", wrap=True)
        self.save_button = Button(tr("Choose a file…"), self._choose_file, primary=True)
        self.save_button.setDefault(True)
        self._lay_out()
        self.form.changed.connect(self._show)
        self._show()

    def dialect(self) -> Dialect:
        """The form chosen."""
        dialect = DIALECTS[str(self.form.value())]
        if dialect.language is None:
            return dialect
        return replace(dialect, dates="iso" if self.dates.value() == "iso" else "local")

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
        layout.addWidget(Label(tr("Save “{name}” as CSV", name=self._name), "title", wrap=True))
        layout.addLayout(fields)
        layout.addWidget(self._about)
        layout.addSpacing(Space.S)
        layout.addLayout(buttons)

    def _show(self) -> None:
        name = str(self.form.value())
        self._about.setText(tr(_ABOUT[name]))
        self.dates.setEnabled(DIALECTS[name].language is not None)

    def _choose_file(self) -> None:
        folder = self._settings.text(_FOLDER) or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        proposed = str(Path(folder) / f"{_file_name(self._name)}.csv")
        text, _ = QFileDialog.getSaveFileName(
            self, tr("Save as CSV"), proposed, tr("CSV table") + " (*.csv)"
        )
        if not text:
            return
        path = Path(text)
        if not path.suffix:
            path = path.with_suffix(".csv")
        self._settings.set_text(_DIALECT, str(self.form.value()))
        self._settings.set_text(_DATES, str(self.dates.value()))
        self._settings.set_text(_FOLDER, str(path.parent))
        dialect = self.dialect()
        self.accept()
        self._chosen(path, dialect)


def _file_name(name: str) -> str:
    """`name` without what file systems do not take."""
    return "".join("-" if letter in '<>:"/\\|?*' else letter for letter in name).strip(". ")
