"""The department adds a field of its own: the clerk fills it, finds and narrows by it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from camdesk.gui.cards.history import HistoryDialog
from tests.gui.clerk import CTRL, Clerk, Key


@pytest.fixture
def clerk(qtbot, open_window, three):
    return Clerk(qtbot, open_window(three))


def own_field(clerk, name="Кабель", **facts):
    """Enter an own field in the reference books, by keyboard."""
    books = clerk.show("books")
    book = books.show_book("own_field")
    clerk.wait(lambda: book.status_text() != "")
    clerk.press(Key.Key_N, CTRL)
    form = clerk.form()
    form.form.set_values({"table_name": "camera", "kind": "text", **facts})
    clerk.fill(form, name=name)
    clerk.save(form)


@pytest.fixture
def cameras(clerk):
    own_field(clerk)
    page = clerk.show("cameras")
    clerk.wait(lambda: "own_1" in clerk.page().model.listing.columns)
    page = clerk.page()
    clerk.wait(lambda: page.status_text() != "")
    return page


def say(clerk, page, camera, text):
    page.open_row(camera)
    clerk.wait(lambda: page.card.camera == camera)
    clerk.press(Key.Key_F2)
    form = clerk.form()
    clerk.wait(form.form.isEnabled)
    clerk.fill(form, own_1=text)
    clerk.save(form)


def test_a_field_entered_in_the_books_is_on_form_card_and_list_at_once(clerk, cameras):
    assert "Кабель" in cameras.card.sheet.toPlainText() or cameras.card.camera is None
    say(clerk, cameras, 2, "оптика")
    clerk.wait(lambda: "оптика" in cameras.card.sheet.toPlainText())
    cameras.view.columns.set_shown("own_1", True)
    place = list(cameras.model.listing.columns).index("own_1")
    assert cameras.model.headings[place] == "Кабель"
    clerk.wait(lambda: cameras.model.cell(1, place) == "оптика")


def test_its_values_are_found_and_narrow_the_list(clerk, cameras):
    say(clerk, cameras, 2, "оптика")
    clerk.press(Key.Key_F, CTRL)
    clerk.overtype("оптик")
    clerk.wait(lambda: not cameras.model.asking and list(cameras.model.ids) == [2])
    cameras.clear_all()
    cameras.asker.narrow(filters={"own_1": ("оптика",)})
    clerk.wait(lambda: not cameras.model.asking and list(cameras.model.ids) == [2])
    assert cameras.head.filters.chips["own_1"].text().startswith("Кабель")
    cameras.asker.narrow(filters={"own_1": (None,)})
    clerk.wait(lambda: not cameras.model.asking and list(cameras.model.ids) == [1, 3])


def test_every_value_it_had_stands_in_the_history_of_the_camera(clerk, cameras):
    say(clerk, cameras, 2, "оптика")
    say(clerk, cameras, 2, "медь")
    clerk.wait(lambda: "corrected" in cameras.card.sheet.toPlainText())
    cameras.card.sheet.followed.emit("history", "own_1")
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), HistoryDialog))
    sheet = QApplication.activeModalWidget().sheet
    clerk.wait(lambda: "оптика" in sheet.toPlainText())
    assert "медь" in sheet.toPlainText()
    assert "Inventory no." not in sheet.toPlainText()
    clerk.press(Key.Key_Escape)


def test_undoing_the_field_takes_it_off_the_page_in_front(clerk, cameras):
    cameras.open_row(2)
    clerk.wait(lambda: cameras.card.camera == 2)
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: "own_1" not in clerk.page().model.listing.columns)
    page = clerk.page()
    clerk.wait(lambda: page.key == "cameras" and page.status_text() == "3 of 3")
    clerk.wait(lambda: page.view.current_id() == 2)


def test_an_archived_field_is_asked_for_no_more(clerk, cameras):
    say(clerk, cameras, 2, "оптика")

    def archive(register):
        with register.write("archive", "Кабель") as entry:
            entry.correct("own_field", 1, {"archived": 1})

    clerk.window.session.write(archive)
    clerk.wait(lambda: "own_1" not in clerk.page().model.listing.columns)


def test_all_chosen_cameras_are_given_a_value_at_once_and_made_empty_again(clerk, cameras):
    for how, text, kept in (("set", "медь", "медь"), ("empty", None, None)):
        clerk.press(Key.Key_A, CTRL)
        clerk.press(Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
        form = clerk.form()
        form.form.set_values({"column": "own_1", "how": how})
        form._show_value()
        if text is not None:
            form.form.set_values({"own_1": text})
        clerk.save(form)
        said = "SELECT count(*), min(value), max(value) FROM own_value"
        assert clerk.ask(lambda c, q=said: c.execute(q).fetchall()) == [(3, kept, kept)]


def test_the_report_of_cameras_shows_the_fields_that_there_are_by_now(clerk, cameras):
    say(clerk, cameras, 2, "оптика")
    reports = clerk.show("reports")
    reports.show_report("cameras")
    clerk.wait(lambda: reports.view.model.headings[-1] == "Кабель")
    clerk.wait(lambda: reports.view.model.cell(1, len(reports.view.model.columns) - 1) == "оптика")
    for _ in range(2):
        before = clerk.line()
        clerk.wait(lambda: clerk.window.acts["edit.undo"].isEnabled())
        clerk.press(Key.Key_Z, CTRL)
        clerk.wait(lambda before=before: clerk.line() != before)  # what the next one would undo
    clerk.wait(lambda: reports.view.model.headings[-1] == "No. in this register")
