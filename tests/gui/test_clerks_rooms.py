"""A clerk's work on many rows and in the books, in the whole window, by keyboard."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from camdesk import app
from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.kit import theme
from camdesk.gui.kit.settings import Settings
from camdesk.gui.main_window import MainWindow
from camdesk.gui.pages.books import BookPage
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from tests.gui.clerk import CAMERAS, CTRL, Clerk, Key

SHIFT = Qt.KeyboardModifier.ShiftModifier
LAST_YEAR = date.today().year - 1
HELD_BY = "ТОО Альфа"


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """The four cameras, the first of them linked; a firm that was entered twice holds two each.

    Whatever a test does, the register stays sound.
    """
    path = tmp_path / "зко.camdesk"
    since = PartialDate.year(LAST_YEAR - 2)
    with Register.create(path) as register:
        with register.write("books") as entry:
            firms = [entry.add("organisation", {"name": name}) for name in (HELD_BY, "Альфа, ТОО")]
        for place, (number, (address, state)) in enumerate(CAMERAS.items()):
            with register.write("create", number) as entry:
                site = entry.add("site", {"address": address})
                camera = entry.add(
                    "camera",
                    {
                        "inventory_number": number,
                        "balance_holder": firms[place % 2],
                        "note": "проверить",
                    },
                )
                values = {"state": state, "site": site if state in {State.IN_SERVICE} else None}
                if place == 0:
                    values["connected"] = True
                entry.record(camera, NewEvent("opening", since, values))
    yield path
    with Register.open(path) as register, closing(register.reader()) as reader:
        check(reader)


@pytest.fixture
def clerk(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> Iterator[Clerk]:
    def fail(_window: MainWindow, error: BaseException) -> None:
        raise error

    monkeypatch.setattr(MainWindow, "fail", fail)
    chosen = Settings()
    chosen.language = "en"
    chosen.save()
    _, settings = app.make_application()
    window = app.make_window(settings, opening=True)
    window.show()
    made = Clerk(qtbot, window)
    window.files.open_path(path)
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: made.page().status_text() != "")
    yield made
    qtbot.waitUntil(lambda: window.session is None or not window.session.busy())
    window.close()
    window.deleteLater()
    theme.Theme.apply(QApplication.instance(), "light")


def rows(clerk: Clerk, query: str) -> list[tuple]:
    return clerk.ask(lambda connection: connection.execute(query).fetchall())


def pick(clerk: Clerk, form: FormDialog, name: str, text: str) -> None:
    """Type into a field that offers rows, and take the first."""
    clerk.fill(form, **{name: text})
    picker = form.form.control(name)
    clerk.wait(lambda: bool(picker.options()))
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: form.form.edit(name).value() is not None)


def choose(clerk: Clerk, form: FormDialog, name: str, text: str) -> None:
    """Go down a field of choices to the one that begins so."""
    box = form.form.edit(name)
    for _ in range(20):
        if clerk.at() is box:
            break
        clerk.press(Key.Key_Tab)
    clerk.press(Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText().startswith(text):
            break
        clerk.press(Key.Key_Down)
    assert box.currentText().startswith(text)


def undo(clerk: Clerk) -> None:
    before = rows(clerk, "SELECT count(*) FROM entry")
    # What could be undone is looked up again after every entry.
    clerk.wait(lambda: not clerk.window.session.busy())
    clerk.wait(lambda: clerk.window.acts["edit.undo"].isEnabled())
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: rows(clerk, "SELECT count(*) FROM entry") != before)
    clerk.wait(lambda: not clerk.window.session.busy())


def standings(clerk: Clerk) -> list[tuple]:
    return rows(clerk, "SELECT state, site, connected FROM camera ORDER BY id")


def test_a_camera_is_replaced_in_one_step_that_can_be_taken_back(clerk: Clerk) -> None:
    before = standings(clerk)
    clerk.go_to("ЗКО-1")
    clerk.press(Key.Key_R, CTRL | SHIFT)
    form = clerk.form()
    clerk.fill(form, occurred_on=f"3.2.{LAST_YEAR}")
    choose(clerk, form, "failed", "It failed")
    assert form.form.row("mode").isVisible()
    pick(clerk, form, "successor", "ЗКО-4")
    clerk.save(form)
    assert clerk.story("ЗКО-1") == ["removed", "failed", "opening"]
    assert clerk.story("ЗКО-4") == ["connected", "installed", "opening"]
    assert standings(clerk)[3] == (State.IN_SERVICE, 1, 1)
    undo(clerk)
    assert standings(clerk) == before


def test_the_form_asks_which_camera_takes_the_place(clerk: Clerk) -> None:
    clerk.go_to("ЗКО-2")
    clerk.press(Key.Key_R, CTRL | SHIFT)
    form = clerk.form()
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: form.form.row("successor").error() != "")
    clerk.fill(form, inventory_number="ЗКО-77")
    clerk.save(form)
    ((state, site),) = rows(
        clerk, "SELECT state, site FROM camera WHERE inventory_number = 'ЗКО-77'"
    )
    assert (state, site) == (State.IN_SERVICE, 2)


def test_all_chosen_cameras_are_moved_to_one_site(clerk: Clerk) -> None:
    before = standings(clerk)
    clerk.press(Key.Key_A, CTRL)
    clerk.wait(lambda: clerk.page().selection_count() == len(CAMERAS))
    clerk.press(Key.Key_M, CTRL)
    form = clerk.form()
    clerk.fill(form, occurred_on=f"3.2.{LAST_YEAR}")
    pick(clerk, form, "site", "Назарбаева")
    clerk.save(form)
    assert [row[:2] for row in standings(clerk)] == [(State.IN_SERVICE, 3)] * len(CAMERAS)
    assert [row[2] for row in standings(clerk)] == [1, 0, None, 0], "what was not known is not now"
    assert clerk.story("ЗКО-3") == ["opening"], "it hung there already"
    undo(clerk)
    assert standings(clerk) == before


def test_a_note_is_corrected_and_made_empty_over_all_chosen(clerk: Clerk) -> None:
    notes = "SELECT DISTINCT note FROM camera"
    for how, text, result in (("Set", "снято", "снято"), ("Make", "", None)):
        clerk.press(Key.Key_A, CTRL)
        clerk.wait(lambda: clerk.page().selection_count() == len(CAMERAS))
        clerk.press(Key.Key_F2, SHIFT)
        form = clerk.form()
        choose(clerk, form, "column", "Note")
        choose(clerk, form, "how", how)
        assert form.form.edit("column").value() == "note"
        assert form.form.row("note").isVisible() is bool(text)
        if text:
            clerk.press(Key.Key_Return, CTRL)  # nothing is no value
            clerk.wait(lambda shown=form: shown.form.row("note").error() != "")
            assert rows(clerk, notes) == [("проверить",)]
            clerk.fill(form, note=text)
        clerk.save(form)
        assert rows(clerk, notes) == [(result,)]
    for before in ("снято", "проверить"):
        undo(clerk)
        assert rows(clerk, notes) == [(before,)]


def firms(clerk: Clerk, name: str) -> BookPage:
    """The book of organisations with the card of `name`."""
    clerk.show("books")
    book = clerk.window.pages.current().show_book("organisation")
    clerk.wait(lambda: not book.model.asking and book.status_text() != "")
    ((row,),) = rows(clerk, f"SELECT id FROM organisation WHERE name = '{name}'")
    book.open_row(row)
    clerk.wait(lambda: name in book.card.sheet.toPlainText())
    return book


def test_a_firm_that_was_entered_twice_is_merged(clerk: Clerk) -> None:
    book = firms(clerk, "Альфа, ТОО")
    assert book.card.merge_button.isVisible()
    book.card.merge_button.setFocus()
    clerk.press(Key.Key_Space)
    form = clerk.form()
    clerk.fill(form, target="альфа")
    picker = form.form.control("target")
    clerk.wait(lambda: [one.title for one in picker.options()] == [HELD_BY])  # never itself
    clerk.press(Key.Key_Return)
    clerk.save(form)
    assert rows(clerk, "SELECT DISTINCT balance_holder FROM camera") == [(1,)]
    clerk.wait(lambda: not book.card.merge_button.isVisible())
    undo(clerk)
    assert rows(clerk, "SELECT count(DISTINCT balance_holder) FROM camera") == [(2,)]


def test_a_firm_is_archived_and_offered_again(clerk: Clerk) -> None:
    book = firms(clerk, HELD_BY)
    archived = f"SELECT archived FROM organisation WHERE name = '{HELD_BY}'"
    for text, result in (("Archive", 1), ("Offer it again", None)):
        clerk.wait(lambda shown=text: book.card.archive_button.text() == shown)
        book.card.archive_button.setFocus()
        clerk.press(Key.Key_Space)
        clerk.wait(lambda said=result: rows(clerk, archived) == [(said,)])
        clerk.wait(lambda: not clerk.window.session.busy())
    assert rows(clerk, "SELECT count(*) FROM camera WHERE balance_holder = 1") == [(2,)]


def test_a_view_is_saved_under_a_name_and_shown_again(clerk: Clerk) -> None:
    page = clerk.page()
    clerk.type("жулд")
    clerk.wait(lambda: page.asker.query.search == "жулд" and list(page.model.ids) == [1])
    clerk.press(Key.Key_V, CTRL | SHIFT)
    form = clerk.form()
    clerk.fill(form, name="Жулдыз & Ко")
    clerk.save(form)
    clerk.press(Key.Key_F, CTRL)
    clerk.overtype("зко")
    clerk.wait(lambda: len(page.model.ids) == len(CAMERAS))
    clerk.press(Key.Key_G, CTRL)
    clerk.pick("Жулдыз && Ко")
    clerk.wait(lambda: list(page.model.ids) == [1])
    assert page.asker.query.search == "жулд"
