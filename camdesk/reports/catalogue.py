"""The catalogue of reports: what each is called, what it asks for, and how it is made.

The window's Reports page, `camdesk reports` and `camdesk report` read `REPORTS`. The names and
the first columns of each are promised to other programs (docs/reports.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from camdesk.domain.errors import N_, KnownError
from camdesk.reports import (
    fate,
    faults,
    figures,
    gaps,
    money,
    parts,
    service_life,
    stock_takes,
    survival,
)
from camdesk.reports.report import (
    AS_OF,
    KNOWN_ON,
    Days,
    Parameter,
    Report,
    ReportColumn,
    ReportTable,
)
from camdesk.store import counts, own_fields
from camdesk.store.connection import Connection
from camdesk.store.listing import Column
from camdesk.store.tables import Value

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


def _own(connection: Connection) -> dict[str, Column]:
    """The own fields of cameras as columns, by the names that the report gives them."""
    named: dict[str, Column] = {}
    taken = {column.name for column in _CAMERAS}
    fields = own_fields.fields(connection, "camera")
    for field, column in zip(fields, own_fields.columns(fields), strict=True):
        # Two of one name, or one named as a fixed column, are told apart by number.
        name = field.name if field.name not in taken else f"{field.name} {field.column}"
        taken.add(name)
        named[name] = column
    return named


def _own_columns(connection: Connection) -> tuple[ReportColumn, ...]:
    return tuple(
        ReportColumn(name, column.label, column.kind) for name, column in _own(connection).items()
    )


def _cameras(
    connection: Connection, _days: Days, columns: Sequence[str], language: str
) -> Iterable[Sequence[Value]]:
    own = {name: column.value for name, column in _own(connection).items()}
    return counts.cameras(connection, columns, language, own)


_TABLE = (
    Report(
        "cameras",
        N_("Cameras"),
        N_("Every camera in the register, one row each."),
        (AS_OF, KNOWN_ON),
        _CAMERAS,
        _cameras,
        long=True,
        more=_own_columns,
    ),
    Report(
        "by-programme",
        N_("Cameras by programme and state"),
        N_("How many of each unit are in which state. Systems and cameras are never added up."),
        (AS_OF, KNOWN_ON),
        (_PROGRAMME, _UNIT, _STATE, _COUNT),
        lambda connection, _days, _columns, language: counts.by_programme(connection, language),
    ),
    Report(
        "by-district",
        N_("Cameras by district and state"),
        N_("By the district or city of the site. No district: the source does not say."),
        (AS_OF, KNOWN_ON),
        (_DISTRICT, _UNIT, _STATE, _COUNT),
        lambda connection, _days, _columns, language: counts.by_district(connection, language),
    ),
    Report(
        "connected",
        N_("Connected and owned"),
        N_("Cameras at their sites: connected to the control centre or not, and on whose balance."),
        (AS_OF, KNOWN_ON),
        (_PROGRAMME, _UNIT, _CONNECTED, _HOLDER, _COUNT),
        lambda connection, _days, _columns, language: counts.connected(connection, language),
    ),
    Report(
        "movement",
        N_("Movement over a period"),
        N_("Devices that the office has: opening + received − gone = closing."),
        (
            Parameter("from", N_("From"), required=True),
            Parameter("to", N_("To"), required=True),
            KNOWN_ON,
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

__all__ = ["REPORTS", "Days", "Parameter", "Report", "ReportColumn", "ReportTable", "find_report"]

# As the window and `camdesk reports` list them: by room.
GROUPS: tuple[tuple[str, tuple[Report, ...]], ...] = (
    (N_("Cameras"), _TABLE),
    (N_("Money"), money.REPORTS),
    (N_("Faults"), faults.REPORTS),
    (N_("Service life"), (*survival.REPORTS, *service_life.REPORTS)),
    (N_("Spare parts"), parts.REPORTS),
    (N_("Stock-takes"), stock_takes.REPORTS),
    (N_("Fate ledger"), fate.REPORTS),
    (N_("Published figures"), figures.REPORTS),
    (N_("Gaps"), gaps.REPORTS),
)
REPORTS: Mapping[str, Report] = MappingProxyType(
    {report.name: report for _, reports in GROUPS for report in reports}
)


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
