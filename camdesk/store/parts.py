"""The ledger of parts: what was recovered or bought is fitted, discarded, or still in stock."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from camdesk.domain.dates import PartialDate
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


class PartNotThere(KnownError):
    """A part would be used before it came into stock."""

    def __init__(self, name: str, used_on: PartialDate, there_on: PartialDate) -> None:
        super().__init__(
            N_("The part “{name}” came into stock on {there_on}, and would be used on {used_on}."),
            N_("Correct one of the two dates."),
            name=name,
            used_on=used_on,
            there_on=there_on,
        )


def refuse_unbalanced(connection: sqlite3.Connection, touched: Mapping[str, set[int]]) -> None:
    """Raise PartsShort where an entry would use more of a part than there is, and PartNotThere
    where it would use one before it was there.

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
        dated = connection.execute(
            "SELECT part.name, part_move.occurred_on, part.acquired_on FROM part_move"
            f" JOIN part ON part.id = part_move.part WHERE part.id IN ({marks(chunk)})"
            " AND part.acquired_on IS NOT NULL AND part_move.occurred_on IS NOT NULL",
            chunk,
        )
        for name, *days in dated:
            used_on, there_on = map(PartialDate.parse, days)
            if used_on.certainly_before(there_on):
                raise PartNotThere(name, used_on, there_on)
