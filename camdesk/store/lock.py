"""Who has a register open for writing: one program at a time, and a dead one's lock is void."""

from __future__ import annotations

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a register."""

    user: str
    computer: str
    since: str  # local time, ISO 8601 to the minute

    def __str__(self) -> str:
        return f"{self.user} ({self.computer}, {self.since.replace('T', ' ')})"


class RegisterLock:
    """The right to write to the register at `path`; the operating system ends it with us."""

    def __init__(self, path: Path) -> None:
        from filelock import FileLock  # imported late: the start page needs none of it

        path = path.resolve()  # one lock, whatever links lead to the file
        # Not bound to a thread: it is taken where the register is opened, released where closed.
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), thread_local=False)
        self._note = path.with_name(f".{path.name}.holder")

    @property
    def files(self) -> tuple[Path, Path]:
        """The files beside the register that the lock needs."""
        return Path(self._lock.lock_file), self._note

    def take(self) -> Holder | None:
        """Take the right and return None, or the holder who has it (`?` where unknown)."""
        from filelock import Timeout

        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return self._read_holder()
        holder = Holder(
            user_name(), platform.node(), datetime.now().astimezone().isoformat("T", "minutes")[:16]
        )
        with suppress(OSError):  # the lock is what counts; the note only says whose it is
            self._note.write_text(json.dumps(asdict(holder)), encoding="utf-8")
        return None

    def release(self) -> None:
        """Give the right back."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()
            if os.name == "posix":
                return
            Path(self._lock.lock_file).unlink(missing_ok=True)

    def _read_holder(self) -> Holder:
        try:
            return Holder(**json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Holder("?", "?", "?")


def user_name() -> str:
    """The name of the person at this computer, as the operating system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user: a container, a service
        return "?"
