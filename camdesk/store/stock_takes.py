"""Stock-takes: which cameras a campaign expects, and what was counted so far.

Expected are the cameras that the office has (`lifecycle.HELD`) in the scope as of the day of the
count. A closed stock-take keeps what it expected: what was moved or lost by closing it stays in
its count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import HELD, UNITS
from camdesk.store import places
from camdesk.store.connection import Connection
from camdesk.store.listing import Condition, name_in
from camdesk.store.picture import marks
from camdesk.store.sql import quoted
from camdesk.store.tables import Value

RESULTS = ("found", "missing", "elsewhere", "unknown")
_ALWAYS = "9999-12-31"
_HELD = quoted(HELD)


@dataclass(frozen=True, slots=True)
class Take:
    """One campaign; None in its scope stands for no limit."""

    id: int
    name: str
    programme: int | None
    place: int | None
    balance_holder: int | None
    day: date  # as of which cameras are expected, and the day of what closing records
    document: int | None
    closed_on: str | None  # EDTF

    @property
    def closed(self) -> bool:
        """Whether its discrepancies have become events."""
        return self.closed_on is not None


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of one unit; None: numbers that no camera bears, of no known unit.

    expected = found + missing + (elsewhere - outside) + not_checked.
    """

    unit: str | None
    expected: int = 0
    found: int = 0
    missing: int = 0
    elsewhere: int = 0
    outside: int = 0  # those of `elsewhere` that the scope did not expect
    unknown: int = 0
    not_checked: int = 0


def take_of(connection: Connection, take: int) -> Take | None:
    """The stock-take of that id; None where there is none."""
    row = connection.execute(
        "SELECT id, name, programme, place, balance_holder, counted_on, document, closed_on"
        " FROM stock_take WHERE id = ?",
        (take,),
    ).fetchone()
    if row is None:
        return None
    found, name, programme, place, holder, counted_on, document, closed_on = row
    day = PartialDate.parse(counted_on).last
    return Take(found, name, programme, place, holder, day, document, closed_on)


def expected(connection: Connection, take: Take, among: Sequence[int] | None = None) -> Condition:
    """A query for the ids of the cameras that `take` expects, each once.

    `among` narrows it to some cameras, which costs no look at the others.
    """
    here, few = "", list[Value]()
    if among is not None:
        here, few = f" AND {{}} IN ({marks(among)})", list(among)
    kept = (
        "SELECT camera FROM stock_take_line WHERE stock_take = ? AND expected = 1"
        + here.format("camera"),
        [take.id, *few],
    )
    if take.closed:
        return kept
    limits, values = _limits(connection, take)
    return (
        "SELECT event.camera FROM event JOIN camera ON camera.id = event.camera"
        " LEFT JOIN site ON site.id = event.site_after"
        " WHERE event.position IS NOT NULL AND event.from_day <= ? AND event.until_day > ?"
        f" AND event.state IN ({_HELD}){limits}{here.format('event.camera')}"
        # From outside it may have been moved into the scope since.
        " AND NOT EXISTS (SELECT 1 FROM stock_take_line AS line WHERE line.stock_take = ?"
        " AND line.camera = event.camera AND line.expected = 0)"
        f" UNION {kept[0]}",
        [*[take.day.isoformat()] * 2, *values, *few, take.id, *kept[1]],
    )


def not_checked(connection: Connection, take: Take) -> Condition:
    """A query for the ids of the cameras that `take` expects and nobody has entered yet."""
    query, values = expected(connection, take)
    return (
        f"SELECT camera FROM ({query}) EXCEPT SELECT camera FROM stock_take_line"
        " WHERE stock_take = ? AND camera IS NOT NULL",
        [*values, take.id],
    )


def cameras_with(connection: Connection, take: Take, what: str) -> Condition:
    """A query for the ids of its cameras: `expected`, `not_checked`, `outside` or a result."""
    if what == "expected":
        return expected(connection, take)
    if what == "not_checked":
        return not_checked(connection, take)
    outside = " AND expected = 0" if what == "outside" else ""
    return (
        "SELECT camera FROM stock_take_line WHERE stock_take = ? AND camera IS NOT NULL"
        f" AND result = ?{outside}",
        [take.id, "elsewhere" if what == "outside" else what],
    )


def asked_for(connection: Connection, wanted: Sequence[Value]) -> Condition:
    """A condition on `camera.id`; each of `wanted` is an id and a word of `cameras_with`, as in
    `3 missing`."""
    conditions, values = ["0"], list[Value]()
    for one in wanted:
        row, _, what = str(one).partition(" ")
        if (take := take_of(connection, int(row))) is not None:
            query, more = cameras_with(connection, take, what)
            conditions.append(f"camera.id IN ({query})")
            values += more
    return f"({' OR '.join(conditions)})", values


def counts(connection: Connection, take: Take) -> list[Count]:
    """What was counted, one row for each unit, the unit of unknown numbers last."""
    query, values = expected(connection, take)
    wanted: dict[str | None, int] = dict(
        connection.execute(
            f"SELECT camera.unit, count(*) FROM ({query}) AS wanted"
            " JOIN camera ON camera.id = wanted.camera GROUP BY camera.unit",
            values,
        ).fetchall()
    )
    seen: dict[str | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = connection.execute(
        "SELECT camera.unit, line.result, line.expected, count(*) FROM stock_take_line AS line"
        " LEFT JOIN camera ON camera.id = line.camera"
        " WHERE line.stock_take = ? GROUP BY camera.unit, line.result, line.expected",
        (take.id,),
    )
    for unit, result, was_expected, number in rows:
        seen[unit][result] += number
        if was_expected:
            seen[unit]["checked"] += number
        elif result == "elsewhere":
            seen[unit]["outside"] += number
    units = [unit for unit in (*UNITS, None) if unit in wanted or unit in seen]
    return [_count(unit, wanted.get(unit, 0), seen[unit]) for unit in units]


def _count(unit: str | None, wanted: int, seen: dict[str, int]) -> Count:
    return Count(
        unit=unit,
        expected=wanted,
        found=seen["found"],
        missing=seen["missing"],
        elsewhere=seen["elsewhere"],
        outside=seen["outside"],
        unknown=seen["unknown"],
        not_checked=wanted - seen["checked"],
    )


def takes(connection: Connection) -> list[Take]:
    """All stock-takes, the latest first."""
    ids = connection.execute("SELECT id FROM stock_take ORDER BY counted_on DESC, id DESC")
    found = [take_of(connection, row[0]) for row in ids.fetchall()]
    return [take for take in found if take is not None]


def lines(
    connection: Connection, language: str, as_of: date | None = None
) -> Iterator[tuple[Value, ...]]:
    """(take, camera, serial, address, result, found at, note, unit, as typed, programme) of all
    that was entered or marked, take by take in the order of entering."""
    return connection.execute(
        "SELECT stock_take.name, camera.inventory_number, camera.serial_number,"
        " coalesce(site.address, site.name, site.code), line.result,"
        " coalesce(there.address, there.name, there.code), line.note, camera.unit, line.said,"
        f" {name_in('programme', language)}"
        f"{_LINE_JOINS} WHERE stock_take.counted_on <= ? ORDER BY line.stock_take, line.id",
        [_ALWAYS if as_of is None else as_of.isoformat()],
    )


_LINE_JOINS = (
    " FROM stock_take_line AS line JOIN stock_take ON stock_take.id = line.stock_take"
    " LEFT JOIN camera ON camera.id = line.camera LEFT JOIN site ON site.id = camera.site"
    " LEFT JOIN site AS there ON there.id = line.site"
    " LEFT JOIN programme ON programme.id = camera.programme"
)


def to_tick(connection: Connection, take: Take, language: str) -> Iterator[tuple[Value, ...]]:
    """(inventory number, serial number, model, programme, address, "") of the cameras expected,
    by address: the list that a clerk walks with. A camera without both numbers has its row."""
    query, values = expected(connection, take)
    return connection.execute(
        "SELECT coalesce(camera.inventory_number,"
        " CASE WHEN camera.serial_number IS NULL THEN '№ ' || camera.id END),"
        " camera.serial_number,"
        " nullif(trim(coalesce(model.maker, '') || ' ' || coalesce(model.name, '')), ''),"
        f" {name_in('programme', language)}, coalesce(site.address, site.name, site.code), ''"
        f" FROM ({query}) AS wanted JOIN camera ON camera.id = wanted.camera"
        " LEFT JOIN site ON site.id = camera.site LEFT JOIN model ON model.id = camera.model"
        " LEFT JOIN programme ON programme.id = camera.programme"
        " ORDER BY 5 IS NULL, 5, camera.inventory_number IS NULL, camera.inventory_number,"
        " camera.id",
        values,
    )


def _limits(connection: Connection, take: Take) -> Condition:
    condition, values = "", list[Value]()
    for column in ("programme", "balance_holder"):
        if (wanted := getattr(take, column)) is not None:
            condition += f" AND camera.{column} = ?"
            values.append(wanted)
    if take.place is not None:
        inside = places.within(connection, [take.place])
        condition += f" AND site.place IN ({marks(inside)})"
        values += inside
    return condition, values
