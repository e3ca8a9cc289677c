"""Connections to a register file, and the look at a file before it is opened.

One connection of one process writes and checkpoints (SQLite 3.7.0 to 3.51.2 can corrupt a WAL
that two connections write or reset at once); all others are opened read-only.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.files import not_read
from camdesk.store.tables import APPLICATION_ID, SCHEMA_VERSION

Connection = sqlite3.Connection  # what the rest of the house may hold, and pass back to the store

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100


def inspect(path: Path) -> int:
    """The schema version of the register at `path`, read without SQLite and without touching it.

    Raises KnownError, by name, for a missing file, a file that is no register or a register of
    a newer program.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise not_read(path, error) from error
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise KnownError(
            N_("“{path}” is not a register: it is not an SQLite file."),
            N_("Choose a file that camdesk made. This file was not touched."),
            path=path,
        )
    version: int
    application: int
    (version,) = struct.unpack(">I", header[60:64])
    (application,) = struct.unpack(">I", header[68:72])
    if application != APPLICATION_ID:
        raise KnownError(
            N_("“{path}” is a database of another program, not a register."),
            N_("Choose a file that camdesk made. This file was not touched."),
            path=path,
        )
    if version > SCHEMA_VERSION:
        raise KnownError(
            N_("“{path}” was written by a newer camdesk (schema {version}, known {known})."),
            N_("Update the program to open it. This file was not touched."),
            path=path,
            version=version,
            known=SCHEMA_VERSION,
        )
    return version


def connect_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes: WAL, every commit synced, transactions begun by hand."""
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise KnownError(
                N_("The disk of “{path}” cannot keep a register safe."),
                N_("Keep the register on a disk of this computer."),
                path=path,
            )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA temp_store = MEMORY")
        return _guarded(connection)
    except BaseException:
        connection.close()
        raise


def connect_reader(path: Path) -> sqlite3.Connection:
    """A read-only connection; it may be interrupted from another thread."""
    real = path.resolve()
    sealed = not os.access(real.parent, os.W_OK) and not _log_of(real).exists()
    connection = sqlite3.connect(
        # Where no log can be made, nobody writes: SQLite need not, and could not, look for one.
        f"{real.as_uri()}?mode=ro{'&immutable=1' if sealed else ''}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA cache_size = -32768")
    return _guarded(connection)


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _guarded(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def was_interrupted(error: BaseException) -> bool:
    """Whether `error` only says that a query was broken off on purpose."""
    return (
        isinstance(error, sqlite3.OperationalError)
        and getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"
    )
