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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from json.encoder import encode_basestring
from typing import Any

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, State
from camdesk.domain.validation import check_date, check_fields
from camdesk.store import search
from camdesk.store.ledger import NewEvent, details_text, domain_event
from camdesk.store.picture import CAMERA_DERIVED, EVENT_DERIVED, derive, marks
from camdesk.store.tables import EVENT_COLUMNS, TABLES, Value
from camdesk.store.unique import clean, refuse_taken

Row = tuple[Any, ...]
Facts = Mapping[str, Value]
_REMEMBERED = 10_000  # beginnings
_ANYWHERE = 1  # a site that stands for whichever it is
_EVENT_SITE, _EVENT_COST = EVENT_COLUMNS.index("site"), EVENT_COLUMNS.index("cost")
_SITE_AFTER = len(EVENT_COLUMNS) + EVENT_DERIVED.index("site_after")
_CAMERA_SITE, _LAST_EVENT = CAMERA_DERIVED.index("site"), CAMERA_DERIVED.index("last_event")
_LIVE = CAMERA_DERIVED.index("live")
# The words by which a camera and its site are found, in the order of `search.SOURCES`.
_CAMERA_WORDS = ("inventory_number", "serial_number", "note")
_SITE_WORDS = ("code", "name", "address")
_NOTE = ("note",)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What follows from an opening, whichever camera and site it is of."""

    event: list[Value]  # EVENT_COLUMNS and EVENT_DERIVED
    camera: list[Value]  # CAMERA_DERIVED
    hung: bool  # a site stands in both
    failed: bool


class Newcomers:
    """Gathers new cameras of one entry; `take_id` and `change` are those of its writer."""

    def __init__(
        self,
        entry: int,
        today: date,
        take_id: Callable[[str], int],
        change: Callable[[str, int, str], None],
    ) -> None:
        self._entry = entry
        self._today = today
        self._take_id = take_id
        self._change = change
        self._beginnings: dict[tuple[object, ...], _Beginning] = {}
        self._plans: dict[tuple[str, ...], list[tuple[str, int, str]]] = {}
        self._widths = {table: 1 + len(TABLES[table].columns) for table in ("site", "camera")}
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
            site_id = self._take_id("site")
            words = self._add_row("site", site_id, site, self._sites, self._site_rows)
        camera_id = self._take_id("camera")
        begun = self._begin(opening, hung=site_id is not None)
        own = self._add_row("camera", camera_id, camera, self._cameras, self._camera_rows)
        event_id = self._take_id("event")
        event, derived = begun.event.copy(), begun.camera.copy()
        event[0], event[1], event[2] = event_id, self._entry, camera_id
        event[_EVENT_COST] = opening.values.get("cost")  # type: ignore[call-overload]
        if begun.hung:
            event[_EVENT_SITE] = event[_SITE_AFTER] = derived[_CAMERA_SITE] = site_id
        derived[_LAST_EVENT] = event_id
        self.events.append(tuple(event))
        self._camera_rows[-1] = (*self._camera_rows[-1], *derived)
        self._words["camera"].append((camera_id, "\n".join(filter(None, (own, words)))))
        self.ids.append(camera_id)
        if begun.failed:
            self.failed.add(camera_id)
        if not derived[_LIVE]:
            del self._cameras[camera_id]  # its number is free
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

    def _add_row(
        self, table: str, row_id: int, facts: Facts, kept: dict[int, Facts], rows: list[Row]
    ) -> str:
        """Build the row of `facts` and its line in the ledger; returns its folded words."""
        row: list[Value] = [None] * self._widths[table]
        row[0] = row_id
        said: list[str] = []
        for column, place, prefix in self._plan(table, facts):
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
        self._change(table, row_id, "{" + ",".join(said) + "}")
        rows.append(tuple(row))
        kept[row_id] = facts
        if table == "camera":
            return _folded(facts, _CAMERA_WORDS)
        words = _folded(facts, _SITE_WORDS)
        note = _folded(facts, _NOTE) if facts.get("note") else ""
        self._words["site"].append((row_id, f"{words}\n{note}" if words and note else words + note))
        return words

    def _plan(self, table: str, facts: Facts) -> list[tuple[str, int, str]]:
        """The columns of `facts` as they stand in the ledger: name, place in the row, beginning."""
        key = (table, *facts)
        plan = self._plans.get(key)
        if plan is None:
            columns = TABLES[table].columns
            if unknown := facts.keys() - set(columns):
                raise ValueError(f"{table} has no columns {sorted(unknown)}")
            plan = [
                (column, place, f'"{column}":')
                for place, column in enumerate(columns, 1)
                if column in facts
            ]
            self._plans[key] = plan
        return plan


def _folded(facts: Facts, columns: tuple[str, ...]) -> str:
    """The words of those facts as the index has them."""
    said = "\n".join(
        [text for column in columns if (value := facts.get(column)) and (text := clean(value))]  # type: ignore[misc]
    )
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
