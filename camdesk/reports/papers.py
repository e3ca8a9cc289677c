"""Documents and what rests on them, as tables for the command line."""

from __future__ import annotations

from camdesk.domain.errors import N_, KnownError
from camdesk.reports.report import ReportColumn, ReportTable
from camdesk.store import documents
from camdesk.store.connection import Connection

_PAPER = (
    ReportColumn("kind", N_("Kind of paper")),
    ReportColumn("number", N_("Number")),
)
_COUNTED = (
    *_PAPER,
    ReportColumn("issued_on", N_("Date"), "date"),
    ReportColumn("issuer", N_("Issued by")),
    ReportColumn("commission", N_("Commission")),
    ReportColumn("files", N_("Files"), "number"),
    ReportColumn("events", N_("Events"), "number"),
    ReportColumn("cameras", N_("Cameras"), "number"),
)
_RESTING = (
    *_PAPER,
    ReportColumn("what", N_("What")),
    ReportColumn("date", N_("Date"), "date"),
    ReportColumn("subject", N_("Subject")),
)


def all_papers(connection: Connection) -> ReportTable:
    """Every document, with how much rests on it."""
    return ReportTable(_COUNTED, documents.papers(connection))


def resting_on(connection: Connection, number: str) -> ReportTable:
    """Everything that rests on the documents of that number; KnownError where there is none."""
    first = next(documents.papers(connection, number), None)
    if first is None:
        raise KnownError(
            N_("There is no document no. {number}."), N_("Check the number."), number=number
        )
    return ReportTable(_RESTING, documents.everything_on(connection, number))
