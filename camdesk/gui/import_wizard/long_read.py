"""Reading that takes its time: it says how far it is, and gives way to a newer question."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import while_alive
from camdesk.gui.jobs import ReadJob, Relay
from camdesk.gui.session import Session
from camdesk.store.connection import Connection

Tell = Callable[[object], None]
"""Said by the work, in its thread; raises GivenUp when nobody waits for it any more."""
BREATH = 0.1  # seconds between two words of progress


class GivenUp(KnownError):
    """Nobody waits for the answer any more."""


class LongReads(QObject):
    """Questions of one window, each with a key: a newer one breaks the older one off."""

    def __init__(self, session: Session, owner: QObject) -> None:
        super().__init__(owner)
        self._session = session
        self._relay = Relay(self)

    def start(
        self,
        key: str,
        work: Callable[[Connection, Tell], Any],
        *,
        told: Callable[[Any], None],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run `work(connection, tell)` off the GUI thread; `told` hears what it tells."""
        jobs: list[ReadJob] = []
        hear = while_alive(self, told)

        def given_up() -> bool:
            return bool(jobs) and jobs[0].cancelled

        def pass_on(word: object) -> None:
            if not given_up():
                hear(word)

        def tell(word: object) -> None:
            if given_up():
                raise GivenUp("Cancelled.")
            self._relay.post(lambda: pass_on(word))

        jobs.append(
            self._session.read(
                key,
                lambda connection: work(connection, tell),
                while_alive(self, done),
                while_alive(self, failed),
            )
        )

    def stop(self, key: str) -> None:
        """Nobody waits for the answer to `key` any more."""
        self._session.cancel_read(key)


class Breath:
    """Whether it is time for another word of progress."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def over(self) -> bool:
        """True once after every BREATH."""
        now = time.monotonic()
        if now - self._last < BREATH:
            return False
        self._last = now
        return True
