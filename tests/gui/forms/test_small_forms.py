"""What a form makes on its way is checked like everything else."""

import pytest
from PySide6.QtWidgets import QWidget

from camdesk.gui.forms.small_forms import ModelForm, OrganisationForm
from camdesk.gui.operations import NewRow
from camdesk.gui.session import Session
from camdesk.store.register import Register


@pytest.fixture
def drafts():
    """What forms handed over."""
    return []


def test_a_bin_typed_instead_of_a_name_stands_in_its_field(opened, session: Session) -> None:
    form = opened(OrganisationForm(session, "940140 000385"))
    assert form.form.edit("bin").value() == "940140000385"
    assert form.form.edit("name").value() is None


def test_an_organisation_needs_a_name(opened, session: Session, save, drafts) -> None:
    form = opened(OrganisationForm(session, "940140000385"))
    form.drafted.connect(drafts.append)
    save(form)
    assert form.form.row("name").error() == "This is needed."
    assert drafts == []


def test_a_bin_that_is_known_names_its_organisation(
    qtbot, opened, session: Session, register: Register, save, type_into
) -> None:
    with register.write("create") as entry:
        entry.add("organisation", {"name": "Казахтелеком", "bin": "941240000193"})
    form = opened(OrganisationForm(session, "АО Казахтелеком"))
    type_into(form, "bin", "941240000193")
    save(form)
    row = form.form.row("bin")
    qtbot.waitUntil(lambda: "belongs to “Казахтелеком” already" in row.error())


def test_a_model_is_named_by_maker_and_name(
    opened, session: Session, save, closed, type_into, drafts
) -> None:
    form = opened(ModelForm(session, "Hikvision DS-2CD"))
    form.drafted.connect(drafts.append)
    type_into(form, "service_life_months", "84")
    save(form)
    closed(form)
    assert drafts == [
        NewRow(
            "model",
            {
                "maker": "Hikvision",
                "name": "DS-2CD",
                "type": None,
                "resolution": None,
                "service_life_months": 84,
            },
            "Hikvision DS-2CD",
        )
    ]


def test_a_form_that_grows_stays_on_the_screen(qtbot, opened, session: Session) -> None:
    form = opened(OrganisationForm(session, ""))
    much = QWidget()
    much.setFixedHeight(5000)
    form.body.addWidget(much)
    form.grow()
    qtbot.waitUntil(lambda: form.height() == form.room().height())
    assert form.height() < form.screen().availableGeometry().height()
