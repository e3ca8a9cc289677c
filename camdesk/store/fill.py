"""Filling gaps: facts that were empty, and what is learnt of events after they were recorded."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.facts import fact
from camdesk.domain.lifecycle import KINDS
from camdesk.domain.validation import FieldError, check_date
from camdesk.store.gaps import GAPS
from camdesk.store.ledger import parse_details
from camdesk.store.picture import (
    CameraContradiction,
    arrange_camera,
    chunks,
    load_events,
    marks,
)
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter, no_longer_there

Cell = tuple[int, str]
"""A row and a column."""
Facts = Mapping[str, Value]
_DATES = ("occurred_on", "installed_on")


class NotFilled(KnownError):
    """Some cells cannot be kept: `cells` says why, by row and column. Nothing was written."""

    def __init__(self, cells: Mapping[Cell, KnownError]) -> None:
        first = next(iter(cells.values()))
        super().__init__(first.message, first.advice, **first.params)
        self.cells = cells


@dataclass(frozen=True, slots=True)
class _Said:
    """What an event in force says itself, and the row that says more of it."""

    camera: int
    kind: str
    facts: Facts
    supplement: int | None


def fill(entry: EntryWriter, gap: str, rows: Mapping[int, Facts]) -> None:
    """Fill a gap: by row of its sheet (a camera, a site or an event) what is known now.

    Raises NotFilled with every cell that cannot be kept.
    """
    table = GAPS[gap].table
    if table == "supplement":
        _learn_gap(entry, gap, rows)
        return
    entry.flush()
    cells: dict[Cell, KnownError] = {}
    for row, facts in rows.items():
        try:
            _refuse_known(entry.connection, table, row, facts)
            entry.correct(table, row, facts)
        except FieldError as error:
            cells[row, error.field] = error
    if cells:
        raise NotFilled(cells)


def learn(entry: EntryWriter, rows: Mapping[int, Facts]) -> None:
    """Keep, by event, what was learnt of it since: its date, sum or paper.

    Raises NotFilled: for what an event says itself, for dates that no life could have.
    """
    entry.flush()
    said = _said(entry.connection, rows)
    cells: dict[Cell, KnownError] = {}
    for event, facts in rows.items():
        for column, value in facts.items():
            try:
                if event not in said:
                    raise no_longer_there()
                _check(entry, said[event], column, value)
            except KnownError as error:
                cells[event, column] = error
    if cells:
        raise NotFilled(cells)
    for event, facts in rows.items():
        supplement = said[event].supplement
        if supplement is None:
            entry.add("supplement", {"event": event, **facts})
        else:
            entry.correct("supplement", supplement, facts)
    entry.flush()
    dated = {event for event, facts in rows.items() if any(name in facts for name in _DATES)}
    cells = _contradictions(entry.connection, {event: said[event].camera for event in dated}, rows)
    if cells:
        raise NotFilled(cells)


def _refuse_known(connection: sqlite3.Connection, table: str, row: int, facts: Facts) -> None:
    """Raise FieldError where a fact is known by now: filling never overwrites."""
    columns = list(facts)
    stands = connection.execute(
        f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row,)
    ).fetchone()
    if stands is None:
        raise FieldError(columns[0], no_longer_there().message, no_longer_there().advice)
    for column, value in zip(columns, stands, strict=True):
        if value is not None and value != facts[column]:
            raise FieldError(
                column,
                N_("“{name}” is known by now."),
                N_("Look at the list again."),
                name=fact(table, column).label,
            )


def _said(connection: sqlite3.Connection, events: Iterable[int]) -> dict[int, _Said]:
    said: dict[int, _Said] = {}
    for chunk in chunks(events):
        rows = connection.execute(
            "SELECT event.id, event.camera, event.kind, event.details, supplement.id,"
            " event.occurred_on, event.cost, event.document FROM event"
            " LEFT JOIN supplement ON supplement.event = event.id"
            f" WHERE event.id IN ({marks(chunk)}) AND event.position IS NOT NULL",
            chunk,
        )
        for event, camera, kind, details, supplement, occurred_on, cost, document in rows:
            installed_on = parse_details(kind, details).get("installed_on")
            facts: dict[str, Value] = {
                "occurred_on": occurred_on,
                "cost": cost,
                "document": document,
                "installed_on": None if installed_on is None else str(installed_on),
            }
            said[event] = _Said(camera, kind, facts, supplement)
    return said


def _learn_gap(entry: EntryWriter, gap: str, rows: Mapping[int, Facts]) -> None:
    """As `learn`. A camera that was installed in this register has the date of that step."""
    if gap != "installed_on":
        learn(entry, rows)
        return
    said = _said(entry.connection, rows)
    steps = {event for event, one in said.items() if not KINDS[one.kind].states_itself}
    try:
        learn(
            entry,
            {
                event: {"occurred_on": facts["installed_on"]} if event in steps else facts
                for event, facts in rows.items()
            },
        )
    except NotFilled as error:
        raise NotFilled({(event, gap): why for (event, _), why in error.cells.items()}) from None


def _check(entry: EntryWriter, said: _Said, column: str, value: Value) -> None:
    kind, one = KINDS[said.kind], fact("supplement", column)
    if said.facts[column] is not None:
        raise FieldError(
            column,
            N_("“{event}” says that itself."),
            N_("Undo the entry that recorded it, and record it anew."),
            event=kind.label,
        )
    fits = kind.field(column) is not None if column in ("cost", "installed_on") else True
    if not fits:
        raise FieldError(
            column, N_("“{event}” has no field “{name}”."), event=kind.label, name=one.label
        )
    if column in _DATES and isinstance(value, str):
        try:
            check_date(PartialDate.parse(value), entry.today)
        except FieldError as error:
            raise FieldError(column, error.message, error.advice, **error.params) from error
    if column == "cost" and isinstance(value, int) and value < 0:
        raise FieldError(column, N_("A cost cannot be below zero."))


def _contradictions(
    connection: sqlite3.Connection, cameras: Mapping[int, int], rows: Mapping[int, Facts]
) -> dict[Cell, KnownError]:
    """The cells whose dates no order of their cameras' events allows; by event its camera."""
    by_camera: dict[int, list[int]] = defaultdict(list)
    for event, camera in cameras.items():
        by_camera[camera].append(event)
    cells: dict[Cell, KnownError] = {}
    for chunk in chunks(by_camera):
        events, _ = load_events(connection, chunk)
        for camera in chunk:
            try:
                arrange_camera(camera, events.get(camera, ()))
            except CameraContradiction as found:
                cause = found.cause
                named = [one.id for one in (cause.event, cause.previous) if one is not None]
                guilty = [i for i in named if i in by_camera[camera]] or by_camera[camera]
                column = next(name for name in _DATES if name in rows[guilty[0]])
                cells[guilty[0], column] = KnownError(found.message, found.advice, **found.params)
    return cells
