"""Writing that may take long: with progress, and called off as a whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from camdesk.gui.asking import while_alive
from camdesk.gui.jobs import Relay
from camdesk.gui.progress import ProgressDialog
from camdesk.gui.session import Session
from camdesk.reports.csv_out import Cancelled
from camdesk.store.register import Register
from camdesk.store.telling import Tell
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr


def write_long(
    session: Session,
    parent: QWidget,
    title: str,
    work: Callable[[Register, Tell], Any],
    done: Callable[[Any], None],
    failed: Callable[[BaseException], None],
    called_off: Callable[[], None] | None = None,
) -> None:
    """Run `work(register, tell)` in the writer's thread; a person who cancels is no failure.

    What was called off is rolled back, and `called_off` is told of it.
    """
    progress = ProgressDialog(title, parent)
    relay = Relay(progress)
    stop = threading.Event()
    show = while_alive(progress, lambda said: progress.tell(*said))

    def tell(finished: int, total: int) -> None:
        if stop.is_set():
            raise Cancelled("Cancelled.")
        words = tr("{done} of {total}", done=number_text(finished), total=number_text(total))
        relay.post(lambda: show((words, finished / total if total else None)))

    def finish(result: object) -> None:
        progress.finish()
        while_alive(parent, done)(result)

    def give_up(error: BaseException) -> None:
        progress.finish()
        if not isinstance(error, Cancelled):
            while_alive(parent, failed)(error)
        elif called_off is not None:
            while_alive(parent, lambda _none: called_off())(None)

    progress.cancelled.connect(stop.set)
    progress.start()
    session.write(lambda register: work(register, tell), finish, give_up)
