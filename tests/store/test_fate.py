"""The fate ledger: written off = stripped + recycled + ... + fate unknown, whatever happened."""

from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdesk.domain.lifecycle import KINDS, STATES, State, steps_from
from camdesk.store import cameras as camera_list
from camdesk.store import cards, fate
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query, ids
from camdesk.store.look_back import Moment, look_back
from camdesk.store.register import Register

TODAY = date(2026, 11, 23)
EXITS = ["stripped", "recycled", "destroyed", "sold", "transferred"]


@pytest.fixture
def ledger(register):
    def ask(by="act", on=TODAY):
        with closing(register.reader()) as connection:
            return fate.ledger(connection, by, on)

    return ask


@pytest.fixture
def act(clerk):
    """Writes cameras off by one act: `act("17", "2024-12-25", *cameras)` gives the act's id."""

    def write_off(number, day, *cameras, **values):
        paper = clerk.add("document", kind="Акт о списании", number=number, issued_on=day)
        for camera in cameras:
            clerk.step(camera, "proposed", "2021")
            clerk.step(camera, "written_off", day, document=paper, **values)
        return paper

    return write_off


def test_a_written_off_camera_without_an_exit_is_fate_unknown(clerk, ledger, act):
    paper = act("17", "2026-11-03", clerk.camera("1"))
    (line,) = ledger()
    assert (line.key, line.title, line.dated) == (paper, "Акт о списании № 17", "2026-11-03")
    assert (line.written_off, line.count(State.WRITTEN_OFF), line.days_waiting) == (1, 1, 20)


@pytest.mark.parametrize("exit_kind", EXITS)
def test_an_exit_is_its_fate_and_ends_the_wait(clerk, ledger, act, exit_kind):
    camera = clerk.camera("1")
    act("17", "2026-11-03", camera)
    clerk.step(camera, exit_kind, "2026-11-05")
    (line,) = ledger()
    assert line.count(KINDS[exit_kind].target) == line.written_off == 1
    assert line.days_waiting is None


def test_a_stripped_carcass_that_is_recycled_counts_as_recycled(clerk, ledger, act):
    camera = clerk.camera("1")
    act("17", "2026-11-03", camera)
    clerk.step(camera, "stripped", "2026-11-05")
    clerk.step(camera, "recycled", "2026-11-06")
    (line,) = ledger()
    assert (line.count(State.STRIPPED), line.count(State.RECYCLED)) == (0, 1)


def test_a_lost_camera_that_is_written_off_has_the_fate_lost_until_it_is_found(clerk, ledger, act):
    camera = clerk.camera("1")
    clerk.step(camera, "lost", "2021")
    act("17", "2026-11-03", camera)
    (line,) = ledger()
    assert (line.written_off, line.count(State.LOST), line.days_waiting) == (1, 1, None)
    clerk.step(camera, "found", "2026-11-10")
    assert ledger() == []
    clerk.step(camera, "lost", "2026-11-11")
    assert ledger() == []  # lost anew, and not written off since


def test_cameras_that_were_never_written_off_are_not_in_the_ledger(clerk, ledger):
    lost, transferred, opened = (clerk.camera(number) for number in "123")
    clerk.step(lost, "lost")
    clerk.step(transferred, "transferred")
    clerk.camera("4", State.LOST)
    clerk.step(opened, "proposed")
    assert ledger() == []


@pytest.mark.parametrize("state", sorted(fate.ONLY_AFTER_WRITE_OFF))
def test_a_camera_entered_as_written_off_has_no_act_and_no_year(clerk, ledger, state):
    clerk.camera("1", state)
    for by in fate.BY:
        (line,) = ledger(by)
        assert (line.key, line.title, line.count(state)) == (None, None, 1)


def test_which_states_follow_from_a_write_off_alone():
    assert set(fate.ONLY_AFTER_WRITE_OFF) == {
        State.WRITTEN_OFF, State.STRIPPED, State.RECYCLED, State.DESTROYED, State.SOLD,
    }  # fmt: skip


def test_units_of_one_act_are_two_lines(clerk, ledger, act):
    act("17", "2026-11-03", clerk.camera("1"), clerk.camera("2", unit="system"))
    assert [(line.unit, line.written_off) for line in ledger()] == [("camera", 1), ("system", 1)]


def test_the_longest_wait_stands_first_and_no_wait_last(clerk, ledger, act):
    done = clerk.camera("3")
    act("1", "2026-11-20", clerk.camera("1"))
    act("2", "2026-10-20", clerk.camera("2"), clerk.camera("2b"))
    act("3", "2022-10-20", done)
    clerk.step(done, "sold")
    assert [line.title[-1] for line in ledger()] == ["2", "1", "3"]


def test_a_wait_is_counted_from_the_day_by_which_the_write_off_is_certain(clerk, ledger, act):
    act("1", "2026-10", clerk.camera("1"))
    assert ledger()[0].days_waiting == (TODAY - date(2026, 10, 31)).days


@pytest.mark.parametrize(
    ("day", "year"),
    [("2025-03-01", 2025), ("2025", 2025), ("2025-03/2025-06", 2025), ("2024-12/2025-01", None)],
)
def test_the_year_is_that_of_the_write_off_where_it_is_known(clerk, ledger, act, day, year):
    act("1", day, clerk.camera("1"))
    (line,) = ledger("year")
    assert (line.key, line.title) == (year, None if year is None else str(year))


def test_of_the_acts_of_one_year_the_longest_wait_counts(clerk, ledger, act):
    for number, day in enumerate(("2025-06-01", "2025-02-01", "2025-09-01")):
        act(str(number), day, clerk.camera(str(number)))
    (line,) = ledger("year")
    assert (line.written_off, line.days_waiting) == (3, (TODAY - date(2025, 2, 1)).days)


def test_programmes_that_were_merged_are_one_line(clerk, ledger, act):
    old = clerk.add("programme", name_ru="Старая")
    new = clerk.add("programme", name_ru="Новая")
    act("1", "2025", clerk.camera("1", programme=old), clerk.camera("2", programme=new))
    clerk.correct("programme", old, merged_into=new)
    assert [(line.key, line.title, line.written_off) for line in ledger("programme")] == [
        (new, "Новая", 2)
    ]


def test_the_act_that_came_later_is_the_act(clerk, ledger):
    camera = clerk.camera("1")
    clerk.write_off(camera)
    assert ledger()[0].title is None
    ((event,),) = clerk.rows("SELECT id FROM event WHERE kind = 'written_off'")
    paper = clerk.add("document", kind="Акт о списании", number="8")
    clerk.add("supplement", event=event, document=paper, occurred_on="2024")
    assert ledger()[0].title == "Акт о списании № 8"
    assert ledger("year")[0].key == 2024


def test_every_camera_of_the_ledger_is_listed_with_who_received_it(clerk, register, act):
    waiting, gone = clerk.camera("1"), clerk.camera("2")
    act("17", "2026-11-03", waiting, gone)
    heir = clerk.add("organisation", name="ТОО «Переработка»", bin="940140000385")
    paper = clerk.add("document", kind="Акт приёма-передачи")
    clerk.step(gone, "recycled", "2026-11-05", organisation=heir, document=paper)
    clerk.step(gone, "checked", "2026-11-06")
    with closing(register.reader()) as connection:
        assert list(fate.cameras(connection, TODAY)) == [
            ("1", "camera", "Акт о списании № 17", "2026-11-03", "written_off", "2026-11-03",
             None, None, 20, None),
            ("2", "camera", "Акт о списании № 17", "2026-11-03", "recycled", "2026-11-05",
             "ТОО «Переработка»", "Акт приёма-передачи", None, "940140000385"),
        ]  # fmt: skip


def test_the_cameras_behind_a_line_are_those_that_it_counts(clerk, register, ledger, act):
    programme = clerk.add("programme", name_ru="Дворы")
    act("1", "2024", clerk.camera("1"), clerk.camera("2", programme=programme))
    act("2", "2025-03", clerk.camera("3", programme=programme))
    clerk.write_off(clerk.camera("4"))
    clerk.camera("5", State.WRITTEN_OFF)
    clerk.camera("6")
    listing = camera_list.listing("ru")
    filters = {
        "act": "act", "year": "written_off_year", "programme": "written_off_programme"
    }  # fmt: skip
    with closing(register.reader()) as connection:
        for by, name in filters.items():
            lines = ledger(by)
            for line in lines:
                found = ids(connection, listing, Query(filters={name: (line.key,)}))
                assert len(found) == line.written_off, (by, line)
            everything = Query(filters={name: tuple(line.key for line in lines)})
            assert len(ids(connection, listing, everything)) == 5
        assert len(ids(connection, listing, Query(filters={"written_off_year": (1999,)}))) == 0


@pytest.mark.parametrize("day", [None, TODAY])
def test_the_ledger_goes_through_the_cameras_whenever_it_is_asked_for(clerk, register, day, act):
    act("1", "2024", clerk.camera("1"))
    with closing(register.reader()) as connection:
        look_back(connection, Moment(day))
        plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT count(*){fate.LEDGER}").fetchall()
    # Each camera with each event of a kind took a minute for 60,000 cameras.
    assert not [step for step in plan if "event_kind" in step[-1]]


@settings(max_examples=25)
@given(choices=st.lists(st.lists(st.integers(0, 99), min_size=3, max_size=9), max_size=6))
def test_whatever_lives_are_played_the_ledger_balances(tmp_path_factory, choices):
    path = tmp_path_factory.mktemp("lives") / "r.camdesk"
    written_off = set()
    with Register.create(path) as register, closing(register.reader()) as connection:
        for steps in choices:
            camera = play(register, connection, steps)
            standing = cards.standings(connection, [camera])[camera]
            if standing.written_off:
                written_off.add(camera)
        for by in fate.BY:
            lines = fate.ledger(connection, by, TODAY)
            assert sum(line.written_off for line in lines) == len(written_off)
        listed = list(fate.cameras(connection, TODAY))
        assert len(listed) == len(written_off)
        assert all(STATES[State(row[4])].fate for row in listed)
        waiting = sum(line.count(State.WRITTEN_OFF) for line in lines)
        assert waiting == sum(row[8] is not None for row in listed)


def play(register, connection, choices):
    """A life of legal steps, each chosen by a number; those on the way to an end come first."""
    with register.write("create") as entry:
        camera = entry.add("camera", {})
        entry.record(camera, NewEvent("opening", None, {"state": State.IN_STOCK}))
    for number in choices:
        standing = cards.standings(connection, [camera])[camera]
        endings = [
            kind for kind in steps_from(standing)
            if kind.name in {"proposed", "written_off", "lost", "found", *EXITS}
        ]  # fmt: skip
        if not endings:
            break
        with register.write("step") as entry:
            entry.record(camera, NewEvent(endings[number % len(endings)].name))
    return camera
