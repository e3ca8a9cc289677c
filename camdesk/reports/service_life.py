"""The report on service life: what expires in which year, and what replacing it will cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from camdesk.domain.errors import N_
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import service_life
from camdesk.store.connection import Connection
from camdesk.store.tables import Value


def _service_life(
    connection: Connection, days: Days, _columns: Sequence[str], _language: str
) -> Iterable[Sequence[Value]]:
    until = days.get("as_of") or date.today()
    return [
        (
            one.years,
            one.unit,
            one.model,
            one.cameras,
            0 if one.price is None else one.cameras,
            one.cost,
            one.price,
            one.unknown or None,
        )
        for one in service_life.expiries(connection, until)
    ]


REPORTS: tuple[Report, ...] = (
    Report(
        "service-life",
        N_("End of service life"),
        N_("By year and model; two years stand where the date of installation allows both."),
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("year", N_("Year"), "date"),
            ReportColumn("unit", N_("Unit"), "unit"),
            ReportColumn("model", N_("Model")),
            ReportColumn("cameras", N_("Cameras"), "number"),
            ReportColumn("with_price", N_("With known price"), "number"),
            ReportColumn("replacement_cost", N_("Replacement cost"), "money"),
            ReportColumn("unit_price", N_("Latest price of one"), "money"),
            ReportColumn("unknown", N_("Why unknown"), "words"),
        ),
        _service_life,
    ),
)
