"""The last entry of a register: its number and the head of the hash chain."""

from __future__ import annotations

from camdesk.store.connection import Connection
from camdesk.store.ledger import FIRST_HASH


def head(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last entry; 0 where there is none yet."""
    row = connection.execute("SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, FIRST_HASH)
