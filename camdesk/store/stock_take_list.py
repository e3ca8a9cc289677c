"""The list of stock-takes, and what the card and the closing of one need to show."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS, UNITS, allowed
from camdesk.domain.stock_take import way_to_site
from camdesk.store import search, stock_takes
from camdesk.store.cards import standings
from camdesk.store.connection import Connection
from camdesk.store.listing import (
    Column,
    Condition,
    Filter,
    Listing,
    by_name,
    name_in,
    one_of,
)
from camdesk.store.picture import chunks, marks
from camdesk.store.prepared import prepare
from camdesk.store.stock_takes import Count, Take
from camdesk.store.tables import Value

_COUNTED = ("expected", "found", "missing", "elsewhere", "not_checked")
_LABELS = {
    "camera": (
        N_("Expected"), N_("Found"), N_("Missing"),
        N_("Found elsewhere"), N_("Not checked yet"),
    ),
    "system": (
        N_("Systems expected"), N_("Systems found"), N_("Systems missing"),
        N_("Systems elsewhere"), N_("Systems not checked"),
    ),
}  # fmt: skip
_JOINS = MappingProxyType(
    {
        "counted": "LEFT JOIN temp.stock_take_counted AS counted ON counted.id = stock_take.id",
        "programme": "LEFT JOIN programme ON programme.id = stock_take.programme",
        "place": "LEFT JOIN place ON place.id = stock_take.place",
        "holder": "LEFT JOIN organisation AS holder ON holder.id = stock_take.balance_holder",
    }
)
_CLOSED = "CASE WHEN stock_take.closed_on IS NULL THEN 0 ELSE 1 END"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number that was entered and that no camera bears."""

    line: int
    said: str


@dataclass(frozen=True, slots=True)
class File:
    """What the card of a stock-take shows besides its facts."""

    take: Take
    counts: tuple[Count, ...]
    unknown: tuple[Unknown, ...]  # the first of them


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A camera that is not where the register has it, and what may be recorded of it."""

    camera: int
    title: str
    address: str | None
    result: str
    found_at: str | None
    decidable: bool  # the lifecycle allows a loss, or a way to the site where it was found


@lru_cache(maxsize=4)
def listing(language: str) -> Listing:
    """The list of stock-takes, with names in `language`; units are never added up."""
    numbers = [
        Column(f"{unit}_{name}", label, f"counted.{unit}_{name}", "number", joins=("counted",))
        for unit, labels in _LABELS.items()
        for name, label in zip(_COUNTED, labels, strict=True)
    ]
    return Listing(
        table="stock_take",
        columns=by_name(
            (
                Column("name", N_("Name"), "stock_take.name"),
                Column("counted_on", N_("As of"), "stock_take.counted_on", "date"),
                *numbers[: len(_COUNTED)],
                Column(
                    "unknown", N_("Unknown numbers"), "counted.unknown", "number",
                    joins=("counted",),
                ),
                Column("closed_on", N_("Closed on"), "stock_take.closed_on", "date"),
                Column(
                    "programme", N_("Programme"), name_in("programme", language),
                    joins=("programme",),
                ),
                Column("place", N_("Place"), name_in("place", language), joins=("place",)),
                Column("balance_holder", N_("Balance holder"), "holder.name", joins=("holder",)),
                *numbers[len(_COUNTED) :],
                Column("note", N_("Note"), "stock_take.note"),
                Column("id", N_("Row no."), "stock_take.id", "number"),
            )
        ),
        joins=_JOINS,
        filters=MappingProxyType(
            {
                "closed": Filter(
                    "closed", N_("Closed"), one_of(_CLOSED),
                    f"SELECT {_CLOSED}, NULL, count(*) FROM stock_take GROUP BY 1 ORDER BY 3 DESC",
                    "yes_no",
                ),
                "programme": Filter(
                    "programme", N_("Programme"), one_of("stock_take.programme"),
                    f"SELECT stock_take.programme, {name_in('programme', language)}, count(*)"
                    f" FROM stock_take {_JOINS['programme']} GROUP BY 1 ORDER BY 3 DESC",
                ),
            }
        ),
        search=_search,
        default_sort="counted_on",
        default_descending=True,
        prepare=_prepare,
    )  # fmt: skip


def file(connection: Connection, take: int, unknown: int = 100) -> File | None:
    """What the card of a stock-take shows; None where it is gone."""
    found = stock_takes.take_of(connection, take)
    if found is None:
        return None
    rows = connection.execute(
        "SELECT id, coalesce(said, '') FROM stock_take_line"
        " WHERE stock_take = ? AND camera IS NULL ORDER BY id LIMIT ?",
        (take, unknown),
    )
    return File(
        found, tuple(stock_takes.counts(connection, found)), tuple(Unknown(*row) for row in rows)
    )


def discrepancies(connection: Connection, take: int, result: str, limit: int) -> list[Discrepancy]:
    """The first cameras of a stock-take with that result, and what may be recorded of each."""
    rows = connection.execute(
        "SELECT camera.id,"
        " coalesce(camera.inventory_number, camera.serial_number, '№ ' || camera.id),"
        " coalesce(site.address, site.name, site.code), line.result,"
        " coalesce(there.address, there.name, there.code, '№ ' || there.id)"
        " FROM stock_take_line AS line JOIN camera ON camera.id = line.camera"
        " LEFT JOIN site ON site.id = camera.site LEFT JOIN site AS there ON there.id = line.site"
        " WHERE line.stock_take = ? AND line.result = ? ORDER BY line.id LIMIT ?",
        (take, result, limit),
    ).fetchall()
    stands = standings(connection, [row[0] for row in rows])
    found: list[Discrepancy] = []
    for camera, title, address, line_result, found_at in rows:
        if line_result == "missing":
            decidable = allowed(KINDS["lost"], stands[camera])
        else:
            decidable = found_at is not None and bool(way_to_site(stands[camera]))
        found.append(Discrepancy(camera, title, address, line_result, found_at, decidable))
    return found


def _prepare(connection: sqlite3.Connection) -> None:
    columns = [f"{unit}_{name}" for unit in UNITS for name in _COUNTED]

    def rows() -> Iterator[tuple[Value, ...]]:
        for take in stock_takes.takes(connection):
            by_unit = {one.unit: one for one in stock_takes.counts(connection, take)}
            numbers = [
                getattr(by_unit[unit], name) if unit in by_unit else None
                for unit in UNITS
                for name in _COUNTED
            ]
            yield (take.id, *numbers, sum(one.unknown for one in by_unit.values()))

    prepare(connection, "stock_take_counted", ("id", *columns, "unknown"), rows)


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    """Stock-takes are never many."""
    rows = connection.execute(
        "SELECT stock_take.id, stock_take.name, stock_take.note, programme.name_ru,"
        " programme.name_kk, programme.name_en, place.name_ru, place.name_kk, place.name_en,"
        f" holder.name FROM stock_take {_JOINS['programme']} {_JOINS['place']} {_JOINS['holder']}"
    )
    found = [row[0] for row in rows if term in search.search_text(row[1:])]
    return f"stock_take.id IN ({marks(found)})", list(found)


def described(connection: Connection, cameras: Iterable[int], language: str) -> dict[int, str]:
    """Where each camera hangs or hung, and its programme, in one line."""
    found: dict[int, str] = {}
    for chunk in chunks(cameras):
        rows = connection.execute(
            "SELECT camera.id, coalesce(site.address, site.name, site.code),"
            f" {name_in('programme', language)} FROM camera LEFT JOIN site ON site.id = camera.site"
            " LEFT JOIN programme ON programme.id = camera.programme"
            f" WHERE camera.id IN ({marks(chunk)})",
            chunk,
        )
        found.update((row[0], " · ".join(text for text in row[1:] if text)) for row in rows)
    return found
