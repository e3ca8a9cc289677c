"""Whatever is played, every balance holds on every day, and every entry can be undone and redone.

`make lives` plays thousands of lives; a few are played with the other tests.
"""

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlite_utils import Database

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import FATES, HELD, KINDS, State
from camdesk.domain.money import Money
from camdesk.store import contracts, counts, fate, faults, migrations, money, part_ledger
from camdesk.store.look_back import Moment, look_back
from camdesk.store.tables import TABLES

from .whole_life import Player

REGISTERS = int(os.environ.get("CAMDESK_REGISTERS", "3"))
ACTS = 100  # in each register; some fifteen lives


@pytest.fixture(params=range(REGISTERS))
def player(request, tmp_path: Path) -> Iterator[Player]:
    player = Player(tmp_path / "lives.camdesk", request.param)
    with player.register:
        yield player


def test_every_balance_holds_after_whatever_was_done(player: Player) -> None:
    for _ in range(4):
        for _ in range(ACTS // 4):
            player.play(1)
            player.clerk.check()
        with closing(player.register.reader()) as connection:
            _faults_are_those_of_the_frozen_step(connection)
            _parts_balance(player, connection)
            _money_adds_up(connection)
            _lines_add_up(connection)
            _movement_and_fates_balance(player, connection)


def test_every_entry_is_undone_and_redone_and_leaves_no_trace(player: Player) -> None:
    player.play(ACTS)
    made = player.entries()
    assert made > ACTS // 3, player.story
    stages = {**player.pictures, made + 1: player.picture()}
    for entry in range(made, 1, -1):
        player.register.void(entry)
        assert player.picture() == stages[entry], (entry, player.story)
    player.clerk.check()
    undone = player.entries()
    for entry in range(2, made + 1):
        player.register.void(undone - entry + 2)
        assert player.picture() == stages[entry + 1], (entry, player.story)
    player.clerk.check()


def test_what_is_refused_to_be_undone_names_the_entry_to_undo_first(player: Player) -> None:
    """Following the advice of each refusal, any entry can be undone in the end."""
    player.play(ACTS)
    in_force = player.clerk.rows(
        "SELECT id FROM entry WHERE voided_by IS NULL AND voids IS NULL AND id > 1"
    )
    for (entry,) in in_force[:: max(1, len(in_force) // 5)]:
        wanted = [entry]
        while wanted:
            try:
                player.register.void(wanted[-1])
                wanted.pop()
            except KnownError as refusal:
                later = refusal.params.get("later")
                if later is None or later in wanted:
                    break  # a life that would not be possible: a clerk decides
                wanted.append(later)
        player.clerk.check()


def test_what_was_known_on_a_day_stays_known(player: Player) -> None:
    """Looked at later, with both dates, every table says what it said on that day."""
    told: dict[Moment, dict[str, list[tuple]]] = {}
    for _ in range(5):
        player.play(ACTS // 5)
        known_on = player.register.today
        for as_of in (None, known_on - timedelta(days=player.rng.randint(0, 900))):
            with closing(player.register.reader()) as connection:
                look_back(connection, Moment(as_of))
                told[Moment(as_of, known_on)] = _tables(connection)
    player.now += timedelta(days=1)
    with closing(player.register.reader()) as connection:
        for moment, tables in told.items():
            look_back(connection, moment)
            now = _tables(connection)
            for table, rows in tables.items():
                assert now[table] == rows, (moment, table, player.story)


def _tables(connection: sqlite3.Connection) -> dict[str, list[tuple]]:
    """Every table that answers for a moment; of events those in force."""
    shown = {}
    for table in (*TABLES, "event", "fault"):
        columns = ", ".join(
            row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")
        )
        where = "position IS NOT NULL" if table == "event" else "TRUE"
        shown[table] = connection.execute(
            f"SELECT {columns} FROM {table} WHERE {where} ORDER BY id"
        ).fetchall()
    return shown


def _faults_are_those_of_the_frozen_step(connection: sqlite3.Connection) -> None:
    """On events alone: the first schema knew of nothing that was learnt later."""
    with closing(sqlite3.connect(":memory:")) as copy:
        connection.backup(copy)
        copy.execute("DELETE FROM supplement")
        copy.execute("DELETE FROM fault")
        migrations._derive_faults_of_m001(Database(copy))
        columns = ", ".join(faults.FAULT_COLUMNS)
        frozen = copy.execute(f"SELECT {columns} FROM fault ORDER BY id").fetchall()
        assert frozen == sorted(faults.derived(copy))


def _parts_balance(player: Player, connection: sqlite3.Connection) -> None:
    lots = dict(connection.execute("SELECT id, quantity FROM part"))
    for day in (None, *_days(player)):
        look_back(connection, Moment(as_of=day))
        there: Counter[int] = Counter()
        for line in part_ledger.lines(connection):
            assert line.quantity > 0
            there[line.lot] += line.quantity
        assert all(lots[lot] == quantity for lot, quantity in there.items())
        assert day is not None or there.keys() == lots.keys()


def _money_adds_up(connection: sqlite3.Connection) -> None:
    told: Counter[Money] = Counter()
    spent: Counter[int] = Counter()
    for camera, kind, cost in connection.execute(
        "SELECT event.camera, event.kind, coalesce(event.cost, supplement.cost) FROM event"
        " LEFT JOIN supplement ON supplement.event = event.id WHERE event.position IS NOT NULL"
    ):
        purpose = KINDS[kind].money
        if purpose not in (None, Money.AGREED):
            told[purpose] += cost or 0
            spent[camera] += (cost or 0) * (purpose is not Money.INCOME)
    by_year: Counter[Money] = Counter()
    for _, purpose, _, _, _, amount, _ in money.by_year(connection):
        by_year[Money(purpose)] += amount or 0
    assert +told == +by_year
    for (camera,) in connection.execute("SELECT id FROM camera").fetchall():
        assert (money.cost_of_camera(connection, camera).spent or 0) == spent[camera]
    contracted = sum(row[8] or 0 for row in money.by_contract(connection, "ru"))
    hung = sum(row[-2] or 0 for row in money.by_site(connection, "ru"))
    assert contracted == hung == sum(spent.values())


def _lines_add_up(connection: sqlite3.Connection) -> None:
    cameras = dict(
        connection.execute(
            "SELECT contract_line, count(*) FROM camera WHERE contract_line IS NOT NULL GROUP BY 1"
        )
    )
    for line in contracts.lines(connection):
        assert line.received + line.short - line.over == line.quantity
        assert max(line.ordered, line.received) <= cameras.get(line.id, 0)
        assert line.installed <= line.received


def _movement_and_fates_balance(player: Player, connection: sqlite3.Connection) -> None:
    lives: dict[int, list[tuple]] = defaultdict(list)
    for camera, *event in connection.execute(
        "SELECT camera, from_day, until_day, state, kind FROM event WHERE position IS NOT NULL"
        " ORDER BY camera, position"
    ):
        lives[camera].append(tuple(event))
    units = dict(connection.execute("SELECT id, unit FROM camera"))
    days = sorted(_days(player))
    for first, last in pairwise(days):
        moved = {row[0]: row[1:] for row in counts.movement(connection, first, last)}
        for unit in {*units.values()}:
            opening, received, gone, closing_ = moved[unit]
            assert opening + received - gone == closing_
            for day, counted in ((first - timedelta(days=1), opening), (last, closing_)):
                assert counted == sum(
                    units[camera] == unit and _state_on(events, day) in HELD
                    for camera, events in lives.items()
                )
    for day in (*days, player.register.today):
        look_back(connection, Moment(as_of=day))
        told = Counter(
            (units[camera], state)
            for camera, events in lives.items()
            if (state := _fate_on(events, day)) is not None
        )
        for by in fate.BY:
            lines = fate.ledger(connection, by, day)
            shown: Counter[tuple[str, str]] = Counter()
            for line in lines:
                assert line.written_off == sum(line.count(state) for state in FATES)
                for state in FATES:
                    shown[line.unit, state.value] += line.count(state)
            assert +shown == told, (day, by)
        assert sum(1 for _ in fate.cameras(connection, day)) == sum(told.values())
    look_back(connection, Moment())


def _state_on(events: list[tuple], day: date) -> str | None:
    on = day.isoformat()
    return next((state for first, until, state, _ in events if first <= on < until), None)


def _fate_on(events: list[tuple], day: date) -> str | None:
    """The fate of a camera that had been written off by `day` and was not found again since."""
    written_off, state = False, None
    for first, _, now, kind in events:
        if first > day.isoformat():
            break
        state = now
        if KINDS[kind].finds:
            written_off = False
        elif (KINDS[kind].target or now) == State.WRITTEN_OFF:
            written_off = True
        elif KINDS[kind].states_itself:
            written_off = now in fate.ONLY_AFTER_WRITE_OFF
    return state if written_off and state in FATES else None


def _days(player: Player) -> list[date]:
    """Some days of the register's time, its very last among them."""
    today = player.register.today
    return [today - timedelta(days=player.rng.randint(0, 4000)) for _ in range(5)] + [today]
