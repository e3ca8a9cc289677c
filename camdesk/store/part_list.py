"""The list of spare parts, and what forms offer of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.store import search
from camdesk.store.listing import Column, Condition, Filter, Listing, by_name, one_of
from camdesk.store.parts import IN_STOCK
from camdesk.store.tables import Value

_JOINS = MappingProxyType(
    {
        "donor": "LEFT JOIN camera AS donor ON donor.id = part.donor",
        "supplier": (
            "LEFT JOIN organisation AS supplier_said ON supplier_said.id = part.supplier"
            " LEFT JOIN organisation AS supplier"
            " ON supplier.id = coalesce(supplier_said.merged_into, supplier_said.id)"
        ),
        "paper": "LEFT JOIN document AS paper ON paper.id = part.document",
    }
)
_COUNTED = "SELECT {value}, NULL, count(*) FROM part GROUP BY 1 ORDER BY 3 DESC"
_SUGGESTED = 200


def camera_name(alias: str, row: str) -> str:
    """SQL for how a camera is called, unknown where `row`, its id, is."""
    return f"coalesce({alias}.inventory_number, {alias}.serial_number, '№ ' || {row})"


def paper_name(alias: str) -> str:
    """SQL for how a paper is called."""
    return f"{alias}.kind || coalesce(' № ' || {alias}.number, '')"


def moved(kind: str) -> str:
    """SQL for how many of a part were moved so; refers to a row of `part`."""
    return (
        "coalesce((SELECT sum(part_move.quantity) FROM part_move"
        f" WHERE part_move.part = part.id AND part_move.kind = '{kind}'), 0)"
    )


@lru_cache(maxsize=1)
def listing() -> Listing:
    """The list of parts: what was recovered from one camera, or bought, together is one row."""
    return Listing(
        table="part",
        columns=by_name(
            (
                Column("name", N_("Part"), "part.name"),
                Column("source", N_("Where from"), "part.source", "choice:part.source"),
                Column("donor", N_("Donor"), camera_name("donor", "part.donor"), joins=("donor",)),
                Column("quantity", N_("Quantity"), "part.quantity", "number"),
                Column("in_stock", N_("In stock"), IN_STOCK, "number"),
                Column("fitted", N_("Fitted"), moved("fitted"), "number"),
                Column("discarded", N_("Discarded"), moved("discarded"), "number"),
                Column("unit_value", N_("Value of one"), "part.unit_value", "money"),
                Column(
                    "value_in_stock", N_("Value in stock"), f"part.unit_value * {IN_STOCK}", "money"
                ),
                Column("storage", N_("Where it lies"), "part.storage"),
                Column("acquired_on", N_("Into stock on"), "part.acquired_on", "date"),
                Column("supplier", N_("Supplier"), "supplier.name", joins=("supplier",)),
                Column("paper", N_("Paper"), paper_name("paper"), joins=("paper",)),
                Column("serial_number", N_("Serial no."), "part.serial_number"),
                Column("note", N_("Note"), "part.note"),
                Column("id", N_("Row no."), "part.id", "number"),
            )
        ),
        joins=_JOINS,
        filters=_FILTERS,
        search=_search,
        default_sort="id",
        default_descending=True,
    )


def _in_stock(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    parts = {1: f"{IN_STOCK} > 0", 0: f"{IN_STOCK} = 0"}
    return f"({' OR '.join(parts[1 if value else 0] for value in wanted)})", []


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    condition, values = search.index_condition("part", term, connection)
    return f"part.{condition}", values


_FILTERS = MappingProxyType(
    {
        one.name: one
        for one in (
            Filter(
                "in_stock", N_("In stock"), _in_stock,
                f"SELECT {IN_STOCK} > 0, NULL, count(*) FROM part GROUP BY 1 ORDER BY 1 DESC",
                "yes_no",
            ),
            Filter(
                "source", N_("Where from"), one_of("part.source"),
                _COUNTED.format(value="part.source"), "choice:part.source",
            ),
            Filter(
                "storage", N_("Where it lies"), one_of("part.storage"),
                _COUNTED.format(value="part.storage"),
            ),
            Filter("name", N_("Part"), one_of("part.name"), _COUNTED.format(value="part.name")),
            # Asked by other pages.
            Filter("donor", N_("Donor"), one_of("part.donor"), ""),
        )
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A part in stock that can be fitted."""

    part: int
    name: str
    in_stock: int
    storage: str | None
    donor: str | None


_OFFERS = (
    f"SELECT part.id, part.name, {IN_STOCK}, part.storage, {camera_name('donor', 'part.donor')}"
    f" FROM part {_JOINS['donor']} WHERE {IN_STOCK} > 0"
)


def offers(connection: sqlite3.Connection, text: str, limit: int = 30) -> list[Offer]:
    """The parts in stock that `text` may mean, those that came first before the others."""
    conditions = [search.index_condition("part", word, connection) for word in search.terms(text)]
    where = "".join(f" AND part.{condition}" for condition, _ in conditions)
    rows = connection.execute(
        f"{_OFFERS}{where} ORDER BY part.id LIMIT ?",
        [*(value for _, some in conditions for value in some), limit],
    )
    return [Offer(*row) for row in rows]


def offer(connection: sqlite3.Connection, part: int) -> Offer | None:
    """The part `part` as it can be fitted; None where none of it is in stock."""
    row = connection.execute(f"{_OFFERS} AND part.id = ?", (part,)).fetchone()
    return Offer(*row) if row else None


def words_used(connection: sqlite3.Connection, column: str) -> list[str]:
    """The texts of a column of parts, `name` or `storage`, the commonest first."""
    rows = connection.execute(
        f"SELECT {column} FROM part WHERE {column} IS NOT NULL"
        f" GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT {_SUGGESTED}"
    )
    return [row[0] for row in rows]
