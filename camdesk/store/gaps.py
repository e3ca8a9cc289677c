"""What the register does not know of its cameras, as conditions that count and that list them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from camdesk.domain.lifecycle import HELD, KINDS, ON_SITE, State
from camdesk.domain.money import Money
from camdesk.store.happened import HAPPENED
from camdesk.store.listing import Condition, name_in
from camdesk.store.sql import quoted
from camdesk.store.tables import Value


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that may be unknown; `condition` holds for the cameras of which it is.

    `table` and `columns` say what fills it: facts of the camera or of its site, or what is
    learnt of one of its events (`supplement`). No columns: only a step in its life fills it.
    """

    name: str  # of domain.gaps.GAPS
    condition: str
    table: str = "camera"
    columns: tuple[str, ...] = ()


# The kinds of event that say what a camera was bought for, and those that call for a paper.
PURCHASES = tuple(kind.name for kind in KINDS.values() if kind.money is Money.PURCHASE)
PAPERS = tuple(kind.name for kind in KINDS.values() if kind.paper is not None)
_LIVE = "camera.live = 1 AND"
_ON_SITE = f"camera.state IN ({quoted(ON_SITE)}) AND"
_OWN_EVENTS = (
    f"SELECT 1 FROM {HAPPENED} AS event WHERE event.camera = camera.id"
    " AND event.position IS NOT NULL"
)

_TABLE = (
    Gap(
        "inventory_number",
        f"{_LIVE} camera.inventory_number IS NULL",
        columns=("inventory_number",),
    ),
    Gap(
        "serial_number",
        f"{_LIVE} camera.serial_number IS NULL",
        columns=("serial_number",),
    ),
    Gap("model", f"{_LIVE} camera.model IS NULL", columns=("model",)),
    Gap(
        "balance_holder",
        f"{_LIVE} camera.balance_holder IS NULL",
        columns=("balance_holder",),
    ),
    Gap(
        "installed_on",
        f"{_ON_SITE} camera.installed_on IS NULL",
        "supplement",
        ("installed_on",),
    ),
    Gap(
        "date",
        f"EXISTS ({_OWN_EVENTS} AND event.occurred_on IS NULL)",
        "supplement",
        ("occurred_on",),
    ),
    Gap(
        "cost",
        f"camera.state IN ({quoted(HELD)}) AND NOT EXISTS ({_OWN_EVENTS}"
        f" AND event.kind IN ({quoted(PURCHASES)}) AND event.cost IS NOT NULL)",
        "supplement",
        ("cost",),
    ),
    Gap(
        "coordinates",
        f"{_ON_SITE} NOT EXISTS (SELECT 1 FROM site WHERE site.id = camera.site"
        " AND site.latitude IS NOT NULL AND site.longitude IS NOT NULL)",
        "site",
        ("latitude", "longitude"),
    ),
    Gap(
        "paper",
        f"EXISTS ({_OWN_EVENTS} AND event.kind IN ({quoted(PAPERS)}) AND event.document IS NULL)",
        "supplement",
        ("document",),
    ),
    Gap("fate", f"camera.state = '{State.WRITTEN_OFF}'"),
)

GAPS = MappingProxyType({gap.name: gap for gap in _TABLE})


def with_gap(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    """The rule "the register does not know one of these": names of gaps."""
    conditions = [f"({GAPS[str(name)].condition})" for name in wanted if str(name) in GAPS]
    return f"({' OR '.join(conditions or ['0'])})", []


def of_programme(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    """The rule "of this programme and unit", said as `programme/unit`; `/unit` without one."""
    programme, _, unit = str(wanted[0]).partition("/")
    if not programme:
        return "(camera.programme IS NULL AND camera.unit = ?)", [unit]
    return "(camera.programme = ? AND camera.unit = ?)", [int(programme), unit]


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many cameras of a programme have a gap."""

    programme: int | None
    programme_name: str | None
    unit: str
    gap: str
    count: int
    of: int  # how many cameras of the programme there are in all


def counts(connection: sqlite3.Connection, language: str) -> list[GapCount]:
    """Every gap by programme and unit, programmes in the order of their names, unknown last."""
    sums = ", ".join(f"sum(CASE WHEN {gap.condition} THEN 1 ELSE 0 END)" for gap in _TABLE)
    rows = connection.execute(
        f"SELECT counted.*, {name_in('programme', language)} FROM"
        f" (SELECT camera.programme AS of_programme, camera.unit, count(*), {sums} FROM camera"
        " GROUP BY camera.programme, camera.unit) AS counted"
        " LEFT JOIN programme ON programme.id = counted.of_programme"
    )
    found = [
        GapCount(programme, name, unit, gap.name, count, total)
        for programme, unit, total, *numbers, name in rows
        for gap, count in zip(_TABLE, numbers, strict=True)
        if count
    ]
    order = list(GAPS)
    return sorted(
        found,
        key=lambda one: (
            one.programme_name is None,
            (one.programme_name or "").casefold(),
            one.unit,
            order.index(one.gap),
        ),
    )
