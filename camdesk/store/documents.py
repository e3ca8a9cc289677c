"""Papers: the list of documents, and everything in the register that rests on one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS
from camdesk.store import books, search
from camdesk.store.listing import Column, Condition, Filter, Listing, by_name, one_of
from camdesk.store.picture import marks
from camdesk.store.tables import Value

# The events in force that rest on a document, by id: it was recorded with them, or came later.
_RESTING = (
    "SELECT event.id, event.kind, event.camera FROM event"
    " WHERE event.document = {0} AND event.position IS NOT NULL"
    " UNION ALL SELECT event.id, event.kind, event.camera FROM supplement"
    " JOIN event ON event.id = supplement.event AND event.document IS NULL"
    " WHERE supplement.document = {0} AND event.position IS NOT NULL"
)
_OF_ROW = _RESTING.format("document.id")
_EVENTS = f"(SELECT count(*) FROM ({_OF_ROW}) AS resting)"
_CAMERAS = f"(SELECT count(DISTINCT resting.camera) FROM ({_OF_ROW}) AS resting)"
_ATTACHED = (
    " FROM attachment WHERE attachment.document = document.id AND attachment.removed IS NULL"
)
_FILES = f"(SELECT count(*){_ATTACHED})"
_WITH_FILES = f"CASE WHEN EXISTS (SELECT 1{_ATTACHED}) THEN 1 ELSE 0 END"
_WITH_NUMBER = "CASE WHEN document.number IS NULL THEN 0 ELSE 1 END"
# EDTF writes both ends of an interval alike, so the second year stands behind the middle.
_YEAR = (
    "CASE WHEN document.issued_on LIKE '%/%' AND substr(document.issued_on, 1, 4) <>"
    " substr(document.issued_on, (length(document.issued_on) + 1) / 2 + 1, 4) THEN NULL"
    " ELSE CAST(substr(document.issued_on, 1, 4) AS INTEGER) END"
)
_ISSUER = (
    "LEFT JOIN organisation AS said ON said.id = document.issuer"
    " LEFT JOIN organisation AS issuer ON issuer.id = coalesce(said.merged_into, said.id)"
)
_COMMISSION = "LEFT JOIN commission ON commission.id = document.commission"
# What else can rest on a document, and when it does.
_NAMING = {
    "contract": "contract.document = ?1",
    "part": (
        "part.document = ?1 OR part.id IN"
        " (SELECT part_move.part FROM part_move WHERE part_move.document = ?1)"
    ),
    "stock_take": "stock_take.document = ?1",
    "commission": "commission.document = ?1",
}
# How such a row is called, where no language is asked for.
_CALLED = {
    "attachment": "attachment.name",
    "contract": "contract.number",
    "part": "part.name",
    "part_move": "part_move.kind",
    "stock_take": "stock_take.name",
    "commission": "commission.name",
}
SHOWN = 12  # of each sort, on a card


@dataclass(frozen=True, slots=True)
class Named:
    """A row that has something to do with a document, as people call it."""

    table: str
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document that has a number."""

    id: int
    kind: str
    number: str
    issued_on: str | None  # EDTF
    cameras: int  # that rest on it


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort that rest on a document: how many, and the first of them."""

    sort: str  # a kind of event, or a table
    count: int
    first: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Resting:
    """Everything that rests on a document."""

    events: Sequence[Group]  # by kind, in the order of the lifecycle; cameras stand in them
    cameras: int
    rows: Sequence[Group]  # by table: contracts, parts, commissions, stock-takes
    signed: Group | None  # papers of the commission whose order it is


@lru_cache(maxsize=1)
def listing() -> Listing:
    """The list of documents."""
    return Listing(
        table="document",
        columns=by_name(
            (
                Column("kind", N_("Kind of paper"), "document.kind"),
                Column("number", N_("Number"), "document.number"),
                Column("issued_on", N_("Date"), "document.issued_on", "date"),
                Column("issuer", N_("Issued by"), "issuer.name", joins=("issuer",)),
                Column("commission", N_("Commission"), "commission.name", joins=("commission",)),
                Column("files", N_("Files"), _FILES, "number"),
                Column("events", N_("Events"), _EVENTS, "number"),
                Column("cameras", N_("Cameras"), _CAMERAS, "number"),
                Column("note", N_("Note"), "document.note"),
                Column("id", N_("Row no."), "document.id", "number"),
            )
        ),
        joins=MappingProxyType({"issuer": _ISSUER, "commission": _COMMISSION}),
        filters=MappingProxyType(
            {
                "kind": Filter(
                    "kind",
                    N_("Kind of paper"),
                    one_of("document.kind"),
                    _counted("document.kind"),
                ),
                "year": Filter("year", N_("Year"), one_of(_YEAR), _counted(_YEAR), "year"),
                "issuer": Filter(
                    "issuer",
                    N_("Issued by"),
                    _issued_by,
                    f"SELECT issuer.id, issuer.name, count(*) FROM document {_ISSUER}"
                    " GROUP BY issuer.id ORDER BY 3 DESC",
                ),
                "with_files": Filter(
                    "with_files",
                    N_("With files"),
                    one_of(_WITH_FILES),
                    _counted(_WITH_FILES),
                    "yes_no",
                ),
                "with_number": Filter(
                    "with_number",
                    N_("With a number"),
                    one_of(_WITH_NUMBER),
                    _counted(_WITH_NUMBER),
                    "yes_no",
                ),
                "commission": Filter(
                    "commission", N_("Commission"), one_of("document.commission"), ""
                ),
            }
        ),
        search=_search,
        default_sort="issued_on",
        default_descending=True,
    )


def resting(connection: sqlite3.Connection, document: int, language: str = "ru") -> Resting:
    """What rests on a document; of each sort the first `SHOWN`, and how many there are."""
    ids = _RESTING.format("?")
    counted = dict(
        connection.execute(
            f"SELECT resting.kind, count(*) FROM ({ids}) AS resting GROUP BY resting.kind",
            [document] * 2,
        ).fetchall()
    )
    (cameras,) = connection.execute(
        f"SELECT count(DISTINCT resting.camera) FROM ({ids}) AS resting", [document] * 2
    ).fetchone()
    groups = []
    for kind in (kind for kind in KINDS if kind in counted):
        rows = connection.execute(
            f"SELECT DISTINCT resting.camera FROM ({ids}) AS resting WHERE resting.kind = ?"
            " ORDER BY 1 LIMIT ?",
            [document, document, kind, SHOWN],
        ).fetchall()
        first = _named(connection, "camera", [row for (row,) in rows], language)
        groups.append(Group(kind, counted[kind], first))
    named = [
        _group(connection, table, where, document, language) for table, where in _NAMING.items()
    ]
    of_commission = "commission IN (SELECT id FROM commission WHERE document = ?1)"
    return Resting(
        groups,
        cameras,
        [group for group in named if group is not None],
        _group(connection, "document", of_commission, document, language),
    )


def by_number(connection: sqlite3.Connection, number: str, limit: int = 20) -> list[Numbered]:
    """The documents whose number has that in it, however its letters are written; the same number
    first, then the latest."""
    wanted = search.fold_text(number.strip())
    if not wanted:
        return []
    condition, values = search.index_condition("document", wanted, connection)
    rows = connection.execute(
        "SELECT document.id, document.number FROM document"
        f" WHERE document.number IS NOT NULL AND document.{condition}"
        " ORDER BY document.issued_on DESC, document.id DESC",
        values,
    )
    matching = (row for row, said in rows if wanted in search.fold_text(said))
    # What rests on them is counted for those that are shown, and not for all that match.
    found = [
        numbered
        for row, _ in zip(matching, range(limit), strict=False)
        for numbered in _numbered(connection, "document.id = ?", [row])
    ]
    return sorted(found, key=lambda one: search.fold_text(one.number) != wanted)


def same_paper(connection: sqlite3.Connection, kind: str, number: str) -> list[Numbered]:
    """Every document of that kind and number."""
    return _numbered(connection, "document.number = ? AND document.kind = ?", [number, kind])


def meant(twins: Sequence[Numbered], issued_on: str | None) -> Numbered | None:
    """Which of the documents of one kind and number is meant by someone who says that date.

    Where no date is said, the only one; where none has that date, none: it is another paper.
    """
    exact = next((twin for twin in twins if twin.issued_on == issued_on), None)
    if exact is None and issued_on is None and len(twins) == 1:
        return twins[0]
    return exact


def papers(
    connection: sqlite3.Connection, number: str | None = None
) -> Iterator[tuple[Value, ...]]:
    """(kind, number, issued_on, issuer, commission, files, events, cameras) of all documents, or
    of those of one number; a stream in the order of their ids."""
    return connection.execute(
        "SELECT document.kind, document.number, document.issued_on, issuer.name, commission.name,"
        f" {_FILES}, {_EVENTS}, {_CAMERAS} FROM document {_ISSUER} {_COMMISSION}"
        f"{_of_number(number)} ORDER BY document.id",
        [] if number is None else [number],
    )


def everything_on(connection: sqlite3.Connection, number: str) -> Iterator[tuple[Value, ...]]:
    """(kind of paper, number, what, date, subject) of every event, file and other row that rests
    on a document of that number; a stream."""
    camera = "coalesce(camera.inventory_number, camera.serial_number, '№ ' || camera.id)"
    parts = [
        f"SELECT event.kind, event.occurred_on, {camera} FROM document"
        " JOIN event ON event.document = document.id AND event.position IS NOT NULL"
        " JOIN camera ON camera.id = event.camera",
        "SELECT event.kind, coalesce(event.occurred_on, supplement.occurred_on),"
        f" {camera} FROM document JOIN supplement ON supplement.document = document.id"
        " JOIN event ON event.id = supplement.event AND event.document IS NULL"
        " AND event.position IS NOT NULL JOIN camera ON camera.id = event.camera",
        *(
            f"SELECT '{table}', NULL, {_CALLED[table]} FROM document"
            f" JOIN {table} ON {table}.document = document.id"
            for table in _CALLED
        ),
    ]
    for part in parts:
        said = part.replace("SELECT ", "SELECT document.kind, document.number, ", 1)
        kept = " AND attachment.removed IS NULL" if "JOIN attachment" in part else ""
        yield from connection.execute(f"{said}{_of_number(number)}{kept}", [number])


def resting_on(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    """The condition that a camera has an event that rests on one of these documents."""
    documents = marks(wanted)
    return (
        "camera.id IN (SELECT event.camera FROM event"
        f" WHERE event.document IN ({documents}) AND event.position IS NOT NULL"
        " UNION ALL SELECT event.camera FROM supplement JOIN event ON event.id = supplement.event"
        " AND event.document IS NULL AND event.position IS NOT NULL"
        f" WHERE supplement.document IN ({documents}))",
        [*wanted, *wanted],
    )


def _numbered(
    connection: sqlite3.Connection, condition: str, values: Sequence[Value]
) -> list[Numbered]:
    rows = connection.execute(
        f"SELECT document.id, document.kind, document.number, document.issued_on, {_CAMERAS}"
        f" FROM document WHERE {condition} ORDER BY document.id",
        values,
    )
    return [Numbered(*row) for row in rows]


def _counted(value: str) -> str:
    """SQL for the choices of a filter on `value`."""
    return f"SELECT {value}, NULL, count(*) FROM document GROUP BY 1 ORDER BY 3 DESC"


def _of_number(number: str | None) -> str:
    return "" if number is None else " WHERE document.number = ?"


def _issued_by(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    """Issued by one of these organisations, or by one that was merged into it."""
    known: list[Value] = [value for value in wanted if value is not None]
    parts = ["document.issuer IS NULL"] if len(known) < len(wanted) else []
    if known:
        parts.append(
            "document.issuer IN (SELECT id FROM organisation"
            f" WHERE coalesce(merged_into, id) IN ({marks(known)}))"
        )
    return f"({' OR '.join(parts)})", known


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    condition, values = search.index_condition("document", term, connection)
    return f"document.{condition}", values


def _group(
    connection: sqlite3.Connection, table: str, condition: str, document: int, language: str
) -> Group | None:
    """The rows of `table` of which `condition` holds; None where there are none."""
    (count,) = connection.execute(
        f"SELECT count(*) FROM {table} WHERE {condition}", [document]
    ).fetchone()
    if not count:
        return None
    first = connection.execute(
        f"SELECT id FROM {table} WHERE {condition} ORDER BY id LIMIT ?2", [document, SHOWN]
    ).fetchall()
    return Group(table, count, _named(connection, table, [row for (row,) in first], language))


def _named(
    connection: sqlite3.Connection, table: str, rows: Sequence[int], language: str
) -> list[Named]:
    return [Named(table, row, books.title(connection, table, row, language)) for row in rows]
