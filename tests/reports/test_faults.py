"""Faults, survival and service life over the sample register, as other programs get them."""

import csv
import io
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.reliability import Measures
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.csv_out import print_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.store.ledger import NewEvent
from camdesk.store.look_back import NOW, moment_of
from camdesk.store.register import Register


@pytest.fixture(scope="module")
def sample(sample_path):
    return sample_path


@pytest.fixture
def said(sample):
    """The rows of a report by column, in a dialect: `said("survival")`."""

    def answer(name, dialect="machine", **days):
        out = io.StringIO()
        with Register.open(sample, read_only=True) as register, closing(register.reader()) as read:
            table = REPORTS[name].run(read, days, DIALECTS[dialect].language or "ru")
            print_csv(out, table.columns, table.rows, DIALECTS[dialect])
        out.seek(0)
        return list(csv.DictReader(out, delimiter=DIALECTS[dialect].delimiter))

    return answer


def test_the_systems_of_2014_are_not_estimable_for_want_of_failure_dates(said):
    rows = {row["cohort"]: row for row in said("survival")}
    for cohort in ("programme: Безопасный двор", "year: 2014, system"):
        row = rows[cohort]
        assert (row["cameras"], row["failures"], row["median_months"]) == ("292", "292", "")
        assert row["verdict"] == "not estimable: no failure dates"
        assert row["unit"] == "system"
        assert "year" in row["explanation"]


def test_every_camera_that_ever_worked_is_in_one_cohort_of_each_kind(said):
    sums = {}
    for row in said("survival"):
        key = row["cohort"].split(":")[0], row["unit"]
        sums[key] = sums.get(key, 0) + int(row["cameras"])
    assert len(sums) == 6
    for unit in ("camera", "system"):
        assert len({count for (_, its), count in sums.items() if its == unit}) == 1


def test_open_faults_agree_with_the_reliability_of_every_grouping(said):
    unfinished = sum(int(row["count"]) for row in said("open-faults"))
    assert unfinished > 0
    for group in ("model", "programme", "district", "contractor"):
        rows = said(f"reliability-by-{group}")
        assert sum(int(row["open"]) for row in rows) == unfinished


def test_the_lag_between_a_fault_and_its_report_is_near_what_a_study_found(said):
    lags = [float(row["report_lag_days"]) for row in said("reliability-by-programme")
            if row["report_lag_days"]]  # fmt: skip
    assert lags
    assert all(10 < lag < 30 for lag in lags), "the study's mean is 19 days"


def test_the_end_of_service_life_counts_every_camera_once(said):
    rows = said("service-life")
    assert any(row["year"] == "" and row["unknown"] == "no date of installation" for row in rows)
    known = [row for row in rows if row["year"]]
    assert sum(int(row["cameras"]) for row in known if row["unit"] == "system") > 0
    assert [row["year"] for row in known] == sorted(row["year"] for row in known)


@pytest.mark.parametrize("dialect", ["ru", "kk", "en"])
@pytest.mark.parametrize(
    "name",
    [name for name in REPORTS if name.startswith(("open", "repeat", "reliab", "surv", "serv"))],
)
def test_every_report_reads_in_every_language(said, name, dialect):
    rows = said(name, dialect)
    assert rows
    assert len(rows[0]) == len(REPORTS[name].columns)


@pytest.fixture
def repaired(tmp_path):
    """A camera out of order for ten days; that it was restored was recorded a year later."""
    moments = iter([datetime(2025, 2, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)])
    now = [next(moments)]
    with Register.create(tmp_path / "r.camdesk", clock=lambda: now[0]) as register:
        with register.write("failed") as entry:
            camera = entry.add("camera", {"inventory_number": "1"})
            site = entry.add("site", {"code": "S"})
            entry.record(camera, NewEvent("received", PartialDate.parse("2024-01-01")))
            values = {"site": site}
            entry.record(camera, NewEvent("installed", PartialDate.parse("2025-01-01"), values))
            entry.record(camera, NewEvent("failed", PartialDate.parse("2025-01-31")))
        now[0] = next(moments)
        with register.write("restored") as entry:
            entry.record(camera, NewEvent("restored", PartialDate.parse("2025-02-10")))
        yield register


def test_faults_and_reliability_are_those_of_the_day_asked_for(repaired):
    def rows(name, **days):
        with closing(repaired.reader()) as connection:
            asked = {key: date.fromisoformat(day) for key, day in days.items()}
            return [tuple(row) for row in REPORTS[name].run(connection, asked).rows]

    assert rows("open-faults", as_of="2025-01-30") == []
    assert rows("open-faults", as_of="2025-02-09") == [(None, "camera", "8_to_30_days", 1)]
    assert rows("open-faults", as_of="2025-02-10") == []
    assert rows("open-faults", as_of="2025-03-31", known_on="2025-12-31") == [
        (None, "camera", "31_to_90_days", 1)
    ]
    ((*_, cameras, faults, repairs, down),) = (
        row[:6] for row in rows("reliability-by-model", as_of="2025-02-09")
    )
    assert (cameras, faults, repairs, down) == (1, 1, 0, 10)
    ((*_, repairs, down),) = (row[:6] for row in rows("reliability-by-model", as_of="2025-02-28"))
    assert (repairs, down) == (1, 10)
    assert [row[2] for row in rows("survival", as_of="2025-01-30")] == [0, 0, 0]
    assert [row[2] for row in rows("survival", as_of="2025-01-31")] == [1, 1, 1]


@pytest.mark.parametrize("group", ["model", "programme", "district", "contractor"])
def test_a_report_that_is_broken_off_leaves_the_reader_at_today(sample, monkeypatch, group):
    with Register.open(sample, read_only=True) as register, closing(register.reader()) as read:

        def interrupt(*_spans):
            read.interrupt()
            return Measures()

        monkeypatch.setattr("camdesk.store.reliability.measure", interrupt)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            list(REPORTS[f"reliability-by-{group}"].run(read, {"as_of": date(2026, 1, 1)}).rows)
        assert moment_of(read) == NOW
