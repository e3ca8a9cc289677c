"""A form says what is wrong beside the field, in words, and takes the clerk there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from camdesk.domain.errors import KnownError
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, TextEdit
from camdesk.gui.kit.form import FieldRow, Form
from camdesk.gui.kit.labels import Label


@pytest.fixture(params=[0, 120], ids=["labels above", "labels left"])
def form(request, show):
    made = Form(label_width=request.param)
    made.add("when", "When", PartialDateEdit(), required=True, hint="as far as it is known")
    made.add("cost", "Cost", MoneyEdit())
    made.add("cause", "Cause", ChoiceBox([("wear", "Wear")]), required=True)
    return show(made, focus=False)


def test_what_is_needed_and_missing_is_said_and_the_first_gets_the_focus(form):
    assert not form.check()
    assert form.row("when").error() == form.row("cause").error() == "This is needed."
    assert form.row("cost").error() == ""
    assert form.control("when").line.hasFocus()


def test_a_form_in_order_has_nothing_to_say(form, write, press):
    write(form.control("when").line, "2014")
    press(form.control("cause"), "Down")
    assert form.check()
    assert form.value("when").edtf == "2014"
    assert form.value("cause") == "wear"
    assert list(form.names()) == ["when", "cost", "cause"]


def test_what_cannot_be_read_is_explained_beside_its_field(form, write):
    write(form.control("cost"), "1,234")
    form.check()
    assert "not a sum" in form.row("cost").error()
    assert "1 234 567,50" in form.row("cost").error()
    with pytest.raises(KnownError):
        form.value("cost")


def test_an_error_is_taken_back_while_it_is_corrected(form, write):
    form.show_error("cost", "Too much.")
    assert form.control("cost").hasFocus()
    assert form.control("cost").property("invalid") is True
    write(form.control("cost"), "1")
    assert form.row("cost").error() == ""
    assert not form.control("cost").property("invalid")


def test_an_error_is_said_to_a_screen_reader_and_replaces_the_hint(form):
    row = form.row("when")
    hint = next(h for h in row.findChildren(Label) if h.text() == "as far as it is known")
    assert hint.isVisible()
    form.show_error("when", "Not so.")
    assert row.control.accessibleDescription() == "Not so."
    assert not hint.isVisible()
    form.clear_errors()
    assert row.control.accessibleDescription() == "as far as it is known"
    assert hint.isVisible()
    assert row.control.accessibleName() == "When"


def test_a_later_error_does_not_take_the_focus_from_the_first(form):
    form.show_error("when", "First.")
    form.show_error("cause", "Later.")
    assert form.control("when").line.hasFocus()


def test_tab_goes_down_the_form(form, press):
    form.control("when").setFocus()
    press(form.control("when").line, "Tab")
    assert form.control("cost").hasFocus()
    press(form.control("cost"), "Tab")
    assert form.control("cause").hasFocus()


def test_an_error_out_of_sight_is_scrolled_to(show):
    form = Form()
    for i in range(30):
        form.add(str(i), f"Field {i}", TextEdit())
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(300, 200)
    show(area, focus=False)
    assert area.verticalScrollBar().value() == 0
    form.show_error("29", "Wrong.")
    assert area.verticalScrollBar().value() > 0


def test_fields_keep_together_at_the_top(show):
    form = Form()
    form.add_heading("Paper")
    first, second = form.add("a", "A", TextEdit()), form.add("b", "B", TextEdit())
    form.resize(300, 900)
    show(form, focus=False)
    assert second.y() - first.geometry().bottom() < 20


def test_a_required_field_is_marked_in_its_label(show):
    row = show(FieldRow("When", TextEdit(), required=True), focus=False)
    assert row.findChild(Label).text() == "When *"
    QTest.keyClick(row.control, Qt.Key.Key_A)
    assert row.control.accessibleName() == "When"
