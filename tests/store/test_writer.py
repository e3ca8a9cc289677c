"""One entry is saved whole or not at all, and what it says fits what the register says."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.domain.validation import FieldError
from camdesk.store import writer as writer_module
from camdesk.store.ledger import NewEvent
from camdesk.store.picture import EVENT_DERIVED, CameraContradiction, NoHistory
from camdesk.store.register import Register

OPENING = NewEvent("opening", None, {"state": State.IN_STOCK})


class PowerCutError(Exception):
    """Our own bug in the middle of an entry."""


@pytest.mark.parametrize("batch", [1, 3, 10_000])
@pytest.mark.parametrize("after", [0, 1, 7, 20])
def test_a_failure_in_the_middle_leaves_everything_as_before(
    told, monkeypatch: pytest.MonkeyPatch, batch: int, after: int
) -> None:
    monkeypatch.setattr(writer_module, "BATCH", batch)
    before = told.everything()
    with pytest.raises(PowerCutError), told.register.write("import") as entry:  # noqa: PT012
        entry.correct("camera", 1, {"note": "другое"})
        for _ in range(after):
            entry.record(entry.add("camera", {"note": "новая"}), OPENING)
        entry.record(2, NewEvent("proposed"))
        raise PowerCutError
    assert told.everything() == before
    told.check()


@pytest.mark.parametrize("batch", [1, 2, 7])
def test_batches_do_not_show_in_what_is_saved(
    told, make_clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    def tell(clerk) -> dict:
        with clerk.register.write("import", "table.csv") as entry:
            programme = entry.add("programme", {"name_ru": "Безопасный двор"})
            cameras = [
                entry.add("camera", {"inventory_number": f"n{i}", "programme": programme})
                for i in range(9)
            ]
            field = entry.add("own_field", {"table_name": "camera", "name": "x", "kind": "text"})
            for camera in cameras:
                entry.add("own_value", {"field": field, "camera": camera, "value": str(camera)})
            for camera in reversed(cameras):
                entry.record(camera, OPENING)
                entry.record(camera, NewEvent("proposed"))
            site = entry.find_or_add("site", {"code": "X-1"})
            entry.correct("site", site, {"address": "ул. Абая"})
            entry.record(cameras[0], NewEvent("written_off"))
        clerk.check()
        return clerk.everything()

    with Register.create(tmp_path / "whole.camdesk", clock=told.register.clock) as register:
        whole = tell(make_clerk(register))
    monkeypatch.setattr(writer_module, "BATCH", batch)
    with Register.create(tmp_path / "batched.camdesk", clock=told.register.clock) as register:
        batched = tell(make_clerk(register))
    # Changes and events keep their order; only their numbering and the picture count.
    assert {**batched, "event": 0, "entry": 0} == {**whole, "event": 0, "entry": 0}


def test_a_fact_that_a_row_must_have_is_asked_for_in_words(clerk) -> None:
    contract = clerk.add("contract", number="Д-1")
    before = clerk.everything()
    for act in (
        lambda: clerk.correct("contract", contract, number=" "),
        lambda: clerk.add("contract", title="Камеры"),
        lambda: clerk.add("contract_line", contract=contract),
    ):
        with pytest.raises(KnownError, match="is missing"):
            act()
    assert clerk.everything() == before


def test_a_line_of_a_contract_counts_cameras_where_nothing_is_said(clerk) -> None:
    contract = clerk.add("contract", number="Д-1")
    clerk.add("contract_line", contract=contract, quantity=2)
    assert clerk.rows("SELECT unit FROM contract_line") == [("camera",)]
    clerk.check()


def test_a_date_that_is_learnt_moves_the_camera_in_the_search_too(clerk) -> None:
    first, second = (clerk.add("site", code=code) for code in ("У-1", "У-2"))
    camera = clerk.camera()
    for day, site in (("2025", first), (None, second)):
        clerk.step(camera, "installed", day, site=site)
        clerk.step(camera, "removed", day)
    assert clerk.rows("SELECT site FROM camera") == [(second,)]
    undated = clerk.rows("SELECT id FROM event WHERE occurred_on IS NULL")
    with clerk.register.write("fill") as entry:
        for (event,) in undated:
            entry.add("supplement", {"event": event, "occurred_on": "2024"})
    assert clerk.rows("SELECT site FROM camera") == [(first,)]
    clerk.check()
    clerk.register.undo()
    assert clerk.rows("SELECT site FROM camera") == [(second,)]
    clerk.check()


@pytest.mark.parametrize("batch", [1, 2, 10_000])
def test_what_is_about_new_cameras_is_written_after_them(
    clerk, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """While a row waits for its camera, SQLite searches all cameras for each event that comes."""
    monkeypatch.setattr(writer_module, "BATCH", batch)
    field = clerk.add("own_field", table_name="camera", name="Ключ", kind="text")
    written: list[str] = []
    with clerk.register.write("import") as entry:
        entry.connection.set_trace_callback(written.append)
        for number in range(5):
            camera = entry.add("camera", {"inventory_number": f"n{number}"})
            entry.add("own_value", {"field": field, "camera": camera, "value": str(number)})
            entry.add("part", {"name": "п", "source": "recovered", "donor": camera, "quantity": 1})
            entry.record(camera, OPENING)
    clerk.register._require_writer().set_trace_callback(None)
    tables = [sql.split()[2] for sql in written if sql.startswith("INSERT INTO")]
    for table in ("own_value", "part"):
        assert tables.count(table) == tables.count("camera") == 5
        assert all(
            tables[: i + 1].count(table) <= tables[: i + 1].count("camera")
            for i in range(len(tables))
        )
    clerk.check()


CHILD = """
import sys
from pathlib import Path
from camdesk.domain.lifecycle import State
from camdesk.store import writer
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
writer.BATCH = 5
register = Register.open(Path(sys.argv[1]))
register._writer.execute("PRAGMA cache_size = 5")  # unsaved pages go to the file early
for number in range(100_000):
    with register.write("import") as entry:
        for _ in range(40):
            camera = entry.add("camera", {"note": "x" * 500})
            entry.record(camera, NewEvent("opening", None, {"state": State.IN_STOCK}))
        if sys.argv[2] == "inside":
            print("inside", flush=True)
            sys.stdin.read()
    print(entry.id, flush=True)
"""


def _child(path: Path, where: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), where],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def _kill(child: subprocess.Popen) -> list[str]:
    """What the child had said before it died."""
    child.kill()
    said, _ = child.communicate()
    return said.split()


def test_a_program_killed_inside_an_entry_leaves_the_register_as_before(told, make_clerk) -> None:
    before, path = told.everything(), told.register.path
    told.register.close()
    child = _child(path, "inside")
    assert child.stdout.readline() == "inside\n"
    _kill(child)
    assert path.with_name(path.name + "-wal").stat().st_size > 50_000  # it had got that far
    with Register.open(path) as register:
        assert not register.read_only
        assert make_clerk(register).everything() == before
        make_clerk(register).check()


@pytest.mark.parametrize("entries", [1, 4, 9])
def test_what_was_said_to_be_saved_survives_a_kill(told, make_clerk, entries: int) -> None:
    path = told.register.path
    (before,) = told.rows("SELECT max(id) FROM entry")[0]
    told.register.close()
    child = _child(path, "anywhere")
    said = [child.stdout.readline() for _ in range(entries)]
    said += _kill(child)
    with Register.open(path) as register:
        clerk = make_clerk(register)
        checked = clerk.check()
        # The last word may have been cut short by the kill.
        assert checked.entries >= before + len(said) - 1
        assert clerk.rows("SELECT count(*) FROM event WHERE entry > ?", before) == [
            (40 * (checked.entries - before),)
        ]


def test_a_full_disk_is_told_and_leaves_everything_as_before(told) -> None:
    before = told.everything()
    writer = told.register._writer
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count = {pages + 10}")
    with pytest.raises(KnownError, match="disk is full"):
        told.import_cameras(*[{"note": "x" * 500}] * 1000)
    assert told.everything() == before
    writer.execute("PRAGMA max_page_count = 1000000")
    told.camera()
    told.check()


def test_another_program_that_holds_the_file_is_named_as_the_trouble(told) -> None:
    told.register._writer.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(told.register.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KnownError, match="Another program"):
            told.camera()
        other.execute("ROLLBACK")
    told.camera()


def test_our_own_error_comes_out_as_it_is(clerk) -> None:
    bug = PowerCutError()
    with pytest.raises(PowerCutError) as caught, clerk.register.write("import"):
        raise bug
    assert caught.value is bug
    assert caught.value.__cause__ is None


def test_ids_are_never_given_twice(told) -> None:
    camera = told.camera()
    told.register.void(told.last)
    site = told.add("site")
    told.register.void(told.last)
    assert told.camera() == camera + 1
    assert told.add("site") == site + 1


def test_an_inventory_number_is_unique_among_live_cameras(clerk) -> None:
    first = clerk.camera("ЗКО-1")
    before = clerk.everything()
    with pytest.raises(FieldError) as caught:
        clerk.camera("ЗКО-1")
    assert caught.value.field == "inventory_number"
    second = clerk.camera("ЗКО-2")
    with pytest.raises(FieldError):
        clerk.correct("camera", second, inventory_number="ЗКО-1")
    with pytest.raises(FieldError):
        clerk.import_cameras(*[{"inventory_number": "twice"}] * 2)
    clerk.register.void(clerk.last)
    assert clerk.everything()["camera"] == before["camera"]
    clerk.write_off(first)
    clerk.camera("ЗКО-1")
    clerk.check()


def test_the_number_of_a_camera_whose_life_is_over_may_be_anything(clerk) -> None:
    clerk.camera("ЗКО-1")
    over = clerk.camera("ЗКО-1", State.WRITTEN_OFF)
    clerk.correct("camera", over, inventory_number="ЗКО-9")
    clerk.correct("camera", over, inventory_number="ЗКО-1")
    clerk.check()


def test_a_number_passes_from_one_camera_to_the_next_within_an_entry(clerk) -> None:
    old = clerk.camera("ЗКО-1")
    with clerk.register.write("transferred") as entry:
        entry.record(old, NewEvent("transferred"))
        entry.record(entry.add("camera", {"inventory_number": "ЗКО-1"}), OPENING)
    clerk.check()
    lost = clerk.camera("ЗКО-2", State.LOST)
    live = clerk.camera("ЗКО-2")
    clerk.record((lost, "found"), (live, "lost"))
    assert (clerk.state(lost), clerk.state(live)) == ("in_stock", "lost")
    clerk.check()


def test_a_camera_comes_back_only_while_its_number_is_free(clerk) -> None:
    lost = clerk.camera("ЗКО-1", State.LOST)
    clerk.camera("ЗКО-1")
    before = clerk.everything()
    with pytest.raises(KnownError, match="inventory number"):
        clerk.step(lost, "found")
    assert clerk.everything() == before


def test_the_code_of_a_site_is_unique(clerk) -> None:
    clerk.add("site", code="У-1")
    with pytest.raises(FieldError) as caught:
        clerk.add("site", code="У-1")
    assert caught.value.field == "code"


def test_a_camera_needs_an_event(clerk) -> None:
    before = clerk.everything()
    with pytest.raises(NoHistory), clerk.register.write("create") as entry:
        entry.add("camera", {"inventory_number": "ЗКО-1"})
    assert clerk.everything() == before


def test_an_event_that_contradicts_others_is_refused_by_camera(clerk) -> None:
    camera, other = clerk.camera(), clerk.camera()
    before = clerk.everything()
    with pytest.raises(CameraContradiction) as caught:
        clerk.record((other, "checked"), (camera, "restored"))
    assert caught.value.camera == camera
    assert clerk.everything() == before


def test_a_row_that_was_undone_meanwhile_is_said_to_be_gone(clerk) -> None:
    camera = clerk.camera()
    gone = clerk.camera()
    clerk.register.void(clerk.last)
    site = clerk.add("site")
    clerk.register.void(clerk.last)
    organisation = clerk.add("organisation", name="ТОО")
    clerk.register.void(clerk.last)
    before = clerk.everything()
    for act in (
        lambda: clerk.step(gone, "removed"),
        lambda: clerk.step(gone, "received"),  # a life could begin with it
        lambda: clerk.correct("camera", gone, note="x"),
        lambda: clerk.step(camera, "installed", site=site),
        lambda: clerk.step(camera, "proposed", document=17),
        lambda: clerk.step(camera, "sent_to_repair", organisation=organisation),
        lambda: clerk.camera(balance_holder=organisation),
        lambda: clerk.correct("camera", camera, programme=1),
        lambda: clerk.register.void(999),
    ):
        with pytest.raises(KnownError, match=r"no longer|There is no entry"):
            act()
    assert clerk.everything() == before


def test_blank_text_is_unknown_and_what_does_not_differ_is_no_change(clerk) -> None:
    camera = clerk.camera("  ЗКО-1 ", note="   ")
    assert clerk.rows("SELECT inventory_number, note FROM camera") == [("ЗКО-1", None)]
    clerk.correct("camera", camera, note="  ", inventory_number="ЗКО-1 ", serial_number="S")
    assert clerk.rows("SELECT column_name, old, new FROM change WHERE entry = ?", clerk.last) == [
        ("serial_number", "null", '"S"')
    ]


def test_only_facts_can_be_stated(clerk) -> None:
    camera = clerk.camera()
    with pytest.raises(ValueError, match="state"):
        clerk.correct("camera", camera, state="sold")
    with pytest.raises(ValueError, match="state"):
        clerk.add("camera", state="sold")


def test_a_row_is_found_by_exactly_its_facts_or_made(clerk) -> None:
    with clerk.register.write("import") as entry:
        made = entry.find_or_add("organisation", {"name": "ТОО Болашак", "bin": None})
        assert entry.find_or_add("organisation", {"name": " ТОО Болашак "}) == made
        other = entry.find_or_add("organisation", {"name": "ТОО Болашак", "bin": "940140000385"})
    assert other != made
    clerk.check()


def test_an_entry_says_who_when_what_and_why(clerk) -> None:
    clerk.register.author = "Айгүл"
    camera = clerk.camera()
    with clerk.register.write("proposed", "ЗКО-1", reason="износ", invented=True) as entry:
        entry.record(camera, NewEvent("proposed"))
    row = clerk.rows(
        "SELECT author, action, subject, reason, invented, cameras, recorded_at, recorded_on"
        " FROM entry WHERE id = ?",
        entry.id,
    )
    assert row == [
        ("Айгүл", "proposed", "ЗКО-1", "износ", 1, 1, "2026-11-23T09:00:00.000+00:00", "2026-11-23")
    ]


@pytest.mark.parametrize("table", ["entry", "event", "change"])
def test_triggers_guard_the_ledger(told, table: str) -> None:
    before = told.everything()
    columns = [row[1] for row in told.rows(f"PRAGMA table_info({table})")]
    derived = {"voided_by"} | ({*EVENT_DERIVED} if table == "event" else set())
    with closing(sqlite3.connect(told.register.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(f"DELETE FROM {table}")
        for column in set(columns) - derived:
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(f"UPDATE {table} SET {column} = {column}")
    assert told.everything() == before
