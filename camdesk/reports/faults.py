"""Reports on faults and repairs: what is open, what fails again, how reliable cameras are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from camdesk.domain.errors import N_
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import fault_counts, fault_list, reliability
from camdesk.store.connection import Connection
from camdesk.store.reliability import Reliability
from camdesk.store.tables import Value

Make = Callable[[Connection, Days, Sequence[str], str], Iterable[Sequence[Value]]]

_UNIT = ReportColumn("unit", N_("Unit"), "unit")
_FAULTS = ReportColumn("faults", N_("Faults"), "number")


def until(days: Days) -> date:
    """The day until which days are counted."""
    return days.get("as_of") or date.today()


def _faults(
    connection: Connection, days: Days, columns: Sequence[str], language: str
) -> Iterable[Sequence[Value]]:
    return fault_list.every_fault(connection, columns, until(days), language)


def _listed(names: str) -> tuple[ReportColumn, ...]:
    """Columns of the list of faults; what they are does not depend on language or day."""
    columns = fault_list.columns("ru", date.today())
    return tuple(
        ReportColumn(name, columns[name].label, columns[name].kind) for name in names.split()
    )


def _open_faults(
    connection: Connection, days: Days, _columns: Sequence[str], language: str
) -> Iterable[Sequence[Value]]:
    return fault_counts.open_faults(connection, until(days), language)


def _repeated_faults(
    connection: Connection, _days: Days, _columns: Sequence[str], _language: str
) -> Iterable[Sequence[Value]]:
    return fault_counts.repeated_faults(connection)


def _reliability(
    count: Callable[[Connection, date, str], list[Reliability]], *, days_up: bool
) -> Make:
    def make(
        connection: Connection, days: Days, _columns: Sequence[str], language: str
    ) -> Iterable[Sequence[Value]]:
        return [_row(one, days_up) for one in count(connection, until(days), language)]

    return make


def _row(one: Reliability, days_up: bool) -> tuple[Value, ...]:
    measures = one.measures
    repair, lag = measures.time_to_repair, measures.report_lag
    between = measures.time_between_failures
    return (
        one.name,
        one.unit,
        measures.cameras,
        measures.failures,
        measures.repairs,
        measures.down_days,
        _rounded(measures.availability, 4) if days_up else None,
        _rounded(repair.days),
        repair.count,
        _rounded(between.days) if days_up else None,
        _rounded(lag.days),
        measures.failures_undated,
        measures.repairs_undated,
        lag.count,
        measures.open_failures,
        measures.unknown_days if days_up else None,
    )


def _rounded(number: float | None, places: int = 1) -> float | None:
    return None if number is None else round(number, places)


def _columns(group: str) -> tuple[ReportColumn, ...]:
    return (
        ReportColumn("group", group),
        _UNIT,
        ReportColumn("cameras", N_("Cameras"), "number"),
        _FAULTS,
        ReportColumn("repairs", N_("Repairs"), "number"),
        ReportColumn("downtime_days", N_("Days out of order"), "number"),
        ReportColumn("availability", N_("Availability"), "percent"),
        ReportColumn("mttr_days", N_("Mean days to repair"), "decimal"),
        ReportColumn("mttr_count", N_("Over so many repairs"), "number"),
        ReportColumn("mtbf_days", N_("Mean days between failures"), "decimal"),
        ReportColumn("report_lag_days", N_("Mean days from last known good to fault"), "decimal"),
        ReportColumn("unknown", N_("Faults without a date"), "number"),
        ReportColumn("repairs_undated", N_("Repairs without dates"), "number"),
        ReportColumn("report_lag_count", N_("Faults with last known good"), "number"),
        ReportColumn("open", N_("Open faults"), "number"),
        ReportColumn("unknown_days", N_("Days of unknown state"), "number"),
    )


_HOW = N_(
    "Days in order and out of order, mean time to repair and between failures, each with what "
    "its dates left unknown."
)
_REPEATED = N_("Cameras that failed twice or more within 365 days.")

REPORTS: tuple[Report, ...] = (
    Report(
        "faults",
        N_("Faults and repairs"),
        N_("Each time a camera went out of order, one row each, the oldest first."),
        (AS_OF, KNOWN_ON),
        _listed(
            "inventory_number unit programme district address failed_on ended_on days_open mode"
            " cause last_good reported_by outcome work contractor cost warranty state whereabouts"
            " model site paper"
        ),
        _faults,
        long=True,
    ),
    Report(
        "open-faults",
        N_("Open faults by age"),
        N_("How long cameras have been out of order. A vague date may allow no class."),
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("programme", N_("Programme")),
            _UNIT,
            ReportColumn("age", N_("Open for"), "fault_age"),
            ReportColumn("count", N_("Count"), "number"),
        ),
        _open_faults,
    ),
    Report(
        "repeated-faults",
        N_("Repeated faults"),
        _REPEATED,
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("camera", N_("Camera")),
            _UNIT,
            _FAULTS,
            ReportColumn("first", N_("First"), "date"),
            ReportColumn("last", N_("Last"), "date"),
            ReportColumn("places", N_("Where")),
            ReportColumn("most_in_a_year", N_("Most within a year"), "number"),
        ),
        _repeated_faults,
    ),
    Report(
        "reliability-by-model",
        N_("Reliability by model"),
        _HOW,
        (AS_OF, KNOWN_ON),
        _columns(N_("Model")),
        _reliability(reliability.by_model, days_up=True),
    ),
    Report(
        "reliability-by-programme",
        N_("Reliability by programme"),
        _HOW,
        (AS_OF, KNOWN_ON),
        _columns(N_("Programme")),
        _reliability(reliability.by_programme, days_up=True),
    ),
    Report(
        "reliability-by-district",
        N_("Reliability by district"),
        _HOW,
        (AS_OF, KNOWN_ON),
        _columns(N_("District")),
        _reliability(reliability.by_district, days_up=True),
    ),
    Report(
        "reliability-by-contractor",
        N_("Repairs by contractor"),
        N_("Faults by who mended them; without a contractor stand the open ones and the unsaid."),
        (AS_OF, KNOWN_ON),
        _columns(N_("Contractor")),
        _reliability(reliability.by_contractor, days_up=False),
    ),
)
