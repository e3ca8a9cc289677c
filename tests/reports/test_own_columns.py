"""Own fields of cameras stand behind the fixed columns of the report, under their own names."""

import io
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from camdesk.domain.lifecycle import State
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.csv_out import print_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.store.ledger import NewEvent
from camdesk.store.own_fields import set_values
from camdesk.store.register import Register

REPORT = REPORTS["cameras"]


@pytest.fixture
def connection(tmp_path):
    with Register.create(tmp_path / "own.camdesk") as register:
        with register.write("own") as entry:
            kinds = ("number", "money", "date", "text", "text")
            names = ("Длина", "Цена", "Поверка", "note", "{x}")
            fields = [
                entry.add("own_field", {"table_name": "camera", "name": name, "kind": kind})
                for kind, name in zip(kinds, names, strict=True)
            ]
            camera = entry.add("camera", {"inventory_number": "1", "note": "своё"})
            entry.record(camera, NewEvent("opening", None, {"state": State.IN_STOCK}))
            said = ("2.5", "150050", "2024-12", "чужое", "фигурные")
            set_values(entry, "camera", camera, dict(zip(fields, said, strict=True)))
        connection = register.reader()
        yield connection
        connection.close()


def test_they_follow_the_fixed_columns_in_the_order_of_their_names(connection):
    table = REPORT.run(connection, {})
    names = [column.name for column in table.columns]
    assert names[: len(REPORT.columns)] == [column.name for column in REPORT.columns]
    assert names[len(REPORT.columns) :] == ["note own_4", "{x}", "Длина", "Поверка", "Цена"]
    (row,) = table.rows
    assert list(row)[-5:] == ["чужое", "фигурные", "2.5", "2024-12", 150050]


def test_they_can_be_chosen_by_name_and_speak_the_language_of_the_file(connection):
    table = REPORT.run(connection, {}, "ru", ["Цена", "inventory_number", "Длина"])
    stream = io.StringIO()
    print_csv(stream, table.columns, table.rows, DIALECTS["ru"])
    assert stream.getvalue().splitlines()[1] == "1500,50;1;2,5"


def test_a_report_as_known_on_a_day_has_the_fields_that_there_were(tmp_path):
    day = datetime(2026, 1, 10, 9, tzinfo=UTC)

    def told(register, **days):
        with closing(register.reader()) as connection:
            table = REPORT.run(connection, days)
            names = [column.name for column in table.columns][len(REPORT.columns) :]
            return names, [tuple(row)[len(REPORT.columns) :] for row in table.rows]

    with Register.create(tmp_path / "own.camdesk", clock=lambda: day) as register:
        with register.write("create") as entry:
            camera = entry.add("camera", {"inventory_number": "1"})
            entry.record(camera, NewEvent("opening", None, {"state": State.IN_STOCK}))
        said = {date(2026, 1, 10): told(register)}
        day = datetime(2026, 2, 10, 9, tzinfo=UTC)
        with register.write("own") as entry:
            field = entry.add("own_field", {"table_name": "camera", "name": "Ключ", "kind": "text"})
            set_values(entry, "camera", camera, {field: "7"})
        said[date(2026, 2, 10)] = told(register)
        day = datetime(2026, 3, 10, 9, tzinfo=UTC)
        with register.write("correct") as entry:
            entry.correct("own_field", field, {"name": "Шкаф"})
        said[date(2026, 3, 10)] = told(register)
        for known_on, then in said.items():
            assert told(register, known_on=known_on) == then
        assert [names for names, _ in said.values()] == [[], ["Ключ"], ["Шкаф"]]
