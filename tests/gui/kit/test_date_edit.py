"""A date is typed as far as it is known, and the field says how it was understood."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.gui.kit.date_edit import PartialDateEdit

DAY = PartialDate.day(date(2026, 11, 4))


@pytest.fixture
def edit(show):
    return show(PartialDateEdit())


def type_into(edit, text):
    edit.line.selectAll()
    QTest.keyClicks(edit.line, text)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("04.11.2026", "2026-11-04"), ("12.2024", "2024-12"), ("2014", "2014"),
     ("end of 2024", "2024-10/2024-12"), ("2018-03-30/2020-05-08", "2018-03-30/2020-05-08")],
)  # fmt: skip
def test_a_date_is_typed_as_far_as_it_is_known(edit, typed, edtf):
    type_into(edit, typed)
    assert edit.value().edtf == edtf
    assert edit.error() == ""


def test_an_empty_line_is_an_unknown_date(edit, press):
    edit.set_value(DAY)
    edit.line.selectAll()
    press(edit.line, "Delete")
    assert edit.value() is None
    assert edit.error() == ""


def test_the_field_says_how_it_understood_what_was_typed(edit):
    type_into(edit, "2024-10/2024-12")
    assert edit.understood() == "understood as: end of 2024"
    type_into(edit, "end of 2024")
    assert edit.understood() == ""
    type_into(edit, "some day")
    assert edit.understood() == ""


def test_what_is_no_date_is_flagged_when_the_field_is_left(edit, press):
    type_into(edit, "31.06.2026")
    assert not edit.line.property("invalid")
    assert "no such day" in edit.error()
    with pytest.raises(KnownError):
        edit.value()
    press(edit.line, "Return")
    assert edit.line.property("invalid") is True
    type_into(edit, "30.06.2026")
    assert not edit.line.property("invalid")


def test_arrows_move_a_known_day(edit, press, qtbot):
    edit.set_value(DAY)
    with qtbot.waitSignal(edit.changed):
        press(edit.line, "Up")
    assert edit.value() == PartialDate.day(date(2026, 11, 5))
    press(edit.line, "Down", "Down")
    assert edit.value() == PartialDate.day(date(2026, 11, 3))


def test_arrows_never_make_a_partial_date_exact(edit, press):
    for known in (PartialDate.year(2014), PartialDate.month(2024, 12), None):
        edit.set_value(known)
        press(edit.line, "Up", "Down", "Down")
        assert edit.value() == known


def test_the_calendar_opens_by_key_at_the_day_and_enter_chooses(edit, press, qtbot):
    edit.set_value(DAY)
    press(edit.line, "Alt+Down")
    calendar = edit.calendar_popup().findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 11, 4)
    with qtbot.waitSignal(edit.changed):
        press(calendar.focusWidget() or calendar, "Right", "Return")
    assert edit.value() == PartialDate.day(date(2026, 11, 5))
    assert not edit.calendar_popup().isVisible()


def test_escape_leaves_the_date_alone(edit, press):
    edit.set_value(PartialDate.year(2014))
    press(edit.line, "Alt+Down")
    calendar = edit.calendar_popup().findChild(QCalendarWidget)
    press(calendar.focusWidget() or calendar, "Escape")
    assert not edit.calendar_popup().isVisible()
    assert edit.value() == PartialDate.year(2014)


def test_the_menu_has_the_frequent_answers(edit, qtbot):
    today = date.today()
    wanted = {
        "Today": PartialDate.day(today),
        "Yesterday": PartialDate.day(today - timedelta(days=1)),
        "This month": PartialDate.month(today.year, today.month),
        "This year": PartialDate.year(today.year),
        "Unknown": None,
    }
    actions = {a.text().partition("\t")[0]: a for a in edit.frequent().actions()}
    for name, value in wanted.items():
        with qtbot.waitSignal(edit.changed):
            actions[name].trigger()
        assert edit.value() == value
    assert "Only the year" not in actions


def test_a_day_can_be_made_its_year(edit, press, qtbot):
    edit.set_value(DAY)
    menu = edit.frequent()
    menu.popup(edit.mapToGlobal(edit.rect().bottomLeft()))
    year = next(a for a in menu.actions() if a.text().startswith("Only the year"))
    menu.setActiveAction(year)
    press(menu, "Return")
    assert edit.value() == PartialDate.year(2026)


def test_setting_a_value_is_silent_and_naming_reaches_the_line(edit, qtbot):
    with qtbot.assertNotEmitted(edit.changed):
        edit.set_value(DAY)
    edit.setAccessibleName("When")
    assert edit.line.accessibleName() == "When"
    assert edit.focusProxy() is edit.line
