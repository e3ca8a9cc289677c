"""The sample's spare parts: invented, balanced, and traced from donors into recipients."""

from contextlib import closing
from datetime import date

import pytest

from camdesk.reports.catalogue import REPORTS
from camdesk.store.register import Register


@pytest.fixture(scope="module")
def told(sample_path):
    with (
        Register.open(sample_path, read_only=True) as register,
        closing(register.reader()) as reader,
    ):
        yield reader


def _lines(connection, as_of=None):
    table = REPORTS["parts"].run(connection, {"as_of": as_of})
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_parts_are_fitted_discarded_and_most_of_them_in_stock(told):
    counted = {"fitted": 0, "in_stock": 0, "discarded": 0}
    for line in _lines(told):
        counted[line["state"]] += line["quantity"]
    assert all(counted.values())
    assert counted["in_stock"] > counted["fitted"] + counted["discarded"]


def test_every_donor_was_stripped_before_its_parts_went_into_a_camera_that_was_mended(told):
    fits = told.execute(
        "SELECT part_move.occurred_on, event.occurred_on, event.kind, event.camera,"
        " part_move.camera, stripped.kind, stripped.occurred_on"
        " FROM part_move JOIN part ON part.id = part_move.part"
        " JOIN event ON event.id = part_move.event"
        " JOIN event AS stripped ON stripped.camera = part.donor AND stripped.kind = 'stripped'"
        " WHERE part_move.kind = 'fitted'"
    ).fetchall()
    assert len(fits) > 5
    for moved, happened, kind, mended, recipient, _, stripped in fits:
        assert (moved, mended, kind) == (happened, recipient, "restored")
        assert stripped < moved


@pytest.mark.parametrize("year", range(2024, 2027))
@pytest.mark.parametrize("month", range(1, 13))
def test_the_balance_is_kept_at_the_end_of_every_month(told, year, month):
    day = date(year + month // 12, month % 12 + 1, 1)
    came = told.execute(
        "SELECT coalesce(sum(quantity), 0) FROM part WHERE acquired_on <= ?", (day.isoformat(),)
    ).fetchone()[0]
    bought = told.execute(
        "SELECT coalesce(sum(quantity), 0) FROM part WHERE acquired_on = '2026-02'"
        " AND ? < '2026-02-28' AND acquired_on <= ?",
        (day.isoformat(), day.isoformat()),
    ).fetchone()[0]
    assert sum(line["quantity"] for line in _lines(told, day)) == came - bought


def test_all_of_it_is_marked_as_invented(told):
    silent = told.execute(
        "SELECT count(*) FROM change JOIN entry ON entry.id = change.entry"
        " WHERE change.table_name IN ('part', 'part_move') AND entry.invented = 0"
    ).fetchone()
    assert silent == (0,)
