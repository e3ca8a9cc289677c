"""Reliability over real events: what is counted, for whom, and what was not known."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from camdesk.domain.fold import arrange
from camdesk.domain.lifecycle import State
from camdesk.domain.reliability import measure
from camdesk.store import reliability
from camdesk.store.histories import Happening
from tests.domain.strategies import RECORDED, blurred, legal_lives

DAY = date(2026, 1, 10)


@pytest.fixture
def measures(register):
    """By (name, unit): `measures(reliability.by_model)`."""

    def answer(count, day=DAY):
        with closing(register.reader()) as connection:
            return {(one.name, one.unit): one.measures for one in count(connection, day, "ru")}

    return answer


@pytest.fixture
def worn(clerk):
    """A camera with two repairs by two crews, and one that has failed for good."""
    crews = [clerk.add("organisation", name=name) for name in ("Первая", "Вторая")]
    model = clerk.add("model", maker="Образец", name="Д-2")
    site = clerk.add("site", address="ул. Абая, 1")
    camera = clerk.camera("1", model=model)
    clerk.step(camera, "installed", "2025-01-01", site=site)
    clerk.step(camera, "failed", "2025-02-01")
    clerk.step(camera, "restored", "2025-02-11", organisation=crews[0])
    clerk.step(camera, "failed", "2025-03-01")
    clerk.step(camera, "removed", "2025-03-03")
    clerk.step(camera, "sent_to_repair", "2025-03-11")
    clerk.step(camera, "returned", "2025-03-31", organisation=crews[1])
    clerk.step(camera, "installed", "2025-12-01", site=site)
    dead = clerk.camera("2", model=model)
    clerk.step(dead, "installed", "2025-12-31", site=site)
    clerk.step(dead, "failed", "2026-01-01")
    stored = clerk.camera("3", model=model)
    return camera, dead, stored


def test_days_failures_and_repairs_of_a_model_are_added_up(worn, measures):
    (one,) = measures(reliability.by_model).values()
    assert one.cameras == 2, "the third never hung at a site"
    assert (one.failures, one.repairs, one.open_failures) == (3, 2, 1)
    # 31 + 18 + 41 days of the first in order until the 10th itself, 1 of the second
    assert one.up_days == 31 + 18 + 41 + 1
    # failed 10 days, then 2 at the site and 20 in the workshop; the second for 10 days
    assert one.down_days == 10 + 2 + 20 + 10
    assert one.time_to_repair.days == (10 + 30) / 2
    assert one.time_between_failures.days == pytest.approx(91 / 3)


def test_a_contractor_answers_for_the_faults_that_he_mended(worn, measures):
    by = {name: one for (name, _), one in measures(reliability.by_contractor).items()}
    assert set(by) == {"Первая", "Вторая", None}
    assert (by["Первая"].repairs, by["Первая"].down_days) == (1, 10)
    assert (by["Вторая"].repairs, by["Вторая"].down_days) == (1, 22)
    assert (by[None].failures, by[None].repairs, by[None].down_days) == (1, 0, 10)


def test_a_contractor_that_was_merged_into_another_answers_under_the_others_name(
    worn, clerk, measures
):
    first, second = (row[0] for row in clerk.rows("SELECT id FROM organisation ORDER BY id"))
    clerk.correct("organisation", first, merged_into=second)
    by = {name: one for (name, _), one in measures(reliability.by_contractor).items()}
    assert set(by) == {"Вторая", None}
    assert by["Вторая"].repairs == 2


def test_groups_add_up_to_the_same_faults_whichever_way_they_are_made(worn, clerk, measures):
    clerk.camera("s", State.FAILED, unit="system")
    for count in (
        reliability.by_model, reliability.by_programme,
        reliability.by_district, reliability.by_contractor,
    ):  # fmt: skip
        found = measures(count)
        assert sum(one.failures for (_, unit), one in found.items() if unit == "camera") == 3
        assert sum(one.failures for (_, unit), one in found.items() if unit == "system") == 1


def test_a_district_is_that_of_the_site(clerk, measures):
    city = clerk.add("place", kind="city", name_ru="Уральск")
    yard = clerk.add("place", kind="microdistrict", name_ru="мкр Жулдыз", parent=city)
    camera = clerk.camera("1")
    clerk.step(camera, "installed", "2025-01-01", site=clerk.add("site", place=yard))
    assert set(measures(reliability.by_district)) == {("Уральск", "camera")}


def test_of_a_failure_known_by_its_year_no_day_is_made_up(clerk, measures):
    camera = clerk.camera("1", unit="system")
    clerk.step(camera, "installed", "2021-01-01", site=clerk.add("site"))
    clerk.step(camera, "failed", "2024")
    (one,) = measures(reliability.by_programme).values()
    assert one.up_days == (date(2024, 1, 1) - date(2021, 1, 1)).days
    assert one.unknown_days == 365
    assert one.failures_undated == 1
    assert one.time_between_failures.days is None


def test_the_pass_over_the_events_can_be_broken_off(worn, register):
    with closing(register.reader()) as connection:
        connection.set_progress_handler(lambda: 1, 1)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            reliability.by_model(connection, DAY, "ru")


def happenings(life):
    return [
        Happening(
            placed.event.id,
            placed.event.occurred_on.edtf if placed.event.occurred_on else None,
            placed.standing.state,
            placed.from_day.isoformat(),
            None,
        )
        for placed in arrange(life)
    ]


@given(legal_lives())
def test_of_a_life_of_known_days_every_day_is_counted_once(life):
    told = happenings(life)
    spans = list(reliability.periods(told, RECORDED))
    assert [one.until_day for one in spans[:-1]] == [one.from_day for one in spans[1:]]
    assert spans[0].from_day == life[0].first
    assert spans[-1].until_day == max(RECORDED, life[-1].last) + timedelta(1)
    assert measure(spans, ()).unknown_days == 0


@given(legal_lives(), st.data())
def test_of_a_life_of_vague_days_no_day_is_counted_that_is_not_sure(life, data):
    true = {}
    exact = sorted(happenings(life), key=lambda one: one.from_day)
    for one, after in zip(exact, [*exact[1:], None], strict=True):
        end = date.max if after is None else date.fromisoformat(after.from_day)
        true[date.fromisoformat(one.from_day), end] = one.state
    vague = data.draw(blurred(life))
    told = happenings(vague)
    assume([one.event for one in told] == [one.event for one in exact])
    spans = list(reliability.periods(told, RECORDED))
    for one, after in pairwise(spans):
        assert one.until_day <= after.from_day
    for span in spans:
        for day in (span.from_day, span.until_day - timedelta(1)):
            if span.from_day <= day < span.until_day:
                assert [s for (a, b), s in true.items() if a <= day < b] == [span.state]
