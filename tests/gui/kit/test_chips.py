"""A filter chip says what is chosen; its checklist works by keys alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from camdesk.gui.kit.chips import Chip, ChipRow
from camdesk.gui.kit.flow import FlowLayout

FEW = [("failed", "Failed"), ("in_repair", "In repair"), ("removed", "Removed")]
MANY = [(i, f"District {i}") for i in range(20)]


@pytest.fixture
def heard():
    return []


@pytest.fixture
def chip(show, heard):
    made = show(Chip("State", FEW, {"failed": 12, "removed": 3236}))
    made.changed.connect(heard.append)
    return made


def checklist(chip):
    return chip.popup().findChild(QListWidget)


@pytest.mark.parametrize("key", ["Space", "Return", "Down", "F4"])
def test_a_chip_opens_by_key_and_its_list_ticks_by_space(chip, heard, press, key):
    press(chip, key)
    assert chip.popup().isVisible()
    press(checklist(chip), "Down", "Space")
    assert heard == [{"in_repair"}]
    press(checklist(chip), "Up", "Space")
    assert heard[-1] == chip.value() == {"failed", "in_repair"}
    press(checklist(chip), "Escape")
    assert not chip.popup().isVisible()
    assert chip.text() == "State: Failed, In repair"
    assert chip.property("active") is True


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_delete_clears_the_filter(chip, heard, press, key):
    chip.set_value({"failed"})
    assert heard == []
    press(chip, key)
    assert heard == [set()]
    assert chip.text() == "State"
    press(chip, key)
    assert heard == [set()]


def test_delete_in_the_list_clears_too(chip, heard, press):
    chip.set_value({"failed"})
    chip.open()
    press(checklist(chip), "Delete")
    assert heard == [set()]
    assert checklist(chip).item(0).checkState() is Qt.CheckState.Unchecked


def test_the_cross_clears_by_mouse_and_is_there_only_when_active(chip, heard):
    cross = next(c for c in chip.children() if getattr(c, "accessibleName", str)())
    assert not cross.isVisible()
    chip.set_value({"failed"})
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert heard == [set()]


def test_a_click_on_the_text_ticks_as_one_on_the_box(chip, heard):
    chip.open()
    rect = checklist(chip).visualItemRect(checklist(chip).item(2))
    for x in (rect.left() + 90, rect.left() + 10):
        QTest.mouseClick(
            checklist(chip).viewport(), Qt.MouseButton.LeftButton,
            pos=QPoint(x, rect.center().y()),
        )  # fmt: skip
    assert heard == [{"removed"}, set()]


def test_enter_closes_the_list(chip, press):
    chip.open()
    press(checklist(chip), "Return")
    assert not chip.popup().isVisible()


def test_only_a_long_list_has_a_search_field(chip, show, press):
    chip.open()
    assert not chip.popup().findChild(QLineEdit).isVisible()
    press(checklist(chip), "Escape")
    long = show(Chip("District", MANY))
    press(long, "Space")
    search = long.popup().findChild(QLineEdit)
    assert search.isVisible()
    QTest.keyClicks(search, "district 1")
    shown = [i for i in range(20) if not checklist(long).item(i).isHidden()]
    assert shown == [1, *range(10, 20)]
    press(search, "Down")
    press(checklist(long), "Space")
    assert long.value() == {1}
    long.popup().hide()


def test_many_chosen_values_are_counted_on_the_chip_and_whole_in_its_tip(show):
    chip = show(Chip("District", MANY))
    chip.set_value({0, 1, 2, 3})
    assert chip.text() == "District: District 0, District 1 +2"
    assert chip.accessibleName().endswith("District 3")
    assert "District 3" in chip.toolTip()


def test_what_is_chosen_and_no_longer_offered_stays_chosen(chip):
    chip.set_value({"failed"})
    chip.set_values([("removed", "Removed")])
    assert chip.value() == {"failed"}
    assert chip.text() == "State: Failed"


def test_chips_go_on_in_the_next_line(show):
    row = show(ChipRow([Chip(f"Chip number {i}") for i in range(6)]))
    row.resize(1200, 100)
    one_line = row.heightForWidth(1200)
    assert row.heightForWidth(300) >= 2 * one_line
    row.resize(300, 300)
    tops = {chip.y() for chip in row.findChildren(Chip)}
    assert len(tops) >= 3
    assert all(chip.geometry().right() <= 300 for chip in row.findChildren(Chip))


def test_a_flow_leaves_no_gap_for_what_is_hidden(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    flow = FlowLayout(whole)
    chips = [Chip("A"), Chip("B"), Chip("C")]
    for chip in chips:
        flow.addWidget(chip)
    whole.resize(600, 60)
    whole.show()
    before = chips[2].x()
    chips[1].hide()
    flow.activate()
    assert chips[2].x() < before
    assert flow.count() == 3
    assert flow.takeAt(0).widget() is chips[0]
    assert flow.itemAt(7) is None
