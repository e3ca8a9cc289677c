"""Faults, survival and service life over the sample register, as other programs get them."""

import csv
import io
from contextlib import closing

import pytest

from camdesk.reports.catalogue import REPORTS
from camdesk.reports.csv_out import print_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.samples import build
from camdesk.store.register import Register


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return build(tmp_path_factory.mktemp("told") / "sample.camdesk")


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
