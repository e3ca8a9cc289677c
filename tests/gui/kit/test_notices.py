"""Notices stay until they are dismissed or replaced; work under way can be broken off."""

import pytest
from PySide6.QtWidgets import QProgressBar, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.buttons import Button, IconButton
from camdesk.gui.kit.notices import Busy, EmptyState, Level, NoticeBar


@pytest.fixture
def bar(show):
    pane = QWidget()
    made = NoticeBar(pane)
    show(pane, focus=False)
    assert not made.isVisible()
    yield made
    pane.hide()


def test_a_notice_is_shown_with_its_action_by_key(bar, press):
    undone = []
    notice = bar.post(Level.INFO, "Recorded.", "Undo", lambda: undone.append(1))
    assert bar.isVisible()
    assert notice.accessibleName() == "Recorded."
    press(notice.button, "Space")
    assert undone == [1]


def test_a_notice_is_dismissed_by_escape_and_by_its_cross(bar, press):
    notice = bar.post(Level.ERROR, "Disk full.")
    press(notice, "Escape")
    assert bar.texts() == []
    assert not bar.isVisible()
    notice = bar.post(Level.ERROR, "Disk full.")
    press(notice.findChild(IconButton), "Return")
    assert bar.texts() == []


def test_a_notice_that_must_stay_stays(bar, press):
    notice = bar.post(Level.WARNING, "Read-only.", dismissable=False)
    press(notice, "Escape")
    assert bar.texts() == ["Read-only."]
    assert notice.findChild(IconButton) is None


def test_a_notice_takes_the_place_of_an_older_one_with_its_key(bar):
    bar.post(Level.INFO, "One.", key="a")
    bar.post(Level.INFO, "Two.", key="b")
    bar.post(Level.INFO, "Three.", key="a")
    assert bar.texts() == ["Two.", "Three."]
    bar.remove("b")
    bar.remove("never")
    assert bar.texts() == ["Three."]


def test_an_error_is_said_with_its_advice(bar):
    bar.post_error(KnownError("No {what}.", "Look for {what}.", what="paper"))
    assert bar.texts() == ["No paper. Look for paper."]


def test_levels_differ_by_more_than_colour(bar):
    notices = [bar.post(level, "x", key=level.value) for level in Level]
    assert [notice.property("level") for notice in notices] == ["info", "warning", "error"]


def test_an_empty_pane_offers_the_way_on(show, press):
    called = []
    empty = show(
        EmptyState("search", "Nothing found", "Try less.", "Clear", lambda: called.append(1))
    )  # fmt: skip
    assert empty.accessibleName() == "Nothing found"
    press(empty.button, "Return")
    assert called == [1]
    assert show(EmptyState("search", "Nothing")).findChild(Button) is None


def test_quick_work_does_not_flicker(show, qtbot):
    busy = show(Busy(), focus=False)
    busy.hide()
    busy.start("Counting", after_ms=30)
    assert not busy.isVisible()
    busy.stop()
    qtbot.wait(50)
    assert not busy.isVisible()
    busy.start("Counting", after_ms=5)
    qtbot.waitUntil(busy.isVisible)
    assert busy.accessibleName() == "Counting"


def test_work_is_broken_off_once_by_escape_or_button(show, press, qtbot):
    busy = show(Busy(), focus=False)
    busy.start("Importing", after_ms=0)
    with qtbot.waitSignal(busy.cancelled):
        press(busy, "Escape")
    cancel = busy.findChild(Button)
    assert not cancel.isEnabled()
    busy.start("Importing", after_ms=0)
    with qtbot.waitSignal(busy.cancelled):
        press(cancel, "Space")
    busy.start("Saving", cancellable=False)
    with qtbot.assertNotEmitted(busy.cancelled):
        press(busy, "Escape")


def test_progress_counts_beyond_32_bits_and_may_be_unknown(show):
    busy = show(Busy(), focus=False)
    busy.start("Hashing")
    bar = busy.findChild(QProgressBar)
    assert bar.maximum() == 0
    busy.progress(3 * 2**32, 4 * 2**32)
    assert bar.value() == 750
    busy.progress(0, 0)
    assert bar.maximum() == 0
