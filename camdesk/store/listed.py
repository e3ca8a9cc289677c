"""All rows of a list as a stream: what a page shows, for reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from camdesk.store.chosen import NO_FILTERS, Filters, chosen, sites_condition
from camdesk.store.connection import Connection
from camdesk.store.listing import Condition, Filter, FilterRule, Listing, Query, ids, rows
from camdesk.store.picture import chunks
from camdesk.store.tables import Value

_OF_CAMERAS = "SELECT camera.id FROM camera"
# Of a list for which cameras are chosen: the rows that have something to do with them.
_AMONG: Mapping[str, str] = MappingProxyType(
    {
        "entry": (
            "entry.id IN (SELECT event.entry FROM event UNION SELECT change.entry FROM change"
            f" WHERE change.table_name = 'camera' AND change.row_id IN ({_OF_CAMERAS}))"
        ),
        "document": (
            "document.id IN (SELECT event.document FROM event WHERE event.position IS NOT NULL"
            " UNION SELECT supplement.document FROM supplement"
            " JOIN event ON event.id = supplement.event WHERE event.document IS NULL"
            " AND event.position IS NOT NULL)"
        ),
        "contract": (
            "contract.id IN (SELECT contract_line.contract FROM contract_line"
            " WHERE contract_line.id IN (SELECT camera.contract_line FROM camera))"
        ),
    }
)


def every_row(
    connection: Connection,
    listing: Listing,
    wanted: Sequence[str],
    filters: Mapping[str, tuple[Value, ...]] = MappingProxyType({}),
) -> Iterator[tuple[Value, ...]]:
    """The columns `wanted` of every row of a list, in its order, read piece by piece.

    Where cameras are chosen, of the rows that have something to do with them.
    """
    narrowed = chosen(connection)
    if narrowed != NO_FILTERS:
        among = Filter("chosen", "", _rule(listing.table, narrowed), "")
        listing = replace(listing, filters={**listing.filters, "chosen": among})
        filters = {**filters, "chosen": (1,)}
    for some in chunks(ids(connection, listing, Query(filters=filters))):
        yield from rows(connection, listing, some, wanted)


def _rule(table: str, filters: Filters) -> FilterRule:
    def rule(connection: Connection, _wanted: Sequence[Value]) -> Condition:
        if table == "site":
            return sites_condition(connection, filters), []
        return _AMONG[table], []

    return rule
