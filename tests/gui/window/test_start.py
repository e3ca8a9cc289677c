"""The start page, and the registers that are opened from it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from camdesk.gui.kit.settings import Settings
from camdesk.gui.main_window import MainWindow
from camdesk.gui.start import StartPage
from camdesk.gui.window.files import free_path
from camdesk.store.register import Register


def start_page(window: MainWindow) -> StartPage:
    page = window.centralWidget()
    assert isinstance(page, StartPage)
    return page


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))


def test_the_first_start_offers_the_sample_first(window: MainWindow) -> None:
    page = start_page(window)
    assert page.sample_button.property("primary")
    assert page.recent == []


def test_a_register_opened_before_is_one_key_away(
    qtbot: QtBot, settings: Settings, three: Path
) -> None:
    settings.add_recent_file(three)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    page = start_page(window)
    (line,) = page.recent
    assert page.open_button.property("primary")
    line.button.click()
    qtbot.waitUntil(lambda: window.session is not None)
    window.close()


def test_a_register_that_is_gone_says_so_and_can_be_taken_off_the_list(
    qtbot: QtBot, settings: Settings, three: Path, tmp_path: Path
) -> None:
    settings.add_recent_file(tmp_path / "gone.camdesk")
    settings.add_recent_file(three)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    here, gone = start_page(window).recent
    assert here.button.isEnabled()
    assert here.forget_button is None
    assert not gone.button.isEnabled()
    assert "not there" in gone.folder.text()
    assert gone.forget_button is not None
    gone.forget_button.click()
    assert gone.isHidden()
    assert settings.remembered_files() == [three]


def test_no_start_page_flashes_by_where_a_register_is_opened_at_once(
    qtbot: QtBot, settings: Settings, three: Path
) -> None:
    window = MainWindow(settings, opening=True)
    qtbot.addWidget(window)
    window.files.open_path(three)
    assert not isinstance(window.centralWidget(), StartPage)
    qtbot.waitUntil(lambda: window.desk() is not None)
    window.files.close_register()
    assert isinstance(window.centralWidget(), StartPage)


def test_what_cannot_be_opened_at_once_is_said_on_the_start_page(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("not a register")
    window = MainWindow(settings, opening=True)
    qtbot.addWidget(window)
    window.files.open_path(tmp_path / "letter.txt")
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage))
    assert "is not a register" in start_page(window).notices.texts()[0]


def test_a_new_register_gets_its_ending_and_is_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "ours")
    window.acts["file.new"].trigger()
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.path == tmp_path / "ours.camdesk"


def test_a_new_register_never_takes_the_place_of_a_file(
    qtbot: QtBot, window: MainWindow, three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = three.read_bytes()
    choose(monkeypatch, three)
    window.acts["file.new"].trigger()
    page = start_page(window)
    qtbot.waitUntil(lambda: bool(page.notices.texts()))
    assert "exists already" in page.notices.texts()[0]
    assert three.read_bytes() == before


def test_a_name_that_is_not_taken_is_proposed(tmp_path: Path) -> None:
    assert free_path(tmp_path, "sample").name == "sample.camdesk"
    (tmp_path / "sample.camdesk").touch()
    assert free_path(tmp_path, "sample").name == "sample 2.camdesk"


def test_the_sample_is_built_with_progress_and_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares: list[float] = []

    def build(path: Path, *, progress: Callable[[str, float], None]) -> Path:
        for share in (0.0, 0.5):
            progress("Entering the published figures", share)
            shares.append(share)
        Register.create(path).close()
        return path

    monkeypatch.setattr("camdesk.samples.build", build)
    monkeypatch.setattr("camdesk.gui.window.files.documents", lambda: str(tmp_path))
    start_page(window).sample_button.click()
    qtbot.waitUntil(lambda: window.session is not None)
    assert shares == [0.0, 0.5]
    assert window.session.path == tmp_path / "sample.camdesk", "one key is enough: nothing is asked"


def test_closing_a_register_leads_back_to_the_start_page(open_window, three: Path) -> None:
    window = open_window(three)
    window.acts["file.close"].trigger()
    assert window.session is None
    assert start_page(window).recent[0].button.text() == "three"
    with Register.open(three) as register:  # nothing holds it any more
        assert not register.read_only


def test_another_register_takes_the_place_of_the_first(
    open_window, three: Path, tmp_path: Path
) -> None:
    Register.create(tmp_path / "other.camdesk").close()
    open_window(three)
    window = open_window(tmp_path / "other.camdesk")
    assert window.windowTitle() == "other — camdesk"
    with Register.open(three) as register:
        assert not register.read_only
