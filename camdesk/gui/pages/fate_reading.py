"""The fate ledger as a page reads it, in another thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from camdesk.domain.lifecycle import State
from camdesk.store import fate
from camdesk.store.connection import Connection
from camdesk.store.fate import Line
from camdesk.store.listing import Query
from camdesk.store.look_back import Moment, look_back, moment_of

T = TypeVar("T")
Days = Mapping[str, date | None]
# The filter of the list of cameras that stands for a line of each ledger.
FILTERS = MappingProxyType(
    {"act": "act", "year": "written_off_year", "programme": "written_off_programme"}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A number of the ledger: of which line, and of which fate; None is all of them."""

    by: str
    line: Line
    state: State | None = None


def read_ledger(
    connection: Connection, by: str, days: Days, tongue: str, today: date
) -> list[Line]:
    """The lines of the ledger at that moment."""
    until = days.get("as_of") or moment_of(connection).as_of or today
    return _looking(connection, days, lambda: fate.ledger(connection, by, until, tongue))


def read_cameras(connection: Connection, asked: Asked, days: Days) -> tuple[int, ...]:
    """The cameras behind a number as of that moment."""
    line = asked.line

    def behind() -> list[int]:
        return fate.behind(connection, asked.by, line.key, line.unit, asked.state)

    return tuple(_looking(connection, days, behind))


def query_of(asked: Asked) -> Query:
    """The list of the cameras behind a number as of today."""
    filters: dict[str, tuple[int | str | None, ...]] = {
        FILTERS[asked.by]: (asked.line.key,),
        "unit": (asked.line.unit,),
    }
    if asked.state is not None:
        filters["state"] = (asked.state.value,)
    return Query(filters=filters)


def is_today(days: Days) -> bool:
    """Whether nothing but today is asked for."""
    return not any(days.values())


def _looking(connection: Connection, days: Days, read: Callable[[], T]) -> T:
    before = moment_of(connection)
    wanted = Moment(days.get("as_of") or before.as_of, days.get("known_on") or before.known_on)
    if wanted == before:
        return read()
    look_back(connection, wanted)
    try:
        return read()
    finally:
        look_back(connection, before)
