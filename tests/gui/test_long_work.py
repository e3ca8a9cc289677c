"""Long writing tells how far it is, and is called off as a whole."""

import pytest
from PySide6.QtWidgets import QWidget

from camdesk.gui.forms.bulk_form import BulkForm
from camdesk.gui.long_work import write_long
from camdesk.gui.progress import ProgressDialog


def notes(session):
    connection = session.register.reader()
    try:
        return connection.execute("SELECT count(*) FROM site WHERE note = 'x'").fetchone()[0]
    finally:
        connection.close()


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_what_is_called_off_leaves_nothing_and_is_no_failure(qtbot, session, parent) -> None:
    heard = []

    def work(register, tell):
        with register.write("site") as entry:
            for number in range(1000):
                entry.add("site", {"note": "x"})
                tell(number, 1000)
                if number == 10:
                    parent.findChild(ProgressDialog).cancelled.emit()

    write_long(
        session,
        parent,
        "Entering",
        work,
        lambda _result: heard.append("done"),
        lambda error: heard.append(error),
        lambda: heard.append("called off"),
    )
    qtbot.waitUntil(lambda: heard != [])
    assert heard == ["called off"]
    assert notes(session) == 0


def test_what_is_not_called_off_is_written(qtbot, session, parent) -> None:
    heard = []

    def work(register, tell):
        with register.write("site") as entry:
            entry.add("site", {"note": "x"})
            tell(1, 1)
        return 1

    write_long(session, parent, "Entering", work, heard.append, heard.append)
    qtbot.waitUntil(lambda: heard != [])
    assert heard == [1]
    assert notes(session) == 1


def test_a_form_whose_saving_was_called_off_can_be_saved_again(qtbot, session, context) -> None:
    with session.register.write("site") as entry:
        rows = [entry.add("site", {"address": str(n)}) for n in range(3)]
    form = BulkForm(session, context, "site", rows)  # deletes itself when it is done
    form.begin_saving()
    form.resume()
    form.form.edit("column").set_value("note")
    form.form.edit("note").set_value("x")
    with qtbot.waitSignal(form.destroyed):
        form.accept()
    assert notes(session) == 3
