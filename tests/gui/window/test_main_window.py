"""The window as a clerk uses it: open, look around, undo, change the language, close."""

import inspect
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.kit.settings import Settings
from camdesk.gui.main_window import MainWindow
from camdesk.gui.start import StartPage
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query
from camdesk.store.register import Register
from camdesk.text import i18n

CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[[Path], MainWindow]


def undo_text(window: MainWindow) -> str:
    return window.acts["edit.undo"].text()


def test_the_window_class_stays_small() -> None:
    own = [
        name
        for name, value in vars(MainWindow).items()
        if inspect.isfunction(value) or isinstance(value, property)
    ]
    assert len(own) < 25


def test_an_opened_register_shows_its_cameras_and_says_so(open_window: Open, three: Path) -> None:
    window = open_window(three)
    assert window.windowTitle() == "three — camdesk"
    assert window.pages.current_key() == "cameras"
    assert window.status.line.text().startswith("3 of 3")


def test_the_status_bar_says_what_ctrl_z_would_undo(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    qtbot.waitUntil(lambda: "Undo: “Failed A-3”  Ctrl+Z" in window.status.line.text())
    assert undo_text(window) == "Undo: “Failed A-3”"
    assert "Saved" in window.status.line.text()


def test_undo_and_redo_say_what_they_did_and_what_is_next(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    qtbot.waitUntil(lambda: "Failed A-3" in undo_text(window))
    assert not window.acts["edit.redo"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "New camera A-3" in undo_text(window))
    assert window.status.currentMessage() == "Undone: “Failed A-3”"
    assert window.acts["edit.redo"].text() == "Redo: “Failed A-3”"
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "Failed A-3" in undo_text(window))
    assert window.status.currentMessage() == "Back in force: “Failed A-3”"


def test_nothing_to_undo_is_not_offered(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    Register.create(tmp_path / "empty.camdesk").close()
    window = open_window(tmp_path / "empty.camdesk")
    with qtbot.waitSignal(window.undo.changed):
        window.undo.look()
    assert not window.acts["edit.undo"].isEnabled()
    assert undo_text(window) == "Undo"


def test_pages_are_built_when_they_are_first_shown(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    assert window.pages.count() == 1
    for key in ("2", "3", "4", "1"):
        qtbot.keyClick(window, Qt.Key(ord(key)), CTRL)
    assert window.pages.count() == 4
    assert window.pages.current_key() == "cameras"
    assert window.desk().sidebar.current() == "cameras"


def test_a_click_in_the_sidebar_shows_the_page(open_window: Open, three: Path) -> None:
    window = open_window(three)
    window.desk().sidebar.button("journal").click()
    assert window.pages.current_key() == "journal"
    assert window.acts["view.journal"].isChecked()


def test_actions_of_other_pages_are_not_offered(open_window: Open, three: Path) -> None:
    window = open_window(three)
    window.pages.show("reports")
    assert not window.acts["camera.edit"].isEnabled()
    assert not window.acts["edit.copy"].isEnabled()
    assert window.acts["camera.new"].isEnabled()
    assert window.acts["file.export"].isEnabled()


def test_actions_on_rows_wait_for_a_selection(qtbot: QtBot, open_window: Open, three: Path) -> None:
    window = open_window(three)
    assert not window.acts["camera.edit"].isEnabled()
    window.pages.current().view.go_to(0)
    assert window.acts["camera.edit"].isEnabled()
    window.pages.current().select_all()
    assert not window.acts["camera.edit"].isEnabled()
    assert window.acts["camera.step"].isEnabled()


def test_a_change_of_language_rebuilds_everything_as_it_stood(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    window.context.show_list("cameras", Query(search="A-2"))
    qtbot.waitUntil(lambda: window.pages.current().status_text() == "1 of 3")
    window.acts["view.ru"].trigger()
    assert i18n.language() == "ru"
    assert window.settings.language == "ru"
    assert window.acts["view.ru"].isChecked()
    qtbot.waitUntil(lambda: window.pages.current().status_text() == "1 из 3")
    assert window.pages.current().head.search.text() == "A-2"
    assert window.acts["file.quit"].text() != "Quit"


def test_the_look_is_remembered_and_marked(window: MainWindow) -> None:
    window.acts["view.dark"].trigger()
    assert window.settings.theme == "dark"
    assert window.acts["view.dark"].isChecked()


def test_a_register_held_elsewhere_is_read_only_and_says_who_has_it(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    with Register.open(three):
        window = open_window(three)
        (notice,) = [text for text in window.desk().notices.texts() if "Read-only" in text]
        assert "close it there" in notice
        assert not window.acts["camera.new"].isEnabled()
        assert not window.acts["edit.undo"].isEnabled()


def test_invented_data_is_named_as_long_as_it_is_in_force(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    with (
        Register.open(three) as register,
        register.write("sample", "invented", invented=True) as entry,
    ):
        entry.add("programme", {"name_ru": "Выдумано"})
    window = open_window(three)
    notices = window.desk().notices
    qtbot.waitUntil(lambda: any("invented" in text for text in notices.texts()))
    window.undo.undo()
    qtbot.waitUntil(lambda: notices.texts() == [])


def test_a_file_that_is_no_register_is_refused_on_the_start_page(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("not a register")
    window.files.open_path(path)
    start = window.centralWidget()
    assert isinstance(start, StartPage)
    qtbot.waitUntil(lambda: bool(start.notices.texts()))
    assert "is not a register" in start.notices.texts()[0]
    assert "Choose a file that camdesk made" in start.notices.texts()[0]
    assert window.session is None


def test_closing_waits_for_what_is_being_recorded(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    session, go_on = window.session, threading.Event()

    def work(register: Register) -> None:
        go_on.wait(10)
        with register.write("site", "late") as entry:
            entry.add("site", {"code": "late"})

    session.write(work)
    window.close()
    assert window.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    with Register.open(three) as register:
        assert register.undo_target().subject == "late"


def test_geometry_and_page_are_remembered(
    qtbot: QtBot, open_window: Open, three: Path, settings: Settings
) -> None:
    window = open_window(three)
    window.pages.show("journal")
    window.close()
    assert settings.text("page") == "journal"
    assert not settings.layout("window").isEmpty()
    assert settings.recent_files() == [three]


def test_a_refused_undo_says_why_and_leads_to_the_entry(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    window.context.open_entry(3)  # made A-3, which failed in entry 4
    qtbot.waitUntil(lambda: window.pages.current().card.entry == 3)
    qtbot.waitUntil(lambda: window.acts["edit.void"].isEnabled())
    window.acts["edit.void"].trigger()
    ask = QApplication.activeModalWidget()
    ask.reason.setText("by mistake")
    ask.accept()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Dialog))
    refused = QApplication.activeModalWidget()
    assert refused.primary.text() == "Show entry 4"
    refused.accept()
    qtbot.waitUntil(lambda: window.pages.current().card.entry == 4)


def test_an_entry_is_undone_with_its_reason(qtbot: QtBot, open_window: Open, three: Path) -> None:
    window = open_window(three)
    window.context.open_entry(4)
    qtbot.waitUntil(lambda: window.pages.current().card.entry == 4)
    qtbot.waitUntil(lambda: window.acts["edit.void"].isEnabled())
    window.acts["edit.void"].trigger()
    ask = QApplication.activeModalWidget()
    ask.reason.setText("wrong camera")
    ask.accept()
    qtbot.waitUntil(lambda: window.status.currentMessage() == "Undone: Failed A-3")
    reader = window.session.register.reader()
    assert reader.execute("SELECT reason, voids FROM entry WHERE id = 5").fetchone() == (
        "wrong camera",
        4,
    )
    reader.close()


def test_shortcuts_work_with_a_cyrillic_layout(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    event = QKeyEvent(QKeyEvent.Type.KeyPress, ord("Ұ"), CTRL)  # where an English keyboard has 9
    window.keyPressEvent(event)
    assert window.pages.current_key() == "documents"
    window.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, ord("Ә"), CTRL))
    assert window.pages.current_key() == "sites"


def test_what_others_record_shows_at_once(qtbot: QtBot, open_window: Open, three: Path) -> None:
    window = open_window(three)

    def work(register: Register) -> None:
        with register.write("create", "A-4") as entry:
            camera = entry.add("camera", {"inventory_number": "A-4"})
            day = PartialDate.parse("2026")
            entry.record(camera, NewEvent("opening", day, {"state": State.IN_SERVICE}))

    window.session.write(work)
    qtbot.waitUntil(lambda: window.status.line.text().startswith("4 of 4"))
    qtbot.waitUntil(lambda: undo_text(window) == "Undo: “New camera A-4”")


@pytest.mark.parametrize("key", ["cameras", "sites", "journal", "reports"])
def test_every_page_is_shown_in_every_language(
    qtbot: QtBot, open_window: Open, three: Path, key: str
) -> None:
    window = open_window(three)
    for code in i18n.LANGUAGES:
        window.looks.set_language(code)
        page = window.pages.show(key)
        qtbot.waitUntil(lambda page=page: page.status_text() != "")
