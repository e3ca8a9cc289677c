"""Finding by any part of any word: folded texts in trigram indexes, apart from the schema."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator

from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value

_OWN = "(SELECT group_concat(value, char(10)) FROM own_value WHERE own_value.{0} = {0}.id)"
SOURCES = {
    "camera": (
        "SELECT camera.id, camera.inventory_number, camera.serial_number, camera.note,"
        f" site.code, site.name, site.address, {_OWN.format('camera')}"
        " FROM camera LEFT JOIN site ON site.id = camera.site"
    ),
    "site": (
        "SELECT site.id, site.code, site.name, site.address, site.note,"
        f" {_OWN.format('site')} FROM site"
    ),
    "document": (
        "SELECT document.id, document.kind, document.number, organisation.name, document.note"
        " FROM document LEFT JOIN organisation ON organisation.id = document.issuer"
    ),
    "part": (
        "SELECT part.id, part.name, part.serial_number, part.storage, part.note,"
        " camera.inventory_number FROM part LEFT JOIN camera ON camera.id = part.donor"
    ),
}
# table -> the (table, column) whose texts show its rows too
SHOWS = {
    "site": (("camera", "site"),),
    "organisation": (("document", "issuer"),),
    "camera": (("part", "donor"),),
}
_USUAL, _MUCH = 1 << 20, 16 << 20  # bytes that an index gathers in memory
TRIGRAM = 3  # letters that the index needs
LOOKING_BACK = "looking_back"  # a TEMP table of readers that look at another moment


def fold_text(text: str) -> str:
    """`text` as it is compared: composed, caseless (Ә Ғ Қ Ң Ө Ұ Ү Һ too), ё as е."""
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


def search_text(values: Iterable[Value]) -> str:
    """What is kept in the index for a row with those text columns."""
    return fold_text("\n".join(str(value) for value in values if value is not None))


def terms(query: str) -> list[str]:
    """The words of a search, folded; each must be found."""
    return fold_text(query).replace("\x00", " ").split()


def index_condition(
    table: str, term: str, connection: sqlite3.Connection | None = None
) -> tuple[str, list[Value]]:
    """A condition on `id` that holds for the rows of `table` whose text contains `term`.

    A reader that looks back, given as `connection`, finds rows by the words that they had then.
    """
    index = f"{table}_search"
    quoted = '"' + term.replace('"', '""') + '"'
    match, value = (
        (f"{index} MATCH ?", quoted) if len(term) >= TRIGRAM else ("instr(text, ?) > 0", term)
    )
    found = f"SELECT rowid FROM {index} WHERE {match}"
    if connection is None or not _looks_back(connection):
        return f"id IN ({found})", [value]
    then = f"temp.{_reworded(connection, table)}"
    return (
        f"id IN ({found} AND rowid NOT IN (SELECT id FROM {then})"
        f" UNION ALL SELECT id FROM {then} WHERE instr(text, ?) > 0)",
        [value, term],
    )


def _looks_back(connection: sqlite3.Connection) -> bool:
    return _has_temporary(connection, LOOKING_BACK)


def _has_temporary(connection: sqlite3.Connection, name: str) -> bool:
    row = connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone()
    return row is not None


def _reworded(connection: sqlite3.Connection, table: str) -> str:
    """A TEMP table with the rows whose words were others then; made when first searched."""
    name = f"{table}_reworded"
    if not _has_temporary(connection, name):
        words = list(_words_then(connection, table))
        connection.execute("BEGIN")
        try:
            connection.execute(f"CREATE TEMP TABLE {name} (id INTEGER PRIMARY KEY, text TEXT)")
            connection.executemany(f"INSERT INTO temp.{name} VALUES (?, ?)", words)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return name


def _words_then(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, str]]:
    select = f"{SOURCES[table]} ORDER BY {table}.id"
    today = re.sub(r"\b(FROM|JOIN) ", r"\1 main.", select)
    now = connection.execute(today)
    current = next(now, None)
    for row in connection.execute(select):
        while current is not None and current[0] < row[0]:
            current = next(now, None)
        if current != row:
            yield row[0], search_text(row[1:])


def refresh(connection: sqlite3.Connection, table: str, ids: Iterable[int]) -> None:
    """Index the rows `ids` of `camera` or `site` anew; rows that are gone leave the index."""
    index = f"{table}_search"
    for chunk in chunks(ids):
        connection.execute(f"DELETE FROM {index} WHERE rowid IN ({marks(chunk)})", chunk)
        rows = connection.execute(f"{SOURCES[table]} WHERE {table}.id IN ({marks(chunk)})", chunk)
        insert(connection, table, [(row[0], search_text(row[1:])) for row in rows])


def insert(connection: sqlite3.Connection, table: str, rows: list[tuple[int, str]]) -> None:
    """Index rows that were not in the index yet, by their folded texts."""
    connection.executemany(f"INSERT INTO {table}_search (rowid, text) VALUES (?, ?)", rows)


def take_many(connection: sqlite3.Connection, *, many: bool = True) -> None:
    """Let the indexes gather much in memory before they write it, or as little as usual.

    Thousands of small writes would have to be merged again and again.
    """
    for table in ("camera", "site"):
        connection.execute(
            f"INSERT INTO {table}_search ({table}_search, rank) VALUES ('hashsize', ?)",
            (_MUCH if many else _USUAL,),
        )


def owners(connection: sqlite3.Connection, own_values: Iterable[int]) -> dict[str, set[int]]:
    """By table, the rows whose own fields rows of `own_value` fill, undone ones among them."""
    found: dict[str, set[int]] = {"camera": set(), "site": set()}
    for chunk in chunks(own_values):
        made = connection.execute(
            "SELECT new FROM change WHERE table_name = 'own_value' AND column_name IS NULL"
            f" AND row_id IN ({marks(chunk)})",
            chunk,
        )
        for (new,) in made:
            facts = json.loads(new)
            for table, rows in found.items():
                if table in facts:
                    rows.add(facts[table])
    return found


def texts(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, str]]:
    """By id, the text under which each row of `table` is to be found."""
    for row in connection.execute(f"{SOURCES[table]} ORDER BY {table}.id"):
        yield row[0], search_text(row[1:])


def indexed(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, str]]:
    """By id, the text under which each row of `table` is found."""
    yield from connection.execute(f"SELECT rowid, text FROM {table}_search ORDER BY rowid")
