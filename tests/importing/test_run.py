"""Importing a table: exact, as one entry, refused rows to be mended and tried again."""

import csv
from datetime import date
from pathlib import Path

import pytest

from camdesk.domain.errors import KnownError
from camdesk.importing.mapping import Mapping
from camdesk.importing.plan import Verdict
from camdesk.importing.proposal import propose
from camdesk.importing.reader import open_table
from camdesk.importing.run import carry_out, import_table
from camdesk.paths import resource
from camdesk.reports.catalogue import REPORTS
from camdesk.store.register import Register

AUSTIN = Path(__file__).parent.parent / "data" / "austin_traffic_cameras_2018.csv"
SHIPPED = resource("samples", "austin_traffic_cameras.toml")
PICTURE = ("camera", "site", "model", "programme", "organisation", "camera_search", "site_search")


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        yield register


def ask(register, query):
    connection = register.reader()
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def picture(register):
    return [ask(register, f"SELECT * FROM {table}") for table in PICTURE]


def table(tmp_path, text, name="table.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return open_table(path)


def imported(register, opened, **options):
    return carry_out(register, opened, propose(opened), **options)


@pytest.mark.parametrize("mapping", [None, SHIPPED])
def test_austins_inventory_comes_in_to_the_camera(tmp_path, mapping):
    path = tmp_path / "austin.camdesk"
    Register.create(path).close()
    outcome = import_table(path, AUSTIN, mapping=mapping, as_of=date(2018, 3, 30))
    assert outcome.counts == {Verdict.NEW: 512}
    with Register.open(path, read_only=True) as register:
        assert dict(ask(register, "SELECT state, count(*) FROM camera GROUP BY 1")) == {
            "in_service": 413,
            "planned": 95,
            "removed": 3,
            "cancelled": 1,
        }
        assert ask(register, "SELECT count(*), count(latitude), count(code) FROM site") == [
            (512, 512, 512)
        ]
        assert ask(
            register,
            "SELECT count(*) FROM camera WHERE state = 'in_service' AND connected = 1",
        ) == [(371,)]
        assert ask(register, "SELECT count(*) FROM entry") == [(1,)]


def test_no_date_is_made_up_where_the_file_has_none(register):
    opened = open_table(AUSTIN)
    imported(register, opened)
    dated = sum(1 for row in opened.rows() if row.cells[opened.columns.index("Turn on Date")])
    assert dated == 204
    counts = ask(register, "SELECT count(installed_on), count(since) FROM camera")
    in_service = ask(register, "SELECT count(installed_on) FROM camera WHERE state = 'in_service'")
    assert counts == [(204, in_service[0][0])]
    assert ask(
        register,
        "SELECT count(*) FROM event JOIN camera ON camera.id = event.camera"
        " WHERE occurred_on IS NOT NULL AND camera.installed_on IS NULL",
    ) == [(0,)]


def test_undo_takes_the_whole_import_back_and_redo_brings_it_again(register):
    before = picture(register)
    imported(register, open_table(AUSTIN))
    after = picture(register)
    assert after != before
    register.undo()
    assert picture(register) == before
    register.redo()
    assert picture(register) == after


def test_a_dry_run_says_the_same_and_writes_nothing(register):
    rehearsed = imported(register, open_table(AUSTIN), dry_run=True)
    assert (rehearsed.entry, rehearsed.counts[Verdict.NEW]) == (None, 512)
    assert ask(register, "SELECT count(*) FROM entry") == [(0,)]


def test_importing_twice_adds_nothing(register, tmp_path):
    imported(register, open_table(AUSTIN))
    before = picture(register)
    outcome = imported(register, open_table(AUSTIN))
    assert outcome.counts == {Verdict.REFUSED: 512}
    assert picture(register) == before
    assert ask(register, "SELECT count(*) FROM entry") == [(1,)]


def test_refused_rows_are_saved_mended_and_tried_again(register, tmp_path):
    opened = table(
        tmp_path,
        "Site code,State,Latitude,Note\n"
        "1,in service,51.2,=SUM(A1)\n2,sleeping,51.2,b\n3,removed,151,c\n",
    )
    rejects = tmp_path / "rejects.csv"
    outcome = imported(register, opened, rejects=rejects)
    assert outcome.counts == {Verdict.NEW: 1, Verdict.REFUSED: 2}
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        content = list(csv.reader(file))
    assert content[0] == ["Site code", "State", "Latitude", "Note", "camdesk"]
    assert content[1][:4] == ["2", "sleeping", "51.2", "b"]
    assert "row 3" in content[1][4]
    assert "sleeping" in content[1][4]
    assert "Latitude" in content[2][4]
    mended = rejects.read_text("utf-8-sig").replace("sleeping", "failed").replace(",151,", ",51,")
    again = imported(register, table(tmp_path, mended, "mended.csv"))
    assert again.counts == {Verdict.NEW: 2}
    assert ask(register, "SELECT note FROM camera ORDER BY id") == [("=SUM(A1)",), ("b",), ("c",)]


def test_a_cancelled_import_leaves_nothing_behind(register, tmp_path):
    def stop(_rows):
        raise KnownError("enough")

    rejects = tmp_path / "rejects.csv"
    with pytest.raises(KnownError, match="enough"):
        imported(register, open_table(AUSTIN), progress=stop, rejects=rejects)
    assert ask(register, "SELECT count(*) FROM entry") == [(0,)]
    assert not rejects.exists()


def test_what_stands_twice_in_the_table_is_refused_the_second_time(register, tmp_path):
    opened = table(tmp_path, "Inventory no,State\nA,removed\nA,removed\n")
    outcome = imported(register, opened)
    assert outcome.counts == {Verdict.NEW: 1, Verdict.REFUSED: 1}
    assert "row 2 already" in outcome.refused[0]


def test_a_date_whose_order_is_open_is_asked_for_not_guessed(register, tmp_path):
    text = "Site code,State,Installed on\n1,in service,03/05/2020\n2,in service,04/06/2020\n"
    opened = table(tmp_path, text)
    outcome = imported(register, opened)
    assert outcome.counts == {Verdict.REFUSED: 2}
    proposed = propose(opened)
    told = Mapping(proposed.columns, proposed.values, {"Installed on": "dmy"}, proposed.keys)
    carry_out(register, opened, told)
    assert ask(register, "SELECT installed_on FROM camera") == [("2020-05-03",), ("2020-06-04",)]


def test_an_installation_after_the_day_of_the_table_is_refused(register, tmp_path):
    opened = table(tmp_path, "Site code,State,Installed on\n1,in service,2021-01-01\n")
    outcome = imported(register, opened, as_of=date(2020, 1, 1))
    assert outcome.counts == {Verdict.REFUSED: 1}


def test_our_own_report_of_cameras_can_be_imported_again(register, tmp_path):
    from camdesk.reports.csv_out import write_csv
    from camdesk.reports.dialects import DIALECTS

    imported(register, open_table(AUSTIN))
    connection = register.reader()
    made = REPORTS["cameras"].run(connection, {})
    path = tmp_path / "cameras.csv"
    write_csv(path, made.columns, made.rows, DIALECTS["machine"])
    connection.close()
    with Register.create(tmp_path / "second.camdesk") as second:
        opened = open_table(path)
        outcome = imported(second, opened)
        assert outcome.counts == {Verdict.NEW: 512}
        query = (
            "SELECT state, connected, installed_on, code, address, latitude, maker FROM camera"
            " JOIN site ON site.id = camera.site LEFT JOIN model ON model.id = camera.model"
            " ORDER BY code"
        )
        assert ask(second, query) == ask(register, query)


def test_places_are_found_by_any_spelling_and_unknown_ones_refused(register, tmp_path):
    with register.write("create") as entry:
        place = entry.add(
            "place",
            {"kind": "city", "name_ru": "г. Уральск", "also_written": "Уральск; Орал; Uralsk"},
        )
    opened = table(tmp_path, "Site code,State,Place\n1,planned,ОРАЛ\n2,planned,Атлантида\n")
    outcome = imported(register, opened)
    assert outcome.counts == {Verdict.NEW: 1, Verdict.REFUSED: 1}
    assert ask(register, "SELECT place FROM site") == [(place,)]
