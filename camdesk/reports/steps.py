"""Reports on steps in the lives of cameras: installations and replacements, what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from camdesk.domain.errors import N_
from camdesk.reports.columns import DAYS, DISTRICT, PROGRAMME, UNIT
from camdesk.reports.report import AS_OF, KNOWN_ON, PERIOD, Days, Report, ReportColumn
from camdesk.store import steps
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

_CAMERA = ReportColumn("camera", N_("Camera"))
_ADDRESS = ReportColumn("address", N_("Address"))
_PAPER = ReportColumn("paper", N_("Paper"))


def _installations(
    connection: Connection, days: Days, _columns: Sequence[str], language: str
) -> Iterable[Sequence[Value]]:
    first, last = days["from"], days["to"]
    assert first is not None  # Report.run has asked for both
    assert last is not None
    return steps.installations(connection, first, last, language)


def _proposed(
    connection: Connection, days: Days, _columns: Sequence[str], language: str
) -> Iterable[Sequence[Value]]:
    return steps.proposed(connection, days.get("as_of") or date.today(), language)


INSTALLATIONS = (
    Report(
        "installations",
        N_("Installations and replacements"),
        N_("What was installed over a period, and in place of which camera?"),
        N_(
            "Each installation that has certainly happened within the period, one row each."
            " Replaced is the camera that the act names, or that was removed for this one."
        ),
        (*PERIOD, KNOWN_ON),
        (
            _CAMERA,
            UNIT,
            PROGRAMME,
            DISTRICT,
            ReportColumn("site", N_("Site code")),
            _ADDRESS,
            ReportColumn("installed_on", N_("Installed on"), "date"),
            ReportColumn("model", N_("Model")),
            ReportColumn("in_place_of", N_("In place of")),
            ReportColumn("replaced_model", N_("Replaced model")),
            ReportColumn("replaced_state", N_("State of the replaced now"), "state"),
            ReportColumn("contractor", N_("Contractor")),
            ReportColumn("cost", N_("Cost"), "money", adds_up=True),
            _PAPER,
        ),
        _installations,
    ),
)
PROPOSED = (
    Report(
        "proposed",
        N_("Proposed for write-off"),
        N_("Which cameras wait for a decision on their write-off, and since when?"),
        N_(
            "Cameras that stand proposed for write-off on that day, those that wait longest"
            " first. Days are counted from the day by which they certainly were proposed."
        ),
        (AS_OF, KNOWN_ON),
        (
            _CAMERA,
            UNIT,
            PROGRAMME,
            DISTRICT,
            _ADDRESS,
            ReportColumn("proposed_on", N_("Proposed on"), "date"),
            ReportColumn("days_waiting", N_("Days waiting"), "number", DAYS),
            ReportColumn("conclusion", N_("Technical conclusion")),
            ReportColumn("commission", N_("Commission")),
            _PAPER,
        ),
        _proposed,
    ),
)
