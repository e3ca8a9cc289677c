"""Cameras that come into the register by the thousand: each with its site and its opening.

What an ordinary entry works out for one camera is the same for all that begin alike. Here it is
worked out once for each such beginning, and rows are built in the order of their columns. The
file that comes of it is the same to the byte; `tests/store/test_newcomers.py` holds the two ways
together.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, State
from camdesk.domain.validation import check_date, check_fields
from camdesk.store import search
from camdesk.store.ledger import NewEvent, details_text, domain_event
from camdesk.store.picture import CAMERA_DERIVED, EVENT_DERIVED, derive, marks
from camdesk.store.tables import EVENT_COLUMNS, TABLES, Value
from camdesk.store.unique import refuse_taken

Row = tuple[Any, ...]
Facts = Mapping[str, Value]
_REMEMBERED = 10_000  # beginnings
_ANYWHERE = 1  # a site that stands for whichever it is
_EVENT_SITE, _EVENT_COST = EVENT_COLUMNS.index("site"), EVENT_COLUMNS.index("cost")
_SITE_AFTER = len(EVENT_COLUMNS) + EVENT_DERIVED.index("site_after")
_CAMERA_SITE, _LAST_EVENT = CAMERA_DERIVED.index("site"), CAMERA_DERIVED.index("last_event")
_LIVE = CAMERA_DERIVED.index("live")
_WIDTHS = {table: 1 + len(TABLES[table].columns) for table in ("site", "camera")}
# The words by which a camera and its site are found, in the order of `search.SOURCES`.
_CAMERA_WORDS = itemgetter(
    *(1 + TABLES["camera"].columns.index(c) for c in ("inventory_number", "serial_number", "note"))
)
_SITE_WORDS = itemgetter(
    *(1 + TABLES["site"].columns.index(c) for c in ("code", "name", "address"))
)
_SITE_NOTE = 1 + TABLES["site"].columns.index("note")
_Plan = list[tuple[str, int, str]]
"""Columns of a row: name, place, and how each begins in the ledger."""


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What follows from an opening, whichever camera and site it is of."""

    event: list[Value]  # EVENT_COLUMNS and EVENT_DERIVED
    camera: list[Value]  # CAMERA_DERIVED
    hung: bool  # a site stands in both
    failed: bool


class Newcomers:
    """Gathers new cameras of one entry; `ids_of` and `changes` are those of its writer."""

    def __init__(
        self,
        entry: int,
        today: date,
        ids_of: Callable[[str], Iterator[int]],
        changes: list[Row],
    ) -> None:
        self._entry = entry
        self._today = today
        self._site_ids, self._camera_ids = ids_of("site"), ids_of("camera")
        self._event_ids, self._change_ids = ids_of("event"), ids_of("change")
        self._changes = changes
        self._beginnings: dict[tuple[object, ...], _Beginning] = {}
        self._plans: dict[str, dict[tuple[str, ...], _Plan]] = {"site": {}, "camera": {}}
        # Cameras that bear nothing of their own: row and line in the ledger by what they say.
        self._alike: dict[tuple[object, ...], tuple[list[Value], str]] = {}
        self.events: list[Row] = []  # EVENT_COLUMNS and EVENT_DERIVED, in the order of ids
        self._sites: dict[int, Facts] = {}
        self._cameras: dict[int, Facts] = {}
        self._site_rows: list[Row] = []
        self._camera_rows: list[Row] = []
        self._words: dict[str, list[tuple[int, str]]] = {"site": [], "camera": []}
        self.failed: set[int] = set()  # those with a fault to derive
        self.ids = array("q")

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, camera: int) -> bool:
        place = bisect_left(self.ids, camera)
        return place < len(self.ids) and self.ids[place] == camera

    def add(self, camera: Facts, opening: NewEvent, site: Facts | None) -> int:
        """Take in a camera that stands as `opening` says, at a new site where one is given.

        Returns its id. Raises FieldError for values that do not fit.
        """
        words = ""
        site_id: int | None = None
        if site is not None:
            site_id = next(self._site_ids)
            words = self._add_site(site_id, site)
        camera_id = next(self._camera_ids)
        begun = self._begin(opening, hung=site_id is not None)
        row, own = self._camera_row(camera_id, camera)
        event_id = next(self._event_ids)
        event, derived = begun.event.copy(), begun.camera.copy()
        event[0], event[1], event[2] = event_id, self._entry, camera_id
        event[_EVENT_COST] = opening.values.get("cost")  # type: ignore[call-overload]
        if begun.hung:
            event[_EVENT_SITE] = event[_SITE_AFTER] = derived[_CAMERA_SITE] = site_id
        derived[_LAST_EVENT] = event_id
        self.events.append(tuple(event))
        self._camera_rows.append((*row, *derived))
        self._words["camera"].append(
            (camera_id, f"{own}\n{words}" if own and words else own + words)
        )
        self.ids.append(camera_id)
        if begun.failed:
            self.failed.add(camera_id)
        if derived[_LIVE]:  # else its number is free
            self._cameras[camera_id] = camera
        return camera_id

    def write_sites(self, connection: sqlite3.Connection) -> None:
        """Write the sites gathered so far."""
        refuse_taken(connection, "site", self._sites)
        _insert(connection, "site", ("id", *TABLES["site"].columns), self._site_rows)
        self._sites.clear()
        self._site_rows.clear()

    def write_cameras(self, connection: sqlite3.Connection) -> None:
        """Write the cameras gathered so far, and the words by which they are found."""
        refuse_taken(connection, "camera", self._cameras)
        columns = ("id", *TABLES["camera"].columns, *CAMERA_DERIVED)
        _insert(connection, "camera", columns, self._camera_rows)
        self._cameras.clear()
        self._camera_rows.clear()
        for table, words in self._words.items():
            search.insert(connection, table, words)
            words.clear()

    def _begin(self, opening: NewEvent, *, hung: bool) -> _Beginning:
        said = opening.values
        cost = said.get("cost")
        key = (
            said.get("state"), said.get("connected"), said.get("installed_on"),
            opening.occurred_on, hung, cost is None or (isinstance(cost, int) and cost >= 0),
        )  # fmt: skip
        begun = self._beginnings.get(key)
        if begun is None:
            begun = self._work_out(opening, hung=hung)
            if len(self._beginnings) >= _REMEMBERED:
                self._beginnings.clear()
            self._beginnings[key] = begun
        return begun

    def _work_out(self, opening: NewEvent, *, hung: bool) -> _Beginning:
        kind = KINDS[opening.kind]
        site = _ANYWHERE if hung else None
        values = {**opening.values, "site": site}
        check_fields(kind, values, opening.occurred_on)
        check_date(opening.occurred_on, self._today)
        when = _edtf(opening.occurred_on)
        details = details_text(kind, values)
        event = domain_event(1, kind.name, when, self._today.isoformat(), site, details)
        by_event, camera = derive(1, [event], {1: details})
        row: dict[str, Value] = {"kind": kind.name, "occurred_on": when, "details": details}
        return _Beginning(
            [*(row.get(column) for column in EVENT_COLUMNS), *by_event[1]],
            list(camera),
            hung,
            opening.values.get("state") is State.FAILED,
        )

    def _add_site(self, site_id: int, facts: Facts) -> str:
        """Keep the row of a site and its words, and return those by which its camera is found."""
        row, said = self._row("site", facts)
        row[0] = site_id
        self._tell("site", site_id, said)
        self._site_rows.append(tuple(row))
        self._sites[site_id] = facts
        words = _folded(_SITE_WORDS(row))
        note = _folded([row[_SITE_NOTE]])
        self._words["site"].append(
            (site_id, f"{words}\n{note}" if words and note else words + note)
        )
        return words

    def _camera_row(self, camera_id: int, facts: Facts) -> tuple[list[Value], str]:
        """The row of a camera, good until the next one is asked for, and its folded words."""
        key = (*facts, *facts.values())
        alike = self._alike.get(key)
        if alike is None:
            row, said = self._row("camera", facts)
            words = _folded(_CAMERA_WORDS(row))
            if not words:
                if len(self._alike) >= _REMEMBERED:
                    self._alike.clear()
                self._alike[key] = row, said
        else:
            (row, said), words = alike, ""
        row[0] = camera_id
        self._tell("camera", camera_id, said)
        return row, words

    def _tell(self, table: str, row_id: int, said: str) -> None:
        """Put what was said of a new row into the ledger."""
        change = (next(self._change_ids), self._entry, table, row_id, None, None, said)
        self._changes.append(change)

    def _row(self, table: str, facts: Facts) -> tuple[list[Value], str]:
        """The row of `facts`, still without its id, and its line in the ledger."""
        names = tuple(facts)
        plan = self._plans[table].get(names)
        if plan is None:
            plan = self._plans[table][names] = _plan(table, facts)
        row: list[Value] = [None] * _WIDTHS[table]
        said: list[str] = []
        for column, place, prefix in plan:
            value = facts[column]
            if isinstance(value, str):
                value = value.strip()
                if not value:
                    continue
                said.append(prefix + encode_basestring(value))
            elif value is None:
                continue
            else:
                said.append(prefix + repr(value))
            row[place] = value
        return row, "{" + ",".join(said) + "}"


def _plan(table: str, facts: Facts) -> _Plan:
    """The columns of `facts` as they stand in the ledger."""
    columns = TABLES[table].columns
    if unknown := facts.keys() - set(columns):
        raise ValueError(f"{table} has no columns {sorted(unknown)}")
    return [
        (column, place, f'"{column}":')
        for place, column in enumerate(columns, 1)
        if column in facts
    ]


def _folded(texts: Iterable[Value]) -> str:
    """The words of those texts as the index has them."""
    said = "\n".join([str(text) for text in texts if text is not None])
    return said.lower() if said.isascii() else search.fold_text(said)


def _insert(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: list[Row]
) -> None:
    if rows:
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})", rows
        )


def _edtf(when: PartialDate | None) -> str | None:
    return None if when is None else when.edtf
