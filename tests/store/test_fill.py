"""Filling gaps: only what was empty, each cell refused by name, and all of it can be undone."""

import tempfile
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdesk.domain.lifecycle import State
from camdesk.store import gaps
from camdesk.store.fill import NotFilled, fill, learn
from camdesk.store.fill_sheet import read_sheet
from camdesk.store.gaps import GAPS
from camdesk.store.register import Register
from tests.store.conftest import Clerk, event


def sheet(clerk, gap, of="/camera"):
    with closing(clerk.register.reader()) as connection:
        return read_sheet(connection, gap, of, "ru")


def filled(clerk, gap, rows):
    with clerk.register.write("fill", gap) as entry:
        fill(entry, gap, rows)


def count(clerk, gap):
    with closing(clerk.register.reader()) as connection:
        return sum(one.count for one in gaps.counts(connection, "ru") if one.gap == gap)


@pytest.fixture
def life(clerk):
    """A camera of which no date, price, paper or number is known; its events by kind."""
    camera = clerk.camera()
    site = clerk.add("site", address="ул. Абая, 1")
    clerk.step(camera, "installed", site=site)
    clerk.step(camera, "failed")
    return camera, dict(clerk.rows("SELECT kind, id FROM event WHERE camera = ?", camera))


def test_every_gap_that_has_columns_has_a_sheet_whose_rows_fill_it(clerk, life):
    model = clerk.add("model", maker="Hikvision", name="DS")
    holder = clerk.add("organisation", name="ДП")
    act = clerk.add("document", kind="Акт", number="7")
    values = {
        "inventory_number": "И-1", "serial_number": "S-1", "model": model,
        "balance_holder": holder, "installed_on": "2024-12", "occurred_on": "2024-12",
        "cost": 100, "latitude": 51.2, "longitude": 51.4, "document": act,
    }  # fmt: skip
    for gap, one in GAPS.items():
        if not one.columns or not count(clerk, gap):
            continue
        rows = sheet(clerk, gap).rows
        assert rows, gap
        filled(clerk, gap, {row.id: {name: values[name] for name in one.columns} for row in rows})
        assert count(clerk, gap) == 0, gap
        assert sheet(clerk, gap).rows == (), gap
    clerk.check()


def test_the_date_of_installation_is_that_of_the_step_where_there_was_one(clerk, life):
    camera, events = life
    filled(clerk, "installed_on", {events["installed"]: {"installed_on": "2021-05"}})
    assert clerk.rows("SELECT installed_on, since FROM camera WHERE id = ?", camera) == [
        ("2021-05", None)
    ]
    assert clerk.rows("SELECT event, occurred_on FROM supplement") == [
        (events["installed"], "2021-05")
    ]


def test_of_a_camera_that_was_entered_hanging_it_is_kept_beside_the_opening(clerk):
    camera = clerk.camera("1", State.IN_SERVICE)
    (row,) = sheet(clerk, "installed_on").rows
    filled(clerk, "installed_on", {row.id: {"installed_on": "2014"}})
    assert clerk.rows("SELECT installed_on FROM camera WHERE id = ?", camera) == [("2014",)]


def test_a_number_taken_is_refused_by_its_row_and_nothing_is_written(clerk):
    clerk.camera("И-1")
    one, two, three = clerk.camera(), clerk.camera(), clerk.camera()
    before = clerk.everything()
    rows = {one: "И-1", two: "И-2", three: "И-2"}
    with pytest.raises(NotFilled) as refused:
        filled(clerk, "inventory_number", {i: {"inventory_number": n} for i, n in rows.items()})
    assert set(refused.value.cells) == {(one, "inventory_number"), (three, "inventory_number")}
    assert clerk.everything() == before


def test_what_is_known_by_now_is_not_overwritten(clerk):
    camera = clerk.camera("И-1")
    with pytest.raises(NotFilled, match="known by now"):
        filled(clerk, "inventory_number", {camera: {"inventory_number": "И-2"}})


def test_what_an_event_says_itself_is_not_learnt_again(clerk, life):
    camera, events = life
    step = clerk.step(camera, "restored", "2026-01-05", cost=500)
    ((restored,),) = clerk.rows("SELECT id FROM event WHERE entry = ?", step)
    for facts in ({"occurred_on": "2026-01-06"}, {"cost": 1}):
        with pytest.raises(NotFilled, match="says that itself"), clerk.register.write("x") as entry:
            learn(entry, {restored: facts})
    with pytest.raises(NotFilled, match="no field"), clerk.register.write("x") as entry:
        learn(entry, {events["failed"]: {"cost": 1}})
    with pytest.raises(NotFilled, match="not come yet"), clerk.register.write("x") as entry:
        learn(entry, {events["failed"]: {"occurred_on": "2030"}})


def test_what_was_learnt_twice_of_one_event_stands_in_one_row(clerk, life):
    _camera, events = life
    act = clerk.add("document", kind="Акт", number="7")
    filled(clerk, "date", {events["installed"]: {"occurred_on": "2024"}})
    filled(clerk, "paper", {events["installed"]: {"document": act}})
    assert clerk.rows("SELECT event, occurred_on, document FROM supplement") == [
        (events["installed"], "2024", act)
    ]


def test_a_sheet_says_which_cameras_no_row_can_fill(clerk):
    clerk.camera("1", State.IN_SERVICE)  # where it hangs is not known
    site = clerk.add("site", code="У-1")
    with clerk.register.write("create") as entry:
        for _ in range(2):
            camera = entry.add("camera", {})
            entry.record(camera, event("opening", "2020", state=State.IN_SERVICE, site=site))
    read = sheet(clerk, "coordinates")
    assert (len(read.rows), read.waiting, read.unreachable) == (1, 0, 1)
    assert [row.known[0] for row in read.rows] == ["У-1"]


def test_a_price_can_only_be_learnt_of_the_step_that_bought(clerk):
    planned = clerk.camera(state=State.PLANNED)
    with clerk.register.write("installed") as entry:
        site = entry.add("site", {"code": "У-1"})
        entry.record(planned, event("installed", "2021", site=site))
        other = entry.add("camera", {})
        entry.record(other, event("planned"))
        entry.record(other, event("installed", "2021", site=site))
    read = sheet(clerk, "cost")
    assert (len(read.rows), read.unreachable) == (1, 1)


def test_a_sheet_ends_where_one_sitting_ends(clerk, monkeypatch, life):
    from camdesk.store import fill_sheet

    monkeypatch.setattr(fill_sheet, "MOST", 3)
    for _ in range(4):
        clerk.camera()
    read = sheet(clerk, "inventory_number")
    assert (len(read.rows), read.waiting) == (3, 2)
    read = sheet(clerk, "date")
    assert (len(read.rows), read.waiting) == (2, 0)


def test_a_programme_has_its_own_sheet(clerk):
    programme = clerk.add("programme", name_ru="Подъезды")
    camera = clerk.camera(programme=programme)
    clerk.camera(programme=programme, unit="system")
    clerk.camera()
    read = sheet(clerk, "inventory_number", f"{programme}/camera")
    assert [row.id for row in read.rows] == [camera]


DAYS = st.one_of(st.none(), st.integers(0, 40))
NEWEST = date(2026, 11, 20)


@settings(max_examples=40)
@given(st.lists(DAYS, min_size=3, max_size=3))
def test_dates_learnt_later_stand_as_if_they_had_been_said_at_once(days):
    """Accepted exactly where the same life would have been; undone, it leaves no trace."""
    said = [None if day is None else (NEWEST - timedelta(day)).isoformat() for day in days]
    known = [day for day in said if day is not None]
    kinds = ("opening", "installed", "failed")
    with (
        tempfile.TemporaryDirectory() as folder,
        Register.create(Path(folder) / "learnt.camdesk") as register,
    ):
        clerk = Clerk(register)
        site = clerk.add("site", code="У-1")
        values = ({"state": State.IN_STOCK}, {"site": site}, {})
        with register.write("create") as entry:
            camera = entry.add("camera", {})
            events = [
                entry.record(camera, event(kind, **own))
                for kind, own in zip(kinds, values, strict=True)
            ]
        before = clerk.picture()
        rows = {
            row: {"occurred_on": day}
            for row, day in zip(events, said, strict=True)
            if day is not None
        }
        legal = all(one <= other for one, other in pairwise(known))
        try:
            filled(clerk, "date", rows)
        except NotFilled:
            assert not legal
            assert clerk.picture() == before
            return
        assert legal
        with register.write("create") as entry:
            twin = entry.add("camera", {})
            for kind, own, day in zip(kinds, values, said, strict=True):
                entry.record(twin, event(kind, day, **own))
        stood = "SELECT state, since, installed_on, installed_year FROM camera WHERE id = ?"
        assert clerk.rows(stood, camera) == clerk.rows(stood, twin)
        register.undo()
        if rows:
            register.undo()
        assert clerk.picture() == before
        clerk.check()
