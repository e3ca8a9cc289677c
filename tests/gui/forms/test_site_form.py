"""The form of a site checks where it is, and takes coordinates as they are pasted."""

import pytest
from PySide6.QtWidgets import QApplication

from camdesk.gui.forms.site_form import SiteForm
from camdesk.gui.session import Session
from camdesk.store import cards
from camdesk.store.books import Found
from camdesk.store.register import Register


@pytest.fixture
def new_form(session: Session, context, opened):
    return lambda: opened(SiteForm.new(session, context))


def _facts(register: Register, site: int) -> dict[str, object]:
    connection = register.reader()
    try:
        return cards.facts(connection, "site", site)
    finally:
        connection.close()


@pytest.mark.parametrize(
    "pasted", ["51.23, 51.39", "51,23, 51,39", "51.23 51.39", " 51.23;51.39 ", "51,23; 51,39"]
)
def test_a_pair_pasted_into_latitude_fills_both(
    new_form, save, closed, register: Register, pasted: str
) -> None:
    form = new_form()
    edit = form.form.edit("latitude")
    form.form.focus("latitude")
    QApplication.clipboard().setText(pasted)
    edit.paste()
    save(form)
    closed(form)
    facts = _facts(register, 1)
    assert (facts["latitude"], facts["longitude"]) == (51.23, 51.39)


def test_a_decimal_comma_is_a_decimal_point(
    new_form, type_into, save, closed, register: Register
) -> None:
    form = new_form()
    type_into(form, "latitude", "51,23")
    type_into(form, "longitude", "51,5")
    type_into(form, "height_m", "6,5")
    save(form)
    closed(form)
    facts = _facts(register, 1)
    assert (facts["latitude"], facts["longitude"], facts["height_m"]) == (51.23, 51.5, 6.5)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("latitude", "91", "91 lies outside -90 to 90"),
        ("longitude", "-181", "-181"),
        ("latitude", "north", "is not a number"),
        ("azimuth", "361", "361 lies outside 0 to 360"),
    ],
)
def test_what_lies_nowhere_on_earth_is_refused_beside_its_field(
    new_form, type_into, save, field: str, text: str, said: str
) -> None:
    form = new_form()
    type_into(form, "code", "S-1")
    type_into(form, field, text)
    save(form)
    assert said in form.form.row(field).error()


def test_one_coordinate_alone_is_refused_at_the_missing_one(new_form, type_into, save) -> None:
    form = new_form()
    type_into(form, "longitude", "51.39")
    type_into(form, "code", "S-1")
    save(form)
    assert "go together" in form.form.row("latitude").error()


def test_a_site_that_is_nowhere_is_refused(new_form, type_into, save) -> None:
    form = new_form()
    type_into(form, "note", "somewhere")
    save(form)
    assert "Nothing says where" in form.form.row("address").error()


def test_a_taken_code_is_refused_beside_its_field(
    qtbot, new_form, type_into, save, register: Register
) -> None:
    with register.write("site") as entry:
        entry.add("site", {"code": "S-1"})
    form = new_form()
    type_into(form, "code", "S-1")
    save(form)
    qtbot.waitUntil(lambda: "belongs to another site" in form.form.row("code").error())


def test_a_correction_writes_only_what_differs(
    qtbot, session: Session, context, opened, type_into, save, closed, register: Register
) -> None:
    with register.write("site") as entry:
        place = entry.add("place", {"kind": "city", "name_ru": "Уральск"})
        site = entry.add("site", {"code": "S-1", "place": place, "latitude": 51.243648,
                                  "longitude": 51.376761})  # fmt: skip
    form = opened(SiteForm.edit(session, context, site))
    qtbot.waitUntil(form.form.isEnabled)
    assert form.form.edit("place").text() == "Уральск"
    type_into(form, "mount", "опора")
    save(form)
    closed(form)
    connection = register.reader()
    changes = connection.execute("SELECT column_name FROM change WHERE entry = 2").fetchall()
    connection.close()
    assert changes == [("mount",)]
    assert context.told() == ["Saved: Correction S-1. Ctrl+Z takes it back."]


def test_coordinates_far_from_their_place_are_remarked_and_may_be_saved(
    new_form, type_into, save, closed, register: Register, qtbot
) -> None:
    centre = {"kind": "city", "name_ru": "Уральск", "latitude": 51.23, "longitude": 51.39}
    with register.write("book") as entry:
        city = entry.add("place", centre)
    form = new_form()
    form.form.edit("place").set_value(Found(city, "Уральск", ""))
    type_into(form, "latitude", "51,24")
    type_into(form, "longitude", "51,4")
    hint = form.form.row("longitude").hint
    type_into(form, "latitude", "21,24")
    qtbot.waitUntil(lambda: "from the centre of Уральск" in hint())
    type_into(form, "latitude", "51,24")
    qtbot.waitUntil(lambda: hint() == "")
    type_into(form, "latitude", "21,24")
    save(form)
    closed(form)
    assert _facts(register, 1)["latitude"] == 21.24
