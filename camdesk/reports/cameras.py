"""Reports of cameras: every one of them, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from camdesk.domain.errors import N_
from camdesk.reports.columns import (
    CONNECTED,
    COUNT,
    DISTRICT,
    HOLDER,
    INVENTORY_NUMBER,
    PROGRAMME,
    SERIAL_NUMBER,
    STATE,
    UNIT,
    counted,
)
from camdesk.reports.report import (
    AS_OF,
    KNOWN_ON,
    PERIOD,
    Days,
    Report,
    ReportColumn,
)
from camdesk.store import counts, own_fields
from camdesk.store.connection import Connection
from camdesk.store.listing import Column
from camdesk.store.tables import Value

_CAMERAS = (
    INVENTORY_NUMBER,
    SERIAL_NUMBER,
    UNIT,
    STATE,
    PROGRAMME,
    DISTRICT,
    ReportColumn("site", N_("Site code")),
    CONNECTED,
    HOLDER,
    ReportColumn("place", N_("Place")),
    ReportColumn("address", N_("Address")),
    ReportColumn("latitude", N_("Latitude"), "coordinate"),
    ReportColumn("longitude", N_("Longitude"), "coordinate"),
    ReportColumn("since", N_("Since"), "date"),
    ReportColumn("installed_on", N_("Installed on"), "date"),
    ReportColumn("maker", N_("Maker")),
    ReportColumn("model", N_("Model")),
    ReportColumn("note", N_("Note")),
    ReportColumn("site_name", N_("Name of the site")),
    ReportColumn("mount", N_("Mount")),
    ReportColumn("height_m", N_("Height, m"), "measure", N_("m")),
    ReportColumn("azimuth", N_("Azimuth, degrees"), "measure", N_("degrees")),
    ReportColumn("purpose", N_("Purpose")),
    ReportColumn("operator", N_("Link operator")),
    ReportColumn("site_note", N_("Note on the site")),
    ReportColumn("cameras_in_system", N_("Cameras in the system"), "number", N_("cameras")),
    ReportColumn("service_life_months", N_("Service life, months"), "number", N_("months")),
    ReportColumn("register_id", N_("No. in this register"), "number"),
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


REPORTS = (
    Report(
        "cameras",
        N_("Cameras"),
        N_("Which cameras does the register have, and how does each stand?"),
        N_(
            "Every camera and every system that the register had on that day, one row each,"
            " whatever its state: planned ones and written-off ones too."
        ),
        (AS_OF, KNOWN_ON),
        _CAMERAS,
        _cameras,
        long=True,
        more=_own_columns,
        behind=lambda _connection, row, _language: [int(row["register_id"] or 0)],
    ),
    Report(
        "by-programme",
        N_("Cameras by programme and state"),
        N_("How many cameras has each programme, and in which states are they?"),
        N_(
            "Every camera of the register by the state in which it certainly was on that day."
            " Systems and cameras are never added up."
        ),
        (AS_OF, KNOWN_ON),
        (PROGRAMME, UNIT, STATE, COUNT),
        lambda connection, _days, _columns, language: counts.by_programme(connection, language),
        behind=counts.behind,
        once=True,
    ),
    Report(
        "by-district",
        N_("Cameras by district and state"),
        N_("How many cameras has each district, and in which states are they?"),
        N_(
            "Every camera by the district or city of the site where it hangs or last hung."
            " No district: the source does not say. Systems and cameras are never added up."
        ),
        (AS_OF, KNOWN_ON),
        (DISTRICT, UNIT, STATE, COUNT),
        lambda connection, _days, _columns, language: counts.by_district(connection, language),
        behind=counts.behind,
        once=True,
    ),
    Report(
        "by-state",
        N_("Cameras by state"),
        N_("How many cameras are in which state?"),
        N_(
            "Every camera of the register by the state in which it certainly was on that day."
            " Systems and cameras are never added up."
        ),
        (AS_OF, KNOWN_ON),
        (UNIT, STATE, COUNT),
        lambda connection, _days, _columns, _language: counts.by_state(connection),
        behind=counts.behind,
        once=True,
    ),
    Report(
        "connected",
        N_("Connected and owned"),
        N_("Which cameras does the control centre see, and whose are they?"),
        N_(
            "Cameras that hang at their sites on that day, working or failed: connected to the"
            " control centre or not, and on whose balance. Unknown stays unknown."
        ),
        (AS_OF, KNOWN_ON),
        (PROGRAMME, UNIT, CONNECTED, HOLDER, COUNT),
        lambda connection, _days, _columns, language: counts.connected(connection, language),
        behind=partial(counts.behind, on_site=True),
        once=True,
    ),
    Report(
        "movement",
        N_("Movement over a period"),
        N_("How many cameras came and went between two days?"),
        N_(
            "Cameras that the office has: in stock, in service, failed, in repair, removed or"
            " proposed for write-off. Opening + received − gone = closing."
        ),
        (*PERIOD, KNOWN_ON),
        (
            UNIT,
            counted("opening", N_("Opening")),
            counted("received", N_("Received")),
            counted("gone", N_("Gone")),
            counted("closing", N_("Closing")),
        ),
        _movement,
    ),
)
