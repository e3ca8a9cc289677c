"""Looking back: the register answers for another day as it answered on that day.

A register lives through days on which steps are recorded, some of them late, facts corrected and
entries taken back. What every table said at the end of each day is kept; asked later as known on
that day it must say the same, row by row.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
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
from camdesk.store import cameras, cards, journal, listing, sites
from camdesk.store.ledger import NewEvent
from camdesk.store.look_back import NOW, Moment, look_back, moment_of
from camdesk.store.register import Register
from camdesk.store.tables import TABLES

FIRST = date(2026, 1, 5)
SHOWN = ("entry", "event", "change", "fault", *TABLES)
SEARCHES = ("ул. 1", "N", "n1", "S2")


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

    def said(self, moment: Moment = NOW, *, once: bool = False) -> dict[str, list[tuple]]:
        """What every table says at a moment, and the list of cameras."""
        with closing(self.reader()) as connection:
            look_back(connection, moment, once=once)
            return shown(connection)


def shown(connection: sqlite3.Connection) -> dict[str, list[tuple]]:
    said = {}
    for table in SHOWN:
        columns = [
            row[1]
            for row in connection.execute(f"PRAGMA main.table_info({table})")
            if row[1] != "hash"
        ]
        said[table] = connection.execute(
            f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"
        ).fetchall()
    for lists in (cameras.listing("ru"), sites.listing("ru"), journal.listing()):
        for search in ("", *SEARCHES):
            found = listing.ids(connection, lists, listing.Query(search))
            rows = listing.rows(connection, lists, found, list(lists.columns))
            said[f"list of {lists.table}: {search}"] = rows
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
                entry.correct("site", 1, {"note": f"n1{chosen % 3}" if chosen % 2 else None})
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
            today = office.said(Moment(as_of=office.day))
            # What was taken back never happened, and a history that goes on has no last day.
            said = office.said() | {
                "event": [row for row in office.said()["event"] if row[12] is not None]
            }
            assert today == said
        finally:
            office.register.close()


@given(DAYS, st.integers(0, 45), st.none() | st.integers(0, 6))
@settings(max_examples=25)
def test_gone_through_once_or_kept_the_cameras_of_a_day_are_the_same(
    days: list[list[int]], back: int, known: int | None
) -> None:
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        try:
            for acts in days:
                for number in acts:
                    act(office, number)
                office.day += timedelta(1)
            known_on = None if known is None else office.day - timedelta(known)
            moment = Moment(office.day - timedelta(back), known_on)
            assert office.said(moment, once=True) == office.said(moment)
        finally:
            office.register.close()


def test_a_count_of_a_past_day_works_nothing_out_beforehand(office: Office) -> None:
    act(office, 0)
    moment = Moment(FIRST - timedelta(1))
    with closing(office.reader()) as connection:
        for once, kept in ((True, "view"), (False, "table")):
            look_back(connection, moment, once=once)
            found = "SELECT type FROM temp.sqlite_master WHERE name = 'stood'"
            assert connection.execute(found).fetchone() == (kept,)
        look_back(connection, NOW)
        assert connection.execute("SELECT count(*) FROM temp.sqlite_master").fetchone() == (0,)


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


# How the work is done


def searched(connection: sqlite3.Connection, text: str) -> list[int]:
    return list(listing.ids(connection, cameras.listing("ru"), listing.Query(text)))


def test_a_camera_is_found_by_the_words_of_then(office: Office) -> None:
    with office.register.write("create") as entry:
        before = entry.add("site", {"address": "ул. Абая"})
        after = entry.add("site", {"address": "ул. Сатпаева"})
        camera = entry.add("camera", {"note": "старая"})
        values = {"state": State.IN_SERVICE, "site": before}
        entry.record(camera, NewEvent("opening", PartialDate.day(FIRST), values))
    office.day += timedelta(10)
    with office.register.write("move") as entry:
        entry.record(camera, NewEvent("removed", PartialDate.day(office.day)))
        there = {"site": after}
        entry.record(camera, NewEvent("installed", PartialDate.day(office.day), there))
        entry.correct("camera", camera, {"note": "новая"})
    with closing(office.reader()) as connection:
        assert searched(connection, "сатпаева новая") == [camera]
        for moment in (Moment(as_of=FIRST), Moment(known_on=FIRST), Moment(FIRST, FIRST)):
            look_back(connection, moment)
            assert searched(connection, "абая") == [camera]
            assert searched(connection, "сатпаева") == []
        assert searched(connection, "старая") == [camera]
        assert searched(connection, "новая") == []
        look_back(connection, Moment(as_of=FIRST))
        assert searched(connection, "новая") == [camera], "a note has no day, only its record has"
        look_back(connection, NOW)
        assert searched(connection, "абая") == []


MOMENTS = [Moment(as_of=FIRST), Moment(known_on=FIRST), Moment(FIRST, FIRST)]


@pytest.mark.parametrize("moment", MOMENTS)
def test_rows_are_looked_up_by_indexes_while_looking_back(office: Office, moment: Moment) -> None:
    for number in (0, 10, 20, 2, 12, 5, 15):
        act(office, number)
    office.day += timedelta(10)
    with office.register.write("move") as entry:
        for camera in office.cameras:
            entry.record(camera, NewEvent("removed", PartialDate.day(office.day)))
            entry.record(camera, NewEvent("installed", PartialDate.day(office.day), {"site": 1}))
        entry.correct("site", 2, {"address": "ул. Другая"})
        entry.correct("camera", office.cameras[0], {"note": "другая"})
    asked: list[str] = []
    with closing(office.reader()) as connection:
        look_back(connection, moment)
        connection.set_trace_callback(asked.append)
        for lists in (cameras.listing("ru"), sites.listing("ru")):
            plain = [c for c in lists.columns if c != "district"]  # the tree of places is small
            listing.rows(connection, lists, [1, 2], plain)
        cards.timeline(connection, office.cameras[0], "ru")
        cards.standings(connection, office.cameras[:1])
        connection.set_trace_callback(None)
        for query in asked:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
            read = [step for step in plan if step.startswith(("SCAN", "MATERIALIZE"))]
            assert not [step for step in read if step != "SCAN CONSTANT ROW"], query


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_look_back_that_is_broken_off_leaves_the_reader_where_it_was(
    office: Office, moment: Moment
) -> None:
    for number in (0, 10, 2, 5):
        act(office, number)
        office.day += timedelta(1)
    with closing(office.reader()) as connection:
        today = shown(connection)
        broken = 0
        for steps in range(1, 400, 7):
            left = iter(range(steps, -1, -1))

            def tick(left: Iterator[int] = left) -> None:
                if next(left, None) == 0:
                    connection.interrupt()

            connection.set_progress_handler(tick, 5)
            try:
                look_back(connection, moment)
            except sqlite3.OperationalError:
                broken += 1
            connection.set_progress_handler(None, 0)
            if moment_of(connection) == NOW:
                assert shown(connection) == today
            look_back(connection, NOW)
        assert broken > 2
        look_back(connection, moment)
        then = shown(connection)
        for steps in range(1, 60, 3):
            left = iter(range(steps, -1, -1))
            connection.set_progress_handler(
                lambda left=left: connection.interrupt() if next(left, None) == 0 else None, 5
            )
            with suppress(sqlite3.OperationalError):
                look_back(connection, NOW)
            connection.set_progress_handler(None, 0)
            assert shown(connection) == (today if moment_of(connection) == NOW else then)


def test_what_a_computer_with_a_wrong_clock_recorded_was_known_when_the_next_entry_was(
    office: Office,
) -> None:
    act(office, 0)
    office.day += timedelta(3_000)
    act(office, 10)
    office.day = FIRST + timedelta(1)
    act(office, 2)
    with closing(office.reader()) as connection:
        for known, entries in ((FIRST, 1), (FIRST + timedelta(1), 3)):
            look_back(connection, Moment(known_on=known))
            assert len(connection.execute("SELECT id FROM entry").fetchall()) == entries


def test_as_of_a_day_contracts_are_there_that_were_signed_or_had_cameras(office: Office) -> None:
    dates = ("2025-03", "2026-01-05", None, "2026-01-04")
    with office.register.write("contract") as entry:
        lines = [
            entry.add(
                "contract_line",
                {
                    "contract": entry.add("contract", {"number": str(number), "signed_on": signed}),
                    "quantity": 1,
                    "unit": "camera",
                },
            )
            for number, signed in enumerate(dates)
        ]
        camera = entry.add("camera", {"contract_line": lines[1]})
        entry.record(camera, NewEvent("planned", PartialDate.day(FIRST - timedelta(1))))
    with closing(office.reader()) as connection:
        for back, there in ((0, "0123"), (1, "0123"), (2, "02")):
            look_back(connection, Moment(as_of=FIRST - timedelta(back)))
            for query in (
                "SELECT number FROM contract ORDER BY id",
                "SELECT contract.number FROM contract_line"
                " JOIN contract ON contract.id = contract_line.contract ORDER BY contract_line.id",
            ):
                assert "".join(row[0] for row in connection.execute(query)) == there
