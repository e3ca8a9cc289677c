"""Reliability of cameras by model, programme, district or contractor, in one pass over events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from camdesk.domain.lifecycle import ON_SITE, State
from camdesk.domain.reliability import (
    DOWN,
    Measures,
    Outcome,
    Period,
    Spell,
    measure,
)
from camdesk.store import places
from camdesk.store.connection import Connection
from camdesk.store.fault_counts import in_order
from camdesk.store.histories import Fault, Happening, History, histories, when
from camdesk.store.listing import name_in

MODEL_NAMES = (
    "SELECT id, nullif(trim(coalesce(maker, '') || ' ' || coalesce(name, '')), '') FROM model"
)
Group = int | None
Share = Iterable[tuple[Group, Measures]]


@dataclass(frozen=True, slots=True)
class Reliability:
    """The measures of the cameras of one group and unit; `name` None: not known."""

    name: str | None
    unit: str
    measures: Measures


def by_model(connection: Connection, day: date, _language: str) -> list[Reliability]:
    """The reliability of each model until `day`."""
    return _named(
        _measured(connection, day, lambda history: history.model),
        names(connection, MODEL_NAMES),
    )


def by_programme(connection: Connection, day: date, language: str) -> list[Reliability]:
    """The reliability of the cameras of each programme until `day`."""
    return _named(
        _measured(connection, day, lambda history: history.programme),
        names(connection, f"SELECT id, {name_in('programme', language)} FROM programme"),
    )


def by_district(connection: Connection, day: date, language: str) -> list[Reliability]:
    """The reliability of the cameras of each district, by the site where they were last."""
    rows = connection.execute(f"{places.DISTRICTS} SELECT place, district FROM district_of")
    districts = dict(rows.fetchall())
    return _named(
        _measured(connection, day, lambda history: districts.get(history.place)),
        names(connection, f"SELECT id, {name_in('place', language)} FROM place"),
    )


def by_contractor(connection: Connection, day: date, _language: str) -> list[Reliability]:
    """The faults that each contractor mended, with the days that they took.

    Days in order are nobody's merit alone: they are left out. Faults without a contractor, the
    open ones among them, stand under None.
    """
    sums: dict[tuple[Group, str], Measures] = defaultdict(Measures)
    for history in histories(connection):
        for who, measures in _by_who_mended(history, day):
            sums[who, history.unit] += measures
    return _named(sums, names(connection, "SELECT id, name FROM organisation"))


def _measured(
    connection: Connection, day: date, group: Callable[[History], Group]
) -> Mapping[tuple[Group, str], Measures]:
    sums: dict[tuple[Group, str], Measures] = defaultdict(Measures)
    for history in histories(connection):
        spans = list(periods(history.events, day))
        if any(span.state in ON_SITE for span in spans):  # it worked, or was to
            sums[group(history), history.unit] += measure(spans, map(_spell, history.faults))
    return sums


def _by_who_mended(history: History, day: date) -> Iterator[tuple[Group, Measures]]:
    if not history.faults:
        return
    down = [span for span in periods(history.events, day) if span.state in DOWN]
    by_who: dict[Group, list[Fault]] = defaultdict(list)
    for fault in history.faults:
        by_who[fault.organisation].append(fault)
    for who, his in by_who.items():
        spans = [span for span in down if any(_within(span, fault) for fault in his)]
        yield who, measure(spans, map(_spell, his))


def _within(span: Period, fault: Fault) -> bool:
    begun = span.from_day.isoformat()
    return begun >= fault.failed_day and (fault.ended_day is None or begun < fault.ended_day)


def periods(events: Iterable[Happening], day: date) -> Iterator[Period]:
    """The states that a camera was in until `day`, its last one counted to the end of that day."""
    state: State | None = None
    begin = sure = date.min  # `sure`: the latest day on which it certainly was in the state
    for event in events:
        if event.state is state:
            # It has happened by `from_day`, but then the state may have been left already.
            sure = max(sure, event.earliest)
            continue
        if state is not None:
            yield Period(state, begin, max(sure, event.earliest, begin))
        state, begin = event.state, date.fromisoformat(event.from_day)
        sure = begin
    if state is not None:
        yield Period(state, begin, max(day + timedelta(1), begin))


def _spell(fault: Fault) -> Spell:
    if fault.mended is None:
        outcome = Outcome.OPEN
    else:
        outcome = Outcome.MENDED if fault.mended else Outcome.NOT_MENDED
    return Spell(when(fault.failed_on), when(fault.last_good), when(fault.ended_on), outcome)


def _named(
    sums: Mapping[tuple[Group, str], Measures], name_of: Mapping[int, str | None]
) -> list[Reliability]:
    rows = [
        Reliability(None if group is None else name_of.get(group), unit, measures)
        for (group, unit), measures in sums.items()
    ]
    return sorted(rows, key=lambda row: (*in_order(row.name), row.unit))


def names(connection: Connection, select: str) -> Mapping[int, str | None]:
    """What the rows of a reference book are called, by id; `select` yields both."""
    return dict(connection.execute(select).fetchall())
