"""The fate ledger as reports: what became of every camera that was written off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import FATES, STATES, State
from camdesk.reports.columns import DAYS, PROGRAMME, STATE, UNIT, counted
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import fate
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

# The exits, then the cameras that have none yet: together they are the written off.
_EXITS = tuple(state for state in FATES if state is not State.WRITTEN_OFF)
_DAYS_WAITING = ReportColumn("days_waiting", N_("Days waiting"), "number", DAYS)
_COUNTS = (
    UNIT,
    counted("written_off", N_("Number written off")),
    *(counted(state.value, STATES[state].label) for state in _EXITS),
    counted("fate_unknown", N_("Fate unknown")),
    _DAYS_WAITING,
)
_CAMERAS = (
    ReportColumn("camera", N_("Camera")),
    UNIT,
    ReportColumn("act", N_("Act")),
    ReportColumn("written_off_on", N_("Written off on"), "date"),
    STATE,
    ReportColumn("since", N_("Since"), "date"),
    ReportColumn("recipient", N_("Recipient")),
    ReportColumn("paper", N_("Paper")),
    _DAYS_WAITING,
    ReportColumn("recipient_bin", N_("BIN or IIN")),
)
_WHAT = N_("What became of the cameras that were written off?")
_BALANCE = N_("Written off = every exit + fate unknown. Systems and cameras are never added up.")

Make = Callable[[Connection, Days, Sequence[str], str], Iterable[Sequence[Value]]]


def _ledger(by: str) -> Make:
    def make(
        connection: Connection, days: Days, _columns: Sequence[str], language: str
    ) -> Iterable[Sequence[Value]]:
        return [
            ledger_row(line, by) for line in fate.ledger(connection, by, _until(days), language)
        ]

    return make


def ledger_row(line: fate.Line, by: str) -> tuple[Value, ...]:
    """A line in the order of the columns of its report."""
    counts = (line.written_off, *map(line.count, _EXITS), line.count(State.WRITTEN_OFF))
    dated = (line.dated,) if by == "act" else ()
    return (line.title, line.unit, *counts, line.days_waiting, *dated)


def _cameras(
    connection: Connection, days: Days, columns: Sequence[str], _language: str
) -> Iterable[Sequence[Value]]:
    names = [column.name for column in _CAMERAS]
    places = [names.index(name) for name in columns]
    return ([row[place] for place in places] for row in fate.cameras(connection, _until(days)))


def _until(days: Days) -> date:
    """The day until which waits are counted."""
    return days.get("as_of") or date.today()


BY_ACT, BY_YEAR, BY_PROGRAMME, CAMERAS = (
    Report(
        "fate",
        N_("Fate of what was written off, by act"),
        _WHAT,
        _BALANCE,
        (AS_OF, KNOWN_ON),
        (
            ReportColumn("act", N_("Act")),
            *_COUNTS,
            ReportColumn("act_date", N_("Date of the act"), "date"),
        ),
        _ledger("act"),
    ),
    Report(
        "fate-by-year",
        N_("Fate of what was written off, by year"),
        _WHAT,
        _BALANCE,
        (AS_OF, KNOWN_ON),
        (ReportColumn("year", N_("Year of write-off")), *_COUNTS),
        _ledger("year"),
    ),
    Report(
        "fate-by-programme",
        N_("Fate of what was written off, by programme"),
        _WHAT,
        _BALANCE,
        (AS_OF, KNOWN_ON),
        (PROGRAMME, *_COUNTS),
        _ledger("programme"),
    ),
    Report(
        "fate-cameras",
        N_("Written-off cameras and their fate"),
        N_("Where is each written-off camera now, and by which act did it go?"),
        N_(
            "Every camera that was written off by that day and not found since, one row each."
            " Days waiting are counted from the write-off, while the fate is unknown."
        ),
        (AS_OF, KNOWN_ON),
        _CAMERAS,
        _cameras,
        long=True,
    ),
)
REPORTS: tuple[Report, ...] = (BY_ACT, BY_YEAR, BY_PROGRAMME, CAMERAS)
LEDGERS: Mapping[str, Report] = MappingProxyType(
    {"act": BY_ACT, "year": BY_YEAR, "programme": BY_PROGRAMME}
)
"""The ledger by what `store.fate.BY` names."""
