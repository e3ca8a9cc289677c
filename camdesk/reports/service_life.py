"""The report on service life: what expires in which year, and what replacing it will cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from camdesk.domain.errors import N_
from camdesk.reports.columns import UNIT, counted, money
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
        N_("What reaches the end of its service life in which year, and what will that cost?"),
        N_(
            "Cameras that the office has on that day and that were installed, by the day of"
            " installation and the months of the camera, else of its model. Two years stand"
            " where the date allows both. Costs are at the latest known price."
        ),
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("year", N_("Year"), "date"),
            UNIT,
            ReportColumn("model", N_("Model")),
            counted("cameras", N_("Cameras")),
            counted("with_price", N_("With known price")),
            money("replacement_cost", N_("Replacement cost")),
            money("unit_price", N_("Latest price of one"), adds_up=False),
            ReportColumn("unknown", N_("Why unknown"), "words"),
        ),
        _service_life,
    ),
)
