"""The import wizard, driven as a clerk would: read, mean, look at verdicts, import, undo."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from camdesk.domain.dates import PartialDate
from camdesk.gui.import_wizard.wizard import MEANING, READING, VERDICTS, ImportWizard
from camdesk.gui.session import Session
from camdesk.importing.mapping import Mapping
from camdesk.importing.plan import Verdict
from camdesk.store.register import Register

AUSTIN = Path(__file__).parents[2] / "data" / "austin_traffic_cameras_2018.csv"


@pytest.fixture
def session(qapp, tmp_path):
    session = Session(Register.create(tmp_path / "r.camdesk"))
    problems = []
    session.failed.connect(problems.append)
    yield session
    session.close()
    assert problems == []


@pytest.fixture
def wizard(qtbot, session):
    """Open the wizard on a file, once it has been looked at."""
    told = []

    def open_on(path):
        wizard = ImportWizard(session, path, told.append)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        wizard.told = told
        qtbot.addWidget(wizard)
        wizard.open()
        qtbot.waitUntil(wizard.next_button.isEnabled)
        return wizard

    return open_on


def forward(qtbot, wizard, step):
    qtbot.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: wizard.step == step)


def count(session, query="SELECT count(*) FROM camera"):
    connection = session.register.reader()
    try:
        return connection.execute(query).fetchone()[0]
    finally:
        connection.close()


def test_austin_comes_in_by_the_keyboard_alone_and_goes_by_undo(qtbot, session, wizard):
    opened = wizard(AUSTIN)
    assert opened.reading.preview.grid.rowCount() == 200
    forward(qtbot, opened, MEANING)
    opened.meaning.as_of.set_value(PartialDate.parse("2018-03-30"))
    forward(qtbot, opened, VERDICTS)
    assert opened.verdicts.totals.text() == "512 new cameras · 0 rows refused"
    assert count(session) == 0, "nothing is written before the last button"
    qtbot.keyClick(opened, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.told == ["512 cameras imported as entry 1"])
    assert count(session) == 512
    assert count(session, "SELECT count(*) FROM camera WHERE connected = 1") == 371
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert count(session) == 0


def test_another_reading_is_shown_at_once(qtbot, wizard, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a;b,c\n1;2,3\n")
    opened = wizard(path)
    reading = replace(opened._table.reading, delimiter=",")
    opened.reading.changed.emit(reading)
    qtbot.waitUntil(lambda: opened._table is not None and opened._table.columns == ("a;b", "c"))
    assert opened.step == READING


def test_a_word_that_is_given_no_meaning_refuses_its_rows(qtbot, wizard, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Site code,State\n1,planned\n2,asleep\n")
    opened = wizard(path)
    forward(qtbot, opened, MEANING)
    forward(qtbot, opened, VERDICTS)
    assert opened.verdicts.only.value() is Verdict.REFUSED
    grid = opened.verdicts.rows.grid
    assert grid.rowCount() == 1
    assert "asleep" in grid.index(0, 2).data()
    opened.back()
    opened.meaning._say("state", "asleep", "in_stock")
    forward(qtbot, opened, VERDICTS)
    assert opened.verdicts.totals.text() == "2 new cameras · 0 rows refused"


def test_one_field_is_fed_by_one_column(qtbot, wizard, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Site code,State,Other\n1,planned,x\n")
    opened = wizard(path)
    forward(qtbot, opened, MEANING)
    opened.meaning._fields["Other"].set_value("site.code")
    opened.meaning._fields["Other"].changed.emit()
    assert opened.meaning.mapping().columns == {"State": "state", "Other": "site.code"}


def test_the_mapping_as_the_clerk_has_it_can_be_saved(qtbot, wizard, tmp_path, monkeypatch):
    target = tmp_path / "m.toml"
    monkeypatch.setattr(
        "camdesk.gui.import_wizard.wizard.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    opened = wizard(AUSTIN)
    forward(qtbot, opened, MEANING)
    opened.save_button.click()
    assert Mapping.load(target) == opened.meaning.mapping()


def test_a_file_that_is_no_table_is_said_in_the_window(qtbot, session, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    opened = ImportWizard(session, path, print)
    qtbot.addWidget(opened)
    opened.open()
    qtbot.waitUntil(lambda: "is empty" in opened._notice.text())
    assert not opened.next_button.isEnabled()
