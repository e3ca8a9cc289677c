"""From the fate ledger to the exits, the act behind them and its scan: the whole window."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.main_window import MainWindow
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

CTRL = Qt.KeyboardModifier.ControlModifier
COUNT = 5


@pytest.fixture
def path(tmp_path: Path):
    """Five cameras written off by act no. 31, one that was not; sound whatever a test does."""
    path = tmp_path / "five.camdesk"
    with Register.create(path) as register, register.write("import") as entry:
        act = entry.add("document", {"kind": "Write-off act", "number": "31"})
        for number in range(COUNT + 1):
            camera = entry.add("camera", {"inventory_number": f"A-{number}"})
            entry.record(
                camera, NewEvent("opening", PartialDate.year(2020), {"state": State.IN_STOCK})
            )
            if number < COUNT:
                entry.record(camera, NewEvent("proposed", PartialDate.year(2021)))
                entry.record(camera, NewEvent("written_off", PartialDate.year(2022), {}, act))
    yield path
    with Register.open(path, read_only=True) as register, closing(register.reader()) as connection:
        check(connection)


def shown(qtbot: QtBot, window: MainWindow, key: str):
    qtbot.waitUntil(lambda: window.pages.current_key() == key)
    qtbot.waitUntil(lambda: window.pages.current().status_text() != "")
    return window.pages.current()


def test_those_who_wait_get_their_exit_in_one_entry_and_the_ledger_balances(
    qtbot: QtBot, open_window, path: Path, tmp_path: Path
) -> None:
    window = open_window(path)
    window.acts["view.fate"].trigger()
    ledger = shown(qtbot, window, "fate")
    balance = ledger.head.balance.toPlainText
    assert balance() == "Camera: 5 written off = 5 fate unknown"

    qtbot.mouseClick(ledger.head.exits_button, Qt.MouseButton.LeftButton)
    cameras = shown(qtbot, window, "cameras")
    qtbot.waitUntil(lambda: cameras.selection_count() == COUNT)
    qtbot.waitUntil(lambda: "recycled" in cameras.card.many.buttons)
    qtbot.mouseClick(cameras.card.many.buttons["recycled"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), StepForm))
    form = QApplication.activeModalWidget()
    assert isinstance(form, StepForm)
    form.form.edit("mass_kg").setText("8,5")
    form.form.edit("paper_number").setText("77-У")
    qtbot.waitUntil(form.save_button.isEnabled)
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.session.busy())

    window.acts["view.fate"].trigger()
    ledger = shown(qtbot, window, "fate")
    qtbot.waitUntil(lambda: balance() == "Camera: 5 written off = 5 recycled")

    window.acts["edit.undo"].trigger()
    qtbot.waitUntil(lambda: balance() == "Camera: 5 written off = 5 fate unknown")
    window.acts["edit.redo"].trigger()
    qtbot.waitUntil(lambda: balance() == "Camera: 5 written off = 5 recycled")

    scan = tmp_path / "акт.pdf"
    scan.write_bytes(b"%PDF-1.7\n")
    window.acts["view.documents"].trigger()
    papers = shown(qtbot, window, "documents")
    papers.focus_search()
    papers.head.search.setText("77-у")
    qtbot.waitUntil(lambda: papers.status_text() == "1 of 2")
    papers.activate()
    papers.view.selectRow(0)
    qtbot.waitUntil(lambda: papers.card.file is not None)
    assert "Recycled, 5" in papers.card.sheet.toPlainText()
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(scan))])
    QGuiApplication.clipboard().setMimeData(copied)
    qtbot.waitUntil(window.acts["edit.paste"].isEnabled)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    papers.activate()
    qtbot.keyClick(papers.view, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: "акт.pdf" in papers.card.sheet.toPlainText())


def test_a_number_of_the_ledger_opens_its_cameras_and_a_card_leads_to_the_act(
    qtbot: QtBot, open_window, path: Path
) -> None:
    window = open_window(path)
    window.acts["view.fate"].trigger()
    ledger = shown(qtbot, window, "fate")
    model = ledger.table.model()
    names = [column.name for column in model.columns]
    ledger.table.setCurrentIndex(model.index(0, names.index("fate_unknown")))
    qtbot.keyClick(ledger.table, Qt.Key.Key_Return)
    cameras = shown(qtbot, window, "cameras")
    qtbot.waitUntil(lambda: cameras.status_text() == "5 of 6")
    with qtbot.waitSignal(cameras.card.loaded):
        cameras.view.selectRow(0)
    cameras.card.sheet.anchorClicked.emit(QUrl("document:1"))
    papers = shown(qtbot, window, "documents")
    qtbot.waitUntil(lambda: papers.card.file is not None)
    assert papers.card.file.title == "Write-off act № 31"
