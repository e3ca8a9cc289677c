from collections.abc import Callable
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from camdesk.gui.kit.settings import Column
from camdesk.gui.models.listing_model import ListingModel
from camdesk.gui.session import Session
from camdesk.gui.views.listing_view import ListingView
from camdesk.store import cameras
from camdesk.store.listing import Query

Fill = Callable[[int], list[int]]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot, session: Session, fill: Fill) -> ListingView:
    fill(200)
    model = ListingModel(session, cameras.listing("en"), "cameras")
    view = ListingView(model)
    qtbot.addWidget(view)
    view.columns.show(["inventory_number", "state", "since"])
    view.resize(600, 500)
    view.show()
    ask(qtbot, view, Query())
    return view


def ask(qtbot: QtBot, view: ListingView, query: Query, *, place: bool = False) -> None:
    model = view._list
    with qtbot.waitSignal(model.answered):
        model.ask(query, view.keep(place=place))


def press(qtbot: QtBot, view: ListingView, key: Qt.Key, *modifiers) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(view, key, held)


def click(qtbot: QtBot, view: ListingView, row: int, modifier=Qt.KeyboardModifier.NoModifier):
    spot = QPoint(30, view.rowViewportPosition(row) + 10)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, spot)


def rows(view: ListingView) -> list[int]:
    ids = view._list.ids
    return [ids.index(row_id) for row_id in view.selected_ids()]


def test_end_and_home_go_to_the_last_and_the_first_row(qtbot: QtBot, view: ListingView) -> None:
    view.go_to(3)
    press(qtbot, view, Qt.Key.Key_End)
    assert rows(view) == [199]
    assert view.seen_rows()[1] == 199
    press(qtbot, view, Qt.Key.Key_Home)
    assert rows(view) == [0]


def test_arrows_pages_and_shift_select_as_in_a_spreadsheet(qtbot: QtBot, view: ListingView) -> None:
    view.go_to(0)
    press(qtbot, view, Qt.Key.Key_Down)
    press(qtbot, view, Qt.Key.Key_Down, SHIFT)
    press(qtbot, view, Qt.Key.Key_Down, SHIFT)
    assert rows(view) == [1, 2, 3]
    press(qtbot, view, Qt.Key.Key_PageDown)
    assert len(rows(view)) == 1
    assert rows(view)[0] > 10
    press(qtbot, view, Qt.Key.Key_End, SHIFT)
    assert rows(view)[-1] == 199


def test_clicks_with_ctrl_and_shift_choose_rows(qtbot: QtBot, view: ListingView) -> None:
    click(qtbot, view, 2)
    click(qtbot, view, 5, CTRL)
    assert rows(view) == [2, 5]
    click(qtbot, view, 2, CTRL)
    assert rows(view) == [5]
    click(qtbot, view, 5)
    click(qtbot, view, 8, SHIFT)
    assert rows(view) == [5, 6, 7, 8]


def test_ctrl_a_is_one_range(qtbot: QtBot, view: ListingView) -> None:
    press(qtbot, view, Qt.Key.Key_A, CTRL)
    assert view.chosen.ranges == [(0, 199)]
    assert len(view.selectionModel().selection()) == 1
    assert view.selected_ids() is view._list.ids


def test_a_million_rows_are_selected_without_a_pause(
    qtbot: QtBot, view: ListingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from array import array

    model = view._list
    model.beginResetModel()
    model.ids = array("q", range(1_000_000))
    model.endResetModel()
    view.chosen.update()
    began = perf_counter()
    press(qtbot, view, Qt.Key.Key_A, CTRL)
    view.horizontalHeader().viewport().repaint()
    assert perf_counter() - began < 1.0  # 5 to 20 s where a header walks through the rows
    assert view.chosen.count() == 1_000_000


def test_a_hidden_column_does_not_hold_the_cursor(qtbot: QtBot, view: ListingView) -> None:
    view.go_to(0)
    view.columns.set_shown("inventory_number", False)
    press(qtbot, view, Qt.Key.Key_Down)
    press(qtbot, view, Qt.Key.Key_Down)
    assert rows(view) == [2]


def test_enter_and_double_click_open_the_row(qtbot: QtBot, view: ListingView) -> None:
    view.go_to(4)
    with qtbot.waitSignal(view.opened) as blocker:
        press(qtbot, view, Qt.Key.Key_Return)
    assert blocker.args == [view._list.ids[4]]
    spot = QPoint(30, view.rowViewportPosition(6) + 10)
    with qtbot.waitSignal(view.opened) as blocker:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert blocker.args == [view._list.ids[6]]


def test_letters_go_to_the_search_and_keys_of_actions_do_not(
    qtbot: QtBot, view: ListingView
) -> None:
    heard: list[str] = []
    view.typed.connect(heard.append)
    for letter in "З7":  # a Cyrillic letter has no key of its own in QTest
        pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(view, pressed)
    press(qtbot, view, Qt.Key.Key_K, CTRL)
    press(qtbot, view, Qt.Key.Key_Space)
    assert heard == ["З", "7"]


def test_a_click_on_a_header_sorts_up_down_and_not_at_all(qtbot: QtBot, view: ListingView) -> None:
    asked: list[tuple[str, bool]] = []
    view.sort_asked.connect(lambda name, down: asked.append((name, down)))
    header = view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(1) + 30, 10)
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked == [("state", False), ("state", True), ("", False)]


def test_selection_and_current_row_follow_into_another_order(
    qtbot: QtBot, view: ListingView
) -> None:
    click(qtbot, view, 2)
    click(qtbot, view, 4, CTRL)
    chosen, current = set(view.selected_ids()), view.current_id()
    ask(qtbot, view, Query(sort="inventory_number", descending=True))
    assert set(view.selected_ids()) == chosen
    assert view.current_id() == current
    assert rows(view) == [195, 197]
    first, last = view.seen_rows()
    assert first <= 195 <= last


def test_a_refresh_leaves_the_scroll_bar_where_it_is(qtbot: QtBot, view: ListingView) -> None:
    view.go_to(0)
    view.verticalScrollBar().setValue(120)
    ask(qtbot, view, Query(), place=True)
    assert view.verticalScrollBar().value() == 120
    assert view.current_id() == view._list.ids[0]


def test_where_the_current_row_left_the_list_the_arrows_go_on_from_its_place(
    qtbot: QtBot, view: ListingView, session: Session
) -> None:
    view.go_to(10)
    gone = view.current_id()
    after = view._list.ids[11]
    query = Query(filters={"state": ("failed",)})
    ask(qtbot, view, query)
    view.go_to(10)
    gone, after = view.current_id(), view._list.ids[11]

    def restore(register) -> None:
        from camdesk.store.ledger import NewEvent

        with register.write("restored") as entry:
            entry.record(gone, NewEvent("restored", None, {}))

    with qtbot.waitSignal(session.changed):
        session.write(restore)
    ask(qtbot, view, query, place=True)
    assert gone not in view._list.ids
    assert not view.selected_ids()
    assert view.current_id() == after


def test_the_last_column_takes_the_room_that_is_left_and_no_less_than_its_own(
    qtbot: QtBot, view: ListingView
) -> None:
    columns = view.columns
    columns.set_widths({"inventory_number": 100, "state": 120, "since": 90})
    header = view.horizontalHeader()
    assert header.length() == view.viewport().width()
    columns.set_widths({"inventory_number": 400, "state": 400})
    assert header.length() == 890
    view.resize(1200, 500)
    assert header.length() == view.viewport().width()


def test_columns_are_remembered_with_order_and_width(qtbot: QtBot, view: ListingView) -> None:
    view.columns.show(["state", "since", "inventory_number"])
    view.columns.set_widths({"state": 222})
    state = view.columns.state()
    view.columns.show(["unit"])
    view.columns.set_widths({"state": 50})
    view.columns.restore([Column("no such column", 70), *state])
    assert view.columns.shown() == ["state", "since", "inventory_number"]
    assert view.columnWidth(1) == 222


def test_the_last_column_shown_cannot_be_hidden(view: ListingView) -> None:
    view.columns.show(["unit"])
    view.columns.set_shown("unit", False)
    assert view.columns.shown() == ["unit"]


def test_a_text_cut_short_is_known_as_such(view: ListingView) -> None:
    assert view.painter.is_cut(0, "N-0001 and much more", 60)
    assert not view.painter.is_cut(0, "N-0001", 200)
    assert not view.painter.is_cut(0, None, 60)


def test_states_are_painted_in_their_colours(qtbot: QtBot, view: ListingView) -> None:
    from camdesk.gui.kit.theme import current

    image = view.viewport().grab().toImage()
    left = view.columnViewportPosition(1) + 14
    ratio = image.devicePixelRatio()
    middle = view.rowViewportPosition(0) + view.rowHeight(0) // 2
    shown = image.pixelColor(int(left * ratio), int(middle * ratio)).name().upper()
    assert shown == current().state("failed")
