"""The invented stock-take of the sample: counted, closed, and every number accounted for."""

from contextlib import closing

import pytest

from camdesk.reports.catalogue import find_report
from camdesk.samples import stock_take
from camdesk.store.check import check
from camdesk.store.register import Register


@pytest.fixture(scope="module")
def told(sample_path):
    with (
        Register.open(sample_path, read_only=True) as register,
        closing(register.reader()) as reader,
    ):
        yield reader


def test_every_camera_expected_is_found_missing_or_elsewhere(told):
    (cameras, numbers) = [tuple(row) for row in find_report("stock-take").run(told, {}).rows]
    take, unit, expected, found, missing, elsewhere, unknown, not_checked, outside = cameras[:9]
    assert (take, unit) == (stock_take.NAME, "camera")
    assert 300 < expected <= 400
    assert expected == found + missing + elsewhere
    assert (missing, unknown, not_checked, outside) == (stock_take.MISSING, 0, 0, 0)
    assert elsewhere > 3
    assert numbers[1:7] == (None, 0, 0, 0, 0, len(stock_take.UNKNOWN))


def test_what_was_decided_became_events_of_its_day_on_its_order(told):
    kinds = dict(
        told.execute(
            "SELECT event.kind, count(*) FROM event JOIN document ON document.id = event.document"
            " WHERE document.number = 'П-11' AND event.occurred_on = ? GROUP BY event.kind",
            (stock_take.DAY.isoformat(),),
        )
    )
    assert kinds["lost"] == 1
    assert kinds["removed"] <= kinds["installed"]
    assert kinds["checked"] > 300
    check(told)


def test_every_entry_of_it_says_that_it_is_invented(told):
    rows = told.execute(
        "SELECT action, invented, reason FROM entry WHERE action LIKE 'stock_take%'"
    ).fetchall()
    assert [row[0] for row in rows] == ["stock_take"] * 3 + ["stock_take_close"]
    assert all(row[1:] == (1, "Выдумано для примера") for row in rows)
