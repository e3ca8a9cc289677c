"""The fate ledger: what became of every camera that was written off.

A camera is in the ledger from its write-off on, unless it was found again since. Its state is
its fate, so that written off = the sum of the fates, "fate unknown" among them, on every day.
A camera that the register first knew in a state which only a write-off leads to was written
off too, by an act and on a day that nobody entered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import FATES, KINDS, State
from camdesk.store.connection import Connection
from camdesk.store.deliveries import STATING
from camdesk.store.happened import HAPPENED
from camdesk.store.listing import Condition, FilterRule, name_in, one_of
from camdesk.store.sql import quoted
from camdesk.store.tables import Value

BY = {"act": N_("Act"), "year": N_("Year"), "programme": N_("Programme")}
"""What the ledger can be grouped by."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger: cameras of one act, year or programme, and of one unit."""

    key: int | None  # of the document or programme, or the year; None: not known
    title: str | None
    unit: str
    counts: tuple[int, ...]  # in the order of FATES
    days_waiting: int | None  # the longest certain wait of those whose fate is unknown
    dated: str | None = None  # EDTF: the date of the act

    @property
    def written_off(self) -> int:
        """How many were written off: all fates together."""
        return sum(self.counts)

    def count(self, state: State) -> int:
        """How many of them have that fate."""
        return self.counts[FATES.index(state)]


def _only_after_write_off() -> frozenset[State]:
    """The states that the lifecycle lets a camera come to by a write-off alone."""
    known = {State.WRITTEN_OFF}
    for state in FATES:
        ways = [kind for kind in KINDS.values() if kind.target is state]
        if ways and all(kind.sources <= known for kind in ways):
            known.add(state)
    return frozenset(known)


ONLY_AFTER_WRITE_OFF = _only_after_write_off()
_FATES = quoted(FATES)
_WRITES_OFF = quoted(kind.name for kind in KINDS.values() if kind.target is State.WRITTEN_OFF)
_OPENS = quoted(STATING)
_DECIDES = quoted(
    kind.name
    for kind in KINDS.values()
    if kind.target is State.WRITTEN_OFF or kind.states_itself or kind.finds
)

# The cameras of the ledger, each with the event that wrote it off as `act`: the latest event that
# decides about it is a write-off, or an opening in a state that only follows a write-off.
LEDGER = (
    # A cross join, because the cameras must be gone through, and not the events.
    f" FROM camera CROSS JOIN {HAPPENED} AS act WHERE act.id = (SELECT said.id FROM event AS said"
    " WHERE said.camera = camera.id AND said.position IS NOT NULL"
    f" AND said.kind IN ({_DECIDES}) ORDER BY said.position DESC LIMIT 1)"
    f" AND camera.state IN ({_FATES}) AND (act.kind IN ({_WRITES_OFF})"
    f" OR (act.kind IN ({_OPENS}) AND act.state IN ({quoted(ONLY_AFTER_WRITE_OFF)})))"
)
# An opening says how things stood on a day: its paper is no act, its date no date of a write-off.
_ACT = f"CASE WHEN act.kind IN ({_WRITES_OFF}) THEN act.document END"
_WHEN = f"CASE WHEN act.kind IN ({_WRITES_OFF}) THEN act.occurred_on END"
_PROGRAMME = (
    "(SELECT coalesce(said.merged_into, said.id) FROM programme AS said"
    " WHERE said.id = camera.programme)"
)
_PAPER = "{0}.kind || coalesce(' № ' || {0}.number, '')"


@dataclass(frozen=True, slots=True)
class _Grouping:
    """What the lines of a ledger are, in SQL."""

    key: str
    title: str = "NULL"
    dated: str = "NULL"
    join: str = ""  # of what names a line to the lines, `counted`


def _grouping(by: str, language: str) -> _Grouping:
    if by == "act":
        return _Grouping(
            _ACT,
            _PAPER.format("document"),
            "document.issued_on",
            " LEFT JOIN document ON document.id = counted.line",
        )
    if by == "programme":
        return _Grouping(
            _PROGRAMME,
            name_in("programme", language),
            join=" LEFT JOIN programme ON programme.id = counted.line",
        )
    return _Grouping(_WHEN)


@dataclass(slots=True)
class _Gathered:
    """A line as it is counted together."""

    title: str | None = None
    dated: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    since: str | None = None  # the earliest write-off of those whose fate is unknown


def ledger(connection: Connection, by: str, on: date, language: str = "ru") -> list[Line]:
    """The ledger by "act", "year" or "programme"; `on` is the day until which waits are counted.

    First come the lines whose cameras have waited longest for their fate.
    """
    gathered: dict[tuple[int | None, str], _Gathered] = defaultdict(_Gathered)
    grouping = _grouping(by, language)
    rows = connection.execute(
        "SELECT counted.line, counted.unit, counted.state, counted.n, counted.since,"
        f" {grouping.title}, {grouping.dated} FROM (SELECT {grouping.key} AS line,"
        " camera.unit, camera.state, count(*) AS n, min(act.from_day) AS since"
        f"{LEDGER} GROUP BY line, camera.unit, camera.state) AS counted{grouping.join}"
    )
    for said, unit, state, count, since, title, dated in rows:
        key = year_of(said) if by == "year" else said
        line = gathered[key, unit]
        line.title = str(key) if by == "year" and key is not None else title
        line.dated = dated
        line.counts[state] = line.counts.get(state, 0) + count
        if state == State.WRITTEN_OFF:
            line.since = min(since, line.since or since)
    lines = [
        Line(
            key,
            line.title,
            unit,
            tuple(line.counts.get(state.value, 0) for state in FATES),
            _waited(line.since, on),
            line.dated,
        )
        for (key, unit), line in gathered.items()
    ]
    return sorted(lines, key=_longest_wait_first)


def cameras(connection: Connection, on: date) -> Iterator[tuple[Value, ...]]:
    """(camera, unit, act, written off on, state, since, recipient, paper, days waiting, BIN of
    the recipient) of every camera in the ledger, as a stream."""
    exits = quoted(state for state in FATES if state is not State.WRITTEN_OFF)
    left = "came.id <> act.id"  # there is an exit
    rows = connection.execute(
        "SELECT coalesce(camera.inventory_number, camera.serial_number, '№ ' || camera.id),"
        f" camera.unit, {_PAPER.format('acted')}, {_WHEN}, camera.state, camera.since,"
        f" CASE WHEN {left} THEN organisation.name END,"
        f" CASE WHEN {left} THEN {_PAPER.format('paper')} END,"
        f" CASE WHEN {left} THEN organisation.bin END,"
        f" CASE WHEN camera.state = '{State.WRITTEN_OFF}' THEN act.from_day END"
        # A kind of event that brings a fate about is called like the state that it leads to.
        " FROM (SELECT camera.id AS camera, act.id AS act, coalesce("
        "(SELECT exit.id FROM event AS exit WHERE exit.camera = camera.id"
        f" AND exit.kind IN ({exits}) AND exit.kind = camera.state AND exit.position IS NOT NULL"
        f" ORDER BY exit.position DESC LIMIT 1), act.id) AS came{LEDGER}) AS written"
        " JOIN camera ON camera.id = written.camera"
        f" JOIN {HAPPENED} AS act ON act.id = written.act"
        f" JOIN {HAPPENED} AS came ON came.id = written.came"
        f" LEFT JOIN document AS acted ON acted.id = {_ACT}"
        " LEFT JOIN document AS paper ON paper.id = came.document"
        " LEFT JOIN organisation ON organisation.id = came.organisation"
        " ORDER BY written.camera"
    )
    for *row, number, since in rows:
        yield (*row, _waited(since, on), number)


def written_off_by(by: str) -> FilterRule:
    """The rule for lists of cameras: written off, on one of these lines of the ledger."""

    def rule(connection: Connection, wanted: Sequence[Value]) -> Condition:
        if by == "year":
            days = connection.execute(f"SELECT DISTINCT {_WHEN}{LEDGER}")
            said: Sequence[Value] = [day for (day,) in days if year_of(day) in wanted]
            key = _WHEN
        else:
            said, key = wanted, _ACT if by == "act" else _PROGRAMME
        condition, values = one_of(key)(connection, said)
        # Of no year at all: the parentheses of an empty choice would be no condition.
        condition = condition if said else "FALSE"
        return f"camera.id IN (SELECT camera.id{LEDGER} AND {condition})", values

    return rule


def behind(
    connection: Connection, by: str, key: int | None, unit: str, state: State | None = None
) -> list[int]:
    """The cameras of a line of the ledger, all of them or those of one fate."""
    condition, values = written_off_by(by)(connection, (key,))
    if state is not None:
        condition, values = f"{condition} AND camera.state = ?", [*values, state.value]
    rows = connection.execute(
        f"SELECT camera.id FROM camera WHERE camera.unit = ? AND {condition} ORDER BY camera.id",
        [unit, *values],
    )
    return [row for (row,) in rows]


def year_of(edtf: str | None) -> int | None:
    """The one year in which that day lies; None where it is not known."""
    if edtf is None:
        return None
    day = PartialDate.parse(edtf)
    return day.first.year if day.first.year == day.last.year else None


def _waited(since: str | None, on: date) -> int | None:
    return None if since is None else (on - date.fromisoformat(since)).days


def _longest_wait_first(line: Line) -> tuple[bool, int, bool, str, str]:
    wait = line.days_waiting
    return wait is None, -(wait or 0), line.title is None, line.title or "", line.unit
