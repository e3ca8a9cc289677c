"""What cameras, sites and contracts cost, event by event: the known sums, and how many are unknown.

The lifecycle table says what the sum of an event was for. A price that was only agreed is not
spent, and an event without a sum is counted, never taken for zero.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import HAD, KINDS, Kind, Money
from camdesk.store.deliveries import (
    EVER_INSTALLED,
    EVER_ORDERED,
    EVER_RECEIVED,
    STATING,
    installed_by,
)
from camdesk.store.happened import LEARNT
from camdesk.store.listing import name_in
from camdesk.store.tables import Value

SPENDING = tuple(money for money in Money if money not in (Money.AGREED, Money.INCOME))
_PAID = {kind.name: kind.money for kind in KINDS.values() if kind.money is not None}
_KINDS = ", ".join(f"'{name}'" for name in _PAID)
_MONEY = " ".join(f"WHEN '{name}' THEN '{money.value}'" for name, money in _PAID.items())
_SPENDING = ", ".join(f"'{money.value}'" for money in SPENDING)
_HAD = ", ".join(f"'{state.value}'" for state in sorted(HAD))


def _former_sum(kind: Kind) -> str | None:
    """The field that held the sum of such an event before `cost` did."""
    return next((f.name for f in kind.fields if f.former and f.kind is FieldKind.MONEY), None)


_FORMER = " ".join(
    f"WHEN '{name}' THEN json_extract(event.details, '$.{former}')"
    for name in _PAID
    if (former := _former_sum(KINDS[name])) is not None
)
# Where a camera was entered as it is before it came, nothing was paid for it yet.
_COUNTS = (
    f"event.position IS NOT NULL AND event.kind IN ({_KINDS})"
    f" AND (event.kind NOT IN ({STATING}) OR event.state IN ({_HAD}))"
)
# A cost belongs to the site where the camera hung at the time, or had hung before; what was paid
# before it first hung, to the site where it then did.
_SITE = (
    "CASE WHEN EXISTS (SELECT 1 FROM event AS before WHERE before.camera = event.camera"
    f" AND before.position <= event.position AND {installed_by('before')}) THEN event.site_after"
    " ELSE (SELECT later.site_after FROM event AS later WHERE later.camera = event.camera"
    f" AND later.position > event.position AND {installed_by('later')}"
    " ORDER BY later.position LIMIT 1) END"
)
# One row for each event that costs or brings money; `of_camera` narrows it.
_COSTS = (
    f"SELECT event.camera, CASE event.kind {_MONEY} END AS money,"
    f" coalesce(event.cost, CASE event.kind {_FORMER} END) AS sum, event.occurred_on{{more}}"
    f" FROM {LEARNT} AS event WHERE {_COUNTS}{{only}}"
)
_SPENT = f"sum(costs.sum) FILTER (WHERE costs.money IN ({_SPENDING}))"
_EVENTS = f"count(*) FILTER (WHERE costs.money IN ({_SPENDING}))"
_INCOME = f"sum(costs.sum) FILTER (WHERE costs.money = '{Money.INCOME.value}')"
_UNKNOWN = f"count(*) FILTER (WHERE costs.sum IS NULL AND costs.money <> '{Money.AGREED.value}')"
# How columns of reports are called; agreed prices are in none of them.
COLUMNS = MappingProxyType(
    {
        "purchase": Money.PURCHASE,
        "installation": Money.INSTALLATION,
        "repairs": Money.REPAIR,
        "dismantling": Money.DISMANTLING,
        "disposal": Money.DISPOSAL,
        "income": Money.INCOME,
    }
)
_BY_COLUMN = ", ".join(
    f"sum(costs.sum) FILTER (WHERE costs.money = '{money.value}') AS {name}"
    for name, money in COLUMNS.items()
)
_SUMS = f"{_BY_COLUMN}, {_SPENT} AS cost, {_UNKNOWN} AS unknown"


@dataclass(frozen=True, slots=True)
class Costs:
    """Events of one kind of money: how many, their known sums together, how many have none."""

    count: int
    known: int | None  # tiyn; None: not one sum is known
    unknown: int


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of the money of a camera or a site."""

    by_kind: Mapping[Money, Costs]  # in the order of the lifecycle's kinds of money

    @property
    def spent(self) -> int | None:
        """The known sums of all kinds of spending, in tiyn; None where not one is known."""
        known = [self.by_kind[money].known for money in SPENDING if money in self.by_kind]
        return sum(filter(None, known)) if any(sum_ is not None for sum_ in known) else None

    @property
    def unknown(self) -> int:
        """How many events that cost or brought money have no known sum."""
        return sum(
            costs.unknown for money, costs in self.by_kind.items() if money is not Money.AGREED
        )


def cost_of_camera(connection: sqlite3.Connection, camera: int) -> Account:
    """What the camera cost to date."""
    return _account(connection, _COSTS.format(more="", only=" AND event.camera = ?"), [camera])


def cost_of_contract(connection: Connection, contract: int) -> Costs:
    """What the cameras of a contract have cost to date."""
    row = connection.execute(
        f"SELECT {_SUMS}, {_UNKNOWN} FROM {HAPPENED} AS event{_WHERE} AND event.camera IN"
        " (SELECT camera.id FROM camera JOIN contract_line"
        " ON contract_line.id = camera.contract_line WHERE contract_line.contract = ?)",
        (contract,),
    ).fetchone()
    return _costs(row)


def cost_of_site(connection: sqlite3.Connection, site: int) -> Account:
    """What all cameras that hung at the site cost while it was theirs."""
    costs = _COSTS.format(
        more=f", {_SITE} AS site",
        only=" AND event.camera IN (SELECT hung.camera FROM event AS hung WHERE hung.site = ?)",
    )
    return _account(connection, f"SELECT * FROM ({costs}) WHERE site = ?", [site, site])


def _account(connection: sqlite3.Connection, costs: str, values: Sequence[Value]) -> Account:
    rows = connection.execute(
        f"SELECT costs.money, count(*), sum(costs.sum), count(*) - count(costs.sum)"
        f" FROM ({costs}) AS costs GROUP BY costs.money",
        values,
    )
    found = {money: Costs(*counts) for money, *counts in rows}
    return Account({money: found[money.value] for money in Money if money.value in found})


def by_contract(
    connection: sqlite3.Connection, language: str, as_of: date | None = None
) -> Iterator[tuple[Value, ...]]:
    """(contract, programme, customer, payer, ordered, received, installed, amount, spent, unit,
    supplier, income, unknown) by contract and unit, then what has no contract by programme.

    A contract over both units has two rows; its amount stands in the first.
    """
    costs = _COSTS.format(more="", only="")
    counted = (
        f"sum({EVER_ORDERED}) AS ordered, sum({EVER_RECEIVED}) AS received,"
        f" sum({EVER_INSTALLED}) AS installed,"
        " CASE WHEN sum(coalesce(money.events, 0)) = 0 THEN 0 ELSE sum(money.spent) END AS spent,"
        " sum(money.income) AS income, sum(coalesce(money.unknown, 0)) AS unknown"
    )
    money = (
        f"(SELECT costs.camera, {_SPENT} AS spent, {_EVENTS} AS events, {_INCOME} AS income,"
        f" {_UNKNOWN} AS unknown FROM ({costs}) AS costs GROUP BY costs.camera) AS money"
        " ON money.camera = camera.id"
    )
    programme = name_in("programme", language)
    signed = " WHERE contract.signed_on IS NULL OR contract.signed_on <= ?" if as_of else ""
    yield from connection.execute(
        "WITH counted AS (SELECT line.contract, camera.unit, "
        f"{counted} FROM camera JOIN contract_line AS line ON line.id = camera.contract_line"
        f" LEFT JOIN {money} GROUP BY line.contract, camera.unit),"
        # What was agreed counts too where no camera of that unit was ordered yet.
        " units AS (SELECT contract, unit FROM counted UNION SELECT contract, unit"
        " FROM contract_line)"
        f" SELECT contract.number, {programme}, customer.name, payer.name,"
        " coalesce(counted.ordered, 0), coalesce(counted.received, 0),"
        " coalesce(counted.installed, 0),"
        " CASE WHEN row_number() OVER (PARTITION BY contract.id ORDER BY units.unit) = 1"
        " THEN contract.amount END,"
        " CASE WHEN counted.contract IS NULL THEN 0 ELSE counted.spent END, units.unit,"
        " supplier.name, counted.income, coalesce(counted.unknown, 0) FROM contract"
        " LEFT JOIN units ON units.contract = contract.id"
        " LEFT JOIN counted ON counted.contract = contract.id AND counted.unit = units.unit"
        f" {_NAMES}{signed} ORDER BY contract.signed_on, contract.id, units.unit",
        [as_of.isoformat()] if as_of else [],
    )
    yield from connection.execute(
        f"SELECT NULL, {programme}, NULL, NULL, ordered, received, installed, NULL, spent, unit,"
        " NULL, income, unknown FROM"
        f" (SELECT camera.programme, camera.unit, {counted} FROM camera JOIN {money}"
        " WHERE camera.contract_line IS NULL GROUP BY camera.programme, camera.unit) AS counted"
        " LEFT JOIN programme ON programme.id = counted.programme ORDER BY 2, unit"
    )


_NAMES = (
    "LEFT JOIN programme ON programme.id = contract.programme"
    " LEFT JOIN organisation AS customer ON customer.id = contract.customer"
    " LEFT JOIN organisation AS payer ON payer.id = contract.payer"
    " LEFT JOIN organisation AS supplier ON supplier.id = contract.supplier"
)


def by_camera(
    connection: sqlite3.Connection, columns: Sequence[str], language: str
) -> Iterator[tuple[Value, ...]]:
    """Every camera with what it cost to date; a stream of the chosen columns."""
    values = {
        "camera": "coalesce(camera.inventory_number, camera.serial_number, '№ ' || camera.id)",
        "unit": "camera.unit",
        "state": "camera.state",
        "programme": name_in("programme", language),
        "contract": "contract.number",
        "unknown": "coalesce(money.unknown, 0)",
    }
    chosen = ", ".join(values.get(name, f"money.{name}") for name in columns)
    costs = _COSTS.format(more="", only="")
    return connection.execute(
        f"SELECT {chosen} FROM camera LEFT JOIN (SELECT costs.camera, {_SUMS}"
        f" FROM ({costs}) AS costs GROUP BY costs.camera) AS money ON money.camera = camera.id"
        " LEFT JOIN programme ON programme.id = camera.programme"
        " LEFT JOIN contract_line ON contract_line.id = camera.contract_line"
        " LEFT JOIN contract ON contract.id = contract_line.contract ORDER BY camera.id"
    )


def by_site(
    connection: sqlite3.Connection, columns: Sequence[str], language: str
) -> Iterator[tuple[Value, ...]]:
    """Every site with what its cameras cost there, then what belongs to no site."""
    values = {
        "site": "coalesce(site.code, site.name, CASE WHEN site.address IS NULL"
        " THEN '№ ' || site.id END)",
        "address": "site.address",
        "place": name_in("place", language),
    }
    chosen = ", ".join(values.get(name, f"money.{name}") for name in columns)
    costs = _COSTS.format(more=f", {_SITE} AS site", only="")
    return connection.execute(
        f"SELECT {chosen} FROM (SELECT costs.site, {_SUMS} FROM ({costs}) AS costs"
        f" WHERE costs.money <> '{Money.AGREED.value}' GROUP BY costs.site) AS money"
        " LEFT JOIN site ON site.id = money.site LEFT JOIN place ON place.id = site.place"
        " ORDER BY money.site IS NULL, money.site"
    )


def by_year(connection: sqlite3.Connection) -> Iterator[tuple[Value, ...]]:
    """(year, kind of money, unit, count, known sum, unknown); without a year: its date is unknown
    or not within one year."""
    costs = _COSTS.format(more=f", {_YEAR} AS year", only="")
    order = " ".join(f"WHEN '{money.value}' THEN {rank}" for rank, money in enumerate(Money))
    return connection.execute(
        "SELECT costs.year, costs.money, camera.unit, count(*), sum(costs.sum),"
        f" count(*) - count(costs.sum) FROM ({costs}) AS costs"
        " JOIN camera ON camera.id = costs.camera GROUP BY costs.year, costs.money, camera.unit"
        f" ORDER BY costs.year IS NULL, costs.year, CASE costs.money {order} END, camera.unit"
    )


# EDTF writes both ends of an interval alike, so the second year stands behind the middle.
_YEAR = (
    "CASE WHEN event.occurred_on LIKE '%/%' AND substr(event.occurred_on, 1, 4) <>"
    " substr(event.occurred_on, (length(event.occurred_on) + 1) / 2 + 1, 4) THEN NULL"
    " ELSE CAST(substr(event.occurred_on, 1, 4) AS INTEGER) END"
)
