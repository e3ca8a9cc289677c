"""Reports on faults and repairs: what is open, what fails again, how reliable cameras are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from camdesk.domain.errors import N_
from camdesk.reports.columns import COUNT, DAYS, DEVICES, PROGRAMME, UNIT, counted
from camdesk.reports.columns import FAULTS as OF_FAULTS
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import fault_counts, fault_list, reliability
from camdesk.store.connection import Connection
from camdesk.store.reliability import Reliability
from camdesk.store.tables import Value

Make = Callable[[Connection, Days, Sequence[str], str], Iterable[Sequence[Value]]]

_FAULTS = counted("faults", N_("Faults"), OF_FAULTS)
_REPAIRS = N_("repairs")


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
        UNIT,
        counted("cameras", N_("Cameras"), DEVICES),
        _FAULTS,
        counted("repairs", N_("Repairs"), _REPAIRS),
        counted("downtime_days", N_("Days out of order"), DAYS),
        ReportColumn("availability", N_("Availability"), "percent"),
        ReportColumn("mttr_days", N_("Mean days to repair"), "decimal", DAYS),
        counted("mttr_count", N_("Over so many repairs"), _REPAIRS),
        ReportColumn("mtbf_days", N_("Mean days between failures"), "decimal", DAYS),
        ReportColumn(
            "report_lag_days", N_("Mean days from last known good to fault"), "decimal", DAYS
        ),
        counted("unknown", N_("Faults without a date"), OF_FAULTS),
        counted("repairs_undated", N_("Repairs without dates"), _REPAIRS),
        counted("report_lag_count", N_("Faults with last known good"), OF_FAULTS),
        counted("open", N_("Open faults"), OF_FAULTS),
        counted("unknown_days", N_("Days of unknown state"), DAYS),
    )


_HOW_WELL = N_("How reliably do cameras work, and how fast are they mended?")
_HOW = N_(
    "Cameras that have hung at a site by that day, with every fault and repair until then. Days"
    " are counted where dates are certain; what dates leave unknown stands apart."
)

REPORTS: tuple[Report, ...] = (
    Report(
        "faults",
        N_("Faults and repairs"),
        N_("What failed, when and why, and how did it end?"),
        N_(
            "Each time that a camera went out of order by that day, one row each, the oldest"
            " first. A fault goes on until the camera works again or leaves for good."
        ),
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
        N_("How many cameras are out of order, and for how long?"),
        N_(
            "Faults that go on at the end of that day, by their age. No class: the fault has no"
            " date, or one so vague that two ages are possible."
        ),
        (AS_OF, KNOWN_ON),
        (
            PROGRAMME,
            UNIT,
            ReportColumn("age", N_("Open for"), "fault_age"),
            COUNT,
        ),
        _open_faults,
    ),
    Report(
        "repeated-faults",
        N_("Repeated faults"),
        N_("Which cameras fail again and again?"),
        N_("Cameras with two faults or more, of known date, within 365 days of each other."),
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("camera", N_("Camera")),
            UNIT,
            _FAULTS,
            ReportColumn("first", N_("First"), "date"),
            ReportColumn("last", N_("Last"), "date"),
            ReportColumn("places", N_("Where")),
            ReportColumn("most_in_a_year", N_("Most within a year"), "number", OF_FAULTS),
        ),
        _repeated_faults,
    ),
    Report(
        "reliability-by-model",
        N_("Reliability by model"),
        _HOW_WELL,
        _HOW,
        (AS_OF, KNOWN_ON),
        _columns(N_("Model")),
        _reliability(reliability.by_model, days_up=True),
    ),
    Report(
        "reliability-by-programme",
        N_("Reliability by programme"),
        _HOW_WELL,
        _HOW,
        (AS_OF, KNOWN_ON),
        _columns(N_("Programme")),
        _reliability(reliability.by_programme, days_up=True),
    ),
    Report(
        "reliability-by-district",
        N_("Reliability by district"),
        _HOW_WELL,
        _HOW,
        (AS_OF, KNOWN_ON),
        _columns(N_("District")),
        _reliability(reliability.by_district, days_up=True),
    ),
    Report(
        "reliability-by-contractor",
        N_("Repairs by contractor"),
        N_("Who mends cameras, and how fast?"),
        N_(
            "Faults by who mended them; without a contractor stand the open ones and those of"
            " which nobody said it."
        ),
        (AS_OF, KNOWN_ON),
        _columns(N_("Contractor")),
        _reliability(reliability.by_contractor, days_up=False),
    ),
)
