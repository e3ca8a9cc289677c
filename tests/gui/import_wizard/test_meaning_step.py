"""What columns mean: fields, orders of dates, words, rules, keys, and mappings that are kept."""

import pytest
from PySide6.QtCore import Qt

from camdesk.domain.dates import PartialDate
from camdesk.gui.import_wizard.columns_model import DIFFERS, MEANS
from camdesk.gui.import_wizard.mapping_menu import SaveMappingForm
from camdesk.gui.import_wizard.wizard import MEANING, VERDICTS
from camdesk.importing.fields import Purpose, Rule
from camdesk.importing.saved_mappings import all_saved

TABLE = (
    "Инв. номер;Статус;Район;Дата установки;Производитель\n"
    "А-1;в работе;Уральск;03/04/2024;Dahua\n"
    "А-2;спит;Уральскк;05/06/2024;Dahua\n"
    "А-3;спит;Аксай;07/08/2024;Hikvision\n"
)


@pytest.fixture
def opened(wizard, forward, session, tmp_path):
    """The second step over a table, in a register that knows two places."""
    with session.register.write("books") as entry:
        for name in ("Уральск", "Аксай"):
            entry.add("place", {"kind": "city", "name_ru": name})
    path = tmp_path / "list.csv"
    path.write_text(TABLE, encoding="utf-8")
    made = wizard(path)
    forward(made, MEANING)
    return made


def words(pane):
    model = pane.model
    return [[model.cell(row, column) for column in range(3)] for row in range(model.count())]


def test_each_column_has_a_line_that_says_what_is_still_open(opened):
    model = opened.meaning.model
    said = [model.cell(row, MEANS) for row in range(model.count())]
    assert said == [
        "Inventory no. · Camera · key",
        "State · 1 word without a meaning",
        "District · 1 word without a meaning",
        "Installed on · order of the date?",
        "Maker · Camera",
    ]
    assert opened.meaning.columns.currentIndex().row() == 1, "the first open question comes first"


def test_unknown_words_come_first_with_their_counts_and_a_suggestion_is_one_key_away(opened, press):
    pane = opened.meaning.pane
    opened.meaning.show_column("Статус")
    assert words(pane) == [
        ["спит", "2", "— refuse the row —"],
        ["в работе", "1", "In service"],
    ]
    opened.meaning.show_column("Район")
    assert words(pane)[0] == ["Уральскк", "1", "Уральск?"]
    assert "Уральскк" not in opened.meaning.mapping().values.get("site.district", {})
    pane.words.setFocus()
    press(opened, Qt.Key.Key_Space)
    assert opened.meaning.mapping().values["site.district"] == {"Уральскк": "Уральск"}
    assert opened.meaning.model.cell(2, MEANS) == "District · Site"
    press(opened, Qt.Key.Key_Up)
    press(opened, Qt.Key.Key_Delete)
    assert opened.meaning.model.trouble(2) != ""


def test_a_word_is_given_a_meaning_by_typing(qtbot, opened, press):
    pane = opened.meaning.pane
    opened.meaning.show_column("Статус")
    pane.words.setFocus()
    press(opened, Qt.Key.Key_Return)
    editor = pane.words.indexWidget(pane.model.index(0, 2))
    editor.clear()
    qtbot.keyClicks(editor, "rem")
    qtbot.waitUntil(lambda: bool(editor.options()))
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.meaning.mapping().values["state"].get("спит") == "removed")


def test_the_order_of_dates_shows_what_it_makes_of_the_samples(opened):
    pane = opened.meaning.pane
    opened.meaning.show_column("Дата установки")
    assert pane.samples.text().splitlines()[0] == "03/04/2024 → day or month first?"
    pane.order.set_value("dmy")
    pane.order.changed.emit()
    assert pane.samples.text().splitlines()[0] == "03/04/2024 → 3 Apr 2024"
    pane.order.set_value("mdy")
    pane.order.changed.emit()
    assert pane.samples.text().splitlines()[0] == "03/04/2024 → 4 Mar 2024"
    assert opened.meaning.mapping().orders == {"Дата установки": "mdy"}


def choose_purpose(opened, purpose):
    box = opened.meaning.head.purpose
    box.set_value(purpose)
    box.changed.emit()


def test_only_a_snapshot_asks_what_a_different_value_means(opened):
    step = opened.meaning
    assert step.columns.isColumnHidden(DIFFERS)
    choose_purpose(opened, Purpose.SNAPSHOT)
    assert not step.columns.isColumnHidden(DIFFERS)
    step.show_column("Производитель")
    assert step.model.cell(4, DIFFERS) == "Correct the register"
    step.pane.rule.set_value(Rule.REPLACEMENT)
    step.pane.rule.changed.emit()
    assert step.model.cell(4, DIFFERS) == "Another device hangs there"
    assert step.mapping().rules == {"camera.maker": Rule.REPLACEMENT}
    assert step.model.cell(0, DIFFERS) == "", "the key is what rows are found by"


def test_a_snapshot_needs_the_day_it_speaks_of(qtbot, opened, press):
    choose_purpose(opened, Purpose.SNAPSHOT)
    press(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert any("which day" in text for text in opened.body.notices.texts())
    assert opened.step == MEANING
    opened.meaning.head.as_of.set_value(PartialDate.parse("2025-01-01"))
    press(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.step == VERDICTS)


def test_results_of_a_stock_take_need_an_open_one(opened, press):
    choose_purpose(opened, Purpose.STOCK_TAKE)
    press(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert any("stock-take" in text for text in opened.body.notices.texts())


def test_a_field_is_found_by_a_few_letters_and_the_next_column_stands_ready(qtbot, opened, press):
    step = opened.meaning
    step.show_column("Производитель")
    step.columns.setFocus()
    press(opened, Qt.Key.Key_Return)
    assert step.pane.field.hasFocus()
    qtbot.keyClicks(step.pane.field, "serial")
    qtbot.waitUntil(lambda: bool(step.pane.field.options()))
    assert step.pane.field.options()[0].title == "Serial no."
    qtbot.keyClick(step.pane.field, Qt.Key.Key_Return)
    assert step.mapping().columns["Производитель"] == "camera.serial_number"
    assert step.columns.hasFocus()


def test_fields_of_events_are_offered_where_the_table_holds_events(opened):
    pane, found = opened.meaning.pane, []
    pane._find("when it happened", found.append)
    assert "event.occurred_on" not in [one.title for one in found[0]]
    assert [one.title for one in found[0]] == []
    choose_purpose(opened, Purpose.EVENTS)
    pane._find("when it happened", found.append)
    assert [one.title for one in found[1]] == ["When it happened"]


def test_a_mapping_is_kept_under_a_name_and_recognised_next_month(
    qtbot, opened, wizard, session, tmp_path
):
    opened.meaning.meaning.say("state", "спит", "in_stock")
    opened.mappings.save()
    form = opened.findChild(SaveMappingForm)
    form.form.control("name").setText("Акимат")
    form.accept()
    qtbot.waitUntil(lambda: any("Акимат" in text for text in opened.body.notices.texts()))
    connection = session.register.reader()
    (saved,) = all_saved(connection)
    connection.close()
    assert saved.mapping.values["state"]["спит"] == "in_stock"
    later = tmp_path / "next month.csv"
    later.write_text(TABLE, encoding="utf-8")
    again = wizard(later)
    assert again.meaning.mapping().name == "Акимат"
    assert again.meaning.mapping().values["state"]["спит"] == "in_stock"
    assert next(one.text() for one in again.mappings.menu.actions()) == "Акимат"


def test_what_stands_in_no_column_is_said_of_all_rows(qtbot, opened, press):
    step = opened.meaning
    step.constant_button.click()
    assert step.pane.field.hasFocus()
    qtbot.keyClicks(step.pane.field, "holder")
    qtbot.waitUntil(lambda: bool(step.pane.field.options()))
    qtbot.keyClick(step.pane.field, Qt.Key.Key_Return)
    assert step.pane.constant.edit.hasFocus()
    qtbot.keyClicks(step.pane.constant.edit, "Akimat")
    assert step.mapping().constants == {"camera.balance_holder": "Akimat"}
    assert step.model.cell(5, MEANS) == "Balance holder · Camera"
    assert "camera.balance_holder" not in step.mapping().columns.values()
    step.columns.setFocus()
    press(opened, Qt.Key.Key_Delete)
    assert step.mapping().constants == {}
    assert step.model.count() == 5


def test_a_word_for_all_rows_is_one_of_the_registers(qtbot, opened):
    step = opened.meaning
    choose_purpose(opened, Purpose.EVENTS)
    step.constant_button.click()
    qtbot.keyClicks(step.pane.field, "what happened")
    qtbot.waitUntil(lambda: bool(step.pane.field.options()))
    qtbot.keyClick(step.pane.field, Qt.Key.Key_Return)
    assert step.model.trouble(5) == "what is it?"
    picker = step.pane.constant.edit
    qtbot.keyClicks(picker, "failed")
    qtbot.waitUntil(lambda: bool(picker.options()))
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    mapping = step.mapping()
    assert mapping.values["event"][mapping.constants["event"]] == "failed"
    assert step.model.trouble(5) == ""
