"""Work off the GUI thread: a few readers, one writer, results back by queued signals.

A read job has a key; a newer job with the same key breaks the older one off, so that a list
never waits for a search that nobody wants any more. Writing is done one job after another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from camdesk.store.connection import Connection, was_interrupted
from camdesk.store.register import Register

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Relay(QObject):
    """Runs callables in the thread that made it: how results come back to the window."""

    _call = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Run `call` in the GUI thread, soon."""
        self._call.emit(call)

    def _run(self, call: Callable[[], None]) -> None:
        call()


@dataclass(eq=False, slots=True)
class ReadJob:
    """A question to the register that is under way."""

    key: str
    work: Callable[[Connection], Any]
    done: Done
    failed: Failed
    cancelled: bool = False
    _connection: Connection | None = field(default=None, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def cancel(self) -> None:
        """Break it off: neither `done` nor `failed` will be called."""
        with self._turn:  # the connection may already serve another job
            self.cancelled = True
            if self._connection is not None:
                self._connection.interrupt()

    def answer(self, connection: Connection) -> Any:  # noqa: ANN401 - whatever `work` returns
        """What `work` says, over `connection`; None where it was called off before it began."""
        with self._turn:
            if self.cancelled:
                return None
            self._connection = connection
        try:
            return self.work(connection)
        finally:
            with self._turn:
                self._connection = None


class Readers:
    """A few threads that ask the register, each through a read-only connection of its own."""

    def __init__(self, register: Register, relay: Relay, count: int = 2) -> None:
        self._register = register
        self._relay = relay
        self._queue: SimpleQueue[ReadJob | None] = SimpleQueue()
        self._latest: dict[str, ReadJob] = {}
        self._threads = [
            threading.Thread(target=self._serve, name=f"reader-{i}", daemon=True)
            for i in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def submit(
        self, key: str, work: Callable[[Connection], Any], done: Done, failed: Failed
    ) -> ReadJob:
        """Run `work(connection)` and then `done(result)` here; breaks off an older job of `key`."""
        self.cancel(key)
        job = ReadJob(key, work, done, failed)
        self._latest[key] = job
        self._queue.put(job)
        return job

    def cancel(self, key: str) -> None:
        """Break off the job of `key`, if one is under way."""
        job = self._latest.pop(key, None)
        if job is not None:
            job.cancel()

    def cancel_all(self) -> None:
        """Break off whatever is under way."""
        for key in list(self._latest):
            self.cancel(key)

    def busy(self) -> bool:
        """Whether any job is waiting for its result."""
        return bool(self._latest)

    def stop(self) -> None:
        """Break off everything and end the threads."""
        self.cancel_all()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        connection = self._register.reader()
        try:
            while (job := self._queue.get()) is not None:
                self._run(job, connection)
        finally:
            connection.close()

    def _run(self, job: ReadJob, connection: Connection) -> None:
        try:
            result = job.answer(connection)
        except Exception as error:  # every error goes back to the window, which knows its family
            if not (job.cancelled and was_interrupted(error)):
                self._relay.post(partial(self._deliver, job, job.failed, error))
        else:
            self._relay.post(partial(self._deliver, job, job.done, result))

    def _deliver(self, job: ReadJob, receiver: Callable[[Any], None], value: object) -> None:
        if self._latest.get(job.key) is job:
            del self._latest[job.key]
        if not job.cancelled:
            receiver(value)


class Writer:
    """The thread in which everything is recorded, one job after another."""

    def __init__(self, register: Register, relay: Relay) -> None:
        self._register = register
        self._relay = relay
        self._queue: SimpleQueue[tuple[Callable[[Register], Any], Done, Failed] | None] = (
            SimpleQueue()
        )
        self._pending = 0
        self._thread = threading.Thread(target=self._serve, name="writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Register], Any], done: Done, failed: Failed) -> None:
        """Run `work(register)` after what was submitted before, then `done(result)` here."""
        self._pending += 1
        self._queue.put((work, done, failed))

    def busy(self) -> bool:
        """Whether something is still to be recorded."""
        return self._pending > 0

    def stop(self) -> None:
        """Finish what was submitted and end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            work, done, failed = job
            try:
                result = work(self._register)
            except Exception as error:  # every error goes back to the window
                self._relay.post(partial(self._deliver, failed, error))
            else:
                self._relay.post(partial(self._deliver, done, result))

    def _deliver(self, receiver: Callable[[Any], None], value: object) -> None:
        self._pending -= 1
        receiver(value)
