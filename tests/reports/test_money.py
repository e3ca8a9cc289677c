"""Reports of money: agreed and spent, customer and payer, as of any day."""

import csv
import io

import pytest

from camdesk.cli import main
from camdesk.domain.dates import PartialDate
from camdesk.store import procurement
from camdesk.store.ledger import NewEvent
from camdesk.store.procurement import Delivery
from camdesk.store.register import Register


def on(text):
    return PartialDate.parse(text)


@pytest.fixture
def path(tmp_path):
    """Three ordered in January at 1000 tenge, two came in February, one hung in March for 200."""
    path = tmp_path / "r.camdesk"
    with Register.create(path) as register:
        with register.write("contract", "Д-1") as entry:
            customer = entry.add("organisation", {"name": "Акимат"})
            payer = entry.add("organisation", {"name": "Бюджет"})
            contract = entry.add(
                "contract",
                {"number": "Д-1", "customer": customer, "payer": payer, "amount": 3000_00},
            )
            facts = {"contract": contract, "position": 1, "quantity": 3, "unit_price": 1000_00}
            line = entry.add("contract_line", {**facts, "description": "Камера", "unit": "camera"})
        with register.write("ordered") as entry:
            procurement.order(entry, line, 3, on("2026-01-15"))
        with register.write("received") as entry:
            came = procurement.receive(entry, line, Delivery(("A", "B"), 0, on("2026-02-01")))
        with register.write("installed") as entry:
            site = entry.add("site", {"code": "У-1"})
            values = {"site": site, "cost": 200_00}
            entry.record(came[0], NewEvent("installed", on("2026-03-01"), values))
    return path


def report(path, capsys, name, *options):
    assert main(["report", str(path), name, *options]) == 0
    header, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_money_follows_a_contract_day_by_day(path, capsys):
    def shown(*options):
        (row,) = report(path, capsys, "money", *options)
        assert list(row)[:9] == [
            "contract", "programme", "customer", "payer", "ordered", "received", "installed",
            "amount", "spent",
        ]  # fmt: skip
        return list(row.values())[:9]

    known = ["Д-1", "", "Акимат", "Бюджет"]
    assert shown() == [*known, "3", "2", "1", "3000.00", "2200.00"]
    assert shown("--as-of", "2026-02-28") == [*known, "3", "2", "0", "3000.00", "2000.00"]
    assert shown("--as-of", "2026-01-31") == [*known, "3", "0", "0", "3000.00", ""]
    assert shown("--as-of", "2026-01-01") == [*known, "0", "0", "0", "3000.00", ""]


def test_a_line_says_what_is_short(path, capsys):
    (row,) = report(path, capsys, "contract-lines")
    assert row == {
        "contract": "Д-1", "line": "1", "model": "Камера", "unit": "camera", "quantity": "3",
        "ordered": "3", "received": "2", "installed": "1", "short": "1", "over": "0",
        "unit_price": "1000.00", "amount": "3000.00",
    }  # fmt: skip


def test_people_read_kinds_of_money_in_words(path, capsys):
    rows = report(path, capsys, "money-by-year", "--dialect", "en")
    assert [(row["Year"], row["What for"], row["Payer"], row["Sum"]) for row in rows] == [
        ("2026", "Purchase", "Бюджет", "2000.00"),
        ("2026", "Installation", "Бюджет", "200.00"),
    ]


def test_columns_of_the_long_report_can_be_chosen(path, capsys):
    rows = report(path, capsys, "camera-costs", "--columns", "serial_number,spent")
    assert [tuple(row.values()) for row in rows] == [("A", "1200.00"), ("B", "1000.00"), ("", "")]
