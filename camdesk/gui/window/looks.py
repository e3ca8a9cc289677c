"""Language and theme of the window: chosen, remembered, in force at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from camdesk.gui.kit.theme import Mode, Theme
from camdesk.text import i18n

if TYPE_CHECKING:
    from camdesk.gui.main_window import MainWindow

_LOCALES = {"ru": "ru_RU", "kk": "kk_KZ", "en": "en_GB"}


class Looks(QObject):
    """Language and theme, as the clerk chose them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show_choice(self) -> None:
        """Mark what is in force in the menus."""
        self._window.acts.check("language", i18n.language())
        self._window.acts.check("theme", self._window.settings.theme.value)

    def set_language(self, code: str) -> None:
        """Speak `code` from now on."""
        if code == i18n.language():
            return
        self._window.settings.language = code
        speak(code)
        self._window.rebuild()

    def set_theme(self, mode: str) -> None:
        """Look like `mode` from now on."""
        self._window.settings.theme = Mode(mode)
        Theme.apply(cast(QApplication, QApplication.instance()), mode)
        self.show_choice()


_spoken: list[QTranslator] = []


def speak(code: str) -> None:
    """Make `code` the language of the program and of Qt's own dialogs."""
    i18n.set_language(code)
    QLocale.setDefault(QLocale(_LOCALES[code]))
    app = QApplication.instance()
    assert app is not None
    while _spoken:
        app.removeTranslator(_spoken.pop())
    translator = QTranslator(app)
    translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    app.installTranslator(translator)
    _spoken.append(translator)
