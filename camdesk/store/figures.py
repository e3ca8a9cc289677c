"""Published figures beside their parts and beside what the register itself counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.figures import Comparison, Said, compare
from camdesk.store import figure_counts
from camdesk.store.connection import Connection
from camdesk.store.figure_counts import Scope
from camdesk.store.listing import Condition, name_in
from camdesk.store.look_back import moment_of
from camdesk.store.tables import Value


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number, as it was said, and where the register would look for it."""

    id: int
    key: str
    part_of: int | None
    published_on: str | None  # EDTF
    source: str | None
    measure: str
    unit: str
    programme: str | None  # its name, in the words of the source where it is not in the books
    place: str | None
    period: str | None  # EDTF
    said: Said
    note: str | None
    scope: Scope


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure, what its numbers come to, and the figures that were summed as its parts."""

    figure: Figure
    comparison: Comparison
    parts: tuple[int, ...]  # ids


@dataclass(frozen=True, slots=True)
class File:
    """A figure with what it is compared with."""

    figure: Figure
    comparison: Comparison
    parts: tuple[Figure, ...]  # those that are summed
    others: tuple[Figure, ...]  # said to be part of it too, of another measure or unit


def compared(
    connection: Connection, language: str = "ru", as_of: date | None = None
) -> list[Compared]:
    """Every figure published by `as_of`, parts after their whole, each compared.

    The register's count is as of the day by which the figure was certainly published; who looks
    back sees no day after the one that is looked at.
    """
    as_of = as_of or moment_of(connection).as_of
    figures = [
        figure for figure in _figures(connection, language, as_of) if _was_published(figure, as_of)
    ]
    parts = _parts(figures)
    count = figure_counts.Counter(connection)
    return [
        Compared(
            figure,
            compare(
                figure.said,
                [part.said for part in parts[figure.id]],
                count.of(figure.scope),
            ),
            tuple(part.id for part in parts[figure.id]),
        )
        for figure in _wholes_first(figures)
    ]


def file(connection: Connection, figure: int, language: str, register: int | None) -> File | None:
    """The file of a figure of which the register counts `register`; None where it is gone."""
    everything = list(_figures(connection, language, moment_of(connection).as_of))
    found = next((one for one in everything if one.id == figure), None)
    if found is None:
        return None
    parts = _parts(everything)[figure]
    others = [one for one in everything if one.part_of == figure and one not in parts]
    comparison = compare(found.said, [part.said for part in parts], register)
    return File(found, comparison, tuple(parts), tuple(others))


def scope_of(connection: Connection, figure: int) -> Scope | None:
    """Where the register looks for the cameras of `figure`; None where there is no such figure."""
    as_of = moment_of(connection).as_of
    found = [one.scope for one in _figures(connection, "ru", as_of) if one.id == figure]
    return found[0] if found else None


def asked_for(connection: Connection, wanted: Sequence[Value]) -> Condition:
    """A condition on `camera.id`; each of `wanted` is an id of a figure and `counted`, or `rest`
    for those of its scope that are not counted, as in `3 counted`."""
    conditions, values = ["0"], list[Value]()
    for one in wanted:
        row, _, what = str(one).partition(" ")
        scope = scope_of(connection, int(row))
        if scope is None or not scope.has_cameras:
            continue
        query, more = figure_counts.counted(connection, scope)
        if what == "rest":
            everything, before = figure_counts.in_scope(connection, scope)
            query, more = f"{everything} EXCEPT {query}", [*before, *more]
        conditions.append(f"camera.id IN ({query})")
        values += more
    return f"({' OR '.join(conditions)})", values


def _figures(connection: Connection, language: str, as_of: date | None) -> Iterator[Figure]:
    rows = connection.execute(
        "SELECT figure.id, figure.key, figure.part_of, figure.published_on, figure.source,"
        " figure.measure, figure.unit,"
        f" coalesce({name_in('programme', language)}, figure.programme_said),"
        f" coalesce({name_in('place', language)}, figure.place_said),"
        " figure.period, figure.qualifier, figure.value, figure.note,"
        " figure.programme, figure.place"
        " FROM figure LEFT JOIN programme ON programme.id = figure.programme"
        " LEFT JOIN place ON place.id = figure.place ORDER BY figure.id"
    )
    for row in rows:
        figure, key, part_of, published_on, source, measure, unit, in_programme, in_place = row[:9]
        period, qualifier, value, note, programme, place = row[9:]
        day = _day(published_on, as_of)
        yield Figure(
            id=figure,
            key=key,
            part_of=part_of,
            published_on=published_on,
            source=source,
            measure=measure,
            unit=unit,
            programme=in_programme,
            place=in_place,
            period=period,
            said=Said(qualifier, value),
            note=note,
            scope=Scope(measure, unit, programme, place, day, _span(period)),
        )


def _day(published_on: str | None, as_of: date | None) -> date | None:
    """As of which day the register counts; None: as of today."""
    if published_on is None:
        return as_of
    last = PartialDate.parse(published_on).last
    return last if as_of is None else min(last, as_of)


def _span(period: str | None) -> PartialDate | None:
    return PartialDate.parse(period) if period else None


def _was_published(figure: Figure, as_of: date | None) -> bool:
    if as_of is None or figure.published_on is None:
        return True
    return PartialDate.parse(figure.published_on).first <= as_of


def _parts(figures: Iterable[Figure]) -> defaultdict[int, list[Figure]]:
    """The figures that can be summed as parts of each: of its own measure and unit."""
    by_id = {figure.id: figure for figure in figures}
    parts: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in by_id.values():
        whole = by_id.get(figure.part_of) if figure.part_of is not None else None
        if whole and (whole.measure, whole.unit) == (figure.measure, figure.unit):
            parts[whole.id].append(figure)
    return parts


def _wholes_first(figures: list[Figure]) -> list[Figure]:
    """Each figure with what is said to be part of it after it."""
    ids = {figure.id for figure in figures}
    below: dict[int | None, list[Figure]] = defaultdict(list)
    for figure in figures:
        below[figure.part_of if figure.part_of in ids else None].append(figure)
    ordered: list[Figure] = []
    waiting = below.pop(None, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += below.pop(ordered[-1].id, [])[::-1]
    # Figures that were made parts of each other hang below nothing.
    return ordered + [figure for circle in below.values() for figure in circle]
