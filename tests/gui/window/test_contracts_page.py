"""A clerk's contract in the whole window, by keyboard: its lines, an order, two deliveries."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from camdesk.domain.lifecycle import State
from camdesk.gui.forms.contract_form import ContractForm
from camdesk.gui.forms.delivery_forms import OrderForm, ReceiveForm
from camdesk.gui.main_window import MainWindow
from camdesk.store import contracts
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from tests.gui.clerk import CTRL, Clerk, Key, Qt

Open = Callable[[Path], MainWindow]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A model, a camera with a serial number, a payer; the register stays sound."""
    path = tmp_path / "зко.camdesk"
    with Register.create(path) as register, register.write("create") as entry:
        entry.add("model", {"maker": "Образец", "name": "Д-2"})
        entry.add("organisation", {"name": "Бюджет области"})
        camera = entry.add("camera", {"inventory_number": "ЗКО-7", "serial_number": "SN-500"})
        entry.record(camera, NewEvent("opening", None, {"state": State.IN_STOCK}))
    yield path
    with Register.open(path) as register, closing(register.reader()) as connection:
        check(connection)


@pytest.fixture
def clerk(qtbot: QtBot, open_window: Open, path: Path) -> Clerk:
    clerk = Clerk(qtbot, open_window(path))
    clerk.show("contracts")
    return clerk


def front(clerk: Clerk, kind: type):
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def tab_to(clerk: Clerk, target) -> None:
    for _ in range(40):
        if clerk.at() in (target, target.focusProxy()):
            return
        clerk.press(Key.Key_Tab)
    raise AssertionError("Tab does not get there")


def choose(clerk: Clerk, picker, text: str) -> None:
    tab_to(clerk, picker)
    clerk.type(text)
    clerk.wait(lambda: picker._list.isVisible())
    clerk.press(Key.Key_Return)
    assert picker.value() is not None


def fill_line(clerk: Clerk, line, quantity: str, price: str) -> None:
    model, count, _unit, sum_ = line.edits
    choose(clerk, model, "Образец")
    tab_to(clerk, count)
    clerk.overtype(quantity)
    tab_to(clerk, sum_)
    clerk.overtype(price)


def new_contract(clerk: Clerk) -> None:
    """Twenty cameras at 1000 tenge each, whose payer is known and whose customer is not."""
    clerk.press(Key.Key_N, CTRL)
    form = front(clerk, ContractForm)
    clerk.type("Д-17")
    choose(clerk, form.form.control("payer"), "Бюджет")
    clerk.fill(form, amount="20000")
    fill_line(clerk, form.lines.lines[0], "20", "1000")
    clerk.save(form)
    clerk.wait(lambda: clerk.page().card.file is not None)


def lines(clerk: Clerk) -> list[tuple[int, ...]]:
    """(ordered, received, short, over) of each line."""
    return [
        (line.ordered, line.received, line.short, line.over) for line in clerk.ask(contracts.lines)
    ]


def order(clerk: Clerk) -> None:
    clerk.press(Key.Key_O, CTRL | SHIFT)
    form = front(clerk, OrderForm)
    assert form.form.edit("count").text() == "20", "what is left is proposed"
    clerk.save(form)


def scan(clerk: Clerk, first: int, last: int) -> ReceiveForm:
    """Open the delivery; the scanner types each number and presses Enter."""
    clerk.press(Key.Key_D, CTRL | SHIFT)
    form = front(clerk, ReceiveForm)
    tab_to(clerk, form.form.control("serial_numbers"))
    for number in range(first, last + 1):
        clerk.type(f"SN-{number:03d}")
        clerk.press(Key.Key_Return)
    return form


def undo(clerk: Clerk) -> None:
    """Ctrl+Z, once it is known what it would take back."""
    clerk.wait(lambda: not clerk.window.session.busy())
    clerk.wait(clerk.window.acts["edit.undo"].isEnabled)
    clerk.press(Key.Key_Z, CTRL)


def text(clerk: Clerk) -> str:
    return clerk.page().card.sheet.toPlainText()


def test_twenty_are_ordered_twelve_come_then_nine_and_each_is_taken_back(clerk: Clerk) -> None:
    new_contract(clerk)
    order(clerk)
    form = scan(clerk, 1, 12)
    clerk.wait(lambda: form.form.row("serial_numbers").hint() == "12 of 20 awaited")
    clerk.fill(form, paper_number="5")
    clerk.save(form)
    assert lines(clerk) == [(20, 12, 8, 0)]
    clerk.wait(lambda: "short 8" in text(clerk))

    form = scan(clerk, 13, 21)
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: form.form.row("over").isVisible())
    assert any("9 came" in said for said in form.notices.texts())
    tab_to(clerk, form.form.control("over"))
    clerk.press(Key.Key_Down)
    clerk.save(form)
    assert lines(clerk) == [(20, 21, 0, 1)]
    clerk.wait(lambda: "over 1" in text(clerk))

    for before in ((20, 12, 8, 0), (20, 0, 20, 0), (0, 0, 20, 0)):
        undo(clerk)
        clerk.wait(lambda before=before: lines(clerk) == [before])


def test_a_number_that_cannot_be_taken_is_named_while_it_is_scanned(clerk: Clerk) -> None:
    new_contract(clerk)
    order(clerk)
    form = scan(clerk, 499, 500)
    clerk.type("SN-499")
    hint = form.form.row("serial_numbers").hint
    clerk.wait(lambda: "SN-499 stands in line 1 already" in hint())
    assert "Line 2: the serial number SN-500 belongs to camera ЗКО-7." in hint()
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: form.form.row("serial_numbers").error() != "")
    assert lines(clerk) == [(20, 0, 20, 0)]
    form.reject()
    form.reject()


def test_each_count_opens_the_cameras_behind_it(clerk: Clerk) -> None:
    new_contract(clerk)
    order(clerk)
    clerk.save(scan(clerk, 1, 12))
    clerk.wait(lambda: "received 12" in text(clerk))
    for count, cameras in (("received", 12), ("awaited", 8), ("ordered", 20)):
        clerk.page().card.sheet.followed.emit(count, "1")
        clerk.wait(lambda: clerk.window.pages.current_key() == "cameras")
        page = clerk.page()
        clerk.wait(lambda page=page, n=cameras: len(page.model.ids) == n and not page.model.asking)
        clerk.show("contracts")


def test_a_contract_and_its_lines_are_corrected_in_one_dialog(clerk: Clerk) -> None:
    new_contract(clerk)
    clerk.press(Key.Key_F2)
    form = front(clerk, ContractForm)
    clerk.wait(lambda: form.form.isEnabled())
    clerk.fill(form, title="Купольные камеры", announcement="без номера")
    assert "7654321-1" in form.form.row("announcement").hint(), "unusual, and not refused"
    line = form.lines.lines[0]
    assert not line.remove.isEnabled()
    tab_to(clerk, line.edits[1])
    clerk.overtype("25")
    assert "25,000.00" in form.form.row("lines").hint()
    tab_to(clerk, form.lines.more)
    clerk.press(Key.Key_Return)
    fill_line(clerk, form.lines.lines[1], "2", "500")
    clerk.save(form)
    found = clerk.ask(contracts.lines)
    assert [(line.position, line.quantity, line.unit_price) for line in found] == [
        (1, 25, 1000_00),
        (2, 2, 500_00),
    ]
    clerk.wait(lambda: "Купольные камеры" in text(clerk))
    assert "The lines add up to" in text(clerk)
    undo(clerk)
    clerk.wait(lambda: [line.quantity for line in clerk.ask(contracts.lines)] == [20])


def test_more_than_the_line_says_is_refused_at_its_field(clerk: Clerk) -> None:
    new_contract(clerk)
    clerk.press(Key.Key_O, CTRL | SHIFT)
    form = front(clerk, OrderForm)
    clerk.fill(form, count="21")
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: "20 can still be ordered" in form.form.row("count").error())
    form.reject()
    form.reject()


def test_a_camera_leads_to_its_contract_and_says_what_it_cost(clerk: Clerk) -> None:
    new_contract(clerk)
    order(clerk)
    clerk.save(scan(clerk, 1, 1))
    clerk.page().card.sheet.followed.emit("camera", "2")
    clerk.wait(lambda: clerk.window.pages.current_key() == "cameras")
    clerk.wait(lambda: clerk.page().card.camera == 2)
    assert "Д-17 · 1" in text(clerk)
    assert "Purchase" in text(clerk)
    assert "1,000.00" in text(clerk)
    clerk.page().card.sheet.followed.emit("contract", "1")
    clerk.wait(lambda: clerk.window.pages.current_key() == "contracts")
    clerk.wait(lambda: clerk.page().card.file is not None)
    assert "Purchase" in text(clerk)
