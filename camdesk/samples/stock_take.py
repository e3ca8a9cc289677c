"""An invented stock-take of one programme: counted by numbers, closed, with what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from camdesk.domain.dates import PartialDate
from camdesk.store import stock_take_list, stock_take_work
from camdesk.store.connection import Connection
from camdesk.store.register import Register
from camdesk.store.stock_take_work import Counted, Decisions
from camdesk.store.stock_takes import take_of, to_tick

DAY = date(2026, 11, 2)  # after the story's last day
NAME = "Инвентаризация, ноябрь 2026"
MISSING = 3  # of the cameras expected; the first of them is recorded as lost
UNKNOWN = ("ЗКО-0412", "б/н 17")
_EVERY = 61  # a camera in so many hangs where another should
_NOTES = {"missing": "Не найдена при инвентаризации", "elsewhere": "Найдена в другом месте"}


def play(register: Register, programme: int, sites: Sequence[int], reason: str) -> int:
    """Count the cameras of `programme` and close the count; returns the stock-take's id.

    Some are found at one of `sites`. Every entry is marked as invented for `reason`.
    """
    write = partial(register.write, subject=NAME, reason=reason, invented=True)
    with write("stock_take") as entry:
        issued = {"issued_on": PartialDate.day(DAY).edtf, "note": reason}
        order = entry.add("document", {"kind": "Приказ", "number": "П-11", **issued})
        take = entry.add(
            "stock_take",
            {
                "name": NAME,
                "programme": programme,
                "counted_on": DAY.isoformat(),
                "document": order,
                "note": reason,
            },
        )
    with write("stock_take") as entry:
        stock_take_work.enter(entry, take, _counted(entry.connection, take, sites))
    with write("stock_take") as entry:
        stock_take_work.mark_missing(entry, take)
    with write("stock_take_close") as entry:
        missing, elsewhere = (
            stock_take_list.discrepancies(entry.connection, take, result, 100)
            for result in ("missing", "elsewhere")
        )
        lost = frozenset(one.camera for one in missing[:1] if one.decidable)
        moved = frozenset(one.camera for one in elsewhere if one.decidable)
        stock_take_work.close(entry, take, Decisions(lost, moved, _NOTES))
    return take


def _counted(connection: Connection, take: int, sites: Sequence[int]) -> list[Counted]:
    """The numbers in the order of the list, as somebody who walked with it would enter them."""
    found = take_of(connection, take)
    assert found is not None  # it was made in the entry before
    rows = list(to_tick(connection, found, "ru"))[MISSING:]
    numbers = [str(number or serial) for number, serial, *_ in rows]
    moved = dict(zip(range(_EVERY, len(numbers), _EVERY), sites, strict=False))
    counted = [Counted(said, site=moved.get(place)) for place, said in enumerate(numbers)]
    return [*counted, *(Counted(said) for said in UNKNOWN)]
