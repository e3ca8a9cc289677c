"""Looking back: the register answers for another day as it answered on that day.

A register lives through days on which steps are recorded, some of them late, facts corrected and
entries taken back. What every table said at the end of each day is kept; asked later as known on
that day it must say the same, row by row.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.reports.catalogue import REPORTS, find_report
from camdesk.store import cameras, cards, listing
from camdesk.store.ledger import NewEvent
from camdesk.store.look_back import NOW, Moment, look_back, moment_of
from camdesk.store.register import Register
from camdesk.store.tables import TABLES

FIRST = date(2026, 1, 5)
SHOWN = ("entry", "event", "fault", *TABLES)


class Office:
    """A register whose clock the test moves from day to day."""

    def __init__(self, folder: Path) -> None:
        self.day = FIRST
        self.register = Register.create(folder / "register.camdesk", clock=self._now)
        self.cameras: list[int] = []
        self.supplemented: set[int] = set()

    def _now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def reader(self) -> sqlite3.Connection:
        return self.register.reader()

    def said(self, moment: Moment = NOW) -> dict[str, list[tuple]]:
        """What every table says at a moment, and the list of cameras."""
        with closing(self.reader()) as connection:
            look_back(connection, moment)
            return shown(connection)


def shown(connection: sqlite3.Connection) -> dict[str, list[tuple]]:
    said = {}
    for table in SHOWN:
        columns = [
            row[1]
            for row in connection.execute(f"PRAGMA main.table_info({table})")
            if row[1] != "hash"
        ]
        # Events that were taken back stand in the ledger only; no list shows them.
        only = " WHERE position IS NOT NULL" if table == "event" else ""
        said[table] = connection.execute(
            f"SELECT {', '.join(columns)} FROM {table}{only} ORDER BY id"
        ).fetchall()
    lists = cameras.listing("ru")
    found = listing.ids(connection, lists, listing.Query(sort="since"))
    said["list"] = listing.rows(connection, lists, found, list(lists.columns))
    return said


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.register.close()


def act(office: Office, number: int) -> None:
    """One entry, chosen by `number`; one that the register refuses changes nothing."""
    register, chosen = office.register, number // 10
    cameras_there = office.cameras
    late = office.day - timedelta(chosen % 40)
    camera = cameras_there[chosen % len(cameras_there)] if cameras_there else 0
    kind = number % 10
    try:
        if kind in (0, 1) or not cameras_there:
            with register.write("create") as entry:
                site = entry.add("site", {"address": f"ул. {number}"})
                made = entry.add("camera", {"inventory_number": f"N{number}-{len(cameras_there)}"})
                values = {"state": State.IN_SERVICE, "site": site}
                entry.record(made, NewEvent("opening", PartialDate.day(late), values))
            cameras_there.append(made)
        elif kind in (2, 3, 4):
            steps = ("failed", "restored", "removed", "connected", "proposed", "written_off")
            with register.write("step") as entry:
                entry.record(camera, NewEvent(steps[chosen % 6], PartialDate.day(late)))
        elif kind == 5:
            with register.write("correct") as entry:
                entry.correct("camera", camera, {"serial_number": f"S{number}"})
                entry.correct("site", 1, {"note": f"n{chosen % 3}" if chosen % 2 else None})
        elif kind == 6:
            supplement(office, camera, late)
        elif kind in (7, 8):
            register.undo()
        else:
            register.redo()
    except KnownError:
        pass


def supplement(office: Office, camera: int, day: date) -> None:
    with closing(office.reader()) as connection:
        row = connection.execute(
            "SELECT id FROM event WHERE camera = ? AND position IS NOT NULL"
            " AND id NOT IN (SELECT event FROM supplement) ORDER BY position DESC",
            (camera,),
        ).fetchone()
    if row is not None:
        with office.register.write("correct") as entry:
            entry.add("supplement", {"event": row[0], "cost": 500, "occurred_on": day.isoformat()})


DAYS = st.lists(st.lists(st.integers(0, 999), max_size=5), min_size=1, max_size=6)


@given(DAYS)
@settings(max_examples=60)
def test_as_known_on_a_day_every_table_says_what_it_said_that_day(days: list[list[int]]) -> None:
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        try:
            said: dict[date, dict[str, list[tuple]]] = {}
            for acts in days:
                for number in acts:
                    act(office, number)
                said[office.day] = office.said()
                office.day += timedelta(1)
            for day, then in said.items():
                again = office.said(Moment(known_on=day))
                for table, rows in then.items():
                    assert again[table] == rows, (table, day)
        finally:
            office.register.close()


@given(DAYS, st.integers(0, 45))
@settings(max_examples=40)
def test_as_of_a_day_a_camera_stands_as_its_last_event_by_then_left_it(
    days: list[list[int]], back: int
) -> None:
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        try:
            for acts in days:
                for number in acts:
                    act(office, number)
                office.day += timedelta(1)
            day = office.day - timedelta(back)
            with closing(office.reader()) as connection:
                expected = {}
                for camera, state, site, from_day in connection.execute(
                    "SELECT camera, state, site_after, from_day FROM event"
                    " WHERE position IS NOT NULL ORDER BY camera, position"
                ):
                    if from_day <= day.isoformat():
                        expected[camera] = (state, site)
                look_back(connection, Moment(as_of=day))
                stood = {
                    row[0]: row[1:]
                    for row in connection.execute("SELECT id, state, site FROM camera")
                }
                assert stood == expected
                (open_faults,) = connection.execute(
                    "SELECT count(*) FROM fault WHERE ended_by IS NULL"
                ).fetchone()
                broken = [s for s, _ in expected.values() if s == "failed"]
                assert open_faults >= len(broken)
        finally:
            office.register.close()


@given(DAYS)
@settings(max_examples=40)
def test_as_of_today_is_today(days: list[list[int]]) -> None:
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        try:
            for acts in days:
                for number in acts:
                    act(office, number)
                office.day += timedelta(1)
            assert office.said(Moment(as_of=office.day)) == office.said()
        finally:
            office.register.close()


def test_both_dates_together_are_what_was_known_of_that_day(office: Office) -> None:
    act(office, 0)
    (camera,) = office.cameras
    office.day += timedelta(10)
    with office.register.write("failed") as entry:
        entry.record(camera, NewEvent("failed", PartialDate.day(FIRST + timedelta(5))))
    then = FIRST + timedelta(6)
    with closing(office.reader()) as connection:
        states = {}
        for known in (None, FIRST + timedelta(7)):
            look_back(connection, Moment(then, known))
            states[known] = connection.execute("SELECT state FROM camera").fetchone()[0]
    assert states == {None: "failed", FIRST + timedelta(7): "in_service"}


def test_a_reader_that_looked_back_comes_back_to_today(office: Office) -> None:
    act(office, 0)
    office.day += timedelta(3)
    act(office, 10)
    with closing(office.reader()) as connection:
        today = shown(connection)
        moment = Moment(FIRST, FIRST + timedelta(1))
        look_back(connection, moment)
        assert moment_of(connection) == moment
        assert len(connection.execute("SELECT id FROM camera").fetchall()) == 1
        look_back(connection, NOW)
        assert moment_of(connection) == NOW
        assert shown(connection) == today
        assert connection.execute("SELECT count(*) FROM temp.sqlite_master").fetchone() == (0,)


def test_looking_back_writes_nothing_to_the_register(office: Office) -> None:
    act(office, 0)
    with closing(office.reader()) as connection:
        look_back(connection, Moment(FIRST, FIRST))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("UPDATE main.camera SET note = 'x'")


def test_cards_and_reports_answer_for_the_moment(office: Office) -> None:
    act(office, 0)
    (camera,) = office.cameras
    office.day += timedelta(10)
    with office.register.write("failed") as entry:
        entry.record(camera, NewEvent("failed", PartialDate.day(office.day)))
    with closing(office.reader()) as connection:
        look_back(connection, Moment(known_on=FIRST))
        assert [one.kind for one in cards.timeline(connection, camera, "ru")] == ["opening"]
        look_back(connection, NOW)
        table = find_report("by-programme").run(connection, {"known_on": FIRST})
        assert list(table.rows) == [(None, "camera", "in_service", 1)]
        assert moment_of(connection) == NOW
        table = find_report("cameras").run(connection, {"known_on": FIRST}, columns=["state"])
        assert [tuple(row) for row in table.rows] == [("in_service",)]
        assert moment_of(connection) == NOW


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_takes_the_day_on_which_it_was_known(office: Office, name: str) -> None:
    act(office, 0)
    office.day += timedelta(10)
    act(office, 12)
    report = REPORTS[name]
    assert "known_on" in {parameter.name for parameter in report.parameters}
    days = {"from": FIRST, "to": FIRST, "known_on": FIRST}
    with closing(office.reader()) as connection:
        list(report.run(connection, days, "ru").rows)
        assert moment_of(connection) == NOW
