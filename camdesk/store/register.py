"""A register: one file, opened, read, written through one path, undone and redone."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.facts import fact
from camdesk.store.connection import connect_reader, connect_writer, inspect
from camdesk.store.folders import refuse_network_folder, sync_folder
from camdesk.store.lock import Holder, RegisterLock, user_name
from camdesk.store.migrations import migrations
from camdesk.store.tables import APPLICATION_ID, SCHEMA_VERSION, TABLES
from camdesk.store.voiding import void
from camdesk.store.writer import EntryWriter, Header, no_longer_there

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """The moment, with the office's time zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class EntryTitle:
    """What names an entry to people: the act and its subject."""

    id: int
    action: str
    subject: str
    cameras: int


class Register:
    """An open register file. Close it, or use it in a `with` statement.

    All writing goes through `write` and `void`, one at a time; reading goes through connections
    made by `reader`, one for each thread.
    """

    def __init__(
        self,
        path: Path,
        writer: sqlite3.Connection | None,
        lock: RegisterLock | None,
        holder: Holder | None,
        clock: Clock,
    ) -> None:
        self.path = path
        self.holder = holder
        self.clock = clock
        self.author = user_name()
        self._writer = writer
        self._lock = lock
        self._turn = threading.Lock()

    @classmethod
    def create(cls, path: Path, clock: Clock = local_now) -> Register:
        """Make a new register at `path` and open it; KnownError where something is there."""
        refuse_network_folder(path)
        unfinished = path.with_name(f".{path.name}.new")
        try:
            refuse_existing(path)
            remove_unfinished(unfinished)
            _build(unfinished)
            unfinished.rename(path)
            sync_folder(path.absolute().parent)
        except (OSError, sqlite3.OperationalError) as error:
            with suppress(OSError):
                remove_unfinished(unfinished)
            raise KnownError(
                N_("“{path}” cannot be made: {reason}."),
                N_("Check that the folder exists and that you may write to it."),
                path=path,
                reason=getattr(error, "strerror", None) or error,
            ) from error
        return cls.open(path, clock=clock)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock = local_now) -> Register:
        """Open the register at `path`; read-only where asked, or where another program has it.

        Raises KnownError for what is no register, is newer, or lies in a network folder.
        """
        refuse_network_folder(path)
        version = inspect(path)
        if read_only or not os.access(path, os.W_OK):
            _refuse_older(path, version)
            return cls(path, None, None, None, clock)
        lock = RegisterLock(path)
        try:
            holder = lock.take()
        except OSError:  # a folder that may only be read
            _refuse_older(path, version)
            return cls(path, None, None, None, clock)
        if holder is not None:
            _refuse_older(path, version)
            return cls(path, None, None, holder, clock)
        connection: sqlite3.Connection | None = None
        try:
            connection = connect_writer(path)
            if version < SCHEMA_VERSION:
                from camdesk.store.backup import keep_beside  # it builds on registers

                keep_beside(path, f"schema {version}")
                _migrate(connection)
        except BaseException as error:
            if connection is not None:
                connection.close()
            lock.release()
            if isinstance(error, sqlite3.DatabaseError):
                raise _not_opened(path, error) from error
            raise
        return cls(path, connection, lock, None, clock)

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be recorded."""
        return self._writer is None

    @property
    def today(self) -> date:
        """The office's calendar day."""
        return self.clock().date()

    def reader(self) -> sqlite3.Connection:
        """A new read-only connection; the caller closes it."""
        return connect_reader(self.path)

    def interrupt(self) -> None:
        """Break off what is being written just now; it is rolled back."""
        if self._writer is not None:
            self._writer.interrupt()

    @contextmanager
    def write(
        self,
        action: str,
        subject: str = "",
        *,
        reason: str | None = None,
        invented: bool = False,
        as_of: date | None = None,
        voids: int | None = None,
    ) -> Iterator[EntryWriter]:
        """Make one entry: what is recorded inside is saved at the end, all of it or nothing."""
        header = Header(action, self.author, subject, reason, invented, as_of, voids)
        with self._turn:
            connection = self._require_writer()
            try:
                connection.execute("BEGIN IMMEDIATE")
                writer = EntryWriter(connection, header, self.clock())
                yield writer
                writer.finish()
                connection.execute("COMMIT")
            except BaseException as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                known = _in_plain_words(error)
                if known is None:
                    raise
                raise known from error

    def void(self, entry: int, reason: str | None = None) -> int:
        """Take `entry` out of force by a new entry (or back into it, where it is a void).

        Returns the new entry's id; KnownError with the reason where later entries depend on it.
        """
        title = self.entry_title(entry)
        if title is None:
            raise KnownError(
                N_("There is no entry {entry}."), N_("Look it up in the journal."), entry=entry
            )
        with self.write("void", title.subject, reason=reason, voids=entry) as writer:
            void(writer, self._require_writer(), entry)
            return writer.id

    def undo(self) -> EntryTitle | None:
        """Void the latest act in force; returns what it was, None where there is nothing."""
        title = self.undo_target()
        if title is not None:
            self.void(title.id)
        return title

    def redo(self) -> EntryTitle | None:
        """Bring the act undone last back into force; None where there is nothing."""
        title = self.redo_target()
        if title is not None:
            self.void(self._voider(title.id))
        return title

    def undo_target(self, connection: sqlite3.Connection | None = None) -> EntryTitle | None:
        """What `undo` would undo: the latest act in force."""
        return self._title(
            "WHERE voids IS NULL AND voided_by IS NULL ORDER BY id DESC LIMIT 1", (), connection
        )

    def redo_target(self, connection: sqlite3.Connection | None = None) -> EntryTitle | None:
        """What `redo` would bring back: the act undone last, if nothing was recorded since."""
        return self._title(
            "WHERE id = (SELECT act.id FROM entry AS undo JOIN entry AS act ON act.id = undo.voids"
            " WHERE act.voids IS NULL AND undo.voided_by IS NULL"
            " AND undo.id > coalesce((SELECT max(id) FROM entry WHERE voids IS NULL), 0)"
            " ORDER BY undo.id DESC LIMIT 1)",
            (),
            connection,
        )

    def entry_title(self, entry: int) -> EntryTitle | None:
        """The title of `entry`; None where there is no such entry."""
        return self._title("WHERE id = ?", (entry,), None)

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _voider(self, entry: int) -> int:
        with _closing(self.reader()) as connection:
            (voider,) = connection.execute(
                "SELECT voided_by FROM entry WHERE id = ?", (entry,)
            ).fetchone()
            return int(voider)

    def _title(
        self, where: str, values: tuple[int, ...], connection: sqlite3.Connection | None
    ) -> EntryTitle | None:
        query = f"SELECT id, action, subject, cameras FROM entry {where}"
        if connection is not None:
            row = connection.execute(query, values).fetchone()
        else:
            with _closing(self.reader()) as own:
                row = own.execute(query, values).fetchone()
        return EntryTitle(*row) if row else None

    def _require_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            if self.holder is not None:
                raise KnownError(
                    N_("The register is open for writing elsewhere: {holder}."),
                    N_("Close it there, then open it again here."),
                    holder=self.holder,
                )
            raise KnownError(
                N_("The register is open for reading only."),
                N_("Open it from a folder where you may write."),
            )
        return self._writer


def refuse_existing(path: Path) -> None:
    """Raise KnownError where there is a file, or the log of another register, at `path` already."""
    if path.exists():
        raise KnownError(
            N_("“{path}” exists already."), N_("Choose another name, or open it."), path=path
        )
    log, *passing = _logs(path)
    if log.exists() and log.stat().st_size:
        raise KnownError(
            N_("“{path}” holds the last entries of a register that is no longer beside it."),
            N_("Choose another name, or bring that register back to this folder."),
            path=log,
        )
    for leftover in (log, *passing):
        leftover.unlink(missing_ok=True)


def remove_unfinished(path: Path) -> None:
    """Remove a register that was never finished, and what SQLite left beside it.

    A log left behind by a killed program would be taken for the log of the next file there.
    """
    lock = RegisterLock(path)
    for leftover in (path, *_logs(path), *lock.files):
        leftover.unlink(missing_ok=True)


def _logs(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _build(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(connection)
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database  # imported late: it costs 80 ms at every start

    migrations().apply(Database(connection))


def _refuse_older(path: Path, version: int) -> None:
    """Raise KnownError where only a migration could make the register readable."""
    if version < SCHEMA_VERSION:
        raise KnownError(
            N_("“{path}” was made by an earlier camdesk and has to be brought up to date."),
            N_("Open it once in the program from a folder where you may write."),
            path=path,
        )


@contextmanager
def _closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    finally:
        connection.close()


def _not_opened(path: Path, error: sqlite3.DatabaseError) -> KnownError:
    if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return KnownError(
            N_("Another program is holding “{path}”."),
            N_("Close other programs that use the file and try again."),
            path=path,
        )
    return KnownError(
        N_("“{path}” cannot be opened: {reason}."),
        N_("Keep this file as it is, and go on with the latest good backup."),
        path=path,
        reason=error,
    )


def _missing(table: str, column: str) -> KnownError | None:
    if table not in TABLES or column not in TABLES[table].columns:
        return None  # not a fact: our own bug
    return KnownError(N_("“{name}” is missing."), name=fact(table, column).label)


def _in_plain_words(error: BaseException) -> KnownError | None:
    """What the file or a stale form did to us, as the clerk's trouble; None for everything else."""
    if isinstance(error, sqlite3.DatabaseError):
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_CONSTRAINT_FOREIGNKEY":
            return no_longer_there()
        if name == "SQLITE_CONSTRAINT_NOTNULL":
            return _missing(*str(error).rsplit(" ", 1)[-1].split("."))
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return KnownError(
                N_("The register file is damaged ({reason}). Nothing was recorded."),
                N_("Keep this file as it is, and go on with the latest good backup."),
                reason=error,
            )
        if name.startswith("SQLITE_READONLY"):
            return KnownError(
                N_("The register file was moved or may not be written. Nothing was recorded."),
                N_("Open the register again."),
            )
        if name == "SQLITE_FULL":
            return KnownError(
                N_("The disk is full. Nothing was recorded."),
                N_("Free some space and try again."),
            )
        if name.startswith("SQLITE_IOERR"):
            return KnownError(
                N_("The disk did not take the entry ({reason}). Nothing was recorded."),
                N_("Check the disk and try again."),
                reason=error,
            )
        if name.startswith("SQLITE_BUSY"):
            return KnownError(
                N_("Another program is holding the register file. Nothing was recorded."),
                N_("Close other programs that use the file and try again."),
            )
    return None
