"""What the card of an entry asks of the register, in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from camdesk.store import books, journal
from camdesk.store import listing as store
from camdesk.store.connection import Connection
from camdesk.store.journal import RecordedChange, RecordedEvent
from camdesk.store.tables import TABLES, Value
from camdesk.text.i18n import language

MOST = 200  # events and changes on the card; the rest is counted


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A change with its row by name; references are names too."""

    table: str
    row: int
    row_title: str
    made: bool  # the row was made, and `facts` are what it was made with
    facts: tuple[tuple[str, Value, Value], ...]  # column, old, new


@dataclass(frozen=True, slots=True)
class EntryFile:
    """An entry: the values of its columns, and what it recorded."""

    id: int
    values: Mapping[str, Value]
    events: tuple[RecordedEvent, ...]
    changes: tuple[ChangeShown, ...]
    more_events: bool
    more_changes: bool


def read_entry(connection: Connection, entry: int) -> EntryFile | None:
    """The entry; None where there is no such entry."""
    listing = journal.listing()
    names = tuple(listing.columns)
    values = dict(zip(names, store.rows(connection, listing, [entry], names)[0], strict=True))
    if values["id"] is None:
        return None
    events = journal.events_of(connection, entry, MOST + 1)
    changes = journal.changes_of(connection, entry, MOST + 1)
    return EntryFile(
        entry,
        values,
        tuple(events[:MOST]),
        tuple(_shown(connection, change) for change in changes[:MOST]),
        len(events) > MOST,
        len(changes) > MOST,
    )


def _shown(connection: Connection, change: RecordedChange) -> ChangeShown:
    title = books.title(connection, change.table, change.row, language())
    named = _Named(connection, change.table)
    if change.column is not None:
        fact = (change.column, named(change.column, change.old), named(change.column, change.new))
        return ChangeShown(change.table, change.row, title, False, (fact,))
    made = change.new if isinstance(change.new, dict) else {}
    facts = tuple((name, None, named(name, value)) for name, value in made.items())
    return ChangeShown(change.table, change.row, title, True, facts)


class _Named:
    """Calls what a column refers to by its name."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = connection
        self._references = TABLES[table].references

    def __call__(self, column: str, value: object) -> Value:
        target = self._references.get(column)
        if target is not None and isinstance(value, int):
            return books.title(self._connection, target, value, language())
        return value if isinstance(value, str | int | float) else None
