"""A sheet keeps what was typed, right or wrong, takes changes back, and gives out what is right."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from camdesk.domain.errors import KnownError
from camdesk.gui.forms.fill_values import CellReader, coordinates
from camdesk.gui.models.fill_model import FillModel
from camdesk.gui.operations import Paper
from camdesk.store.fill_sheet import FillRow, FillSheet, KnownColumn, Named
from camdesk.text import i18n

TODAY = date(2026, 11, 23)
PAPERS = (
    Named(1, ("17", "2024-12-05"), "Repair act"),
    Named(2, ("17", "2025-01-15"), "Repair act"),
    Named(3, ("18",), "Repair act"),
    Named(4, ("19",), "Contract"),
)
MODELS = (
    Named(1, ("Hikvision DS", "DS")),
    Named(2, ("Dahua X", "X")),
    Named(3, ("Axis X", "X")),
)


def sheet(table, *columns, names=(), paper="", count=4):
    rows = tuple(FillRow(10 + i, (f"А-{i}",), paper) for i in range(count))
    known = (KnownColumn("inventory_number", "Inventory no."),)
    return FillSheet("x", table, known, columns, rows, 0, 0, names)


def model(*args, **kwargs):
    made = sheet(*args, **kwargs)
    return FillModel(made, CellReader(made, TODAY))


def test_it_answers_qt_as_a_model_should(qtmodeltester):
    filling = model("site", "latitude", "longitude")
    filling.put(0, 0, [["51.2, 51.4"], ["999"]])
    qtmodeltester.check(filling)


def test_only_the_columns_to_be_filled_can_be_edited(qtmodeltester):
    filling = model("camera", "serial_number")
    editable = Qt.ItemFlag.ItemIsEditable
    assert not filling.flags(filling.index(0, 0)) & editable
    assert filling.flags(filling.index(0, 1)) & editable


@pytest.mark.parametrize(
    ("language", "typed", "shown", "kept"),
    [
        ("ru", "31.06.2024", None, None),
        ("ru", "05.12.2024", "05.12.2024", "2024-12-05"),
        ("ru", "конец 2024", "конец 2024", "2024-10/2024-12"),
        ("en", "dec 2024", "Dec 2024", "2024-12"),
        ("kk", "2014", "2014", "2014"),
    ],
)
def test_dates_are_typed_in_the_forms_of_the_language(language, typed, shown, kept):
    i18n.set_language(language)
    filling = model("supplement", "occurred_on")
    filling.put(0, 0, [[typed]])
    if kept is None:
        assert filling.error_at(0, 0)
        assert filling.text(0, 0) == typed
        return
    assert filling.good() == {10: {"occurred_on": kept}}
    assert filling.text(0, 0) == shown
    filling.put(1, 0, [[filling.text(0, 0)]])
    assert filling.good()[11] == {"occurred_on": kept}


def test_a_date_that_has_not_come_a_cost_below_zero_and_a_broken_number_are_refused():
    for table, column, text in (
        ("supplement", "occurred_on", "2030"),
        ("supplement", "cost", "-5"),
        ("camera", "serial_number", "4,5E+11"),
    ):
        filling = model(table, column)
        filling.put(0, 0, [[text]])
        assert filling.error_at(0, 0), text
        assert filling.good() == {}


def test_a_model_is_named_by_either_name_and_a_doubtful_one_is_not_guessed():
    filling = model("camera", "model", names=MODELS)
    filling.put(0, 0, [["hikvision ds"], ["ds"], ["X"], ["Sony"]])
    assert filling.good() == {10: {"model": 1}, 11: {"model": 1}}
    assert "any of 2" in filling.error_at(2, 0)
    assert "not among the models" in filling.error_at(3, 0)


def test_a_paper_is_found_by_number_among_its_kind_or_made():
    filling = model("supplement", "document", names=PAPERS, paper="Repair act")
    filling.put(0, 0, [["18"], ["17"], ["Repair act no. 17 of 15 Jan 2025"], ["19"]])
    assert filling.good() == {
        10: {"document": 3},
        12: {"document": 2},
        13: {"document": Paper("Repair act", "19")},
    }
    assert "any of 2" in filling.error_at(1, 0)
    assert "Repair act no. 19" in filling.remark_at(3, 0)


def test_pasting_beyond_the_end_says_how_much_found_no_room():
    filling = model("camera", "serial_number")
    assert filling.put(2, 0, [["a", "b"], ["c"], ["d"]]) == 2
    assert filling.typed_rows() == [12, 13]


def test_each_change_is_taken_back_as_a_whole():
    filling = model("camera", "serial_number")
    filling.put(0, 0, [["a"], ["b"]])
    filling.type({(0, 0): "c", (1, 0): ""})
    assert filling.typed_rows() == [10]
    filling.undo()
    assert [filling.text(row, 0) for row in range(2)] == ["a", "b"]
    filling.undo()
    filling.undo()
    assert filling.typed_rows() == []


def test_what_the_register_refused_stays_wrong_until_it_is_typed_anew():
    filling = model("camera", "serial_number")
    filling.put(0, 0, [["a"], ["b"]])
    filling.refuse({(10, "serial_number"): KnownError("taken")})
    assert filling.good() == {11: {"serial_number": "b"}}
    assert filling.next_wrong((3, 0)) == (0, 0)
    filling.drop(filling.good())
    assert (filling.count(), filling.text(0, 0)) == (3, "a")
    filling.put(0, 0, [["c"]])
    assert filling.next_wrong((3, 0)) is None


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("51.23041, 51.38654", ("51.23041", "51.38654")),
        ("51.2 51.3", ("51.2", "51.3")),
        ("51,2304", None),
        ("51.2304", None),
    ],
)
def test_a_pair_of_coordinates_is_known_from_a_decimal_comma(text, pair):
    assert coordinates(text) == pair
