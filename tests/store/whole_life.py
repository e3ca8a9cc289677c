"""Plays random legal lives of cameras, and all that goes on around them, in one register.

What a player does is decided by its seed alone. An act that the register refuses leaves nothing
behind; every other act is one entry, and `pictures` keeps how the register stood before it.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.fields import Field, FieldKind
from camdesk.domain.lifecycle import KINDS, Kind, State, beginnings, steps_from
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.store import book_lists, cards, fill, part_work, procurement, stock_take_work
from camdesk.store.attachments import attach
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from camdesk.store.site_work import Circumstances, Replacement, move, replace
from camdesk.store.stock_take_work import Counted, Decisions
from camdesk.store.writer import EntryWriter

from .conftest import Clerk

START = datetime(2014, 1, 10, 9, 0, tzinfo=UTC)
Act = Callable[[EntryWriter], object]


class Player:
    """One register and whoever works in it."""

    def __init__(self, path: Path, seed: int) -> None:
        self.rng = Random(seed)
        self.now = START
        self.register = Register.create(path, clock=lambda: self.now)
        self.clerk = Clerk(self.register)
        self.pictures: dict[int, object] = {}  # by entry: the picture before it
        self.story: list[str] = []  # what was done, for whoever reads a failure
        self._furnish()
        self._last = self.picture()
        for name in ("come", "contract", "come", "order", "come", "receive", "buy"):
            self.act(name)

    def play(self, acts: int) -> None:
        """Do so many things, some of which are refused."""
        for _ in range(acts):
            self.now += timedelta(days=self.rng.randint(1, 60))
            self.act(self.rng.choices(list(_ACTS), list(_ACTS.values()))[0])

    def act(self, name: str) -> None:
        """Do one thing; where it is refused, nothing has changed."""
        before, entries = self._last, self.entries()
        try:
            getattr(self, f"_{name}")()
        except KnownError as refusal:
            self.story.append(f"{name}: refused: {refusal}")
            assert self.picture() == before, self.story
            assert self.entries() == entries, self.story
            return
        self.story.append(name)
        for entry in range(entries + 1, self.entries() + 1):
            self.pictures[entry] = before
        assert self.entries() <= entries + 1, self.story
        self._last = self.picture()

    def picture(self) -> object:
        """The register as people see it; contents stay for good and are left out."""
        return {table: rows for table, rows in self.clerk.picture().items() if table != "content"}

    def entries(self) -> int:
        """How many entries there are."""
        return int(self.clerk.rows("SELECT count(*) FROM entry")[0][0])

    def _furnish(self) -> None:
        with self.register.write("books") as entry:
            city = entry.add("place", {"kind": "city", "name_ru": "Уральск"})
            for i in range(3):
                district = {"kind": "district", "name_ru": f"Р{i}", "parent": city}
                place = entry.add("place", district)
                entry.add("site", {"code": f"У-{i}", "place": place})
                entry.add("organisation", {"name": f"ТОО {i}"})
                entry.add("programme", {"name_ru": f"Программа {i}"})
                entry.add("model", {"name": f"М-{i}", "service_life_months": 60})
                entry.add("document", {"kind": "Акт", "number": str(i)})
        self.pictures[entry.id] = None

    # Choosing

    def _ids(self, table: str, where: str = "TRUE") -> list[int]:
        return [row[0] for row in self.clerk.rows(f"SELECT id FROM {table} WHERE {where}")]

    def _some(self, table: str, where: str = "TRUE") -> int:
        """A row; refused where there is none."""
        rows = self._ids(table, where)
        if not rows:
            raise KnownError(f"There is no {table}.")
        return self.rng.choice(rows)

    def _maybe(self, table: str) -> int | None:
        rows = self._ids(table)
        return self.rng.choice(rows) if rows and self.rng.random() < 0.6 else None

    def _day(self, before: int = 200) -> PartialDate | None:
        """A date of the last days, more or less well known."""
        today = self.now.date()
        day = today - timedelta(days=self.rng.randint(0, before))
        return self.rng.choice(
            (
                PartialDate.day(day),
                PartialDate.day(day),
                PartialDate.day(today),
                PartialDate.month(day.year, day.month),
                PartialDate.year(day.year),
                PartialDate(day - timedelta(days=self.rng.randint(0, 90)), day),
                None,
            )
        )

    def _value(self, field: Field) -> object:
        match field.kind:
            case FieldKind.SITE:
                return self._some("site")
            case FieldKind.ORGANISATION:
                return self._maybe("organisation")
            case FieldKind.CAMERA:
                return self._maybe("camera")
            case FieldKind.MONEY:
                return self.rng.choice((None, 0, self.rng.randint(1, 99) * 100_00))
            case FieldKind.CHOICE:
                return self.rng.choice((None, *(value for value, _ in field.choices)))
            case FieldKind.YES_NO:
                return self.rng.choice((None, True, False))
            case FieldKind.STATE:
                return self.rng.choice(list(State))
            case FieldKind.NUMBER:
                return "2.5"
            case FieldKind.DATE:
                return self.rng.choice((None, PartialDate.year(self.now.year - 1)))
            case _:
                return self.rng.choice((None, f"Мәтін {self.rng.randint(1, 9)}"))

    def _event(self, kind: Kind, day: PartialDate | None) -> NewEvent:
        values = {
            field.name: self._value(field)
            for field in kind.fields
            if field.is_stored and not field.former
        }
        return NewEvent(kind.name, day, values, self._maybe("document"))

    def _write(self, action: str, act: Act) -> None:
        with self.register.write(action) as entry:
            act(entry)

    # Acts, each of which makes one entry at most

    def _come(self) -> None:
        """Cameras come into the register, at any point of their lives."""
        day = self._day(900)

        def act(entry: EntryWriter) -> None:
            for _ in range(self.rng.randint(1, 3)):
                number = self.rng.randint(1, 60)
                facts = {
                    "inventory_number": f"ЗКО-{number}" if number < 40 else None,
                    "unit": self.rng.choice(("camera", "camera", "system")),
                    "programme": self._maybe("programme"),
                    "model": self._maybe("model"),
                    "balance_holder": self._maybe("organisation"),
                }
                kind = self.rng.choice(beginnings())
                entry.record(entry.add("camera", facts), self._event(kind, day))

        self._write("create", act)

    def _step(self) -> None:
        """The same step for one camera or several: any that the lifecycle lets them take."""
        cameras = self._ids("camera", _GOES_ON)
        if not cameras:
            raise KnownError("There is no camera.")
        chosen = self.rng.sample(cameras, min(len(cameras), self.rng.choice((1, 1, 1, 2, 3))))
        with closing(self.register.reader()) as connection:
            standing = cards.standings(connection, chosen)
        kinds = steps_from(standing[chosen[0]])
        kind = self.rng.choices(kinds, [_RARE.get(kind.name, 6) for kind in kinds])[0]
        taking = [c for c in chosen if kind in steps_from(standing[c])]
        event = self._event(kind, self._day(60))

        def act(entry: EntryWriter) -> None:
            for camera in taking:
                made = entry.record(camera, event)
                for field in kind.fields:
                    if field.kind is FieldKind.PARTS_RECOVERED:
                        self._recover(entry, camera, event)
                    elif field.kind is FieldKind.PARTS_FITTED:
                        self._fit(entry, camera, made, event)

        self._write(kind.name, act)

    def _recover(self, entry: EntryWriter, camera: int, event: NewEvent) -> None:
        lines = [
            PartLine(name, self.rng.randint(1, 4), self.rng.choice((None, 50_00)))
            for name in self.rng.sample(("объектив", "плата", "блок питания"), 2)
        ]
        part_work.recover(
            entry, camera, lines, occurred_on=event.occurred_on, document=event.document
        )

    def _fit(self, entry: EntryWriter, camera: int, repair: int, event: NewEvent) -> None:
        parts = self._ids("part")
        if parts and self.rng.random() < 0.7:
            fitted = [FittedPart(self.rng.choice(parts), self.rng.randint(1, 2))]
            part_work.fit(entry, camera, fitted, event=repair, occurred_on=event.occurred_on)

    def _buy(self) -> None:
        line = PartLine("вентилятор", self.rng.randint(1, 5), 20_00)
        supplier = self._maybe("organisation")
        day = self._day()
        self._write("part", lambda e: part_work.buy(e, line, occurred_on=day, supplier=supplier))

    def _discard(self) -> None:
        part, quantity, day = self._some("part"), self.rng.randint(1, 3), self._day()
        self._write("part", lambda e: part_work.discard(e, part, quantity, occurred_on=day))

    def _recount(self) -> None:
        part, quantity = self._some("part"), self.rng.randint(1, 5)
        self._write("correct", lambda e: e.correct("part", part, {"quantity": quantity}))

    def _contract(self) -> None:
        def act(entry: EntryWriter) -> None:
            parties = {name: self._maybe("organisation") for name in ("customer", "payer")}
            contract = entry.add(
                "contract",
                {"number": f"Д-{entry.id}", "programme": self._maybe("programme"), **parties},
            )
            for position in range(1, self.rng.randint(2, 3)):
                entry.add(
                    "contract_line",
                    {
                        "contract": contract,
                        "position": position,
                        "model": self._maybe("model"),
                        "quantity": self.rng.randint(1, 4),
                        "unit_price": self.rng.choice((None, 900_00)),
                    },
                )

        self._write("contract", act)

    def _order(self) -> None:
        line, count, day = self._some("contract_line"), self.rng.randint(1, 3), self._day(30)
        self._write("ordered", lambda e: procurement.order(e, line, count, day))

    def _receive(self) -> None:
        line, count = self._some("contract_line"), self.rng.randint(1, 3)
        numbers = tuple(f"S{self.rng.randint(1, 10**6)}" for _ in range(count))
        delivery = procurement.Delivery(
            serial_numbers=self.rng.choice((numbers, ())),
            count=count,
            occurred_on=self._day(10),
            more_than_ordered=self.rng.random() < 0.3,
        )
        self._write("received", lambda e: procurement.receive(e, line, delivery))

    def _replace(self) -> None:
        old = self._some("camera", "state IN ('in_service', 'failed')")
        new: object = self._maybe("camera") or {"serial_number": f"N{self.rng.randint(1, 99)}"}
        fault = {"mode": "no_power"} if self.rng.random() < 0.5 else None
        work = Replacement(old, new, fault, keep_connection=self.rng.random() < 0.5)
        self._write("replace", lambda e: replace(e, work, Circumstances(self._day(20))))

    def _move(self) -> None:
        site, how = self._some("site"), Circumstances(self._day(20))
        cameras = [self._some("camera", "live = 1") for _ in range(2)]
        self._write("move", lambda e: move(e, cameras, site, how, keep_connection=True))

    def _correct(self) -> None:
        camera = self._some("camera")
        facts = self.rng.choice(
            (
                {"inventory_number": f"ЗКО-{self.rng.randint(1, 60)}"},
                {"inventory_number": None},
                {"programme": self._maybe("programme"), "note": "исправлено"},
                {"unit": self.rng.choice(("camera", "system"))},
                {"service_life_months": self.rng.randint(12, 90)},
            )
        )
        self._write("correct", lambda e: e.correct("camera", camera, facts))

    def _learn(self) -> None:
        column = self.rng.choice(("occurred_on", "occurred_on", "cost", "document", "installed_on"))
        unsaid = "kind = 'opening'" if column == "installed_on" else f"{column} IS NULL"
        if column == "cost":
            unsaid += f" AND kind IN ({', '.join(repr(kind) for kind in _PAID)})"
        event = self._some("event", f"position IS NOT NULL AND {unsaid}")
        value = {
            "occurred_on": (self._day(900) or PartialDate.year(2013)).edtf,
            "cost": self.rng.randint(1, 50) * 100_00,
            "document": self._some("document"),
            "installed_on": "2013",
        }
        facts = {column: value[column]}
        self._write("fill", lambda e: fill.learn(e, {event: facts}))

    def _paper(self) -> None:
        kind = self.rng.choice(("Акт", "Приказ"))
        data = b"%PDF-1.7\n" + bytes([self.rng.randint(0, 3)])

        def act(entry: EntryWriter) -> None:
            paper = entry.add("document", {"kind": kind, "issuer": self._maybe("organisation")})
            attach(entry, paper, "скан.pdf", data)

        self._write("document", act)

    def _own(self) -> None:
        def act(entry: EntryWriter) -> None:
            field = entry.find_or_add(
                "own_field", {"table_name": "camera", "name": "Ключ", "kind": "text"}
            )
            entry.add("own_value", {"field": field, "camera": self._some("camera"), "value": "7"})

        self._write("own_field", act)

    def _merge(self) -> None:
        table = self.rng.choice(("organisation", "programme", "model", "place"))
        source, target = self._some(table), self._some(table)
        self._write("merge", lambda e: book_lists.merge(e, table, source, target))

    def _campaign(self) -> None:
        facts = {
            "name": "Опись",
            "counted_on": self.now.date().isoformat(),
            "programme": self._maybe("programme"),
            "document": self._maybe("document"),
        }
        self._write("stock_take", lambda e: e.add("stock_take", facts))

    def _scan(self) -> None:
        take = self._some("stock_take", "closed_on IS NULL")
        numbers = self.clerk.rows("SELECT coalesce(inventory_number, serial_number) FROM camera")
        counted = [Counted(n) for (n,) in numbers if n is not None and self.rng.random() < 0.5]
        said = [*counted, Counted("неизвестный")]
        self._write("stock_take", lambda e: stock_take_work.enter(e, take, said))

    def _close(self) -> None:
        take = self._some("stock_take", "closed_on IS NULL")

        def act(entry: EntryWriter) -> None:
            stock_take_work.mark_missing(entry, take)
            entry.flush()
            rows = entry.connection.execute(
                "SELECT camera FROM stock_take_line WHERE stock_take = ? AND result = 'missing'",
                (take,),
            )
            lost = [row[0] for row in rows if self.rng.random() < 0.2]
            stock_take_work.close(entry, take, Decisions(lost=frozenset(lost)))

        self._write("stock_take_close", act)

    def _void(self) -> None:
        """Any entry in force at all, not only the latest."""
        self.register.void(self._some("entry", "voided_by IS NULL AND id > 1"))

    def _undo(self) -> None:
        if self.entries() > 1:
            self.register.undo()

    def _redo(self) -> None:
        self.register.redo()


# How often each act is tried.
_ACTS = {
    "come": 6,
    "step": 70,
    "contract": 3,
    "order": 5,
    "receive": 5,
    "replace": 4,
    "move": 3,
    "buy": 1,
    "discard": 3,
    "recount": 1,
    "correct": 4,
    "learn": 6,
    "paper": 2,
    "own": 2,
    "merge": 1,
    "campaign": 1,
    "scan": 2,
    "close": 1,
    "void": 5,
    "undo": 4,
    "redo": 3,
}
# Steps that are taken less often than the others, that lives may be long.
_RARE = {"checked": 1, "transferred": 0.5, "lost": 0.5, "cancelled": 0.5, "connected": 2,
    "proposed": 2, "kept": 1, "sent_to_repair": 3}  # fmt: skip
_GOES_ON = "state NOT IN ('cancelled', 'recycled', 'destroyed', 'sold', 'transferred')"
_PAID = tuple(kind.name for kind in KINDS.values() if kind.money is not None)
