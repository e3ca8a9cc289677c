"""The ways into the import: a file dropped on the window, the clipboard, a table used lately."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from camdesk.gui.import_wizard.wizard import ImportWizard
from camdesk.gui.main_window import MainWindow
from camdesk.gui.window.imports import table_text

CTRL = Qt.KeyboardModifier.ControlModifier
COPIED = 'Инв. номер\tСтатус\nА-1\tв работе\nА-2\t"снята\n2024"\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("inventory number,state\nX-1,planned\n", encoding="utf-8")
    return path


@pytest.fixture
def copied(qapp: QApplication):
    """`copied(text)` puts a text into the clipboard."""
    clipboard = QGuiApplication.clipboard()
    yield clipboard.setText
    clipboard.clear()


def wizard_of(qtbot, window: MainWindow) -> ImportWizard:
    def front() -> bool:
        return isinstance(QApplication.activeModalWidget(), ImportWizard)

    qtbot.waitUntil(front)
    wizard = QApplication.activeModalWidget()
    assert isinstance(wizard, ImportWizard)
    qtbot.waitUntil(wizard.next_button.isEnabled)
    return wizard


def shut(qtbot, wizard: ImportWizard) -> None:
    with qtbot.waitSignal(wizard.destroyed):
        wizard.done(0)


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(window: MainWindow, data: QMimeData) -> QDragEnterEvent:
    enter = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    return enter


def drop(window: MainWindow, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)


def test_a_table_dropped_on_the_window_is_looked_at(qtbot, open_window, three, table) -> None:
    window = open_window(three)
    data = dragged(table)
    assert drag(window, data).isAccepted()
    assert window.imports._drop.sign.text == "Drop the table here to import it"
    drop(window, data)
    wizard = wizard_of(qtbot, window)
    assert wizard.path == table
    assert not window.imports._drop.sign.isVisible()
    shut(qtbot, wizard)
    assert window.settings.recent_tables() == [table]


def test_what_is_no_table_is_not_taken(open_window, three, tmp_path, table) -> None:
    window = open_window(three)
    picture = dragged(tmp_path / "x.png")
    assert not drag(window, picture).isAccepted()
    both = dragged(table, table)
    assert not drag(window, both).isAccepted()
    one = dragged(table)
    drag(window, one)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.imports._drop.sign.isVisible()


def test_without_a_register_nothing_can_be_dropped(window, table) -> None:
    data = dragged(table)
    assert not drag(window, data).isAccepted()


def test_a_table_is_taken_from_the_clipboard_and_its_file_goes_with_the_window(
    qtbot, open_window, three, copied
) -> None:
    window = open_window(three)
    copied(COPIED)
    window.acts["file.paste"].trigger()
    wizard = wizard_of(qtbot, window)
    assert wizard.reading.model.headings[2:] == ("Инв. номер", "Статус")
    assert wizard.reading.model.cell(2, 3) == "снята⏎2024"
    assert wizard.path.exists()
    path = wizard.path
    shut(qtbot, wizard)
    assert not path.exists()
    assert window.settings.recent_tables() == []


def test_ctrl_v_on_the_cameras_offers_to_import_what_was_copied(
    qtbot, open_window, three, copied
) -> None:
    window = open_window(three)
    window.pages.show("cameras").activate()
    copied(COPIED)
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_V, CTRL)
    assert any("clipboard holds a table" in text for text in window.desk().notices.texts())
    window.imports._import_offered()
    assert not any("clipboard" in text for text in window.desk().notices.texts())
    shut(qtbot, wizard_of(qtbot, window))


def test_words_in_the_clipboard_are_no_table(open_window, three, copied, monkeypatch) -> None:
    window = open_window(three)
    copied("hello")
    assert not window.imports.offer_clipboard()
    told = []
    monkeypatch.setattr(MainWindow, "fail", lambda _window, error: told.append(error.message))
    window.imports.import_clipboard()
    assert told == ["The clipboard holds no table."]
    assert table_text(None) == ""


def test_the_folder_of_the_last_table_is_where_the_next_is_looked_for(
    qtbot, open_window, three, table, monkeypatch
) -> None:
    window = open_window(three)
    asked = []

    def choose(_parent: object, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        asked.append(folder)
        return str(table), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    for _ in range(2):
        window.acts["file.import"].trigger()
        shut(qtbot, wizard_of(qtbot, window))
    assert asked[1] == str(table.parent)


def test_tables_used_lately_stand_in_the_menu(qtbot, open_window, three, table, tmp_path) -> None:
    window = open_window(three)
    gone = tmp_path / "gone.csv"
    for path in (gone, table):
        window.settings.add_recent_table(path)
    menu = window.menuBar().actions()[0].menu()
    menu.aboutToShow.emit()
    below = next(one.menu() for one in menu.actions() if one.text() == "Recent tables")
    assert [action.text() for action in below.actions()] == [str(table)]
    below.actions()[0].trigger()
    shut(qtbot, wizard_of(qtbot, window))
