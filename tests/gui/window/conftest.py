"""The whole window, over a small register that it opened itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.kit.settings import Settings
from camdesk.gui.main_window import MainWindow
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(
    qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """On its start page. An error that nobody expects is raised; a dialog would wait for ever."""

    def fail(_window: MainWindow, error: BaseException) -> None:
        raise error

    monkeypatch.setattr(MainWindow, "fail", fail)
    made = MainWindow(settings)
    made.resize(1366, 768)
    made.show()
    yield made
    qtbot.waitUntil(lambda: made.session is None or not made.session.busy())
    made.close()
    made.deleteLater()


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A register of three cameras; the last act is a failure of A-3."""
    path = tmp_path / "three.camdesk"
    with Register.create(path) as register:
        for number in (1, 2, 3):
            with register.write("create", f"A-{number}") as entry:
                camera = entry.add("camera", {"inventory_number": f"A-{number}"})
                state = {"state": State.IN_SERVICE}
                entry.record(camera, NewEvent("opening", PartialDate.parse("2024"), state))
        with register.write("failed", "A-3") as entry:
            entry.record(camera, NewEvent("failed", PartialDate.parse("2025-02-03")))
    return path


Open = Callable[[Path], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, window: MainWindow) -> Open:
    """`open_window(path)` opens a register and waits for its first rows."""

    def open_it(path: Path) -> MainWindow:
        before = window.session
        window.files.open_path(path)
        qtbot.waitUntil(lambda: window.session is not None and window.session is not before)
        qtbot.waitUntil(lambda: window.pages.current().status_text() != "")
        return window

    return open_it
