"""The fate ledger over the sample: it balances as of every month, by act, year and programme."""

from calendar import monthrange
from contextlib import closing
from datetime import date

import pytest

from camdesk.domain.lifecycle import FATES, State
from camdesk.reports.fate import REPORTS
from camdesk.store.look_back import NOW, Moment, look_back
from camdesk.store.register import Register

MONTHS = [
    date(year, month, monthrange(year, month)[1])
    for year in range(2014, 2027)
    for month in range(1, 13)
]
BY_NAME = {report.name: report for report in REPORTS}
LEDGERS = ("fate", "fate-by-year", "fate-by-programme")


@pytest.fixture(scope="module")
def connection(sample_path):
    with (
        Register.open(sample_path, read_only=True) as register,
        closing(register.reader()) as connection,
    ):
        yield connection


def ask(connection, name, **days):
    table = BY_NAME[name].run(connection, days)
    return [dict(zip((c.name for c in table.columns), row, strict=True)) for row in table.rows]


def exits(row):
    names = [state.value for state in FATES if state is not State.WRITTEN_OFF]
    return sum(row[name] for name in (*names, "fate_unknown"))


def test_written_off_is_every_exit_and_fate_unknown_as_of_every_month(connection):
    for day in MONTHS:
        look_back(connection, Moment(day))
        ledgers = {name: ask(connection, name) for name in LEDGERS}
        for rows in ledgers.values():
            assert [row["written_off"] for row in rows] == [exits(row) for row in rows], day
            assert all((row["days_waiting"] is None) == (row["fate_unknown"] == 0) for row in rows)
        totals = {sum(row["written_off"] for row in rows) for rows in ledgers.values()}
        listed = ask(connection, "fate-cameras")
        assert totals == {len(listed)}, day
        (counted,) = connection.execute(
            "SELECT count(DISTINCT camera) FROM main.event AS act WHERE kind = 'written_off'"
            " AND from_day <= ? AND position IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.event"
            " WHERE event.camera = act.camera AND event.kind = 'found'"
            " AND event.position > act.position AND event.from_day <= ?)",
            [day.isoformat()] * 2,
        ).fetchone()
        assert counted == len(listed), day
    look_back(connection, NOW)


def test_the_sample_has_an_act_whose_cameras_have_waited_for_long(connection):
    rows = ask(connection, "fate", as_of=date(2026, 11, 23))
    waits = [row["days_waiting"] or 0 for row in rows]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 365


def test_chosen_columns_come_in_the_order_asked_for(connection):
    table = BY_NAME["fate-cameras"].run(connection, {}, columns=["state", "camera"])
    first = next(iter(table.rows))
    assert first[0] in {state.value for state in FATES}


def test_systems_and_cameras_stand_in_lines_of_their_own(connection):
    units = {row["unit"] for row in ask(connection, "fate")}
    assert units == {"camera", "system"}
