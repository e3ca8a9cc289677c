"""A real register on a file, and a clerk who makes entries in it and looks at what came of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.store import search
from camdesk.store.attachments import attach
from camdesk.store.check import Checked, check
from camdesk.store.ledger import NewEvent
from camdesk.store.picture import EVENT_DERIVED
from camdesk.store.register import Register
from camdesk.store.tables import TABLES

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LEDGER = ("entry", "event", "change")


class Clerk:
    """Makes one entry with each call; `last` is the id of the latest."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.last = 0

    def camera(self, number: str | None = None, state: State = State.IN_STOCK, **facts) -> int:
        with self.register.write("create", number or "") as entry:
            camera = entry.add("camera", {"inventory_number": number, **facts})
            entry.record(camera, event("opening", "2020", state=state))
        self.last = entry.id
        return camera

    def add(self, table: str, **facts) -> int:
        with self.register.write("create", table) as entry:
            row = entry.add(table, facts)
        self.last = entry.id
        return row

    def step(self, camera: int, kind: str, day: str | None = None, **values) -> int:
        """The id of the entry."""
        with self.register.write(kind) as entry:
            entry.record(camera, event(kind, day, **values))
        self.last = entry.id
        return entry.id

    def correct(self, table: str, row: int, **facts) -> int:
        """The id of the entry."""
        with self.register.write("correct") as entry:
            entry.correct(table, row, facts)
        self.last = entry.id
        return entry.id

    def record(self, *steps: tuple[int, str]) -> None:
        """One entry with the same or different steps of several cameras."""
        with self.register.write("steps") as entry:
            for camera, kind in steps:
                entry.record(camera, event(kind))
        self.last = entry.id

    def import_cameras(self, *facts: dict) -> None:
        """One entry with a new camera for each of `facts`."""
        with self.register.write("import") as entry:
            for each in facts:
                entry.record(entry.add("camera", each), event("opening", state=State.IN_STOCK))
        self.last = entry.id

    def write_off(self, camera: int) -> None:
        self.step(camera, "proposed")
        self.step(camera, "written_off")

    def rows(self, query: str, *values) -> list[tuple]:
        with closing(self.register.reader()) as connection:
            return connection.execute(query, values).fetchall()

    def state(self, camera: int) -> str:
        ((state,),) = self.rows("SELECT state FROM camera WHERE id = ?", camera)
        return state

    def picture(self) -> dict[str, list[tuple]]:
        """The current picture byte for byte: all tables but the ledger, attached contents, what is
        derived of events in force, the search indexes."""
        derived = ", ".join(f"quote({column})" for column in EVENT_DERIVED)
        with closing(self.register.reader()) as connection:
            shown = {table: _quoted(connection, table) for table in TABLES}
            shown["event"] = connection.execute(
                f"SELECT id, {derived} FROM event WHERE position IS NOT NULL ORDER BY id"
            ).fetchall()
            for table in ("content", "fault"):
                shown[table] = _quoted(connection, table)
            for index in (f"{table}_search" for table in search.SOURCES):
                shown[index] = connection.execute(
                    f"SELECT rowid, quote(text) FROM {index} ORDER BY rowid"
                ).fetchall()
        return shown

    def everything(self) -> dict[str, list[tuple]]:
        """The current picture and the ledger."""
        with closing(self.register.reader()) as connection:
            return self.picture() | {table: _quoted(connection, table) for table in LEDGER}

    def check(self) -> Checked:
        with closing(self.register.reader()) as connection:
            return check(connection)


def event(kind: str, day: str | None = None, **values) -> NewEvent:
    document, note = values.pop("document", None), values.pop("note", None)
    return NewEvent(kind, PartialDate.parse(day) if day else None, values, document, note)


def _quoted(connection: sqlite3.Connection, table: str) -> list[tuple]:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    columns = ", ".join(f"quote({name})" for name in names)
    return connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.create(tmp_path / "register.camdesk", clock=lambda: NOW) as register:
        yield register


@pytest.fixture
def clerk(register: Register) -> Clerk:
    return Clerk(register)


@pytest.fixture
def make_clerk() -> type[Clerk]:
    """For registers that a test opens itself: `make_clerk(register)`."""
    return Clerk


@pytest.fixture
def told(clerk: Clerk) -> Clerk:
    """A clerk whose register has something in every table and every column of the ledger."""
    region = clerk.add("place", kind="region", name_ru="ЗКО", name_kk="БҚО", name_en="WKR")
    city = clerk.add(
        "place", kind="city", name_ru="Уральск", parent=region, kato="271010000", latitude=51.2
    )
    owner = clerk.add("organisation", name="ДП ЗКО", bin="940140000385", note="держатель")
    programme = clerk.add("programme", name_ru="Ковровое покрытие", name_kk="Кілем")
    model = clerk.add("model", maker="Hikvision", name="DS-2CD", service_life_months=60)
    act = clerk.add("document", kind="Акт", number="17", issued_on="2024-12", issuer=owner)
    site = clerk.add(
        "site", code="У-1", name="Перекрёсток", place=city, address="ул. Қурманғазы, 1",
        latitude=51.23, longitude=51.37, operator=owner, height_m=6.5, note="столб",
    )  # fmt: skip
    camera = clerk.camera(
        "ЗКО-000412", State.ORDERED, serial_number="S1", programme=programme, model=model,
        balance_holder=owner, note="у входа",
    )  # fmt: skip
    other = clerk.camera("ЗКО-000413", unit="system", cameras_in_system=4)
    with clerk.register.write("installed", reason="план", as_of=NOW.date(), invented=True) as entry:
        for each in (camera, other):
            entry.record(
                each,
                event(
                    "installed", "2024-12", site=site, organisation=owner, document=act,
                    cost=1_234_50, note="на столбе",
                ),
            )  # fmt: skip
    clerk.step(camera, "connected", "2025", channel="7")
    clerk.step(camera, "failed", "2025-02-02", mode="no_image", document=act)
    clerk.step(camera, "restored", "2025-02/2025-03", organisation=owner, cost=9_00, work="плата")
    clerk.step(other, "removed", "2025-05-05", other_camera=camera, reason="замена")
    clerk.correct("camera", other, note="снята", serial_number="S2")
    _tell_of_papers_and_counts(clerk, camera, other, site)
    undone = clerk.step(camera, "failed", "2026-01/2026-03", reported_by="дежурный")
    clerk.register.void(undone, reason="ошибка")
    return clerk


def _tell_of_papers_and_counts(clerk: Clerk, camera: int, other: int, site: int) -> None:
    """Something in each table that is not about the life of a camera alone; `other` is removed."""
    (act,), (owner,), (programme,), (model,) = (
        clerk.rows(f"SELECT max(id) FROM {table}")[0]
        for table in ("document", "organisation", "programme", "model")
    )
    commission = clerk.add("commission", name="Комиссия", document=act, chair="А. Сериков")
    order = clerk.add("document", kind="Приказ", number="5", commission=commission)
    with clerk.register.write("attachment") as entry:
        attach(entry, order, "приказ.pdf", b"%PDF-1.7\n")
    contract = clerk.add(
        "contract", number="Д-1", customer=owner, payer=owner, supplier=owner, amount=1_000_00,
        programme=programme, signed_on="2024-10", document=order,
    )  # fmt: skip
    line = clerk.add(
        "contract_line", contract=contract, position=1, model=model, quantity=2, unit_price=500_00
    )
    clerk.correct("camera", camera, contract_line=line)
    with clerk.register.write("returned") as entry:
        repair = entry.record(other, event("returned", "2025-06", work="замена платы"))
        part = entry.add("part", {"name": "плата", "source": "recovered", "donor": other,
            "quantity": 3, "unit_value": 10_00, "acquired_on": "2025-05"})  # fmt: skip
        entry.add("part_move", {"part": part, "kind": "fitted", "quantity": 2, "camera": camera,
            "occurred_on": "2025-06", "event": repair})  # fmt: skip
    clerk.add("supplement", event=repair, cost=7_00, document=order)
    clerk.add("figure", key="f1", measure="installed", unit="camera", qualifier="exactly",
        value=882, programme=programme)  # fmt: skip
    count = clerk.add("stock_take", name="Зима", counted_on="2025-12-01", programme=programme)
    clerk.add("stock_take_line", stock_take=count, camera=camera, said="ЗКО-000412",
        result="elsewhere", expected=1, site=site)  # fmt: skip
    clerk.add("saved_view", page="cameras", name="Снятые", settings="{}")
    own = clerk.add("own_field", table_name="camera", name="Инв. карточка", kind="text")
    clerk.add("own_value", field=own, camera=camera, value="7")


@pytest.fixture
def raw(register: Register) -> Iterator[sqlite3.Connection]:
    """What a vandal with another program has: the file, the triggers gone. Never committed."""
    with closing(sqlite3.connect(register.path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        yield connection
        connection.execute("ROLLBACK")
