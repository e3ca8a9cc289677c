"""The story's purchases: ordered from contracts, one short, one over, one without a payer."""

from contextlib import closing

import pytest

from camdesk.reports.catalogue import REPORTS
from camdesk.samples.sample import BOUGHT, INVENTED
from camdesk.store.register import Register


@pytest.fixture(scope="module")
def connection(sample_path):
    with (
        Register.open(sample_path, read_only=True) as register,
        closing(register.reader()) as reader,
    ):
        yield reader


def report(connection, name):
    made = REPORTS[name]
    names = [column.name for column in made.columns]
    return [dict(zip(names, row, strict=True)) for row in made.run(connection, {}).rows]


def test_all_that_the_story_buys_belongs_to_a_line_and_is_marked_as_invented(connection):
    (count,) = connection.execute(
        "SELECT count(*) FROM camera WHERE contract_line IS NOT NULL AND note = ?", (INVENTED,)
    ).fetchone()
    assert count == BOUGHT
    reasons = connection.execute(
        "SELECT DISTINCT entry.invented FROM change JOIN entry ON entry.id = change.entry"
        " WHERE change.table_name IN ('contract', 'contract_line')"
    ).fetchall()
    assert reasons == [(1,)]


def test_customer_and_payer_differ_and_one_payer_is_unknown(connection):
    rows = [row for row in report(connection, "money") if row["contract"]]
    assert len(rows) == 3
    assert all(row["customer"] and row["customer"] != row["payer"] for row in rows)
    assert [row["payer"] is None for row in rows].count(True) == 1


def test_one_line_came_short_and_one_over(connection):
    rows = report(connection, "contract-lines")
    assert any(row["short"] for row in rows)
    (over,) = [row for row in rows if row["over"]]
    assert over["over"] == over["received"] - over["quantity"]
    assert over["ordered"] == over["quantity"], "nobody ordered what came beyond it"


def test_an_order_rests_on_its_contract(connection):
    papers = connection.execute(
        "SELECT DISTINCT document.number = contract.number FROM event JOIN camera ON camera.id ="
        " event.camera JOIN contract_line ON contract_line.id = camera.contract_line"
        " JOIN contract ON contract.id = contract_line.contract"
        " LEFT JOIN document ON document.id = event.document WHERE event.kind = 'ordered'"
    ).fetchall()
    assert papers == [(1,)]
