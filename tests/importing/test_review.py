"""The plan of a table: every row with its verdict, fixed in place, ticked off or on."""

from datetime import date

import pytest

from camdesk.importing.acts import Decisions, Verdict
from camdesk.importing.fields import Purpose
from camdesk.importing.mapping import Mapping
from camdesk.importing.proposal import known_values
from camdesk.importing.reader import open_table
from camdesk.importing.review import Meaning, review
from camdesk.importing.run import carry_out
from camdesk.store.register import Register

COLUMNS = {"No": "camera.inventory_number", "State": "state", "Note": "camera.note"}
WORDS = {"state": known_values("state", ["in service", "removed", "written off", "planned"])}
MAPPING = Mapping(COLUMNS, WORDS, keys=("camera.inventory_number",), purpose=Purpose.SNAPSHOT)


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        yield register


def table(tmp_path, text, name="t.csv"):
    path = tmp_path / name
    path.write_text("No,State,Note\n" + text, encoding="utf-8")
    return open_table(path)


@pytest.fixture
def reviewed(register, tmp_path):
    """A register of two cameras, and the plan of a table with a row of every verdict."""
    carry_out(register, table(tmp_path, "1,in service,a\n2,in service,b\n3,removed,c\n"), MAPPING)
    opened = table(
        tmp_path,
        "1,in service,a\n2,in service,B\n3,asleep,c\n4,planned,d\n2,removed,\n",
        "later.csv",
    )
    later = table(tmp_path, "1,written off,a\n", "doubt.csv")
    connection = register.reader()
    made = review(connection, Meaning(opened, MAPPING, date(2026, 1, 1)))
    doubtful = review(connection, Meaning(later, MAPPING))
    yield register, connection, made, doubtful
    made.close()
    doubtful.close()
    connection.close()


def test_every_row_has_its_verdict_and_all_are_counted(reviewed):
    _, _, made, doubtful = reviewed
    verdicts = [made.verdict(place) for place in range(len(made))]
    assert verdicts == ["unchanged", "changed", "refused", "new", "refused"]
    assert [made.row(place).verdict for place in range(len(made))] == verdicts
    assert made.counts == {"unchanged": 1, "changed": 1, "refused": 2, "new": 1}
    assert doubtful.counts == {"doubtful": 1}
    (change,) = made.row(1).changes
    assert (change.column, change.old, change.new) == ("Note", "b", "B")
    assert made.row(4).problems[0].params["first"] == 3


def test_rows_are_found_by_verdict_and_by_what_they_show(reviewed):
    _, _, made, _ = reviewed
    assert list(made.indices(Verdict.REFUSED)) == [2, 4]
    assert list(made.indices(text="ASLEEP")) == [2]
    assert list(made.indices(Verdict.NEW, "asleep")) == []


def test_a_fixed_cell_is_judged_anew_and_can_be_set_back(reviewed):
    _, connection, made, _ = reviewed
    assert made.fix(connection, 2, "State", "removed").verdict == Verdict.UNCHANGED
    assert made.row(2).row.cells[1] == "removed"
    assert made.original(2, "State") == "asleep"
    assert made.counts[Verdict.REFUSED] == 1
    assert made.fix(connection, 2, "State", None).verdict == Verdict.REFUSED
    assert made.row(2).row.cells[1] == "asleep"
    assert made.fixes == {}


def test_what_was_decided_is_what_is_recorded(reviewed):
    register, connection, made, _ = reviewed
    made.fix(connection, 2, "Note", "C")
    made.fix(connection, 2, "State", "removed")
    decided = made.decisions(left_out=frozenset({made.row(3).row.number}))
    outcome = carry_out(
        register, made.meaning.table, MAPPING, made.meaning.as_of, decisions=decided
    )
    assert outcome.left_out == 1
    notes = connection.execute("SELECT inventory_number, note FROM camera ORDER BY id").fetchall()
    assert notes == [("1", "a"), ("2", "B"), ("3", "C")]
    register.undo()
    notes = connection.execute("SELECT note FROM camera ORDER BY id").fetchall()
    assert notes == [("a",), ("b",), ("c",)]


def test_a_doubtful_row_is_recorded_only_when_it_is_ticked(reviewed, tmp_path):
    register, connection, _, doubtful = reviewed
    opened = doubtful.meaning.table
    rejects = tmp_path / "doubtful.csv"
    outcome = carry_out(register, opened, MAPPING, rejects=rejects)
    assert (outcome.entry, len(outcome.doubtful)) == (None, 1)
    assert "written off" in rejects.read_text(encoding="utf-8-sig")
    ticked = Decisions(accepted=frozenset({2}))
    assert carry_out(register, opened, MAPPING, decisions=ticked).entry is not None
    steps = connection.execute("SELECT kind FROM event WHERE camera = 1 ORDER BY position")
    assert [row[0] for row in steps] == ["opening", "proposed", "written_off"]


def test_broken_off_nothing_is_left(register, tmp_path):
    def stop(_rows):
        raise RuntimeError("enough")

    connection = register.reader()
    opened = table(tmp_path, "1,removed,\n")
    with pytest.raises(RuntimeError, match="enough"):
        review(connection, Meaning(opened, MAPPING), tell=stop)
    connection.close()
