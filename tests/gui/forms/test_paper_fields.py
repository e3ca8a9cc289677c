"""The paper behind a step: found while its number is typed, one for many cameras, signed."""

from collections.abc import Callable
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import KINDS, State
from camdesk.gui.forms.commission_form import CommissionForm
from camdesk.gui.forms.step_form import StepForm
from camdesk.gui.session import Session
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

FormFor = Callable[..., StepForm]


@pytest.fixture
def form_for(session: Session, context, opened) -> FormFor:
    def make(kind: str, *cameras: int) -> StepForm:
        if len(cameras) > 1:
            return opened(StepForm.for_many(session, context, KINDS[kind], list(cameras)))
        return opened(StepForm(session, context, KINDS[kind], list(cameras), ""))

    return make


@pytest.fixture
def rows(session: Session):
    def ask(query: str) -> list[tuple]:
        with closing(session.register.reader()) as connection:
            return connection.execute(query).fetchall()

    return ask


@pytest.fixture
def two(add_camera) -> list[int]:
    return [add_camera(f"ZKO-{n}", State.IN_STOCK, "2020") for n in (1, 2)]


@pytest.fixture
def act(register: Register, two) -> int:
    """Defect act no. 17 of 5 December 2024; one camera was proposed by it."""
    with register.write("proposed") as entry:
        act = entry.add(
            "document", {"kind": "Defect act", "number": "17", "issued_on": "2024-12-05"}
        )
        entry.record(two[0], NewEvent("proposed", PartialDate.parse("2024-12-05"), {}, act))
    return act


def hint(form: StepForm) -> str:
    return form.form.row("paper_number").hint()


def test_many_are_proposed_with_one_conclusion_one_act_and_a_new_commission(
    qtbot, form_for, two, type_into, make_new, save, closed, rows
) -> None:
    form = form_for("proposed", *two)
    type_into(form, "conclusion", "Восстановление нецелесообразно")
    type_into(form, "paper_number", "21")
    type_into(form, "paper_date", "5.11.2026")
    small = make_new(form, "paper_commission", "Комиссия ДП", CommissionForm)
    type_into(small, "number", "14")
    type_into(small, "date", "1.11.2026")
    type_into(small, "chair", "Ахметов А. Б.")
    small.form.edit("members").set_value("Иванова В. Г.\n\n Сериков Д. Е. ")
    save(small)
    closed(small)
    assert form.form.value("paper_commission").title == "Комиссия ДП"
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.waitUntil(form.save_button.isEnabled)
    save(form)
    closed(form)
    assert rows("SELECT kind, number, issued_on, commission FROM document ORDER BY id") == [
        ("Defect act", "21", "2026-11-05", 1),
        ("Order", "14", "2026-11-01", None),
    ]
    assert rows("SELECT name, document, chair, members FROM commission") == [
        ("Комиссия ДП", 2, "Ахметов А. Б.", "Иванова В. Г.\nСериков Д. Е.")
    ]
    assert rows("SELECT camera, document FROM event WHERE kind = 'proposed' ORDER BY camera") == [
        (two[0], 1),
        (two[1], 1),
    ]
    assert rows("SELECT count(DISTINCT entry) FROM event WHERE kind = 'proposed'") == [(1,)]


def test_the_number_finds_the_paper_and_fills_in_its_date(
    qtbot, form_for, two, act, type_into, save, closed, rows
) -> None:
    form = form_for("proposed", two[1])
    form.form.focus("paper_number")
    edit = form.form.control("paper_number")
    qtbot.keyClicks(edit, "17")
    qtbot.waitUntil(edit.list.isVisible)
    assert [option.title for option in edit.list.options()] == ["Defect act № 17"]
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert not edit.list.isVisible()
    assert form.form.value("paper_date") == PartialDate.parse("2024-12-05")
    qtbot.waitUntil(lambda: "It is in the register" in hint(form))
    assert "1 camera rests on it" in hint(form)
    save(form)
    closed(form)
    assert rows("SELECT count(*) FROM document") == [(1,)]
    assert rows("SELECT document FROM event WHERE kind = 'proposed'") == [(act,), (act,)]


def test_enter_takes_no_paper_that_was_not_gone_to(qtbot, form_for, two, act) -> None:
    form = form_for("proposed", two[1])
    form.form.focus("paper_number")
    edit = form.form.control("paper_number")
    qtbot.keyClicks(edit, "1")
    qtbot.waitUntil(edit.list.isVisible)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), edit.list.isVisible()) == ("1", False)
    assert form.form.value("paper_date") is None


def test_a_number_alone_means_the_only_paper_that_has_it(
    qtbot, form_for, two, act, type_into, save, closed, rows
) -> None:
    form = form_for("proposed", two[1])
    type_into(form, "paper_number", "17")
    qtbot.waitUntil(lambda: "It is in the register: 5 Dec 2024" in hint(form).replace("\xa0", " "))
    save(form)
    closed(form)
    assert rows("SELECT count(*) FROM document") == [(1,)]


def test_the_same_number_of_another_date_is_another_paper_and_said_so(
    qtbot, form_for, two, act, type_into, save, closed, rows
) -> None:
    form = form_for("proposed", two[1])
    type_into(form, "paper_number", "17")
    type_into(form, "paper_date", "9.11.2026")
    qtbot.waitUntil(lambda: "this is another" in hint(form))
    save(form)
    closed(form)
    assert rows("SELECT issued_on FROM document") == [("2024-12-05",), ("2026-11-09",)]


def test_a_paper_signed_by_another_commission_is_refused_beside_the_field(
    qtbot, form_for, two, act, register, type_into, choose, save, rows
) -> None:
    with register.write("commission") as entry:
        first = entry.add("commission", {"name": "Первая"})
        entry.add("commission", {"name": "Вторая"})
        entry.correct("document", act, {"commission": first})
    form = form_for("proposed", two[1])
    type_into(form, "paper_number", "17")
    choose(form, "paper_commission", "Вторая")
    save(form)
    error = form.form.row("paper_commission").error
    qtbot.waitUntil(lambda: "another commission" in error())
    assert rows("SELECT commission FROM document") == [(first,)]
    choose(form, "paper_commission", "Первая")
    save(form)
    qtbot.waitUntil(lambda: rows("SELECT count(*) FROM event WHERE kind = 'proposed'") == [(2,)])


def test_a_commission_alone_makes_a_paper_whose_number_may_come_later(
    qtbot, form_for, two, register, choose, save, closed, rows
) -> None:
    with register.write("commission") as entry:
        entry.add("commission", {"name": "Первая"})
    form = form_for("proposed", *two)
    choose(form, "paper_commission", "Первая")
    qtbot.waitUntil(form.save_button.isEnabled)
    save(form)
    closed(form)
    assert rows("SELECT kind, number, commission FROM document") == [("Defect act", None, 1)]
    assert rows("SELECT DISTINCT document FROM event WHERE kind = 'proposed'") == [(1,)]


def test_steps_without_a_commission_do_not_ask_for_one(form_for, two) -> None:
    assert not form_for("lost", two[0]).form.has("paper_commission")


def test_an_order_without_a_number_is_never_taken_for_another(
    qtbot, form_for, two, register, make_new, type_into, save, closed, rows
) -> None:
    with register.write("document") as entry:
        entry.add("document", {"kind": "Order", "number": "5", "issued_on": "2026-11-01"})
    form = form_for("proposed", two[0])
    small = make_new(form, "paper_commission", "К", CommissionForm)
    type_into(small, "date", "1.11.2026")
    save(small)
    closed(small)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    save(form)
    closed(form)
    assert rows("SELECT number FROM document WHERE kind = 'Order' ORDER BY id") == [("5",), (None,)]


def test_a_mass_is_typed_with_a_comma(
    qtbot, form_for, two, register, type_into, save, closed, rows
) -> None:
    with register.write("written_off") as entry:
        for kind in ("proposed", "written_off"):
            entry.record(two[0], NewEvent(kind, PartialDate.parse("2025")))
    form = form_for("recycled", two[0])
    type_into(form, "mass_kg", "8,25")
    form.form.edit("batteries_apart").set_value(True)
    form.form.edit("wiped").set_value(False)
    save(form)
    closed(form)
    ((details,),) = rows("SELECT details FROM event WHERE kind = 'recycled'")
    assert '"mass_kg":"8.25"' in details.replace(" ", "")
