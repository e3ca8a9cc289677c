"""A clerk's parts in the whole window, by keyboard: from a donor into another camera, and back."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from camdesk import app
from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.forms.fit_form import FitForm
from camdesk.gui.forms.part_forms import BuyForm, DiscardForm
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.kit import theme
from camdesk.gui.kit.settings import Settings
from camdesk.gui.main_window import MainWindow
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from tests.gui import clerk as keyboard
from tests.gui.clerk import Clerk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
THIS_YEAR = date.today().year
DONOR, BROKEN, WORKING = "ЗКО-1", "ЗКО-2", "ЗКО-3"


@pytest.fixture
def clerk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path):
    """At a register with a written-off camera, a failed one and one that works."""
    states = {DONOR: State.WRITTEN_OFF, BROKEN: State.FAILED, WORKING: State.IN_SERVICE}
    monkeypatch.setattr(keyboard, "CAMERAS", states)
    path = tmp_path / "зко.camdesk"
    with Register.create(path) as register:
        for number, state in states.items():
            with register.write("create", number) as entry:
                camera = entry.add("camera", {"inventory_number": number})
                since = PartialDate.year(THIS_YEAR - 2)
                entry.record(camera, NewEvent("opening", since, {"state": state}))

    def fail(_window: MainWindow, error: BaseException) -> None:
        raise error

    monkeypatch.setattr(MainWindow, "fail", fail)
    chosen = Settings()
    chosen.language = "en"
    chosen.save()
    _, settings = app.make_application()
    window = app.make_window(settings, opening=True)
    window.show()
    made = Clerk(qtbot, window)
    window.files.open_path(path)
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: made.page().status_text() != "")
    yield made
    qtbot.waitUntil(lambda: window.session is None or not window.session.busy())
    window.close()
    window.deleteLater()
    theme.Theme.apply(QApplication.instance(), "light")
    with Register.open(path) as register, closing(register.reader()) as reader:
        check(reader)


def tab_to(clerk: Clerk, target) -> None:
    for _ in range(30):
        if clerk.at() in (target, target.focusProxy()):
            return
        clerk.press(Key.Key_Tab)
    raise AssertionError("Tab does not get there")


def strip(clerk: Clerk) -> None:
    """The donor gives two lenses and a power supply."""
    clerk.go_to(DONOR)
    form = clerk.step("stripped")
    edit = form.form.control("recovered")
    tab_to(clerk, edit.lines[0].edits[0])
    clerk.overtype("Объектив")
    clerk.press(Key.Key_Tab)
    clerk.overtype("2")
    tab_to(clerk, edit.more)
    clerk.press(Key.Key_Return)
    clerk.type("Блок питания")
    clerk.save(form)


def choose_part(clerk: Clerk, form: StepForm, text: str, quantity: str = "1") -> None:
    picker, count = form.form.control("fitted").lines[0].edits
    tab_to(clerk, picker)
    clerk.type(text)
    clerk.wait(lambda: bool(picker.options()))
    clerk.press(Key.Key_Return)
    tab_to(clerk, count)
    clerk.overtype(quantity)


def card_of(clerk: Clerk, number: str) -> str:
    clerk.show("cameras")
    clerk.go_to(number)
    return clerk.page().card.sheet.toPlainText()


def rows(clerk: Clerk, query: str) -> list[tuple]:
    return clerk.ask(lambda connection: connection.execute(query).fetchall())


def undo(clerk: Clerk) -> None:
    before = rows(clerk, "SELECT count(*) FROM entry")
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: rows(clerk, "SELECT count(*) FROM entry") != before)
    clerk.wait(lambda: not clerk.window.session.busy())


def test_a_camera_is_stripped_and_its_part_mends_another(clerk: Clerk) -> None:
    strip(clerk)
    clerk.go_to(BROKEN)
    form = clerk.step("restored")
    choose_part(clerk, form, "объек")
    clerk.save(form)
    donor, mended = card_of(clerk, DONOR), card_of(clerk, BROKEN)
    assert "Parts recovered from it" in donor
    assert "1 fitted into ЗКО-2 · 1 in stock" in donor
    assert "Parts fitted into it" in mended
    assert "came from ЗКО-1" in mended

    undo(clerk)
    assert "fitted" not in card_of(clerk, DONOR)
    assert "Parts fitted" not in card_of(clerk, BROKEN)
    undo(clerk)
    assert "Parts recovered" not in card_of(clerk, DONOR)
    assert rows(clerk, "SELECT count(*) FROM part") == [(0,)]
    clerk.press(Key.Key_Z, CTRL | SHIFT)
    clerk.wait(lambda: rows(clerk, "SELECT count(*) FROM part") == [(2,)])


def test_the_stripping_cannot_be_undone_under_a_repair_that_took_a_part(clerk: Clerk) -> None:
    strip(clerk)
    clerk.go_to(BROKEN)
    form = clerk.step("restored")
    choose_part(clerk, form, "объек", "2")
    clerk.save(form)
    clerk.go_to(BROKEN)
    clerk.record("failed")
    form = clerk.step("restored")
    picker = form.form.control("fitted").lines[0].edits[0]
    tab_to(clerk, picker)
    clerk.type("о")
    clerk.wait(lambda: bool(picker.options()))
    assert [one.title for one in picker.options()] == ["Блок питания"]
    form.reject()
    form.reject()


@pytest.fixture
def parts(clerk: Clerk):
    """The page of parts, the two lenses chosen; the rows stand latest first."""
    strip(clerk)
    page = clerk.show("parts")
    clerk.wait(lambda: len(page.model.ids) == 2)
    page.open_row(min(page.model.ids))
    clerk.wait(lambda: page.card.row == min(page.model.ids))
    return page


def test_a_part_goes_from_its_page_under_the_repair_of_a_failed_camera(clerk, parts) -> None:
    clerk.press(Key.Key_F, CTRL | SHIFT)
    form = clerk.form()
    assert isinstance(form, FitForm)
    clerk.type(BROKEN)
    clerk.wait(lambda: bool(form.form.control("camera").options()))
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: form.save_button.text() == "Go on…")
    assert not form.form.control("occurred_on").isVisible()
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), StepForm))
    repair = clerk.form()
    assert repair.form.control("fitted").typed()[0][1] == "1"
    clerk.save(repair)
    assert clerk.story(BROKEN) == ["restored", "opening"]
    assert rows(clerk, "SELECT camera, quantity, event IS NOT NULL FROM part_move") == [(2, 1, 1)]
    clerk.wait(lambda: "ЗКО-2" in parts.card.sheet.toPlainText())
    assert "Restored" in parts.card.sheet.toPlainText()


def test_a_part_goes_into_a_working_camera_as_a_move_alone(clerk, parts) -> None:
    clerk.press(Key.Key_F, CTRL | SHIFT)
    form = clerk.form()
    clerk.type(WORKING)
    clerk.wait(lambda: bool(form.form.control("camera").options()))
    clerk.press(Key.Key_Return)
    clerk.fill(form, quantity="2", note="замена по графику")
    clerk.save(form)
    assert rows(clerk, "SELECT camera, quantity, event, note FROM part_move") == [
        (3, 2, None, "замена по графику")
    ]
    assert clerk.story(WORKING) == ["opening"]
    clerk.wait(lambda: not parts.card.fit.isEnabled())


def test_parts_are_discarded_but_no_more_than_there_are(clerk, parts) -> None:
    clerk.press(Key.Key_X, CTRL | SHIFT)
    form = clerk.form()
    assert isinstance(form, DiscardForm)
    clerk.overtype("3")
    clerk.press(Key.Key_Return, CTRL)
    assert "there are 2, and 3 would be used" in form.form.row("quantity").error()
    clerk.overtype("1")
    clerk.fill(form, paper_number="7")
    clerk.save(form)
    clerk.wait(lambda: "Discarded" in parts.card.sheet.toPlainText())
    scrap = (
        "SELECT part_move.kind, quantity, number FROM part_move"
        " JOIN document ON document.id = part_move.document"
    )
    assert rows(clerk, scrap) == [("discarded", 1, "7")]
    undo(clerk)
    clerk.wait(lambda: "All of them are in stock." in parts.card.sheet.toPlainText())


def test_parts_that_were_bought_come_into_stock(clerk: Clerk) -> None:
    page = clerk.show("parts")
    clerk.press(Key.Key_N, CTRL)
    form = clerk.form()
    assert isinstance(form, BuyForm)
    clerk.type("Вентилятор")
    clerk.fill(form, quantity="4", unit_value="1 500", storage="полка 3")
    clerk.save(form)
    clerk.wait(lambda: page.card.row is not None)
    facts = "SELECT name, source, quantity, unit_value, storage, donor FROM part"
    assert rows(clerk, facts) == [("Вентилятор", "bought", 4, 1_500_00, "полка 3", None)]


def test_the_quantity_of_parts_cannot_be_corrected_below_what_was_used(clerk, parts) -> None:
    clerk.press(Key.Key_X, CTRL | SHIFT)
    form = clerk.form()
    clerk.overtype("2")
    clerk.save(form)
    clerk.wait(lambda: 1 not in parts.model.ids)  # used up: the list shows what is in stock
    parts.open_row(1)
    clerk.wait(lambda: list(parts.view.selected_ids()) == [1] and parts.card.row == 1)
    clerk.press(Key.Key_F2)
    form = clerk.form()
    clerk.wait(form.form.isEnabled)
    assert not form.form.has("source")
    assert not form.form.has("donor")
    clerk.fill(form, quantity="1")
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: "2 would be used" in form.form.row("quantity").error())
    form.reject()
    form.reject()


def test_links_lead_from_a_part_to_its_donor_and_back(clerk, parts) -> None:
    parts.card.sheet.followed.emit("camera", "1")
    page = clerk.page()
    clerk.wait(lambda: page.key == "cameras" and page.card.camera == 1)
    page.card.sheet.followed.emit("part", "1")
    clerk.wait(lambda: clerk.page() is parts)
    clerk.wait(lambda: parts.card.row == 1)
