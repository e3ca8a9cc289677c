"""One long piece of work outside any register: opening a file, building a sample."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from camdesk.domain.errors import KnownError
from camdesk.gui.jobs import Relay


class Cancelled(KnownError):
    """The clerk called it off."""


class Task(QObject):
    """Runs `work(task)` in a thread of its own; its signals come in the thread that made it."""

    progressed = Signal(str, float)  # what is being done (to be translated), 0 to 1
    done = Signal(object)
    failed = Signal(object)
    finished = Signal()  # after any of the two, or when it was called off

    def __init__(self, work: Callable[[Task], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = Relay(self)
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop: its next word of progress ends it."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return self._cancelled.is_set()

    def tell(self, what: str, share: float) -> None:
        """Said by the work, in its thread: how far it is. Raises Cancelled when called off."""
        if self.cancelled:
            raise Cancelled("Cancelled.")
        self._relay.post(lambda: self.progressed.emit(what, share))

    def _run(self, work: Callable[[Task], Any]) -> None:
        try:
            result = work(self)
        except Cancelled:
            self._relay.post(self.finished.emit)
        except Exception as error:  # every error goes back to the window, which knows its family
            failure = error  # the name `error` ends with this block
            self._relay.post(lambda: self._finish(self.failed, failure))
        else:
            self._relay.post(lambda: self._finish(self.done, result))

    def _finish(self, signal: Any, value: object) -> None:  # noqa: ANN401 - a bound signal
        signal.emit(value)
        self.finished.emit()
