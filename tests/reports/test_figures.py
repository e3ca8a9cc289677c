"""The report of published figures over the sample: 18 unexplained, no contradiction, unknown."""

from datetime import date

import pytest

from camdesk.reports.catalogue import find_report
from camdesk.reports.csv_out import write_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.store.register import Register


@pytest.fixture(
    scope="module",
    params=["published_path", "sample_path"],
    ids=["published", "with the story"],
)
def sample(request):
    path = request.getfixturevalue(request.param)
    with Register.open(path, read_only=True) as register:
        connection = register.reader()
        yield connection
        connection.close()


def by_key(connection, **days):
    return {row[0]: tuple(row) for row in find_report("figures").run(connection, days).rows}


def test_the_nineteen_figures_have_the_verdicts_that_were_worked_out_by_hand(sample):
    rows = by_key(sample)
    assert len(rows) == 19
    assert rows["districts"][1:8] == (882, "exactly", 864, 18, 864, 18, "18 unexplained")
    assert rows["offences"][1:8] == (
        12_000, "more_than", 11_905, 95, None, None, "no contradiction",
    )  # fmt: skip
    assert rows["money-spent"][7] == "unknown"
    assert "полиция: знает акимат; акимат: знает полиция" in rows["money-spent"][-1]
    assert rows["crimes"][7] == "not counted in the register"
    assert rows["safe-yard-failed"][1:8] == (292, "exactly", None, None, 292, 0, "agrees")
    for key in ("carpet", "entrances", "districts-aksai", "districts-others", "late-2024"):
        assert rows[key][7] == "agrees", key


def test_a_figure_is_not_there_before_it_was_published(sample):
    assert set(by_key(sample, as_of=date(2025, 7, 29))) == {"safe-yard-failed"}
    assert by_key(sample, as_of=date(2023, 12, 31)) == {}


def test_periods_and_words_stay_as_they_were_published(sample):
    said = sample.execute(
        "SELECT key, period, programme_said, place_said FROM figure WHERE period IS NOT NULL"
    ).fetchall()
    assert ("late-2024", "2024-10/2024-12", None, "мкр Жулдыз и 10 микрорайон") in said
    assert ("safe-yard-failed", "2024", "Безопасный двор", None) in said
    rows = by_key(sample)
    assert rows["districts"][12:14] == ("Районы области", "районы области")


@pytest.mark.parametrize("name", DIALECTS)
def test_the_verdict_is_written_in_every_dialect(sample, tmp_path, name):
    dialect = DIALECTS[name]
    table = find_report("figures").run(sample, {}, dialect.language or "ru")
    path = tmp_path / "figures.csv"
    write_csv(path, table.columns, table.rows, dialect)
    mark = dialect.delimiter
    lines = path.read_text(encoding=dialect.encoding).splitlines()
    (districts,) = [line for line in lines if line.startswith(f"districts{mark}")]
    assert districts.split(mark)[3:7] == ["864", "18", "864", "18"]
    assert "18" in districts.split(mark)[7]
    if dialect.language in (None, "en"):
        assert districts.split(mark)[7] == "18 unexplained"
