"""Stock-takes: what was expected and what came of it, by campaign and number by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from camdesk.domain.errors import N_
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import stock_takes
from camdesk.store.connection import Connection
from camdesk.store.stock_takes import Count
from camdesk.store.tables import Value

_TAKE = ReportColumn("take", N_("Stock-take"))
_UNIT = ReportColumn("unit", N_("Unit"), "unit")


def _counts(
    connection: Connection, days: Days, _columns: Sequence[str], _language: str
) -> Iterator[Sequence[Value]]:
    day = days.get("as_of")
    for take in stock_takes.takes(connection):
        if day is not None and take.day > day:
            continue
        for one in stock_takes.counts(connection, take) or [Count(None)]:
            yield (
                take.name,
                one.unit,
                one.expected,
                one.found,
                one.missing,
                one.elsewhere,
                one.unknown,
                one.not_checked,
                one.outside,
                take.day.isoformat(),
                take.closed_on,
            )


def _lines(
    connection: Connection, days: Days, columns: Sequence[str], language: str
) -> Iterator[Sequence[Value]]:
    places = [[column.name for column in _LINES].index(name) for name in columns]
    for row in stock_takes.lines(connection, language, days.get("as_of")):
        yield [row[place] for place in places]


def tick_list(connection: Connection, take: int, language: str) -> Iterator[Sequence[Value]]:
    """The rows of `TICK_LIST` for a stock-take; none where it is gone."""
    found = stock_takes.take_of(connection, take)
    return iter(()) if found is None else stock_takes.to_tick(connection, found, language)


TICK_LIST = (
    ReportColumn("inventory_number", N_("Inventory no.")),
    ReportColumn("serial_number", N_("Serial no.")),
    ReportColumn("model", N_("Model")),
    ReportColumn("programme", N_("Programme")),
    ReportColumn("address", N_("Address")),
    ReportColumn("result", N_("Found")),
)
"""The list that a clerk walks with; its last column is empty, for a tick."""

_LINES = (
    _TAKE,
    ReportColumn("camera", N_("Inventory no.")),
    ReportColumn("serial", N_("Serial no.")),
    ReportColumn("address", N_("Address")),
    ReportColumn("result", N_("Result"), "choice:stock_take_line.result"),
    ReportColumn("found_at", N_("Found at")),
    ReportColumn("note", N_("Note")),
    _UNIT,
    ReportColumn("said", N_("As typed or scanned")),
    ReportColumn("programme", N_("Programme")),
)

REPORTS = (
    Report(
        "stock-take",
        N_("Stock-takes"),
        N_("Expected = found + missing + not checked + elsewhere, without those from outside."),
        (AS_OF, KNOWN_ON),
        (
            _TAKE,
            _UNIT,
            ReportColumn("expected", N_("Expected"), "number"),
            ReportColumn("found", N_("Found"), "number"),
            ReportColumn("missing", N_("Missing"), "number"),
            ReportColumn("elsewhere", N_("Found elsewhere"), "number"),
            ReportColumn("unknown", N_("Unknown to the register"), "number"),
            ReportColumn("not_checked", N_("Not checked yet"), "number"),
            ReportColumn("outside", N_("Of those elsewhere: from outside"), "number"),
            ReportColumn("counted_on", N_("As of"), "date"),
            ReportColumn("closed_on", N_("Closed on"), "date"),
        ),
        _counts,
    ),
    Report(
        "stock-take-lines",
        N_("Stock-takes, number by number"),
        N_("Every number that was entered, and every camera that was marked as missing."),
        (AS_OF, KNOWN_ON),
        _LINES,
        _lines,
        long=True,
    ),
)
