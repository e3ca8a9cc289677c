"""The report on survival: how long half of the cameras of a cohort work, or why nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from camdesk.domain.errors import N_
from camdesk.domain.survival import Estimate, Method, months
from camdesk.reports.columns import DEVICES, UNIT
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import lives
from camdesk.store.connection import Connection
from camdesk.store.lives import Cohort
from camdesk.store.tables import Value

_MONTHS = N_("months")


def _survival(
    connection: Connection, days: Days, _columns: Sequence[str], language: str
) -> Iterable[Sequence[Value]]:
    until = days.get("as_of") or date.today()
    return [_row(cohort) for cohort in lives.cohorts(connection, until, language)]


def _row(cohort: Cohort) -> tuple[Value, ...]:
    estimate = cohort.estimate
    lower, upper = _bounds(estimate)
    return (
        cohort.name,
        estimate.cameras,
        estimate.failures,
        _months(estimate.median_days),
        estimate.verdict.label,
        cohort.unit,
        _months(lower),
        _months(upper),
        None if estimate.method is None else estimate.method.label,
        estimate.dated_failures,
        estimate.unusable,
        _months(estimate.longest_days) if estimate.steps else None,
        estimate.verdict.explanation,
    )


def _bounds(estimate: Estimate) -> tuple[float | None, float | None]:
    """Between which days the median lies.

    By the band of 95% where Kaplan and Meier's curve has one; by the vague dates in Turnbull's.
    """
    if estimate.method is not Method.KAPLAN_MEIER:
        return estimate.median_earliest, estimate.median_latest
    steps = estimate.steps
    lower = next((s.days for s in steps if s.lower is None or s.lower <= 0.5), None)
    upper = next((s.days for s in steps if s.upper is None or s.upper <= 0.5), None)
    return lower, upper


def _months(days: float | None) -> float | None:
    return None if days is None else round(months(days), 1)


REPORTS: tuple[Report, ...] = (
    Report(
        "survival",
        N_("Survival by cohort"),
        N_("How long does half of the cameras work until they first fail?"),
        N_(
            "Cameras that have hung at a site by that day, from installation to the first failure;"
            " those that still work count as long as they were seen. Each camera stands in its"
            " programme, its model and its year. Where dates allow no estimate it says why."
        ),
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("cohort", N_("Cohort"), "cohort"),
            ReportColumn("cameras", N_("Cameras"), "number", DEVICES),
            ReportColumn("failures", N_("Failures"), "number", DEVICES),
            ReportColumn("median_months", N_("Median, months"), "decimal", _MONTHS),
            ReportColumn("verdict", N_("Verdict"), "words"),
            UNIT,
            ReportColumn("lower_months", N_("At least, months"), "decimal", _MONTHS),
            ReportColumn("upper_months", N_("At most, months"), "decimal", _MONTHS),
            ReportColumn("method", N_("Method"), "words"),
            ReportColumn("dated_failures", N_("Failures with dates"), "number", DEVICES),
            ReportColumn("unusable", N_("Without usable dates"), "number", DEVICES),
            ReportColumn("watched_months", N_("Watched for, months"), "decimal", _MONTHS),
            ReportColumn("explanation", N_("Explanation"), "words"),
        ),
        _survival,
    ),
)
