"""Puts the parts together: the program with its window."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from camdesk.text.i18n import detect_language, set_language, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from camdesk.gui.kit.settings import Settings
    from camdesk.gui.main_window import MainWindow

TROUBLE = 1


def run(path: Path | None) -> int:
    """Open the window, with the register at `path` in it; returns the exit status."""
    if not _has_display():
        set_language(detect_language())
        said = tr("there is no display here. Without a window: camdesk --help")
        sys.stderr.write(f"camdesk: {said}\n")
        return TROUBLE
    app, settings = make_application()
    if path is None:
        recent = settings.recent_files()
        path = recent[0] if recent and settings.text("reopen", "yes") == "yes" else None
    window = make_window(settings, opening=path is not None)
    catch_faults(window)
    window.show()
    if path is not None:
        window.files.open_path(path)
    return app.exec()


def make_application() -> tuple[QApplication, Settings]:
    """The application in the language and look that the person chose."""
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from camdesk.gui.kit.icons import application_icon
    from camdesk.gui.kit.settings import Settings
    from camdesk.gui.kit.theme import Theme
    from camdesk.gui.window.looks import speak

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("camdesk")
    app.setApplicationDisplayName("camdesk")
    app.setDesktopFileName("camdesk")
    settings = Settings()
    speak(settings.language or detect_language(QLocale.system().uiLanguages()))
    Theme.apply(app, settings.theme)
    app.setWindowIcon(application_icon())
    return app, settings


def make_window(settings: Settings, *, opening: bool = False) -> MainWindow:
    """The main window: on its start page, or empty where a register is opened next."""
    from camdesk.gui.main_window import MainWindow

    return MainWindow(settings, opening=opening)


def catch_faults(window: MainWindow) -> None:
    """From now on show errors that nobody handled, from any thread, with a text to copy."""
    from camdesk.gui.jobs import Relay
    from camdesk.gui.kit.dialogs import tell_bug

    relay = Relay(window)
    shown = threading.Event()  # one report at a time: a fault in painting comes again and again

    def show(text: str) -> None:
        tell_bug(window, text)
        shown.clear()

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        if not shown.is_set():
            shown.set()
            relay.post(lambda: show(text))

    def report_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            report(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = report
    threading.excepthook = report_thread


def _has_display() -> bool:
    """Whether a window can be shown; Qt itself would end the process with a core dump."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
