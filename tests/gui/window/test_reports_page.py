"""The Reports page and saving as CSV."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.gui.batch_dialog import BatchDialog
from camdesk.gui.csv_dialog import CsvDialog
from camdesk.gui.main_window import MainWindow
from camdesk.importing.reader import open_table
from camdesk.reports.catalogue import GROUPS, REPORTS

Open = Callable[[Path], MainWindow]


def reports(window: MainWindow):
    return window.pages.show("reports")


def shown(qtbot: QtBot, window: MainWindow, name: str):
    page = reports(window)
    page.show_report(name)
    view = page.view
    qtbot.waitUntil(lambda: view.status_text() != "")
    return view


def rows(view) -> list[list[object]]:
    return [list(view.model.row(row)) for row in range(view.model.rowCount())]


def test_every_report_of_the_catalogue_is_listed_and_made(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    assert reports(window).list.count() == len(REPORTS) + len(GROUPS)
    for name in REPORTS:
        assert shown(qtbot, window, name).report.name == name


def test_a_report_as_of_a_day_says_what_was_true_then(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    view = shown(qtbot, open_window(three), "by-programme")
    assert rows(view) == [[None, "camera", "in_service", 2], [None, "camera", "failed", 1]]
    view.days.fields["as_of"].set_value(PartialDate.parse("2025-01-31"))
    with qtbot.waitSignal(view.made):
        view.days.fields["as_of"].changed.emit()
    assert rows(view) == [[None, "camera", "in_service", 3]]


def test_a_year_begins_on_its_first_day_and_ends_on_its_last(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    view = shown(qtbot, open_window(three), "movement")
    for name in ("from", "to"):
        view.days.fields[name].set_value(PartialDate.year(2024))
    days = view.days.days()
    assert [days["from"].isoformat(), days["to"].isoformat()] == ["2024-01-01", "2024-12-31"]
    assert days["known_on"] is None


def test_a_date_that_cannot_be_read_is_said_in_place_of_the_table(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    view = shown(qtbot, open_window(three), "movement")
    view.days.fields["from"].line.setText("soon")
    view.refresh()
    assert "soon" in view.remark.text()
    assert not view.table.isVisible()


def test_what_is_recorded_changes_the_report(qtbot: QtBot, open_window: Open, three: Path) -> None:
    window = open_window(three)
    view = shown(qtbot, window, "by-programme")
    with qtbot.waitSignal(view.made):
        window.undo.undo()
    qtbot.waitUntil(lambda: rows(view) == [[None, "camera", "in_service", 3]])


def save(qtbot: QtBot, window: MainWindow, path: Path, dialect: str, dates: str = "local") -> None:
    window.acts["file.export"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CsvDialog)
    dialog.form.set_value(dialect)
    dialog.form.changed.emit()
    dialog.dates.set_value(dates)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: any(path.name in text for text in window.desk().notices.texts()))


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    return path


def test_a_report_is_saved_in_the_form_chosen(
    qtbot: QtBot, open_window: Open, three: Path, target: Path
) -> None:
    window = open_window(three)
    shown(qtbot, window, "by-programme")
    save(qtbot, window, target, "machine")
    assert target.read_text() == (
        "programme,unit,state,count\n,camera,in_service,2\n,camera,failed,1\n"
    )


def test_the_form_is_remembered(qtbot: QtBot, open_window: Open, three: Path, target: Path) -> None:
    window = open_window(three)
    shown(qtbot, window, "by-programme")
    save(qtbot, window, target, "ru", "iso")
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    window.acts["file.export"].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog.chosen_form().dialect.name == "ru"
    assert dialog.chosen_form().dialect.dates == "iso"
    dialog.reject()


def test_a_list_is_saved_as_it_is_narrowed(
    qtbot: QtBot, open_window: Open, three: Path, target: Path
) -> None:
    window = open_window(three)
    page = window.pages.show("cameras")
    page.head.search.setText("A-2")
    qtbot.waitUntil(lambda: page.status_text() == "1 of 3")
    save(qtbot, window, target, "machine")
    header, *lines = target.read_text().splitlines()
    assert header.startswith("inventory_number,state")
    assert [line.partition(",")[0] for line in lines] == ["A-2"]


def test_a_report_is_saved_as_a_workbook_with_a_text_of_its_source(
    qtbot: QtBot, open_window: Open, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    window = open_window(three)
    shown(qtbot, window, "by-programme")
    window.acts["file.export"].trigger()
    dialog = QApplication.activeModalWidget()
    dialog.form.set_value("xlsx")
    dialog.form.changed.emit()
    assert not dialog.dates.isEnabled()
    dialog.companion.setChecked(True)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: any(path.name in text for text in window.desk().notices.texts()))
    assert [row.cells[-1] for row in open_table(path).rows()] == ["2", "1"]
    assert "by-programme" in path.with_name("out.xlsx.txt").read_text(encoding="utf-8-sig")


def test_a_report_is_made_for_every_month_into_a_folder(
    qtbot: QtBot, open_window: Open, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "months"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(folder))
    window = open_window(three)
    shown(qtbot, window, "by-programme")
    window.acts["file.run_many"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BatchDialog)
    dialog.year.setCurrentIndex(1)
    dialog.form.set_value("machine")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: any("months" in text for text in window.desk().notices.texts()))
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 13
    assert names[-1] == "index.csv"


def test_rows_of_a_report_are_copied_with_the_columns_shown(
    qtbot: QtBot, open_window: Open, three: Path
) -> None:
    window = open_window(three)
    view = shown(qtbot, window, "by-programme")
    assert not window.acts["edit.copy"].isEnabled(), "nothing is chosen"
    view.table.columns.set_shown("programme", False)
    view.table.chosen.select([1])
    assert window.acts["edit.copy"].isEnabled()
    window.acts["edit.copy"].trigger()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text().split("\r\n") == ["Unit\tState\tCount", "Camera\tFailed\t1", ""]
    assert "<td>Failed</td>" in clipboard.mimeData().html()
    window.acts["edit.all"].trigger()
    window.acts["edit.copy"].trigger()
    assert clipboard.text().count("\r\n") == 3
