"""How a file is read is shown, and a clerk can overrule it with the rows before her eyes."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from camdesk.gui.import_wizard.preview import FIRST_CELL, NUMBER, PART, PreviewModel
from camdesk.gui.import_wizard.survey import (
    ABOVE,
    BELOW,
    BODY,
    HEADER,
    NOTHING,
    Counted,
    Shown,
    survey,
)
from camdesk.gui.import_wizard.visible_text import visible
from camdesk.importing.reader import Oddity

LIST = (
    "Реестр камер;;\n;;\nИнв. номер;Статус;Адрес\n"
    "А-1;в работе;ул. Абая, 1\nА-2;в работе\nА-3;снята;ул.\u00a0Абая, 3\n"
    "А-4;снята;ул. Абая, 4;лишнее\nА-5;в работе;ул. Абая, 5\nИтого;5;\n"
)


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def cells(model, row):
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_parts_of_the_file_are_told_apart_by_words_and_numbered_as_in_the_file(wizard, listed):
    model = wizard(listed).reading.model
    assert model.parts() == [ABOVE, HEADER, BODY, BODY, BODY, BODY, BODY, BELOW]
    assert [model.cell(row, NUMBER) for row in range(model.count())] == list("13456789")
    said = [model.cell(row, PART) for row in range(model.count())]
    assert said == [
        "above the table",
        "header",
        "",
        "problem",
        "",
        "problem",
        "",
        "below the table",
    ]
    assert model.headings[FIRST_CELL:] == ("Инв. номер", "Статус", "Адрес", "+1")
    assert cells(model, 5)[FIRST_CELL:] == ["А-4", "снята", "ул. Абая, 4", "лишнее"]


def test_problems_are_listed_and_one_key_goes_from_row_to_row(wizard, press, listed):
    opened = wizard(listed)
    reading = opened.reading
    texts = [reading.problems.item(row).text() for row in range(reading.problems.count())]
    assert [text.partition(":")[0] for text in texts] == ["row 5", "row 7"]
    assert reading.total.text() == "5 rows below the header · 2 problems"
    for number in (5, 7, 5):
        press(opened, Qt.Key.Key_F8)
        assert reading.model.shown(reading.preview.currentIndex().row()).number == number
    press(opened, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert reading.model.shown(reading.preview.currentIndex().row()).number == 7


def test_an_overruled_delimiter_changes_the_preview_and_detection_comes_back(
    qtbot, wizard, tmp_path
):
    path = tmp_path / "t.csv"
    path.write_text("a;b,c\n1;2,3\n4;5,6\n")
    opened = wizard(path)
    choices, model = opened.reading.choices, opened.reading.model
    detected = model.headings
    other = "," if choices.delimiter.value() == ";" else ";"
    assert opened.reading.detected_button.isHidden()
    choices.delimiter.set_value(other)
    choices.delimiter.changed.emit()
    qtbot.waitUntil(lambda: model.headings != detected)
    assert model.headings[FIRST_CELL:] == (("a", "b,c") if other == ";" else ("a;b", "c"))
    assert choices.delimiter.value() == other
    opened.reading.detected_button.click()
    qtbot.waitUntil(lambda: model.headings == detected)
    assert opened.reading.detected_button.isHidden()


def test_the_header_can_be_put_into_another_row_and_the_end_too(qtbot, wizard, listed):
    opened = wizard(listed)
    model = opened.reading.model
    opened.reading.row_actions(4, opened)[0].trigger()
    qtbot.waitUntil(lambda: model.headings[FIRST_CELL] == "А-1")
    assert model.parts().count(HEADER) == 1
    opened.reading.choices.wish_rows(3, 1, 6)
    qtbot.waitUntil(lambda: model.headings[FIRST_CELL] == "Инв. номер")
    assert model.parts() == [ABOVE, HEADER, BODY, BODY, BODY, BELOW, BELOW, BELOW]


def test_a_number_of_a_row_is_typed_or_counted_with_the_arrows(qtbot, wizard, listed):
    opened = wizard(listed)
    field = opened.reading.choices.header_row
    assert field.value() == 3
    field.setFocus()
    with qtbot.waitSignal(opened.reading.changed) as told:
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert told.args[0].rows[0] == 4
    qtbot.waitUntil(opened.next_button.isEnabled)
    with qtbot.waitSignal(opened.reading.changed) as told:
        field.setText("")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args[0].rows[0] == 0, "an empty field: there is no header"


def test_another_sheet_and_range_of_a_workbook_can_be_chosen(qtbot, wizard, tmp_path):
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "First"
    for row in (("number", "state"), ("A-1", "planned"), ("A-2", "planned")):
        book.active.append(row)
    other = book.create_sheet("Second")
    for row in (("x", "inventory number", "note"), (1, "B-1", "n"), (2, "B-2", "m")):
        other.append(row)
    book.save(path)
    book.close()
    opened = wizard(path)
    choices, model = opened.reading.choices, opened.reading.model
    assert model.headings[FIRST_CELL:] == ("number", "state")
    assert choices.encoding.isHidden() or not choices.encoding.isVisible()
    choices.sheet.set_value("Second")
    choices.sheet.changed.emit()
    qtbot.waitUntil(lambda: model.headings[FIRST_CELL:] == ("x", "inventory number", "note"))
    choices.area.setText("b1:b2")
    choices.area.editingFinished.emit()
    qtbot.waitUntil(lambda: model.headings[FIRST_CELL:] == ("inventory number",))
    assert model.parts().count(BODY) == 1


def test_the_newest_wish_is_what_is_shown(qtbot, wizard, listed):
    opened = wizard(listed)
    for last in (4, 5, 6):
        opened.reading.choices.wish_rows(3, 1, last)
    qtbot.waitUntil(opened.next_button.isEnabled)
    qtbot.waitUntil(lambda: opened.reading.choices.last_row.value() == 6)
    assert opened.reading.model.parts().count(BODY) == 3


def test_the_first_rows_are_told_before_the_file_is_read_to_its_end(session, tmp_path):
    path = tmp_path / "long.csv"
    body = "".join(f"{n},in service\n" for n in range(30_000))
    path.write_text(f"inventory number,state\n{body}1,2,3\n")
    told = []
    connection = session.register.reader()
    try:
        last = survey(connection, path, NOTHING, told.append)
    finally:
        connection.close()
    assert [type(word).__name__ for word in told[:2]] == ["First", "Proposed"]
    assert len(told[0].rows) == 201
    assert (last.rows, last.problems, last.whole) == (30_001, 1, True)
    assert last.texts["state"] == {"in service": 30_000, "2": 1}
    odd = [row.number for word in (*told, last) if isinstance(word, Counted) for row in word.odd]
    assert odd == [30_002], "a row with a problem is shown however far down it stands"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("1\u00a0234", "1␣234"),
        ("a\u200bb\u202ec", "a‹200B›b‹202E›c"),
        ("\ufeffx\x00", "‹FEFF›x␀"),
        ("a\tb\r\nc", "a⇥b⏎c"),
        (" x  ", "·x··"),
        ("  ", "··"),
        ("", ""),
        ("y" * 300, "y" * 200 + "…"),
    ],
)
def test_what_cannot_be_seen_in_a_cell_is_made_visible(text, shown):
    assert visible(text) == shown


def test_the_model_of_the_preview_is_sound(qapp):
    model = PreviewModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [Shown(1, HEADER, ("a",)), Shown(2, BODY, ("1",)), Shown(9, BELOW, ("end",))]
    model.show_rows(["a"], rows)
    model.add_odd([Shown(7, BODY, ("1", "2"), Oddity(7, "odd"))])
    model.add_odd([Shown(7, BODY, ("1", "2"), Oddity(7, "odd"))])
    assert [model.shown(row).number for row in range(model.count())] == [1, 2, 7, 9]
    assert tester.model() is model


def test_from_a_wish_that_cannot_be_read_there_is_a_way_back(qtbot, wizard, listed):
    opened = wizard(listed)
    choices = opened.reading.choices
    choices.encoding.set_value("utf-16")
    choices.encoding.changed.emit()
    qtbot.waitUntil(lambda: opened.body.notices.texts() != [])
    assert not opened.next_button.isEnabled()
    assert opened.reading.detected_button.isVisible()
    opened.reading.detected_button.click()
    qtbot.waitUntil(opened.next_button.isEnabled)
    assert opened.body.notices.texts() == []
    assert choices.encoding.value() == "utf-8"
