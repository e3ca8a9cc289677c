"""A register opened in a window: what to ask, what to record, and word of every change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.own_fields import OwnField
from camdesk.gui.jobs import Done, Failed, Readers, ReadJob, Relay, Writer
from camdesk.store import own_fields
from camdesk.store.connection import Connection
from camdesk.store.look_back import NOW, Moment, look_back, moment_of
from camdesk.store.register import Register


class Session(QObject):
    """One open register with its readers and its writer.

    Pages ask with `read` and record with `write`; `changed` tells everybody to look again, and
    an error that nobody else takes comes out of `failed` (a KnownError, or one of our bugs).
    """

    changed = Signal()
    failed = Signal(object)
    busy_changed = Signal(bool)
    own_fields_changed = Signal()

    def __init__(
        self,
        register: Register,
        own: Sequence[OwnField] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`own` are the own fields of the register, where somebody has read them already."""
        super().__init__(parent)
        self._own = tuple(own_fields_of(register) if own is None else own)
        self.register = register
        self.moment = NOW  # at which the register is looked at
        self._relay = Relay(self)
        self._readers = Readers(register, self._relay)
        self._writer = None if register.read_only else Writer(register, self._relay)
        self.changed.connect(self._look_at_own_fields)

    @property
    def path(self) -> Path:
        """The register's file."""
        return self.register.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be recorded."""
        return self.register.read_only or self.moment != NOW

    def own_fields(self, table: str) -> tuple[OwnField, ...]:
        """The own fields of a table, as lists and forms show them."""
        return tuple(one for one in self._own if one.table == table)

    @property
    def today(self) -> date:
        """The day on which the register is looked at."""
        return self.moment.as_of or self.register.today

    def look_back(self, moment: Moment) -> None:
        """Have all reading show `moment` from now on; what was asked before is broken off.

        Nothing can be recorded while it is not `NOW`.
        """
        self.moment = moment
        self._readers.cancel_all()
        self.changed.emit()

    def read(
        self,
        key: str,
        work: Callable[[Connection], Any],
        done: Done,
        failed: Failed | None = None,
    ) -> ReadJob:
        """Run `work(connection)` off the GUI thread, then `done(result)` in it.

        A newer question with the same `key` breaks this one off.
        """
        moment = self.moment

        def at_that_moment(connection: Connection) -> Any:  # noqa: ANN401 - what `work` gives
            if moment_of(connection) != moment:
                look_back(connection, moment)
            return work(connection)

        return self._readers.submit(key, at_that_moment, done, failed or self.failed.emit)

    def cancel_read(self, key: str) -> None:
        """Nobody waits for the answer to `key` any more."""
        self._readers.cancel(key)

    def write(
        self,
        work: Callable[[Register], Any],
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run `work(register)` in the writer's thread; then say `changed` and call `done(result)`.

        Errors come to `failed`, or out of the signal of that name.
        """
        if self._writer is None or self.moment != NOW:
            # The register itself says, in its error, why nothing can be recorded.
            self._relay.post(lambda: self._refuse(failed or self.failed.emit))
            return

        def finish(result: object) -> None:
            self.busy_changed.emit(self.busy())
            self.changed.emit()
            if done is not None:
                done(result)

        def give_up(error: BaseException) -> None:
            self.busy_changed.emit(self.busy())
            (failed or self.failed.emit)(error)

        self._writer.submit(work, finish, give_up)
        self.busy_changed.emit(True)

    def busy(self) -> bool:
        """Whether something is still being recorded."""
        return self._writer is not None and self._writer.busy()

    def interrupt(self) -> None:
        """Break off what is being recorded; it is rolled back."""
        self.register.interrupt()

    def undo(self) -> None:
        """Take back the latest act."""
        self.write(lambda register: register.undo())

    def redo(self) -> None:
        """Bring back the act undone last."""
        self.write(lambda register: register.redo())

    def close(self) -> None:
        """Finish recording, end the threads and close the file."""
        self._readers.stop()
        if self._writer is not None:
            self._writer.stop()
        self.register.close()

    def _look_at_own_fields(self) -> None:
        if self.moment == NOW:
            self.read("own fields", own_fields.all_fields, self._take_own_fields)

    def _take_own_fields(self, own: tuple[OwnField, ...]) -> None:
        if own != self._own:
            self._own = own
            self.own_fields_changed.emit()

    def _refuse(self, failed: Failed) -> None:
        if self.moment != NOW:
            failed(
                KnownError(
                    N_("You are looking at the register of another day."),
                    N_("Go back to today to record something."),
                )
            )
            return
        try:
            with self.register.write(""):
                pass
        except Exception as error:
            failed(error)


def own_fields_of(register: Register) -> tuple[OwnField, ...]:
    """The own fields of a register that is opened just now."""
    with closing(register.reader()) as connection:
        return own_fields.all_fields(connection)
