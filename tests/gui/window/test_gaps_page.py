"""The clerk fills what the register does not know, down a column and by hand, and takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.forms.fill_dialog import FillDialog
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register
from tests.gui.clerk import CTRL, Clerk, Key

CAMERAS = 20


@pytest.fixture
def path(tmp_path):
    """Twenty cameras without serial numbers at sites without coordinates; one was removed."""
    path = tmp_path / "gaps.camdesk"
    with Register.create(path) as register:
        with register.write("import") as entry:
            programme = entry.add("programme", {"name_ru": "Подъезды"})
            entry.add("model", {"maker": "Hikvision", "name": "DS-2CD"})
            for number in range(1, CAMERAS + 1):
                site = entry.add("site", {"address": f"ул. Абая, {number}"})
                facts = {"inventory_number": f"А-{number:02d}", "programme": programme}
                camera = entry.add("camera", facts)
                values = {"state": State.IN_SERVICE, "site": site}
                entry.record(camera, NewEvent("opening", PartialDate.parse("2024"), values))
        with register.write("removed", "А-01") as entry:
            entry.record(1, NewEvent("removed"))
    return path


@pytest.fixture
def clerk(qtbot, open_window, path):
    return Clerk(qtbot, open_window(path))


@pytest.fixture
def page(clerk):
    page = clerk.show("gaps")
    clerk.wait(lambda: page.model.count() > 0)
    return page


def counts(page) -> dict[str, int]:
    """By gap, the count that the page shows."""
    return {page.model.row(i)[2]: page.model.row(i)[3] for i in range(page.model.count())}


def choose(page, gap):
    row = next(i for i in range(page.model.count()) if page.model.row(i)[2] == gap)
    page.table.setCurrentIndex(page.model.index(row, 0))


def fill(clerk, page, gap) -> FillDialog:
    choose(page, gap)
    clerk.press(Key.Key_F2)
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), FillDialog))
    dialog = QApplication.activeModalWidget()
    clerk.wait(lambda: dialog.view.spot() == (0, 0))
    return dialog


def save(clerk, dialog):
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: not clerk.window.session.busy() and not dialog._saving)


def rows(clerk, query):
    return clerk.ask(lambda connection: connection.execute(query).fetchall())


def test_enter_shows_the_cameras_of_a_gap(clerk, page):
    choose(page, "coordinates")
    clerk.press(Key.Key_Return)
    cameras = clerk.page()
    assert cameras.key == "cameras"
    clerk.wait(lambda: not cameras.model.asking and len(cameras.model.ids) == CAMERAS - 1)


def test_a_column_from_a_spreadsheet_fills_downwards_as_one_entry_and_is_taken_back(clerk, page):
    dialog = fill(clerk, page, "serial_number")
    QGuiApplication.clipboard().setText("\n".join(f"S-{n}" for n in range(1, CAMERAS + 1)))
    clerk.press(Key.Key_V, CTRL)
    assert dialog.primary.text() == "Save 20"
    save(clerk, dialog)
    clerk.wait(lambda: QApplication.activeModalWidget() is None)
    assert rows(clerk, "SELECT serial_number FROM camera ORDER BY id")[::19] == [
        ("S-1",),
        ("S-20",),
    ]
    clerk.wait(
        lambda: all(page.model.row(i)[2] != "serial_number" for i in range(page.model.count()))
    )
    clerk.press(Key.Key_Z, CTRL)
    clerk.wait(lambda: rows(clerk, "SELECT max(serial_number) FROM camera") == [(None,)])


def test_what_is_wrong_stays_with_its_reason_and_the_rest_is_saved(clerk, page):
    dialog = fill(clerk, page, "date")
    clerk.type("вчера?")
    clerk.press(Key.Key_Return)
    assert dialog.model.error_at(0, 0) != ""
    assert not dialog.primary.isEnabled()
    clerk.overtype("конец 2025")
    clerk.press(Key.Key_Return)
    assert dialog.primary.text() == "Save 1"
    save(clerk, dialog)
    assert rows(clerk, "SELECT occurred_on FROM supplement") == [("2025-10/2025-12",)]


def test_17_of_20_are_saved_and_three_wrong_ones_stay_typed(clerk, page):
    dialog = fill(clerk, page, "cost")
    sums = ["100 000"] * 17 + ["сто", "1,234", "-5"]
    QGuiApplication.clipboard().setText("\n".join(sums))
    clerk.press(Key.Key_V, CTRL)
    assert dialog.primary.text() == "Save 17 of 20"
    save(clerk, dialog)
    clerk.wait(lambda: dialog.model.count() == 3)
    assert [dialog.model.text(row, 0) for row in range(3)] == ["сто", "1,234", "-5"]
    assert rows(clerk, "SELECT count(*), sum(cost) FROM supplement") == [(17, 17 * 100_000_00)]
    assert "“сто” is not a sum of money." in dialog.line.text()
    clerk.press(Key.Key_Escape)
    assert dialog.isVisible()  # nothing is lost by one Esc
    clerk.press(Key.Key_Escape)
    clerk.wait(lambda: QApplication.activeModalWidget() is None)


def test_ctrl_d_fills_the_chosen_cells_delete_clears_and_ctrl_z_takes_it_back(clerk, page):
    dialog = fill(clerk, page, "model")
    clerk.type("hikvision ds-2cd")
    clerk.press(Key.Key_Return)  # with the list of what fits open
    clerk.wait(lambda: dialog.view.spot() == (1, 0))
    for _ in range(3):
        clerk.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    clerk.press(Key.Key_D, CTRL)
    assert [dialog.model.text(row, 0) != "" for row in range(6)] == [True] * 5 + [False]
    clerk.press(Key.Key_Delete)
    assert len(dialog.model.typed_rows()) == 1
    clerk.press(Key.Key_Z, CTRL)
    save(clerk, dialog)
    assert rows(clerk, "SELECT count(*) FROM camera WHERE model = 1") == [(5,)]


def test_a_pair_of_coordinates_goes_into_both_columns_half_of_one_is_no_place(clerk, page):
    dialog = fill(clerk, page, "coordinates")
    QGuiApplication.clipboard().setText("51.2304, 51.3865")
    clerk.press(Key.Key_V, CTRL)
    clerk.press(Key.Key_Return)
    clerk.type("51.5")
    clerk.press(Key.Key_Tab)
    assert dialog.primary.text() == "Save 1 of 2"
    clerk.type("251.5")
    clerk.press(Key.Key_Return)
    assert dialog.primary.text() == "Save 1 of 2"
    save(clerk, dialog)
    stated = "SELECT latitude, longitude FROM site WHERE latitude IS NOT NULL"
    clerk.wait(lambda: rows(clerk, stated) == [(51.2304, 51.3865)])


def test_a_step_without_its_paper_stands_among_the_gaps_until_it_comes(clerk, page):
    dialog = fill(clerk, page, "paper")
    assert dialog.model.cell(0, 4) == "Removed"
    clerk.type("17-сн")
    clerk.press(Key.Key_Return)
    assert "Act of removal no. 17-сн" in dialog.line.text()
    save(clerk, dialog)
    clerk.wait(lambda: all(page.model.row(i)[2] != "paper" for i in range(page.model.count())))
    assert rows(
        clerk,
        "SELECT document.kind, number FROM supplement JOIN document ON document.id = document",
    ) == [("Act of removal", "17-сн")]


def test_a_number_taken_meanwhile_is_said_in_its_cell(clerk, page, path):
    clerk.window.session.write(_without_numbers)
    clerk.wait(
        lambda: any(page.model.row(i)[2] == "inventory_number" for i in range(page.model.count()))
    )
    dialog = fill(clerk, page, "inventory_number")
    clerk.type("А-10")
    clerk.press(Key.Key_Return)
    clerk.type("Б-1")
    clerk.press(Key.Key_Return)
    save(clerk, dialog)
    clerk.wait(lambda: dialog.primary.text() == "Save 1 of 2")
    assert "belongs to another camera" in dialog.line.text()


def _without_numbers(register):
    with register.write("correct") as entry:
        for camera in (1, 2):
            entry.correct("camera", camera, {"inventory_number": None})


def test_only_a_step_gives_a_camera_its_fate(clerk, page):
    def write_off(register):
        with register.write("written_off") as entry:
            for kind in ("proposed", "written_off"):
                entry.record(1, NewEvent(kind))

    clerk.window.session.write(write_off)
    clerk.wait(lambda: any(page.model.row(i)[2] == "fate" for i in range(page.model.count())))
    choose(page, "fate")
    assert not page.fill_button.isEnabled()
    assert page.show_button.isEnabled()


def test_the_card_asks_for_the_paper_the_date_and_the_cost_that_a_step_lacks(clerk, page):
    cameras = clerk.show("cameras")
    cameras.open_row(1)
    clerk.wait(lambda: cameras.card.camera == 1)
    said = cameras.card.sheet.toPlainText().replace("\u00a0", " ")
    assert "add the date… · add the paper… · add the cost…" in said
    ((removed,),) = rows(clerk, "SELECT id FROM event WHERE kind = 'removed'")
    for column, texts, left in (
        ("document", {"paper_number": "17-сн"}, "add the date… · add the cost…"),
        ("occurred_on", {"occurred_on": "05.12.2025"}, "add the cost…"),
        ("cost", {"cost": "1 000"}, ""),
    ):
        cameras.card.sheet.followed.emit("supplement", f"{removed}:{column}")
        form = clerk.form()
        clerk.fill(form, **texts)
        clerk.save(form)
        clerk.wait(
            lambda left=left: (
                [
                    line
                    for line in cameras.card.sheet.toPlainText().replace("\u00a0", " ").split("\n")
                    if "add the " in line and "Initial" not in line
                ][0:1]
                == ([left] if left else ["add the cost…"])
            )
        )
    assert rows(clerk, "SELECT occurred_on, cost FROM supplement") == [("2025-12-05", 1_000_00)]
    page = clerk.show("gaps")
    clerk.wait(
        lambda: not {"paper", "date"} & {page.model.row(i)[2] for i in range(page.model.count())}
    )


def test_a_date_that_contradicts_the_life_is_said_beside_its_field(clerk, page):
    cameras = clerk.show("cameras")
    cameras.open_row(1)
    clerk.wait(lambda: cameras.card.camera == 1)
    ((removed,),) = rows(clerk, "SELECT id FROM event WHERE kind = 'removed'")
    cameras.card.sheet.followed.emit("supplement", f"{removed}:occurred_on")
    form = clerk.form()
    clerk.fill(form, occurred_on="2020")
    clerk.press(Key.Key_Return, CTRL)
    clerk.wait(lambda: form.form.row("occurred_on").error() != "")
    assert rows(clerk, "SELECT count(*) FROM supplement") == [(0,)]


def test_a_step_recorded_without_its_paper_is_counted_among_the_gaps(clerk, page):
    cameras = clerk.show("cameras")
    cameras.open_row(2)
    clerk.wait(lambda: cameras.card.camera == 2)
    clerk.record("failed")
    page = clerk.show("gaps")
    clerk.wait(lambda: counts(page).get("paper") == 2)
