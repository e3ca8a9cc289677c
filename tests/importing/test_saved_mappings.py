"""Mappings are kept in the register, and the table of next month is recognised by them."""

from contextlib import closing
from dataclasses import replace

import pytest

from camdesk.domain.errors import KnownError
from camdesk.importing import saved_mappings
from camdesk.importing.fields import Purpose, Rule
from camdesk.importing.mapping import Mapping
from camdesk.importing.reader import open_table
from camdesk.store.register import Register

MAPPING = Mapping(
    {"Камера": "site.code", "Сост.": "state", "Марка": "camera.maker", "С": "installed_on"},
    {"state": {"раб": "in_service"}},
    {"С": "dmy"},
    ("site.code",),
    "Акимат",
    Purpose.SNAPSHOT,
    {"camera.maker": Rule.REPLACEMENT},
    {"camera.programme": "Двор"},
)


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as made:
        yield made


def save(register, mapping, name):
    with register.write("mapping", name) as entry:
        return saved_mappings.save(entry, mapping, name)


def saved(register):
    with closing(register.reader()) as connection:
        return {one.name: one.mapping for one in saved_mappings.all_saved(connection)}


def recognised(register, tmp_path, header):
    path = tmp_path / "t.csv"
    path.write_text(header + "\n" + ";".join("x" for _ in header.split(";")) + "\n")
    with closing(register.reader()) as connection:
        return saved_mappings.recognise(connection, open_table(path))


def test_a_mapping_comes_back_whole_under_its_new_name(register):
    save(register, MAPPING, "  Акимат,  май ")
    assert saved(register) == {"Акимат, май": replace(MAPPING, name="Акимат, май")}


def test_the_same_name_takes_the_place_of_the_older_one_and_undo_brings_it_back(register):
    first = save(register, MAPPING, "А")
    assert save(register, replace(MAPPING, orders={}), "А") == first
    assert saved(register)["А"].orders == {}
    with closing(register.reader()) as connection:
        ((last,),) = connection.execute("SELECT max(id) FROM entry")
    register.void(last)
    assert saved(register)["А"].orders == {"С": "dmy"}


def test_a_forgotten_mapping_is_not_offered_and_not_recognised(register, tmp_path):
    row = save(register, MAPPING, "А")
    with register.write("mapping", "А") as entry:
        saved_mappings.forget(entry, row)
    assert saved(register) == {}
    assert recognised(register, tmp_path, "Камера;Сост.;Марка;С") is None


def test_a_mapping_without_a_name_is_not_saved(register):
    with pytest.raises(KnownError):
        save(register, MAPPING, "  ")


def test_a_table_with_all_the_columns_is_recognised_others_are_not(register, tmp_path):
    save(register, MAPPING, "А")
    assert recognised(register, tmp_path, "№;С;Марка;Сост.;Камера").name == "А"
    assert recognised(register, tmp_path, "С;Марка;Камера") is None


def test_of_several_that_fit_the_one_that_explains_most_is_taken(register, tmp_path):
    save(register, MAPPING, "вся")
    save(register, Mapping({"Камера": "site.code"}), "часть")
    assert recognised(register, tmp_path, "Камера;Сост.;Марка;С").name == "вся"
    assert recognised(register, tmp_path, "Камера;Марка").name == "часть"


def test_a_mapping_of_an_own_field_that_the_register_lacks_is_not_recognised(register, tmp_path):
    save(register, Mapping({"Камера": "site.code", "Ш": "camera.own.Шкаф"}), "А")
    assert recognised(register, tmp_path, "Камера;Ш") is None
