"""Looking back in the window: every page shows that moment, and nothing can be recorded."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.gui.kit.notices import Notice
from camdesk.gui.main_window import MainWindow
from camdesk.store.ledger import NewEvent
from camdesk.store.look_back import NOW, Moment
from camdesk.store.register import Register
from tests.gui.clerk import CTRL, Clerk, Key

Open = Callable[[Path], MainWindow]
SHIFT = Qt.KeyboardModifier.ShiftModifier
JANUARY = date(2026, 1, 31)
RECORDED_LATE = "ЗКО-3"  # installed in January, entered in February


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two cameras that hung in January, one of which fails in February, and a third that hung
    then too but was entered in February."""
    path = tmp_path / "зко.camdesk"
    day = date(2026, 1, 10)
    with Register.create(
        path, clock=lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    ) as register:

        def enter(number: str) -> int:
            with register.write("create", number) as entry:
                camera = entry.add("camera", {"inventory_number": number})
                values = {"state": State.IN_SERVICE}
                entry.record(camera, NewEvent("opening", PartialDate.day(date(2026, 1, 5)), values))
            return camera

        enter("ЗКО-1")
        broken = enter("ЗКО-2")
        day = date(2026, 2, 10)
        enter(RECORDED_LATE)
        with register.write("failed", "ЗКО-2") as entry:
            entry.record(broken, NewEvent("failed", PartialDate.day(date(2026, 2, 3))))
    return path


@pytest.fixture
def clerk(qtbot: QtBot, open_window: Open, path: Path) -> Clerk:
    return Clerk(qtbot, open_window(path))


def shown(clerk: Clerk) -> list[tuple[str, ...]]:
    """Number and state of the cameras in the list, once it has been read."""
    page = clerk.page()
    clerk.wait(lambda: not page.model.asking and page.status_text() != "")
    model = page.model

    names = [column.name for column in model.columns]

    def cells() -> list[tuple[str, ...]]:
        return [
            tuple(model.cell(row, names.index(name)) for name in ("inventory_number", "state"))
            for row in range(model.rowCount())
        ]

    clerk.wait(lambda: all(number for number, _ in cells()))
    return cells()


def notices(clerk: Clerk) -> list[str]:
    desk = clerk.window.desk()
    assert desk is not None
    return [text for text in desk.notices.texts() if "You see" in text]


def look_back(clerk: Clerk, **days: str) -> None:
    """By keyboard alone."""
    clerk.press(Key.Key_L, CTRL)
    form = clerk.form()
    clerk.fill(form, **days)
    clerk.press(Key.Key_Return, CTRL)


def action(clerk: Clerk, name: str) -> QAction:
    return clerk.window.acts[name]


def test_lists_show_what_was_true_and_what_was_known_on_the_days_asked_for(clerk: Clerk) -> None:
    today = [("ЗКО-1", "In service"), ("ЗКО-2", "Failed"), (RECORDED_LATE, "In service")]
    assert shown(clerk) == today
    look_back(clerk, as_of="31.01.2026")
    clerk.wait(lambda: clerk.window.session.moment == Moment(JANUARY))
    assert shown(clerk) == [(number, "In service") for number, _ in today]
    (said,) = notices(clerk)
    assert "31" in said
    assert "2026" in said
    look_back(clerk, known_on="31.01.2026")
    clerk.wait(lambda: clerk.window.session.moment == Moment(JANUARY, JANUARY))
    assert shown(clerk) == [("ЗКО-1", "In service"), ("ЗКО-2", "In service")]
    clerk.press(Key.Key_L, CTRL | SHIFT)
    clerk.wait(lambda: clerk.window.session.moment == NOW)
    assert shown(clerk) == today
    assert notices(clerk) == []


def test_nothing_can_be_recorded_while_looking_back(clerk: Clerk) -> None:
    assert action(clerk, "camera.new").isEnabled()
    look_back(clerk, known_on="31.01.2026")
    clerk.wait(lambda: clerk.window.session.moment.known_on == JANUARY)
    shown(clerk)
    for name in ("camera.new", "edit.undo", "file.import", "camera.step"):
        assert not action(clerk, name).isEnabled(), name
    assert "Undo" not in clerk.line()
    refused: list[BaseException] = []
    clerk.window.session.write(lambda register: register.undo(), failed=refused.append)
    clerk.wait(lambda: bool(refused))
    assert isinstance(refused[0], KnownError)
    assert clerk.story("ЗКО-2") == ["failed", "opening"], "nothing was undone"


def test_the_bar_leads_back_to_today(clerk: Clerk) -> None:
    assert not action(clerk, "view.today").isEnabled()
    look_back(clerk, as_of="31.01.2026")
    clerk.wait(lambda: bool(notices(clerk)))
    assert action(clerk, "view.today").isEnabled()
    bar = next(n for n in clerk.window.findChildren(Notice) if "You see" in n.text.text())
    button = next(b for b in bar.findChildren(QAbstractButton) if b.text() == "Back to today")
    button.click()
    clerk.wait(lambda: clerk.window.session.moment == NOW)
    assert notices(clerk) == []
    assert shown(clerk)[1] == ("ЗКО-2", "Failed")


def test_esc_leads_back_to_today_where_nothing_nearer_takes_it(clerk: Clerk) -> None:
    look_back(clerk, as_of="31.01.2026")
    clerk.wait(lambda: bool(notices(clerk)))
    shown(clerk)
    clerk.press(Key.Key_F, CTRL)
    clerk.type("2")
    clerk.press(Key.Key_Escape)
    assert clerk.window.session.moment == Moment(JANUARY), "Esc emptied the search"
    clerk.page().activate()
    for _ in range(3):
        clerk.press(Key.Key_Escape)
    assert clerk.window.session.moment == NOW


def test_a_day_to_come_is_refused_in_words(clerk: Clerk) -> None:
    ahead = date.today() + timedelta(400)
    clerk.press(Key.Key_L, CTRL)
    form = clerk.form()
    clerk.fill(form, as_of=f"{ahead:%d.%m.%Y}")
    clerk.press(Key.Key_Return, CTRL)
    assert "has not come yet" in form.form.row("as_of").error()
    assert clerk.window.session.moment == NOW
    clerk.press(Key.Key_Escape)
    clerk.press(Key.Key_Escape)


def test_the_reports_page_answers_for_the_moment_and_for_its_own_days(clerk: Clerk) -> None:
    look_back(clerk, known_on="31.01.2026")
    clerk.wait(lambda: clerk.window.session.moment.known_on == JANUARY)
    clerk.press(Key.Key_R, CTRL)
    clerk.wait(lambda: clerk.window.pages.current_key() == "reports")
    page = clerk.page()
    page.show_report("by-programme")

    def counted() -> list[tuple[object, ...]]:
        made = page.view._made
        return [] if made is None else [tuple(row[2:]) for row in made.rows]

    clerk.wait(lambda: counted() == [("in_service", 2)])
    empty = {name: field.line.placeholderText() for name, field in page.view.days.fields.items()}
    assert "today" in empty["as_of"]
    assert "31" in empty["known_on"], "an empty field is the day that is looked at"
    assert "today" not in empty["known_on"]
    page.view.days.fields["known_on"].set_value(PartialDate.parse("2026-02-10"))
    page.view.refresh()
    clerk.wait(lambda: counted() == [("in_service", 2), ("failed", 1)])
