"""Working on a stock-take: entering numbers, marking the rest as missing, closing it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import KINDS, Standing, allowed
from camdesk.domain.stock_take import number_key, way_to_site
from camdesk.store import books, stock_takes
from camdesk.store.camera_numbers import Bearer, bearers
from camdesk.store.cards import standings
from camdesk.store.connection import Connection
from camdesk.store.ledger import NewEvent
from camdesk.store.picture import chunks, marks
from camdesk.store.stock_takes import Take
from camdesk.store.tables import Value
from camdesk.store.telling import Tell, silence
from camdesk.store.writer import EntryWriter, no_longer_there

STEP = 2_000  # cameras between two words of progress
MANY = 20_000  # numbers that are looked up together


@dataclass(frozen=True, slots=True)
class Counted:
    """One number that was typed, scanned or read from a file."""

    said: str
    missing: bool = False  # the paper says that it was not found
    site: int | None = None  # where it was found; None: where it is registered, or not said


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a number came to."""

    said: str
    result: str  # one of stock_takes.RESULTS
    camera: int | None = None
    again: bool = False  # it had been entered already, with the same result
    shared: int = 0  # how many cameras bear the number, where nobody can say which is meant


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the clerk decided of the discrepancies; `notes` are put on the checks, by result."""

    lost: frozenset[int] = frozenset()  # missing cameras to be recorded as lost
    moved: frozenset[int] = frozenset()  # cameras to be recorded at the site where they were
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Line:
    """What is entered already of a camera, or of a number that none bears."""

    id: int
    result: str
    site: int | None


def look_up(connection: Connection, take: int, counted: Iterable[Counted]) -> list[Outcome]:
    """What entering `counted` would come to, with nothing written."""
    return [plan.outcome for plan in _plans(connection, _open_take(connection, take), counted)]


def enter(
    entry: EntryWriter, take: int, counted: Iterable[Counted], tell: Tell = silence
) -> list[Outcome]:
    """Enter what was counted; a number that was entered before is said, and not doubled.

    Raises KnownError for a stock-take that is closed, or gone.
    """
    everything = list(counted)
    open_take = _open_take(entry.connection, take)
    outcomes: list[Outcome] = []
    for some in chunks(everything, MANY):
        entry.flush()
        made: dict[int | str, int] = {}
        for plan in _plans(entry.connection, open_take, some):
            outcomes.append(plan.outcome)
            if plan.outcome.again:
                continue
            about = plan.outcome.camera or number_key(plan.outcome.said)
            line = made.get(about, plan.line)
            if line is not None:
                entry.correct("stock_take_line", line, plan.facts)
            else:
                made[about] = entry.add("stock_take_line", plan.facts)
        entry.touch_cameras({o.camera for o in outcomes[-len(some) :] if o.camera is not None})
        tell(len(outcomes), len(everything))
    return outcomes


def mark_missing(entry: EntryWriter, take: int, tell: Tell = silence) -> int:
    """Mark all that is expected and not entered yet as missing; returns how many."""
    open_take = _open_take(entry.connection, take)
    query, values = stock_takes.not_checked(entry.connection, open_take)
    rest = array("q", (row[0] for row in entry.connection.execute(query, values)))
    for done, camera in enumerate(rest, 1):
        facts = {"stock_take": take, "camera": camera, "result": "missing", "expected": 1}
        entry.add("stock_take_line", facts)
        if done % STEP == 0:
            tell(done, len(rest))
    entry.touch_cameras(set(rest))
    return len(rest)


def close(
    entry: EntryWriter, take: int, decisions: Decisions | None = None, tell: Tell = silence
) -> None:
    """Turn what was counted into events of its day, on the paper of the stock-take.

    Raises KnownError while cameras are not checked yet, and where an event contradicts another.
    """
    decided = decisions or Decisions()
    open_take = _open_take(entry.connection, take)
    query, values = stock_takes.not_checked(entry.connection, open_take)
    (rest,) = entry.connection.execute(f"SELECT count(*) FROM ({query})", values).fetchone()
    if rest:
        raise KnownError(
            N_("Cameras that nobody has checked yet: {count}."),
            N_("Mark the rest as missing, or go on counting."),
            count=rest,
        )
    (total,) = entry.connection.execute(
        "SELECT count(*) FROM stock_take_line WHERE stock_take = ? AND camera IS NOT NULL", (take,)
    ).fetchone()
    done = 0
    for some in _lines(entry.connection, take):
        stands = standings(
            entry.connection, [c for c, *_ in some if c in decided.lost or c in decided.moved]
        )
        for camera, result, site in some:
            seen = {"seen": result == "found"}
            entry.record(camera, _event(open_take, "checked", seen, decided.notes.get(result)))
            if camera not in stands:
                continue
            way = _way(result, site, stands[camera])
            if not way:
                raise _no_such_step(entry.connection, camera)
            for kind in way:
                at = {"site": site} if kind == "installed" else {}
                entry.record(camera, _event(open_take, kind, at))
        done += len(some)
        tell(done, total)
    entry.correct("stock_take", take, {"closed_on": entry.today.isoformat()})


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a number comes to, and the row that says so: `line` where there is one already."""

    outcome: Outcome
    facts: Mapping[str, Value]
    line: int | None = None


def _plans(connection: Connection, take: Take, counted: Iterable[Counted]) -> Iterator[_Plan]:
    everything = [one for one in counted if number_key(one.said)]
    borne = bearers(connection, (one.said for one in everything))
    cameras = sorted({one.camera for some in borne.values() for one in some})
    wanted = _expected(connection, take, cameras)
    sites = _sites(connection, take, cameras)
    by_camera, by_key = _entered(connection, take, cameras)
    for one in everything:
        key = number_key(one.said)
        meant = _meant(borne.get(key, []), wanted)
        camera = meant[0].camera if len(meant) == 1 else None
        if camera is None:
            result, line = "unknown", by_key.get(key)
        else:
            result = _result(one, camera in wanted, sites.get(camera))
            # The camera may have been registered since its number was entered as unknown.
            line = by_camera.get(camera) or by_key.pop(key, None)
        again = line is not None and _says_no_more(one, result, line)
        if line is not None and again:
            result = line.result
        outcome = Outcome(one.said.strip(), result, camera, again, len(meant) if meant[1:] else 0)
        facts: dict[str, Value] = {
            "stock_take": take.id,
            "camera": camera,
            "said": one.said.strip(),
            "result": result,
            "expected": None if camera is None else int(camera in wanted),
            "site": one.site if result == "elsewhere" else None,
        }
        yield _Plan(outcome, facts, line.id if line is not None and line.id else None)
        # The same number may come again among these.
        entered = _Line(line.id if line is not None else 0, result, one.site)
        if again:
            continue
        if camera is None:
            by_key[key] = entered
        else:
            by_camera[camera] = entered


def _says_no_more(counted: Counted, result: str, line: _Line) -> bool:
    """Whether a number tells nothing that its line does not say; seen once is not missing."""
    if line.result in ("found", "elsewhere") and (counted.missing or counted.site is None):
        return True
    return line.result == result and (result != "elsewhere" or counted.site in (None, line.site))


def _result(counted: Counted, was_expected: bool, site: int | None) -> str:
    if not was_expected:
        return "elsewhere"
    if counted.missing:
        return "missing"
    return "found" if counted.site in (None, site) else "elsewhere"


def _meant(borne: Sequence[Bearer], wanted: set[int]) -> list[Bearer]:
    """Of the cameras that bear a number, the likeliest: expected, by inventory, still living."""

    def rank(one: Bearer) -> tuple[bool, bool, bool]:
        return one.camera in wanted, one.by_inventory, one.live

    best = max(map(rank, borne), default=None)
    return [one for one in borne if rank(one) == best]


def _expected(connection: Connection, take: Take, cameras: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for chunk in chunks(cameras):
        query, values = stock_takes.expected(connection, take, chunk)
        found.update(row[0] for row in connection.execute(query, values))
    return found


def _sites(connection: Connection, take: Take, cameras: Sequence[int]) -> dict[int, int | None]:
    """Where each camera hung, or last hung, on the day."""
    day = take.day.isoformat()
    found: dict[int, int | None] = {}
    for chunk in chunks(cameras):
        found.update(
            connection.execute(
                f"SELECT camera, site_after FROM event WHERE camera IN ({marks(chunk)})"
                " AND position IS NOT NULL AND from_day <= ? AND until_day > ?",
                [*chunk, day, day],
            ).fetchall()
        )
    return found


def _entered(
    connection: Connection, take: Take, cameras: Sequence[int]
) -> tuple[dict[int, _Line], dict[str, _Line]]:
    """The lines of these cameras, and the lines of numbers that no camera bears, by key."""
    columns = "id, result, site FROM stock_take_line WHERE stock_take = ? AND camera"
    by_camera: dict[int, _Line] = {}
    for chunk in chunks(cameras):
        for camera, *line in connection.execute(
            f"SELECT camera, {columns} IN ({marks(chunk)})", [take.id, *chunk]
        ):
            by_camera[camera] = _Line(*line)
    rows = connection.execute(f"SELECT said, {columns} IS NULL", (take.id,))
    return by_camera, {number_key(said or ""): _Line(*line) for said, *line in rows}


def _lines(connection: Connection, take: int) -> Iterator[list[tuple[int, str, int | None]]]:
    """(camera, result, site) of what was counted, some at a time."""
    last = 0
    while some := connection.execute(
        "SELECT camera, result, site FROM stock_take_line"
        " WHERE stock_take = ? AND camera > ? ORDER BY camera LIMIT ?",
        (take, last, STEP),
    ).fetchall():
        yield some
        last = some[-1][0]


def _way(result: str, site: int | None, standing: Standing) -> tuple[str, ...]:
    """The steps that a decision leads to; none where the lifecycle does not allow them."""
    if result == "missing":
        return ("lost",) if allowed(KINDS["lost"], standing) else ()
    return way_to_site(standing) if result == "elsewhere" and site is not None else ()


def _event(
    take: Take, kind: str, values: Mapping[str, object] | None = None, note: str | None = None
) -> NewEvent:
    return NewEvent(kind, PartialDate.day(take.day), values or {}, take.document, note)


def _open_take(connection: Connection, take: int) -> Take:
    found = stock_takes.take_of(connection, take)
    if found is None:
        raise no_longer_there()
    if found.closed:
        raise KnownError(
            N_("The stock-take “{name}” is closed."),
            N_("Undo its closing in the journal to go on counting."),
            name=found.name,
        )
    return found


def _no_such_step(connection: Connection, camera: int) -> KnownError:
    return KnownError(
        N_("What was decided for the camera {camera} cannot happen to it any more."),
        N_("Take the tick off, and look at its card."),
        camera=books.title(connection, "camera", camera),
    )
