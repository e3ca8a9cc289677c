"""What importing a table would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import State
from camdesk.domain.own_fields import OwnField
from camdesk.importing.draft import Draft
from camdesk.importing.fields import is_own, own_target
from camdesk.importing.mapping import Mapping
from camdesk.importing.own_cells import own_value
from camdesk.importing.reader import Row, Table
from camdesk.importing.values import (
    CellProblem,
    coordinate,
    date_in_order,
    number_as_text,
    numeric_date,
)
from camdesk.store import own_fields
from camdesk.store.connection import Connection
from camdesk.store.known import Known
from camdesk.store.tables import Value

_LIMITS = {"latitude": 90, "longitude": 180}
_NUMBERS = ("camera.inventory_number", "camera.serial_number", "site.code")


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    REFUSED = "refused"


VERDICTS = {Verdict.NEW: N_("new"), Verdict.REFUSED: N_("refused")}


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the table with its verdict."""

    row: Row
    verdict: Verdict
    problems: tuple[CellProblem, ...] = ()
    draft: Draft | None = None


@dataclass(slots=True)
class _Reading:
    """One row while it is being read."""

    texts: dict[str, str]  # target -> the text of its cell, "" where there is none
    columns: dict[str, str]  # target -> column
    problems: list[CellProblem] = field(default_factory=list)

    def refuse(self, target: str, message: str, **params: object) -> None:
        column = self.columns.get(target, target)
        self.problems.append(CellProblem(column, self.texts.get(target, ""), message, params))


class Planner:
    """Judges the rows of one table against one register.

    A row is new, or refused with reasons: a value that cannot be read, a number that the
    register or an earlier row has already, a camera at its site already.
    """

    def __init__(
        self, connection: Connection, table: Table, mapping: Mapping, as_of: date | None
    ) -> None:
        mapping.check(table.columns)
        if not mapping.columns:
            raise KnownError(
                N_("None of the table's columns is recognised."),
                N_("Say in a mapping what the columns mean; the table has: {columns}."),
                columns=", ".join(table.columns),
            )
        self._table = table
        self._mapping = mapping
        self._as_of = as_of
        self._known = Known(connection)
        self._own = _own_fields(connection, mapping)
        self._places = {column: i for i, column in enumerate(table.columns)}
        self._columns = {target: column for column, target in mapping.columns.items()}
        self._seen: dict[tuple[str, str], int] = {}

    def rows(self) -> Iterator[PlannedRow]:
        """The verdict on every row of the table, in its order."""
        for row in self._table.rows():
            yield self._judge(row)

    def _judge(self, row: Row) -> PlannedRow:
        texts = {
            target: row.cells[self._places[column]].strip()
            for column, target in self._mapping.columns.items()
        }
        reading = _Reading(texts, self._columns)
        if row.oddity is not None:
            reading.problems.append(
                CellProblem("", "", row.oddity.message, dict(row.oddity.params))
            )
        draft = self._draft(reading)
        if not reading.problems:
            self._refuse_known(reading, row.number)
        if reading.problems:
            return PlannedRow(row, Verdict.REFUSED, tuple(reading.problems))
        return PlannedRow(row, Verdict.NEW, (), draft)

    def _draft(self, reading: _Reading) -> Draft | None:
        texts = reading.texts
        state = self._state(reading)
        installed_on = self._date(reading)
        facts: dict[str, Value] = {"note": texts.get("camera.note") or None}
        site: dict[str, Value] = {}
        for target in _NUMBERS:
            table, _, column = target.partition(".")
            (facts if table == "camera" else site)[column] = self._number(reading, target)
        for column in ("address", "purpose"):
            site[column] = texts.get(f"site.{column}") or None
        for column in ("latitude", "longitude"):
            site[column] = self._coordinate(reading, column)
        for target, own in self._own.items():
            (facts if own.table == "camera" else site)[own.column] = self._own_value(
                reading, target, own
            )
        facts["unit"] = self._translated(reading, "unit", "unit") or "camera"
        connected = self._translated(reading, "connected", "connected")
        place = self._place(reading)
        if reading.problems or state is None:
            return None
        return Draft(
            facts=facts,
            site=site,
            place=place,
            maker=texts.get("camera.maker") or None,
            model=texts.get("camera.model") or None,
            programme=texts.get("camera.programme") or None,
            balance_holder=texts.get("camera.balance_holder") or None,
            state=state,
            connected=None if connected is None else connected == "yes",
            installed_on=installed_on,
        )

    def _state(self, reading: _Reading) -> State | None:
        text = reading.texts.get("state", "")
        if not text:
            reading.refuse("state", N_("the state is missing"))
            return None
        translated = self._translated(reading, "state", "state")
        return State(translated) if translated else None

    def _translated(self, reading: _Reading, target: str, values: str) -> str | None:
        """The register's word for the cell's; None where it is empty or refused."""
        text = reading.texts.get(target, "")
        if not text:
            return None
        value = self._mapping.values.get(values, {}).get(text)
        if value is None:
            reading.refuse(target, N_("“{text}” is not in the map of values"), text=text)
        return value

    def _date(self, reading: _Reading) -> PartialDate | None:
        text = reading.texts.get("installed_on", "")
        if not text:
            return None
        column = reading.columns["installed_on"]
        order = self._mapping.orders.get(column)
        if order is None and numeric_date(text) is not None:
            reading.refuse(
                "installed_on", N_("the order of day and month is open; choose it for the column")
            )
            return None
        try:
            when = date_in_order(text, order or "ymd")
        except KnownError as error:
            reading.refuse("installed_on", error.message, **error.params)
            return None
        if self._as_of is not None and when.first > self._as_of:
            reading.refuse(
                "installed_on",
                N_("“{text}” lies after the day the table speaks of ({as_of})"),
                text=text,
                as_of=self._as_of,
            )
        return when

    def _number(self, reading: _Reading, target: str) -> str | None:
        try:
            return number_as_text(reading.texts.get(target, "")) or None
        except KnownError as error:
            reading.refuse(target, error.message, **error.params)
            return None

    def _coordinate(self, reading: _Reading, column: str) -> float | None:
        text = reading.texts.get(f"site.{column}", "")
        if not text:
            return None
        try:
            return coordinate(text, _LIMITS[column])
        except KnownError as error:
            reading.refuse(f"site.{column}", error.message, **error.params)
            return None

    def _own_value(self, reading: _Reading, target: str, own: OwnField) -> str | None:
        text = reading.texts.get(target, "")
        if not text:
            return None
        try:
            return own_value(own, text, self._mapping.orders.get(reading.columns[target]))
        except KnownError as error:
            reading.refuse(target, error.message, **error.params)
            return None

    def _place(self, reading: _Reading) -> int | None:
        text = reading.texts.get("site.place", "")
        if not text:
            return None
        place = self._known.place(text)
        if place is None:
            reading.refuse("site.place", N_("“{text}” is no place that the register knows"),
                           text=text)  # fmt: skip
        return place

    def _refuse_known(self, reading: _Reading, number: int) -> None:
        """Refuse what the register has already, and what stands twice in the table."""
        for target in _NUMBERS:
            text = reading.texts.get(target, "")
            if not text or (target == "camera.serial_number" and target not in self._mapping.keys):
                continue
            if self._known.has(target, text):
                reading.refuse(target, N_("“{text}” is in the register already"), text=text)
            first = self._seen.setdefault((target, text), number)
            if first != number:
                reading.refuse(
                    target, N_("“{text}” stands in row {first} already"), text=text, first=first
                )


def _own_fields(connection: Connection, mapping: Mapping) -> dict[str, OwnField]:
    """The own fields that the mapping feeds, by target; KnownError for one that is not there."""
    there = {own_target(one).name: one for one in own_fields.all_fields(connection)}
    wanted = [target for target in mapping.columns.values() if is_own(target)]
    for target in wanted:
        if target not in there:
            raise KnownError(
                N_("The register has no own field “{name}”."),
                N_("Enter it in the reference books, or leave its column aside."),
                name=target,
            )
    return {target: there[target] for target in wanted}
