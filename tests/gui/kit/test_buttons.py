"""Buttons are pressed by keys, and say their names."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu

from camdesk.gui.kit.buttons import Button, IconButton


@pytest.mark.parametrize("key", ["Space", "Return", "Enter"])
@pytest.mark.parametrize("make", [lambda call: Button("Save", call),
                                  lambda call: IconButton("plus", "Add", call)])  # fmt: skip
def test_a_button_is_pressed_by_space_and_enter(make, key, show, press):
    pressed = []
    button = show(make(lambda: pressed.append(1)))
    press(button, key)
    assert pressed == [1]


def test_an_ampersand_in_a_name_is_shown(show):
    button = show(Button("Рога & копыта"))
    assert button.text() == "Рога && копыта"
    assert button.accessibleName() == "Рога & копыта"


def test_an_icon_button_says_its_name(show):
    button = show(IconButton("columns", "Columns <1>"))
    assert button.accessibleName() == "Columns <1>"
    assert "Columns &lt;1&gt;" in button.toolTip()


def test_a_primary_button_has_room_for_its_bold_text(show):
    button = show(Button("Восстановлена…", primary=True))
    assert button.fontMetrics().horizontalAdvance("Восстановлена…") <= button.width() - 20


def test_a_button_with_a_menu_opens_it_by_key(show, press, qtbot):
    button = show(Button("More"))
    menu = QMenu(button)
    menu.addAction("One")
    button.set_menu(menu)
    shown = []
    menu.aboutToShow.connect(lambda: shown.append(1) or QTimer.singleShot(0, menu.close))
    press(button, "Space")
    assert shown == [1]
    qtbot.waitUntil(lambda: not menu.isVisible())
