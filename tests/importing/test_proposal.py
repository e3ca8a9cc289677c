"""A first mapping from headings and cells: exact before close, and content has the last word."""

import pytest

from camdesk.importing.fields import Purpose
from camdesk.importing.labels import known_values
from camdesk.importing.proposal import propose
from camdesk.importing.reader import open_table
from camdesk.reports.catalogue import REPORTS
from camdesk.text.i18n import LANGUAGES, in_language, tr


@pytest.fixture
def proposed(tmp_path):
    def make(*rows):
        path = tmp_path / "t.tsv"
        path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        return propose(open_table(path))

    return make


CELLS = {
    "unit": ("camera", "system"),
    "state": ("in service", "failed"),
    "yes_no": ("yes", "no"),
    "coordinate": ("51.2304", "51.3721"),
    "date": ("2024-03-05", "2024"),
}
OF_REPORT = {
    "inventory_number": "camera.inventory_number",
    "serial_number": "camera.serial_number",
    "unit": "unit",
    "state": "state",
    "programme": "camera.programme",
    "district": "site.district",
    "site": "site.code",
    "connected": "connected",
    "balance_holder": "camera.balance_holder",
    "place": "site.place",
    "address": "site.address",
    "latitude": "site.latitude",
    "longitude": "site.longitude",
    "installed_on": "installed_on",
    "maker": "camera.maker",
    "model": "camera.model",
    "note": "camera.note",
}


@pytest.mark.parametrize("language", ["machine", *LANGUAGES])
def test_every_column_of_our_own_report_is_recognised_in_every_language(proposed, language):
    columns = [one for one in REPORTS["cameras"].columns if one.name in OF_REPORT]
    assert {one.name for one in columns} == set(OF_REPORT)
    if language == "machine":
        header = [column.name for column in columns]
    else:
        with in_language(language):
            header = [tr(column.label) for column in columns]
    rows = [[CELLS.get(column.kind, ("А-1", "Б-2"))[at] for column in columns] for at in (0, 1)]
    mapping = proposed(header, *rows)
    assert mapping.columns == {
        heading: OF_REPORT[column.name] for heading, column in zip(header, columns, strict=True)
    }


@pytest.mark.parametrize(
    ("heading", "cells", "target"),
    [
        ("Инвентарный номер камеры", ("А-1", "А-2"), "camera.inventory_number"),
        ("Инвентарнный номер", ("А-1", "А-2"), "camera.inventory_number"),
        ("Серийный № (S/N)", ("X1", "X2"), "camera.serial_number"),
        ("Түгендеу немірі", ("А-1", "А-2"), "camera.inventory_number"),
        ("Место установки Адрес", ("ул. Мира, 5", "ул. Абая, 1"), "site.address"),
        ("Широта (градусы)", ("51,23", "51,37"), "site.latitude"),
        ("Дата устанофки", ("05.03.2024", "2023"), "installed_on"),
        ("Produktionsstatus", ("Kamera", "System"), None),
        # Content has the last word.
        ("Адрес", ("10.1.2.3", "10.1.2.4"), None),
        ("IP-адрес", ("10.1.2.3", "10.1.2.4"), None),
        ("MAC адрес", ("00:1a:2b:3c:4d:5e", "00:1a:2b:3c:4d:5f"), None),
        ("Район", ("1", "2"), None),
        ("Широта", ("да", "нет"), None),
        ("Дата установки", ("10.1.2.3", "сетевая"), None),
        ("Статус", ("зелёный", "красный"), None),
        # And speaks where the heading is silent.
        ("Сост.", ("в работе", "в ремонте"), "state"),
        ("№ 7", ("в работе", "неисправна", "снята"), "state"),
        ("Когда", ("05.03.2024", "март 2023 г."), "installed_on"),
        ("Дата списания", ("05.03.2024", "март 2023 г."), None),
        ("БИН", ("970140000014", "970140000014"), None),  # one text alone says too little
    ],
)
def test_a_column_is_recognised_by_its_heading_and_its_cells(proposed, heading, cells, target):
    mapping = proposed(["Х", heading], *[["a", cell] for cell in cells])
    assert mapping.columns.get(heading) == target


def test_two_columns_of_degrees_are_latitude_and_longitude(proposed):
    mapping = proposed(["один", "два"], ["51.2304", "51.3721"], ["51.1111", "51.4001"])
    assert mapping.columns == {"один": "site.latitude", "два": "site.longitude"}
    mapping = proposed(["x", "y"], ["-97.7372", "30.2665"], ["-97.7111", "30.2001"])
    assert mapping.columns == {"y": "site.latitude", "x": "site.longitude"}


def test_the_surest_heading_gets_the_field_and_the_others_are_left_aside(proposed):
    mapping = proposed(
        ["Адрес объекта", "Адрес", "Адресс"], ["ул. 1", "ул. 2", "ул. 3"], ["а", "б", "в"]
    )
    assert mapping.columns == {"Адрес": "site.address"}


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (("+", "-", ""), {"+": "yes", "-": "no"}),
        (("✓", "х"), {"✓": "yes", "х": "no"}),
        (("х", "-"), {"х": "yes"}),  # nothing but crosses: they are the ticks
        (("Да", "НЕТ", "иә", "жоқ"), {"Да": "yes", "НЕТ": "no", "иә": "yes", "жоқ": "no"}),
        (("TRUE", "FALSE", "ИСТИНА"), {"TRUE": "yes", "FALSE": "no", "ИСТИНА": "yes"}),
        (("может быть",), {}),
    ],
)
def test_yes_and_no_are_known_in_words_and_signs(texts, values):
    assert known_values("connected", set(texts)) == values


@pytest.mark.parametrize("target", ["state", "unit", "event", "connected", "result"])
def test_what_our_reports_write_in_any_language_is_a_known_value(target):
    from camdesk.importing.fields import values_of

    for value, label in values_of(target):
        for code in LANGUAGES:
            with in_language(code):
                text = tr(label)
            if target == "event" and list(known_values(target, {text}).values()) != [value]:
                # Two kinds of events that are called alike: the first is meant.
                assert text in known_values(target, {text})
                continue
            assert known_values(target, {text}) == {text: value}


def test_a_table_with_kinds_of_events_is_one_of_events(proposed):
    mapping = proposed(
        ["Инв. №", "Событие", "Дата события", "Стоимость"],
        ["А-1", "Failed", "05.03.2024", "1500"],
        ["А-2", "Restored", "06.03.2024", "2500"],
    )
    assert mapping.purpose is Purpose.EVENTS
    assert mapping.columns["Событие"] == "event"
    assert mapping.columns["Дата события"] == "event.occurred_on"
    assert mapping.columns["Стоимость"] in ("event.cost", "cost")


def test_every_common_heading_and_state_is_of_a_field_that_there_is():
    from camdesk.domain.lifecycle import STATES
    from camdesk.importing.common_headings import COMMON_HEADINGS, COMMON_STATES
    from camdesk.importing.fields import TARGETS

    assert set(COMMON_HEADINGS) <= set(TARGETS)
    assert set(COMMON_STATES) <= {state.value for state in STATES}
    assert known_values("state", {"Жұмыс істемейді", "исправно"}) == {
        "Жұмыс істемейді": "failed",
        "исправно": "in_service",
    }


@pytest.mark.parametrize(
    ("heading", "cells", "target"),
    [
        ("Тип камеры", ("купольная", "поворотная"), None),  # not “код камеры” misspelled
        ("Modified Date", ("05.03.2024", "06.03.2024"), None),
        ("LOCATION", ("N CHARLES ST", "LIGHT ST"), "site.address"),
        ("Кол-во камер", ("4", "2"), "camera.cameras_in_system"),
        ("Год установки", ("2019", "2021"), "installed_on"),
        ("Орнатылған жері", ("Абай к., 5", "Абай к., 6"), "site.address"),
        ("X", ("1432345.2", "1432346.9"), None),  # metres, no degrees
    ],
)
def test_a_common_heading_is_believed_only_where_it_is_exact(proposed, heading, cells, target):
    mapping = proposed(["Х", heading], *[["a", cell] for cell in cells])
    assert mapping.columns.get(heading) == target


def test_a_pair_in_one_column_is_recognised_unless_there_are_two_columns(proposed):
    mapping = proposed(["Адрес", "Где"], ["а", "51.23, 51.37"], ["б", "51.24, 51.38"])
    assert mapping.columns["Где"] == "site.position"
    mapping = proposed(
        ["Координаты", "Широта", "Долгота"],
        ["51.23, 51.37", "51.23", "51.37"],
        ["51.24, 51.38", "51.24", "51.38"],
    )
    assert mapping.columns == {"Широта": "site.latitude", "Долгота": "site.longitude"}
