"""The rows of a report as a table."""

import pytest
from PySide6.QtCore import Qt

from camdesk.gui.models.report_model import ReportModel
from camdesk.reports.catalogue import ReportColumn

COLUMNS = (
    ReportColumn("programme", "Programme"),
    ReportColumn("state", "State", "state"),
    ReportColumn("count", "Count", "number"),
)
ROWS = [["Yards", "failed", 1200], [None, "in_service", 9], ["Carpet", "failed", 30]]
DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@pytest.fixture
def model(qapp: object) -> ReportModel:
    made = ReportModel(COLUMNS)
    made.show_report([list(row) for row in ROWS])
    return made


def counts(model: ReportModel) -> list[object]:
    return [model.row(row)[2] for row in range(model.rowCount())]


def test_the_model_keeps_the_rules_of_qt(model: ReportModel, qtmodeltester) -> None:
    qtmodeltester.check(model)


def test_values_are_shown_in_words(model: ReportModel) -> None:
    texts = [model.data(model.index(0, column)) for column in range(3)]
    assert texts == ["Yards", "Failed", "1,200"]
    assert model.data(model.index(1, 0)) == "—"


def test_numbers_sort_by_value_and_texts_by_their_words(model: ReportModel) -> None:
    model.sort(2, DOWN)
    assert counts(model) == [1200, 30, 9]
    model.sort(0, UP)
    assert counts(model) == [30, 1200, 9]


def test_the_unknown_stands_last_in_either_direction(model: ReportModel) -> None:
    for order in (UP, DOWN):
        model.sort(0, order)
        assert counts(model)[-1] == 9


def test_a_report_made_anew_is_sorted_as_the_one_before(model: ReportModel) -> None:
    model.sort(2, UP)
    model.show_report([list(row) for row in reversed(ROWS)])
    assert counts(model) == [9, 30, 1200]
