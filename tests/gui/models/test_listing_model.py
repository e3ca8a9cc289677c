from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.gui.models.listing_answer import PAGE, Answer, Keep
from camdesk.gui.models.listing_model import ListingModel
from camdesk.gui.session import Session
from camdesk.store import cameras
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query

Fill = Callable[[int], list[int]]


@pytest.fixture
def model(session: Session) -> ListingModel:
    return ListingModel(session, cameras.listing("en"), "cameras")


def ask(qtbot: QtBot, model: ListingModel, query: Query, keep: Keep | None = None) -> Answer:
    with qtbot.waitSignal(model.answered) as blocker:
        model.ask(query, keep or Keep())
    return blocker.args[0]


def number(model: ListingModel, row: int) -> str:
    return model.data(model.index(row, 0))


def test_it_is_a_proper_model_before_and_after_every_answer(
    qtbot: QtBot, model: ListingModel, fill: Fill, qtmodeltester: ModelTester
) -> None:
    fill(PAGE + 5)
    qtmodeltester.check(model)
    ask(qtbot, model, Query())
    qtmodeltester.check(model)
    ask(qtbot, model, Query(search="N-0001"))
    qtmodeltester.check(model)


def test_the_rows_seen_first_come_with_the_answer(
    qtbot: QtBot, model: ListingModel, fill: Fill
) -> None:
    fill(300)
    ask(qtbot, model, Query())
    assert model.rowCount() == 300
    assert [number(model, row) for row in (0, 39)] == ["N-0001", "N-0040"]


def test_a_row_that_was_not_looked_at_is_blank_until_its_page_comes(
    qtbot: QtBot, model: ListingModel, fill: Fill
) -> None:
    fill(6 * PAGE)
    ask(qtbot, model, Query())
    last = model.rowCount() - 1
    assert model.row(last) is None
    assert number(model, last) == ""
    with qtbot.waitSignal(model.dataChanged):
        model.show_rows(last - 20, last)
    assert number(model, last) == f"N-{6 * PAGE:04d}"


def test_neighbours_come_after_the_rows_that_are_seen(
    qtbot: QtBot, model: ListingModel, fill: Fill
) -> None:
    fill(6 * PAGE)
    ask(qtbot, model, Query())
    model.show_rows(3 * PAGE, 3 * PAGE + 20)
    qtbot.waitUntil(lambda: model.row(4 * PAGE) is not None)
    assert model.row(2 * PAGE) is not None
    assert model.row(5 * PAGE) is None


def test_only_the_place_where_the_handle_stops_is_asked_for(
    qtbot: QtBot,
    model: ListingModel,
    session: Session,
    fill: Fill,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(12 * PAGE)
    ask(qtbot, model, Query())
    asked: list[str] = []
    read = session.read
    monkeypatch.setattr(session, "read", lambda key, *rest: (asked.append(key), read(key, *rest)))
    for page in range(2, 10):
        model.show_rows(page * PAGE, page * PAGE + 20, patient=True)
        QCoreApplication.processEvents()
    assert asked == []
    qtbot.waitUntil(lambda: model.row(9 * PAGE) is not None)
    assert all(model.row(page * PAGE) is None for page in range(2, 7))


def test_old_rows_stay_until_the_new_list_is_here(
    qtbot: QtBot, model: ListingModel, fill: Fill
) -> None:
    fill(10)
    ask(qtbot, model, Query())
    with qtbot.waitSignal(model.answered):
        model.ask(Query(search="N-0007"), Keep())
        assert model.rowCount() == 10
        assert model.asking
    assert model.rowCount() == 1
    assert model.total == 10
    assert not model.asking


def test_of_two_questions_only_the_later_is_answered(
    qtbot: QtBot, model: ListingModel, fill: Fill
) -> None:
    fill(10)
    answers: list[Answer] = []
    model.answered.connect(answers.append)
    with qtbot.waitSignal(model.answered):
        model.ask(Query(search="N-0007"), Keep())
        model.ask(Query(search="N-0008"), Keep())
    qtbot.wait(20)
    assert [answer.query.search for answer in answers] == ["N-0008"]


def test_a_question_broken_off_leaves_the_list_as_it_was(
    qtbot: QtBot, model: ListingModel, fill: Fill
) -> None:
    fill(10)
    ask(qtbot, model, Query())
    with qtbot.assertNotEmitted(model.answered, wait=50):
        model.ask(Query(search="N-0007"), Keep())
        model.cancel()
    assert model.rowCount() == 10
    assert model.asked == Query()


def test_the_current_and_the_selected_rows_are_found_in_the_new_order(
    qtbot: QtBot, model: ListingModel, fill: Fill
) -> None:
    fill(300)
    ask(qtbot, model, Query())
    keep = Keep(current=model.ids[0], selected=tuple(model.ids[:2]), above=3, old=model.ids)
    answer = ask(qtbot, model, Query(sort="inventory_number", descending=True), keep)
    assert answer.current == 299
    assert answer.selected == (298, 299)
    assert answer.top == 260  # no emptiness below the last row
    assert model.row(299) is not None


def test_a_list_with_the_same_rows_is_not_reset(
    qtbot: QtBot, model: ListingModel, session: Session, fill: Fill
) -> None:
    ids = fill(10)
    ask(qtbot, model, Query())
    with qtbot.waitSignal(session.changed):
        session.write(lambda register: correct(register, ids[3]))
    with qtbot.assertNotEmitted(model.modelReset):
        answer = ask(qtbot, model, Query(), Keep(old=model.ids))
    assert answer.same
    assert number(model, 3) == "ANOTHER"


def correct(register, camera: int) -> None:
    with register.write("correct") as entry:
        entry.correct("camera", camera, {"inventory_number": "ANOTHER"})


def test_a_row_added_meanwhile_resets_the_list(
    qtbot: QtBot, model: ListingModel, session: Session, fill: Fill
) -> None:
    fill(3)
    ask(qtbot, model, Query())

    def add(register) -> None:
        with register.write("create") as entry:
            camera = entry.add("camera", {"inventory_number": "N-9999"})
            day = PartialDate.parse("2024")
            entry.record(camera, NewEvent("opening", day, {"state": State.FAILED}))

    with qtbot.waitSignal(session.changed):
        session.write(add)
    assert not ask(qtbot, model, Query(), Keep(old=model.ids)).same
    assert model.rowCount() == 4
    assert model.total == 4


def test_numbers_stand_at_the_right_and_so_do_their_titles(model: ListingModel) -> None:
    names = [column.name for column in model.columns]
    at_right = {
        name
        for section, name in enumerate(names)
        if model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        & Qt.AlignmentFlag.AlignRight
    }
    assert at_right == {"latitude", "longitude", "id"}


def test_an_error_of_a_question_is_told_and_ends_it(
    qtbot: QtBot, model: ListingModel, session: Session
) -> None:
    with qtbot.waitSignal(session.failed):
        model.ask(Query(filters={"no such filter": (1,)}), Keep())
    assert not model.asking
