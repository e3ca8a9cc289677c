"""Contracts and their lines: what was ordered, received and installed of each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.own_fields import OwnField
from camdesk.store import books, own_fields, search
from camdesk.store.cards import Reference
from camdesk.store.deliveries import (
    AWAITED,
    EVER_INSTALLED,
    EVER_ORDERED,
    EVER_RECEIVED,
    received_by,
)
from camdesk.store.listing import Column, Condition, Filter, Listing, by_name, name_in, one_of
from camdesk.store.picture import marks
from camdesk.store.tables import Value

_PARTIES = ("customer", "payer", "supplier")
_JOINS = MappingProxyType(
    {
        "programme": "LEFT JOIN programme ON programme.id = contract.programme",
        **{
            party: f"LEFT JOIN organisation AS {party} ON {party}.id = contract.{party}"
            for party in _PARTIES
        },
    }
)


# Systems and cameras are never added up: a contract over both has its counts in its lines.
_UNIT = (
    "(SELECT CASE WHEN min(line.unit) = max(line.unit) THEN min(line.unit) END"
    " FROM contract_line AS line WHERE line.contract = contract.id)"
)


def _of_one_unit(counted: str) -> str:
    return f"CASE WHEN {_UNIT} IS NOT NULL THEN ({counted}) END"


def _counted(condition: str) -> str:
    return _of_one_unit(
        "SELECT count(*) FROM contract_line AS line JOIN camera ON camera.contract_line = line.id"
        f" WHERE line.contract = contract.id AND {condition}"
    )


@lru_cache(maxsize=8)
def listing(language: str, own: tuple[OwnField, ...] = ()) -> Listing:
    """The list of contracts, with names in `language` and the `own` fields that they have."""
    programme = name_in("programme", language)
    return Listing(
        table="contract",
        columns=by_name(
            (
                Column("number", N_("Contract no."), "contract.number"),
                Column("title", N_("What is bought"), "contract.title"),
                Column("programme", N_("Programme"), programme, joins=("programme",)),
                Column("customer", N_("Customer"), "customer.name", joins=("customer",)),
                Column("payer", N_("Payer"), "payer.name", joins=("payer",)),
                Column("supplier", N_("Supplier"), "supplier.name", joins=("supplier",)),
                Column("signed_on", N_("Signed on"), "contract.signed_on", "date"),
                Column("due_on", N_("Delivery due"), "contract.due_on", "date"),
                Column("amount", N_("Sum with VAT"), "contract.amount", "money"),
                Column("quantity", N_("Quantity"), _QUANTITY, "number"),
                Column("ordered", N_("Number ordered"), _counted(EVER_ORDERED), "number"),
                Column("received", N_("Number received"), _counted(EVER_RECEIVED), "number"),
                Column("installed", N_("Number installed"), _counted(EVER_INSTALLED), "number"),
                Column("unit", N_("Unit"), _UNIT, "unit"),
                Column("announcement", N_("Announcement no."), "contract.announcement"),
                Column("lot", N_("Lot no."), "contract.lot"),
                Column("budget_code", N_("Budget code"), "contract.budget_code"),
                Column("note", N_("Note"), "contract.note"),
                *own_fields.columns(own),
                Column("id", N_("Row no."), "contract.id", "number"),
            )
        ),
        joins=_JOINS,
        filters=MappingProxyType({**_filters(programme), **own_fields.filters(own)}),
        search=_search,
        default_sort="id",
        default_descending=True,
    )


_QUANTITY = _of_one_unit(
    "SELECT sum(line.quantity) FROM contract_line AS line WHERE line.contract = contract.id"
)


def _filters(programme: str) -> MappingProxyType[str, Filter]:
    counted = "SELECT {value}, {text}, count(*) FROM contract {join} GROUP BY 1 ORDER BY 3 DESC"
    labels = {"customer": N_("Customer"), "payer": N_("Payer"), "supplier": N_("Supplier")}
    made = [
        Filter(
            "programme",
            N_("Programme"),
            one_of("contract.programme"),
            counted.format(value="contract.programme", text=programme, join=_JOINS["programme"]),
        ),
        *(
            Filter(
                party,
                labels[party],
                one_of(f"contract.{party}"),
                counted.format(value=f"contract.{party}", text=f"{party}.name", join=_JOINS[party]),
            )
            for party in _PARTIES
        ),
        Filter(
            "year",
            N_("Year"),
            one_of("substr(contract.signed_on, 1, 4)"),
            counted.format(value="substr(contract.signed_on, 1, 4)", text="NULL", join=""),
            "year",
        ),
    ]
    return MappingProxyType({one.name: one for one in made})


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    """The term stands in a contract's own words, in its programme or in a party's name."""
    rows = connection.execute(
        "SELECT contract.id, contract.number, contract.title, contract.announcement, contract.lot,"
        " contract.budget_code, contract.note, programme.name_ru, programme.name_kk,"
        " customer.name, payer.name, supplier.name, supplier.bin,"
        " (SELECT group_concat(own.value, char(10)) FROM own_value AS own"
        " WHERE own.contract = contract.id)"
        f" FROM contract {' '.join(_JOINS.values())}"
    )
    found: list[Value] = [row[0] for row in rows if term in search.search_text(row[1:])]
    return f"contract.id IN ({marks(found)})", found


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a contract and how far its delivery has come."""

    id: int
    contract: int
    number: str  # of the contract
    position: int | None
    model: int | None
    name: str | None  # of the model, or what the line says
    unit: str
    quantity: int
    unit_price: int | None  # tiyn
    ordered: int
    received: int
    installed: int
    awaited: int  # ordered, and not come yet

    @property
    def short(self) -> int:
        """How many are still to come."""
        return max(0, self.quantity - self.received)

    @property
    def over(self) -> int:
        """How many came beyond the line."""
        return max(0, self.received - self.quantity)

    @property
    def to_order(self) -> int:
        """How many can still be ordered; what came without an order needs none."""
        return max(0, self.quantity - max(self.ordered, self.received + self.awaited))

    @property
    def amount(self) -> int | None:
        """The sum of the line in tiyn, where its price is known."""
        return None if self.unit_price is None else self.unit_price * self.quantity


def lines(connection: sqlite3.Connection, contract: int | None = None) -> list[Line]:
    """The lines of a contract (None: of all), in their order, with what came of each."""
    if contract is None:
        return _lines(connection, "", [])
    return _lines(connection, " WHERE contract_line.contract = ?", [contract])


def line(connection: sqlite3.Connection, row: int) -> Line | None:
    """One line of a contract; None where it is not in the register."""
    found = _lines(connection, " WHERE contract_line.id = ?", [row])
    return found[0] if found else None


def _lines(connection: sqlite3.Connection, where: str, values: list[Value]) -> list[Line]:
    rows = connection.execute(
        "SELECT contract_line.id, contract_line.contract, contract.number, contract_line.position,"
        " contract_line.model,"
        " coalesce(nullif(trim(coalesce(model.maker, '') || ' ' || coalesce(model.name, '')), ''),"
        " contract_line.description), contract_line.unit, contract_line.quantity,"
        " contract_line.unit_price, coalesce(came.ordered, 0), coalesce(came.received, 0),"
        " coalesce(came.installed, 0), coalesce(came.awaited, 0) FROM contract_line"
        " JOIN contract ON contract.id = contract_line.contract"
        " LEFT JOIN model ON model.id = contract_line.model LEFT JOIN"
        f" (SELECT camera.contract_line AS line, sum({EVER_ORDERED}) AS ordered,"
        f" sum({EVER_RECEIVED}) AS received, sum({EVER_INSTALLED}) AS installed,"
        f" sum({AWAITED}) AS awaited FROM camera"
        " WHERE camera.contract_line IN (SELECT contract_line.id FROM contract_line"
        f"{where}) GROUP BY camera.contract_line) AS came ON came.line = contract_line.id"
        f"{where} ORDER BY contract_line.contract, contract_line.position IS NULL,"
        " contract_line.position, contract_line.id",
        [*values, *values],
    )
    return [Line(*row) for row in rows]


def came_beyond(connection: sqlite3.Connection, line: int, quantity: int) -> list[int]:
    """The cameras of a line that came after the first `quantity` had come."""
    came = (
        "(SELECT min(happened.id) FROM event AS happened WHERE happened.camera = camera.id"
        f" AND happened.position IS NOT NULL AND {received_by('happened')})"
    )
    rows = connection.execute(
        f"SELECT id FROM (SELECT camera.id AS id, {came} AS came FROM camera"
        " WHERE camera.contract_line = ?) WHERE came IS NOT NULL ORDER BY came LIMIT -1 OFFSET ?",
        (line, quantity),
    )
    return [row[0] for row in rows]


def of_line(connection: sqlite3.Connection, row: int, language: str) -> Reference:
    """The contract of a line, called by the contract and the line."""
    (contract,) = connection.execute(
        "SELECT contract FROM contract_line WHERE id = ?", (row,)
    ).fetchone()
    return Reference(contract, books.title(connection, "contract_line", row, language))
