"""The command palette: a few letters, Enter."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from camdesk.gui.main_window import MainWindow
from camdesk.gui.palette import Palette

Open = Callable[[Path], MainWindow]


def opened(window: MainWindow) -> Palette:
    window.acts["view.palette"].trigger()
    palette = QApplication.activePopupWidget()
    assert isinstance(palette, Palette)
    return palette


def titles(palette: Palette) -> list[str]:
    return [entry.title for entry in palette.entries()]


def test_enter_goes_to_the_page_that_is_meant(qtbot: QtBot, open_window: Open, three: Path) -> None:
    window = open_window(three)
    palette = opened(window)
    qtbot.keyClicks(palette.line, "jour")
    assert titles(palette)[0] == "Journal"
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.current_key() == "journal")


def test_a_camera_is_found_by_its_number(qtbot: QtBot, open_window: Open, three: Path) -> None:
    window = open_window(three)
    palette = opened(window)
    qtbot.keyClicks(palette.line, "a-2")
    qtbot.waitUntil(lambda: "A-2" in titles(palette))
    palette.list.setCurrentRow(titles(palette).index("A-2"))
    palette.choose()
    qtbot.waitUntil(lambda: window.pages.current().card.camera == 2)


def test_what_was_used_last_stands_first(qtbot: QtBot, open_window: Open, three: Path) -> None:
    window = open_window(three)
    palette = opened(window)
    qtbot.keyClicks(palette.line, "reports")
    palette.choose()
    qtbot.waitUntil(lambda: window.pages.current_key() == "reports")
    again = opened(window)
    assert titles(again)[0] == "Reports"
    again.close()


def test_only_what_can_be_done_now_is_offered(open_window: Open, three: Path) -> None:
    palette = opened(open_window(three))
    assert "Edit facts…" not in titles(palette)
    assert "New camera…" in titles(palette)
    palette.close()


def test_an_entry_says_its_keys(open_window: Open, three: Path) -> None:
    palette = opened(open_window(three))
    (keys,) = [entry.keys for entry in palette.entries() if entry.title == "Quit"]
    assert keys == "Ctrl+Q"
    palette.close()


def test_nothing_found_is_said_and_cannot_be_chosen(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    palette = opened(open_window(three))
    qtbot.keyClicks(palette.line, "qqqq")
    assert titles(palette) == []
    assert palette.list.item(0).text() == "Nothing found"
    palette.choose()
    assert palette.isVisible()
    palette.close()
