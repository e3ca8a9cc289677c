"""A table's columns feed own fields: recognised by name, read by kind, refused with the reason."""

from contextlib import closing

import pytest

from camdesk.domain.errors import KnownError
from camdesk.domain.own_fields import OwnField
from camdesk.importing.mapping import Mapping
from camdesk.importing.own_cells import own_value
from camdesk.importing.plan import Planner
from camdesk.importing.proposal import propose
from camdesk.importing.reader import open_table
from camdesk.importing.run import import_table
from camdesk.store import own_fields
from camdesk.store.register import Register

TABLE = """инв;статус;Кабель;Длина;Поверка;Цена;Опора
А-1;в работе;Оптика;1 250,5;25.12.2024;1 500,50;бетон
А-2;в работе;;;;;
А-3;в работе;стекло;много;17.13.2024;сто;
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "own.camdesk"
    with Register.create(path) as register, register.write("own") as entry:
        for name, kind in (
            ("Кабель", "choice"), ("Длина", "number"), ("Поверка", "date"), ("Цена", "money"),
        ):  # fmt: skip
            facts = {"table_name": "camera", "name": name, "kind": kind}
            entry.add("own_field", {**facts, "choices": "оптика\nмедь"})
        entry.add("own_field", {"table_name": "site", "name": "Опора", "kind": "text"})
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def own(file):
    with Register.open(file) as register, closing(register.reader()) as connection:
        yield own_fields.all_fields(connection)


def test_headings_called_as_own_fields_are_proposed_for_them(file, own):
    mapping = propose(open_table(file.with_name("table.csv")), own)
    assert mapping.columns["Кабель"] == "camera.own.Кабель"
    assert mapping.columns["Опора"] == "site.own.Опора"
    assert mapping.orders == {"Поверка": "dmy"}


def test_values_come_with_their_cameras_and_sites_and_what_does_not_fit_is_refused(file):
    outcome = import_table(file, file.with_name("table.csv"))
    assert list(outcome.counts.values()) == [2, 1]
    (refused,) = outcome.refused
    for column in ("Кабель", "Длина", "Поверка", "Цена"):
        assert column in refused
    with Register.open(file) as register, closing(register.reader()) as connection:
        kept = connection.execute(
            "SELECT own_field.name, value, own_value.camera, site FROM own_value"
            " JOIN own_field ON own_field.id = field ORDER BY own_field.id"
        ).fetchall()
    assert kept == [
        ("Кабель", "оптика", 1, None),
        ("Длина", "1250.5", 1, None),
        ("Поверка", "2024-12-25", 1, None),
        ("Цена", "150050", 1, None),
        ("Опора", "бетон", None, 1),
    ]


def test_a_mapping_keeps_them_by_name_and_a_register_without_them_says_so(file, own, tmp_path):
    table = open_table(file.with_name("table.csv"))
    propose(table, own).save(tmp_path / "m.toml")
    mapping = Mapping.load(tmp_path / "m.toml")
    assert mapping == propose(table, own)
    with (
        Register.create(tmp_path / "other.camdesk") as other,
        closing(other.reader()) as connection,
        pytest.raises(KnownError, match="no own field"),
    ):
        Planner(connection, table, mapping, None)


def test_a_date_in_numbers_needs_an_order():
    field = OwnField(1, "camera", "Поверка", "date")
    with pytest.raises(KnownError, match="order"):
        own_value(field, "03.04.2024", None)
    assert own_value(field, "03.04.2024", "mdy") == "2024-03-04"
    assert own_value(field, "2014", None) == "2014"
