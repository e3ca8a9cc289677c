"""The catalogue of reports: promised names and columns, both dates, units kept apart."""

from datetime import date

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.reports.catalogue import REPORTS, find_report
from camdesk.store.chosen import NAMES
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

PROMISED = {
    "cameras": (
        "inventory_number serial_number unit state programme district site connected balance_holder"
    ),
    "by-programme": "programme unit state count",
    "by-district": "district unit state count",
    "by-state": "unit state count",
    "installations": "camera unit programme district site address installed_on model in_place_of",
    "sites": "code address place district cameras",
    "contracts": "contract title programme customer payer supplier",
    "proposed": "camera unit programme district address proposed_on days_waiting",
    "documents": "kind number issued_on issuer commission files events cameras",
    "journal": "entry recorded_at author action subject cameras reason invented voided_by",
    "programmes": "name_ru name_kk name_en",
    "organisations": "name bin",
    "models": "maker name type resolution service_life_months",
    "places": "parent kind kato name_ru",
    "connected": "programme unit connected balance_holder count",
    "figures": (
        "key published qualifier parts parts_difference register register_difference verdict"
    ),
    "fate": (
        "act unit written_off stripped recycled destroyed sold transferred lost fate_unknown"
        " days_waiting"
    ),
    "fate-by-year": "year unit written_off stripped",
    "fate-by-programme": "programme unit written_off stripped",
    "fate-cameras": "camera unit act written_off_on state since recipient paper days_waiting",
    "stock-take": "take unit expected found missing elsewhere unknown not_checked",
    "stock-take-lines": "take camera serial address result found_at note",
    "money": "contract programme customer payer ordered received installed amount spent",
    "contract-lines": (
        "contract line model unit quantity ordered received installed short over unit_price"
    ),
    "camera-costs": "inventory_number serial_number unit state contract purchase installation",
    "site-costs": "site address place cameras systems purchase installation repair",
    "money-by-programme": "programme unit cameras purchase",
    "money-by-payer": "payer unit cameras purchase",
    "money-by-year": "year kind unit payer events sum unknown",
    "parts": "part donor recipient state quantity",
    "parts-in-stock": "part storage quantity value without_value",
    "gaps": "programme unit gap count",
    "movement": "unit opening received gone closing",
    "faults": "inventory_number unit programme district address failed_on ended_on days_open",
    "open-faults": "programme unit age count",
    "repeated-faults": "camera unit faults first last places",
    "survival": "cohort cameras failures median_months verdict unit",
    "service-life": "year unit model cameras with_price replacement_cost",
    **{
        f"reliability-by-{group}": (
            "group unit cameras faults repairs downtime_days availability mttr_days mttr_count"
            " mtbf_days report_lag_days unknown"
        )
        for group in ("model", "programme", "district", "contractor")
    },
}


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        yield register


@pytest.fixture
def connection(register):
    connection = register.reader()
    yield connection
    connection.close()


def on(text):
    return PartialDate.parse(text)


def test_names_and_first_columns_are_those_that_others_rely_on():
    first = {
        name: [column.name for column in report.columns][: len(PROMISED[name].split())]
        for name, report in REPORTS.items()
    }
    assert first == {name: columns.split() for name, columns in PROMISED.items()}


def test_a_report_as_of_a_day_says_what_was_true_then(register, connection):
    with register.write("create") as entry:
        site = entry.add("site", {"code": "S"})
        camera = entry.add("camera", {"inventory_number": "1"})
        entry.record(camera, NewEvent("received", on("2020-01-10")))
        entry.record(camera, NewEvent("installed", on("2020-02"), {"site": site}))
        entry.record(camera, NewEvent("failed", on("2021-05-05")))

    def states(day):
        rows = REPORTS["by-programme"].run(connection, {"as_of": day}).rows
        return [row[2] for row in rows]

    assert states(date(2020, 1, 9)) == []
    assert states(date(2020, 1, 10)) == ["in_stock"]
    assert states(date(2020, 2, 28)) == ["in_stock"], "installed by the end of February at latest"
    assert states(date(2020, 2, 29)) == ["in_service"]
    assert states(date(2021, 5, 5)) == ["failed"]
    assert states(None) == ["failed"]


def test_as_of_today_is_the_current_picture(register, connection):
    with register.write("create") as entry:
        for number, when in enumerate(("2020", None, "2025-01-01/2026-10-01", "2026-11")):
            camera = entry.add("camera", {"inventory_number": str(number)})
            entry.record(camera, NewEvent("received", on(when) if when else None))
    columns = [c.name for c in REPORTS["cameras"].columns]
    now = list(REPORTS["cameras"].run(connection, {}, columns=columns).rows)
    today = list(REPORTS["cameras"].run(connection, {"as_of": register.today}).rows)
    assert len(now) == 4
    assert now == today


def test_systems_and_cameras_are_never_added_up(register, connection):
    with register.write("create") as entry:
        for unit in ("camera", "system", "system"):
            camera = entry.add("camera", {"unit": unit})
            entry.record(camera, NewEvent("received", on("2020")))
    rows = list(REPORTS["by-programme"].run(connection, {}).rows)
    assert rows == [(None, "camera", "in_stock", 1), (None, "system", "in_stock", 2)]


def test_movement_counts_what_came_and_went_between_two_days(register, connection):
    with register.write("create") as entry:
        stays, goes, both = (entry.add("camera", {}) for _ in range(3))
        entry.record(stays, NewEvent("received", on("2019-05-05")))
        entry.record(goes, NewEvent("opening", on("2018"), {"state": State.FAILED}))
        entry.record(goes, NewEvent("lost", on("2020-03-01")))
        entry.record(both, NewEvent("received", on("2020-01-01")))
        entry.record(both, NewEvent("lost", on("2020-12-31")))
    days = {"from": date(2020, 1, 1), "to": date(2020, 12, 31)}
    assert list(REPORTS["movement"].run(connection, days).rows) == [("camera", 2, 1, 2, 1)]


def test_chosen_columns_come_in_the_order_chosen(register, connection):
    with register.write("create") as entry:
        camera = entry.add("camera", {"inventory_number": "7"})
        entry.record(camera, NewEvent("received", on("2020")))
    chosen = ["state", "inventory_number"]
    table = REPORTS["cameras"].run(connection, {}, columns=chosen)
    assert [column.name for column in table.columns] == chosen
    assert list(table.rows) == [("in_stock", "7")]
    counted = REPORTS["by-programme"].run(connection, {}, columns=["count", "state"])
    assert [tuple(row) for row in counted.rows] == [(1, "in_stock")]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("column", [column.name for column in REPORTS["cameras"].columns])
def test_every_column_of_cameras_can_stand_alone(register, connection, language, column):
    table = REPORTS["cameras"].run(connection, {}, language, [column])
    assert list(table.rows) == []


def test_a_wrong_call_is_answered_with_what_there_is(connection):
    with pytest.raises(KnownError, match="by-programme"):
        find_report("by-program")
    with pytest.raises(KnownError, match="needs a date"):
        REPORTS["movement"].run(connection, {"from": date(2020, 1, 1)})
    with pytest.raises(KnownError, match=r"ends .* before it begins"):
        REPORTS["movement"].run(connection, {"from": date(2021, 1, 1), "to": date(2020, 1, 1)})
    with pytest.raises(KnownError, match="no column"):
        REPORTS["cameras"].run(connection, {}, columns=["colour"])


def test_every_report_says_its_question_and_what_is_counted_in_words():
    for report in REPORTS.values():
        assert report.question.endswith("?"), report.name
        assert report.counted.endswith("."), report.name
        assert report.title not in (report.question, report.counted)


def test_what_adds_up_says_in_what():
    for report in REPORTS.values():
        for column in report.columns:
            assert not column.adds_up or column.unit_word, (report.name, column.name)


def test_what_cannot_be_narrowed_says_why():
    for report in REPORTS.values():
        assert bool(report.no_filter) == (report.filters != NAMES), report.name


def test_a_cameras_report_ends_with_what_finds_each_camera_again(register, connection):
    assert REPORTS["cameras"].columns[-1].name == "register_id"
    with register.write("create") as entry:
        camera = entry.add("camera", {"inventory_number": "7"})
        entry.record(camera, NewEvent("received", on("2020")))
    table = REPORTS["cameras"].run(connection, {}, columns=["register_id"])
    assert list(table.rows) == [(camera,)]
