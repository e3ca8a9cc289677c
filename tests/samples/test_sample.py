"""The sample register: what was published, to the camera, and an invented life that says so."""

from datetime import date

import pytest

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.reports.catalogue import REPORTS
from camdesk.samples import build
from camdesk.store import journal
from camdesk.store.register import Register


@pytest.fixture(scope="module")
def published(published_path):
    return published_path


@pytest.fixture(scope="module")
def told(sample_path):
    return sample_path


@pytest.fixture
def ask(request):
    """Make a report over a register; `ask(path, name, **days)` gives its rows."""

    def answer(path, name, **days):
        with Register.open(path, read_only=True) as register:
            connection = register.reader()
            try:
                return [tuple(row) for row in REPORTS[name].run(connection, days).rows]
            finally:
                connection.close()

    return answer


def test_the_published_counts_are_there_to_the_camera(published, ask):
    counts = {row[:3]: row[3] for row in ask(published, "by-programme")}
    assert counts == {
        ("Ковровое покрытие", "camera", "in_service"): 400,
        ("Подъезды (АО «Казахтелеком»)", "camera", "in_service"): 1571,
        ("Районы области", "camera", "in_service"): 864,
        ("По обращениям жителей", "camera", "in_service"): 9,
        (None, "camera", "in_service"): 100,
        ("Безопасный двор", "system", "failed"): 292,
    }


def test_the_itemised_districts_are_there_to_the_camera(published, ask):
    cameras = {row[0]: row[3] for row in ask(published, "by-district") if row[1] == "camera"}
    assert cameras["Бурлинский район"] == 210
    assert cameras["район Бәйтерек"] == 243
    assert cameras["Акжаикский район"] == 69
    assert cameras["Жангалинский район"] == 135
    assert cameras["иные районы"] == 207
    assert cameras["г. Уральск"] == 400 + 100


def test_what_the_source_does_not_say_stays_unknown(published, ask):
    rows = ask(published, "connected")
    assert ("Районы области", "camera", None, None, 864) in rows
    assert ("Подъезды (АО «Казахтелеком»)", "camera", 1, "АО «Казахтелеком»", 1571) in rows
    assert ("Ковровое покрытие", "camera", 1, None, 400) in rows
    with Register.open(published, read_only=True) as register:
        connection = register.reader()
        (known,) = connection.execute(
            "SELECT count(*) FROM camera LEFT JOIN site ON site.id = camera.site WHERE"
            " coalesce(inventory_number, serial_number, address, latitude) IS NOT NULL"
            " OR site.code IS NOT NULL"
        ).fetchone()
        assert known == 0
        assert not journal.has_invented(connection)
        connection.close()


def test_the_systems_of_2014_served_until_2024_and_no_day_is_made_up(published, ask):
    before = ask(published, "by-programme", as_of=date(2020, 1, 1))
    assert before == [("Безопасный двор", "system", "in_service", 292)]
    with Register.open(published, read_only=True) as register:
        connection = register.reader()
        dates = connection.execute(
            "SELECT DISTINCT installed_on, since FROM camera WHERE unit = 'system'"
        ).fetchall()
        connection.close()
    assert dates == [("2014", "2024")]


def test_the_story_has_every_state_and_keeps_the_published_totals(told, ask):
    rows = ask(told, "by-programme")
    assert {row[2] for row in rows} == {state.value for state in State}
    totals: dict[str | None, int] = {}
    for programme, _, _, count in rows:
        totals[programme] = totals.get(programme, 0) + count
    assert totals["Ковровое покрытие"] == 400
    assert totals["Безопасный двор"] == 292


def test_every_invented_entry_says_so(told):
    with Register.open(told, read_only=True) as register:
        connection = register.reader()
        assert journal.has_invented(connection)
        silent = connection.execute(
            "SELECT count(*) FROM entry WHERE invented = 1 AND reason IS NOT 'Выдумано для примера'"
            " OR invented = 0 AND action <> 'sample'"
        ).fetchone()
        connection.close()
    assert silent == (0,)


def test_the_story_is_the_same_every_time(told, tmp_path):
    again = build(tmp_path / "again.camdesk")
    contents = []
    for path in (told, again):
        with Register.open(path, read_only=True) as register:
            connection = register.reader()
            contents.append(
                [
                    connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
                    for table in ("camera", "site", "event", "change", "document")
                ]
            )
            connection.close()
    assert contents[0] == contents[1]


@pytest.mark.parametrize("year", range(2014, 2027))
def test_movement_balances_over_every_year_of_the_story(told, ask, year):
    for _, opening, received, gone, closing in ask(
        told, "movement", **{"from": date(year, 1, 1), "to": date(year, 12, 31)}
    ):
        assert opening + received - gone == closing


def test_the_sample_scales_to_any_number_of_cameras(tmp_path, ask):
    path = build(tmp_path / "scaled.camdesk", cameras=997)
    assert sum(row[3] for row in ask(path, "by-programme")) == 997
    with Register.open(path, read_only=True) as register:
        connection = register.reader()
        assert connection.execute("SELECT min(invented) FROM entry").fetchone() == (1,)
        connection.close()


def test_a_cancelled_sample_leaves_nothing_behind(tmp_path):
    def stop(_what, _share):
        raise KnownError("enough")

    with pytest.raises(KnownError, match="enough"):
        build(tmp_path / "sample.camdesk", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_sample_is_never_built_over_a_file(tmp_path):
    path = tmp_path / "sample.camdesk"
    path.write_text("mine")
    with pytest.raises(KnownError, match="exists already"):
        build(path)
    assert path.read_text() == "mine"
