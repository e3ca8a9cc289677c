"""Published figures: what was said, its parts, the register's own count, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from camdesk.domain.errors import N_
from camdesk.reports.report import AS_OF, KNOWN_ON, Days, Report, ReportColumn
from camdesk.store import figures
from camdesk.store.chosen import NONE_SAID, chosen
from camdesk.store.connection import Connection
from camdesk.store.figure_counts import Scope
from camdesk.store.places import within
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


def _wanted(connection: Connection) -> Callable[[Scope], bool]:
    """Whether a figure is about the programme and place that were asked for.

    What it says of its parts and of the register stays whole.
    """
    filters = chosen(connection)
    inside = None if filters.place is None else set(within(connection, [filters.place]))

    def wanted(scope: Scope) -> bool:
        return filters.programme in (None, scope.programme or NONE_SAID) and (
            inside is None or (scope.place in inside if scope.place else not inside)
        )

    return wanted


def _figures(
    connection: Connection, days: Days, _columns: Sequence[str], language: str
) -> Iterator[Sequence[Value]]:
    wanted = _wanted(connection)
    for one in figures.compared(connection, language, days.get("as_of")):
        figure, found = one.figure, one.comparison
        if not wanted(figure.scope):
            continue
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
        N_("Do the published figures agree with each other and with the register?"),
        N_(
            "Each number published by that day beside the sum of its parts and the register's own"
            " count on the day of publication, in the figure's programme and place. Figures are"
            " never summed into a total that nobody published."
        ),
        (AS_OF, KNOWN_ON),
        _COLUMNS,
        _figures,
        filters=("programme", "place"),
        no_filter=N_("A published figure says no balance holder."),
        narrows=True,
    ),
)
