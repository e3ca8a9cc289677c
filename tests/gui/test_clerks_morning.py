"""A clerk's morning in the whole window, by keyboard alone; the register is sound after each."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from camdesk import app
from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, STATES, State
from camdesk.gui.csv_dialog import CsvDialog
from camdesk.gui.kit import theme
from camdesk.gui.kit.settings import Settings
from camdesk.gui.main_window import MainWindow
from camdesk.gui.void_dialog import VoidDialog
from camdesk.store import cards
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from camdesk.text import i18n
from camdesk.text.entries import entry_title
from camdesk.text.i18n import tr
from tests.gui.clerk import CAMERAS, Clerk

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
LAST_YEAR = date.today().year - 1


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Four cameras at their addresses; whatever a test does, the register stays sound."""
    path = tmp_path / "зко.camdesk"
    with Register.create(path) as register:
        for number, (address, state) in CAMERAS.items():
            with register.write("create", number) as entry:
                site = entry.add("site", {"address": address})
                camera = entry.add("camera", {"inventory_number": number})
                since = PartialDate.year(LAST_YEAR - 2)
                values = {"state": state, "site": site}
                entry.record(camera, NewEvent("opening", since, values))
    yield path
    with Register.open(path) as register:
        reader = register.reader()
        check(reader)
        reader.close()


Start = Callable[..., Clerk]


@pytest.fixture
def start(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> Iterator[Start]:
    """`start("kk")` starts the program as `camdesk зко.camdesk` does; all windows are closed."""
    windows: list[MainWindow] = []

    def fail(_window: MainWindow, error: BaseException) -> None:
        raise error

    def open_one(language: str = "") -> Clerk:
        if language:
            chosen = Settings()
            chosen.language = language
            chosen.save()
        _, settings = app.make_application()
        window = app.make_window(settings, opening=True)
        windows.append(window)
        window.show()
        clerk = Clerk(qtbot, window)
        window.files.open_path(path)
        qtbot.waitUntil(lambda: window.session is not None)
        qtbot.waitUntil(lambda: clerk.page().status_text() != "")
        return clerk

    monkeypatch.setattr(MainWindow, "fail", fail)
    yield open_one
    for window in windows:
        qtbot.waitUntil(lambda one=window: one.session is None or not one.session.busy())
        window.close()
        window.deleteLater()
    theme.Theme.apply(QApplication.instance(), "light")


def failed(number: str) -> str:
    return tr("“{title}”", title=entry_title("failed", number, 1))


def test_a_camera_is_found_by_a_part_of_its_address(start: Start) -> None:
    clerk = start("ru")
    page = clerk.page()
    clerk.type("жулд")  # the list has the keyboard: letters go to the search
    clerk.wait(lambda: page.status_text() == "1 из 4")
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: page.card.camera == 1)
    assert "мкр. Жулдыз, 12" in page.card.sheet.toPlainText()
    clerk.press(Key.Key_F, CTRL)
    clerk.overtype("құрман")
    clerk.wait(lambda: list(page.model.ids) == [2])


def test_a_failed_camera_goes_its_way_to_the_act_of_write_off(start: Start) -> None:
    clerk = start("ru")
    clerk.go_to("ЗКО-2")
    clerk.record("failed", occurred_on=f"4.11.{LAST_YEAR}", mode="Не", reported_by="смена ЦОУ")
    clerk.record("removed", occurred_on=f"5.11.{LAST_YEAR}")
    clerk.record("proposed", occurred_on=f"12.11.{LAST_YEAR}", conclusion="ремонту не подлежит")
    clerk.record(
        "written_off",
        occurred_on=f"1.12.{LAST_YEAR}",
        book_value="45 000,50",
        paper_number="17/2",
        paper_date=f"30.11.{LAST_YEAR}",
    )
    assert clerk.story("ЗКО-2") == ["written_off", "proposed", "removed", "failed", "opening"]
    act = clerk.ask(lambda c: cards.timeline(c, 2, "ru"))[0]
    assert (act.paper.kind, act.paper.number) == (tr("Write-off act"), "17/2")
    assert act.paper.issued_on == f"{LAST_YEAR}-11-30"
    sheet = clerk.page().card.sheet
    clerk.wait(lambda: "17/2" in sheet.toPlainText())
    assert "45 000,50" in sheet.toPlainText().replace("\u00a0", " ")


def test_a_back_dated_check_is_put_where_its_date_allows(start: Start) -> None:
    clerk = start("ru")
    clerk.go_to("ЗКО-1")
    clerk.record("failed", occurred_on=f"4.11.{LAST_YEAR}")
    form = clerk.step("checked")
    clerk.fill(form, occurred_on=f"2.3.{LAST_YEAR}")
    hint = form.form.row("occurred_on").hint
    clerk.wait(lambda: tr(KINDS["failed"].label) in hint())
    clerk.save(form)
    assert clerk.story("ЗКО-1") == ["failed", "checked", "opening"]
    text = clerk.page().card.sheet.toPlainText
    checked, broken = (tr(KINDS[kind].label) for kind in ("checked", "failed"))
    clerk.wait(lambda: checked in text())
    assert text().rindex(broken) < text().rindex(checked)  # the latest stands first


def test_a_step_that_contradicts_is_refused_at_its_date_and_nothing_is_lost(start: Start) -> None:
    clerk = start("ru")
    clerk.go_to("ЗКО-1")
    clerk.record("removed", occurred_on=f"5.11.{LAST_YEAR}")
    form = clerk.step("checked")
    clerk.press(Key.Key_Escape)  # untouched: closes at once
    clerk.wait(lambda: QApplication.activeModalWidget() is None)
    form = clerk.step("installed")
    clerk.fill(form, occurred_on=f"1.1.{LAST_YEAR}", note="набрано старательно")
    row = form.form.row("occurred_on")
    clerk.wait(lambda: row.error() != "")
    clerk.fill(form, site="Жулдыз")
    picker = form.form.control("site")
    clerk.wait(lambda: bool(picker.options()))
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(form.form.isEnabled)
    assert tr(KINDS["opening"].label) in row.error()  # what it contradicts
    assert form.form.edit("note").value() == "набрано старательно"
    assert form.form.edit("occurred_on").value() == PartialDate.parse(f"{LAST_YEAR}-01-01")
    assert clerk.story("ЗКО-1") == ["removed", "opening"]
    clerk.press(Key.Key_Escape)
    assert form.isVisible()  # asked first: something was typed
    clerk.press(Key.Key_Escape)
    clerk.wait(lambda: QApplication.activeModalWidget() is None)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_an_act_is_undone_and_brought_back_and_the_status_bar_says_which(
    start: Start, language: str
) -> None:
    clerk = start(language)
    clerk.go_to("ЗКО-3")
    clerk.record("failed")
    what = failed("ЗКО-3")
    clerk.wait(lambda: tr("Undo: {entry}", entry=what) in clerk.line())
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: clerk.window.status.currentMessage() == tr("Undone: {entry}", entry=what))
    clerk.wait(lambda: what not in clerk.line())
    assert clerk.story("ЗКО-3") == ["opening"]
    clerk.wait(clerk.window.acts["edit.redo"].isEnabled)
    clerk.press(Key.Key_Z, CTRL | SHIFT)
    back = tr("Back in force: {entry}", entry=what)
    clerk.wait(lambda: clerk.window.status.currentMessage() == back)
    clerk.wait(lambda: tr("Undo: {entry}", entry=what) in clerk.line())
    assert clerk.story("ЗКО-3") == ["failed", "opening"]


def read_csv(path: Path, delimiter: str) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def save_csv(clerk: Clerk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    clerk.press(Key.Key_E, CTRL)
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), CsvDialog))
    clerk.press(Key.Key_Return)
    texts = clerk.window.desk().notices.texts
    clerk.wait(lambda: any(path.name in text for text in texts()))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_list_is_saved_for_the_excel_of_its_language(
    start: Start, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = start(language)
    clerk.type("зко")
    clerk.wait(lambda: clerk.page().asker.query.search == "зко" and not clerk.page().model.asking)
    out = tmp_path / "список.csv"
    save_csv(clerk, out, monkeypatch)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    head, *rows = read_csv(out, ";")
    labels = {column.name: tr(column.label) for column in clerk.page().model.columns}
    shown = clerk.page().view.columns.shown()
    assert head == [labels[name] for name in shown]
    at = {name: shown.index(name) for name in shown}
    assert [row[at["inventory_number"]] for row in rows] == list(CAMERAS)
    assert [row[at["address"]] for row in rows] == [address for address, _ in CAMERAS.values()]
    assert [row[at["state"]] for row in rows] == [
        tr(STATES[state].label) for _, state in CAMERAS.values()
    ]


def test_a_step_is_recorded_for_those_of_many_that_can_take_it(start: Start) -> None:
    clerk = start("ru")
    clerk.press(Key.Key_A, CTRL)
    form = clerk.step("failed")
    able = tr("Record for {able} of {all}", able="3", all="4")
    clerk.wait(lambda: form.save_button.text() == able)
    clerk.fill(form, occurred_on=f"{LAST_YEAR}", note="гроза")
    clerk.wait(lambda: form.save_button.text() == able)
    clerk.save(form)
    stories = [clerk.story(number) for number in CAMERAS]
    assert stories == [*[["failed", "opening"]] * 3, ["opening"]]
    clerk.wait(lambda: entry_title("failed", "", 3) in clerk.line())


def test_an_entry_is_taken_back_from_the_journal_with_a_reason(start: Start) -> None:
    clerk = start("ru")
    clerk.go_to("ЗКО-1")
    clerk.record("failed")
    clerk.go_to("ЗКО-2")
    clerk.record("failed")
    journal = clerk.show("journal")
    clerk.press(Key.Key_Home, CTRL)
    clerk.press(Key.Key_Down)  # the last but one: ЗКО-1
    clerk.wait(lambda: journal.card.entry == 5)
    clerk.press(Key.Key_U, CTRL)
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), VoidDialog))
    clerk.type("не та камера")
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: len(journal.model.ids) == 7)
    assert clerk.story("ЗКО-1") == ["opening"]
    assert clerk.story("ЗКО-2") == ["failed", "opening"]
    reason = "SELECT reason, voids FROM entry WHERE id = 7"
    assert clerk.ask(lambda c: c.execute(reason).fetchone()) == ("не та камера", 5)


def test_a_report_as_of_a_past_day_says_what_was_true_then(start: Start) -> None:
    clerk = start("ru")
    clerk.go_to("ЗКО-1")
    clerk.record("failed", occurred_on=f"4.11.{LAST_YEAR}")
    page = clerk.show("reports")
    while page.view.report.name != "by-programme":
        clerk.press(Key.Key_Down)
    clerk.wait(lambda: page.view.status_text() != "")

    def failures() -> int:
        rows = [page.view.model.row(row) for row in range(page.view.model.rowCount())]
        return sum(row[-1] for row in rows if State.FAILED in row)

    clerk.wait(lambda: failures() == 1)
    line = page.view.days.fields["as_of"].line
    for _ in range(6):
        if clerk.at() is line:
            break
        clerk.press(Key.Key_Tab)
    clerk.overtype(f"3.11.{LAST_YEAR}")
    clerk.wait(lambda: failures() == 0 and page.view.model.rowCount() > 0)
    clerk.overtype(f"4.11.{LAST_YEAR}")
    clerk.wait(lambda: failures() == 1)


def test_language_and_look_change_at_once_and_the_page_stays_as_it_was(start: Start) -> None:
    clerk = start("ru")
    clerk.go_to("ЗКО-2")
    clerk.press(Key.Key_F6, CTRL)
    assert theme.current().name == "dark"
    clerk.press(Key.Key_F2, CTRL)
    page = clerk.page()
    assert i18n.language() == "kk"
    clerk.wait(lambda: page.card.camera == 2)
    assert page.head.search.text() == "ЗКО-2"
    assert page.title == tr("Cameras") != "Cameras"
    clerk.show("journal")
    clerk.press(Key.Key_F3, CTRL)
    clerk.wait(lambda: clerk.page().status_text() == "4 of 4")
    assert clerk.window.pages.current_key() == "journal"
    cameras = clerk.show("cameras")
    clerk.wait(lambda: cameras.card.camera == 2)
    assert cameras.head.search.text() == "ЗКО-2"


def test_a_second_window_on_the_register_reads_and_says_so(start: Start) -> None:
    first = start("ru")
    second = start()
    (strip,) = second.window.desk().notices.texts()
    assert strip.startswith("Только чтение")
    assert not second.window.acts["camera.new"].isEnabled()
    second.press(Key.Key_N, CTRL)
    assert QApplication.activeModalWidget() is None
    first.go_to("ЗКО-1")
    first.record("failed")
    second.press(Key.Key_F5)  # what the first has recorded is there to be read
    second.go_to("ЗКО-1")
    sheet = second.page().card.sheet
    second.wait(lambda: tr(KINDS["failed"].label) in sheet.toPlainText())
    second.press(Key.Key_Z, CTRL)
    second.press(Key.Key_Return, CTRL)
    assert QApplication.activePopupWidget() is None
    assert first.story("ЗКО-1") == ["failed", "opening"]


def test_what_was_left_in_the_evening_is_there_in_the_morning(start: Start) -> None:
    def widths(clerk: Clerk) -> Sequence[object]:
        return clerk.page().view.columns.state()

    evening = start("ru")
    evening.window.resize(740, 600)
    evening.press(Key.Key_C, CTRL | SHIFT)
    shown = evening.page().view.columns.shown()
    evening.press(Key.Key_Down)
    evening.press(Key.Key_Space)
    evening.press(Key.Key_Escape)
    assert evening.page().view.columns.shown() == [shown[0], *shown[2:]]
    left = widths(evening)
    evening.show("journal")
    size = evening.window.size()
    evening.press(Key.Key_Q, CTRL)
    assert not evening.window.isVisible()
    morning = start()
    assert i18n.language() == "ru"
    assert morning.window.size() == size
    assert morning.window.pages.current_key() == "journal"
    morning.show("cameras")
    assert widths(morning) == left
