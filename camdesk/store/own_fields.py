"""Own fields of cameras, sites and contracts: what they are, what they say, how lists show them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from camdesk.domain.own_fields import TABLES, OwnField, field_of
from camdesk.store import cards
from camdesk.store.cards import FieldChange
from camdesk.store.listing import Column, Condition, Filter, FilterRule
from camdesk.store.picture import marks
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

_MOST = 200  # values that a filter offers
# By kind: how a list shows its values, and what it sorts them by.
_KINDS = {
    "text": ("text", "{0}"),
    "choice": ("text", "{0}"),
    "date": ("date", "{0}"),
    "money": ("money", "CAST({0} AS INTEGER)"),
    "number": ("measure", "CAST({0} AS REAL)"),
}


def fields(connection: sqlite3.Connection, table: str) -> tuple[OwnField, ...]:
    """The own fields of `table` in use, by name."""
    return tuple(one for one in all_fields(connection) if one.table == table)


def all_fields(connection: sqlite3.Connection) -> tuple[OwnField, ...]:
    """All own fields in use, by name."""
    rows = connection.execute(
        "SELECT id, table_name, name, kind, choices FROM own_field WHERE archived IS NOT 1"
    )
    found = [
        OwnField(row, table, name, kind, _choices(choices))
        for row, table, name, kind, choices in rows
        if table in TABLES and kind in _KINDS
    ]
    return tuple(sorted(found, key=lambda one: (one.table, one.name.casefold(), one.id)))


def values(connection: sqlite3.Connection, table: str, row: int) -> dict[int, str]:
    """What is kept of a row, by field; what is not known is left out."""
    found = connection.execute(
        f"SELECT field, value FROM own_value WHERE {table} = ? AND value IS NOT NULL", (row,)
    )
    return dict(found.fetchall())


def add_row(entry: EntryWriter, table: str, facts: Mapping[str, Value]) -> int:
    """As `entry.add`; facts of own fields, named by `OwnField.column`, are kept with the row."""
    plain, own = _parted(facts)
    row = entry.add(table, plain)
    for field, value in own.items():
        if value is not None:
            entry.add("own_value", {"field": field, table: row, "value": value})
    return row


def correct_row(entry: EntryWriter, table: str, row: int, facts: Mapping[str, Value]) -> None:
    """As `entry.correct`; facts of own fields, named by `OwnField.column`, among them."""
    plain, own = _parted(facts)
    if plain:
        entry.correct(table, row, plain)
    set_values(entry, table, row, own)


def set_values(entry: EntryWriter, table: str, row: int, said: Mapping[int, str | None]) -> None:
    """Keep what is said of a row, by field; None makes a field empty."""
    if not said:
        return
    entry.flush()
    there = dict(
        entry.connection.execute(
            f"SELECT field, id FROM own_value WHERE {table} = ?", (row,)
        ).fetchall()
    )
    for field, value in said.items():
        if field in there:
            entry.correct("own_value", there[field], {"value": value})
        elif value is not None:
            entry.add("own_value", {"field": field, table: row, "value": value})


@dataclass(frozen=True, slots=True)
class Said:
    """What an own field says of a row; `corrected` where it had more than one value."""

    field: OwnField
    value: str | None
    corrected: bool


def said(connection: sqlite3.Connection, table: str, row: int) -> tuple[Said, ...]:
    """What each own field of `table` says of a row, for its card."""
    own = fields(connection, table)
    if not own:
        return ()
    stands = values(connection, table, row)
    changes = history(connection, table, row)
    return tuple(Said(one, stands.get(one.id), len(changes.get(one, ())) > 1) for one in own)


def history(
    connection: sqlite3.Connection, table: str, row: int
) -> dict[OwnField, list[FieldChange]]:
    """Every value that each own field of a row has had, the first one first."""
    by_id = {one.id: one for one in fields(connection, table)}
    rows = connection.execute(
        f"SELECT field, id FROM own_value WHERE {table} = ?", (row,)
    ).fetchall()
    return {
        by_id[field]: cards.history(connection, "own_value", value).get("value", [])
        for field, value in sorted(rows)
        if field in by_id
    }


def columns(own: Iterable[OwnField]) -> tuple[Column, ...]:
    """Own fields as columns of the list of their table."""
    made = []
    for one in own:
        kind, sort = _KINDS[one.kind]
        value = _value(one)
        if one.kind == "money":
            value = sort.format(value)
        made.append(Column(one.column, one.label, value, kind, sort=sort.format(_value(one))))
    return tuple(made)


def filters(own: Iterable[OwnField]) -> dict[str, Filter]:
    """Own fields as filters of the list of their table, by name."""
    return {
        one.column: Filter(one.column, one.label, _one_of(one), _offered(one), _KINDS[one.kind][0])
        for one in own
    }


def _parted(facts: Mapping[str, Value]) -> tuple[dict[str, Value], dict[int, str | None]]:
    """The columns of the table itself, and what is said of own fields, by field."""
    plain: dict[str, Value] = {}
    own: dict[int, str | None] = {}
    for column, value in facts.items():
        field = field_of(column)
        if field is None:
            plain[column] = value
        else:
            own[field] = None if value is None else str(value)
    return plain, own


def _own(one: OwnField) -> str:
    return (
        f"own_value WHERE own_value.{one.table} = {one.table}.id AND own_value.field = {one.id:d}"
    )


def _value(one: OwnField) -> str:
    return f"(SELECT value FROM {_own(one)})"


def _one_of(one: OwnField) -> FilterRule:
    said = (
        f"{one.table}.id {{}} (SELECT own_value.{one.table} FROM own_value"
        f" WHERE own_value.field = {one.id:d} AND own_value.{one.table} IS NOT NULL"
        " AND own_value.value {})"
    )

    def rule(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
        known: list[Value] = [str(value) for value in wanted if value is not None]
        parts = [said.format("IN", f"IN ({marks(known)})")] if known else []
        if len(known) < len(wanted):
            parts.append(said.format("NOT IN", "IS NOT NULL"))
        return f"({' OR '.join(parts)})", known

    return rule


def _offered(one: OwnField) -> str:
    text = "own_value.value" if _KINDS[one.kind][0] == "text" else "NULL"
    known = (
        f"FROM own_value WHERE own_value.field = {one.id:d} AND own_value.value IS NOT NULL"
        f" AND own_value.{one.table} IS NOT NULL"
    )
    return (
        f"SELECT * FROM (SELECT own_value.value, {text}, count(*) AS n {known}"
        f" GROUP BY own_value.value ORDER BY n DESC LIMIT {_MOST})"
        f" UNION ALL SELECT NULL, NULL, (SELECT count(*) FROM {one.table})"
        f" - (SELECT count(*) {known})"
    )


def _choices(text: str | None) -> tuple[str, ...]:
    lines = (line.strip() for line in (text or "").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
