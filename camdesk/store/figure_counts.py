"""What the register itself counts in the scope of a published figure, and the cameras behind it.

What the register cannot count (offences, crimes) has no count rather than zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, ON_SITE, UNITS, State
from camdesk.store import places
from camdesk.store.connection import Connection
from camdesk.store.fate import ONLY_AFTER_WRITE_OFF
from camdesk.store.happened import HAPPENED
from camdesk.store.listing import Condition
from camdesk.store.money import SPENT
from camdesk.store.picture import marks
from camdesk.store.tables import Value

_ALWAYS = "9999-12-30"  # open periods last until the day after it
_ON_SITE = frozenset(state.value for state in ON_SITE)
_WRITING_OFF = tuple(
    kind.name for kind in KINDS.values() if kind.target is State.WRITTEN_OFF and not kind.begins
)
_GONE = tuple(sorted(state.value for state in ONLY_AFTER_WRITE_OFF))
_SPENDING = tuple(kind.name for kind in KINDS.values() if kind.money in SPENT)
_TIYN = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure counts, and over what; None stands for no limit."""

    measure: str
    unit: str
    programme: int | None
    place: int | None  # with everything that lies within it
    day: date | None  # as of which day; None: today
    period: PartialDate | None = None

    @property
    def has_cameras(self) -> bool:
        """Whether the register has cameras behind such a number."""
        return self.unit in UNITS and self.measure in (
            "installed", "connected", "failed", "written_off"
        )  # fmt: skip

    @property
    def stands(self) -> bool:
        """Whether it counts how cameras stand on the day, not what happened over a period."""
        return self.measure in ("installed", "connected") or (
            self.measure == "failed" and self.period is None
        )

    @property
    def iso_day(self) -> str:
        """The day for comparing with the ledger's days."""
        return self.day.isoformat() if self.day else _ALWAYS


class Counter:
    """Counts for many figures: all that stand as of one day cost one pass over the cameras."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._standing: dict[str, list[tuple[Value, ...]]] = {}

    def of(self, scope: Scope) -> int | None:
        """The register's own count; None where it does not count such things.

        Sums are whole tenge, None where no cost is known.
        """
        if scope.measure == "money_spent":
            return self._spent(scope)
        if not scope.has_cameras:
            return None
        if scope.stands:
            return self._standing_count(scope)
        happened, values = _happened(self._connection, scope)
        (count,) = self._connection.execute(f"SELECT count(*) FROM ({happened})", values).fetchone()
        return int(count)

    def _standing_count(self, scope: Scope) -> int:
        inside = None
        if scope.place is not None:
            inside = set(places.within(self._connection, [scope.place]))
        return sum(
            int(count or 0)
            for unit, programme, place, state, connected, count in self._all(scope.iso_day)
            if unit == scope.unit
            and (scope.programme is None or programme == scope.programme)
            and (inside is None or place in inside)
            and state in _states(scope)
            and (scope.measure != "connected" or connected == 1)
        )

    def _all(self, day: str) -> list[tuple[Value, ...]]:
        if day not in self._standing:
            self._standing[day] = self._connection.execute(
                "SELECT camera.unit, camera.programme, site.place, event.state, event.connected,"
                " count(*) FROM event JOIN camera ON camera.id = event.camera"
                " LEFT JOIN site ON site.id = event.site_after"
                " WHERE event.position IS NOT NULL AND event.from_day <= ? AND event.until_day > ?"
                " GROUP BY camera.unit, camera.programme, site.place, event.state, event.connected",
                [day, day],
            ).fetchall()
        return self._standing[day]

    def _spent(self, scope: Scope) -> int | None:
        limits, values = _limits(self._connection, scope)
        (spent,) = self._connection.execute(
            f"SELECT sum(event.cost) FROM {HAPPENED} AS event"
            " JOIN camera ON camera.id = event.camera"
            " LEFT JOIN site ON site.id = event.site_after"
            f" WHERE event.position IS NOT NULL AND event.kind IN ({marks(_SPENDING)})"
            f" AND {_within_days('event.from_day', scope)}{limits}",
            [*_SPENDING, *values],
        ).fetchone()
        return None if spent is None else int(spent) // _TIYN


def counted(connection: Connection, scope: Scope) -> Condition:
    """A query for the ids of the cameras that the register counts in `scope`."""
    if not scope.stands:
        return _happened(connection, scope)
    all_there, values = in_scope(connection, scope)
    states = sorted(_states(scope))
    link = " AND event.connected = 1" if scope.measure == "connected" else ""
    return f"{all_there} AND event.state IN ({marks(states)}){link}", [*values, *states]


def in_scope(connection: Connection, scope: Scope) -> Condition:
    """A query for the ids of all cameras of that unit, programme and place as of the day."""
    limits, values = _limits(connection, scope)
    return (
        "SELECT event.camera FROM event JOIN camera ON camera.id = event.camera"
        " LEFT JOIN site ON site.id = event.site_after"
        " WHERE event.position IS NOT NULL AND event.from_day <= ? AND event.until_day > ?"
        f" AND camera.unit = ?{limits}",
        [scope.iso_day, scope.iso_day, scope.unit, *values],
    )


def _happened(connection: Connection, scope: Scope) -> Condition:
    """A query for the cameras to which it happened within the period, each once."""
    limits, values = _limits(connection, scope)
    if scope.measure == "failed":
        return (
            "SELECT DISTINCT fault.camera FROM fault JOIN camera ON camera.id = fault.camera"
            " LEFT JOIN site ON site.id = fault.site"
            f" WHERE {_within_days('fault.failed_day', scope)} AND camera.unit = ?{limits}",
            [scope.unit, *values],
        )
    return (
        "SELECT DISTINCT event.camera FROM event JOIN camera ON camera.id = event.camera"
        " LEFT JOIN site ON site.id = event.site_after"
        # A camera may have been written off before the register knew it.
        f" WHERE event.position IS NOT NULL AND (event.kind IN ({marks(_WRITING_OFF)})"
        f" OR event.state_before IS NULL AND event.state IN ({marks(_GONE)}))"
        f" AND {_within_days('event.from_day', scope)} AND camera.unit = ?{limits}",
        [*_WRITING_OFF, *_GONE, scope.unit, *values],
    )


def _within_days(column: str, scope: Scope) -> str:
    """It had happened by the day, and within the period where there is one (ISO days only)."""
    last, since = scope.iso_day, ""
    if scope.period is not None:
        last = min(last, scope.period.last.isoformat())
        since = f"{column} >= '{scope.period.first.isoformat()}' AND "
    return f"{since}{column} <= '{last}'"


def _limits(connection: Connection, scope: Scope) -> Condition:
    """What narrows a query over camera and site to the programme and the place."""
    condition, values = "", list[Value]()
    if scope.programme is not None:
        condition += " AND camera.programme = ?"
        values.append(scope.programme)
    if scope.place is not None:
        inside = places.within(connection, [scope.place])
        condition += f" AND site.place IN ({marks(inside)})"
        values += inside
    return condition, values


def _states(scope: Scope) -> frozenset[str]:
    return frozenset({State.FAILED.value}) if scope.measure == "failed" else _ON_SITE
