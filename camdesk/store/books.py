"""Reference books: finding a row by what a clerk types, and how it is called."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from camdesk.store import search
from camdesk.store.listing import name_in
from camdesk.store.tables import TABLES

# How the row of each table is called, and a second line to tell it from its namesakes; in braces
# what depends on the language.
_TITLES = {
    "place": ("{place}", "place.kato"),
    "organisation": ("organisation.name", "organisation.bin"),
    "programme": ("{programme}", "{programme_beside}"),
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
        "(SELECT {place} FROM place WHERE place.id = site.place)",
    ),
    "commission": ("commission.name", "commission.chair"),
    "attachment": ("attachment.name", "attachment.media_type"),
    "contract": ("contract.number", "contract.title"),
    "contract_line": (
        "(SELECT contract.number FROM contract WHERE contract.id = contract_line.contract)"
        " || coalesce(' · ' || contract_line.position, '')",
        "contract_line.description",
    ),
    "part": ("part.name", "part.storage"),
    "part_move": (
        "(SELECT part.name FROM part WHERE part.id = part_move.part)",
        "part_move.occurred_on",
    ),
    "figure": ("figure.key", "figure.source"),
    "supplement": ("supplement.occurred_on", "supplement.cost"),
    "stock_take": ("stock_take.name", "stock_take.counted_on"),
    "stock_take_line": ("stock_take_line.said", "stock_take_line.result"),
    "saved_view": ("saved_view.name", "saved_view.page"),
    "own_field": ("own_field.name", "own_field.table_name"),
    "own_value": ("own_value.value", "''"),
    "camera": (
        "coalesce(camera.inventory_number, camera.serial_number, '№ ' || camera.id)",
        "(SELECT coalesce(site.address, site.code) FROM site WHERE site.id = camera.site)",
    ),
}
_INDEXED = tuple(search.SOURCES)


@dataclass(frozen=True, slots=True)
class Found:
    """A row to choose: its id, its name and a second line."""

    id: int
    title: str
    subtitle: str


def find(
    connection: sqlite3.Connection, table: str, text: str, limit: int = 30, language: str = "ru"
) -> list[Found]:
    """The rows of `table` that `text` may mean, by any part of any word; names in `language`."""
    title, subtitle = _titles(table, language)
    select = f"SELECT {table}.id, {title}, coalesce({subtitle}, '') FROM {table}"
    words = search.terms(text)
    if table in _INDEXED:
        conditions = [search.index_condition(table, word, connection) for word in words]
        where = " AND ".join(f"{table}.{condition}" for condition, _ in conditions)
        values = [value for _, some in conditions for value in some]
        clause = f" WHERE {where}" if where else ""
        rows = connection.execute(f"{select}{clause} LIMIT ?", [*values, limit])
        return [Found(*row) for row in rows]
    offered = " WHERE archived IS NULL" if "archived" in TABLES[table].columns else ""
    everything = (Found(*row) for row in connection.execute(f"{select}{offered} ORDER BY 2"))
    matching = (
        row
        for row in everything
        if all(word in search.search_text((row.title, row.subtitle)) for word in words)
    )
    return [row for row, _ in zip(matching, range(limit), strict=False)]


def title(connection: sqlite3.Connection, table: str, row_id: int, language: str = "ru") -> str:
    """How people call a row, in `language` where it has a name there; its number where it is
    gone."""
    expression, _ = _titles(table, language)
    row = connection.execute(f"SELECT {expression} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return row[0] if row else f"№ {row_id}"


def found(connection: sqlite3.Connection, table: str, row_id: int, language: str = "ru") -> Found:
    """A row by its id, as `find` gives it; its number where it is gone."""
    first, second = _titles(table, language)
    row = connection.execute(
        f"SELECT {first}, coalesce({second}, '') FROM {table} WHERE id = ?", (row_id,)
    ).fetchone()
    return Found(row_id, *row) if row else Found(row_id, f"№ {row_id}", "")


def _titles(table: str, language: str) -> tuple[str, str]:
    """SQL for the name of a row and for its second line."""
    names = {
        "place": name_in("place", language),
        "programme": name_in("programme", language),
        # A programme is found by its other name too.
        "programme_beside": "programme.name_ru" if language == "kk" else "programme.name_kk",
    }
    title, subtitle = _TITLES[table]
    return title.format(**names), subtitle.format(**names)
