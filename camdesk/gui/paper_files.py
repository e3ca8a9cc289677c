"""Files of documents: attached, opened with the system's viewer, saved, taken off.

Reading and writing goes on in the threads of the session; what is large shows its progress.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QDateTime, QIODevice, QMimeData, QObject, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from camdesk.domain.errors import KnownError
from camdesk.files import write_whole
from camdesk.gui import operations
from camdesk.gui.asking import while_alive
from camdesk.gui.jobs import Relay
from camdesk.gui.progress import ProgressDialog
from camdesk.gui.session import Session
from camdesk.store import attachments
from camdesk.store.connection import Connection
from camdesk.store.file_kinds import ENDINGS
from camdesk.store.register import Register
from camdesk.text.entries import entry_title
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

Tell = Callable[[int, int], None]
"""Told how many bytes of how many were read; raises Cancelled when it is called off."""


class Cancelled(KnownError):
    """The person called it off; nothing was attached."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be attached: its name, and what reads it in another thread."""

    name: str
    read: Callable[[Tell], bytes]


class PaperFiles(QObject):
    """What a page does with the files of documents."""

    def __init__(self, session: Session, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._context = context
        self._page = page
        self._relay = Relay(self)

    def choose(self, document: int, title: str) -> None:
        """Ask for files, and attach them."""
        endings = " ".join(f"*.{ending}" for ending in ENDINGS)
        kept = tr("Papers and pictures")
        chosen, _ = QFileDialog.getOpenFileNames(
            self._page.window(),
            tr("Attach a file"),
            "",
            f"{kept} ({endings})",
        )
        self.attach(document, title, [_on_disk(Path(name)) for name in chosen])

    def attach(self, document: int, title: str, sources: Sequence[Source]) -> None:
        """Attach files to a document, all in one entry or none of them."""
        if not sources or self._session.read_only:
            return
        progress = ProgressDialog(tr("Attaching files"), self._page.window())
        called_off = threading.Event()
        show = while_alive(progress, lambda said: progress.tell(*said))

        def work(register: Register) -> None:
            with register.write("attachment", title) as entry:
                for source in sources:

                    def tell(done: int, size: int, name: str = source.name) -> None:
                        if called_off.is_set():
                            raise Cancelled("Cancelled.")
                        share = done / size if size else None
                        self._relay.post(lambda: show((name, share)))

                    attachments.attach(entry, document, source.name, source.read(tell))

        def give_up(error: BaseException) -> None:
            progress.finish()
            if not isinstance(error, Cancelled):
                self._session.failed.emit(error)

        def finish(_done: object) -> None:
            progress.finish()
            what = entry_title("attachment", title, 0)
            self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=what))

        progress.cancelled.connect(called_off.set)
        progress.start()
        self._session.write(work, while_alive(self, finish), while_alive(self, give_up))

    def open(self, file: int) -> None:
        """Open an attached file with the program that the system has for its kind."""
        folder = _folder()
        self._session.read(
            "open an attached file",
            lambda connection: attachments.put_out(connection, file, folder),
            while_alive(self, self._view),
        )

    def save_copy(self, file: int, name: str) -> None:
        """Ask where to save a copy of an attached file, and save it."""
        chosen, _ = QFileDialog.getSaveFileName(self._page.window(), tr("Save a copy"), name)
        if not chosen:
            return
        path = Path(chosen)

        def work(connection: Connection) -> None:
            write_whole(path, attachments.attachment(connection, file)[1])

        self._session.read("save an attached file", work, while_alive(self, self._saved(path)))

    def take_off(self, file: int, name: str) -> None:
        """Show a file no longer; its content stays, and undo brings it back."""
        operations.correct_facts(
            self._session,
            "attachment",
            file,
            {"removed": 1},
            subject=name,
            done=while_alive(
                self,
                lambda _saved: self._context.notify(
                    tr("“{name}” is taken off. Ctrl+Z brings it back.", name=name)
                ),
            ),
        )

    def _view(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notify(
                tr("The system has no program for “{name}”. Save a copy of it.", name=path.name)
            )

    def _saved(self, path: Path) -> Callable[[object], None]:
        return lambda _done: self._context.notify(tr("Saved “{file}”.", file=path.name))


def files_in(data: QMimeData) -> list[Source]:
    """The files, or the picture, that were dropped or copied."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return [_on_disk(path) for path in paths]
    picture = data.imageData() if data.hasImage() else None
    if not isinstance(picture, QImage) or picture.isNull():
        return []
    moment = QDateTime.currentDateTime().toString("yyyy-MM-dd HH-mm-ss")
    # A copy: the clipboard may change before the writer comes to it.
    copied = picture.copy()
    return [Source(f"{moment}.png", lambda _tell: _as_png(copied))]


def _on_disk(path: Path) -> Source:
    return Source(path.name, lambda tell: attachments.read_paper(path, tell))


def _as_png(picture: QImage) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes here
    return bytes(kept.data())


@cache
def _private() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="camdesk-", ignore_cleanup_errors=True)


def _folder() -> Path:
    """A folder of this program alone, gone when it ends."""
    return Path(_private().name)
