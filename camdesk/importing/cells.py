"""The cells of a row as typed values, or the reasons why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import State
from camdesk.domain.own_fields import OwnField
from camdesk.importing.draft import Drafter
from camdesk.importing.fields import BOOKS, POSITION, TARGETS, Target, is_own, own_target
from camdesk.importing.geo_read import coordinate_pair
from camdesk.importing.mapping import Mapping as Meaning
from camdesk.importing.numbers_read import common_width, lost_zeros, sum_of_money
from camdesk.importing.own_cells import own_value
from camdesk.importing.places_read import PlaceReader
from camdesk.importing.reader import Row, Table
from camdesk.importing.values import (
    CellProblem,
    cell_problem,
    coordinate,
    date_in_order,
    is_unknown,
    needs_order,
    number_as_text,
    spreadsheet_error,
    words,
)
from camdesk.store import own_fields
from camdesk.store.connection import Connection
from camdesk.store.known import Known, book_spellings
from camdesk.store.search import fold_text
from camdesk.text.closeness import suggest

_LIMITS = {"latitude": 90, "longitude": 180}
_REMEMBERED = 20_000  # different texts of a column whose values are kept
_LONG = 15  # digits that a spreadsheet keeps of a number
_UNLIKE = frozenset(
    {"number_text", "text", "latitude", "longitude", "position", "id"}
)  # rarely twice
_WIDTHS_SEEN = 2000  # rows by which it is told how wide the numbers of a column are
DISTRICT = "site.district"
_OF_POSITION = ("site.latitude", "site.longitude")

Read = Callable[[str], object]
"""A text that is not empty into its value; raises KnownError."""


@dataclass(slots=True)
class ReadRow:
    """A row with its values by target (those that it says), and what is wrong in it."""

    row: Row
    said: dict[str, object]
    problems: list[CellProblem] = field(default_factory=list)
    doubts: list[CellProblem] = field(default_factory=list)


@dataclass(slots=True)
class _Column:
    """How the cells of one column are read; `place` is None for what the whole table says."""

    place: int | None
    name: str
    target: str
    read: Read
    constant: str
    remembers: bool
    values: dict[str, object] = field(default_factory=dict)
    doubts: dict[str, CellProblem] = field(default_factory=dict)  # by text


class RowReader:
    """Reads the rows of one table as a mapping says, for one register."""

    def __init__(
        self,
        connection: Connection,
        columns: tuple[str, ...],
        mapping: Meaning,
        latest: date | None,
    ) -> None:
        """`latest`: no date of an installation or event may lie after that day."""
        self._known = Known(connection)
        self._places = PlaceReader(self._known)
        self.place_name = self._known.place_name
        self._mapping = mapping
        self._latest = latest
        self.own = _own_fields(connection, mapping)
        self.targets: Mapping[str, Target] = {
            **TARGETS,
            **{name: own_target(one) for name, one in self.own.items()},
        }
        fed = {*mapping.columns.values(), *mapping.constants}
        self.drafter = Drafter(fed, self.own)
        places = {column: place for place, column in enumerate(columns)}
        self._books = {
            target: book_spellings(connection, table)
            for target, table in BOOKS.items()
            if target in fed
        }
        self.column_of = {target: column for column, target in mapping.columns.items()}
        self._has_position = POSITION in fed
        if POSITION in self.column_of:
            for target in _OF_POSITION:
                self.column_of.setdefault(target, self.column_of[POSITION])
        self._columns = [
            self._column(target, column, places[column])
            for column, target in mapping.columns.items()
        ]
        self._columns += [
            self._column(target, "", None)
            for target in mapping.constants
            if target not in self.column_of
        ]
        # Within which district a place lies is read before its name.
        self._columns.sort(key=lambda column: column.target != DISTRICT)

    def watch_widths(self, table: Table) -> None:
        """Doubt numbers that are shorter than nearly all in their column: zeros may be lost."""
        numbers = [
            (column, column.place)
            for column in self._columns
            if column.read is _number and column.place is not None
        ]
        seen: list[list[str]] = [[] for _ in numbers]
        for row in table.rows(_WIDTHS_SEEN) if numbers else ():
            for texts, (_, place) in zip(seen, numbers, strict=True):
                texts.append(row.cells[place].strip())
        for texts, (column, _) in zip(seen, numbers, strict=True):
            if width := common_width(texts):
                column.read = partial(_number_of_width, column, width)

    def read(self, row: Row) -> ReadRow:
        """The values of a row."""
        said: dict[str, object] = {}
        made = ReadRow(row, said)
        if row.oddity is not None:
            made.problems.append(CellProblem("", "", row.oddity.message, dict(row.oddity.params)))
        cells = row.cells
        for column in self._columns:
            text = cells[column.place].strip() if column.place is not None else ""
            text = text or column.constant
            if not text:
                continue
            # One name may be that of places in several districts.
            within = said.get(DISTRICT) if column.target == "site.place" else None
            key = text if within is None else f"{text}\n{within}"
            value = column.values.get(key) if column.remembers else None
            if value is None:
                try:
                    value = column.read(text) if within is None else self._inside(text, within)
                except KnownError as error:
                    if not is_unknown(text):
                        made.problems.append(self._problem(column, text, error))
                    continue
                if value is None:  # a dash and the like
                    continue
                if column.target in self._books:
                    self._look_for_doubts(column, text, str(value))
                if column.remembers and len(column.values) < _REMEMBERED:
                    column.values[key] = value
            said[column.target] = value
            if column.doubts and text in column.doubts:
                made.doubts.append(column.doubts[text])
        if self._has_position and isinstance(pair := said.pop(POSITION, None), tuple):
            for target, degrees in zip(_OF_POSITION, pair, strict=True):
                said.setdefault(target, degrees)
        return made

    def _problem(self, column: _Column, text: str, error: KnownError) -> CellProblem:
        """Why a cell is not taken, with what may have been meant."""
        problem = cell_problem(column.name, text, spreadsheet_error(text) or error)
        if not problem.suggestions and column.target in self._mapping.values:
            close = suggest(text, self._mapping.values[column.target])
            problem = replace(problem, suggestions=close)
        return problem

    def _look_for_doubts(self, column: _Column, text: str, name: str) -> None:
        """A name that the register lacks is doubtful where it has one that is spelled alike."""
        known = self._books[column.target]
        if fold_text(name) in known or text in column.doubts:
            return
        if close := suggest(name, known.values()):
            column.doubts[text] = CellProblem(
                column.name,
                text,
                N_("the register has no “{text}”, but it has “{close}”"),
                {"text": name, "close": close[0]},
                close,
            )

    def _column(self, target: str, name: str, place: int | None) -> _Column:
        kind = self.targets[target].kind
        return _Column(
            place,
            name,
            target,
            self._how(target, name),
            self._mapping.constants.get(target, ""),
            kind not in _UNLIKE or is_own(target),
        )

    def _how(self, target: str, column: str) -> Read:
        if target in self.own:
            one = self.own[target]
            return lambda text: own_value(one, text, self._mapping.orders.get(column))
        kind = self.targets[target].kind
        match kind:
            case "number_text":
                return _number
            case "id" | "whole":
                return _whole
            case "latitude" | "longitude":
                return partial(_degrees, _LIMITS[kind])
            case "position":
                return coordinate_pair
            case "measure":
                return _measure if not target.startswith("event.") else _decimal
            case "money":
                return sum_of_money
            case "date":
                return lambda text: self._date(text, target, column)
            case "place":
                return lambda text: self._places.find(self._word(target, text))
            case "name":
                return lambda text: self._word(target, text) if words(text) else None
            case "state":
                return lambda text: State(self._translated(target, text))
            case "yes_no":
                return lambda text: self._translated(target, text) == "yes"
            case "unit" | "event" | "result" | "choice":
                return lambda text: self._translated(target, text)
        return words

    def _inside(self, text: str, within: object) -> int:
        assert isinstance(within, int)
        return self._places.find(self._word("site.place", text), within)

    def add_district(self, said: dict[str, object], known: object = None) -> None:
        """Where a row says the district alone, that is its place, unless a closer one is known."""
        district = said.get(DISTRICT)
        if not isinstance(district, int) or "site.place" in said:
            return
        if not (isinstance(known, int) and self._known.lies_within(known, district)):
            said["site.place"] = district

    def _word(self, target: str, text: str) -> str:
        """The register's name for the cell's, where the mapping has one."""
        return " ".join(self._mapping.values.get(target, {}).get(text, text).split())

    def _translated(self, target: str, text: str) -> str:
        value = self._mapping.values.get(target, {}).get(text)
        if value is None:
            raise KnownError(N_("“{text}” is not in the map of values"), text=text)
        return value

    def _date(self, text: str, target: str, column: str) -> PartialDate:
        order = self._mapping.orders.get(column)
        if order is None and needs_order(text):
            raise KnownError(N_("the order of day and month is open; choose it for the column"))
        when = date_in_order(text, order or "ymd")
        if self._latest is not None and when.first > self._latest and target != "event.paper_date":
            raise KnownError(
                N_("“{text}” lies after the day the table speaks of ({as_of})"),
                text=text,
                as_of=self._latest,
            )
        return when


# A million rows have millions of plain numbers: what needs no second look gets none.


def _number(text: str) -> str | None:
    if text.isdecimal() and len(text) < _LONG:
        return text
    return number_as_text(text) if words(text) else None


def _number_of_width(column: _Column, width: int, text: str) -> str | None:
    number = _number(text)
    if number is not None and (doubt := lost_zeros(number, width)):
        column.doubts[text] = cell_problem(column.name, text, doubt)
    return number


def _degrees(largest: int, text: str) -> float:
    whole, _, fraction = text.removeprefix("-").partition(".")
    if whole.isdecimal() and fraction.isdecimal() and text.isascii() and len(whole) <= 3:
        value = float(text)
        if -largest <= value <= largest:
            return value
    return coordinate(text, largest)


def _whole(text: str) -> int:
    bare = "".join(text.split()).removesuffix(".0")
    if not (bare.isascii() and bare.isdecimal()):
        raise KnownError(N_("“{text}” is not a whole number."), text=text)
    return int(bare)


def _measure(text: str) -> float:
    return float(_decimal(text))


def _decimal(text: str) -> str:
    bare = "".join(text.split()).replace(",", ".")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise KnownError(N_("“{text}” is not a number."), text=text)
    return bare


def _own_fields(connection: Connection, mapping: Meaning) -> dict[str, OwnField]:
    """The own fields that the mapping feeds, by target; KnownError for one that is not there."""
    there = {own_target(one).name: one for one in own_fields.all_fields(connection)}
    wanted = [t for t in (*mapping.columns.values(), *mapping.constants) if is_own(t)]
    for target in wanted:
        if target not in there:
            raise KnownError(
                N_("The register has no own field “{name}”."),
                N_("Enter it in the reference books, or leave its column aside."),
                name=target,
            )
    return {target: there[target] for target in wanted}
