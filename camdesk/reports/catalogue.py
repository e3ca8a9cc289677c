"""The catalogue of reports: what each is called, what it asks for, and how it is made.

The window's Reports page, `camdesk reports` and `camdesk report` read `REPORTS`. The names and
the first columns of each are promised to other programs (docs/reports.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from camdesk.domain.errors import N_, KnownError
from camdesk.reports import (
    cameras,
    fate,
    faults,
    figures,
    gaps,
    listed,
    money,
    parts,
    service_life,
    steps,
    stock_takes,
    survival,
)
from camdesk.reports.report import Days, Parameter, Report, ReportColumn, ReportTable

__all__ = ["REPORTS", "Days", "Parameter", "Report", "ReportColumn", "ReportTable", "find_report"]

# As the window and `camdesk reports` list them: by room.
GROUPS: tuple[tuple[str, tuple[Report, ...]], ...] = (
    (N_("Cameras"), (*cameras.REPORTS, *steps.INSTALLATIONS, *listed.SITES)),
    (N_("Money"), (*money.REPORTS, *listed.CONTRACTS)),
    (N_("Faults"), faults.REPORTS),
    (N_("Service life"), (*survival.REPORTS, *service_life.REPORTS)),
    (N_("Spare parts"), parts.REPORTS),
    (N_("Stock-takes"), stock_takes.REPORTS),
    (N_("Fate ledger"), (*steps.PROPOSED, *fate.REPORTS)),
    (N_("Published figures"), figures.REPORTS),
    (N_("Gaps"), gaps.REPORTS),
    (N_("Documents"), listed.DOCUMENTS),
    (N_("Journal"), listed.JOURNAL),
    (N_("Reference books"), listed.BOOKS),
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
