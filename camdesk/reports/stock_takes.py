"""Stock-takes: what was expected and what came of it, by campaign and number by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from camdesk.domain.errors import N_
from camdesk.reports.columns import UNIT, counted
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import stock_takes
from camdesk.store.chosen import NO_FILTERS, chosen
from camdesk.store.connection import Connection
from camdesk.store.stock_takes import Count
from camdesk.store.tables import Value

_TAKE = ReportColumn("take", N_("Stock-take"))


def _counts(
    connection: Connection, days: Days, _columns: Sequence[str], _language: str
) -> Iterator[Sequence[Value]]:
    day = days.get("as_of")
    # A take that nothing was counted in has its row, unless it is about other cameras.
    nothing = [Count(None)] if chosen(connection) == NO_FILTERS else []
    for take in stock_takes.takes(connection):
        if day is not None and take.day > day:
            continue
        for one in stock_takes.counts(connection, take) or nothing:
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
    UNIT,
    ReportColumn("said", N_("As typed or scanned")),
    ReportColumn("programme", N_("Programme")),
)

REPORTS = (
    Report(
        "stock-take",
        N_("Stock-takes"),
        N_("What did each stock-take expect, and what did it find?"),
        N_(
            "Stock-takes as of that day or before it. Expected = found + missing + not checked +"
            " found elsewhere, without those from outside the scope. Numbers that no camera bears"
            " are unknown and have no unit."
        ),
        (AS_OF, KNOWN_ON),
        (
            _TAKE,
            UNIT,
            counted("expected", N_("Expected")),
            counted("found", N_("Found")),
            counted("missing", N_("Missing")),
            counted("elsewhere", N_("Found elsewhere")),
            counted("unknown", N_("Unknown to the register"), N_("numbers")),
            counted("not_checked", N_("Not checked yet")),
            counted("outside", N_("Of those elsewhere: from outside")),
            ReportColumn("counted_on", N_("As of"), "date"),
            ReportColumn("closed_on", N_("Closed on"), "date"),
        ),
        _counts,
    ),
    Report(
        "stock-take-lines",
        N_("Stock-takes, number by number"),
        N_("What did a stock-take find, number by number?"),
        N_(
            "Every number that was typed or scanned in a stock-take as of that day or before it,"
            " and every camera that was marked as missing."
        ),
        (AS_OF, KNOWN_ON),
        _LINES,
        _lines,
        long=True,
    ),
)
