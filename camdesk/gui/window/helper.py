"""What the window opens to help: the palette, the list of shortcuts, settings, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from camdesk import __version__
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.labels import Label
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.main_window import MainWindow


class Helper(QObject):
    """Opens dialogs that belong to no page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show_palette(self) -> None:
        """Find a page, an action, a camera or a site by a few letters."""
        from camdesk.gui.palette import Palette

        window = self._window
        Palette(window.acts, window.session, window.context, window.settings, window).open()

    def show_shortcuts(self) -> None:
        """List every action with its keys."""
        from camdesk.gui.shortcuts import ShortcutsDialog

        self._open(ShortcutsDialog(self._window.settings, self._window))

    def show_settings(self) -> None:
        """Language, look and the name in the journal."""
        from camdesk.gui.settings_dialog import SettingsDialog

        self._open(SettingsDialog(self._window))

    def show_about(self) -> None:
        """What this program is, and which version."""
        dialog = Dialog(
            "camdesk",
            subtitle=tr("Version {version}", version=__version__),
            cancel=tr("Close"),
            parent=self._window,
        )
        for text in (
            tr("The register of video-surveillance cameras, from the tender to the scrap heap."),
            tr("Everything stays in one file on this computer; nothing is sent anywhere."),
        ):
            dialog.body.addWidget(Label(text, wrap=True))
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
