"""The report of spare parts: a donor's parts are traced into their recipients."""

import csv
import io

import pytest

from camdesk.cli import main
from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.store import part_work
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

DAY = PartialDate.parse("2026-02-01")


@pytest.fixture
def path(tmp_path):
    """A donor without a number and one recipient; three lenses came, one went on, one is scrap."""
    path = tmp_path / "r.camdesk"
    with Register.create(path) as register:
        with register.write("create") as entry:
            donor = entry.add("camera", {"serial_number": "SN-7"})
            entry.record(donor, NewEvent("opening", DAY, {"state": State.STRIPPED}))
            recipient = entry.add("camera", {"inventory_number": "R-1"})
            entry.record(recipient, NewEvent("opening", DAY, {"state": State.FAILED}))
        with register.write("part") as entry:
            act = entry.add("document", {"kind": "Акт", "number": "5"})
            line = PartLine("lens", 3, 12_500_50, "shelf 2")
            (lens,) = part_work.recover(entry, donor, [line], occurred_on=DAY, document=act)
            part_work.buy(entry, PartLine("fan", 2))
        with register.write("restored") as entry:
            mended = PartialDate.parse("2026-03-05")
            repair = entry.record(recipient, NewEvent("restored", mended))
            part_work.fit(entry, recipient, [FittedPart(lens, 1)], event=repair, occurred_on=mended)
        with register.write("part") as entry:
            part_work.discard(entry, lens, 1, occurred_on=PartialDate.parse("2026-04-01"))
    return path


def _csv(path, capsys, *options, name="parts"):
    assert main(["report", str(path), name, *options]) == 0
    return list(csv.reader(io.StringIO(capsys.readouterr().out)))


def test_every_part_has_its_donor_its_recipient_and_its_state(path, capsys):
    header, *rows = _csv(path, capsys)
    assert header[:5] == ["part", "donor", "recipient", "state", "quantity"]
    assert [row[:5] for row in rows] == [
        ["lens", "SN-7", "R-1", "fitted", "1"],
        ["lens", "SN-7", "", "discarded", "1"],
        ["lens", "SN-7", "", "in_stock", "1"],
        ["fan", "", "", "in_stock", "2"],
    ]
    assert dict(zip(header, rows[2], strict=True)) | {"part": "lens"} == {
        "part": "lens", "donor": "SN-7", "recipient": "", "state": "in_stock", "quantity": "1",
        "source": "recovered", "storage": "shelf 2", "unit_value": "12500.50",
        "acquired_on": "2026-02-01", "moved_on": "", "document": "Акт № 5", "serial_number": "",
    }  # fmt: skip


def test_it_balances_as_of_any_day(path, capsys):
    def states(day):
        _, *rows = _csv(path, capsys, "--as-of", day)
        return [row[3:5] for row in rows if row[0] == "lens"]

    assert states("2026-01-31") == []
    assert states("2026-03-04") == [["in_stock", "3"]]
    assert states("2026-03-05") == [["fitted", "1"], ["in_stock", "2"]]


def test_people_read_the_states_in_words(path, capsys):
    header, *rows = _csv(path, capsys, "--dialect", "en")
    assert header[3] == "State"
    assert [row[3] for row in rows] == ["Fitted", "Discarded", "In stock", "In stock"]


def test_stock_is_summed_by_place_and_an_unknown_value_stays_unknown(path, capsys):
    _, *rows = _csv(path, capsys, name="parts-in-stock")
    assert rows == [["fan", "", "2", "", "2"], ["lens", "shelf 2", "1", "12500.50", "0"]]
    _, *rows = _csv(path, capsys, "--as-of", "2026-02-28", name="parts-in-stock")
    assert rows == [["lens", "shelf 2", "3", "37501.50", "0"]]
