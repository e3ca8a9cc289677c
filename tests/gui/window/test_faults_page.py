"""The page of faults: a clerk records a failure by the number of the camera, and its repair."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.forms.failure_form import FailureForm
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.main_window import MainWindow
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent
from camdesk.store.look_back import Moment
from camdesk.store.register import Register
from tests.gui.clerk import CTRL, Clerk, Key

Open = Callable[[Path], MainWindow]
TODAY = date.today()
NUMBERS = ("ЗКО-1", "ЗКО-10", "ЗКО-2")


def ago(days: int) -> PartialDate:
    return PartialDate.day(TODAY - timedelta(days))


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Three cameras in service; the last one has failed twice and is broken. It stays sound."""
    path = tmp_path / "зко.camdesk"
    with Register.create(path) as register:
        for number in NUMBERS:
            with register.write("create", number) as entry:
                site = entry.add("site", {"address": f"ул. Абая, {number[4:]}"})
                camera = entry.add("camera", {"inventory_number": number})
                values = {"state": State.IN_SERVICE, "site": site}
                entry.record(camera, NewEvent("opening", PartialDate.year(2020), values))
        for kind, days in (("failed", 300), ("restored", 290), ("failed", 40)):
            with register.write(kind, number) as entry:
                entry.record(camera, NewEvent(kind, ago(days)))
    yield path
    with Register.open(path) as register, closing(register.reader()) as connection:
        check(connection)


@pytest.fixture
def clerk(qtbot: QtBot, open_window: Open, path: Path) -> Clerk:
    clerk = Clerk(qtbot, open_window(path))
    clerk.show("faults")
    return clerk


def shown(clerk: Clerk) -> list[int]:
    """The faults in the list, once it has been read."""
    clerk.wait(lambda: not clerk.page().model.asking and not clerk.window.session.busy())
    return list(clerk.page().model.ids)


def scan(clerk: Clerk, number: str) -> StepForm:
    """Ctrl+N, then what a scanner types: the number and Enter at once."""
    clerk.press(Key.Key_N, CTRL)
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), FailureForm))
    clerk.type(number)
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), StepForm))
    form = QApplication.activeModalWidget()
    assert isinstance(form, StepForm)
    return form


def text(clerk: Clerk) -> str:
    return clerk.page().card.sheet.toPlainText()


def test_open_faults_are_shown_first_and_ended_ones_when_asked_for(clerk: Clerk) -> None:
    assert len(shown(clerk)) == 1
    clerk.page().clear_all()
    clerk.wait(lambda: len(shown(clerk)) == 2)


def test_the_card_tells_of_this_fault_and_of_those_before(clerk: Clerk) -> None:
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: clerk.page().card.fault is not None)
    assert "ЗКО-2" in text(clerk)
    assert "Other faults of this camera" in text(clerk)
    assert "10 days" in text(clerk)
    (earlier,) = clerk.page().card._file.others
    clerk.page().card.sheet.followed.emit("fault", str(earlier.id))
    clerk.wait(lambda: clerk.page().card.fault == earlier.id)
    assert "\nRepair\n" in text(clerk)
    assert clerk.page().card.steps._kinds == (), "what has ended needs no step"


def test_a_scanned_number_is_the_camera_that_bears_it_and_not_one_like_it(clerk: Clerk) -> None:
    form = scan(clerk, "ЗКО-1")
    assert form.subtitle.text().startswith("ЗКО-1 ·")
    form.reject()


def test_a_failure_is_recorded_and_then_its_repair(clerk: Clerk) -> None:
    form = scan(clerk, "зко-10")
    clerk.fill(form, mode="")
    clerk.press(Key.Key_Down)
    clerk.fill(form, last_good=(TODAY - timedelta(3)).isoformat())
    clerk.save(form)
    clerk.wait(lambda: len(shown(clerk)) == 2)
    newest = shown(clerk)[-1]
    clerk.page().open_row(newest)
    clerk.wait(lambda: clerk.page().card.fault == newest)
    assert "No image" in text(clerk)
    clerk.page().activate()
    repair = clerk.step("restored")
    clerk.fill(repair, work="new cable")
    clerk.save(repair)
    clerk.wait(lambda: newest not in shown(clerk))
    clerk.page().open_row(newest)
    clerk.wait(lambda: clerk.page().card.fault == newest and "new cable" in text(clerk))


def test_a_last_good_day_after_the_failure_is_refused_at_its_field(clerk: Clerk) -> None:
    form = scan(clerk, "ЗКО-1")
    clerk.fill(form, occurred_on=(TODAY - timedelta(5)).isoformat(), last_good=TODAY.isoformat())
    clerk.press(Key.Key_Return, CTRL)
    assert "after it had failed" in form.form.row("last_good").error()
    form.reject()
    form.reject()


def test_a_number_that_no_camera_bears_finds_nothing_and_loses_nothing(clerk: Clerk) -> None:
    clerk.press(Key.Key_N, CTRL)
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), FailureForm))
    form = QApplication.activeModalWidget()
    clerk.type("XYZ-9")
    clerk.press(Key.Key_Return)
    picker = form.form.control("camera")
    clerk.wait(lambda: picker._list.isVisible())
    assert picker.text() == "XYZ-9"
    assert QApplication.activeModalWidget() is form
    picker.clear()
    form.reject()


def test_the_cards_of_camera_and_fault_lead_to_each_other(clerk: Clerk) -> None:
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: clerk.page().card.fault is not None)
    clerk.page().card.sheet.followed.emit("camera", "3")
    clerk.wait(lambda: clerk.window.pages.current_key() == "cameras")
    clerk.wait(lambda: clerk.page().card.camera == 3)
    assert "2 faults" in text(clerk)
    clerk.page().card.sheet.followed.emit("faults", "3")
    clerk.wait(lambda: clerk.window.pages.current_key() == "faults")
    clerk.wait(lambda: len(shown(clerk)) == 2)


def test_what_is_chosen_together_is_sent_to_repair_by_one_act(clerk: Clerk) -> None:
    form = scan(clerk, "ЗКО-1")
    clerk.save(form)
    clerk.wait(lambda: len(shown(clerk)) == 2)
    clerk.page().select_all()
    card = clerk.page().card
    clerk.wait(lambda: card.many.isVisible() and "sent_to_repair" in card.many.buttons)
    clerk.press(Key.Key_Return, CTRL)
    clerk.pick("Send to repair…")
    clerk.save(clerk.form())
    states = clerk.ask(lambda c: c.execute("SELECT state FROM camera ORDER BY id").fetchall())
    assert states == [("in_repair",), ("in_service",), ("in_repair",)]
    assert len(shown(clerk)) == 2, "the faults go on in the workshop"


def test_looking_back_shows_the_faults_of_that_day_and_counts_to_it(clerk: Clerk) -> None:
    clerk.window.look_back.show(Moment(as_of=TODAY - timedelta(295)))
    clerk.wait(lambda: clerk.window.session.today == TODAY - timedelta(295))
    page = clerk.show("faults")
    page.clear_all()
    clerk.wait(lambda: len(shown(clerk)) == 1)
    page.open_row(shown(clerk)[0])
    clerk.wait(lambda: page.card.fault is not None)
    assert page.card._head._line.text().startswith("Out of order · 5 days")
    clerk.window.look_back.end()
    clerk.wait(lambda: clerk.page() is not page and clerk.page().status_text() != "")


def test_the_sidebar_marks_the_page_that_is_in_front_after_the_window_was_rebuilt(
    clerk: Clerk,
) -> None:
    clerk.window.rebuild()
    clerk.wait(lambda: clerk.page() is not None and clerk.page().status_text() != "")
    assert clerk.window.pages.current_key() == "faults"
    marked = clerk.window.desk().sidebar.findChildren(QToolButton)
    assert [one.text() for one in marked if one.isChecked()] == ["Faults"]
