"""What the window of the import remembers: its size, and columns that were made wider by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QTableView

from camdesk.gui.kit.settings import Column, Settings

_SIZE = "dialog-import"
_MOST = 200  # columns whose widths are kept


def recall_size(settings: Settings | None, usual: QSize) -> QSize:
    """The size that the window had last."""
    kept = bytes(settings.layout(_SIZE).data()).decode("ascii", "replace") if settings else ""
    width, _, height = kept.partition("x")
    known = width.isdecimal() and height.isdecimal()
    return QSize(int(width), int(height)) if known else usual


def remember_size(settings: Settings | None, size: QSize) -> None:
    """Keep the size of the window for the next time."""
    if settings is not None:
        text = f"{size.width()}x{size.height()}".encode()
        settings.set_layout(_SIZE, QByteArray(text))


class Widths(QObject):
    """Keeps the widths that a person gave to columns of a table, by the columns' names."""

    def __init__(self, view: QTableView, name: Callable[[int], str], key: str) -> None:
        super().__init__(view)
        self._view, self._name, self._key = view, name, key
        self._settings: Settings | None = None
        self._widths: dict[str, int] = {}
        view.horizontalHeader().sectionResized.connect(self._resized)

    def use(self, settings: Settings | None) -> None:
        """Remember in `settings`."""
        self._settings = settings
        if settings is not None:
            self._widths = {one.name: one.width for one in settings.columns(self._key)}

    def apply(self) -> None:
        """Make the columns that are known as wide as they were made."""
        for column in range(self._view.horizontalHeader().count()):
            width = self._widths.get(_plain(self._name(column)))
            if width is not None:
                self._view.setColumnWidth(column, width)

    def _resized(self, column: int, _before: int, width: int) -> None:
        """Only a hand on the mouse says that a width is to be kept."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not pressed or self._settings is None or not width:
            return
        name = _plain(self._name(column))
        self._widths.pop(name, None)
        self._widths[name] = width
        kept = [Column(name, width) for name, width in list(self._widths.items())[-_MOST:]]
        self._settings.set_columns(self._key, kept)


def _plain(name: str) -> str:
    """A name as the settings can keep it."""
    return name.replace("|", " ").replace("\n", " ").strip() or "-"
