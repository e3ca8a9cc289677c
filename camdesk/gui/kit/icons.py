"""The program's icons: one line style, drawn from resources/icons in the colours of the theme."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from camdesk.gui.kit import theme
from camdesk.paths import resource

APPLICATION_SIZES = (16, 24, 32, 48, 64, 128, 256)


class Ink(StrEnum):
    """Which colour of the theme an icon is drawn in."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    ERROR = "error"
    WARNING = "warning"


def icon(name: str, ink: Ink = Ink.TEXT) -> QIcon:
    """The icon `name`; it follows the theme, turns accent where checked and pale where disabled."""
    if name not in names():
        raise LookupError(f"no such icon: {name!r}")
    return QIcon(_LineIcon(name, ink))


def pixmap(name: str, size: int, ink: Ink = Ink.TEXT, ratio: float = 1.0) -> QPixmap:
    """The icon `name` as it looks now, `size` pixels wide on a screen of `ratio`."""
    side = round(size * ratio)
    return _pixmap(name, getattr(theme.current(), ink), side, side, ratio)


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """The names of all icons."""
    return frozenset(path.stem for path in resource("icons").glob("*.svg")) - {"camdesk"}


@lru_cache(maxsize=1)
def application_icon() -> QIcon:
    """The icon of the program itself."""
    renderer = QSvgRenderer(str(resource("icons", "camdesk.svg")))
    made = QIcon()
    for size in APPLICATION_SIZES:
        made.addPixmap(_draw(renderer, size, size))
    return made


class _LineIcon(QIconEngine):
    """Asks the theme each time it is painted, so that a change of theme changes every icon."""

    def __init__(self, name: str, ink: Ink) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._ink)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self._in_colour(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._in_colour(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return self._in_colour(size, mode, state, scale)

    def _in_colour(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, ratio: float
    ) -> QPixmap:
        width, height = round(size.width() * ratio), round(size.height() * ratio)
        return _pixmap(self._name, self._colour(mode, state), width, height, ratio)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        tokens = theme.current()
        if mode is QIcon.Mode.Disabled:
            return tokens.disabled
        if state is QIcon.State.On:
            return tokens.accent
        return getattr(tokens, self._ink)


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, width: int, height: int, ratio: float) -> QPixmap:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    made = _draw(renderer, max(width, 1), max(height, 1))
    made.setDevicePixelRatio(ratio)
    return made


def _draw(renderer: QSvgRenderer, width: int, height: int) -> QPixmap:
    """A square at the left: what is wider than high has room there before a button's text."""
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    side = min(width, height)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, (height - side) / 2, side, side))
    painter.end()
    return QPixmap.fromImage(image)
