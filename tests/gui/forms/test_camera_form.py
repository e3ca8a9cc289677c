"""New cameras, corrections and duplicates: facts as typed, history kept, nothing written twice."""

import pytest
from PySide6.QtCore import Qt

from camdesk.domain.lifecycle import State, beginnings
from camdesk.gui.forms.camera_form import CameraForm
from camdesk.gui.forms.site_form import SiteForm
from camdesk.gui.session import Session
from camdesk.store import cards
from camdesk.store.register import Register


@pytest.fixture
def new_form(session: Session, context, opened):
    return lambda: opened(CameraForm.new(session, context))


@pytest.fixture
def edit_form(qtbot, session: Session, context, opened):
    def make(camera: int) -> CameraForm:
        form = opened(CameraForm.edit(session, context, camera))
        qtbot.waitUntil(form.form.isEnabled)
        return form

    return make


@pytest.fixture
def asked(register: Register):
    """Asks a question in SQL."""

    def ask(sql: str, *values: object) -> list[tuple[object, ...]]:
        connection = register.reader()
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    return ask


def _choose_value(form: CameraForm, name: str, value: object) -> None:
    box = form.form.edit(name)
    box.set_value(value)
    box.changed.emit()


def test_a_new_camera_is_in_service_where_nothing_else_is_said(
    new_form, type_into, save, closed, asked, context
) -> None:
    form = new_form()
    type_into(form, "inventory_number", "ЗКО-000412")
    save(form)
    closed(form)
    assert asked("SELECT inventory_number, state, live FROM camera") == [
        ("ЗКО-000412", "in_service", 1)
    ]
    assert asked("SELECT action, subject FROM entry") == [("create", "ЗКО-000412")]
    assert context.told() == ["Saved: New camera ЗКО-000412. Ctrl+Z takes it back."]


def test_every_beginning_can_be_chosen_and_what_they_share_stays_typed(
    new_form, type_into, session: Session
) -> None:
    form = new_form()
    for kind in beginnings():
        _choose_value(form, "beginning", kind.name)
        own = {f"beginning_{field.name}" for field in kind.fields}
        shown = {name for name in form.form.in_order() if name.startswith("beginning_")}
        assert own <= shown
        if kind.name == "opening":
            type_into(form, "beginning_occurred_on", "2014")
            type_into(form, "beginning_paper_number", "77")
        assert form.form.edit("beginning_occurred_on").line.text() == "2014"
        assert form.form.edit("beginning_paper_number").text() == "77"


def test_tab_goes_through_the_fields_of_the_beginning_before_the_buttons(qtbot, new_form) -> None:
    form = new_form()
    _choose_value(form, "beginning", "received")
    form.form.focus("inventory_number")
    reached = []
    for _ in range(40):
        widget = form.focusWidget()
        reached.append(widget)
        if widget is form.save_button:
            break
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    shown = [name for name in form.form.in_order() if form.form.row(name).isVisible()]
    edits = [form.form.control(name) for name in shown]
    assert reached == [edit.focusProxy() or edit for edit in edits] + [form.save_button]


def test_a_taken_number_is_refused_beside_its_field(
    qtbot, new_form, type_into, save, add_camera, asked
) -> None:
    add_camera("ZKO-1")
    form = new_form()
    type_into(form, "inventory_number", "ZKO-1")
    type_into(form, "serial_number", "SN-5")
    save(form)
    row = form.form.row("inventory_number")
    qtbot.waitUntil(lambda: "belongs to another camera" in row.error())
    assert form.form.edit("serial_number").value() == "SN-5"
    assert asked("SELECT count(*) FROM camera") == [(1,)]
    type_into(form, "inventory_number", "ZKO-2")
    assert row.error() == ""


def test_how_many_cameras_a_system_has_is_asked_of_systems_only(
    new_form, type_into, save, closed, asked
) -> None:
    form = new_form()
    assert not form.form.row("cameras_in_system").isVisible()
    _choose_value(form, "unit", "system")
    assert form.form.row("cameras_in_system").isVisible()
    type_into(form, "cameras_in_system", "4")
    save(form)
    closed(form)
    assert asked("SELECT unit, cameras_in_system FROM camera") == [("system", 4)]


def test_a_site_is_made_from_the_form_of_the_camera_in_the_same_entry(
    qtbot, new_form, make_new, type_into, save, closed, asked
) -> None:
    form = new_form()
    type_into(form, "inventory_number", "ZKO-1")
    small = make_new(form, "beginning_site", "ул. Абая, 96", SiteForm)
    assert small.form.edit("address").value() == "ул. Абая, 96"
    type_into(small, "code", "S-1")
    save(small)
    closed(small)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert asked("SELECT count(*) FROM site") == [(0,)]
    save(form)
    closed(form)
    assert asked("SELECT site.code, address FROM camera JOIN site ON site.id = camera.site") == [
        ("S-1", "ул. Абая, 96")
    ]
    assert asked("SELECT count(*) FROM entry") == [(1,)]


def test_only_what_differs_is_written(
    edit_form, type_into, save, closed, register: Register, add_camera, asked
) -> None:
    camera = add_camera("ZKO-1", serial_number="OLD", note="as it was")
    form = edit_form(camera)
    assert form.form.edit("inventory_number").value() == "ZKO-1"
    type_into(form, "serial_number", "NEW")
    type_into(form, "reason", "misread")
    save(form)
    closed(form)
    changes = asked(
        "SELECT column_name, old, new FROM change JOIN entry ON entry.id = change.entry"
        " WHERE action = 'correct'"
    )
    assert changes == [("serial_number", '"OLD"', '"NEW"')]
    assert asked("SELECT subject, reason FROM entry WHERE action = 'correct'") == [
        ("ZKO-1", "misread")
    ]


def test_saving_without_a_change_makes_no_entry(edit_form, save, closed, add_camera, asked) -> None:
    form = edit_form(add_camera("ZKO-1", serial_number="OLD"))
    save(form)
    closed(form)
    assert asked("SELECT count(*) FROM entry") == [(1,)]


def test_a_form_that_was_loaded_is_untouched(qtbot, edit_form, add_camera, asked) -> None:
    form = edit_form(add_camera("ZKO-1", serial_number="OLD"))
    rejected: list[bool] = []
    form.rejected.connect(lambda: rejected.append(True))
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Escape)
    assert rejected, "Esc asked about a text that nobody typed"
    assert asked("SELECT count(*) FROM entry") == [(1,)]


def test_a_fact_can_be_emptied(edit_form, type_into, save, closed, add_camera, asked) -> None:
    form = edit_form(add_camera("ZKO-1", note="wrong"))
    type_into(form, "note", "")
    save(form)
    closed(form)
    assert asked("SELECT note FROM camera") == [(None,)]


def test_a_duplicate_takes_the_facts_but_neither_number(
    qtbot, session: Session, context, opened, save, closed, register: Register, asked
) -> None:
    with register.write("create") as entry:
        model = entry.add("model", {"maker": "Образец", "name": "Д-2"})
        facts = {"inventory_number": "ZKO-1", "serial_number": "SN", "model": model}
        camera = entry.add("camera", facts)
        from camdesk.store.ledger import NewEvent

        entry.record(camera, NewEvent("received"))
    form = opened(CameraForm.duplicate(session, context, camera))
    qtbot.waitUntil(form.form.isEnabled)
    assert form.form.edit("beginning").value() == "received"
    save(form)
    closed(form)
    assert asked("SELECT inventory_number, serial_number, model, state FROM camera") == [
        ("ZKO-1", "SN", model, "in_stock"),
        (None, None, model, "in_stock"),
    ]


def test_the_state_of_an_opening_is_recorded_with_the_date_it_was_known(
    new_form, type_into, save, closed, register: Register
) -> None:
    form = new_form()
    _choose_value(form, "beginning_state", State.FAILED)
    type_into(form, "beginning_occurred_on", "2024")
    type_into(form, "beginning_installed_on", "2014")
    save(form)
    closed(form)
    connection = register.reader()
    (event,) = cards.timeline(connection, 1, "en")
    connection.close()
    assert (event.occurred_on, event.state) == ("2024", "failed")
    assert event.details["installed_on"].edtf == "2014"
