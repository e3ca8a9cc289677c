"""Money: what was agreed and what was spent, from contracts down to single cameras and sites.

Which kind of event is what sort of money stands in the lifecycle table (`Kind.money`). An
agreed price is not spent; a sale is income; an event whose sum is not known is counted as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from camdesk.domain.dates import PartialDate
from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import KINDS, Kind
from camdesk.domain.money import Money
from camdesk.store.chosen import NO_FILTERS, chosen
from camdesk.store.connection import Connection
from camdesk.store.contracts import lines
from camdesk.store.deliveries import (
    EVER_INSTALLED,
    EVER_ORDERED,
    EVER_RECEIVED,
    STATING,
    hung_by,
)
from camdesk.store.happened import LEARNT
from camdesk.store.listing import name_in
from camdesk.store.sql import quoted
from camdesk.store.tables import Value

KINDS_OF: Mapping[Money, tuple[str, ...]] = MappingProxyType(
    {money: tuple(k.name for k in KINDS.values() if k.money is money) for money in Money}
)
SPENT = tuple(money for money in Money if money not in (Money.AGREED, Money.INCOME))
COUNTED = (*SPENT, Money.INCOME)


def _former_sum(kind: Kind) -> str | None:
    """The field that held the sum of such an event before `cost` did."""
    return next((f.name for f in kind.fields if f.former and f.kind is FieldKind.MONEY), None)


_COUNTED_KINDS = [kind for money in COUNTED for kind in KINDS_OF[money]]
_FORMER = " ".join(
    f"WHEN '{kind}' THEN json_extract(event.details, '$.{former}')"
    for kind in _COUNTED_KINDS
    if (former := _former_sum(KINDS[kind])) is not None
)
# A cost belongs to the site where the camera hung at the time, or had hung before; what was paid
# before it first hung, to the site where it then did.
_SITE = (
    "CASE WHEN EXISTS (SELECT 1 FROM event AS before WHERE before.camera = event.camera"
    f" AND before.position <= event.position AND {hung_by('before')}) THEN event.site_after"
    " ELSE (SELECT later.site_after FROM event AS later WHERE later.camera = event.camera"
    f" AND later.position > event.position AND {hung_by('later')}"
    " ORDER BY later.position LIMIT 1) END"
)
# What was entered as it is was bought before; nothing is known of when. An opening rarely says
# what the camera cost: that is a gap, not a bill without a sum.
_SUM = f"coalesce(event.cost, CASE event.kind {_FORMER} END)"
_PAID = (
    f"(SELECT event.camera, event.kind, {_SUM} AS cost,"
    f" CASE WHEN event.kind NOT IN ({quoted(STATING)}) THEN event.occurred_on END AS paid_on"
    "{more}"
    f" FROM {LEARNT} AS event WHERE event.position IS NOT NULL"
    f" AND event.kind IN ({quoted(_COUNTED_KINDS)})"
    f" AND (event.kind NOT IN ({quoted(STATING)}) OR event.cost IS NOT NULL){{only}})"
    " AS paid"
)


def _paid(more: str = "", only: str = "") -> str:
    """A table of the events that cost or brought something: their cameras, kinds and sums."""
    return _PAID.format(more=more, only=only)


# One column for each sort of money, and how many events have no known sum.
_SUMS = ", ".join(
    f"sum(CASE WHEN paid.kind IN ({quoted(KINDS_OF[money])}) THEN paid.cost END)"
    for money in COUNTED
)
_UNKNOWN = "sum(CASE WHEN paid.cost IS NULL THEN 1 ELSE 0 END)"


@dataclass(frozen=True, slots=True)
class Costs:
    """Sums in tiyn by sort of money; `unknown` events have no known sum."""

    sums: Mapping[Money, int]
    unknown: int = 0

    @property
    def spent(self) -> int | None:
        """All that is known to have been spent; None where nothing is known."""
        known = [self.sums[money] for money in SPENT if money in self.sums]
        return sum(known) if known else None

    def __add__(self, other: Costs) -> Costs:
        sums = dict(self.sums)
        for money, amount in other.sums.items():
            sums[money] = sums.get(money, 0) + amount
        return Costs(sums, self.unknown + other.unknown)


NOTHING = Costs(MappingProxyType({}))


def _costs(row: tuple[Value, ...]) -> Costs:
    *sums, unknown = row
    known = {m: int(s) for m, s in zip(COUNTED, sums, strict=True) if s is not None}
    return Costs(known, int(unknown or 0))


def cost_of_camera(connection: Connection, camera: int) -> Costs:
    """What a camera has cost to date."""
    return _cost(connection, _paid(only=" AND event.camera = ?"), "", camera)


def cost_of_contract(connection: Connection, contract: int) -> Costs:
    """What the cameras of a contract have cost to date."""
    of_contract = (
        " AND event.camera IN (SELECT camera.id FROM camera JOIN contract_line"
        " ON contract_line.id = camera.contract_line WHERE contract_line.contract = ?)"
    )
    return _cost(connection, _paid(only=of_contract), "", contract)


def cost_of_site(connection: Connection, site: int) -> Costs:
    """What the cameras of a site have cost while it was theirs."""
    hung = " AND event.camera IN (SELECT hung.camera FROM event AS hung WHERE hung.site = ?)"
    return _cost(
        connection, _paid(more=f", {_SITE} AS site", only=hung), " WHERE paid.site = ?", site, site
    )


def _cost(connection: Connection, paid: str, where: str, *values: int) -> Costs:
    row = connection.execute(f"SELECT {_SUMS}, {_UNKNOWN} FROM {paid}{where}", values).fetchone()
    return _costs(row)


def by_camera(connection: Connection) -> Iterator[tuple[Value, ...]]:
    """(inventory number, serial number, unit, state, contract, sums..., spent, unknown)."""
    rows = connection.execute(
        "SELECT camera.inventory_number, camera.serial_number, camera.unit, camera.state,"
        f" contract.number, costs.* FROM camera LEFT JOIN"
        f" (SELECT paid.camera AS of_camera, {_SUMS}, {_UNKNOWN} FROM {_paid()}"
        " GROUP BY paid.camera) AS costs ON costs.of_camera = camera.id"
        " LEFT JOIN contract_line ON contract_line.id = camera.contract_line"
        " LEFT JOIN contract ON contract.id = contract_line.contract ORDER BY camera.id"
    )
    for *about, _, purchase, installed, repaired, taken, gone, income, unknown in rows:
        sums = (purchase, installed, repaired, taken, gone)
        yield (*about, *sums, income, _sum_of(sums), unknown or 0)


def by_site(connection: Connection, language: str) -> Iterator[tuple[Value, ...]]:
    """(code, address, place, cameras, systems, sums..., income, spent, unknown) of sites with any
    cost; what belongs to no site stands last."""
    counts = ", ".join(
        f"count(DISTINCT CASE WHEN camera.unit = '{unit}' THEN paid.camera END)"
        for unit in ("camera", "system")
    )
    rows = connection.execute(
        f"SELECT site.code, coalesce(site.address, site.name), {name_in('place', language)},"
        f" costs.* FROM (SELECT paid.site AS at, {counts}, {_SUMS}, {_UNKNOWN}"
        f" FROM {_paid(more=f', {_SITE} AS site')} JOIN camera ON camera.id = paid.camera"
        " GROUP BY paid.site) AS costs LEFT JOIN site ON site.id = costs.at"
        " LEFT JOIN place ON place.id = site.place ORDER BY site.id IS NULL, site.id"
    )
    for (
        *about,
        _,
        cameras,
        systems,
        purchase,
        installed,
        repaired,
        taken,
        gone,
        income,
        rest,
    ) in rows:
        sums = (purchase, installed, repaired, taken, gone)
        yield (*about, cameras, systems, *sums, income, _sum_of(sums), rest)


def by_programme(connection: Connection, language: str) -> Iterator[tuple[Value, ...]]:
    """(programme, unit, cameras, sums..., income, spent, unknown) of cameras with any cost."""
    return _grouped(
        connection,
        name_in("programme", language),
        "camera.programme",
        "LEFT JOIN programme ON programme.id = counted.line",
    )


def by_payer(connection: Connection, _language: str) -> Iterator[tuple[Value, ...]]:
    """(payer, unit, cameras, sums..., income, spent, unknown): whose budget bought the camera."""
    return _grouped(
        connection,
        "payer.name",
        "(SELECT coalesce(said.merged_into, said.id) FROM contract_line"
        " JOIN contract ON contract.id = contract_line.contract"
        " JOIN organisation AS said ON said.id = contract.payer"
        " WHERE contract_line.id = camera.contract_line)",
        "LEFT JOIN organisation AS payer ON payer.id = counted.line",
    )


def _grouped(
    connection: Connection, name: str, line: str, join: str
) -> Iterator[tuple[Value, ...]]:
    rows = connection.execute(
        f"SELECT {name}, counted.* FROM (SELECT {line} AS line, camera.unit,"
        f" count(DISTINCT paid.camera), {_SUMS}, {_UNKNOWN}"
        f" FROM {_paid()} JOIN camera ON camera.id = paid.camera"
        f" GROUP BY line, camera.unit) AS counted {join}"
        " ORDER BY counted.line IS NULL, 1, counted.line, counted.unit"
    )
    for named, _, unit, cameras, purchase, installed, repaired, taken, gone, income, rest in rows:
        sums = (purchase, installed, repaired, taken, gone)
        yield (named, unit, cameras, *sums, income, _sum_of(sums), rest)


def by_year(connection: Connection) -> list[tuple[Value, ...]]:
    """(year, sort of money, unit, payer, events, sum, unknown); an unknown year stands last."""
    kinds = {kind: money for money in COUNTED for kind in KINDS_OF[money]}
    rows = connection.execute(
        "SELECT paid.paid_on, paid.kind, camera.unit, payer.name, count(*),"
        " count(paid.cost), sum(paid.cost)"
        f" FROM {_paid()} JOIN camera ON camera.id = paid.camera"
        " LEFT JOIN contract_line ON contract_line.id = camera.contract_line"
        " LEFT JOIN contract ON contract.id = contract_line.contract"
        " LEFT JOIN organisation AS payer ON payer.id = contract.payer"
        " GROUP BY paid.paid_on, paid.kind, camera.unit, payer.name"
    )
    counted: dict[tuple[int | None, str, str, str | None], list[int]] = defaultdict(
        lambda: [0, 0, 0]
    )
    for occurred_on, kind, unit, payer, events, known, amount in rows:
        key = (_year(occurred_on), kinds[kind].value, unit, payer)
        for place, number in enumerate((events, amount or 0, events - known)):
            counted[key][place] += number
    order = [money.value for money in COUNTED]
    return sorted(
        (
            (year, money, unit, payer, events, amount if events > unknown else None, unknown)
            for (year, money, unit, payer), (events, amount, unknown) in counted.items()
        ),
        key=lambda row: (
            row[0] is None, row[0] or 0, order.index(str(row[1])), row[2], row[3] or "",
        ),
    )  # fmt: skip


def _year(occurred_on: str | None) -> int | None:
    if occurred_on is None:
        return None
    when = PartialDate.parse(occurred_on)
    return when.first.year if when.first.year == when.last.year else None


def _sum_of(sums: tuple[Value, ...]) -> int | None:
    known = [int(one) for one in sums if one is not None]
    return sum(known) if known else None


def by_contract(connection: Connection, language: str) -> list[tuple[Value, ...]]:
    """One row for each contract and unit, then one for each unit without a contract.

    (contract, programme, customer, payer, ordered, received, installed, amount, spent, unit,
    quantity, short, over, sums..., income, unknown). Of chosen cameras: the contracts under which
    they were bought, and nothing of what was agreed for the contract as a whole.
    """
    costs = _by_contract(connection)
    among = chosen(connection) != NO_FILTERS
    there = _contracts_of_cameras(connection) if among else frozenset()
    parties = {
        row[0]: row[1:]
        for row in connection.execute(
            f"SELECT contract.id, contract.number, {name_in('programme', language)},"
            " customer.name, payer.name, contract.amount FROM contract"
            " LEFT JOIN programme ON programme.id = contract.programme"
            " LEFT JOIN organisation AS customer ON customer.id = contract.customer"
            " LEFT JOIN organisation AS payer ON payer.id = contract.payer"
        )
    }
    by_unit: dict[tuple[int, str], list[list[int | None]]] = defaultdict(list)
    for line in lines(connection):
        by_unit[line.contract, line.unit].append(
            [line.ordered, line.received, line.installed, line.amount,
             line.quantity, line.short, line.over]
        )  # fmt: skip
    units = defaultdict(set)
    for contract, unit in (*by_unit, *costs):
        units[contract].add(unit)
    rows: list[tuple[Value, ...]] = []
    for contract, (number, programme, customer, payer, amount) in sorted(parties.items()):
        if among and contract not in there:
            continue
        for unit in sorted(units.get(contract) or {"camera"}):
            of_lines = by_unit.get((contract, unit), [])
            totals = [_total(column) for column in zip(*of_lines, strict=True)] or [0] * 7
            ordered, received, installed, line_sum, quantity, short, over = totals
            # The contract's sum is one; units are never added up, nor is it shown twice.
            whole = amount if len(units.get(contract, ())) < 2 else line_sum
            if among:  # what was agreed is not said camera by camera
                whole = quantity = short = over = None
            said = costs.get((contract, unit), NOTHING)
            rows.append(
                (number, programme, customer, payer, ordered, received, installed, whole,
                 said.spent, unit, quantity, short, over, *_sums(said), said.unknown)
            )  # fmt: skip
    for unit in sorted(unit for contract, unit in costs if contract is None):
        said = costs[None, unit]
        rows.append(
            (None, None, None, None, *_without_contract(connection, unit), None, said.spent, unit,
             None, None, None, *_sums(said), said.unknown)
        )  # fmt: skip
    return rows


def _contracts_of_cameras(connection: Connection) -> frozenset[int]:
    rows = connection.execute(
        "SELECT DISTINCT contract_line.contract FROM contract_line WHERE contract_line.id IN"
        " (SELECT camera.contract_line FROM camera)"
    )
    return frozenset(row[0] for row in rows)


def _total(column: tuple[int | None, ...]) -> int | None:
    return None if None in column else sum(number or 0 for number in column)


def _sums(said: Costs) -> list[int | None]:
    return [said.sums.get(money) for money in COUNTED]


def _without_contract(connection: Connection, unit: str) -> tuple[int, int, int]:
    """How many cameras that cost something, and have no contract, were ordered, received and
    installed."""
    row: tuple[int, int, int] = connection.execute(
        f"SELECT coalesce(sum({EVER_ORDERED}), 0), coalesce(sum({EVER_RECEIVED}), 0),"
        f" coalesce(sum({EVER_INSTALLED}), 0) FROM camera WHERE camera.contract_line IS NULL"
        f" AND camera.unit = ? AND camera.id IN (SELECT paid.camera FROM {_paid()})",
        (unit,),
    ).fetchone()
    return row


def _by_contract(connection: Connection) -> dict[tuple[int | None, str], Costs]:
    rows = connection.execute(
        f"SELECT contract_line.contract, camera.unit, {_SUMS}, {_UNKNOWN}"
        f" FROM {_paid()} JOIN camera ON camera.id = paid.camera"
        " LEFT JOIN contract_line ON contract_line.id = camera.contract_line"
        " GROUP BY contract_line.contract, camera.unit"
    )
    return {(contract, unit): _costs(tuple(row)) for contract, unit, *row in rows}
