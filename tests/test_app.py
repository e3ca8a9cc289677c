"""Starting the window, and what happens where there is no display or a fault of ours."""

import sys

import pytest
from pytestqt.qtbot import QtBot

from camdesk import app
from camdesk.gui.kit import dialogs
from camdesk.text import i18n


def test_without_a_display_it_says_so_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert app.run(None) == app.TROUBLE
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "camdesk --help" in said


def test_the_language_chosen_before_is_spoken(qtbot: QtBot) -> None:
    _, settings = app.make_application()
    settings.language = "kk"
    settings.save()
    app.make_application()
    assert i18n.language() == "kk"


def test_a_fault_is_shown_with_a_text_to_copy(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, settings = app.make_application()
    window = app.make_window(settings)
    qtbot.addWidget(window)
    reports: list[str] = []
    monkeypatch.setattr(dialogs, "tell_bug", lambda _parent, text: reports.append(text))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", sys.__excepthook__)
    app.catch_faults(window)
    try:
        raise ZeroDivisionError("our fault")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(reports) == 1)
    assert "ZeroDivisionError: our fault" in reports[0]
    assert "our fault" in capsys.readouterr().err
