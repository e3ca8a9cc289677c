"""Presets: saved under a name in one entry, undone, and asked for again on another day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.domain.relative_days import RELATIVE_DAYS
from camdesk.reports import presets
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.presets import Preset
from camdesk.store.book_lists import merge
from camdesk.store.books import title
from camdesk.store.chosen import NONE_SAID, Filters
from camdesk.store.register import Register

REPORT = REPORTS["movement"]


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        yield register


@pytest.fixture
def connection(register):
    connection = register.reader()
    yield connection
    connection.close()


def save(register, kept, report=REPORT):
    with register.write("view", kept.name) as entry:
        presets.save(entry, report, kept)
    return entry.id


LAST_MONTH = Preset(
    "Прошлый месяц",
    {"from": "start-of-last-month", "to": "end-of-last-month", "known_on": ""},
    Filters(place=NONE_SAID),
    ("unit", "closing"),
    "closing",
    True,
)


def test_a_preset_comes_back_as_it_was_saved_for_its_own_report(register, connection):
    save(register, LAST_MONTH)
    (found,) = presets.presets(connection, REPORT)
    assert (found.name, found.days, found.filters, found.columns, found.sort, found.descending) == (
        LAST_MONTH.name, LAST_MONTH.days, LAST_MONTH.filters, LAST_MONTH.columns, "closing", True,
    )  # fmt: skip
    assert presets.preset(connection, REPORT, "прошлый МЕСЯЦ") == found
    assert presets.presets(connection, REPORTS["cameras"]) == []


def test_a_preset_that_is_undone_is_gone(register, connection):
    entry = save(register, LAST_MONTH)
    register.void(entry)
    assert presets.presets(connection, REPORT) == []
    with pytest.raises(KnownError, match="no presets yet"):
        presets.preset(connection, REPORT, LAST_MONTH.name)


def test_a_removed_preset_comes_back_when_that_is_undone(register, connection):
    save(register, LAST_MONTH)
    (found,) = presets.presets(connection, REPORT)
    with register.write("view", found.name) as entry:
        presets.remove(entry, found)
    assert presets.presets(connection, REPORT) == []
    register.void(entry.id)
    assert presets.presets(connection, REPORT) == [found]


def test_a_name_that_no_preset_has_is_answered_with_those_there_are(register, connection):
    save(register, LAST_MONTH)
    with pytest.raises(KnownError, match="Прошлый месяц"):
        presets.preset(connection, REPORT, "Прошлый год")


def test_a_preset_follows_what_its_programme_was_merged_into(register, connection):
    with register.write("create") as entry:
        old, new = (entry.add("programme", {"name_ru": name}) for name in ("А", "Б"))
    save(register, Preset("А", {}, Filters(old)))
    with register.write("merge") as entry:
        merge(entry, "programme", old, new)
    (found,) = presets.presets(connection, REPORT)
    assert title(connection, "programme", found.filters.programme) == "Б"


def test_relative_days_are_kept_as_such_and_found_anew():
    assert LAST_MONTH.on(date(2026, 3, 15)) == {
        "from": date(2026, 2, 1), "to": date(2026, 2, 28), "known_on": None,
    }  # fmt: skip
    assert LAST_MONTH.on(date(2025, 1, 1))["to"] == date(2024, 12, 31)


def test_a_vague_day_begins_a_period_with_its_first_and_ends_it_with_its_last():
    year = Preset("2025", {"from": "2025", "to": "2025", "known_on": "2025-02"})
    assert year.on(date(2026, 1, 1)) == {
        "from": date(2025, 1, 1), "to": date(2025, 12, 31), "known_on": date(2025, 2, 28),
    }  # fmt: skip
    with pytest.raises(KnownError):
        presets.day_of("to", "yesteryear", date(2026, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_period_begins_before_it_ends_and_lies_where_it_says(today):
    day = {name: one.of(today) for name, one in RELATIVE_DAYS.items()}
    for period in ("month", "quarter", "year"):
        start, last = day[f"start-of-{period}"], day[f"start-of-last-{period}"]
        end = day[f"end-of-last-{period}"]
        assert last <= end < start <= today
        assert (start - end).days == 1
        assert start.day == last.day == 1
    assert day["end-of-month"] >= today < day["end-of-year"] or today == day["end-of-year"]
    assert (day["end-of-month"].year, day["end-of-month"].month) == (today.year, today.month)
    assert day["start-of-quarter"].month in (1, 4, 7, 10)
    assert (today - day["yesterday"]).days == 1


@pytest.mark.parametrize(
    "spoilt", [{"days": 7, "filters": [], "columns": "x", "sort": 3}, {"a": 1}]
)
def test_what_cannot_be_read_of_a_preset_is_left_out(register, connection, spoilt):
    from camdesk.store import saved_views

    with register.write("view", "x") as entry:
        saved_views.save(entry, f"report:{REPORT.name}", "x", spoilt)
    (found,) = presets.presets(connection, REPORT)
    assert (found.filters, found.columns, found.sort) == (Filters(), None, "")
