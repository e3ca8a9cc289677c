"""The list of published figures, each with what comparing it has found."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.store import figures, search
from camdesk.store.listing import (
    Column,
    Condition,
    Filter,
    Listing,
    by_name,
    name_in,
    one_of,
)
from camdesk.store.picture import marks
from camdesk.store.prepared import prepare
from camdesk.store.tables import Value

_COMPARED = (
    "id", "parts", "parts_difference", "register", "register_difference", "verdict", "place_in_tree"
)  # fmt: skip
_JOINS = MappingProxyType(
    {
        "compared": "LEFT JOIN temp.figure_compared AS compared ON compared.id = figure.id",
        "programme": "LEFT JOIN programme ON programme.id = figure.programme",
        "place": "LEFT JOIN place ON place.id = figure.place",
        "whole": "LEFT JOIN figure AS whole ON whole.id = figure.part_of",
    }
)


@lru_cache(maxsize=4)
def listing(language: str) -> Listing:
    """The list of published figures, with names in `language`."""
    programme = f"coalesce({name_in('programme', language)}, figure.programme_said)"
    place = f"coalesce({name_in('place', language)}, figure.place_said)"
    found = ("compared",)
    return Listing(
        table="figure",
        columns=by_name(
            (
                Column("measure", N_("What is counted"), "figure.measure", "choice:figure.measure"),
                Column("place", N_("Place"), place, joins=("place",)),
                Column(
                    "qualifier", N_("How exactly"), "figure.qualifier", "choice:figure.qualifier"
                ),
                Column("value", N_("Number said"), "figure.value", "number"),
                Column("verdict", N_("Comparison"), "compared.verdict", "verdict", joins=found),
                Column("programme", N_("Programme"), programme, joins=("programme",)),
                Column("parts", N_("Sum of its parts"), "compared.parts", "number", joins=found),
                Column(
                    "parts_difference", N_("Published − parts"), "compared.parts_difference",
                    "number", joins=found,
                ),
                Column("register", N_("Register"), "compared.register", "number", joins=found),
                Column(
                    "register_difference", N_("Published − register"),
                    "compared.register_difference", "number", joins=found,
                ),
                Column("published_on", N_("Published on"), "figure.published_on", "date"),
                Column("source", N_("Who said it"), "figure.source"),
                Column("unit", N_("Unit"), "figure.unit", "choice:figure.unit"),
                Column("period", N_("Period"), "figure.period", "date"),
                Column("part_of", N_("Part of"), "whole.key", joins=("whole",)),
                Column("key", N_("Key"), "figure.key"),
                Column("note", N_("Note"), "figure.note"),
                Column(
                    "id", N_("Row no."), "figure.id", "number", joins=found,
                    sort="compared.place_in_tree",
                ),
            )
        ),
        joins=_JOINS,
        filters=_filters(),
        search=_search,
        default_sort="id",
        prepare=_prepare,
    )  # fmt: skip


def file(connection: sqlite3.Connection, figure: int, language: str) -> figures.File | None:
    """All that the card of a figure shows; None where it is gone."""
    _prepare(connection)
    row = connection.execute(
        "SELECT register FROM temp.figure_compared WHERE id = ?", (figure,)
    ).fetchone()
    return figures.file(connection, figure, language, row[0]) if row else None


def _prepare(connection: sqlite3.Connection) -> None:
    def rows() -> list[tuple[Value, ...]]:
        made: list[tuple[Value, ...]] = []
        for place, one in enumerate(figures.compared(connection)):
            found = one.comparison
            made.append(
                (
                    one.figure.id,
                    found.parts,
                    found.parts_difference,
                    found.register,
                    found.register_difference,
                    str(found.verdict),
                    place,
                )
            )
        return made

    prepare(connection, "figure_compared", _COMPARED, rows)


def _filters() -> MappingProxyType[str, Filter]:
    counted = "SELECT {column}, NULL, count(*) FROM figure GROUP BY {column} ORDER BY 3 DESC"
    return MappingProxyType(
        {
            name: Filter(
                name,
                label,
                one_of(f"figure.{name}"),
                counted.format(column=f"figure.{name}"),
                kind,
            )
            for name, label, kind in (
                ("measure", N_("What is counted"), "choice:figure.measure"),
                ("unit", N_("Unit"), "choice:figure.unit"),
                ("qualifier", N_("How exactly"), "choice:figure.qualifier"),
                ("source", N_("Who said it"), "text"),
            )
        }
    )


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    """A figure is found by every word of it, and there are never many."""
    rows = connection.execute(
        "SELECT figure.id, figure.key, figure.source, figure.value, figure.programme_said,"
        " figure.place_said, figure.note, programme.name_ru, programme.name_kk, programme.name_en,"
        f" place.name_ru, place.name_kk, place.name_en FROM figure {_JOINS['programme']}"
        f" {_JOINS['place']}"
    )
    found = [row[0] for row in rows if term in search.search_text(row[1:])]
    return f"figure.id IN ({marks(found)})", list(found)
