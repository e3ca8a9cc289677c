"""The catalogue of reports: what each is called, what it asks for, and how it is made.

The window's Reports page, `camdesk reports` and `camdesk report` read `REPORTS`. The names and
the first columns of each are promised to other programs (docs/reports.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from camdesk.domain.errors import N_, KnownError
from camdesk.store import counts
from camdesk.store.connection import Connection
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
        chosen = self.columns if columns is None else self._chosen(columns)
        names = [column.name for column in chosen]
        rows = self.make(connection, days, names, language)
        if not self.long and columns is not None:
            places = [self.columns.index(column) for column in chosen]
            rows = ([row[place] for place in places] for row in rows)
        return ReportTable(tuple(chosen), rows)

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

    def _chosen(self, names: Sequence[str]) -> tuple[ReportColumn, ...]:
        by_name = {column.name: column for column in self.columns}
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


_AS_OF = Parameter("as_of", N_("As of"), hint=N_("Empty: as of today"))
_PROGRAMME = ReportColumn("programme", N_("Programme"))
_DISTRICT = ReportColumn("district", N_("District"))
_UNIT = ReportColumn("unit", N_("Unit"), "unit")
_STATE = ReportColumn("state", N_("State"), "state")
_CONNECTED = ReportColumn("connected", N_("Control centre"), "yes_no")
_HOLDER = ReportColumn("balance_holder", N_("Balance holder"))
_COUNT = ReportColumn("count", N_("Count"), "number")

_CAMERAS = (
    ReportColumn("inventory_number", N_("Inventory no.")),
    ReportColumn("serial_number", N_("Serial no.")),
    _UNIT,
    _STATE,
    _PROGRAMME,
    _DISTRICT,
    ReportColumn("site", N_("Site code")),
    _CONNECTED,
    _HOLDER,
    ReportColumn("place", N_("Place")),
    ReportColumn("address", N_("Address")),
    ReportColumn("latitude", N_("Latitude"), "coordinate"),
    ReportColumn("longitude", N_("Longitude"), "coordinate"),
    ReportColumn("since", N_("Since"), "date"),
    ReportColumn("installed_on", N_("Installed on"), "date"),
    ReportColumn("maker", N_("Maker")),
    ReportColumn("model", N_("Model")),
    ReportColumn("note", N_("Note")),
)


def _movement(
    connection: Connection, days: Days, _columns: Sequence[str], _language: str
) -> Iterable[Sequence[Value]]:
    first, last = days["from"], days["to"]
    assert first is not None  # Report.run has asked for both
    assert last is not None
    return counts.movement(connection, first, last)


_TABLE = (
    Report(
        "cameras",
        N_("Cameras"),
        N_("Every camera in the register, one row each."),
        (_AS_OF,),
        _CAMERAS,
        lambda connection, days, columns, language: counts.cameras(
            connection, columns, days.get("as_of"), language
        ),
        long=True,
    ),
    Report(
        "by-programme",
        N_("Cameras by programme and state"),
        N_("How many of each unit are in which state. Systems and cameras are never added up."),
        (_AS_OF,),
        (_PROGRAMME, _UNIT, _STATE, _COUNT),
        lambda connection, days, _columns, language: counts.by_programme(
            connection, days.get("as_of"), language
        ),
    ),
    Report(
        "by-district",
        N_("Cameras by district and state"),
        N_("By the district or city of the site. No district: the source does not say."),
        (_AS_OF,),
        (_DISTRICT, _UNIT, _STATE, _COUNT),
        lambda connection, days, _columns, language: counts.by_district(
            connection, days.get("as_of"), language
        ),
    ),
    Report(
        "connected",
        N_("Connected and owned"),
        N_("Cameras at their sites: connected to the control centre or not, and on whose balance."),
        (_AS_OF,),
        (_PROGRAMME, _UNIT, _CONNECTED, _HOLDER, _COUNT),
        lambda connection, days, _columns, language: counts.connected(
            connection, days.get("as_of"), language
        ),
    ),
    Report(
        "movement",
        N_("Movement over a period"),
        N_("Devices that the office has: opening + received − gone = closing."),
        (
            Parameter("from", N_("From"), required=True),
            Parameter("to", N_("To"), required=True),
        ),
        (
            _UNIT,
            ReportColumn("opening", N_("Opening"), "number"),
            ReportColumn("received", N_("Received"), "number"),
            ReportColumn("gone", N_("Gone"), "number"),
            ReportColumn("closing", N_("Closing"), "number"),
        ),
        _movement,
    ),
)

REPORTS: Mapping[str, Report] = MappingProxyType({report.name: report for report in _TABLE})


def find_report(name: str) -> Report:
    """The report of that name; KnownError names those there are."""
    report = REPORTS.get(name)
    if report is None:
        raise KnownError(
            N_("There is no report “{name}”."),
            N_("The reports are: {names}."),
            name=name,
            names=", ".join(REPORTS),
        )
    return report
