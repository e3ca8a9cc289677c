"""What a report is: its name, what it asks for, its columns, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from camdesk.domain.errors import N_, KnownError
from camdesk.store.connection import Connection
from camdesk.store.look_back import Moment, look_back, moment_of
from camdesk.store.tables import Value

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

    `kind` is text, state, unit, yes_no, date (EDTF), number or coordinate.
    """

    name: str
    label: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A report that was made: rows in the order of its columns, perhaps a stream."""

    columns: tuple[ReportColumn, ...]
    rows: Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the catalogue."""

    name: str
    title: str
    hint: str
    parameters: tuple[Parameter, ...]
    columns: tuple[ReportColumn, ...]
    make: Callable[[Connection, Days, Sequence[str], str], Iterable[Sequence[Value]]]
    # As many rows as there are cameras: read as a stream, and `make` yields the chosen columns.
    long: bool = False
    # Columns after the fixed ones that a register has of its own; `make` knows them by name.
    more: Callable[[Connection], tuple[ReportColumn, ...]] | None = None

    def run(
        self,
        connection: Connection,
        days: Days,
        language: str = "ru",
        columns: Sequence[str] | None = None,
    ) -> ReportTable:
        """Make the report; `columns` chooses some of them, where the report allows a choice.

        Raises KnownError for a missing date, dates in the wrong order and unknown columns.
        """
        self._check(days)
        steps = self._made(connection, days, language, columns)
        # The register's own columns are those of the moment that is looked at.
        chosen = cast("tuple[ReportColumn, ...]", next(steps))
        rows = cast("Iterable[Sequence[Value]]", steps)
        if not self.long:
            rows = list(rows)
            if columns is not None:
                places = [self.columns.index(column) for column in chosen]
                rows = [[row[place] for place in places] for row in rows]
        return ReportTable(chosen, rows)

    def _made(
        self,
        connection: Connection,
        days: Days,
        language: str,
        columns: Sequence[str] | None,
    ) -> Iterator[tuple[ReportColumn, ...] | Sequence[Value]]:
        """The columns, then the rows, read while the connection looks back; then it looks where it
        did before.

        A day that the report does not ask for is the one that the connection looks at.
        """
        before = moment_of(connection)
        wanted = Moment(days.get("as_of") or before.as_of, days.get("known_on") or before.known_on)
        if wanted != before:
            look_back(connection, wanted)
        try:
            offered = self.columns if self.more is None else (*self.columns, *self.more(connection))
            chosen = offered if columns is None else self._chosen(columns, offered)
            yield chosen
            if wanted.as_of is not None:
                days = {**days, "as_of": wanted.as_of}
            yield from self.make(connection, days, [column.name for column in chosen], language)
        finally:
            if wanted != before:
                look_back(connection, before)

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
