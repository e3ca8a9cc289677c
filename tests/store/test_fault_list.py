"""The list of faults: what its filters and days mean."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.fault_age import FaultAge
from camdesk.domain.lifecycle import State
from camdesk.store import fault_list, listing
from camdesk.store.fault_days import age_class, first_day
from camdesk.store.listing import Query

DAY = date(2026, 11, 23)


@pytest.fixture
def ask(register):
    """Rows of the list: `ask(["state"], standing=("open",))`."""

    def answer(columns, search="", sort="", language="ru", **filters):
        its = fault_list.listing(language, DAY)
        with closing(register.reader()) as connection:
            ids = listing.ids(connection, its, Query(search, filters, sort))
            return listing.rows(connection, its, ids, columns)

    return answer


@pytest.fixture
def choices(register):
    def answer(name):
        with closing(register.reader()) as connection:
            chosen = fault_list.listing("ru", DAY).filters[name]
            return [(one.value, one.count) for one in listing.choices(connection, chosen)]

    return answer


def failing(clerk, number, *days, **facts):
    """A camera that failed on each of `days` and was restored a day later, but for the last."""
    camera = clerk.camera(number, State.IN_SERVICE, **facts)
    for i, day in enumerate(days):
        clerk.step(camera, "failed", day, mode="no_link")
        if i < len(days) - 1:
            end = PartialDate.parse(day).last + timedelta(1)
            clerk.step(camera, "restored", end.isoformat())
    return camera


def test_the_oldest_fault_comes_first_and_an_unknown_date_last(clerk, ask):
    clerk.camera("unknown", State.FAILED)
    failing(clerk, "new", "2026-11-01")
    failing(clerk, "old", "2025")
    assert ask(["inventory_number"]) == [("old",), ("new",), ("unknown",)]


def test_days_open_are_counted_only_between_known_days(clerk, ask):
    failing(clerk, "open", "2026-11-20")
    failing(clerk, "vague", "2026-10")
    ended = failing(clerk, "ended", "2026-01-01")
    clerk.step(ended, "restored", "2026-01-31")
    days = dict(ask(["inventory_number", "days_open"]))
    assert days == {"open": 3, "vague": None, "ended": 30}


def test_open_faults_and_ended_ones_are_told_apart(clerk, ask, choices):
    failing(clerk, "1", "2026-01-01", "2026-05-05")
    assert [row[0] for row in ask(["failed_on"], standing=("open",))] == ["2026-05-05"]
    assert [row[0] for row in ask(["failed_on"], standing=("ended",))] == ["2026-01-01"]
    assert choices("standing") == [("open", 1), ("ended", 1)]


@pytest.mark.parametrize(
    ("failed", "age"),
    [
        ("2026-11-23", FaultAge.WEEK),
        ("2026-11-16", FaultAge.WEEK),
        ("2026-11-15", FaultAge.MONTH),
        ("2026-10-24", FaultAge.MONTH),
        ("2026-10-23", FaultAge.QUARTER),
        ("2026-08-25", FaultAge.QUARTER),
        ("2026-08-24", FaultAge.OLDER),
        ("2025", FaultAge.OLDER),
        ("2026-10", FaultAge.UNKNOWN),  # 23 to 53 days ago
        ("2026-09", FaultAge.QUARTER),
        ("2026-09-01/2026-09-20", FaultAge.QUARTER),
        ("2026-08-01/2026-09-20", FaultAge.UNKNOWN),
    ],
)
def test_the_age_of_an_open_fault(clerk, ask, choices, failed, age):
    failing(clerk, "1", failed)
    assert choices("age") == [(age.value, 1)]
    for wanted in FaultAge:
        assert len(ask(["id"], age=(wanted.value,))) == (wanted is age)


@given(st.dates(date(2000, 1, 1), date(2026, 11, 23)), st.integers(0, 400))
def test_a_vague_age_is_a_class_only_where_all_of_its_days_are_of_it(first, width):
    last = min(first + timedelta(width), DAY)
    edtf = PartialDate(first, last).edtf
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE fault (failed_on TEXT, failed_day TEXT)")
        connection.execute("INSERT INTO fault VALUES (?, ?)", (edtf, last.isoformat()))
        (begins, found) = connection.execute(
            f"SELECT {first_day('fault.failed_on')}, {age_class(DAY)} FROM fault"
        ).fetchone()

    def alone(day):
        days = (DAY - day).days
        return (
            FaultAge.WEEK if days <= 7 else FaultAge.MONTH if days <= 30
            else FaultAge.QUARTER if days <= 90 else FaultAge.OLDER
        )  # fmt: skip

    classes = {alone(first + timedelta(n)) for n in range((last - first).days + 1)}
    assert begins == first.isoformat()
    assert found == (classes.pop() if len(classes) == 1 else FaultAge.UNKNOWN)


def test_a_camera_that_failed_again_within_a_year_is_repeated(clerk, ask):
    failing(clerk, "again", "2025-11-01", "2026-10-31")
    failing(clerk, "later", "2025-01-01", "2026-01-02")
    failing(clerk, "once", "2026-01-01")
    assert ask(["inventory_number"], repeated=(1,)) == [("again",), ("again",)]
    others = {row[0] for row in ask(["inventory_number"], repeated=(0,))}
    assert others == {"later", "once"}


def test_a_contractor_that_was_merged_into_another_is_found_by_the_other(clerk, ask, choices):
    old, new = clerk.add("organisation", name="Старое"), clerk.add("organisation", name="Новое")
    camera = failing(clerk, "1", "2026-01-01")
    clerk.step(camera, "restored", "2026-01-05", organisation=old)
    clerk.correct("organisation", old, merged_into=new)
    assert ask(["contractor"], contractor=(new,)) == [("Новое",)]
    assert choices("contractor") == [(new, 1)]


def test_where_it_is_now_is_the_workshop_or_the_site(clerk, ask):
    shop = clerk.add("organisation", name="Мастерская")
    site = clerk.add("site", code="У-1", address="ул. Абая, 1")
    here, away, down = (clerk.camera(n) for n in ("here", "away", "down"))
    for camera in (here, away, down):
        clerk.step(camera, "installed", "2025-01-01", site=site)
        clerk.step(camera, "failed", "2026-01-01")
    clerk.step(away, "sent_to_repair", "2026-01-05", organisation=shop)
    clerk.step(down, "removed", "2026-01-05")
    assert dict(ask(["inventory_number", "whereabouts"])) == {
        "here": "ул. Абая, 1", "away": "Мастерская", "down": None,
    }  # fmt: skip


def test_a_fault_is_found_by_its_camera_its_site_and_its_paper(clerk, ask):
    act = clerk.add("document", kind="Дефектный акт", number="Д-77")
    site = clerk.add("site", address="ул. Сырыма Датова, 5")
    camera = clerk.camera("ЗКО-000412")
    clerk.step(camera, "installed", "2025-01-01", site=site)
    clerk.step(camera, "failed", "2026-01-01", document=act)
    failing(clerk, "другая", "2026-01-01")
    for search in ("000412", "датова", "д-77", "д-7 000412"):
        assert ask(["inventory_number"], search=search) == [("ЗКО-000412",)]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_column_can_stand_alone_and_be_sorted_by(clerk, ask, language):
    failing(clerk, "1", "2026-01-01", "2026-05-05")
    for column in fault_list.listing(language, DAY).columns:
        assert len(ask([column], sort=column, language=language)) == 2


def test_every_filter_with_choices_finds_what_it_counts(clerk, ask, choices):
    failing(clerk, "1", "2026-01-01", "2026-05-05")
    clerk.camera("2", State.FAILED)
    for name, one in fault_list.listing("ru", DAY).filters.items():
        for value, count in choices(name) if one.choices else ():
            assert len(ask(["id"], **{name: (value,)})) == count, (name, value)
