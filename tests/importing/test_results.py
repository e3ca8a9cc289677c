"""Tables of what happened: repairs, faults, what a monitoring system saw, what was counted."""

from datetime import date

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.importing.acts import Decisions, Verdict
from camdesk.importing.fields import Purpose
from camdesk.importing.mapping import Mapping
from camdesk.importing.reader import open_table
from camdesk.importing.run import carry_out
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

COLUMNS = {
    "No": "camera.inventory_number",
    "What": "event",
    "When": "event.occurred_on",
    "Cost": "event.cost",
    "Workshop": "event.organisation",
    "Work": "event.work",
    "Mode": "event.mode",
    "Act": "event.paper_number",
    "Act date": "event.paper_date",
}
HEADER = ",".join(COLUMNS) + "\n"
MAPPING = Mapping(
    COLUMNS,
    {
        "event": {"broken": "failed", "repaired": "restored", "seen": "checked"},
        "event.mode": {"dark": "no_image"},
    },
    {"When": "ymd", "Act date": "ymd"},
    ("camera.inventory_number",),
    "",
    Purpose.EVENTS,
)


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        with register.write("opening") as entry:
            for number in "123":
                camera = entry.add("camera", {"inventory_number": number})
                entry.record(
                    camera,
                    NewEvent("opening", PartialDate.parse("2020"), {"state": State.IN_SERVICE}),
                )
        yield register


def ask(register, query):
    connection = register.reader()
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def imported(register, tmp_path, text, mapping=MAPPING, **options):
    path = tmp_path / "results.csv"
    path.write_text((HEADER if mapping is MAPPING else "") + text, encoding="utf-8")
    return carry_out(register, open_table(path), mapping, **options)


def test_a_fault_and_its_repair_come_with_cost_workshop_and_act(register, tmp_path):
    imported(register, tmp_path, "1,broken,2021-01-05,,,,dark,D-1,2021-01-06\n")
    outcome = imported(
        register, tmp_path, "1,repaired,2021-02,1 500,Alfa,lens changed,,R-7,2021-02-03\n"
    )
    assert outcome.counts == {Verdict.CHANGED: 1}
    assert ask(
        register,
        "SELECT event.kind, event.occurred_on, cost, organisation.name, details, document.kind,"
        " number, issued_on FROM event LEFT JOIN organisation ON organisation.id = organisation"
        " LEFT JOIN document ON document.id = document WHERE camera = 1 AND position > 0"
        " ORDER BY position",
    ) == [
        ("failed", "2021-01-05", None, None, '{"mode":"no_image"}', "Defect act", "D-1",
         "2021-01-06"),
        ("restored", "2021-02", 150000, "Alfa", '{"work":"lens changed"}', "Repair act", "R-7",
         "2021-02-03"),
    ]  # fmt: skip


def test_one_act_over_many_cameras_is_one_document(register, tmp_path):
    imported(
        register,
        tmp_path,
        "1,broken,2021-01-05,,,,,D-1,2021-01-06\n2,broken,2021-01-05,,,,,D-1,2021-01-06\n",
    )
    assert ask(register, "SELECT count(*), count(DISTINCT number) FROM document") == [(1, 1)]


def test_the_same_table_again_proposes_nothing(register, tmp_path):
    text = "1,broken,2021-01-05,,,,dark,,\n2,seen,2021-01-05,,,,,,\n"
    assert imported(register, tmp_path, text).counts == {Verdict.CHANGED: 2}
    again = imported(register, tmp_path, text)
    assert (again.entry, again.counts) == (None, {Verdict.UNCHANGED: 2})


def test_what_a_monitoring_system_saw_already_is_no_event(register, tmp_path):
    assert imported(register, tmp_path, "1,broken,,,,,,,\n").counts == {Verdict.CHANGED: 1}
    assert imported(register, tmp_path, "1,broken,,,,,,,\n").counts == {Verdict.UNCHANGED: 1}
    assert imported(register, tmp_path, "2,repaired,,,,,,,\n").counts == {Verdict.UNCHANGED: 1}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("9,broken,,,,,,,\n", "No", "no camera “9”"),
        (",broken,,,,,,,\n", "No", "is empty"),
        ("1,,2021,,,,,,\n", "What", "missing"),
        ("1,danced,2021,,,,,,\n", "What", "map of values"),
        ("1,broken,2021,5,,,,,\n", "Cost", "no field"),
        ("1,repaired,2021,,,,,,\n", "What", "contradicts"),
        ("1,broken,2019-05-05,,,,,,\n", "What", "lies before “Entered in the register” (2020)"),
        ("1,broken,2021,,,,bright,,\n", "Mode", "map of values"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_column(register, tmp_path, row, column, reason):
    outcome = imported(register, tmp_path, row)
    assert outcome.counts == {Verdict.REFUSED: 1}
    assert f"{column}: " in outcome.refused[0]
    assert reason in outcome.refused[0]


def test_several_events_of_one_camera_are_judged_together(register, tmp_path):
    outcome = imported(
        register, tmp_path, "1,broken,2021-01-05,,,,,,\n1,repaired,2021-02-05,,,,,,\n"
    )
    assert outcome.counts == {Verdict.CHANGED: 2}
    assert ask(register, "SELECT state FROM camera WHERE id = 1") == [("in_service",)]


def test_a_row_that_stands_twice_is_recorded_once(register, tmp_path):
    outcome = imported(register, tmp_path, "1,broken,2021-01-05,,,,,,\n" * 2)
    assert outcome.counts == {Verdict.CHANGED: 1, Verdict.UNCHANGED: 1}


# What was counted

COUNT = Mapping(
    {"No": "camera.inventory_number", "Result": "result"},
    {"result": {"yes": "found", "no": "missing"}},
    purpose=Purpose.STOCK_TAKE,
)


@pytest.fixture
def take(register):
    with register.write("stock_take") as entry:
        return entry.add("stock_take", {"name": "2026", "counted_on": "2026-01-01"})


def test_what_was_counted_is_entered_into_the_stock_take(register, tmp_path, take):
    text = "No,Result\n1,yes\n2,no\n9,yes\n"
    outcome = imported(register, tmp_path, text, COUNT, stock_take=take)
    assert outcome.counts == {Verdict.CHANGED: 2, Verdict.DOUBTFUL: 1}
    assert ask(register, "SELECT camera, result FROM stock_take_line ORDER BY camera") == [
        (1, "found"),
        (2, "missing"),
    ]
    again = imported(register, tmp_path, text, COUNT, stock_take=take)
    assert again.counts == {Verdict.UNCHANGED: 2, Verdict.DOUBTFUL: 1}
    ticked = Decisions(accepted=frozenset({4}))
    imported(register, tmp_path, text, COUNT, stock_take=take, decisions=ticked)
    assert ask(register, "SELECT said, result FROM stock_take_line WHERE camera IS NULL") == [
        ("9", "unknown")
    ]


def test_a_count_without_a_stock_take_says_what_is_missing(register, tmp_path):
    with pytest.raises(Exception, match="which stock-take"):
        imported(register, tmp_path, "No,Result\n1,yes\n", COUNT, as_of=date(2026, 1, 1))
