"""A table of how things stand, against the register: what changed meanwhile, and what cannot be."""

import csv
from datetime import date
from pathlib import Path

import pytest

from camdesk.importing.acts import Verdict
from camdesk.importing.fields import Purpose, Rule
from camdesk.importing.mapping import Mapping
from camdesk.importing.proposal import known_values
from camdesk.importing.reader import open_table
from camdesk.importing.run import carry_out, import_table
from camdesk.paths import resource
from camdesk.reports.catalogue import REPORTS
from camdesk.store.check import check
from camdesk.store.register import Register

DATA = Path(__file__).parent.parent / "data"
FIRST, SECOND = (DATA / f"austin_traffic_cameras_{year}.csv" for year in (2018, 2020))
SHIPPED = resource("samples", "austin_traffic_cameras.toml")
THEN, LATER = date(2018, 3, 30), date(2020, 5, 8)
PICTURE = (
    "camera", "site", "model", "programme", "organisation", "supplement", "fault", "own_value",
    "camera_search", "site_search",
)  # fmt: skip
STATES = (
    "in service, removed, written off, planned, failed, in stock, in repair, lost, cancelled"
).split(", ")


def ask(register, query):
    connection = register.reader()
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def picture(register):
    return [ask(register, f"SELECT * FROM {table} ORDER BY 1") for table in PICTURE]


@pytest.fixture(scope="module")
def austin(tmp_path_factory):
    """Austin's register of 2018, the table of 2020 imported over it: path, outcome, the refused."""
    folder = tmp_path_factory.mktemp("austin")
    path, rejects = folder / "austin.camdesk", folder / "rejects.csv"
    Register.create(path).close()
    import_table(path, FIRST, mapping=SHIPPED, as_of=THEN)
    outcome = import_table(path, SECOND, mapping=SHIPPED, as_of=LATER, rejects=rejects)
    return path, outcome, rejects


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        yield register


def test_austin_changed_as_its_two_tables_say(austin):
    path, outcome, _ = austin
    assert outcome.counts[Verdict.NEW] == 246
    assert outcome.counts[Verdict.REFUSED] == 4
    assert outcome.counts.total() == 758
    with Register.open(path, read_only=True) as register:
        assert dict(ask(register, "SELECT state, count(*) FROM camera GROUP BY 1")) == {
            "in_service": 597,
            "planned": 140,
            "removed": 93,
            "cancelled": 2,
        }
        steps = ask(
            register,
            "SELECT kind, state_before, count(*) FROM event WHERE entry = 2"
            " AND kind NOT IN ('connected', 'disconnected') GROUP BY 1, 2",
        )
        assert set(steps) == {
            ("opening", None, 246),
            ("installed", "planned", 79),
            ("cancelled", "planned", 1),
            ("removed", "in_service", 13 + 74),
            ("received", None, 74),
            ("installed", "in_stock", 74),
        }
        (pairs,) = ask(
            register,
            "SELECT count(*) FROM event AS gone JOIN event AS came ON came.camera ="
            " gone.other_camera AND came.other_camera = gone.camera AND came.kind = 'installed'"
            " AND came.site = gone.site_after WHERE gone.kind = 'removed'",
        )
        assert pairs == (74,)


def test_what_the_tables_do_not_date_happened_between_them(austin):
    path, *_ = austin
    with Register.open(path, read_only=True) as register:
        dates = ask(
            register,
            "SELECT DISTINCT occurred_on FROM event WHERE entry = 2 AND kind = 'removed'"
            " AND other_camera IS NULL",
        )
        assert dates == [("2018-03-30/2020-05-08",)]
        first, last = ask(
            register,
            "SELECT min(substr(occurred_on, 1, 10)), max(substr(occurred_on, -10)) FROM event"
            " WHERE entry = 2 AND kind <> 'opening'",
        )[0]
        assert first >= THEN.isoformat()
        assert last <= LATER.isoformat()


def test_as_of_the_first_table_only_new_cameras_that_hung_before_are_added_to_it(austin):
    path, *_ = austin
    with Register.open(path, read_only=True) as register:
        connection = register.reader()
        rows = list(REPORTS["by-programme"].run(connection, {"as_of": THEN}).rows)
        connection.close()
        unheard_of = ask(
            register,
            "SELECT count(*) FROM event WHERE entry = 2 AND kind = 'opening'"
            f" AND occurred_on <= '{THEN}'",
        )
    assert unheard_of == [(2,)]
    counts = {row[2]: row[3] for row in rows}
    assert counts == {"in_service": 413 + 2, "planned": 95, "removed": 3, "cancelled": 1}


def test_the_four_rows_that_cannot_be_are_refused_and_saved_with_the_reason(austin):
    _, _, rejects = austin
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    void = [row for row in rows if row["Camera Status"] == "VOID"]
    assert len(void) == 3
    assert all("no such step" in row["camdesk"] for row in void)
    (early,) = [row for row in rows if row["Camera Status"] == "TURNED_ON"]
    assert early["Turn on Date"].startswith("03/26/2018")
    assert "Turn on Date" in early["camdesk"]


def test_undone_the_register_of_2018_is_back_in_every_field(tmp_path):
    path = tmp_path / "austin.camdesk"
    Register.create(path).close()
    import_table(path, FIRST, mapping=SHIPPED, as_of=THEN)
    with Register.open(path) as register:
        before = picture(register)
    import_table(path, SECOND, mapping=SHIPPED, as_of=LATER)
    with Register.open(path) as register:
        after = picture(register)
        assert before != after
        register.undo()
        assert picture(register) == before
        register.redo()
        assert picture(register) == after
        connection = register.reader()
        check(connection)
        connection.close()


def test_the_same_table_again_proposes_nothing_but_what_it_refused(austin):
    path, *_ = austin
    again = import_table(path, SECOND, mapping=SHIPPED, as_of=LATER)
    assert again.entry is None
    assert again.counts == {Verdict.UNCHANGED: 754, Verdict.REFUSED: 4}


# Small tables


def table(tmp_path, text, name="t.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return open_table(path)


COLUMNS = {
    "No": "camera.inventory_number",
    "Serial": "camera.serial_number",
    "Site": "site.code",
    "State": "state",
    "Connected": "connected",
    "Installed": "installed_on",
    "Maker": "camera.maker",
    "Note": "camera.note",
}
HEADER = ",".join(COLUMNS) + "\n"


def mapping(key="camera.inventory_number", **rules):
    return Mapping(
        COLUMNS,
        {
            "state": known_values("state", STATES),
            "connected": known_values("connected", ["yes", "no"]),
        },
        {"Installed": "ymd"},
        (key,),
        "",
        Purpose.SNAPSHOT,
        {f"{table}.{column}": rule for table, columns in rules.items()
         for column, rule in columns.items()},
    )  # fmt: skip


def compared(register, tmp_path, before, after, meaning=None, first=THEN, second=LATER):
    how = meaning or mapping()
    carry_out(register, table(tmp_path, HEADER + before), how, first)
    return carry_out(register, table(tmp_path, HEADER + after, "later.csv"), how, second)


def test_an_empty_cell_never_erases(register, tmp_path):
    outcome = compared(register, tmp_path, "1,s1,A,in service,yes,2017,X,n\n", "1,,,,,,,\n")
    assert outcome.counts == {Verdict.UNCHANGED: 1}


def test_a_blank_that_is_filled_corrects(register, tmp_path):
    outcome = compared(
        register, tmp_path, "1,,A,in service,,,,\n", "1,s1,A,in service,,2017-05,X,n\n"
    )
    assert outcome.counts == {Verdict.CHANGED: 1}
    assert ask(
        register,
        "SELECT serial_number, camera.installed_on, maker, note FROM camera"
        " JOIN model ON model.id = camera.model",
    ) == [("s1", "2017-05", "X", "n")]


def test_a_known_date_of_installation_is_kept(register, tmp_path):
    outcome = compared(register, tmp_path, "1,,A,in service,,2017,,\n", "1,,A,in service,,2018,,\n")
    assert outcome.counts == {Verdict.UNCHANGED: 1}
    assert ask(register, "SELECT installed_on FROM camera") == [("2017",)]


def test_what_a_column_is_told_to_leave_alone_stays(register, tmp_path):
    how = mapping(camera={"note": Rule.LEAVE})
    outcome = compared(
        register, tmp_path, "1,,A,in service,,,,old\n", "1,,A,in service,,,,new\n", how
    )
    assert outcome.counts == {Verdict.UNCHANGED: 1}


def test_a_camera_at_another_site_was_moved_there(register, tmp_path):
    outcome = compared(
        register,
        tmp_path,
        "1,,A,in service,yes,,,\n2,,B,in service,,,,\n",
        "1,,B,in service,,,,\n2,,C,in service,,,,\n",
    )
    assert outcome.counts == {Verdict.CHANGED: 2}
    assert ask(
        register,
        "SELECT inventory_number, code, connected FROM camera JOIN site ON site.id = camera.site"
        " ORDER BY 1",
    ) == [("1", "B", 1), ("2", "C", 0)]
    assert ask(register, "SELECT count(*) FROM site") == [(3,)]


def test_a_camera_that_hangs_elsewhere_and_is_out_of_order_is_refused(register, tmp_path):
    outcome = compared(register, tmp_path, "1,,A,in service,,,,\n", "1,,B,failed,,,,\n")
    assert outcome.counts == {Verdict.REFUSED: 1}


def test_several_cameras_hang_at_one_site(register, tmp_path):
    text = "1,,A,in service,,,,\n2,,A,in service,,,,\n"
    outcome = compared(register, tmp_path, text, text)
    assert outcome.counts == {Verdict.UNCHANGED: 2}
    assert ask(register, "SELECT count(*) FROM site") == [(1,)]


def test_of_two_cameras_that_a_row_may_mean_none_is_taken(register, tmp_path):
    text = "1,,A,in service,,,,\n2,,A,in service,,,,\n"
    carry_out(register, table(tmp_path, HEADER + text), mapping(), THEN)
    late = table(tmp_path, HEADER + ",,A,removed,,,,\n", "late.csv")
    outcome = carry_out(register, late, mapping("site.code"), LATER)
    assert outcome.counts == {Verdict.REFUSED: 1}
    assert "2 cameras" in outcome.refused[0]


def test_a_row_that_needs_two_steps_is_doubtful(register, tmp_path):
    outcome = compared(register, tmp_path, "1,,A,in service,,,,\n", "1,,A,in stock,,,,\n")
    assert outcome.counts == {Verdict.DOUBTFUL: 1}
    assert outcome.entry is None


def test_a_table_older_than_what_the_register_knows_changes_no_state(register, tmp_path):
    outcome = compared(
        register,
        tmp_path,
        "1,,A,in service,,2019-01-05,,\n",
        "1,,A,removed,,,,\n",
        second=date(2018, 12, 31),
        first=date(2019, 6, 1),
    )
    assert outcome.counts == {Verdict.REFUSED: 1}


def test_without_a_day_of_the_table_what_happened_has_no_date(register, tmp_path):
    compared(register, tmp_path, "1,,A,in service,,,,\n", "1,,A,removed,,,,\n", second=None)
    assert ask(register, "SELECT occurred_on FROM event WHERE kind = 'removed'") == [(None,)]


def test_cameras_that_hang_but_are_not_in_the_table_are_counted(register, tmp_path):
    outcome = compared(
        register,
        tmp_path,
        "1,,A,in service,,,,\n2,,B,in service,,,,\n3,,C,removed,,,,\n",
        "1,,A,in service,,,,\n",
    )
    assert outcome.absent == 1
    assert any("not in the table" in line for line in outcome.lines())


def test_a_device_is_not_another_for_the_case_of_its_maker(register, tmp_path):
    how = mapping("site.code", camera={"maker": Rule.REPLACEMENT})
    outcome = compared(
        register, tmp_path, ",,A,in service,,,Sarix,\n", ",,A,in service,,,SARIX ,\n", how
    )
    assert outcome.counts == {Verdict.UNCHANGED: 1}


def test_another_device_takes_what_its_row_says_and_leaves_the_old_one_as_it_was(
    register, tmp_path
):
    how = mapping("site.code", camera={"maker": Rule.REPLACEMENT})
    outcome = compared(
        register,
        tmp_path,
        ",s1,A,in service,yes,,Sarix,old\n",
        ",s2,A,failed,no,2019-02-03,Axis,new\n",
        how,
    )
    assert outcome.counts == {Verdict.CHANGED: 1}
    assert ask(
        register,
        "SELECT serial_number, maker, note, state, connected, installed_on FROM camera"
        " JOIN model ON model.id = camera.model ORDER BY camera.id",
    ) == [
        ("s1", "Sarix", "old", "removed", 0, None),
        ("s2", "Axis", "new", "failed", 0, "2019-02-03"),
    ]


def test_a_row_without_its_key_is_refused_with_the_name_of_the_key(register, tmp_path):
    outcome = compared(register, tmp_path, "1,,A,in service,,,,\n", ",,A,in service,,,,\n")
    assert outcome.counts == {Verdict.REFUSED: 1}
    assert "Inventory no." in outcome.refused[0]


def test_a_name_close_to_one_that_the_register_has_is_doubtful_never_taken_unasked(
    register, tmp_path
):
    def programmes(*names):
        rows = "".join(f"{i},planned,{name}\n" for i, name in enumerate(names, 1))
        opened = table(tmp_path, "No,State,Programme\n" + rows, "p.csv")
        how = Mapping(
            {"No": "camera.inventory_number", "State": "state", "Programme": "camera.programme"},
            {"state": {"planned": "planned"}},
            purpose=Purpose.SNAPSHOT,
        )
        return carry_out(register, opened, how)

    assert programmes("Безопасный двор").counts == {Verdict.NEW: 1}
    outcome = programmes("безопасный  двор", "Безопасный двир")
    assert outcome.counts == {Verdict.UNCHANGED: 1, Verdict.DOUBTFUL: 1}
    assert "Безопасный двор" in outcome.doubtful[0]
    assert ask(register, "SELECT name_ru FROM programme") == [("Безопасный двор",)]
