"""Mappings: proposed, saved, loaded, and refused with the place that is wrong."""

from pathlib import Path

import pytest

from camdesk.domain.errors import KnownError
from camdesk.importing.fields import Purpose, Rule
from camdesk.importing.mapping import Mapping
from camdesk.importing.proposal import decided_order, propose
from camdesk.importing.reader import open_table
from camdesk.paths import resource

AUSTIN = Path(__file__).parent.parent / "data" / "austin_traffic_cameras_2018.csv"


def test_the_shipped_mapping_of_austin_is_what_is_proposed_unasked():
    proposed = propose(open_table(AUSTIN))
    shipped = Mapping.load(resource("samples", "austin_traffic_cameras.toml"))
    assert dict(shipped.columns) == dict(proposed.columns)
    assert shipped.values == proposed.values
    assert shipped.orders == proposed.orders
    assert shipped.keys == proposed.keys


def test_russian_and_kazakh_headings_are_recognised(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Инв. номер;Состояние;Мекенжай;Цвет\n1;в работе;Абай;red\n", encoding="utf-8")
    assert propose(open_table(path)).columns == {
        "Инв. номер": "camera.inventory_number",
        "Состояние": "state",
        "Мекенжай": "site.address",
    }


def test_a_saved_mapping_loads_as_it_was(tmp_path):
    mapping = Mapping(
        {"Ә": "state", 'b "q"': "installed_on", "№": "site.code", "В": "camera.maker"},
        {"state": {"Жұмыста": "in_service"}},
        {'b "q"': "mdy"},
        ("site.code", "camera.own.Опора"),
        "имя",
        Purpose.SNAPSHOT,
        {"camera.maker": Rule.REPLACEMENT},
        {"camera.programme": "Безопасный двор"},
    )
    mapping.save(tmp_path / "m.toml")
    assert Mapping.load(tmp_path / "m.toml") == mapping


def test_a_mapping_saved_by_an_editor_that_puts_a_mark_first_loads(tmp_path):
    path = tmp_path / "m.toml"
    path.write_text('format = 1\n[columns]\na = "state"', encoding="utf-8-sig")
    assert Mapping.load(path).columns == {"a": "state"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "format"),
        ("format = 1", "columns"),
        ('format = 1\n[columns]\na = "colour"', "a = 'colour'"),
        ('format = 1\n[columns]\na = {field = "installed_on", order = "xyz"}', "order = 'xyz'"),
        ('format = 1\n[columns]\n[values.state]\nON = "alive"', "ON = 'alive'"),
        ('format = 1\nkey = "note"\n[columns]', "key = 'note'"),
        ('format = 1\n[columns]\n[value.state]\nON = "removed"', "value ="),
        ('format = 1\n[columns]\na = {field = "installed_on", ordr = "mdy"}', "ordr"),
        ("format = 1\n[columns]\nx = = 1", "line 3"),
        ('format = 2\npurpose = "guess"\n[columns]', "purpose = 'guess'"),
        ('format = 2\nkey = ["site.code", "state"]\n[columns]', "key = ['site.code', 'state']"),
        ('format = 2\n[columns]\na = {field = "state", differs = "correction"}', "differs"),
        ("format = 2\n[columns]\n[constants]\nstate = 1", "[constants] state = 1"),
        ("format = 3\n[columns]", "format = 3"),
    ],
)
def test_a_wrong_mapping_is_refused_with_the_place_that_is_wrong(tmp_path, text, where):
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(KnownError) as error:
        Mapping.load(path)
    assert where in str(error.value)


def test_a_mapping_that_does_not_fit_the_table_says_so():
    with pytest.raises(KnownError, match="no column “x”"):
        Mapping({"x": "state"}).check(["a"])
    with pytest.raises(KnownError, match="Two columns"):
        Mapping({"x": "state", "y": "state"}).check(["x", "y"])
    with pytest.raises(KnownError, match="told apart"):
        Mapping({"x": "state"}, keys=("site.code",)).check(["x"])


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["02/13/2018", "01/02/2018"], "mdy"),
        (["13.02.2018"], "dmy"),
        (["01/02/2018", "03/04/2018"], None),
        (["02/13/2018", "13/02/2018"], None),
        (["02/13/2018", "n/a", "?"], "mdy"),
        (["2018-02-03"], "ymd"),
        (["2014", "12.2024"], "ymd"),
        ([], "ymd"),
    ],
)
def test_the_order_of_a_date_column_is_decided_by_its_cells_or_left_open(texts, order):
    assert decided_order(texts) == order
