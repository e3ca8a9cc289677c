"""The ways into the import of a table: a file asked for, dropped, lately used, the clipboard."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from camdesk.domain.errors import N_, KnownError
from camdesk.gui.window.table_drop import TABLES, TableDrop
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.main_window import MainWindow

_FOLDER = "import/folder"


class Imports(QObject):
    """Opens the window that imports a table into the register shown."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._drop = TableDrop(window, self._drop_title)
        self._drop.dropped.connect(self.import_file)

    def import_table(self) -> None:
        """Ask for a table and open the window that imports it."""
        tables, others = tr("Tables"), tr("All files")
        endings = " ".join(f"*{ending}" for ending in TABLES)
        text, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Import a table"),
            self._folder(),
            f"{tables} ({endings});;{others} (*)",
        )
        if text:
            self.import_file(Path(text))

    def import_file(self, path: Path) -> None:
        """Open the window that imports the table at `path`."""
        settings = self._window.settings
        settings.set_text(_FOLDER, str(path.parent))
        settings.add_recent_table(path)
        self._open(path, temporary=False)

    def import_clipboard(self) -> None:
        """Open the window that imports the table in the clipboard."""
        if self._window.session is None:
            return
        text = table_text(QGuiApplication.clipboard().mimeData())
        if not text:
            self._window.fail(
                KnownError(
                    N_("The clipboard holds no table."),
                    N_("Copy the cells in the spreadsheet, with their headings."),
                )
            )
            return
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8-sig",
            newline="",
            prefix="camdesk-",
            suffix=".tsv",
            delete=False,
        ) as file:
            file.write(text)
        self._open(Path(file.name), temporary=True)

    def offer_clipboard(self) -> bool:
        """Offer to import the table in the clipboard; whether there is one."""
        context = self._window.context
        allowed = self._window.acts["file.paste"].isEnabled()
        text = table_text(QGuiApplication.clipboard().mimeData())
        if context is None or not allowed or "\t" not in text:
            return False
        rows = len(text.splitlines())
        context.notify(
            tr("The clipboard holds a table of {count} rows.", count=rows),
            (tr("Import it"), self._import_offered),
        )
        return True

    def _import_offered(self) -> None:
        desk = self._window.desk()
        if desk is not None:
            desk.take_remark_back()
        self.import_clipboard()

    def _open(self, path: Path, *, temporary: bool) -> None:
        session, context = self._window.session, self._window.context
        if session is None or context is None:
            return
        from camdesk.gui.import_wizard.wizard import ImportWizard

        ImportWizard(
            session,
            path,
            context.notify,
            self._window,
            settings=self._window.settings,
            temporary=temporary,
        ).open()

    def _folder(self) -> str:
        known = self._window.settings.text(_FOLDER)
        if known and Path(known).is_dir():
            return known
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def _drop_title(self) -> str:
        if not self._window.acts["file.import"].isEnabled():
            return ""
        return tr("Drop the table here to import it")


def table_text(data: QMimeData | None) -> str:
    """The text of a table in the clipboard; empty where it is no table."""
    text = data.text() if data is not None and data.hasText() else ""
    return text if "\t" in text or len(text.strip().splitlines()) > 1 else ""
