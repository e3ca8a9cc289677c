"""Ids and numbers that may be given only once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.validation import FieldError
from camdesk.store.picture import chunks, marks
from camdesk.store.tables import TABLES, Value

# table -> the column, what is said of a second one, and among which rows it is looked for
_UNIQUE = MappingProxyType(
    {
        "camera": (
            "inventory_number",
            N_("The inventory number “{value}” belongs to another camera already."),
            " AND live = 1",
        ),
        "site": ("code", N_("The site code “{value}” belongs to another site already."), ""),
        "organisation": (
            "bin",
            N_("The number {value} belongs to another organisation already."),
            " AND merged_into IS NULL",
        ),
        "figure": ("key", N_("The key “{value}” belongs to another figure already."), ""),
    }
)

# What is said where no index of the file keeps two rows apart.
_DOUBLED = MappingProxyType(
    {
        "organisation": N_("Two organisations would have the number {value}."),
        "figure": N_("Two figures would have the key “{value}”."),
    }
)


def next_id(connection: sqlite3.Connection, table: str) -> int:
    """One more than any id ever given: ids of undone rows are not given again."""
    (highest,) = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
    if table in TABLES:
        (made,) = connection.execute(
            "SELECT max(row_id) FROM change WHERE table_name = ?", (table,)
        ).fetchone()
        highest = max(highest or 0, made or 0)
    return (highest or 0) + 1


def refuse_taken(
    connection: sqlite3.Connection, table: str, rows: Mapping[int, Mapping[str, Value]]
) -> None:
    """Raise FieldError for the first number that another row has already."""
    if table not in _UNIQUE:
        return
    column, message, among = _UNIQUE[table]
    owners: dict[Value, int] = {}
    for row_id, facts in rows.items():
        value = facts.get(column)
        if value is not None and owners.setdefault(value, row_id) != row_id:
            raise FieldError(column, message, value=value)
    for chunk in chunks(owners):
        taken = connection.execute(
            f"SELECT {column}, id FROM {table} WHERE {column} IN ({marks(chunk)}){among}", chunk
        )
        for value, row_id in taken:
            if owners[value] != row_id:
                raise FieldError(column, message, value=value)


def refuse_doubles(connection: sqlite3.Connection, table: str, ids: Iterable[int]) -> None:
    """Raise KnownError where one of the rows `ids` has a number that another row has too.

    Rows that come back, by undo or redo, find it given away; `refuse_taken` has looked at the
    others. What the file itself keeps apart (`number_taken`) is not looked for.
    """
    if table not in _DOUBLED:
        return
    column, _, among = _UNIQUE[table]
    for chunk in chunks(ids):
        double = connection.execute(
            f"SELECT {column} FROM {table} WHERE {column} IN (SELECT {column} FROM {table}"
            f" WHERE id IN ({marks(chunk)}){among}){among}"
            f" GROUP BY {column} HAVING count(*) > 1 LIMIT 1",
            chunk,
        ).fetchone()
        if double is not None:
            raise KnownError(_DOUBLED[table], N_("Correct one of the two first."), value=double[0])


def number_taken(error: sqlite3.IntegrityError) -> KnownError:
    """The error where a row that comes back finds its number given away."""
    if "supplement.event" in str(error):
        return KnownError(
            N_("What was learnt of an event has been recorded anew meanwhile."),
            N_("Undo the later entry first."),
        )
    if "site.code" in str(error):
        return KnownError(
            N_("The code of a site has been given to another site meanwhile."),
            N_("Correct one of the two codes first."),
        )
    return KnownError(
        N_("The inventory number of a camera has been given to another camera meanwhile."),
        N_("Correct one of the two numbers first."),
    )


def clean(value: Value) -> Value:
    """Text without spaces around it; empty text is unknown."""
    return (value.strip() or None) if isinstance(value, str) else value
