"""The plan: every row with its verdict, decided on by keyboard before anything is written."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from camdesk.domain.dates import PartialDate
from camdesk.gui.import_wizard import wizard as module
from camdesk.gui.import_wizard.decided import Ticks
from camdesk.gui.import_wizard.plan_model import FIRST_CELL, FIXED, SAYS, TICK, VERDICT, PlanModel
from camdesk.gui.import_wizard.wizard import MEANING, RESULT, VERDICTS
from camdesk.importing.acts import Verdict
from camdesk.importing.fields import Purpose
from camdesk.importing.mapping import Mapping
from camdesk.importing.proposal import known_values
from camdesk.importing.reader import open_table
from camdesk.importing.review import Meaning, review
from camdesk.importing.run import carry_out
from camdesk.reports.csv_out import Cancelled

CTRL = Qt.KeyboardModifier.ControlModifier
COLUMNS = {"Inventory no": "camera.inventory_number", "State": "state", "Note": "camera.note"}
WORDS = {"state": known_values("state", ["in service", "removed", "written off", "planned"])}
MAPPING = Mapping(COLUMNS, WORDS, keys=("camera.inventory_number",), purpose=Purpose.SNAPSHOT)
BEFORE = "1,in service,a\n2,in service,b\n3,removed,c\n"
AFTER = "1,in service,a\n2,in service,B\n3,asleep,c\n4,planned,d\n5,planned,e\n4,planned,\n"
SINCE, DAY = PartialDate.parse("2026-01-01"), PartialDate.parse("2026-02-01")


def table(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(f"Inventory no,State,Note\n{text}", encoding="utf-8")
    return path


@pytest.fixture
def plan(wizard, forward, session, tmp_path):
    """The plan of a table over a register of three cameras: all verdicts but the doubtful."""
    carry_out(session.register, open_table(table(tmp_path, BEFORE, "before.csv")), MAPPING,
              SINCE.first)  # fmt: skip
    opened = wizard(table(tmp_path, AFTER, "after.csv"))
    forward(opened, MEANING)
    opened.meaning.meaning.purpose = Purpose.SNAPSHOT
    opened.meaning.show_mapping(opened.meaning.mapping())
    opened.meaning.head.as_of.set_value(DAY)
    forward(opened, VERDICTS)
    return opened


def verdicts(opened):
    step = opened.plan
    return [step.model.planned(row).verdict.value for row in range(step.model.count())]


def cell(opened, row, column):
    model = opened.plan.model
    names = [model.column_name(at) for at in range(model.columnCount())]
    return model.index(row, names.index(column))


def test_every_row_stands_there_with_verdict_and_reason(plan):
    model = plan.plan.model
    assert verdicts(plan) == ["unchanged", "changed", "refused", "new", "new", "refused"]
    assert model.index(2, VERDICT).data() == "refused"
    assert "asleep" in model.index(2, SAYS).data()
    assert [model.is_ticked(row) for row in range(6)] == [None, True, None, True, True, None]
    assert plan.next_button.text() == "Import 2 new, change 1"
    assert plan.body.rejects_button.text() == "Save 2 refused rows and import…"


def test_details_say_what_changes_from_what_to_what(plan):
    plan.plan.table.go_to(1)
    assert plan.plan.details.texts()[-2:] == ["Note", "b → B"]


def test_a_cell_is_fixed_in_place_and_its_row_becomes_new(qtbot, plan, press, count):
    step = plan.plan
    step.table.go_to(2, TICK)
    press(plan, Qt.Key.Key_F2)
    editor = step.table.indexWidget(cell(plan, 2, "State"))
    assert isinstance(editor, QLineEdit), "F2 goes to the cell that is wrong"
    editor.setText("removed")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: verdicts(plan)[2] == "unchanged")
    assert cell(plan, 2, "State").data() == "Removed", "as the register writes it"
    assert cell(plan, 2, "State").data(FIXED)
    assert "1 cell fixed" in step.totals.text()
    assert count() == 3, "fixing writes nothing"
    step.table.setCurrentIndex(cell(plan, 2, "State"))
    press(plan, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: verdicts(plan)[2] == "refused")
    assert cell(plan, 2, "State").data() == "asleep"
    assert not step.decided()


def test_the_registers_own_word_can_be_typed_into_a_cell(qtbot, plan):
    plan.plan.model.setData(cell(plan, 2, "State"), "dismantled")
    qtbot.waitUntil(lambda: verdicts(plan)[2] == "unchanged")


def test_several_fixes_are_judged_one_after_another(qtbot, plan):
    step = plan.plan
    step.model.setData(cell(plan, 2, "State"), "removed")
    step.model.setData(cell(plan, 5, "Inventory no"), "9")
    step.model.setData(cell(plan, 3, "State"), "nonsense")
    qtbot.waitUntil(lambda: not step.judging())
    assert verdicts(plan)[2:] == ["unchanged", "refused", "new", "new"]


def test_a_row_ticked_off_is_not_imported(qtbot, plan, press, forward, count):
    plan.plan.table.go_to(3)
    press(plan, Qt.Key.Key_Space)
    assert plan.next_button.text() == "Import 1 new, change 1"
    assert "1 ticked off" in plan.plan.totals.text()
    forward(plan, RESULT)
    assert count("SELECT count(*) FROM camera WHERE inventory_number = '4'") == 0
    assert count("SELECT count(*) FROM camera WHERE inventory_number = '5'") == 1


def test_all_rows_shown_are_ticked_at_once(qtbot, plan, press):
    plan.plan.chips.buttons[Verdict.NEW].click()
    qtbot.waitUntil(lambda: plan.plan.model.count() == 2)
    press(plan, Qt.Key.Key_Space, CTRL)
    assert plan.next_button.text() == "Change 1 camera"
    press(plan, Qt.Key.Key_Space, CTRL)
    assert plan.next_button.text() == "Import 2 new, change 1"


def test_rows_are_narrowed_by_verdict_and_text(qtbot, plan, press):
    step = plan.plan
    press(plan, Qt.Key.Key_F, CTRL)
    assert step.search.hasFocus()
    qtbot.keyClicks(step.search, "ASLEEP")
    qtbot.waitUntil(lambda: verdicts(plan) == ["refused"])
    assert "1 row shown" in step.totals.text()
    step.search.clear()
    step.chips.buttons[Verdict.UNCHANGED].click()
    qtbot.waitUntil(lambda: verdicts(plan) == ["unchanged"])
    step.chips.buttons[None].click()
    qtbot.waitUntil(lambda: len(verdicts(plan)) == 6)


def test_a_doubtful_row_is_imported_only_when_it_is_ticked(
    qtbot, wizard, forward, press, session, tmp_path, count
):
    carry_out(session.register, open_table(table(tmp_path, BEFORE, "before.csv")), MAPPING,
              SINCE.first)  # fmt: skip
    opened = wizard(table(tmp_path, "1,written off,a\n", "doubt.csv"))
    forward(opened, MEANING)
    opened.meaning.meaning.purpose = Purpose.SNAPSHOT
    opened.meaning.show_mapping(opened.meaning.mapping())
    opened.meaning.head.as_of.set_value(DAY)
    forward(opened, VERDICTS)
    assert verdicts(opened) == ["doubtful"]
    assert not opened.next_button.isEnabled()
    assert "0 of 1 doubtful ticked" in opened.plan.totals.text()
    opened.plan.table.go_to(0)
    press(opened, Qt.Key.Key_Space)
    assert opened.next_button.text() == "Change 1 camera"
    forward(opened, RESULT)
    assert count("SELECT count(*) FROM camera WHERE state = 'written_off'") == 1


def test_refused_rows_are_saved_mended_and_imported_again(
    qtbot, plan, wizard, forward, tmp_path, monkeypatch, count
):
    file = tmp_path / "refused.csv"
    monkeypatch.setattr(module.QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    plan.body.rejects_button.click()
    qtbot.waitUntil(lambda: plan.step == RESULT)
    assert str(file) in "".join(plan.outcome.texts())
    text = file.read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 3
    mended = text.replace("asleep", "removed").splitlines(keepends=True)[:2]
    file.write_text("".join(mended), encoding="utf-8-sig")
    again = wizard(file)
    forward(again, MEANING)
    again.meaning.meaning.purpose = Purpose.SNAPSHOT
    again.meaning.show_mapping(again.meaning.mapping())
    again.meaning.head.as_of.set_value(DAY)
    forward(again, VERDICTS)
    assert verdicts(again) == ["unchanged"]
    assert count() == 5


def test_cancelling_leaves_nothing_behind(qtbot, plan, count, monkeypatch, session):
    """Called off while rows are recorded: no entry, no camera, and the plan is still there."""
    real = module.carry_out

    def slow(*arguments, progress, **more):
        def tell(rows):
            called_off()
            progress(rows)

        return real(*arguments, progress=lambda rows: tell(rows), **more)

    def called_off():
        raise Cancelled("Cancelled.")

    monkeypatch.setattr(module, "carry_out", slow)
    monkeypatch.setattr("camdesk.importing.run._BATCH", 1)
    plan.forward()
    qtbot.waitUntil(lambda: not session.busy())
    qtbot.waitUntil(plan.next_button.isEnabled)
    assert plan.step == VERDICTS
    assert count() == 3
    assert count("SELECT count(*) FROM entry") == 1


def test_judging_is_called_off_at_any_moment(qtbot, wizard, forward, tmp_path, monkeypatch):
    begun = Event()

    def endless(_connection, _asked, _decisions, tell):
        while True:
            tell(1)
            begun.set()
            begun.wait(0.01)

    opened = wizard(table(tmp_path, AFTER, "t.csv"))
    forward(opened, MEANING)
    monkeypatch.setattr(module, "review", endless)
    opened.forward()
    qtbot.waitUntil(begun.is_set)
    assert not opened.next_button.isEnabled()
    opened.body.busy.cancelled.emit()
    assert opened.step == MEANING
    assert opened.next_button.isEnabled()
    monkeypatch.undo()
    forward(opened, VERDICTS)


def test_decisions_are_not_thrown_away_unasked(plan, press, monkeypatch):
    asked = []
    monkeypatch.setattr(module, "ask", lambda *_, **__: bool(asked.append(1)))
    plan.plan.table.go_to(3)
    press(plan, Qt.Key.Key_Space)
    press(plan, Qt.Key.Key_Escape)
    assert asked == [1]
    assert plan.isVisible()
    monkeypatch.setattr(module, "ask", lambda *_, **__: True)
    press(plan, Qt.Key.Key_Escape)
    assert not plan.isVisible()


def test_going_back_and_forth_keeps_what_was_decided(qtbot, plan, press, forward):
    step = plan.plan
    step.model.setData(cell(plan, 2, "State"), "removed")
    qtbot.waitUntil(lambda: verdicts(plan)[2] == "unchanged")
    step.table.go_to(3)
    press(plan, Qt.Key.Key_Space)
    plan.back()
    forward(plan, VERDICTS)
    assert verdicts(plan) == ["unchanged", "changed", "unchanged", "new", "new", "refused"]
    assert step.model.is_ticked(3) is False


def test_the_model_of_the_plan_is_sound(qapp, session, tmp_path):
    connection = session.register.reader()
    opened = open_table(table(tmp_path, AFTER, "t.csv"))
    made = review(connection, Meaning(opened, MAPPING, DAY.first))
    model = PlanModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ticks = Ticks(made)
    model.show_review(made, ticks)
    model.show_places(made.indices(Verdict.NEW))
    model.tick(range(model.count()), on=False)
    assert ticks.wanted(Verdict.NEW) == 0
    assert len(ticks.decisions().left_out) == made.counts[Verdict.NEW]
    made.fix(connection, 2, "State", "removed")
    model.judged_anew(2)
    model.show_places(made.indices())
    assert model.index(0, FIRST_CELL).flags() & Qt.ItemFlag.ItemIsEditable
    assert tester.model() is model
    model.forget()
    made.close()
    connection.close()
