"""What the program remembers for one person between two days: an .ini file of hers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from camdesk.gui.kit.theme import Mode
from camdesk.text.i18n import LANGUAGES

RECENT_FILES = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list as the clerk left it; its place is its place in the list of columns."""

    name: str
    width: int
    visible: bool = True


class Settings:
    """Typed access to the .ini file; what cannot be read there counts as never said."""

    def __init__(self, path: Path | None = None) -> None:
        ini = QSettings.Format.IniFormat
        self._store = (
            QSettings(str(path), ini)
            if path is not None
            else QSettings(ini, QSettings.Scope.UserScope, "camdesk", "camdesk")
        )

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self._store.fileName())

    @property
    def language(self) -> str | None:
        """The language that was chosen; None where the system decides."""
        code = self.text("language")
        return code if code in LANGUAGES else None

    @language.setter
    def language(self, code: str | None) -> None:
        self.set_text("language", code or "")

    @property
    def theme(self) -> Mode:
        """The look that was chosen."""
        chosen = self.text("theme")
        return Mode(chosen) if chosen in set(Mode) else Mode.SYSTEM

    @theme.setter
    def theme(self, mode: Mode | str) -> None:
        self.set_text("theme", Mode(mode).value)

    def recent_files(self) -> list[Path]:
        """The registers opened lately, the latest first; those that are gone are left out."""
        return [path for path in self.remembered_files() if path.exists()]

    def remembered_files(self) -> list[Path]:
        """The registers opened lately, the latest first, wherever they are now."""
        return [Path(text) for text in self._texts("recent") if text]

    def add_recent_file(self, path: Path) -> None:
        """Remember that `path` was opened."""
        whole = path.absolute()
        paths = [whole, *(other for other in self.remembered_files() if other != whole)]
        self._store.setValue("recent", [str(kept) for kept in paths[:RECENT_FILES]])

    def forget_recent_file(self, path: Path) -> None:
        """Do not offer `path` again."""
        kept = [str(other) for other in self.remembered_files() if other != path.absolute()]
        self._store.setValue("recent", kept)

    def recent_tables(self) -> list[Path]:
        """The tables imported lately, the latest first; those that are gone are left out."""
        paths = [Path(text) for text in self._texts("import/recent") if text]
        return [path for path in paths if path.exists()]

    def add_recent_table(self, path: Path) -> None:
        """Remember that the table at `path` was imported."""
        whole = path.absolute()
        paths = [whole, *(other for other in self.recent_tables() if other != whole)]
        self._store.setValue("import/recent", [str(kept) for kept in paths[:RECENT_FILES]])

    def layout(self, key: str) -> QByteArray:
        """Geometry or state that a window or a splitter saved under `key`; empty if none."""
        value = self._store.value(f"layout/{key}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, key: str, state: QByteArray) -> None:
        """Remember geometry or state under `key`."""
        self._store.setValue(f"layout/{key}", state)

    def columns(self, key: str) -> list[Column]:
        """The columns of the list `key`, from the left; empty where the clerk never moved one."""
        made = []
        for line in self._texts(f"columns/{key}"):
            name, _, rest = line.partition("|")
            width, _, visible = rest.partition("|")
            if name and width.isdecimal():
                made.append(Column(name, int(width), visible != "hidden"))
        return made

    def set_columns(self, key: str, columns: list[Column]) -> None:
        """Remember the columns of the list `key`."""
        lines = [f"{c.name}|{c.width}|{'shown' if c.visible else 'hidden'}" for c in columns]
        self._store.setValue(f"columns/{key}", lines)

    def text(self, key: str, default: str = "") -> str:
        """A text under `key`."""
        value = self._store.value(key)
        return value if isinstance(value, str) and value else default

    def set_text(self, key: str, text: str) -> None:
        """Remember a text under `key`."""
        self._store.setValue(key, text)

    def save(self) -> None:
        """Write to the disk now rather than soon."""
        self._store.sync()

    def _texts(self, key: str) -> list[str]:
        """A list of texts; an .ini file gives back a list of one as the one."""
        value = self._store.value(key)
        if isinstance(value, str):
            return [value]
        return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
