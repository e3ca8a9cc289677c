"""Undo takes back exactly what an entry did, redo brings exactly that again."""

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.fields import FieldKind
from camdesk.domain.lifecycle import Kind, State, steps_from
from camdesk.store import cards
from camdesk.store.book_lists import merge
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from camdesk.store.tables import TABLES
from camdesk.store.voiding import EntryInUse, EntryUndone


def _refused(clerk, error: type[KnownError], act: Callable[[], object]) -> KnownError:
    """The refusal of `act`, which left everything as it was."""
    before = clerk.everything()
    with pytest.raises(error) as caught:
        act()
    assert clerk.everything() == before
    str(caught.value)
    return caught.value


def _later(clerk, entry: int) -> int:
    """The entry that is named when `entry` cannot be undone."""
    refusal = _refused(clerk, EntryInUse, lambda: clerk.register.void(entry))
    assert isinstance(refusal, EntryInUse)
    return refusal.later


def test_undo_is_an_entry_that_gives_back_the_state_before_and_redo_the_one_after(told) -> None:
    before = told.picture()
    camera = told.camera("ЗКО-9", note="новая")
    made = told.picture()
    entries = told.check().entries
    title = told.register.undo()
    assert title is not None
    assert (title.id, title.action, title.subject, title.cameras) == (
        told.last,
        "create",
        "ЗКО-9",
        1,
    )
    assert told.picture() == before
    assert told.check().entries == entries + 1
    assert told.register.redo() == title
    assert told.picture() == made
    assert told.check().entries == entries + 2
    assert told.state(camera) == "in_stock"


def test_undo_and_redo_walk_back_and_forth(clerk) -> None:
    shown = [clerk.picture()]
    for number in ("1", "2", "3"):
        clerk.camera(number)
        shown.append(clerk.picture())
    register = clerk.register
    for act, expected in (
        (register.undo, 2), (register.undo, 1), (register.redo, 2), (register.redo, 3),
        (register.undo, 2), (register.undo, 1), (register.undo, 0), (register.redo, 1),
        (register.undo, 0), (register.redo, 1), (register.redo, 2), (register.redo, 3),
    ):  # fmt: skip
        assert act() is not None
        assert clerk.picture() == shown[expected]
        clerk.check()
    assert register.redo() is None


def test_there_is_nothing_to_undo_or_redo_in_the_beginning(clerk) -> None:
    assert clerk.register.undo() is None
    assert clerk.register.redo() is None


def test_a_new_act_ends_what_could_be_redone(clerk) -> None:
    clerk.camera("1")
    clerk.register.undo()
    assert clerk.register.redo_target().subject == "1"
    clerk.camera("2")
    assert clerk.register.redo_target() is None
    assert clerk.register.redo() is None
    assert clerk.register.undo_target().subject == "2"


def test_an_entry_is_undone_once(clerk) -> None:
    clerk.camera()
    undo = clerk.register.void(clerk.last)
    refusal = _refused(clerk, KnownError, lambda: clerk.register.void(clerk.last))
    assert str(undo) in str(refusal)


def test_an_undone_redo_takes_the_entry_out_again(clerk) -> None:
    before = clerk.picture()
    clerk.camera("1")
    act, made = clerk.last, clerk.picture()
    undo = clerk.register.void(act)
    redo = clerk.register.void(undo)
    assert clerk.picture() == made
    clerk.register.void(redo)
    assert clerk.picture() == before
    clerk.check()
    assert clerk.rows("SELECT voided_by FROM entry WHERE id = ?", act) == [(undo,)]
    assert clerk.register.redo().id == act
    assert clerk.picture() == made
    clerk.check()


def test_a_redo_cannot_be_undone_where_its_entry_was_undone_anew(clerk) -> None:
    clerk.camera()
    redo = clerk.register.void(clerk.register.void(clerk.last))
    clerk.register.void(clerk.last)
    _refused(clerk, KnownError, lambda: clerk.register.void(redo))


def test_a_camera_is_kept_while_later_entries_speak_of_it(clerk) -> None:
    camera = clerk.camera()
    made = clerk.last
    step = clerk.step(camera, "proposed")
    assert _later(clerk, made) == step
    clerk.register.void(step)
    correction = clerk.correct("camera", camera, note="x")
    assert _later(clerk, made) == correction
    clerk.register.void(correction)
    old = clerk.camera()
    before = clerk.last
    clerk.step(old, "installed", site=clerk.add("site"), other_camera=camera)
    assert _later(clerk, made) == clerk.last
    clerk.register.void(clerk.last)
    clerk.register.void(made)
    clerk.register.void(before)
    clerk.check()


def test_what_others_refer_to_is_kept(clerk) -> None:
    owner = clerk.add("organisation", name="ДП")
    made = clerk.last
    programme = clerk.add("programme", name_ru="Подъезды")
    programme_made = clerk.last
    camera = clerk.camera(programme=programme)
    assert _later(clerk, programme_made) == clerk.last
    other = clerk.camera()
    correction = clerk.correct("camera", other, balance_holder=owner)
    clerk.correct("camera", other, note="later, but about something else")
    assert _later(clerk, made) == correction
    document = clerk.add("document", kind="Акт")
    document_made = clerk.last
    step = clerk.step(camera, "proposed", document=document)
    assert _later(clerk, document_made) == step


def test_a_site_is_kept_while_an_event_names_it(clerk) -> None:
    site = clerk.add("site", code="У-1")
    made = clerk.last
    camera = clerk.camera()
    installed = clerk.step(camera, "installed", site=site)
    assert _later(clerk, made) == installed
    clerk.register.void(installed)
    clerk.register.void(made)
    clerk.check()


def test_a_correction_is_kept_under_a_later_one_of_the_same_fact(clerk) -> None:
    camera = clerk.camera(note="a")
    first = clerk.correct("camera", camera, note="b")
    other = clerk.correct("camera", camera, serial_number="S")
    second = clerk.correct("camera", camera, note="c")
    assert _later(clerk, first) == second
    third = clerk.correct("camera", camera, note="b")  # back to what the first one said
    assert _later(clerk, first) == third
    clerk.register.void(other)
    for entry in (third, second, first):
        clerk.register.void(entry)
        clerk.check()
    assert clerk.rows("SELECT note FROM camera") == [("a",)]


def test_a_fact_corrected_twice_in_one_entry_goes_back_to_the_beginning(clerk) -> None:
    camera = clerk.camera(note="a")
    before = clerk.picture()
    with clerk.register.write("correct") as entry:
        for note in ("b", "c", None, "d"):
            entry.correct("camera", camera, {"note": note})
    after = clerk.picture()
    clerk.register.undo()
    assert clerk.picture() == before
    clerk.register.redo()
    assert clerk.picture() == after
    clerk.check()


def test_what_was_made_on_an_undone_entry_comes_back_after_it(clerk) -> None:
    camera = clerk.camera(note="a")
    made = clerk.last
    first = clerk.correct("camera", camera, note="b")
    second = clerk.correct("camera", camera, note="c")
    undone = {entry: clerk.register.void(entry) for entry in (second, first, made)}

    def earlier(entry: int) -> int:
        refusal = _refused(clerk, EntryUndone, lambda: clerk.register.void(undone[entry]))
        assert isinstance(refusal, EntryUndone)
        return refusal.earlier

    assert earlier(second) == made
    clerk.register.void(undone[made])
    assert earlier(second) == first
    for entry in (first, second):
        clerk.register.void(undone[entry])
    clerk.check()
    assert clerk.rows("SELECT note FROM camera") == [("c",)]


@pytest.mark.parametrize("what", ["camera", "site", "organisation", "document", "programme"])
def test_an_entry_does_not_come_back_before_what_it_names(clerk, what: str) -> None:
    camera = clerk.camera()
    made = clerk.last
    if what != "camera":
        row = clerk.add(what, **{"site": {"code": "У"}, "organisation": {"name": "ТОО"},
            "document": {"kind": "Акт"}, "programme": {"name_ru": "П"}}[what])  # fmt: skip
        made = clerk.last
    if what == "camera":
        user = clerk.step(camera, "checked")
    elif what == "site":
        user = clerk.step(camera, "installed", site=row)
    elif what == "programme":
        clerk.camera(programme=row)
        user = clerk.last
    else:
        user = clerk.step(camera, "sent_to_repair", **{what: row})
    undone = clerk.register.void(user)
    undone_made = clerk.register.void(made)
    _refused(clerk, KnownError, lambda: clerk.register.void(undone))
    clerk.register.void(undone_made)
    clerk.register.void(undone)
    clerk.check()


def test_a_correction_does_not_come_back_over_a_later_one(clerk) -> None:
    camera = clerk.camera(note="a")
    undone = clerk.register.void(clerk.correct("camera", camera, note="b"))
    later = clerk.correct("camera", camera, note="c")
    refusal = _refused(clerk, EntryInUse, lambda: clerk.register.void(undone))
    assert refusal.params["later"] == later


def test_a_step_is_kept_while_later_steps_need_it(clerk) -> None:
    camera = clerk.camera()
    proposed = clerk.step(camera, "proposed")
    clerk.step(camera, "written_off")
    refusal = _refused(clerk, KnownError, lambda: clerk.register.void(proposed))
    assert refusal.camera == camera


def test_a_number_given_away_meanwhile_bars_the_way_back(clerk) -> None:
    camera = clerk.camera("ЗКО-1")
    clerk.step(camera, "proposed")
    written_off = clerk.step(camera, "written_off")
    clerk.camera("ЗКО-1")
    heir = clerk.last
    refusal = _refused(clerk, KnownError, lambda: clerk.register.void(written_off))
    assert "inventory number" in str(refusal)
    clerk.register.void(heir)
    clerk.register.void(written_off)
    assert clerk.state(camera) == "proposed"
    clerk.check()


def test_a_site_code_given_away_meanwhile_bars_the_way_back(clerk) -> None:
    clerk.add("site", code="У-1")
    undone = clerk.register.void(clerk.last)
    clerk.add("site", code="У-1")
    refusal = _refused(clerk, KnownError, lambda: clerk.register.void(undone))
    assert "code of a site" in str(refusal)


@pytest.mark.parametrize(
    ("table", "facts", "number"),
    [("organisation", {"name": "ТОО"}, "bin"),
     ("figure", {"measure": "installed", "unit": "camera", "qualifier": "exactly"}, "key")],
)  # fmt: skip
def test_a_number_that_only_the_program_keeps_apart_bars_the_way_back_too(
    clerk, table: str, facts: dict, number: str
) -> None:
    clerk.add(table, **facts, **{number: "940140000385"})
    undone = clerk.register.void(clerk.last)
    clerk.add(table, **facts, **{number: "940140000385"})
    later = clerk.last
    _refused(clerk, KnownError, lambda: clerk.register.void(undone))
    clerk.register.void(later)
    clerk.register.void(undone)
    row = clerk.rows(f"SELECT id FROM {table}")[0][0]
    renumbered = clerk.correct(table, row, **{number: "000000000000"})
    clerk.add(table, **facts, **{number: "940140000385"})
    _refused(clerk, KnownError, lambda: clerk.register.void(renumbered))
    clerk.check()


def test_a_merge_is_not_undone_where_two_would_have_one_number(clerk) -> None:
    kept = clerk.add("organisation", name="ТОО")
    doubled = clerk.add("organisation", name="ТОО «А»", bin="940140000385")
    with clerk.register.write("merge") as entry:
        merge(entry, "organisation", doubled, kept)
    merged = entry.id
    taken = clerk.correct("organisation", kept, bin="940140000385")
    _refused(clerk, KnownError, lambda: clerk.register.void(merged))
    clerk.register.void(taken)
    clerk.register.void(merged)
    clerk.check()


def test_an_event_is_kept_while_later_entries_name_it(clerk) -> None:
    camera = clerk.camera(state=State.FAILED)
    with clerk.register.write("restored") as entry:
        repair = entry.record(camera, NewEvent("restored"))
    repaired = entry.id
    part = clerk.add("part", name="плата", source="bought", quantity=1)
    for table, facts in (
        ("supplement", {"event": repair, "cost": 7_00}),
        ("part_move", {"event": repair, "part": part, "kind": "fitted", "quantity": 1}),
    ):
        clerk.add(table, **facts)
        names_it = clerk.last
        refusal = _refused(clerk, EntryInUse, lambda: clerk.register.void(repaired))
        assert refusal.params["later"] == names_it
        undone = clerk.register.void(names_it)
        unrepaired = clerk.register.void(repaired)
        refusal = _refused(clerk, EntryUndone, partial(clerk.register.void, undone))
        assert refusal.params["earlier"] == repaired
        clerk.register.void(unrepaired)
        clerk.register.void(undone)
        clerk.check()
        clerk.register.void(names_it)


def test_what_was_learnt_of_an_event_comes_back_once(clerk) -> None:
    camera = clerk.camera()
    clerk.step(camera, "proposed")
    clerk.add("supplement", event=2, occurred_on="2025")
    undone = clerk.register.void(clerk.last)
    clerk.add("supplement", event=2, occurred_on="2026")
    refusal = _refused(clerk, KnownError, lambda: clerk.register.void(undone))
    assert "recorded anew" in str(refusal)


@pytest.mark.parametrize("what", ["donor", "line", "value", "counted"])
def test_rows_do_not_come_back_before_what_they_name(clerk, what: str) -> None:
    """The refusal names the entry to bring back first."""
    rows = {
        "donor": ("part", {"name": "плата", "source": "recovered", "quantity": 1}, "donor"),
        "line": ("contract_line", {"quantity": 1}, "contract"),
        "value": ("own_value", {"value": "7"}, "field"),
        "counted": ("stock_take_line", {"result": "found", "stock_take": 1}, "camera"),
    }
    table, facts, column = rows[what]
    clerk.add("stock_take", name="Зима", counted_on="2025-12-01")
    parents = {
        "contract": {"number": "Д-1"},
        "own_field": {"table_name": "camera", "name": "Поле", "kind": "text"},
    }
    target = TABLES[table].references[column]
    parent = clerk.camera() if target == "camera" else clerk.add(target, **parents[target])
    made = clerk.last
    clerk.add(table, **facts, **{column: parent})
    user = clerk.last
    assert _refused(clerk, EntryInUse, lambda: clerk.register.void(made)).params["later"] == user
    undone = clerk.register.void(user)
    undone_made = clerk.register.void(made)
    refusal = _refused(clerk, EntryUndone, lambda: clerk.register.void(undone))
    assert refusal.params["earlier"] == made
    clerk.register.void(undone_made)
    clerk.register.void(undone)
    clerk.check()


def test_a_voided_entry_stays_readable_and_off_the_timeline(told) -> None:
    ((undone,),) = told.rows("SELECT id FROM entry WHERE voided_by IS NOT NULL")
    ((kind, position),) = told.rows("SELECT kind, position FROM event WHERE entry = ?", undone)
    assert (kind, position) == ("failed", None)


# Any sequence of acts: taking the last back gives the state before it, byte for byte.

NUMBER = st.integers(0, 1_000)
ACT = st.one_of(
    st.tuples(st.just("create"), st.lists(NUMBER, min_size=1, max_size=3)),
    st.tuples(st.just("step"), st.lists(NUMBER, min_size=2, max_size=4)),
    st.tuples(st.just("step"), st.lists(NUMBER, min_size=2, max_size=4)),
    st.tuples(st.just("correct"), st.lists(NUMBER, min_size=2, max_size=4)),
    st.tuples(st.just("book"), st.lists(NUMBER, min_size=1, max_size=1)),
    st.tuples(st.just("void"), st.lists(NUMBER, min_size=1, max_size=1)),
    st.tuples(st.just("undo"), st.just([0])),
    st.tuples(st.just("redo"), st.just([0])),
)
DAYS = (None, "2024", "2024-05", "2024-05-05", "2025-01/2025-07", "2026-10")


@pytest.fixture(scope="module")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.camdesk"
    Register.create(path).close()
    return path


def _ids(clerk, table: str) -> list[int]:
    return [row[0] for row in clerk.rows(f"SELECT id FROM {table} ORDER BY id")]


def _pick(items: list[int], number: int) -> int | None:
    return items[number % len(items)] if items else None


def _values(clerk, kind: Kind, number: int) -> dict[str, object]:
    """Some of the fields that `kind` has, filled with what there is."""
    made: dict[str, object] = {}
    for field in kind.fields:
        table = {FieldKind.SITE: "site", FieldKind.ORGANISATION: "organisation",
                 FieldKind.CAMERA: "camera"}.get(field.kind)  # fmt: skip
        if table is not None:
            made[field.name] = _pick(_ids(clerk, table), number)
        elif field.kind is FieldKind.MONEY:
            made[field.name] = number
        elif field.kind in (FieldKind.TEXT, FieldKind.NOTE):
            made[field.name] = f"Ұзын мәтін {number}"
    return {name: value for name, value in made.items() if _is_filled(kind, name, number)}


def _is_filled(kind: Kind, name: str, number: int) -> bool:
    field = kind.field(name)
    return field is not None and (field.required or (number + len(name)) % 3 > 0)


def _act(clerk, what: str, numbers: list[int]) -> None:
    register = clerk.register
    cameras = _ids(clerk, "camera")
    first, *rest = numbers
    if what == "undo":
        register.undo()
    elif what == "redo":
        register.redo()
    elif what == "void":
        in_force = clerk.rows("SELECT id FROM entry WHERE voided_by IS NULL ORDER BY id")
        if (entry := _pick([row[0] for row in in_force], first)) is not None:
            register.void(entry)
    elif what == "book":
        table = ("site", "programme", "organisation")[first % 3]
        name = {"site": "address", "programme": "name_ru", "organisation": "name"}[table]
        clerk.add(table, **{name: f"{table} {first}"})
    elif what == "create":
        with register.write("create", str(first)) as entry:
            site = entry.find_or_add("site", {"code": f"У-{first % 3}"})
            for number in numbers:
                camera = entry.add(
                    "camera",
                    {
                        "inventory_number": f"n{number % 7}" if number % 2 else None,
                        "programme": _pick(_ids(clerk, "programme"), number),
                    },
                )
                state = tuple(State)[number % len(State)]
                opening = {"state": state, "site": site, "connected": bool(number % 2)}
                entry.record(camera, NewEvent("opening", None, opening))
    elif cameras and what == "correct":
        with register.write("correct") as entry:
            for number in rest:
                camera = cameras[number % len(cameras)]
                programme = _pick(_ids(clerk, "programme"), first)
                fact = (("note", f"n{first % 3}"), ("programme", programme),
                        ("inventory_number", f"n{first % 7}"))[first % 3]  # fmt: skip
                entry.correct("camera", camera, dict([fact]))
    elif cameras:
        with register.write("step") as entry:
            for number in rest:
                camera = cameras[number % len(cameras)]
                reader = register.reader()
                steps = steps_from(cards.standings(reader, [camera])[camera])
                reader.close()
                kind = steps[first % len(steps)]
                day = DAYS[number % len(DAYS)]
                occurred_on = PartialDate.parse(day) if day else None
                entry.record(camera, NewEvent(kind.name, occurred_on, _values(clerk, kind, number)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACT, min_size=5, max_size=16))
def test_any_act_is_undone_and_redone_byte_for_byte(
    empty_register: Path, make_clerk, acts: list[tuple[str, list[int]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(empty_register, folder)
        with Register.open(Path(path)) as register:
            clerk = make_clerk(register)
            for what, numbers in acts:
                before, entries = clerk.picture(), len(_ids(clerk, "entry"))
                try:
                    _act(clerk, what, numbers)
                except KnownError:
                    assert clerk.picture() == before
                    assert len(_ids(clerk, "entry")) == entries
                    continue
                clerk.check()
                if len(_ids(clerk, "entry")) == entries:
                    continue
                after = clerk.picture()
                undone = register.void(len(_ids(clerk, "entry")))
                clerk.check()
                assert clerk.picture() == before
                register.void(undone)
                clerk.check()
                assert clerk.picture() == after
