"""The lists of the reference books, and merging two rows that mean the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.facts import FACTS, Fact, FactKind
from camdesk.store import search
from camdesk.store.listing import Column, Condition, Filter, Listing, by_name, name_in, one_of
from camdesk.store.picture import marks
from camdesk.store.tables import TABLES, Value, references_to
from camdesk.store.telling import Tell, silence, told
from camdesk.store.writer import EntryWriter

# In the order in which the window offers them.
BOOKS = MappingProxyType(
    {
        "programme": N_("Programmes"),
        "organisation": N_("Organisations"),
        "model": N_("Models"),
        "place": N_("Places"),
        "commission": N_("Commissions"),
        "own_field": N_("Own fields"),
        "saved_view": N_("Saved views"),
    }
)
MERGED = tuple(table for table in BOOKS if "merged_into" in TABLES[table].columns)

# How many rows lean on a row, where that says something.
_USED = MappingProxyType(
    {
        "programme": ("camera", "programme", N_("Cameras")),
        "organisation": ("camera", "balance_holder", N_("Cameras held")),
        "model": ("camera", "model", N_("Cameras")),
        "place": ("site", "place", N_("Sites")),
        "own_field": ("own_value", "field", N_("Values")),
    }
)
# What may lean on a row, in the words of the window; other tables are not worth a line.
_LEANING = MappingProxyType(
    {
        "camera": N_("Cameras"),
        "site": N_("Sites"),
        "contract": N_("Contracts"),
        "contract_line": N_("Contract lines"),
        "document": N_("Documents"),
        "place": N_("Places"),
        "figure": N_("Published figures"),
        "stock_take": N_("Stock-takes"),
    }
)
_KINDS = MappingProxyType(
    {
        FactKind.DATE: "date",
        FactKind.MONEY: "money",
        FactKind.WHOLE: "number",
        FactKind.MEASURE: "coordinate",
        FactKind.YES_NO: "yes_no",
    }
)
_TITLES = MappingProxyType(
    {"place": "{name}", "document": "trim({t}.kind || ' № ' || coalesce({t}.number, '—'))"}
)
# What was never archived is not: that is known.
_ARCHIVED = "coalesce({0}.archived, 0)"


@lru_cache(maxsize=64)
def listing(table: str, language: str) -> Listing:
    """The list of a reference book: all its facts, and how many rows lean on each of its rows."""
    joins: dict[str, str] = {}
    columns = [
        _column(table, one, joins, language)
        for one in FACTS[table]
        if one.kind is not FactKind.HIDDEN
    ]
    if table in _USED:
        other, column, label = _USED[table]
        counted = f"(SELECT count(*) FROM {other} WHERE {other}.{column} = {table}.id)"
        columns.append(Column("used", label, counted, "number"))
    columns.append(Column("id", N_("Row no."), f"{table}.id", "number"))
    filters = {}
    if "archived" in TABLES[table].columns:
        filters["archived"] = Filter(
            "archived",
            N_("Archived"),
            one_of(_ARCHIVED.format(table)),
            f"SELECT {_ARCHIVED.format(table)}, NULL, count(*) FROM {table}"
            " GROUP BY 1 ORDER BY 3 DESC",
            "yes_no",
        )
    return Listing(
        table=table,
        columns=by_name(columns),
        joins=MappingProxyType(joins),
        filters=MappingProxyType(filters),
        search=_searching(table),
        default_sort=columns[0].name,
    )


def leaning(connection: sqlite3.Connection, table: str, row: int) -> list[tuple[str, int]]:
    """What leans on a row: (what, how many), without what does not."""
    counts: dict[str, int] = {}
    for other, column in references_to(table):
        (count,) = connection.execute(
            f"SELECT count(*) FROM {other} WHERE {column} = ?", (row,)
        ).fetchone()
        counts[other] = counts.get(other, 0) + count
    return [(label, counts[other]) for other, label in _LEANING.items() if counts.get(other)]


def merge(entry: EntryWriter, table: str, source: int, target: int, tell: Tell = silence) -> int:
    """Have everything that leans on row `source` lean on `target`; returns how many rows did.

    The source stays, archived and marked as merged; its events count as the target's.
    """
    if source == target:
        raise KnownError(N_("A row cannot be merged into itself."), N_("Choose another one."))
    for row in (source, target):
        (merged,) = entry.connection.execute(
            f"SELECT merged_into FROM {table} WHERE id = ?", (row,)
        ).fetchone() or (row,)
        if merged is not None:
            raise KnownError(
                N_("It was merged into another one already."), N_("Choose another one.")
            )
    if table == "place" and _lies_in(entry.connection, target, source):
        raise KnownError(
            N_("A place cannot be merged into a place that lies within it."),
            N_("Merge the other way round."),
        )
    leaning_on = [
        (other, column, row)
        for other, column in references_to(table)
        for (row,) in entry.connection.execute(
            f"SELECT id FROM {other} WHERE {column} = ?", (source,)
        )
    ]
    for other, column, row in told(leaning_on, tell):
        entry.correct(other, row, {column: target})
    entry.correct(table, source, {"merged_into": target, "archived": 1})
    return len(leaning_on)


def _lies_in(connection: sqlite3.Connection, place: int, above: int) -> bool:
    row: Value = place
    for _ in range(50):
        found = connection.execute("SELECT parent FROM place WHERE id = ?", (row,)).fetchone()
        row = found[0] if found else None
        if row is None or row == above:
            break
    return row == above


def _column(table: str, one: Fact, joins: dict[str, str], language: str) -> Column:
    if one.kind is FactKind.REFERENCE:
        alias = f"{one.column}_row"
        joins[alias] = f"LEFT JOIN {one.target} AS {alias} ON {alias}.id = {table}.{one.column}"
        return Column(one.column, one.label, _title(one.target, alias, language), joins=(alias,))
    if one.column == "archived":
        return Column(one.column, one.label, _ARCHIVED.format(table), "yes_no")
    kind = _KINDS.get(one.kind, "text")
    if one.kind is FactKind.CHOICE:
        kind = f"choice:{table}.{one.column}"
    return Column(one.column, one.label, f"{table}.{one.column}", kind)


def _title(table: str, alias: str, language: str) -> str:
    name = name_in(alias, language) if "name_ru" in TABLES[table].columns else f"{alias}.name"
    return _TITLES.get(table, "{name}").format(name=name, t=alias)


def _searching(table: str) -> Callable[[sqlite3.Connection, str], Condition]:
    """A search through a table of some thousands of rows: its texts are read and folded."""
    columns = ", ".join(
        one.column for one in FACTS[table] if one.kind in (FactKind.TEXT, FactKind.NOTE)
    )

    def rule(connection: sqlite3.Connection, term: str) -> Condition:
        rows = connection.execute(f"SELECT id, {columns} FROM {table}")
        found: list[Value] = [row[0] for row in rows if term in search.search_text(row[1:])]
        return f"{table}.id IN ({marks(found)})", found

    return rule
