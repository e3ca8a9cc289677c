"""Settings of the person at this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.edits import ChoiceBox, TextEdit
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.theme import Mode
from camdesk.gui.kit.tokens import Space
from camdesk.store.lock import user_name
from camdesk.text.i18n import LANGUAGES, language, tr

if TYPE_CHECKING:
    from camdesk.gui.main_window import MainWindow


class SettingsDialog(Dialog):
    """Language, look, the name that entries carry, what the program starts with."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(tr("Settings"), tr("Save"), parent=window)
        self._window = window
        settings = window.settings
        self.language_box = ChoiceBox(list(LANGUAGES.items()), language(), unknown=None)
        self.look = ChoiceBox(
            [
                (Mode.LIGHT, tr("Light")),
                (Mode.DARK, tr("Dark")),
                (Mode.SYSTEM, tr("As the system")),
            ],
            settings.theme,
            unknown=None,
        )
        self.author = TextEdit(settings.text("author"))
        self.author.setPlaceholderText(user_name())
        self.start = ChoiceBox(
            [("yes", tr("With the register opened last")), ("no", tr("With the start page"))],
            settings.text("reopen", "yes"),
            unknown=None,
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        grid.setColumnStretch(1, 1)
        for row, (text, field) in enumerate(
            (
                (tr("Language"), self.language_box),
                (tr("Look"), self.look),
                (tr("Your name in the journal"), self.author),
                (tr("The program starts"), self.start),
            )
        ):
            label = Label(text, "muted")
            label.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.body.addLayout(grid)
        self.accepted.connect(self._save)

    def _save(self) -> None:
        window, settings = self._window, self._window.settings
        author = self.author.value() or ""
        settings.set_text("author", author)
        settings.set_text("reopen", str(self.start.value()))
        if window.session is not None:
            window.session.register.author = author or user_name()
        window.looks.set_theme(str(self.look.value()))
        window.looks.set_language(str(self.language_box.value()))
