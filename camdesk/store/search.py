"""Finding by any part of any word: folded texts in trigram indexes, apart from the schema."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator

from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value

SOURCES = {
    "camera": (
        "SELECT camera.id, camera.inventory_number, camera.serial_number, camera.note,"
        " site.code, site.name, site.address"
        " FROM camera LEFT JOIN site ON site.id = camera.site"
    ),
    "site": "SELECT site.id, site.code, site.name, site.address, site.note FROM site",
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


def index_condition(table: str, term: str) -> tuple[str, list[Value]]:
    """A condition on `id` that holds for the rows of `table` whose text contains `term`."""
    index = f"{table}_search"
    if len(term) >= TRIGRAM:
        quoted = '"' + term.replace('"', '""') + '"'
        return f"id IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", [quoted]
    return f"id IN (SELECT rowid FROM {index} WHERE instr(text, ?) > 0)", [term]


def refresh(connection: sqlite3.Connection, table: str, ids: Iterable[int]) -> None:
    """Index the rows `ids` of `camera` or `site` anew; rows that are gone leave the index."""
    index = f"{table}_search"
    for chunk in chunks(ids):
        connection.execute(f"DELETE FROM {index} WHERE rowid IN ({marks(chunk)})", chunk)
        rows = connection.execute(f"{SOURCES[table]} WHERE {table}.id IN ({marks(chunk)})", chunk)
        connection.executemany(
            f"INSERT INTO {index} (rowid, text) VALUES (?, ?)",
            [(row[0], search_text(row[1:])) for row in rows],
        )


def texts(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, str]]:
    """By id, the text under which each row of `table` is to be found."""
    for row in connection.execute(f"{SOURCES[table]} ORDER BY {table}.id"):
        yield row[0], search_text(row[1:])


def indexed(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, str]]:
    """By id, the text under which each row of `table` is found."""
    yield from connection.execute(f"SELECT rowid, text FROM {table}_search ORDER BY rowid")
