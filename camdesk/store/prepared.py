"""What a list shows that only the program can work out, kept beside the register while it holds.

A `Listing` may prepare a temporary table for its columns: made anew when the register has
changed since, kept otherwise, so that sorting and paging stay SQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from camdesk.store.picture import marks
from camdesk.store.tables import Value


def prepare(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    make: Callable[[], Iterable[Sequence[Value]]],
) -> None:
    """Have the temporary `table` with `columns`, the first an id, hold what `make` gives now.

    Who looks back to another moment loses every temporary table (`look_back`).
    """
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS prepared (name TEXT PRIMARY KEY, version INTEGER)"
    )
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    kept = connection.execute("SELECT version FROM prepared WHERE name = ?", (table,)).fetchone()
    if kept is not None and kept[0] == version:
        return
    # Broken off in the middle, it counts as not prepared.
    connection.execute("DELETE FROM prepared WHERE name = ?", (table,))
    rows = list(make())
    connection.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS {table}"
        f" ({columns[0]} INTEGER PRIMARY KEY, {', '.join(columns[1:])})"
    )
    connection.execute("BEGIN")
    try:
        connection.execute(f"DELETE FROM temp.{table}")
        connection.executemany(f"INSERT INTO temp.{table} VALUES ({marks(columns)})", rows)
        connection.execute("INSERT INTO prepared VALUES (?, ?)", (table, version))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
