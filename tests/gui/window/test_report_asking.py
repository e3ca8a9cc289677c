"""The Reports page: what is asked of a report, kept as a preset, found by name, and totalled."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.relative_days import RELATIVE_DAYS
from camdesk.gui.main_window import MainWindow
from camdesk.gui.pages.report_foot import totals
from camdesk.reports import presets
from camdesk.reports.catalogue import REPORTS
from camdesk.store.chosen import NO_FILTERS, NONE_SAID, Filters

Open = Callable[[Path], MainWindow]


@pytest.fixture
def view_of(qtbot: QtBot, open_window: Open, three: Path):
    def show(name: str):
        window = open_window(three)
        page = window.pages.show("reports")
        page.show_report(name)
        qtbot.waitUntil(lambda: page.view.status_text() != "")
        return window, page, page.view

    return show


def rows(view) -> list[list[object]]:
    return [list(view.model.row(row)) for row in range(view.model.rowCount())]


def test_a_chip_narrows_the_report_to_one_value(qtbot: QtBot, view_of) -> None:
    _, _, view = view_of("by-programme")
    chip = view.filters.chips["balance_holder"]
    chip.open()
    qtbot.waitUntil(lambda: chip.popup() is not None)
    with qtbot.waitSignal(view.made):
        chip._ticked(NONE_SAID, True)
    assert view.filters.filters() == Filters(balance_holder=NONE_SAID)
    whole = rows(view)
    chip._ticked(7, True)
    assert view.filters.filters() == Filters(balance_holder=7), "one value, not two"
    with qtbot.waitSignal(view.made):
        chip.clear()
    assert view.filters.filters() == NO_FILTERS
    assert rows(view) == whole, "nobody said a holder of any of them"


def test_an_empty_report_says_whether_the_filters_are_why(qtbot: QtBot, view_of) -> None:
    _, _, view = view_of("by-programme")
    with qtbot.waitSignal(view.made):
        view.filters.show_filters(Filters(programme=999))
        view.refresh()
    assert "filters" in view.remark.text()
    assert not view.foot.isVisible()


def test_a_preset_brings_back_days_filters_columns_and_sorting(qtbot: QtBot, view_of) -> None:
    window, _, view = view_of("by-programme")
    view.days.fields["as_of"].say("end-of-last-month")
    view.filters.show_filters(Filters(place=NONE_SAID))
    for name in ("programme", "unit"):
        view.table.columns.set_shown(name, False)
    view._remember_columns()
    view.table.horizontalHeader().setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    kept = view.preset("Конец месяца")
    with qtbot.waitSignal(window.session.changed):
        window.session.write(view.presets.saving(kept), lambda _: None, lambda error: None)
    view.show_preset(presets.Preset("ничего"))
    assert view.filters.filters() == NO_FILTERS
    assert view.days.texts() == {"as_of": "", "known_on": ""}
    with closing(window.session.register.reader()) as connection:
        (found,) = presets.presets(connection, view.report)
    view.show_preset(found)
    again = view.preset("Конец месяца")
    assert (again.days, again.filters, again.columns, again.sort, again.descending) == (
        {"as_of": "end-of-last-month", "known_on": ""}, Filters(place=NONE_SAID),
        ("state", "count"), "count", True,
    )  # fmt: skip
    window.undo.undo()
    qtbot.waitUntil(lambda: names(window, view) == [])


def names(window, view) -> list[str]:
    with closing(window.session.register.reader()) as connection:
        return [one.name for one in presets.presets(connection, view.report)]


def test_a_relative_day_is_typed_or_chosen_and_says_which_day_it_is(view_of) -> None:
    _, _, view = view_of("by-programme")
    field = view.days.fields["as_of"]
    field.line.setText("End of last month")
    field.line.textEdited.emit(field.line.text())
    last = RELATIVE_DAYS["end-of-last-month"].of(view.days._today)
    assert field.value() == PartialDate.day(last)
    assert field.said() == "end-of-last-month"
    assert str(last.year) in field.understood()
    menu = field.frequent()
    assert len(menu.actions()) == len(RELATIVE_DAYS) + 2
    menu.close()


def test_what_was_asked_is_remembered_for_each_report(view_of) -> None:
    _, page, view = view_of("by-programme")
    view.filters.show_filters(Filters(place=NONE_SAID))
    state = page.state()
    view.filters.show_filters(NO_FILTERS)
    page.restore(state)
    assert page.view.filters.filters() == Filters(place=NONE_SAID)


def test_reports_are_found_by_words_of_their_names(qtbot: QtBot, view_of) -> None:
    _, page, _ = view_of("by-programme")
    page.side.search.setText("programme fate")
    shown = [
        page.list.item(row).text()
        for row in range(page.list.count())
        if not page.list.item(row).isHidden()
    ]
    assert shown == ["Fate ledger", "Fate of what was written off, by programme"]
    qtbot.keyClick(page.side.search, Qt.Key.Key_Return)
    assert page.view.report.name == "fate-by-programme"


def test_totals_keep_units_apart_and_are_left_out_where_the_rows_say_it() -> None:
    columns = REPORTS["by-programme"].columns
    table = [("А", "camera", "failed", 2), ("Б", "camera", "failed", 3), ("Б", "system", "lost", 4)]
    assert totals(columns, table) == [("camera", {3: 5}), ("system", {3: 4})]
    assert totals(columns, table[1:]) == []
    assert totals(REPORTS["journal"].columns, [(1,) * 10] * 3) == []


def test_a_row_of_counts_opens_the_cameras_that_it_counts(qtbot: QtBot, view_of) -> None:
    window, _, view = view_of("by-programme")
    counted = {row[2]: row[3] for row in rows(view)}
    place = [row[2] for row in rows(view)].index("in_service")
    view.table.activated.emit(view.model.index(place, 0))
    qtbot.waitUntil(lambda: window.pages.current_key() == "cameras")
    page = window.pages.show("cameras")
    qtbot.waitUntil(lambda: page.status_text() == f"{counted['in_service']} of 3")
