"""What a report is: its name, what it asks for, its columns, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import cast

from camdesk.domain.errors import N_, KnownError
from camdesk.store.chosen import NAMES, NO_FILTERS, Filters, choose, unchoose
from camdesk.store.connection import Connection
from camdesk.store.lines import LineForm, LongTable, Piece
from camdesk.store.look_back import Moment, look_back, moment_of
from camdesk.store.tables import Value

Rows = Iterable[Sequence[Value]]
Days = Mapping[str, date | None]
"""The dates that a report was asked for, by the names of its parameters."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A date that a report asks for."""

    name: str
    label: str
    required: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column: `name` in the machine dialect, `label` for people.

    `kind` is text, state, unit, yes_no, date (EDTF), number, decimal, money (tiyn) or coordinate.
    `unit` is the word for what a number counts or measures; a number that `adds_up` may be summed
    over rows of the same unit (`UNIT`) and over districts, programmes and holders.
    """

    name: str
    label: str
    kind: str = "text"
    unit: str = ""
    adds_up: bool = False

    @property
    def unit_word(self) -> str:
        """What its numbers are in: a msgid, "" where there is nothing to say."""
        return self.unit or _UNITS.get(self.kind, "")


_UNITS = MappingProxyType(
    {"money": N_("tenge"), "percent": N_("share of 1"), "coordinate": N_("degrees")}
)
FILTER_LABELS = MappingProxyType(
    {
        "programme": N_("Programme"),
        "place": N_("Place"),
        "balance_holder": N_("Balance holder"),
    }
)
assert tuple(FILTER_LABELS) == NAMES


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report that was made: rows in the order of its columns, perhaps a stream."""

    columns: tuple[ReportColumn, ...]
    rows: Rows


class Stream:
    """The rows of a long report, which are read while its reader looks where it was asked to.

    Read to the end, broken off or closed, it has the reader look where it did before.
    """

    def __init__(self, rows: Rows, looking: Generator[object, None, None]) -> None:
        self._rows = rows
        self._looking = looking

    def __iter__(self) -> Iterator[Sequence[Value]]:
        with closing(self._looking):
            yield from self._let_go()

    def pieces(self, form: LineForm) -> Generator[Piece, None, None] | None:
        """The rows as lines where SQLite can write them (`LongTable`); None where it cannot."""
        if not isinstance(self._rows, LongTable):
            return None
        return self._pieces(self._rows, form)

    def _pieces(self, table: LongTable, form: LineForm) -> Generator[Piece, None, None]:
        self._let_go()
        with closing(self._looking), closing(table.pieces(form)) as pieces:
            yield from pieces

    def close(self) -> None:
        """Let go of the rows."""
        self._let_go()
        self._looking.close()

    def _let_go(self) -> Rows:
        """The rows, once: read again, they would be those of another moment."""
        rows, self._rows = self._rows, ()
        return rows


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the catalogue."""

    name: str
    title: str
    question: str  # that it answers
    counted: str  # what is counted: which cameras, which events, by which date
    parameters: tuple[Parameter, ...]
    columns: tuple[ReportColumn, ...]
    make: Callable[[Connection, Days, Sequence[str], str], Iterable[Sequence[Value]]]
    # As many rows as there are cameras: read as a stream, and `make` yields the chosen columns.
    long: bool = False
    # Goes through all cameras once and asks for nothing else: a look back is made for that alone.
    once: bool = False
    # Columns after the fixed ones that a register has of its own; `make` knows them by name.
    more: Callable[[Connection], tuple[ReportColumn, ...]] | None = None
    # By what it can be narrowed (`FILTER_LABELS`), and why not by the others.
    filters: tuple[str, ...] = NAMES
    no_filter: str = ""
    # Its rows are no counts of cameras: `make` narrows them itself, by `chosen`.
    narrows: bool = False
    # The cameras behind a row of counts, whose values come by the names of their columns.
    behind: Callable[[Connection, Mapping[str, Value], str], Sequence[int]] | None = None

    def cameras_behind(
        self,
        connection: Connection,
        row: Mapping[str, Value],
        days: Days,
        language: str = "ru",
        filters: Filters = NO_FILTERS,
    ) -> list[int]:
        """The cameras that a row of the report, made with the same days and filters, speaks of.

        None of them where the report cannot say (`behind`).
        """
        behind = self.behind
        if behind is None:
            return []

        def make(
            connection: Connection, _days: Days, _columns: Sequence[str], language: str
        ) -> Rows:
            return [(camera,) for camera in behind(connection, row, language)]

        asked = replace(self, make=make, long=False, more=None, columns=(ReportColumn("id", ""),))
        table = asked.run(connection, days, language, filters=filters)
        return [int(one[0] or 0) for one in table.rows]

    def run(
        self,
        connection: Connection,
        days: Days,
        language: str = "ru",
        columns: Sequence[str] | None = None,
        filters: Filters = NO_FILTERS,
    ) -> ReportTable:
        """Make the report; `columns` chooses some of them, where the report allows a choice, and
        `filters` the cameras that it speaks of.

        Raises KnownError for a missing date, dates in the wrong order, unknown columns and filters
        that the report does not take.
        """
        self._check(days)
        self._check_filters(filters)
        steps = self._made(connection, days, language, columns, filters)
        # The register's own columns are those of the moment that is looked at.
        chosen_columns = cast("tuple[ReportColumn, ...]", next(steps))
        if self.long:
            rows: Rows = Stream(cast("Rows", next(steps)), steps)
        else:
            with closing(steps):
                rows = list(cast("Rows", next(steps)))
            if columns is not None:
                places = [self.columns.index(column) for column in chosen_columns]
                rows = [[row[place] for place in places] for row in rows]
        return ReportTable(chosen_columns, rows)

    def _made(
        self,
        connection: Connection,
        days: Days,
        language: str,
        columns: Sequence[str] | None,
        filters: Filters,
    ) -> Generator[tuple[ReportColumn, ...] | Rows, None, None]:
        """The columns, then the rows, to be read while the connection looks back and sees the
        chosen cameras alone; closed, it looks where it did before.

        A day that the report does not ask for is the one that the connection looks at.
        """
        before = moment_of(connection)
        wanted = Moment(days.get("as_of") or before.as_of, days.get("known_on") or before.known_on)
        try:
            if wanted != before:
                look_back(connection, wanted, once=self.once)
            if filters != NO_FILTERS:
                choose(connection, filters, views=not self.narrows)
            offered = self.columns if self.more is None else (*self.columns, *self.more(connection))
            chosen_columns = offered if columns is None else self._chosen(columns, offered)
            yield chosen_columns
            if wanted.as_of is not None:
                days = {**days, "as_of": wanted.as_of}
            yield self.make(connection, days, [column.name for column in chosen_columns], language)
        finally:
            if filters != NO_FILTERS:
                unchoose(connection)
            if wanted != before:
                look_back(connection, before)

    def _check_filters(self, filters: Filters) -> None:
        for name in NAMES:
            if getattr(filters, name) is not None and name not in self.filters:
                raise KnownError(
                    N_("The report “{report}” cannot be narrowed by {filter}."),
                    self.no_filter or N_("Leave this filter out."),
                    report=self.name,
                    filter=FILTER_LABELS[name],
                )

    def _check(self, days: Days) -> None:
        for parameter in self.parameters:
            if parameter.required and days.get(parameter.name) is None:
                raise KnownError(
                    N_("The report “{report}” needs a date: {parameter}."),
                    N_("Give both days of the period."),
                    report=self.name,
                    parameter=parameter.name,
                )
        first, last = days.get("from"), days.get("to")
        if first is not None and last is not None and first > last:
            raise KnownError(
                N_("The period ends ({last}) before it begins ({first})."),
                N_("Put the earlier day first."),
                first=first.isoformat(),
                last=last.isoformat(),
            )

    def _chosen(
        self, names: Sequence[str], offered: Sequence[ReportColumn]
    ) -> tuple[ReportColumn, ...]:
        by_name = {column.name: column for column in offered}
        for name in names:
            if name not in by_name:
                raise KnownError(
                    N_("The report “{report}” has no column “{column}”."),
                    N_("Its columns are: {columns}."),
                    report=self.name,
                    column=name,
                    columns=", ".join(by_name),
                )
        return tuple(by_name[name] for name in names)


AS_OF = Parameter("as_of", N_("As of"), hint=N_("Empty: as of today"))
KNOWN_ON = Parameter("known_on", N_("As known on"), hint=N_("Empty: all that is known today"))
PERIOD = (
    Parameter("from", N_("From"), required=True),
    Parameter("to", N_("To"), required=True),
)
