"""The import window, driven as a clerk would: read, mean, look at verdicts, import, undo."""

from pathlib import Path

from PySide6.QtCore import Qt

from camdesk.domain.dates import PartialDate
from camdesk.gui.import_wizard.wizard import MEANING, READING, RESULT, VERDICTS, ImportWizard
from camdesk.importing.acts import Verdict
from camdesk.importing.mapping import Mapping

AUSTIN = Path(__file__).parents[2] / "data" / "austin_traffic_cameras_2018.csv"
CTRL = Qt.KeyboardModifier.ControlModifier


def test_austin_comes_in_by_the_keyboard_alone_and_goes_by_undo(
    qtbot, session, wizard, forward, press, count
):
    opened = wizard(AUSTIN)
    assert opened.reading.model.parts().count("body") == 200
    forward(opened, MEANING)
    opened.meaning.head.as_of.set_value(PartialDate.parse("2018-03-30"))
    forward(opened, VERDICTS)
    assert opened.next_button.text() == "Import 512 cameras"
    assert count() == 0, "nothing is written before the last button"
    forward(opened, RESULT)
    assert opened.told == ["512 cameras imported as entry 1"]
    assert count() == 512
    assert count("SELECT count(*) FROM camera WHERE connected = 1") == 371
    with qtbot.waitSignal(session.changed):
        press(opened, Qt.Key.Key_Z, CTRL)
    assert count() == 0
    qtbot.waitUntil(lambda: opened.outcome.texts() == ["The import was taken back."])


def test_a_word_that_is_given_no_meaning_refuses_its_rows(wizard, forward, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Site code,State\n1,planned\n2,asleep\n")
    opened = wizard(path)
    forward(opened, MEANING)
    forward(opened, VERDICTS)
    assert opened.plan.review.counts == {Verdict.NEW: 1, Verdict.REFUSED: 1}
    opened.back()
    opened.meaning.meaning.say("state", "asleep", "in_stock")
    forward(opened, VERDICTS)
    assert opened.plan.review.counts[Verdict.NEW] == 2


def test_one_field_is_fed_by_one_column(wizard, forward, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Site code,State,Other\n1,planned,x\n")
    opened = wizard(path)
    forward(opened, MEANING)
    opened.meaning.meaning.choose(2, "site.code")
    assert opened.meaning.mapping().columns == {"State": "state", "Other": "site.code"}


def test_the_mapping_as_the_clerk_has_it_can_be_saved_to_a_file(
    wizard, forward, tmp_path, monkeypatch
):
    target = tmp_path / "m.toml"
    monkeypatch.setattr(
        "camdesk.gui.import_wizard.mapping_menu.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    opened = wizard(AUSTIN)
    forward(opened, MEANING)
    opened.mappings.save_file()
    assert Mapping.load(target) == opened.meaning.mapping()


def test_a_file_that_is_no_table_is_said_in_the_window(qtbot, wizard, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    opened: ImportWizard = wizard(path, wait=False)
    qtbot.waitUntil(lambda: any("is empty" in text for text in opened.body.notices.texts()))
    assert not opened.next_button.isEnabled()
    assert opened.step == READING
