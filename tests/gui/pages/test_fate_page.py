"""The fate ledger on the screen: it balances, every number leads to its cameras, exits follow."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.pages.fate import FatePage
from camdesk.gui.session import Session
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query
from camdesk.store.register import Register


class FateContext:
    """The context of a page, which keeps where it was sent."""

    def __init__(self, page_context) -> None:
        self.settings, self.actions = page_context.settings, page_context.actions
        self.told: list[str] = []
        self.asked: list[tuple[object, ...]] = []

    def notify(self, text: str, *_offers: object) -> None:
        self.told.append(text)

    def open_row(self, page: str, row: int) -> None:
        self.asked.append((page, row))

    def show_list(self, page: str, query: Query, *, choose_all: bool = False) -> None:
        self.asked.append((page, dict(query.filters), choose_all))


@pytest.fixture
def session(register: Register, qapp: object):
    opened = Session(register)
    yield opened
    opened.close()


@pytest.fixture
def context(page_context) -> FateContext:
    return FateContext(page_context)


@pytest.fixture
def acts(register: Register, add_camera) -> list[int]:
    """Act 1 of 2024 over two cameras, one of them recycled since; act 2 of 2026 over a system."""

    def step(kind: str, cameras, day: str, paper: int | None = None) -> None:
        with register.write(kind) as entry:
            for camera in cameras:
                entry.record(camera, NewEvent(kind, PartialDate.parse(day), {}, paper))

    with register.write("document") as entry:
        papers = [
            entry.add("document", {"kind": "Акт", "number": number, "issued_on": day})
            for number, day in (("1", "2024-12-10"), ("2", "2026-11-01"))
        ]
    two = [add_camera(f"A-{n}", State.IN_STOCK, "2020") for n in (1, 2)]
    system = [add_camera("S-1", State.IN_STOCK, "2020", unit="system")]
    for cameras, day, paper in ((two, "2024-12-10", papers[0]), (system, "2026-11-01", papers[1])):
        step("proposed", cameras, "2021")
        step("written_off", cameras, day, paper)
    step("recycled", two[:1], "2025-06-01")
    return papers


@pytest.fixture
def page(qtbot: QtBot, session: Session, context, acts) -> FatePage:
    made = FatePage(session, context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitSignal(made.made):
        made.show()
    return made


def cells(page: FatePage) -> list[dict[str, str]]:
    model = page.table.model()
    names = [column.name for column in model.columns]
    return [
        {name: model.data(model.index(row, place)) for place, name in enumerate(names)}
        for row in range(model.rowCount())
    ]


def index(page: FatePage, row: int, name: str):
    model = page.table.model()
    return model.index(row, [column.name for column in model.columns].index(name))


def press(qtbot: QtBot, page: FatePage, row: int, name: str) -> None:
    """A click on a number."""
    where = page.table.visualRect(index(page, row, name)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def switch(qtbot: QtBot, page: FatePage, by: str) -> None:
    page.head.by.set_value(by)
    with qtbot.waitSignal(page.made):
        page.head.by.changed.emit()


def test_the_longest_wait_stands_first_and_units_are_never_added_up(page) -> None:
    assert [(row["act"], row["unit"], row["written_off"]) for row in cells(page)] == [
        ("Акт № 1", "Camera", "2"),
        ("Акт № 2", "System of cameras", "1"),
    ]
    assert [row["fate_unknown"] for row in cells(page)] == ["1", "1"]
    assert [row["days_waiting"] for row in cells(page)] == ["713", "22"]
    assert page.head.balance.toPlainText().splitlines() == [
        "Camera: 2 written off = 1 recycled + 1 fate unknown",
        "System of cameras: 1 written off = 1 fate unknown",
    ]
    assert page.status_text() == "2 lines"


def test_a_number_that_is_clicked_shows_its_cameras(qtbot, page, context, acts) -> None:
    press(qtbot, page, 0, "recycled")
    press(qtbot, page, 0, "written_off")
    press(qtbot, page, 1, "fate_unknown")
    assert context.asked == [
        ("cameras", {"act": (acts[0],), "unit": ("camera",), "state": ("recycled",)}, False),
        ("cameras", {"act": (acts[0],), "unit": ("camera",)}, False),
        ("cameras", {"act": (acts[1],), "unit": ("system",), "state": ("written_off",)}, False),
    ]


def test_zeros_lead_nowhere_and_the_act_leads_to_its_paper(qtbot, page, context, acts) -> None:
    press(qtbot, page, 0, "destroyed")
    assert context.asked == []
    press(qtbot, page, 0, "act")
    assert context.asked == [("documents", acts[0])]


def test_enter_follows_the_number_under_the_frame(qtbot, page, context, acts) -> None:
    page.activate()
    page.table.setCurrentIndex(index(page, 1, "unit"))
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert context.asked == [("cameras", {"act": (acts[1],), "unit": ("system",)}, False)]


def test_the_hand_shows_what_can_be_pressed(page) -> None:
    def shape(row: int, name: str) -> Qt.CursorShape:
        where = QPointF(page.table.visualRect(index(page, row, name)).center())
        none = Qt.MouseButton.NoButton
        move = QMouseEvent(
            QEvent.Type.MouseMove, where, where, none, none, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(page.table.viewport(), move)
        return page.table.viewport().cursor().shape()

    assert shape(0, "written_off") == Qt.CursorShape.PointingHandCursor
    assert shape(0, "sold") == Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize(("by", "titles"), [("year", ["2024", "2026"]), ("programme", ["—", "—"])])
def test_the_same_ledger_by_year_and_by_programme(qtbot, page, context, by, titles) -> None:
    switch(qtbot, page, by)
    assert [row[by] for row in cells(page)] == titles
    press(qtbot, page, 0, "fate_unknown")
    ((_, filters, _),) = context.asked
    assert filters[f"written_off_{by}"] == ((2024,) if by == "year" else (None,))


def test_as_of_another_day_the_ledger_is_that_of_the_day_and_names_its_cameras(
    qtbot, page, context
) -> None:
    with qtbot.waitSignal(page.made):
        page.head.days.fields["as_of"].set_value(PartialDate.parse("2024-12-31"))
        page.head.days.changed.emit()
    assert [(row["act"], row["written_off"], row["fate_unknown"]) for row in cells(page)] == [
        ("Акт № 1", "2", "2")
    ]
    assert cells(page)[0]["days_waiting"] == "21"
    press(qtbot, page, 0, "fate_unknown")
    qtbot.waitUntil(lambda: bool(context.asked))
    assert context.asked == [("cameras", {"among": (1, 2)}, False)]
    assert "as they are today" in context.told[-1]


def test_before_anything_was_written_off_the_page_says_so(qtbot, page) -> None:
    with qtbot.waitSignal(page.made):
        page.head.days.fields["as_of"].set_value(PartialDate.parse("2019"))
        page.head.days.changed.emit()
    assert page.remark.isVisible()
    assert page.head.balance.toPlainText() == ""


def test_those_who_wait_are_opened_ready_for_their_exit(qtbot, page, context, acts) -> None:
    qtbot.mouseClick(page.head.exits_button, Qt.MouseButton.LeftButton)
    page.table.selectRow(0)
    page.record_exits()
    assert context.asked == [
        ("cameras", {"state": ("written_off",)}, True),
        ("cameras", {"state": ("written_off",), "act": (acts[0],), "unit": ("camera",)}, True),
    ]


def test_the_ledger_follows_the_register_and_keeps_its_place(
    qtbot, page, session, register
) -> None:
    page.table.setCurrentIndex(index(page, 1, "unit"))
    with qtbot.waitSignal(page.made):
        session.write(lambda register: _destroy(register, 2))
    assert [row["destroyed"] for row in cells(page)] == ["0", "1"]
    assert page.table.currentIndex().row() == 1


def _destroy(register: Register, camera: int) -> None:
    with register.write("destroyed") as entry:
        entry.record(camera, NewEvent("destroyed", PartialDate.parse("2026-11-20")))


def test_the_page_is_restored_as_it_was(qtbot, page, session, context) -> None:
    switch(qtbot, page, "year")
    page.head.days.fields["as_of"].set_value(PartialDate.parse("2025"))
    other = FatePage(session, context)
    qtbot.addWidget(other)
    other.restore(page.state())
    with qtbot.waitSignal(other.made):
        other.show()
    assert other.head.grouping() == "year"
    assert [row["year"] for row in cells(other)] == ["2024"]


def test_the_ledger_is_saved_as_it_is_shown(qtbot, page, tmp_path) -> None:
    from camdesk.reports.saving import Form

    switch(qtbot, page, "year")
    made = []
    page.export.ask = lambda name, make, asked: made.append(make)  # the dialog has tests of its own
    page.export_csv()
    path = tmp_path / "fate.csv"
    with qtbot.waitSignal(page.export.saved):
        page.export.start("Fate", made[0], path, Form())
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("2024,camera,2,0,1,")


def test_nothing_leads_anywhere_beside_the_lines(qtbot, page, context) -> None:
    below = QPoint(50, page.table.viewport().height() - 5)
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert context.asked == []
