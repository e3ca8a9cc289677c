"""Pages are chosen by mouse and by arrows."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from camdesk.gui.kit.sidebar import Page, SideBar

PAGES = (
    Page("cameras", "Cameras", "cameras"),
    Page("sites", "Sites & masts", "sites"),
    Page("journal", "Journal", "journal"),
)


@pytest.fixture
def heard():
    return []


@pytest.fixture
def sidebar(show, heard):
    made = SideBar(PAGES, "camdesk", "Реестр ДП ЗКО")
    made.chosen.connect(heard.append)
    return show(made, focus=False)


def test_the_first_page_is_marked_without_a_word(sidebar, heard):
    assert sidebar.current() == "cameras"
    assert heard == []
    assert not sidebar.button("cameras").icon().pixmap(QSize(18, 18)).isNull()


def test_arrows_choose_the_neighbour_and_go_round(sidebar, heard, press):
    sidebar.button("cameras").setFocus()
    press(sidebar.button("cameras"), "Down")
    assert heard == ["sites"]
    assert sidebar.button("sites").hasFocus()
    press(sidebar.button("sites"), "Up")
    press(sidebar.button("cameras"), "Up")
    assert heard == ["sites", "cameras", "journal"]
    press(sidebar.button("journal"), "Home")
    press(sidebar.button("cameras"), "End")
    assert sidebar.current() == "journal"


def test_a_click_chooses(sidebar, heard):
    QTest.mouseClick(sidebar.button("journal"), Qt.MouseButton.LeftButton)
    assert heard == ["journal"]
    assert sidebar.current() == "journal"


def test_only_the_marked_page_is_a_stop_for_tab(sidebar):
    sidebar.set_current("sites")
    stops = [p.key for p in PAGES if sidebar.button(p.key).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["sites"]


def test_names_are_said_and_tips_tell_the_shortcut(sidebar):
    button = sidebar.button("sites")
    assert button.accessibleName() == "Sites & masts"
    assert button.text() == "Sites && masts"
    assert "Ctrl+2" in button.toolTip()


def test_a_narrow_window_keeps_the_icons_only(sidebar):
    wide = sidebar.width()
    sidebar.set_compact(True)
    assert sidebar.width() < wide / 2
    assert sidebar.button("sites").toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    sidebar.set_compact(False)
    assert sidebar.width() == wide


def test_the_sidebar_is_wide_enough_for_its_longest_name(show):
    page = Page("fate", "Списание и дальнейшая судьба", "fate")
    assert show(SideBar([*PAGES, page])).width() > show(SideBar(PAGES)).width()


def test_head_and_foot_can_be_told(sidebar, qtbot):
    sidebar.set_subtitle("Другой реестр")
    foot = QLabel("foot")
    sidebar.add_footer(foot)
    qtbot.waitUntil(lambda: foot.y() > sidebar.button("journal").y())
