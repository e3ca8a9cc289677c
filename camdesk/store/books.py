"""Reference books: finding a row by what a clerk types, and how it is called."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from camdesk.store import search

# How the row of each table is called, and a second line to tell it from its namesakes.
_TITLES = {
    "place": ("place.name_ru", "place.kato"),
    "organisation": ("organisation.name", "organisation.bin"),
    "programme": ("programme.name_ru", "programme.name_kk"),
    "model": (
        "trim(coalesce(model.maker, '') || ' ' || coalesce(model.name, ''))",
        "model.type",
    ),
    "document": (
        "trim(document.kind || ' № ' || coalesce(document.number, '—'))",
        "document.issued_on",
    ),
    "site": (
        "coalesce(site.address, site.name, site.code, '№ ' || site.id)",
        "(SELECT name_ru FROM place WHERE place.id = site.place)",
    ),
    "camera": (
        "coalesce(camera.inventory_number, camera.serial_number, '№ ' || camera.id)",
        "(SELECT coalesce(site.address, site.code) FROM site WHERE site.id = camera.site)",
    ),
}
_INDEXED = ("camera", "site")


@dataclass(frozen=True, slots=True)
class Found:
    """A row to choose: its id, its name and a second line."""

    id: int
    title: str
    subtitle: str


def find(connection: sqlite3.Connection, table: str, text: str, limit: int = 30) -> list[Found]:
    """The rows of `table` that `text` may mean, by any part of any word."""
    title, subtitle = _TITLES[table]
    select = f"SELECT {table}.id, {title}, coalesce({subtitle}, '') FROM {table}"
    words = search.terms(text)
    if table in _INDEXED:
        conditions = [search.index_condition(table, word) for word in words]
        where = " AND ".join(f"{table}.{condition}" for condition, _ in conditions)
        values = [value for _, some in conditions for value in some]
        clause = f" WHERE {where}" if where else ""
        rows = connection.execute(f"{select}{clause} LIMIT ?", [*values, limit])
        return [Found(*row) for row in rows]
    everything = (Found(*row) for row in connection.execute(f"{select} ORDER BY 2"))
    matching = (
        row
        for row in everything
        if all(word in search.search_text((row.title, row.subtitle)) for word in words)
    )
    return [row for row, _ in zip(matching, range(limit), strict=False)]


def title(connection: sqlite3.Connection, table: str, row_id: int) -> str:
    """How people call a row; its number where it is gone."""
    expression, _ = _TITLES[table]
    row = connection.execute(f"SELECT {expression} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return row[0] if row else f"№ {row_id}"
