"""The page of cameras as a clerk uses it, over twenty thousand of them."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from camdesk.gui.pages import list_copier, list_copy
from camdesk.gui.pages.cameras import CamerasPage
from camdesk.gui.pages.list_copy import Progress, table
from camdesk.gui.pages.sites import SitesPage
from camdesk.gui.session import Session
from camdesk.store import cameras
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query
from camdesk.store.register import Register
from camdesk.text.cells import unguard

CTRL = Qt.KeyboardModifier.ControlModifier
MANY = 20_000


def opened(qtbot: QtBot, session: Session, context, width: int = 1158) -> CamerasPage:
    page = CamerasPage(session, context)
    qtbot.addWidget(page)
    page.resize(width, 720)
    with qtbot.waitSignal(page.model.answered):
        page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, many: Session, page_context) -> CamerasPage:
    return opened(qtbot, many, page_context)


def settled(qtbot: QtBot, page: CamerasPage, query: Callable[[Query], bool]) -> None:
    qtbot.waitUntil(lambda: not page.model.asking and query(page.model.query))


def search(qtbot: QtBot, page: CamerasPage, text: str) -> None:
    page.focus_search()
    page.head.search.setText(text)
    settled(qtbot, page, lambda query: query.search.split() == text.split())


def text(page: CamerasPage, row: int, name: str = "inventory_number") -> str:
    names = [column.name for column in page.model.columns]
    return page.model.data(page.model.index(row, names.index(name)))


def test_a_clerks_morning_in_the_list(qtbot: QtBot, page: CamerasPage) -> None:
    assert page.status_text() == "20,000 of 20,000"
    search(qtbot, page, "құрман 7")
    assert 0 < len(page.model.ids) < MANY
    assert "Құрманғазы" in text(page, 0, "address")
    qtbot.keyClick(page.head.search, Qt.Key.Key_Down)
    assert page.view.hasFocus()
    assert page.selection_count() == 1
    qtbot.waitUntil(lambda: page.card.camera == page.model.ids[0])
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: page.card.camera == page.model.ids[-1])
    qtbot.keyClick(page.view, Qt.Key.Key_A, CTRL)
    assert page.selection_count() == len(page.model.ids)
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    page.focus_search()
    qtbot.keyClick(page.head.search, Qt.Key.Key_Escape)
    settled(qtbot, page, lambda query: query.search == "")
    assert page.status_text() == "20,000 of 20,000"


def test_the_first_letter_asks_at_once_and_the_last_word_is_what_is_shown(
    qtbot: QtBot, page: CamerasPage
) -> None:
    asked: list[str] = []
    page.head.search.searched.connect(asked.append)
    page.head.search.setText("0")
    assert asked == ["0"]
    for letters in ("00", "000", "0001", "00012"):
        page.head.search.setText(letters)
    assert asked == ["0"]
    settled(qtbot, page, lambda query: query.search == "00012")
    assert asked == ["0", "00012"]
    assert all("00012" in text(page, row) for row in range(len(page.model.ids)))


def test_a_letter_typed_in_the_list_begins_a_search(qtbot: QtBot, page: CamerasPage) -> None:
    page.activate()
    qtbot.keyClick(page.view, Qt.Key.Key_7)
    assert page.head.search.hasFocus()
    assert page.head.search.text() == "7"


def test_chips_narrow_the_list_and_say_by_what(qtbot: QtBot, page: CamerasPage) -> None:
    chip = page.head.filters.chips["state"]
    chip.open()
    qtbot.waitUntil(lambda: chip.popup() is not None)
    ticks = chip.popup().list
    texts = [ticks.item(row).text() for row in range(ticks.count())]
    assert texts[0].startswith("In service")
    failed = next(row for row, one in enumerate(texts) if one.startswith("Failed"))
    ticks.item(failed).setCheckState(Qt.CheckState.Checked)
    settled(qtbot, page, lambda query: query.filters.get("state") == ("failed",))
    assert page.status_text() == "5,000 of 20,000"
    assert chip.text() == "State: Failed"
    chip.clear()
    settled(qtbot, page, lambda query: not query.filters)
    assert page.status_text() == "20,000 of 20,000"


def test_nothing_found_offers_to_clear_search_and_filters(qtbot: QtBot, page: CamerasPage) -> None:
    search(qtbot, page, "no such camera")
    assert page.stack.currentWidget() is page.stack.nothing_found
    assert page.status_text() == "0 of 20,000"
    page.stack.nothing_found.button.click()
    settled(qtbot, page, lambda query: query == Query())
    assert page.head.search.text() == ""
    assert page.stack.currentWidget() is page.view


def test_an_empty_register_says_how_to_begin(qtbot: QtBot, session: Session, page_context) -> None:
    page = opened(qtbot, session, page_context)
    assert page.stack.currentWidget() is page.stack.nothing_yet
    page.stack.nothing_yet.button.click()
    assert page_context.done == ["camera.new"]


def test_a_row_is_opened_from_elsewhere_even_where_the_search_hides_it(
    qtbot: QtBot, page: CamerasPage
) -> None:
    last = page.model.ids[-1]
    search(qtbot, page, "000001")
    page.open_row(last)
    qtbot.waitUntil(lambda: page.card.camera == last)
    assert page.view.current_id() == last
    assert page.model.query.search == ""
    first, below = page.view.seen_rows()
    assert first <= page.model.ids.index(last) <= below


def test_what_was_recorded_shows_and_the_place_is_kept(
    qtbot: QtBot, page: CamerasPage, many: Session
) -> None:
    page.view.go_to(500)
    top = page.view.seen_rows()[0]
    camera = page.view.current_id()

    def fail(register: Register) -> None:
        with register.write("disconnected") as entry:
            entry.correct("camera", camera, {"inventory_number": "ДРУГОЙ"})

    with qtbot.waitSignal(page.model.answered):
        many.write(fail)
    assert page.view.current_id() == camera
    assert list(page.view.selected_ids()) == [camera]
    assert page.view.seen_rows()[0] == top
    assert text(page, 500) == "ДРУГОЙ"


def test_a_camera_that_left_the_list_stays_on_the_card(
    qtbot: QtBot, page: CamerasPage, many: Session
) -> None:
    page.show_query(Query(filters={"state": ("failed",)}))
    settled(qtbot, page, lambda query: bool(query.filters))
    page.view.go_to(3)
    camera = page.view.current_id()
    qtbot.waitUntil(lambda: page.card.camera == camera)

    def restore(register: Register) -> None:
        with register.write("restored") as entry:
            entry.record(camera, NewEvent("restored", None, {}))

    with qtbot.waitSignal(page.model.answered):
        many.write(restore)
    assert camera not in page.model.ids
    qtbot.waitUntil(lambda: not page.follower.settling)
    assert page.card.camera == camera
    assert page.view.currentIndex().row() == 3


def test_a_hidden_page_asks_only_when_it_is_shown_again(
    qtbot: QtBot, page: CamerasPage, many: Session
) -> None:
    page.hide()

    def add(register: Register) -> None:
        with register.write("create") as entry:
            entry.add("organisation", {"name": "Новая"})

    with qtbot.assertNotEmitted(page.model.asking_changed), qtbot.waitSignal(many.changed):
        many.write(add)
    with qtbot.waitSignal(page.model.answered):
        page.show()


def test_state_is_restored_and_the_unknown_in_it_passed_over(
    qtbot: QtBot, many: Session, page_context, page: CamerasPage
) -> None:
    page.show_query(Query("ЗКО", {"state": ("failed",)}, "inventory_number", True))
    settled(qtbot, page, lambda query: query.descending)
    page.view.go_to(40)
    state = page.state()
    other = CamerasPage(many, page_context)
    qtbot.addWidget(other)
    with qtbot.waitSignal(other.model.answered):
        other.restore({**state, "filters": {**state["filters"], "gone": [1]}})
    assert other.model.query == page.model.query
    assert other.view.current_id() == page.view.current_id()
    assert other.head.search.text() == "ЗКО"
    assert other.head.filters.chips["state"].text() == "State: Failed"
    assert other.view.horizontalHeader().sortIndicatorSection() == 0


def test_chips_of_restored_filters_learn_their_names(qtbot: QtBot, page: CamerasPage) -> None:
    page.show_query(Query(filters={"programme": (1,)}))
    chip = page.head.filters.chips["programme"]
    qtbot.waitUntil(lambda: chip.text() == "Programme: Подъезды")


def test_columns_are_remembered_by_each_page(
    qtbot: QtBot, page: CamerasPage, many: Session, page_context
) -> None:
    page.view.columns.set_shown("serial_number", True)
    page.view.columns.set_shown("programme", False)
    page.view.horizontalHeader().resizeSection(0, 222)
    other = CamerasPage(many, page_context)
    qtbot.addWidget(other)
    assert other.view.columns.shown() == page.view.columns.shown()
    assert other.view.columnWidth(0) == 222
    other.memory.reset()
    assert "serial_number" not in other.view.columns.shown()
    sites = SitesPage(many, page_context)
    qtbot.addWidget(sites)
    assert sites.view.columns.shown()[0] == "code"


def test_the_columns_menu_stays_open_while_columns_are_ticked(
    qtbot: QtBot, page: CamerasPage
) -> None:
    page.choose_columns()
    menu = page.view.findChild(QMenu)
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert "inventory_number" not in page.view.columns.shown()
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert "inventory_number" in page.view.columns.shown()
    menu.close()


def test_the_card_is_a_drawer_where_the_page_is_narrow(
    qtbot: QtBot, many: Session, page_context
) -> None:
    page = opened(qtbot, many, page_context, width=1000)
    assert not page.pane.card_shown
    page.view.go_to(2)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert page.pane.card_shown
    qtbot.waitUntil(lambda: page.card.camera == page.model.ids[2])
    qtbot.keyClick(page.card, Qt.Key.Key_Escape)
    assert not page.pane.card_shown
    page.resize(1300, 720)
    assert page.pane.card_shown
    assert page.card.isVisible()
    assert page.view.width() > 700


def test_many_chosen_cameras_are_shown_together(qtbot: QtBot, page: CamerasPage) -> None:
    page.select_all()
    with qtbot.waitSignal(page.card.many.loaded):
        pass
    assert page.card.camera is None


# Copying


def copied(qtbot: QtBot, page: CamerasPage, context) -> str:
    told = len(context.told)
    page.copy_selection()
    qtbot.waitUntil(lambda: len(context.told) > told)
    return QGuiApplication.clipboard().text()


def test_rows_are_copied_as_a_table_of_the_columns_shown(
    qtbot: QtBot, page: CamerasPage, page_context
) -> None:
    page.view.columns.show(["state", "inventory_number", "programme", "note"])
    page.view.chosen.select([0, 2])
    lines = copied(qtbot, page, page_context).split("\r\n")
    assert lines == [
        "State\tInventory no.\tProgramme\tNote",
        "In service\tЗКО-000001\tБезопасный двор\t",
        "In stock\tЗКО-000003\tБезопасный двор\t",
        "",
    ]
    markup = QGuiApplication.clipboard().mimeData().html()
    assert ';@">ЗКО-000003</td>' in markup, "a spreadsheet leaves it as a text"
    assert "<td>In stock</td>" in markup
    assert page_context.told == ["2 rows copied."]


def test_what_looks_like_a_formula_is_copied_as_text(
    qtbot: QtBot, page: CamerasPage, page_context, many: Session
) -> None:
    camera = page.model.ids[0]

    def write(register: Register) -> None:
        with register.write("correct") as entry:
            entry.correct("camera", camera, {"note": '=HYPERLINK("x")\n<b>second</b>'})

    with qtbot.waitSignal(page.model.answered):
        many.write(write)
    page.view.columns.show(["note"])
    page.view.go_to(0)
    assert '\'=HYPERLINK("x") <b>second</b>' in copied(qtbot, page, page_context)
    assert "&lt;b&gt;" in QGuiApplication.clipboard().mimeData().html()


def test_numbers_are_copied_as_a_spreadsheet_counts_with_them() -> None:
    texts = list_copy.CellTexts()
    assert list_copy._cell("coordinate", -51.5, texts, ",") == "-51,5"
    assert list_copy._cell("number", 1234567, texts, ",") == "1234567"


@dataclass
class Kind:
    kind: str
    label: str = "L"
    name: str = "l"


@pytest.mark.parametrize(
    ("kind", "value", "shown", "is_text"),
    [
        ("text", "000123", "000123", True),
        ("text", "1-2", "1-2", True),
        ("text", "=1", "&#x27;=1", True),
        ("date", "2024-12", "Dec 2024", True),
        ("date", "2024", "2024", True),
        ("date", "2024-12-05", "5 Dec 2024", False),
        ("number", 1234567, "1234567", False),
        ("percent", 0.5, "0.5", False),
        ("money", -123405, "-1234.05", False),
        ("money", 5, "0.05", False),
    ],
)
def test_a_spreadsheet_is_told_which_copied_cells_are_texts(kind, value, shown, is_text) -> None:
    copied = list_copy.table_of([Kind(kind)], [[value]])
    cell = copied.html.decode().partition("</tr><tr>")[2].partition("</td>")[0]
    text = """<td style='mso-number-format:"\\@"' sdnum="1033;0;@">"""
    assert cell == (text if is_text else "<td>") + shown


def test_where_there_is_no_html_numbers_of_texts_get_an_apostrophe(monkeypatch) -> None:
    monkeypatch.setattr(list_copy, "MOST_HTML", 1)
    columns = [Kind("text"), Kind("number")]
    copied = list_copy.table_of(columns, [["000123", 5], ["'007", 6], ["=1", None]])
    assert copied.html is None
    lines = copied.text.decode().split("\r\n")[1:-1]
    assert lines == ["'000123\t5", "''007\t6", "'=1\t"]
    assert [unguard(line.split("\t")[0]) for line in lines] == ["000123", "'007", "=1"]


def test_too_many_rows_for_the_clipboard_are_refused_with_advice(
    qtbot: QtBot, page: CamerasPage, page_context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_copier, "MOST", 1000)
    QGuiApplication.clipboard().setText("before")
    page.select_all()
    assert copied(qtbot, page, page_context) == "before"
    assert "CSV" in page_context.told[0]


def test_copying_called_off_leaves_the_clipboard(
    qtbot: QtBot, page: CamerasPage, page_context
) -> None:
    QGuiApplication.clipboard().setText("before")
    page.select_all()
    page.copy_selection()
    assert page.copier.busy
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert not page.copier.busy
    qtbot.wait(50)
    assert QGuiApplication.clipboard().text() == "before"
    assert page_context.told == []


def test_copying_stops_between_two_chunks_when_called_off(many: Session) -> None:
    connection = many.register.reader()
    ids, off = array("q", [1, 2]), Progress(called_off=True)
    assert table(connection, cameras.listing("en"), ids, ["note"], off) is None
    connection.close()


def test_sites_count_the_cameras_that_hang_there(qtbot: QtBot, many: Session, page_context) -> None:
    page = SitesPage(many, page_context)
    qtbot.addWidget(page)
    page.resize(1158, 720)
    with qtbot.waitSignal(page.model.answered):
        page.show()
    names = [column.name for column in page.model.columns]
    counts = [page.model.row(row)[names.index("cameras")] for row in range(4)]
    assert counts == [1, 1, 0, 1]  # the third is in stock
    page.view.go_to(1)
    qtbot.waitUntil(lambda: page.card.site == page.model.ids[1])
