"""Opening, making and closing registers; nothing of it waits in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from camdesk.domain.own_fields import OwnField
from camdesk.gui.background import Task
from camdesk.gui.progress import ProgressDialog
from camdesk.gui.session import Session, own_fields_of
from camdesk.gui.window.page_stack import load_first
from camdesk.store.register import Register
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.main_window import MainWindow

SUFFIX = ".camdesk"


class Files(QObject):
    """The registers that the window opens, one at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._opening: Path | None = None

    def open_register(self) -> None:
        """Ask for a register and open it."""
        text, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open a register"), self._folder(), self._kinds()
        )
        if text:
            self.open_path(Path(text))

    def new_register(self) -> None:
        """Ask for a name, make an empty register and open it."""
        path = self._ask_new(tr("New register"), tr("register"))
        if path is not None:
            self._run(lambda _task: Register.create(path), tr("Making “{name}”", name=path.name))

    def make_sample(self) -> None:
        """Ask for a name, build the sample register there and open it."""
        path = self._ask_new(tr("Sample register"), tr("sample"))
        if path is not None:
            self.build_sample(path)

    def try_sample(self) -> None:
        """Build the sample register under a free name among the documents, unasked, and open it."""
        self.build_sample(free_path(Path(documents()), tr("sample")))

    def build_sample(self, path: Path) -> None:
        """Build the sample register at `path`, with progress, and open it."""

        def work(task: Task) -> Register:
            from camdesk.samples import build

            return Register.open(build(path, progress=task.tell))

        self._run(work, tr("Building the sample register"))

    def open_path(self, path: Path) -> None:
        """Open the register at `path`."""
        self._run(lambda _task: Register.open(path), tr("Opening “{name}”", name=path.name), path)

    def close_register(self) -> None:
        """Close the register and show the start page."""
        self._window.leave(lambda: self._window.show_session(None))

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def _run(self, work: Callable[[Task], Register], title: str, path: Path | None = None) -> None:
        """Have a register opened or made in another thread, then show it."""

        def work_and_load(task: Task) -> tuple[Register, tuple[OwnField, ...]]:
            register = work(task)
            load_first()
            return register, own_fields_of(register)

        task = Task(work_and_load, self)
        progress = ProgressDialog(title, self._window, can_cancel=path is None)

        def fail(error: BaseException) -> None:
            progress.finish()
            self._window.tell_open_error(error)

        def show(opened: tuple[Register, tuple[OwnField, ...]]) -> None:
            register, own = opened
            progress.finish()
            self._window.settings.add_recent_file(register.path)
            self._window.leave(lambda: self._window.show_session(Session(register, own)))

        task.progressed.connect(lambda what, share: progress.tell(tr(what), share))
        progress.cancelled.connect(task.cancel)
        task.done.connect(show)
        task.failed.connect(fail)
        task.finished.connect(task.deleteLater)
        progress.start()
        task.start()

    def _ask_new(self, title: str, name: str) -> Path | None:
        proposed = str(free_path(Path(self._folder()), name))
        text, _ = QFileDialog.getSaveFileName(
            self._window,
            title,
            proposed,
            self._kinds(),
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is ever overwritten
        )
        if not text:
            return None
        path = Path(text)
        return path if path.suffix else path.with_suffix(SUFFIX)

    def _folder(self) -> str:
        recent = self._window.settings.recent_files()
        return str(recent[0].parent) if recent else documents()

    def _kinds(self) -> str:
        registers, others = tr("Register"), tr("All files")
        return f"{registers} (*{SUFFIX});;{others} (*)"


def documents() -> str:
    """The person's documents folder; where there is none, the home folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return folder if Path(folder).is_dir() else str(Path.home())


def free_path(folder: Path, name: str) -> Path:
    """The first of `name.camdesk`, `name 2.camdesk`, ... that is not taken in `folder`."""
    path, number = folder / f"{name}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{name} {number}{SUFFIX}", number + 1
    return path
