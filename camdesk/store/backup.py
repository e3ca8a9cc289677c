"""A copy of a register in one file, made while it is in use, and verified before it counts."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from camdesk.domain.errors import N_, KnownError
from camdesk.files import not_written
from camdesk.store.connection import connect_reader, inspect, was_interrupted
from camdesk.store.folders import sync_folder
from camdesk.store.ledger import FIRST_HASH
from camdesk.store.tables import APPLICATION_ID

Progress = Callable[[str, float], None]
"""Told what is being done (translatable) and how much is done, 0 to 1; may raise to cancel."""

# What SQLite says, in the words of the operating system.
_ERRORS = MappingProxyType(
    {
        "SQLITE_FULL": errno.ENOSPC,
        "SQLITE_CANTOPEN": errno.ENOENT,
        "SQLITE_READONLY": errno.EROFS,
        "SQLITE_PERM": errno.EACCES,
    }
)
_PAGES = 2_000  # copied between two tellings of the progress
_COPIED = 0.8  # the share of the work after which the copy is verified


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds: so many entries, the last of them with the hash `head`."""

    path: Path
    entries: int
    head: str


def backup(
    source: Path | sqlite3.Connection, target: Path, progress: Progress | None = None
) -> Copied:
    """Copy the register `source` (its path, or a connection that reads it) to `target`.

    The copy is one file without a log beside it. It appears under its name only when it is
    complete, verified and on the disk. An older backup of the same register is replaced;
    KnownError for anything else that lies there, and for what the disk or the folder refuses.
    """
    if isinstance(source, Path):
        inspect(source)
        with closing(connect_reader(source)) as connection:
            return backup(connection, target, progress)
    tell = progress or (lambda _what, _share: None)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    with _one_snapshot(source), _in_plain_words(target):
        _refuse_to_replace(source, target)
        try:
            _copy(source, unfinished, tell)
            tell(N_("Verifying the backup"), _COPIED)
            entries, head = _verify(source, unfinished)
            _sync(unfinished)
            unfinished.replace(target)
        finally:
            for ending in ("", "-journal", "-wal", "-shm"):
                unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
        sync_folder(target.absolute().parent)
    tell(N_("The backup is complete"), 1.0)
    return Copied(target, entries, head)


def keep_beside(path: Path, mark: str) -> Path:
    """Copy the register at `path` to “name (mark)” beside it; returns where it went.

    What lies there and is no older copy of this register stays: the copy is numbered.
    """
    number = 1
    while True:
        ending = f" ({mark})" if number == 1 else f" ({mark}) {number}"
        kept = path.with_name(f"{path.stem}{ending}{path.suffix}")
        there = kept.exists()
        try:
            backup(path, kept)
        except KnownError:
            if not there:
                raise
            number += 1
        else:
            return kept


def _refuse_to_replace(source: sqlite3.Connection, target: Path) -> None:
    """Let nothing be replaced but an older backup of the same register that nobody has open."""
    if not target.exists() and not target.is_symlink():
        return
    (own,) = (row[2] for row in source.execute("PRAGMA database_list") if row[1] == "main")
    if target.exists() and target.samefile(own):
        raise KnownError(
            N_("“{path}” is the register itself."),
            N_("Choose another name for the backup."),
            path=target,
        )
    inspect(target)
    log = target.with_name(target.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise KnownError(
            N_("“{path}” is in use, or was not closed properly."),
            N_("Close it in the other program, or choose another name for the backup."),
            path=target,
        )
    with closing(_open(target)) as older:
        entries, head = _end(older)
    at_that_time = source.execute("SELECT hash FROM entry WHERE id = ?", (entries,)).fetchone()
    if entries and (at_that_time is None or at_that_time[0] != head):
        raise KnownError(
            N_("“{path}” is not an older backup of this register: its entries are different."),
            N_("Choose another name. This file was not touched."),
            path=target,
        )


def _copy(source: sqlite3.Connection, unfinished: Path, tell: Progress) -> None:
    what = N_("Copying the register")
    tell(what, 0.0)

    def copied(_status: int, remaining: int, total: int) -> None:
        if total:
            tell(what, _COPIED * ((total - remaining) / total))

    with closing(_open(unfinished)) as copy:
        # It is not a backup yet: until it is verified and synced, speed is all that counts.
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy, pages=_PAGES, progress=copied)
        # A log beside the backup would be lost on the way; the register gets its own on opening.
        copy.execute("PRAGMA journal_mode = DELETE")


def _verify(source: sqlite3.Connection, unfinished: Path) -> tuple[int, str]:
    with closing(_open(unfinished)) as copy:
        (application,) = copy.execute("PRAGMA application_id").fetchone()
        (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        end = _end(copy)
    if application != APPLICATION_ID or verdict != "ok" or end != _end(source):
        raise KnownError(
            N_("The copy is not like the register ({reason}). There is no backup."),
            N_("Check the register (camdesk check) and the disk, then try again."),
            reason=verdict,
        )
    return end


def _end(connection: sqlite3.Connection) -> tuple[int, str]:
    """How many entries there are, and the hash of the last."""
    entries, head = connection.execute(
        "SELECT count(*), (SELECT hash FROM entry ORDER BY id DESC LIMIT 1) FROM entry"
    ).fetchone()
    return entries, head or FIRST_HASH


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _one_snapshot(source: sqlite3.Connection) -> Iterator[None]:
    """Read one state of the register, whatever is recorded meanwhile."""
    own = not source.in_transaction
    if own:
        source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        if own and source.in_transaction:
            source.execute("ROLLBACK")


@contextmanager
def _in_plain_words(target: Path) -> Iterator[None]:
    """Say what the disk or the folder refused, and what to do about it."""
    try:
        yield
    except OSError as error:
        raise not_written(target, error) from error
    except sqlite3.DatabaseError as error:
        if was_interrupted(error):
            raise
        number = _ERRORS.get(getattr(error, "sqlite_errorname", ""), errno.EIO)
        raise not_written(target, OSError(number, str(error))) from error
