"""Invented spare parts of the sample: what stripped cameras gave, and what became of it.

Played on top of the story: parts come on the day a camera of the story was stripped, and some
go into cameras that the story mends later by just such a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from random import Random

from camdesk.domain.dates import PartialDate
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.store import part_work
from camdesk.store.connection import Connection
from camdesk.store.register import Register
from camdesk.store.tables import Value

SEED = 1571
# What a camera gives: value of one in tiyn, how many at most, and in which work it is used.
_PARTS: Mapping[str, tuple[int, int, tuple[str, ...]]] = {
    "Блок питания": (9_500_00, 2, ("блока питания",)),
    "Объектив": (14_000_00, 2, ("объектива",)),
    "Кожух": (6_200_00, 1, ("кожухом", "Замена кожуха")),
    "Инфракрасная подсветка": (4_800_00, 1, ()),
}
_SHELVES = ("Склад, стеллаж 1", "Склад, стеллаж 2", "Мастерская")
_BOUGHT = (("Грозозащита", 12, 3_400_00), ("Блок питания 12 В", 20, 8_900_00))
_FITTED_SHARE = 0.3
_DISCARDED_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class _Happening:
    """An event of the story that parts have to do with."""

    event: int
    camera: int
    number: str
    day: str  # ISO
    document: int | None
    work: str = ""


@dataclass(slots=True)
class _Lot:
    """Parts in stock while the tale goes on."""

    part: int
    name: str
    day: str
    left: int


def play(register: Register, reason: str) -> None:
    """Bring parts of the story's stripped cameras into stock, fit some, discard some, buy some.

    Every entry is marked as invented for `reason`. The same every time.
    """
    random = Random(SEED)
    connection = register.reader()
    try:
        stripped = list(_stripped(connection))
        lots = _recover(register, reason, random, stripped)
        fits = _fits(connection, random, lots)
        supplier = connection.execute(
            "SELECT organisation FROM event WHERE kind = 'received' AND organisation IS NOT NULL"
            " LIMIT 1"
        ).fetchone()
    finally:
        connection.close()
    for _, same_day in groupby(fits, key=lambda fit: fit[0].day):
        repairs = list(same_day)
        subject = repairs[0][0].number if len(repairs) == 1 else ""
        with register.write("part", subject, reason=reason, invented=True) as entry:
            for repair, part in repairs:
                part_work.fit(
                    entry,
                    repair.camera,
                    [FittedPart(part)],
                    event=repair.event,
                    occurred_on=PartialDate.parse(repair.day),
                    document=repair.document,
                )
    _discard(register, reason, random, lots)
    _buy(register, reason, supplier[0] if supplier else None)


def _stripped(connection: Connection) -> Iterator[_Happening]:
    rows = connection.execute(
        "SELECT event.id, event.camera, coalesce(camera.inventory_number, ''), event.occurred_on,"
        " event.document FROM event JOIN camera ON camera.id = event.camera"
        " WHERE event.kind = 'stripped' AND event.position IS NOT NULL"
        " ORDER BY event.occurred_on, event.id"
    )
    return (_Happening(*row) for row in rows)


def _recover(
    register: Register, reason: str, random: Random, stripped: Iterable[_Happening]
) -> list[_Lot]:
    """The parts of the cameras stripped on one day are one entry."""
    by_day: dict[str, list[_Happening]] = defaultdict(list)
    for happening in stripped:
        by_day[happening.day].append(happening)
    lots: list[_Lot] = []
    for day, donors in by_day.items():
        subject = donors[0].number if len(donors) == 1 else ""
        with register.write("part", subject, reason=reason, invented=True) as entry:
            for donor in donors:
                lines = list(_lines(random))
                ids = part_work.recover(
                    entry,
                    donor.camera,
                    lines,
                    occurred_on=PartialDate.parse(day),
                    document=donor.document,
                )
                lots += [
                    _Lot(part, line.name, day, line.quantity)
                    for part, line in zip(ids, lines, strict=True)
                ]
    return lots


def _lines(random: Random) -> Iterator[PartLine]:
    shelf = random.choice(_SHELVES)
    for name, (value, most, _) in _PARTS.items():
        if random.random() < 0.7:
            known = random.random() < 0.8
            yield PartLine(name, random.randint(1, most), value if known else None, shelf)


def _fits(
    connection: Connection, random: Random, lots: Iterable[_Lot]
) -> list[tuple[_Happening, int]]:
    """Which repairs took which parts: the oldest first, of those that lay in stock by then."""
    stock = list(lots)
    wanted = round(sum(lot.left for lot in stock) * _FITTED_SHARE)
    waiting = {name: [lot for lot in stock if lot.name == name] for name in _PARTS}
    fits: list[tuple[_Happening, int]] = []
    for repair in _repairs(connection):
        if len(fits) >= wanted:
            break
        name = next((n for n, (_, _, w) in _PARTS.items() if any(x in repair.work for x in w)), "")
        lot = next(
            (lot for lot in waiting.get(name, ()) if lot.left and lot.day < repair.day), None
        )
        if lot is not None and random.random() < 0.5:
            lot.left -= 1
            fits.append((repair, lot.part))
            if not lot.left:
                waiting[name].remove(lot)
    return fits


def _repairs(connection: Connection) -> Iterator[_Happening]:
    rows = connection.execute(
        "SELECT event.id, event.camera, coalesce(camera.inventory_number, ''), event.occurred_on,"
        " event.document, event.details FROM event JOIN camera ON camera.id = event.camera"
        " WHERE event.kind = 'restored' AND event.position IS NOT NULL"
        " AND event.details LIKE '%Замена%' ORDER BY event.from_day, event.id"
    )
    return (_Happening(*row) for row in rows)


def _discard(register: Register, reason: str, random: Random, lots: Iterable[_Lot]) -> None:
    """Some of what was left turned out to be scrap when the shelves were cleared."""
    scrap = [lot.part for lot in lots if lot.left and random.random() < _DISCARDED_SHARE]
    if not scrap:
        return
    day = PartialDate.parse("2026-09-15")
    act: dict[str, Value] = {
        "kind": "Акт о списании запчастей",
        "number": "3",
        "issued_on": day.edtf,
    }
    with register.write("part", "Разбор полок", reason=reason, invented=True) as entry:
        document = entry.find_or_add("document", act)
        for part in scrap:
            part_work.discard(entry, part, 1, occurred_on=day, document=document)


def _buy(register: Register, reason: str, supplier: int | None) -> None:
    for name, quantity, value in _BOUGHT:
        with register.write("part", name, reason=reason, invented=True) as entry:
            line = PartLine(name, quantity, value, _SHELVES[0])
            day = PartialDate.parse("2026-02")
            part_work.buy(entry, line, occurred_on=day, supplier=supplier)
