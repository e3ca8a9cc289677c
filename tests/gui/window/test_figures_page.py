"""The clerk looks into the published figures: 18 unexplained, the cameras behind, a new number."""

import shutil

import pytest
from PySide6.QtCore import Qt

from camdesk.store.listing import Query
from tests.gui.clerk import CTRL, Clerk, Key


@pytest.fixture(scope="module")
def sample(published_path):
    return published_path


@pytest.fixture
def clerk(qtbot, open_window, sample, tmp_path):
    path = tmp_path / "sample.camdesk"
    shutil.copy(sample, path)
    return Clerk(qtbot, open_window(path))


@pytest.fixture
def page(clerk):
    return clerk.show("figures")


def choose(clerk, page, key: str) -> str:
    """What the card of that figure says."""
    ((row,),) = clerk.ask(
        lambda connection: connection.execute(
            "SELECT id FROM figure WHERE key = ?", (key,)
        ).fetchall()
    )
    page.open_row(row)
    clerk.wait(lambda: page.card.row == row)
    return page.card.sheet.toPlainText()


def test_882_shows_its_parts_their_sum_and_18_unexplained(clerk, page):
    said = choose(clerk, page, "districts")
    assert page.card._head.texts()[1] == "18 unexplained"
    for text in ("Aksai", "210", "864", "Sum of its parts", "cameras counted as of 30 Jul 2025"):
        assert text in said


def test_one_click_opens_the_cameras_that_are_counted(clerk, page):
    choose(clerk, page, "districts-aksai")
    page.card.sheet.followed.emit("counted", "1")
    cameras = clerk.page()
    assert cameras.key == "cameras"
    clerk.wait(lambda: not cameras.model.asking and len(cameras.model.ids) == 210)
    page = clerk.show("figures")
    choose(clerk, page, "districts-aksai")
    page.card.sheet.followed.emit("rest", "1")
    clerk.wait(lambda: not cameras.model.asking and len(cameras.model.ids) == 0)


def test_where_nobody_said_a_number_the_card_says_what_was_said_instead(clerk, page):
    said = choose(clerk, page, "money-spent")
    assert page.card._head.texts() == ("number not said: Money spent", "unknown")
    assert "полиция: знает акимат; акимат: знает полиция" in said


def test_any_other_number_is_entered_in_the_same_form_and_compared(clerk, page):
    clerk.press(Key.Key_N, CTRL)
    form = clerk.form()
    values = {
        "key": "mine", "source": "Газета", "measure": "connected", "unit": "camera",
        "qualifier": "more_than",
    }  # fmt: skip
    form.form.set_values(values)
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: form.form.control("value").hasFocus())
    clerk.type("1970")
    clerk.save(form)
    clerk.wait(lambda: page.card.row == 20)
    assert page.card._head.texts() == ("more than 1,970: Number connected", "no contradiction")
    page.show_query(Query(search="газета"))
    clerk.wait(lambda: len(page.model.ids) == 1)


def test_a_part_begins_with_what_it_has_in_common_with_its_whole(clerk, page):
    choose(clerk, page, "districts")
    page.card.add_part()
    form = clerk.form()
    assert form.form.value("source") == "Департамент полиции ЗКО"
    assert form.form.value("part_of") == 3
    clerk.fill(form, key="forgotten", value="18")
    clerk.save(form)
    choose(clerk, page, "districts")
    clerk.wait(lambda: page.card._head.texts()[1] == "agrees")


def test_a_figure_without_a_number_is_not_taken(clerk, page):
    clerk.press(Key.Key_N, CTRL)
    form = clerk.form()
    clerk.fill(form, key="empty")
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: "number is missing" in form.form.row("value").error())
    clerk.press(Qt.Key.Key_Escape)
