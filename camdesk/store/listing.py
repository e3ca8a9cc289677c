"""Lists of any length: the ids in order, then pages of rows by id.

A `Listing` declares what a list of one table can show, sort by and filter on; pages of the
window and reports read it. Sorting and filtering are SQL over ids alone, so that a list of a
million rows costs eight megabytes and a page costs the same wherever it stands.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from camdesk.store import search
from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value

Condition = tuple[str, list[Value]]
FilterRule = Callable[[sqlite3.Connection, Sequence[Value]], Condition]
"""Makes the condition that a row has one of the chosen values."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a list can show.

    `kind` says how to show its value: text, state, date (EDTF), yes_no, number, coordinate,
    moment (UTC), unit, action.
    """

    name: str  # as in the machine reports
    label: str
    value: str  # SQL
    kind: str = "text"
    joins: tuple[str, ...] = ()  # which of the listing's joins the value needs
    sort: str | None = None  # SQL to sort by, where it is not the value itself


@dataclass(frozen=True, slots=True)
class Filter:
    """One property that a list can be narrowed by."""

    name: str
    label: str
    rule: FilterRule
    choices: str  # SQL that yields (value, text or NULL, count), the most frequent first; empty:
    # the filter has no chip, other pages ask by it
    kind: str = "text"  # how to show a value that comes without a text


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list of `table` can show, sort by, search in and filter on."""

    table: str
    columns: Mapping[str, Column]
    joins: Mapping[str, str]  # name -> SQL, in the order they must stand in
    filters: Mapping[str, Filter]
    search: Callable[[sqlite3.Connection, str], Condition]  # one term -> condition
    default_sort: str
    default_descending: bool = False
    with_clause: str = ""  # common tables that joins refer to
    prepare: Callable[[sqlite3.Connection], None] | None = None  # has temporary tables made ready


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a list; a filter's values are alternatives, filters add up."""

    search: str = ""
    filters: Mapping[str, tuple[Value, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sort: str = ""  # a column's name; "" is the list's own order
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, how it is called and how many rows have it."""

    value: Value
    text: str | None
    count: int


def ids(connection: sqlite3.Connection, listing: Listing, query: Query) -> array[int]:
    """The ids of the rows that `query` asks for, in its order."""
    if listing.prepare is not None:
        listing.prepare(connection)
    table = listing.table
    conditions: list[str] = []
    values: list[Value] = []
    for term in search.terms(query.search):
        _add(conditions, values, listing.search(connection, term))
    for name, wanted in query.filters.items():
        if wanted:
            _add(conditions, values, listing.filters[name].rule(connection, wanted))
    sort = listing.columns.get(query.sort)
    descending = query.descending if sort else listing.default_descending
    column = sort or listing.columns[listing.default_sort]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = (
        f"{_with(listing, [column])} SELECT {table}.id FROM {table}"
        f"{_joined(listing, [column])}{where} ORDER BY {_order(column, table, descending)}"
    )
    return array("q", (row[0] for row in connection.execute(sql, values)))


def total(connection: sqlite3.Connection, listing: Listing) -> int:
    """How many rows the list has before it is narrowed."""
    count: int
    (count,) = connection.execute(f"SELECT count(*) FROM {listing.table}").fetchone()
    return count


def rows(
    connection: sqlite3.Connection,
    listing: Listing,
    wanted: Sequence[int],
    columns: Iterable[str],
) -> list[tuple[Value, ...]]:
    """The values of `columns` for each of the ids `wanted`, in their order.

    An id that is gone meanwhile yields a row of unknowns.
    """
    if listing.prepare is not None:
        listing.prepare(connection)
    chosen = [listing.columns[name] for name in columns]
    table = listing.table
    select = (
        f"{_with(listing, chosen)} SELECT {', '.join([f'{table}.id', *(c.value for c in chosen)])}"
        f" FROM {table}{_joined(listing, chosen)} WHERE {table}.id IN "
    )
    found: dict[int, tuple[Value, ...]] = {}
    for chunk in chunks(wanted):
        for row in connection.execute(f"{select}({marks(chunk)})", chunk):
            found[row[0]] = row[1:]
    gone = (None,) * len(chosen)
    return [found.get(row_id, gone) for row_id in wanted]


def choices(connection: sqlite3.Connection, chosen: Filter) -> list[Choice]:
    """The values that the register has for a filter."""
    return [Choice(*row) for row in connection.execute(chosen.choices)]


def one_of(column: str) -> FilterRule:
    """The rule "the value of `column` is one of these"; None stands for unknown."""

    def rule(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
        known: list[Value] = [value for value in wanted if value is not None]
        parts = [f"{column} IN ({marks(known)})"] if known else []
        if len(known) < len(wanted):
            parts.append(f"{column} IS NULL")
        return f"({' OR '.join(parts)})", known

    return rule


def by_name(items: Iterable[Column]) -> Mapping[str, Column]:
    """Columns by their names, in order."""
    return MappingProxyType({item.name: item for item in items})


def name_in(table: str, language: str) -> str:
    """SQL for the name of a row of a reference book in `language`, in Russian where it has none."""
    own = f"{table}.name_{language}"
    return own if language == "ru" else f"coalesce({own}, {table}.name_ru)"


def _add(conditions: list[str], values: list[Value], condition: Condition) -> None:
    conditions.append(condition[0])
    values.extend(condition[1])


def _joined(listing: Listing, columns: Iterable[Column]) -> str:
    needed = {join for column in columns for join in column.joins}
    return "".join(f" {sql}" for name, sql in listing.joins.items() if name in needed)


def _with(listing: Listing, columns: Iterable[Column]) -> str:
    return listing.with_clause if any("district" in column.joins for column in columns) else ""


def _order(column: Column, table: str, descending: bool) -> str:
    value = column.sort or column.value
    direction = " DESC" if descending else ""
    if value == f"{table}.id":
        return f"{value}{direction}"
    # Unknown values stand last in either direction.
    return f"{value} IS NULL, {value}{direction}, {table}.id{direction}"
