"""Keeps numbers as they are scanned: each is looked up at once, some together become an entry.

A scanner sends a number every second or two; an entry for each would bury the journal, and one
for the whole day would make Ctrl+Z useless. So an entry is made when the scanner rests for a
moment, when it has gone on for a while, and whenever nothing more is to come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from camdesk.domain.stock_take import number_key
from camdesk.gui.asking import while_alive
from camdesk.gui.session import Session
from camdesk.store import stock_take_work
from camdesk.store.connection import Connection
from camdesk.store.register import Register
from camdesk.store.stock_take_list import described
from camdesk.store.stock_take_work import Counted, Outcome
from camdesk.text.i18n import language

Made = tuple[int | None, list[Outcome]]
"""An entry, None where there was nothing to say, and what each number came to."""

REST = 4_000  # ms without a number, after which those before become an entry
MOST = 50  # numbers in one entry of a scanner


@dataclass(eq=False, slots=True)
class Scan:
    """A number on its way into the register."""

    counted: Counted
    outcome: Outcome | None = None  # None: not looked up yet
    about: str = ""  # where the camera hangs, and its programme
    entry: int | None = None  # the entry that holds it; None: none yet, or none was needed
    saved: bool = False


@dataclass(slots=True)
class _Batch:
    entry: int
    scans: list[Scan] = field(default_factory=list)


class Keeper(QObject):
    """Takes numbers for one stock-take; `changed` says that scans have news."""

    changed = Signal()
    refused = Signal(object)  # the error; what was not saved waits

    def __init__(
        self, session: Session, take: int, subject: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.scans: list[Scan] = []
        self._session = session
        self._take = take
        self._subject = subject
        self._waiting: list[Scan] = []
        self._saving: list[Scan] = []
        self._busy = False  # with an entry
        self._batches: list[_Batch] = []
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.save)

    @property
    def idle(self) -> bool:
        """Whether everything is saved."""
        return not self._waiting and not self._busy

    def take(self, counted: Sequence[Counted]) -> None:
        """Take numbers as they come."""
        scans = [Scan(one) for one in counted if number_key(one.said)]
        self.scans += scans
        self._waiting += scans
        self._look_up()
        if len(self._waiting) >= MOST:
            self.save()
        else:
            self._rest.start()
        self.changed.emit()

    def save(self) -> None:
        """Make an entry of what is waiting."""
        self._rest.stop()
        if self._busy or not self._waiting:
            return  # what is waiting follows when the entry under way is made
        scans = self._saving = self._waiting
        self._waiting = []
        self._busy = True
        self._session.write(
            self._entering([scan.counted for scan in scans]),
            while_alive(self, lambda made: self._saved(scans, *made)),
            while_alive(self, self._refuse),
        )

    def undo_last(self) -> None:
        """Take the latest number back, and no other."""
        if self._busy or not self.scans:
            return
        last = self.scans[-1]
        if last in self._waiting:
            self._waiting.remove(last)
            self._forget(last)
        elif last.entry is None:
            self._forget(last)  # it had been entered before, and changed nothing
        else:
            self._take_back(last)

    def _look_up(self) -> None:
        take = self._take
        asked = [*self._saving, *self._waiting]
        numbers = [scan.counted for scan in asked]

        tongue = language()

        def work(connection: Connection) -> tuple[list[Outcome], dict[int, str]]:
            outcomes = stock_take_work.look_up(connection, take, numbers)
            cameras = {one.camera for one in outcomes if one.camera is not None}
            return outcomes, described(connection, cameras, tongue)

        def show(found: tuple[list[Outcome], dict[int, str]]) -> None:
            for scan, outcome in zip(asked, found[0], strict=True):
                scan.about = found[1].get(outcome.camera or 0, "")
                if not scan.saved:
                    scan.outcome = outcome
            self.changed.emit()

        self._session.read(
            f"scans of {take}",
            work,
            while_alive(self, show),
            while_alive(self, self.refused.emit),
        )

    def _entering(self, numbers: list[Counted]) -> Callable[[Register], Made]:
        take, subject = self._take, self._subject

        def work(register: Register) -> Made:
            connection = register.reader()
            try:
                outcomes = stock_take_work.look_up(connection, take, numbers)
            finally:
                connection.close()
            if all(outcome.again for outcome in outcomes):
                return None, outcomes  # an entry that says nothing is none
            with register.write("stock_take", subject) as entry:
                return entry.id, stock_take_work.enter(entry, take, numbers)

        return work

    def _saved(self, scans: list[Scan], entry: int | None, outcomes: list[Outcome]) -> None:
        self._end_of_entry()
        for scan, outcome in zip(scans, outcomes, strict=True):
            scan.outcome, scan.saved = outcome, True
            scan.entry = None if outcome.again else entry
        if entry is not None:
            self._batches.append(_Batch(entry, scans))
        self.changed.emit()
        if len(self._waiting) >= MOST:
            self.save()

    def _refuse(self, error: BaseException) -> None:
        self._waiting = self._saving + self._waiting
        self._end_of_entry()
        self.refused.emit(error)
        self.changed.emit()

    def _take_back(self, last: Scan) -> None:
        """Void the entry that holds it, and enter the others of that entry anew."""
        batch = next(batch for batch in self._batches if batch.entry == last.entry)
        others = [scan for scan in batch.scans if scan is not last]
        enter = self._entering([scan.counted for scan in others])

        def work(register: Register) -> Made:
            register.void(batch.entry)
            return enter(register) if others else (None, [])

        def done(made: Made) -> None:
            self._batches.remove(batch)
            self._saved(others, *made)
            self._forget(last)

        self._saving, self._busy = others, True
        self._session.write(work, while_alive(self, done), while_alive(self, self._keep))

    def _keep(self, error: BaseException) -> None:
        self._end_of_entry()
        self.refused.emit(error)

    def _end_of_entry(self) -> None:
        self._saving, self._busy = [], False

    def _forget(self, scan: Scan) -> None:
        self.scans.remove(scan)
        self.changed.emit()
