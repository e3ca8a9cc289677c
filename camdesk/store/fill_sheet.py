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
from camdesk.store.tables import Value

MOST = 2_000  # rows of one sheet: what one sitting can fill
_CAMERA = ("inventory_number", "serial_number", "model", "address", "state")
_SITE = ("code", "address", "place", "cameras")


def _quoted(names: Iterable[object]) -> str:
    return ", ".join(sorted(f"'{name!s}'" for name in names))


_ON_SITE = _quoted(ON_SITE)
_LATEST = (
    "event.position = (SELECT max(own.position) FROM event AS own"
    " WHERE own.camera = event.camera AND {})"
)
_CAME_TO_HANG = (
    f"own.state IN ({_ON_SITE})"
    f" AND (own.state_before IS NULL OR own.state_before NOT IN ({_ON_SITE}))"
)
# Which events of a camera leave each gap open.
_EVENTS = MappingProxyType(
    {
        "installed_on": _LATEST.format(_CAME_TO_HANG),
        "date": "event.occurred_on IS NULL",
        "cost": _LATEST.format(f"own.kind IN ({_quoted(PURCHASES)})"),
        "paper": f"event.kind IN ({_quoted(PAPERS)}) AND event.document IS NULL",
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
    """The rows of a gap that can be filled here, at most MOST of `count`."""

    gap: str
    table: str
    known: tuple[KnownColumn, ...]
    columns: tuple[str, ...]  # to be filled
    rows: tuple[FillRow, ...]
    count: int
    cameras: int  # with that gap; some of them may have no row that could fill it
    reachable: int  # those of them that have one
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
    known, made, count, reachable = read(connection, chosen, where, values, language)
    names = [_names(connection, chosen.table, column) for column in chosen.columns]
    return FillSheet(
        gap,
        chosen.table,
        known,
        chosen.columns,
        made,
        count,
        cameras_with,
        cameras_with if reachable is None else reachable,
        tuple(name for some in names for name in some),
    )


_Read = tuple[tuple[KnownColumn, ...], tuple[FillRow, ...], int, int | None]


def _cameras(
    connection: sqlite3.Connection, gap: Gap, where: str, values: Sequence[Value], language: str
) -> _Read:
    ids = [
        row[0]
        for row in connection.execute(
            f"SELECT camera.id FROM camera WHERE {where}"
            " ORDER BY inventory_number IS NULL, inventory_number, id LIMIT ?",
            [*values, MOST],
        )
    ]
    listing = cameras.listing(language)
    names = [name for name in _CAMERA if name not in gap.columns]
    told = rows(connection, listing, ids, names)
    made = tuple(FillRow(row, known) for row, known in zip(ids, told, strict=True))
    (count,) = connection.execute(f"SELECT count(*) FROM camera WHERE {where}", values).fetchone()
    return _columns(listing, names), made, count, None


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
    return _columns(listing, _SITE), made, count, reachable


def _events(
    connection: sqlite3.Connection, gap: Gap, where: str, values: Sequence[Value], language: str
) -> _Read:
    source = (
        f" FROM {HAPPENED} AS event JOIN camera ON camera.id = event.camera"
        f" WHERE event.position IS NOT NULL AND {_EVENTS[gap.name]} AND {where}"
    )
    found = connection.execute(
        f"SELECT event.id, event.camera, event.kind, event.occurred_on{source}"
        " ORDER BY camera.inventory_number IS NULL, camera.inventory_number, camera.id,"
        " event.position LIMIT ?",
        [*values, MOST],
    ).fetchall()
    count, reachable = connection.execute(
        f"SELECT count(*), count(DISTINCT event.camera){source}", values
    ).fetchone()
    listing = cameras.listing(language)
    names = _CAMERA[:-1]
    ids = list(dict.fromkeys(row[1] for row in found))
    told = dict(zip(ids, rows(connection, listing, ids, names), strict=True))
    dated = "occurred_on" not in gap.columns
    step = [KnownColumn("kind", N_("Step"), "event")]
    if dated:
        step.append(KnownColumn("occurred_on", N_("Date"), "date"))
    made = tuple(
        FillRow(
            event,
            (*told[camera], kind, *((occurred_on,) if dated else ())),
            KINDS[kind].paper or "",
        )
        for event, camera, kind, occurred_on in found
    )
    return (*_columns(listing, names), *step), made, count, reachable


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
