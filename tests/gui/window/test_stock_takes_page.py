"""The clerk counts: starts a stock-take, scans numbers, closes it with one confirmation."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.stock_take import keeper
from camdesk.gui.stock_take.close_dialog import CloseDialog
from camdesk.gui.stock_take.results_dialog import ResultsDialog
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from tests.gui.clerk import CTRL, Clerk, Key

NUMBERS = ("ЗКО-1", "ЗКО-2", "ЗКО-3", "00412")


@pytest.fixture
def clerk(qtbot, open_window, tmp_path):
    path = tmp_path / "yard.camdesk"
    with Register.create(path) as register, register.write("create") as entry:
        for number in NUMBERS:
            site = entry.add("site", {"code": f"У {number}", "address": f"ул. Абая, {number}"})
            camera = entry.add("camera", {"inventory_number": number})
            values = {"state": State.IN_SERVICE, "site": site}
            entry.record(camera, NewEvent("opening", PartialDate.parse("2024"), values))
    return Clerk(qtbot, open_window(path))


@pytest.fixture
def page(clerk):
    return clerk.show("stock_takes")


@pytest.fixture
def take(clerk, page):
    """A stock-take that was started by keyboard, and its card."""
    clerk.press(Key.Key_N, CTRL)
    form = clerk.form()
    clerk.fill(form, name="Autumn")
    clerk.save(form)
    clerk.wait(lambda: page.card.row == 1)
    return page.card


def dialog(clerk, kind) -> Dialog:
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def results(clerk, card) -> ResultsDialog:
    clerk.wait(lambda: card.file is not None and card.enter_button.isEnabled())
    clerk.press(Key.Key_T, CTRL)
    opened = dialog(clerk, ResultsDialog)
    clerk.wait(opened.line.hasFocus)
    return opened


def scan(clerk, number: str) -> None:
    """As a USB scanner does: the number, then Enter, wherever the keyboard is."""
    clerk.type(number)
    clerk.press(Key.Key_Return)


def leave(clerk, opened: Dialog) -> None:
    gone: list[object] = []
    opened.destroyed.connect(lambda: gone.append(1))
    clerk.press(Key.Key_Escape)
    clerk.wait(lambda: bool(gone))


def lines(clerk) -> list[tuple]:
    return clerk.ask(
        lambda c: c.execute("SELECT said, result FROM stock_take_line ORDER BY id").fetchall()
    )


def entries(clerk) -> int:
    return clerk.ask(
        lambda c: c.execute(
            "SELECT count(*) FROM entry WHERE action = 'stock_take' AND voids IS NULL"
        ).fetchone()[0]
    )


def test_a_new_stock_take_is_as_of_today_and_expects_what_the_office_has(clerk, take):
    clerk.wait(lambda: "Expected" in take.sheet.toPlainText())
    assert "Expected\n4" in take.sheet.toPlainText()
    today = clerk.window.session.register.today.isoformat()
    assert take.file.facts["counted_on"] == today


def test_a_scanner_types_and_each_number_says_at_once_what_it_is(clerk, take):
    opened = results(clerk, take)
    for number in ("зко-1", "412", "ЗКО-1"):
        scan(clerk, number)
    expected = ["ЗКО-1: Already entered", "412: Unknown to the register", "зко-1: Found"]
    clerk.wait(lambda: opened.list.texts() == expected)
    assert opened.line.text() == ""
    assert lines(clerk) == [], "an entry is made when the scanner rests"
    leave(clerk, opened)
    assert lines(clerk) == [("зко-1", "found"), ("412", "unknown")]
    assert entries(clerk) == 2, "the stock-take, and one of all that was scanned"


def test_when_the_scanner_rests_an_entry_is_made(clerk, take, monkeypatch):
    monkeypatch.setattr(keeper, "REST", 1)
    opened = results(clerk, take)
    scan(clerk, "00412")
    clerk.wait(lambda: lines(clerk) == [("00412", "found")])
    clerk.wait(lambda: opened.keeper.idle)
    leave(clerk, opened)


def test_undo_takes_back_the_last_number_and_no_other(clerk, take):
    opened = results(clerk, take)
    for number in ("ЗКО-1", "ЗКО-2"):
        scan(clerk, number)
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: opened.list.texts() == ["ЗКО-1: Found"])
    scan(clerk, "ЗКО-3")
    opened.keeper.save()
    clerk.wait(lambda: opened.keeper.idle)
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: opened.keeper.idle and len(opened.list.texts()) == 1)
    assert lines(clerk) == [("ЗКО-1", "found")]
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: opened.keeper.idle and opened.list.texts() == [])
    assert lines(clerk) == []
    leave(clerk, opened)


def test_a_column_is_pasted(clerk, take):
    opened = results(clerk, take)
    QGuiApplication.clipboard().setText("ЗКО-1\tда\nЗКО-2\t\n\n")
    clerk.press(Key.Key_V, CTRL)
    clerk.wait(lambda: len(opened.list.texts()) == 2)
    leave(clerk, opened)
    assert lines(clerk) == [("ЗКО-1", "found"), ("ЗКО-2", "found")]


def test_closing_the_dialog_with_the_mouse_loses_nothing(clerk, take):
    opened = results(clerk, take)
    scan(clerk, "ЗКО-1")
    gone: list[object] = []
    opened.destroyed.connect(lambda: gone.append(1))
    opened.close()
    clerk.wait(lambda: bool(gone))
    assert lines(clerk) == [("ЗКО-1", "found")]


def test_what_cannot_be_saved_is_said_and_left_only_when_asked_twice(clerk, take):
    opened = results(clerk, take)
    session = clerk.window.session
    session.write(lambda register: _close_behind(register))
    clerk.wait(lambda: not session.busy())
    scan(clerk, "ЗКО-1")
    clerk.wait(lambda: any("is closed" in text for text in opened.notices.texts()))
    clerk.press(Key.Key_Escape)
    clerk.wait(lambda: any("are lost when you leave" in t for t in opened.notices.texts()))
    assert opened.isVisible()
    leave(clerk, opened)
    assert lines(clerk) == []


def _close_behind(register: Register) -> None:
    with register.write("stock_take_close") as entry:
        entry.correct("stock_take", 1, {"closed_on": "2026-11-01"})


def test_a_file_of_numbers_is_entered_as_one_entry(clerk, take, tmp_path):
    path = tmp_path / "numbers.csv"
    path.write_text("number;result\nЗКО-1;yes\nЗКО-2;missing\nX;\n", encoding="utf-8")
    opened = results(clerk, take)
    opened.import_file(path)
    clerk.wait(lambda: "numbers.csv: 1 found, 1 missing, 1 unknown" in opened.notices.texts())
    leave(clerk, opened)
    assert entries(clerk) == 2


def test_closing_records_what_was_ticked_and_ctrl_z_takes_it_back(clerk, page, take):
    opened = results(clerk, take)
    for number in NUMBERS[:2]:
        scan(clerk, number)
    opened.keeper.save()
    clerk.wait(lambda: opened.keeper.idle and opened.rest_button.isEnabled())
    QTimer.singleShot(100, lambda: clerk.press(Key.Key_Return, CTRL))  # it asks first
    opened.mark_rest()
    clerk.wait(lambda: "Marked as missing: 2" in opened.notices.texts())
    leave(clerk, opened)
    clerk.wait(lambda: "Missing\n2" in take.sheet.toPlainText())

    take.close_take()
    closing = dialog(clerk, CloseDialog)
    clerk.wait(lambda: closing.lost.count() == 2)
    assert closing.lost.hasFocus()
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Return)
    assert closing.isVisible(), "Enter in the list records nothing"
    assert closing.lost.ticked() == {3}
    gone: list[object] = []
    closing.destroyed.connect(lambda: gone.append(1))
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: bool(gone))
    clerk.wait(lambda: "Closed on" in page.card._head.texts()[1])
    assert not take.enter_button.isEnabled()

    def states() -> list[str]:
        return clerk.ask(
            lambda c: [row[0] for row in c.execute("SELECT state FROM camera ORDER BY id")]
        )

    assert states() == ["in_service", "in_service", "lost", "in_service"]
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: states() == ["in_service"] * 4)
    clerk.wait(lambda: take.enter_button.isEnabled())


def test_every_count_opens_its_cameras(clerk, page, take):
    opened = results(clerk, take)
    scan(clerk, "ЗКО-2")
    leave(clerk, opened)
    clerk.wait(lambda: "Found\n1" in take.sheet.toPlainText())

    def shows(cameras: list[int]) -> bool:
        front = clerk.page()
        answered = front.key == "cameras" and not front.model.asking
        return answered and list(front.model.ids) == cameras

    for counted, ids in (("found", [2]), ("not_checked", [1, 3, 4]), ("missing", [])):
        take.sheet.anchorClicked.emit(f"count:{counted}.camera")
        clerk.wait(lambda ids=ids: shows(ids))
        clerk.show("stock_takes")


def test_a_number_that_nobody_knows_becomes_a_camera_from_the_card(clerk, page, take):
    opened = results(clerk, take)
    scan(clerk, "НОВ-1")
    leave(clerk, opened)
    clerk.wait(lambda: "НОВ-1" in take.sheet.toPlainText())
    take.sheet.followed.emit("new", "1")
    form = clerk.form()
    assert form.form.value("inventory_number") == "НОВ-1"
    clerk.press(Qt.Key.Key_Escape)
    clerk.press(Qt.Key.Key_Escape)


def test_a_stock_take_of_a_month_is_not_taken(clerk, page):
    clerk.press(Key.Key_N, CTRL)
    form = clerk.form()
    clerk.fill(form, name="x", counted_on="11.2026")
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: "as of one day" in form.form.row("counted_on").error())
    clerk.press(Key.Key_Escape)
    clerk.press(Key.Key_Escape)
