"""The names under which programmes, places and organisations may be asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from camdesk.store.listing import name_in
from camdesk.store.places import DISTRICTS

_NAMES = "name_ru, name_kk, name_en"
_BOOKS = MappingProxyType(
    {
        "programme": ("programme", _NAMES),
        "place": ("place", f"{_NAMES}, also_written, kato"),
        "balance_holder": ("organisation", "name, bin"),
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """One row of a reference book: the row that it is now, and all that it is called."""

    id: int
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One value of a filter; a place stands as deep as it lies in others."""

    id: int
    name: str
    depth: int = 0


def spelled(connection: sqlite3.Connection, filter_name: str) -> Iterator[Named]:
    """Every row that a filter (`chosen.NAMES`) may name; merged rows lead to what they are now."""
    table, columns = _BOOKS[filter_name]
    rows = connection.execute(f"SELECT coalesce(merged_into, id), {columns} FROM {table}")
    for row, *texts in rows:
        said = [part.strip() for text in texts if text for part in str(text).split(";")]
        yield Named(row, tuple(filter(None, said)))


def offers(connection: sqlite3.Connection, filter_name: str, language: str) -> list[Offer]:
    """What a filter offers: places as a tree, of organisations those that hold cameras."""
    if filter_name == "place":
        return _tree(connection, language)
    if filter_name == "programme":
        name, table, only = name_in("programme", language), "programme", ""
    else:
        name, table = "organisation.name", "organisation"
        only = " AND id IN (SELECT DISTINCT balance_holder FROM camera)"
    rows = connection.execute(
        f"SELECT id, {name} FROM {table} WHERE merged_into IS NULL{only}"
    ).fetchall()
    return [Offer(*row) for row in sorted(rows, key=lambda row: str(row[1]).casefold())]


def title(connection: sqlite3.Connection, filter_name: str, row: int, language: str) -> str | None:
    """How a row that a filter names is called; None where it is gone."""
    table, _ = _BOOKS[filter_name]
    name = "organisation.name" if table == "organisation" else name_in(table, language)
    found = connection.execute(f"SELECT {name} FROM {table} WHERE id = ?", (row,)).fetchone()
    return found[0] if found else None


def now(connection: sqlite3.Connection, filter_name: str, row: int) -> int:
    """The row that `row` of a filter's book is by now: itself, or what it was merged into."""
    table, _ = _BOOKS[filter_name]
    found = connection.execute(f"SELECT merged_into FROM {table} WHERE id = ?", (row,)).fetchone()
    return row if found is None or found[0] is None else int(found[0])


def districts(connection: sqlite3.Connection, language: str) -> list[Offer]:
    """The districts and cities of that rank, by name: every place lies in one or in none."""
    rows = connection.execute(
        f"{DISTRICTS} SELECT DISTINCT place.id, {name_in('place', language)} FROM district_of"
        " JOIN place ON place.id = district_of.district WHERE place.merged_into IS NULL"
    ).fetchall()
    return [Offer(*row) for row in sorted(rows, key=lambda row: str(row[1]).casefold())]


def _tree(connection: sqlite3.Connection, language: str) -> list[Offer]:
    rows = connection.execute(
        f"SELECT id, parent, {name_in('place', language)} FROM place WHERE merged_into IS NULL"
    ).fetchall()
    known = {row for row, _, _ in rows}
    below: dict[int | None, list[tuple[str, int]]] = {}
    for row, parent, name in rows:
        below.setdefault(parent if parent in known else None, []).append((name, row))
    offered: list[Offer] = []
    waiting = [(name, row, 0) for name, row in _last_first(below.get(None, []))]
    while waiting:
        name, row, depth = waiting.pop()
        offered.append(Offer(row, name, depth))
        waiting += [(n, r, depth + 1) for n, r in _last_first(below.pop(row, []))]
    return offered


def _last_first(places: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(places, key=lambda one: one[0].casefold(), reverse=True)
