"""The ledger of parts: what was recovered or bought is fitted, discarded, or still in stock."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from camdesk.domain.errors import N_, KnownError
from camdesk.store.picture import chunks, marks

# How many of a part are still in stock; refers to a row of `part`.
IN_STOCK = (
    "(part.quantity - coalesce("
    "(SELECT sum(part_move.quantity) FROM part_move WHERE part_move.part = part.id), 0))"
)


class PartsShort(KnownError):
    """More of a part would be used than there is."""

    def __init__(self, name: str, there: int, used: int) -> None:
        super().__init__(
            N_("Of the part “{name}” there are {there}, and {used} would be used."),
            N_("Choose another part, or a smaller quantity."),
            name=name,
            there=there,
            used=used,
        )


def refuse_unbalanced(connection: sqlite3.Connection, touched: Mapping[str, set[int]]) -> None:
    """Raise PartsShort where an entry would use more of a part than there is.

    `touched` are the rows that the entry is about, by table.
    """
    parts = set(touched.get("part", ()))
    for chunk in chunks(touched.get("part_move", ())):
        rows = connection.execute(f"SELECT part FROM part_move WHERE id IN ({marks(chunk)})", chunk)
        parts.update(row[0] for row in rows)
    for chunk in chunks(parts):
        short = connection.execute(
            f"SELECT name, quantity, quantity - {IN_STOCK} FROM part"
            f" WHERE id IN ({marks(chunk)}) AND {IN_STOCK} < 0 LIMIT 1",
            chunk,
        ).fetchone()
        if short is not None:
            raise PartsShort(*short)
