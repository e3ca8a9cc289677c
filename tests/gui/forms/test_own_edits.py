"""Own fields on the forms of cameras, sites, contracts: in the entry of the form, only if said."""

import pytest

from camdesk.gui.forms.camera_form import CameraForm
from camdesk.gui.forms.contract_form import ContractForm
from camdesk.gui.forms.site_form import SiteForm

KINDS = ("text", "number", "date", "money", "choice")
TYPED = {"text": "оптика", "number": "2,50", "date": "конец 2024", "money": "1 500", "choice": "да"}
KEPT = {
    "text": "оптика",
    "number": "2.5",
    "date": "2024-10/2024-12",
    "money": "150000",
    "choice": "да",
}


@pytest.fixture
def fields(qtbot, register, session):
    """Fields of each kind for each table; by table and kind what the form calls them."""
    named = {}
    with register.write("own_field") as entry:
        for table in ("camera", "site", "contract"):
            for kind in KINDS:
                facts = {"table_name": table, "name": f"{table} {kind}", "kind": kind}
                row = entry.add("own_field", {**facts, "choices": "да\nнет"})
                named[table, kind] = f"own_{row}"
    with qtbot.waitSignal(session.own_fields_changed):
        session.changed.emit()
    return named


def said(register, table):
    connection = register.reader()
    rows = connection.execute(
        "SELECT kind, value FROM own_value JOIN own_field ON own_field.id = field"
        f" WHERE {table} IS NOT NULL"
    ).fetchall()
    connection.close()
    return dict(rows)


def say(form, fields, table, type_into):
    for kind in KINDS[:-1]:
        type_into(form, fields[table, kind], TYPED[kind])
    form.form.edit(fields[table, "choice"]).set_value("да")


def test_a_new_camera_has_its_own_fields_in_its_own_entry(
    register, session, context, fields, opened, type_into, save, closed
):
    form = opened(CameraForm.new(session, context))
    type_into(form, "inventory_number", "А-1")
    say(form, fields, "camera", type_into)
    save(form)
    closed(form)
    assert said(register, "camera") == KEPT
    register.undo()
    assert said(register, "camera") == {}


def test_only_what_differs_is_written_again(
    qtbot, register, session, context, fields, add_camera, opened, type_into, save, closed
):
    camera = add_camera("А-1")
    for text in ("оптика", "медь"):
        form = opened(CameraForm.edit(session, context, camera))
        qtbot.waitUntil(form.form.isEnabled)
        type_into(form, fields["camera", "text"], text)
        save(form)
        closed(form)
    connection = register.reader()
    changes = connection.execute(
        "SELECT column_name, new FROM change WHERE table_name = 'own_value' ORDER BY id"
    ).fetchall()
    connection.close()
    assert [column for column, _ in changes] == [None, "value"]
    assert changes[1][1] == '"медь"'
    form = opened(CameraForm.edit(session, context, camera))
    qtbot.waitUntil(form.form.isEnabled)
    assert form.form.edit(fields["camera", "text"]).value() == "медь"
    save(form)
    closed(form)
    assert said(register, "camera") == {"text": "медь"}


def test_a_site_and_a_contract_have_theirs(
    register, session, context, fields, opened, type_into, save, closed
):
    form = opened(SiteForm.new(session, context))
    type_into(form, "code", "У-1")
    say(form, fields, "site", type_into)
    save(form)
    closed(form)
    form = opened(ContractForm(session, context))
    type_into(form, "number", "17")
    say(form, fields, "contract", type_into)
    save(form)
    closed(form)
    assert said(register, "site") == said(register, "contract") == KEPT


def test_a_number_beyond_all_bounds_is_said_beside_its_field(
    register, session, context, fields, opened, type_into, save
):
    form = opened(CameraForm.new(session, context))
    type_into(form, fields["camera", "number"], "1" * 30)
    save(form)
    assert "does not fit" in form.form.row(fields["camera", "number"]).error()
    assert said(register, "camera") == {}
