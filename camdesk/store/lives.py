"""How long cameras worked until they first failed, by cohort: what survival is estimated from."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from camdesk.domain.cohorts import COHORTS, cohort_name
from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import ON_SITE, State
from camdesk.domain.reliability import UP
from camdesk.domain.survival import Estimate, Life, estimate, undated
from camdesk.store.connection import Connection
from camdesk.store.fault_counts import in_order
from camdesk.store.histories import History, histories, when
from camdesk.store.listing import name_in
from camdesk.store.reliability import MODEL_NAMES, names

Dates = tuple[PartialDate | None, PartialDate | None, PartialDate | None, PartialDate]


@dataclass(frozen=True, slots=True)
class Cohort:
    """A group of cameras of one unit and what their dates say of their survival."""

    name: str
    unit: str
    estimate: Estimate


def cohorts(connection: Connection, day: date, language: str) -> list[Cohort]:
    """Every programme, model and year of installation until `day`; units are never mixed.

    A camera belongs to a cohort once it has hung at a site.
    """
    lives = _Lives()
    for history in histories(connection):
        dates = life_dates(history, day)
        if dates is not None:
            lives.add((history.unit, history.programme, history.model), dates)
    naming: Mapping[str, Callable[[int], str | None]] = {
        "programme": names(
            connection, f"SELECT id, {name_in('programme', language)} FROM programme"
        ).get,
        "model": names(connection, MODEL_NAMES).get,
        "year": str,
    }
    # While a statement is under way an interrupt is not forgotten: each cohort asks for it.
    with closing(connection.execute("VALUES (1), (2), (3)")):
        found: list[Cohort] = []
        for kind in COHORTS:
            for cohort in _of_kind(lives, kind, naming[kind]):
                found.append(cohort)
                connection.execute("SELECT 1").close()
    return found


def life_dates(history: History, day: date) -> Dates | None:
    """Installed, failed, last known good, seen until; None where the camera never was at a site.

    Failed is None where it still worked on the last day on which it was seen.
    """
    installed: PartialDate | None = None
    began = False
    good = date.min  # the latest day on which it certainly worked
    for event in history.events:
        if not began:
            if event.state not in ON_SITE:
                continue
            began, installed = True, when(event.installed_on)
            if event.state not in UP:  # it comes into the register broken, who knows since when
                failed = undated(date.fromisoformat(event.from_day))
                return installed, failed, None, PartialDate.day(day)
        elif event.state is State.FAILED:
            failed = when(event.occurred_on) or undated(date.fromisoformat(event.from_day))
            said = next((one.last_good for one in history.faults if one.event == event.event), None)
            return installed, failed, when(said), PartialDate.day(day)
        elif event.state not in UP:
            return installed, None, None, PartialDate.day(max(good, event.earliest))
        good = max(good, event.earliest)
    return (installed, None, None, PartialDate.day(day)) if began else None


class _Lives:
    """The dates of many lives: four numbers of four bytes each, and every date once."""

    def __init__(self) -> None:
        self._dates: list[PartialDate | None] = []
        self._numbers: dict[PartialDate | None, int] = {}
        self._groups: list[tuple[str, int | None, int | None]] = []
        self._group_numbers: dict[tuple[str, int | None, int | None], int] = {}
        self._lives = tuple(array("i") for _ in range(4))
        self._group_of = array("i")

    def add(self, group: tuple[str, int | None, int | None], dates: Dates) -> None:
        """One more camera of (unit, programme, model)."""
        number = self._group_numbers.setdefault(group, len(self._groups))
        if number == len(self._groups):
            self._groups.append(group)
        self._group_of.append(number)
        for column, on in zip(self._lives, dates, strict=True):
            column.append(self._number(on))

    def by(self, kind: str) -> dict[tuple[int | None, str], array[int]]:
        """Which lives belong to each (programme, model or year; unit)."""
        found: dict[tuple[int | None, str], array[int]] = defaultdict(lambda: array("i"))
        installed = self._lives[0]
        for place, group in enumerate(self._group_of):
            unit, programme, model = self._groups[group]
            if kind == "year":
                value = _year(self._dates[installed[place]])
            else:
                value = programme if kind == "programme" else model
            found[value, unit].append(place)
        return found

    def lives(self, places: array[int]) -> Iterator[Life]:
        """The lives at `places`, equal ones as one."""
        alike = Counter(tuple(column[place] for column in self._lives) for place in places)
        for (installed, failed, good, seen), count in alike.items():
            until = self._dates[seen]
            assert until is not None  # `add` takes no life without it
            yield Life(
                self._dates[installed], self._dates[failed], self._dates[good], until.last, count
            )

    def _number(self, on: PartialDate | None) -> int:
        number = self._numbers.setdefault(on, len(self._dates))
        if number == len(self._dates):
            self._dates.append(on)
        return number


def _of_kind(lives: _Lives, kind: str, name_of: Callable[[int], str | None]) -> Iterator[Cohort]:
    found = lives.by(kind)
    units = Counter(value for value, _ in found)
    named = [
        (None if value is None else name_of(value), unit, units[value] > 1, places)
        for (value, unit), places in found.items()
    ]
    for name, unit, shared, places in sorted(named, key=lambda one: (*in_order(one[0]), one[1])):
        yield Cohort(
            cohort_name(kind, name, unit if shared else None), unit, estimate(lives.lives(places))
        )


def _year(installed: PartialDate | None) -> int | None:
    if installed is None or installed.first.year != installed.last.year:
        return None
    return installed.first.year
