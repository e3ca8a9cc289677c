"""A picker asks while one types, drops stale answers, and is worked by keys alone."""

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.picker import Option, Picker

SITES = [
    Option(1, "ул. Абая, 96", "Уральск"),
    Option(2, "ул. Абая, 98", "Уральск"),
    Option(3, "пр. Евразия, 44"),
]


def find(text):
    return [option for option in SITES if text.casefold() in option.title.casefold()]


@pytest.fixture
def asked():
    return []


@pytest.fixture
def picker(show, asked):
    def search(text, answer):
        asked.append(text)
        answer(find(text))

    return show(Picker(search))


def test_typing_searches_and_enter_chooses(picker, press, asked, qtbot, write):
    write(picker, "Абая")
    qtbot.waitUntil(lambda: len(picker.options()) == 2)
    assert asked == ["Абая"]  # once, after the last key
    with qtbot.waitSignal(picker.changed):
        press(picker, "Down", "Return")
    assert picker.value() == 2
    assert picker.text() == "ул. Абая, 98"
    assert picker.options() == []


def test_down_opens_the_list_without_typing(picker, press):
    press(picker, "Down")
    assert picker.options() == SITES
    press(picker, "PageDown", "Return")
    assert picker.value() == 3


def test_escape_closes_the_list_and_chooses_nothing(picker, press):
    press(picker, "Down", "Escape")
    assert picker.options() == []
    assert picker.value() is None


def test_a_text_that_was_not_chosen_is_no_value(picker, press, qtbot, write):
    picker.set_option(SITES[0])
    with qtbot.waitSignal(picker.changed):
        write(picker, "x")
    assert "not chosen" in picker.error()
    with pytest.raises(KnownError):
        picker.value()
    picker.selectAll()
    press(picker, "Delete")
    assert picker.value() is None
    assert picker.error() == ""


def test_what_was_chosen_can_be_looked_at_again(picker, press, asked):
    picker.set_option(SITES[1])
    press(picker, "Down")
    assert asked == [""]
    assert picker.value() == 2


def test_an_answer_to_an_older_question_is_dropped(show, press, write):
    answers = []
    picker = show(Picker(lambda text, answer: answers.append((text, answer))))
    press(picker, "Down")
    write(picker, "Евр")
    picker._ask()
    answers[1][1]([SITES[2]])
    answers[0][1](SITES)
    assert picker.options() == [SITES[2]]


def test_an_answer_that_comes_after_the_field_was_left_opens_nothing(show, qtbot, press):
    answers = []
    whole = QWidget()
    column = QVBoxLayout(whole)
    picker, other = Picker(lambda text, answer: answers.append(answer)), QLineEdit()
    column.addWidget(picker)
    column.addWidget(other)
    show(whole, focus=False)
    picker.setFocus()
    press(picker, "Down")
    other.setFocus()
    answers[0](SITES)
    assert picker.options() == []


def test_leaving_with_a_text_that_was_not_chosen_flags_the_field(show, write):
    whole = QWidget()
    column = QVBoxLayout(whole)
    picker, other = Picker(lambda text, answer: answer([])), QLineEdit()
    column.addWidget(picker)
    column.addWidget(other)
    show(whole, focus=False)
    picker.setFocus()
    write(picker, "nowhere")
    other.setFocus()
    assert picker.property("invalid") is True


def test_nothing_found_cannot_be_chosen(show, press, qtbot):
    picker = show(Picker(lambda text, answer: answer([])))
    press(picker, "Down", "Return")
    assert picker.value() is None


def test_a_new_one_can_be_made_from_what_was_typed(show, press, qtbot, write):
    made = []
    picker = show(Picker(lambda text, answer: answer(find(text)), create=made.append))
    write(picker, "Абая")
    picker._ask()
    press(picker, "Down", "Down", "Return")
    assert made == ["Абая"]
    assert picker.options() == []
    picker.set_option(Option(9, "Абая"))
    assert picker.value() == 9


def test_a_new_one_is_offered_where_nothing_is_found(show, press, write):
    made = []
    picker = show(Picker(lambda text, answer: answer([]), create=made.append))
    write(picker, "Новая")
    picker._ask()
    press(picker, "Down", "Return")
    assert made == ["Новая"]


def test_the_list_goes_when_its_window_goes(picker, press):
    press(picker, "Down")
    picker.window().resize(300, 60)
    assert picker.options() == []
