"""The journal: filters, the card of an entry, links."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from camdesk.gui.main_window import MainWindow
from camdesk.store.register import Register

Open = Callable[[Path], MainWindow]


def journal(qtbot: QtBot, window: MainWindow):
    page = window.pages.show("journal")
    qtbot.waitUntil(lambda: page.status_text() != "")
    return page


def test_the_latest_entry_stands_first(qtbot: QtBot, open_window: Open, three: Path) -> None:
    page = journal(qtbot, open_window(three))
    assert list(page.model.ids) == [4, 3, 2, 1]


def test_one_camera_has_its_own_journal(qtbot: QtBot, open_window: Open, three: Path) -> None:
    page = journal(qtbot, open_window(three))
    page.camera_chip.picked.emit((3,))
    qtbot.waitUntil(lambda: list(page.model.ids) == [4, 3])
    qtbot.waitUntil(lambda: page.camera_chip.text() == "Camera: A-3")
    page.camera_chip.clear()
    qtbot.waitUntil(lambda: len(page.model.ids) == 4)


def test_days_narrow_the_journal_and_may_be_left_open(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    page = journal(qtbot, open_window(three))
    page.days_chip.open()
    page.days_chip.last.line.setText("2001")
    page.days_chip.panel()[0].hide()
    page.days_chip._apply()
    qtbot.waitUntil(lambda: page.status_text() == "0 of 4")
    assert page.days_chip.text() == "Days: … – 31 Dec 2001"
    assert page.asker.query.filters == {"days": (None, "2001-12-31")}


def test_the_card_says_what_was_recorded_and_leads_to_the_camera(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    page = journal(qtbot, window)
    page.view.go_to(0)
    qtbot.waitUntil(lambda: page.card.entry == 4)
    text = page.card.sheet.toPlainText()
    assert "A-3" in text
    assert "Failed" in text
    assert "3 Feb 2025" in text
    page.card.sheet.followed.emit("camera", "3")
    qtbot.waitUntil(lambda: window.pages.current_key() == "cameras")
    qtbot.waitUntil(lambda: window.pages.current().card.camera == 3)


def test_a_correction_shows_the_old_and_the_new(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    with Register.open(three) as register, register.write("correct", "A-1") as entry:
        entry.correct("camera", 1, {"note": "<b>by the gate</b>"})
    page = journal(qtbot, open_window(three))
    page.view.go_to(0)
    qtbot.waitUntil(lambda: page.card.entry == 5)
    assert "Note: — → <b>by the gate</b>" in page.card.sheet.toPlainText()


def test_an_undone_entry_says_by_which_and_cannot_be_undone_again(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    with Register.open(three) as register:
        register.undo()
    page = journal(qtbot, open_window(three))
    page.open_row(4)
    qtbot.waitUntil(lambda: page.card.entry == 4)
    assert "entry 5" in page.card.sheet.toPlainText()
    assert not page.card.void_button.isEnabled()
