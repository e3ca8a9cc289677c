"""What an editing table shows of a gap: the rows that can fill it, and what tells them apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.facts import fact
from camdesk.domain.lifecycle import KINDS, ON_SITE
from camdesk.store import cameras, sites
from camdesk.store.gaps import GAPS, PAPERS, PURCHASES, Gap, of_programme
from camdesk.store.happened import HAPPENED
from camdesk.store.listing import Listing, rows
from camdesk.store.picture import chunks, marks
from camdesk.store.sql import quoted
from camdesk.store.tables import Value

MOST = 2_000  # rows of one sheet: what one sitting can fill
_CAMERA = ("inventory_number", "serial_number", "model", "address", "state")
_SITE = ("code", "address", "place", "cameras")


_ON_SITE = quoted(ON_SITE)
LATEST = (
    "event.position = (SELECT max(own.position) FROM event AS own"
    " WHERE own.camera = event.camera AND {})"
)
CAME_TO_HANG = (
    f"own.state IN ({_ON_SITE})"
    f" AND (own.state_before IS NULL OR own.state_before NOT IN ({_ON_SITE}))"
)
_BOUGHT = (
    " AND EXISTS (SELECT 1 FROM event AS own WHERE own.camera = camera.id"
    f" AND own.position IS NOT NULL AND +own.kind IN ({quoted(PURCHASES)}))"
)
# Which events of a camera leave each gap open; the unary plus keeps to the index of cameras.
_EVENTS = MappingProxyType(
    {
        "installed_on": LATEST.format(CAME_TO_HANG),
        "date": "event.occurred_on IS NULL",
        "cost": LATEST.format(f"+own.kind IN ({quoted(PURCHASES)})"),
        "paper": f"+event.kind IN ({quoted(PAPERS)}) AND event.document IS NULL",
    }
)
# By target: id, kind of paper, and the texts by which a cell may name the row.
_NAMES = MappingProxyType(
    {
        "model": "SELECT id, '', trim(coalesce(maker, '') || ' ' || coalesce(name, '')), name"
        " FROM model WHERE archived IS NULL AND merged_into IS NULL ORDER BY 3",
        "organisation": "SELECT id, '', name, bin FROM organisation"
        " WHERE archived IS NULL AND merged_into IS NULL ORDER BY 3",
        "document": "SELECT id, kind, number, issued_on FROM document WHERE number IS NOT NULL"
        " ORDER BY issued_on DESC, id DESC",
    }
)


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column that tells rows apart; `kind` as in a listing."""

    name: str
    label: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class FillRow:
    """A camera, a site or an event of which something is not known."""

    id: int
    known: tuple[Value, ...]  # in the order of FillSheet.known
    paper: str = ""  # of an event: what document its kind calls for


@dataclass(frozen=True, slots=True)
class Named:
    """A row that a cell may name: the texts by which it is known, the best first."""

    id: int
    texts: tuple[str, ...]
    kind: str = ""  # of a document: what paper it is


@dataclass(frozen=True, slots=True)
class FillSheet:
    """The rows of a gap that can be filled here, at most MOST."""

    gap: str
    table: str
    known: tuple[KnownColumn, ...]
    columns: tuple[str, ...]  # to be filled
    rows: tuple[FillRow, ...]
    waiting: int  # further cameras, or sites, for which there was no room
    unreachable: int  # cameras with that gap that no row could fill
    names: tuple[Named, ...] = ()  # what a reference may be


def can_fill(gap: str) -> bool:
    """Whether a table can fill the gap; else only a step in the camera's life does."""
    return bool(GAPS[gap].columns)


def read_sheet(connection: sqlite3.Connection, gap: str, of: str, language: str) -> FillSheet:
    """The sheet of a gap; `of` says programme and unit as `gaps.of_programme` reads them."""
    chosen = GAPS[gap]
    condition, values = of_programme(connection, [of])
    where = f"{condition} AND {chosen.condition}"
    cameras_with: int
    (cameras_with,) = connection.execute(
        f"SELECT count(*) FROM camera WHERE {where}", values
    ).fetchone()
    read = {"camera": _cameras, "site": _sites, "supplement": _events}[chosen.table]
    known, made, waiting, reachable = read(connection, chosen, where, values, language)
    names = [_names(connection, chosen.table, column) for column in chosen.columns]
    return FillSheet(
        gap,
        chosen.table,
        known,
        chosen.columns,
        made,
        waiting,
        cameras_with - reachable,
        tuple(name for some in names for name in some),
    )


_Read = tuple[tuple[KnownColumn, ...], tuple[FillRow, ...], int, int]
"""Columns, rows, how many found no room, and how many cameras have a row that can fill the gap."""


def _cameras(
    connection: sqlite3.Connection, gap: Gap, where: str, values: Sequence[Value], language: str
) -> _Read:
    ids, count = _chosen(connection, where, values)
    listing = cameras.listing(language)
    names = [name for name in _CAMERA if name not in gap.columns]
    told = rows(connection, listing, ids, names)
    made = tuple(FillRow(row, known) for row, known in zip(ids, told, strict=True))
    return _columns(listing, names), made, count - len(ids), count


def _chosen(
    connection: sqlite3.Connection, where: str, values: Sequence[Value]
) -> tuple[list[int], int]:
    """The first cameras, by their numbers, and how many there are."""
    found = connection.execute(
        f"SELECT camera.id FROM camera WHERE {where}"
        " ORDER BY inventory_number IS NULL, inventory_number, id LIMIT ?",
        [*values, MOST],
    )
    ids = [row[0] for row in found]
    (count,) = connection.execute(f"SELECT count(*) FROM camera WHERE {where}", values).fetchone()
    return ids, count


def _sites(
    connection: sqlite3.Connection, _gap: Gap, where: str, values: Sequence[Value], language: str
) -> _Read:
    inside = f"SELECT camera.site FROM camera WHERE {where} AND camera.site IS NOT NULL"
    ids = [
        row[0]
        for row in connection.execute(
            f"SELECT site.id FROM site WHERE site.id IN ({inside})"
            " ORDER BY site.code IS NULL, site.code, site.address, site.id LIMIT ?",
            [*values, MOST],
        )
    ]
    count, reachable = connection.execute(
        f"SELECT count(DISTINCT site), count(*) FROM ({inside})", values
    ).fetchone()
    listing = sites.listing(language)
    told = rows(connection, listing, ids, _SITE)
    made = tuple(FillRow(row, known) for row, known in zip(ids, told, strict=True))
    return _columns(listing, _SITE), made, count - len(ids), reachable


def _events(
    connection: sqlite3.Connection, gap: Gap, where: str, values: Sequence[Value], language: str
) -> _Read:
    # A price can only be learnt of the event with which a camera was bought.
    ids, count = _chosen(connection, where + (_BOUGHT if gap.name == "cost" else ""), values)
    found: dict[int, list[tuple[int, str, str | None]]] = {row: [] for row in ids}
    for chunk in chunks(ids):
        events = connection.execute(
            f"SELECT event.camera, event.id, event.kind, event.occurred_on FROM {HAPPENED} AS event"
            f" WHERE event.camera IN ({marks(chunk)}) AND event.position IS NOT NULL"
            f" AND {_EVENTS[gap.name]} ORDER BY event.camera, event.position",
            chunk,
        )
        for camera, *event in events:
            found[camera].append((event[0], event[1], event[2]))
    listing = cameras.listing(language)
    names = _CAMERA[:-1]
    told = dict(zip(ids, rows(connection, listing, ids, names), strict=True))
    dated = "occurred_on" not in gap.columns
    step = [KnownColumn("kind", N_("Step"), "event")]
    if dated:
        step.append(KnownColumn("occurred_on", N_("Date"), "date"))
    made: list[FillRow] = []
    room = 0  # cameras that found room
    for camera, lacking in found.items():
        if made and len(made) + len(lacking) > MOST:
            break
        room += 1
        for event_id, kind, occurred_on in lacking:
            known = (*told[camera], kind, *((occurred_on,) if dated else ()))
            made.append(FillRow(event_id, known, KINDS[kind].paper or ""))
    return (*_columns(listing, names), *step), tuple(made), count - room, count


def _columns(listing: Listing, names: Iterable[str]) -> tuple[KnownColumn, ...]:
    columns = (listing.columns[name] for name in names)
    return tuple(KnownColumn(one.name, one.label, one.kind) for one in columns)


def _names(connection: sqlite3.Connection, table: str, column: str) -> tuple[Named, ...]:
    """What a reference of that column may be; nothing where it is no reference."""
    target = fact(table, column).target
    if not target:
        return ()
    return tuple(
        Named(row, tuple(str(text) for text in dict.fromkeys(texts) if text), kind)
        for row, kind, *texts in connection.execute(_NAMES[target])
    )
