"""Published figures: what was said, its parts, the register's own count, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from camdesk.domain.errors import N_
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import figures
from camdesk.store.connection import Connection
from camdesk.store.tables import Value

_COLUMNS = (
    ReportColumn("key", N_("Key")),
    ReportColumn("published", N_("Published"), "number"),
    ReportColumn("qualifier", N_("How exactly"), "choice:figure.qualifier"),
    ReportColumn("parts", N_("Sum of its parts"), "number"),
    ReportColumn("parts_difference", N_("Published − parts"), "number"),
    ReportColumn("register", N_("Register"), "number"),
    ReportColumn("register_difference", N_("Published − register"), "number"),
    ReportColumn("verdict", N_("Comparison"), "verdict"),
    ReportColumn("published_on", N_("Published on"), "date"),
    ReportColumn("source", N_("Who said it")),
    ReportColumn("measure", N_("What is counted"), "choice:figure.measure"),
    ReportColumn("unit", N_("Unit"), "choice:figure.unit"),
    ReportColumn("programme", N_("Programme")),
    ReportColumn("place", N_("Place")),
    ReportColumn("note", N_("Note")),
)


def _figures(
    connection: Connection, days: Days, _columns: Sequence[str], language: str
) -> Iterator[Sequence[Value]]:
    for one in figures.compared(connection, language, days.get("as_of")):
        figure, found = one.figure, one.comparison
        yield (
            figure.key,
            figure.said.number,
            figure.said.qualifier,
            found.parts,
            found.parts_difference,
            found.register,
            found.register_difference,
            str(found.verdict),
            figure.published_on,
            figure.source,
            figure.measure,
            figure.unit,
            figure.programme,
            figure.place,
            figure.note,
        )


REPORTS = (
    Report(
        "figures",
        N_("Published figures"),
        N_("Each published number beside its parts and the register's count on its day."),
        (AS_OF, KNOWN_ON),
        _COLUMNS,
        _figures,
    ),
)
