"""Events as they are known by now: with what was learnt after they were recorded.

The ledger keeps an event as it was recorded. A date, a sum or a paper that came later stands in
`supplement`, and an organisation that turned out to be another one says so itself; whoever reads
events for people reads `HAPPENED`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from camdesk.store.picture import chunks, marks

_LEARNT = (
    "(SELECT event.id, event.entry, event.camera, event.kind,"
    " coalesce(event.occurred_on, supplement.occurred_on) AS occurred_on, event.site,"
    " {organisation} AS organisation, event.other_camera,"
    " coalesce(event.document, supplement.document) AS document,"
    " coalesce(event.cost, supplement.cost) AS cost, event.note, event.details,"
    " event.position, event.state_before, event.state, event.connected, event.site_after,"
    " event.since, event.installed_on, event.from_day, event.until_day"
    " FROM event LEFT JOIN supplement ON supplement.event = event.id{more})"
)
# Tables of events; write `FROM {HAPPENED} AS event`. What is derived and stored reads LEARNT,
# whose organisations are those that were recorded.
LEARNT = _LEARNT.format(organisation="event.organisation", more="")
HAPPENED = _LEARNT.format(
    organisation="coalesce(said.merged_into, event.organisation)",
    more=" LEFT JOIN organisation AS said ON said.id = event.organisation",
)


def cameras_supplemented(connection: sqlite3.Connection, supplements: Iterable[int]) -> set[int]:
    """The cameras whose events the rows `supplements` speak of, undone ones among them."""
    cameras: set[int] = set()
    for chunk in chunks(supplements):
        made = connection.execute(
            "SELECT new FROM change WHERE table_name = 'supplement' AND column_name IS NULL"
            f" AND row_id IN ({marks(chunk)})",
            chunk,
        )
        events = [json.loads(row[0])["event"] for row in made]
        for some in chunks(events):
            rows = connection.execute(
                f"SELECT DISTINCT camera FROM event WHERE id IN ({marks(some)})"
                " AND position IS NOT NULL",
                some,
            )
            cameras.update(row[0] for row in rows)
    return cameras
