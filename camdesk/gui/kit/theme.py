"""Light and dark: the palette, the style sheet and the interface font of the program."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from camdesk.gui.kit.qss import stylesheet
from camdesk.gui.kit.tokens import DARK, LIGHT, TEXT_PT, Tokens

KAZAKH_LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
# Where the desktop names no font of its own, or one without Kazakh letters: the first installed.
GOOD_FONTS = ("Inter", "Segoe UI", "Noto Sans", "Ubuntu", "Cantarell", "Open Sans", "DejaVu Sans")
_NAMELESS_FONTS = frozenset({"Sans Serif", "Sans", "sans-serif", "System", "MS Shell Dlg 2", ""})


class Mode(StrEnum):
    """What the clerk chose."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """The look of the program. There is one, as there is one QApplication."""

    changed = Signal()
    _instance: Theme | None = None

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode = Mode.SYSTEM
        self._tokens = LIGHT
        app.setStyle("Fusion")
        app.setFont(interface_font())
        # Both are kept: PySide invalidates the second when the first is collected.
        self._hints = app.styleHints()
        self._contrast = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._contrast.contrastPreferenceChanged.connect(self._system_changed)

    @classmethod
    def of(cls, app: QApplication) -> Theme:
        """The theme of `app`, made when first asked for."""
        theme = cls._instance
        if theme is None or theme.parent() is not app:
            theme = cls._instance = cls(app)
        return theme

    @classmethod
    def apply(cls, app: QApplication, mode: str) -> Theme:
        """Give the program the look `light`, `dark` or `system`, at once."""
        theme = cls.of(app)
        theme._set_mode(Mode(mode))
        return theme

    @property
    def mode(self) -> Mode:
        """What the clerk chose."""
        return self._mode

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._tokens

    def _set_mode(self, mode: Mode) -> None:
        self._mode = mode
        if mode is Mode.SYSTEM:
            self._hints.unsetColorScheme()
        else:
            scheme = Qt.ColorScheme.Dark if mode is Mode.DARK else Qt.ColorScheme.Light
            # Window frames and the system's own dialogs follow.
            self._hints.setColorScheme(scheme)
        self._system_changed()

    def _system_changed(self, *_: object) -> None:
        wanted = self._wanted()
        # Every widget is polished anew by a new style sheet: not without need.
        if wanted != self._tokens or not self._app.styleSheet():
            self._use(wanted)

    def _wanted(self) -> Tokens:
        dark = self._mode is Mode.DARK or (
            self._mode is Mode.SYSTEM and self._hints.colorScheme() is Qt.ColorScheme.Dark
        )
        tokens = DARK if dark else LIGHT
        high = self._contrast.contrastPreference() is Qt.ContrastPreference.HighContrast
        return tokens.high_contrast() if high else tokens

    def _use(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._app.setPalette(palette(tokens))
        self._app.setStyleSheet(stylesheet(tokens))
        self.changed.emit()


def current() -> Tokens:
    """The colours in use; the light ones before any theme was applied."""
    theme = Theme._instance
    return theme.tokens if theme is not None else LIGHT


def palette(tokens: Tokens) -> QPalette:
    """The palette of `tokens`, for what the style sheet does not reach: delegates, calendars."""
    made = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.background),
        (QPalette.ColorRole.WindowText, tokens.text),
        (QPalette.ColorRole.Base, tokens.surface),
        (QPalette.ColorRole.AlternateBase, tokens.background),
        (QPalette.ColorRole.Text, tokens.text),
        (QPalette.ColorRole.PlaceholderText, tokens.muted),
        (QPalette.ColorRole.Button, tokens.surface),
        (QPalette.ColorRole.ButtonText, tokens.text),
        (QPalette.ColorRole.BrightText, tokens.error),
        (QPalette.ColorRole.ToolTipBase, tokens.surface),
        (QPalette.ColorRole.ToolTipText, tokens.text),
        (QPalette.ColorRole.Highlight, tokens.selection),
        (QPalette.ColorRole.HighlightedText, tokens.text),
        (QPalette.ColorRole.Accent, tokens.accent),
        (QPalette.ColorRole.Link, tokens.accent),
        (QPalette.ColorRole.LinkVisited, tokens.accent),
        (QPalette.ColorRole.Light, tokens.surface),
        (QPalette.ColorRole.Midlight, tokens.line),
        (QPalette.ColorRole.Mid, tokens.line_strong),
        (QPalette.ColorRole.Dark, tokens.muted),
        (QPalette.ColorRole.Shadow, tokens.line_strong),
    ):
        made.setColor(role, QColor(colour))
    off = QColor(tokens.disabled)
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, off)
    return made


def interface_font() -> QFont:
    """The system's interface font at our size, or a good one where that lacks Kazakh letters."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family() in _NAMELESS_FONTS or not has_kazakh(font):
        installed = set(QFontDatabase.families())
        for family in GOOD_FONTS:
            if family in installed and has_kazakh(QFont(family)):
                font = QFont(family)
                break
    font.setPointSizeF(TEXT_PT)
    return font


def has_kazakh(font: QFont) -> bool:
    """Whether the font itself, without a substitute, draws every Kazakh letter."""
    metrics = QFontMetrics(font)
    return all(metrics.inFontUcs4(ord(letter)) for letter in KAZAKH_LETTERS)


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, where it has them: for columns of numbers."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
