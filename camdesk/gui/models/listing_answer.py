"""What a list asks of the register in one go: ids, the rows seen first, places of kept rows.

All of it runs in a reader's thread. Loops over a million ids go by slices, so that the window's
thread never waits long for the interpreter.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from camdesk.store import listing as store
from camdesk.store.connection import Connection
from camdesk.store.listing import Listing, Query
from camdesk.store.tables import Value

PAGE = 128
_SLICE = 50_000

ListingRow = tuple[Value, ...]
"""The values of a row, in the order of the listing's columns."""
Pages = Mapping[int, list[ListingRow]]
"""Rows by the number of their page."""


@dataclass(frozen=True, slots=True)
class Keep:
    """What of the list on the screen should be found again in the next one."""

    current: int | None = None  # id
    selected: tuple[int, ...] = ()  # ids
    above: int | None = None  # rows above the current one on the screen; None: `top` counts
    top: int = 0  # the first row on the screen
    span: int = 40  # how many rows the screen holds
    old: array[int] = field(default_factory=lambda: array("q"))


@dataclass(frozen=True, slots=True)
class Answer:
    """The list that a query asks for."""

    query: Query
    ids: array[int]
    same: bool  # as the old one, row by row
    total: int  # how many rows the table has
    current: int | None  # row of the current id
    selected: tuple[int, ...]  # rows of the ids that were selected
    top: int  # the row to be shown first
    pages: Pages  # of the rows around it


def answer(connection: Connection, listing: Listing, query: Query, keep: Keep) -> Answer:
    """Ask for the list of `query` and for the rows that will be seen first."""
    ids = store.ids(connection, listing, query)
    narrowed = query.search.strip() or any(query.filters.values())
    total = store.total(connection, listing) if narrowed else len(ids)
    same = ids == keep.old
    wanted = {*keep.selected, *(() if keep.current is None else (keep.current,))}
    found = rows_of(ids, wanted)
    current = None if keep.current is None else found.get(keep.current)
    top = keep.top if current is None or keep.above is None else current - keep.above
    top = max(0, min(top, len(ids) - keep.span))
    seen = range(top // PAGE, (top + keep.span) // PAGE + 1)
    pages = fetch(connection, listing, {page: slice_of(ids, page) for page in seen})
    rows = tuple(sorted(found[row_id] for row_id in keep.selected if row_id in found))
    return Answer(query, ids, same, total, current, rows, top, pages)


def slice_of(ids: array[int], page: int) -> array[int]:
    """The ids of one page."""
    return ids[page * PAGE : (page + 1) * PAGE]


def fetch(connection: Connection, listing: Listing, wanted: Mapping[int, array[int]]) -> Pages:
    """The rows of pages, given by their ids."""
    columns = tuple(listing.columns)
    return {
        page: store.rows(connection, listing, ids, columns) for page, ids in wanted.items() if ids
    }


def rows_of(ids: array[int], wanted: Iterable[int]) -> dict[int, int]:
    """Where in `ids` each of `wanted` stands; what is not there is left out."""
    missing = set(wanted)
    found: dict[int, int] = {}
    for start in range(0, len(ids), _SLICE):
        if not missing:
            break
        part = ids[start : start + _SLICE]
        for row_id in missing.intersection(part):
            found[row_id] = start + part.index(row_id)
        missing -= found.keys()
    return found
