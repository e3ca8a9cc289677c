"""From the events of cameras to how long they worked, cohort by cohort."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.domain.survival import Verdict, undated
from camdesk.store import lives
from camdesk.store.histories import histories

DAY = date(2026, 1, 10)
on = PartialDate.parse


@pytest.fixture
def dates(register):
    """The dates of the only camera."""

    def answer():
        with closing(register.reader()) as connection:
            (history,) = histories(connection)
            return lives.life_dates(history, DAY)

    return answer


@pytest.fixture
def cohorts(register):
    def answer():
        with closing(register.reader()) as connection:
            return {one.name: one for one in lives.cohorts(connection, DAY, "ru")}

    return answer


@pytest.fixture
def installed(clerk):
    """A camera that was installed on 1 May 2020."""
    camera = clerk.camera("1")
    clerk.step(camera, "installed", "2020-05-01", site=clerk.add("site"))
    return camera


def test_a_life_ends_with_the_first_failure(clerk, installed, dates):
    clerk.step(installed, "failed", "2021-02-03", last_good=on("2021-01-20"))
    clerk.step(installed, "restored", "2021-03-03")
    clerk.step(installed, "failed", "2022-02-03")
    assert dates() == (on("2020-05-01"), on("2021-02-03"), on("2021-01-20"), PartialDate.day(DAY))


def test_what_works_has_been_seen_until_today(installed, dates):
    assert dates() == (on("2020-05-01"), None, None, PartialDate.day(DAY))


@pytest.mark.parametrize("kind", ["removed", "lost", "proposed", "transferred"])
def test_what_left_in_order_was_seen_until_it_left(clerk, installed, dates, kind):
    clerk.step(installed, kind, "2021-06")
    assert dates() == (on("2020-05-01"), None, None, on("2021-06-01"))


def test_what_left_on_an_unknown_day_was_seen_until_the_last_check(clerk, installed, dates):
    clerk.step(installed, "checked", "2020-09-01/2020-09-30")
    clerk.step(installed, "removed")
    assert dates() == (on("2020-05-01"), None, None, on("2020-09-01"))


def test_a_failure_without_a_date_came_some_day_until_it_was_recorded(clerk, installed, dates):
    clerk.step(installed, "failed")
    _, failed, _, _ = dates()
    assert failed == undated(date(2026, 11, 23)), "the clerk recorded it on that day"


def test_what_comes_in_as_failed_failed_some_day_before(clerk, dates):
    clerk.camera("1", State.FAILED)  # as of 2020
    assert dates() == (None, undated(date(2020, 12, 31)), None, PartialDate.day(DAY))


def test_what_never_hung_anywhere_has_no_life(clerk, dates):
    clerk.camera("1")
    assert dates() is None


def test_units_are_never_mixed_in_a_cohort(clerk, cohorts):
    yard = clerk.add("programme", name_ru="Безопасный двор")
    for unit in ("camera", "system"):
        clerk.camera(None, State.IN_SERVICE, unit=unit, programme=yard)
    clerk.camera(None, State.IN_SERVICE, unit="system")
    found = cohorts()
    assert {name: (one.unit, one.estimate.cameras) for name, one in found.items()} == {
        "programme: Безопасный двор, camera": ("camera", 1),
        "programme: Безопасный двор, system": ("system", 1),
        "programme: unknown": ("system", 1),
        "model: unknown, camera": ("camera", 1),
        "model: unknown, system": ("system", 2),
        "year: unknown, camera": ("camera", 1),
        "year: unknown, system": ("system", 2),
    }


def test_ten_cameras_of_which_half_failed_have_a_median(clerk, cohorts):
    site = clerk.add("site")
    for number in range(10):
        camera = clerk.camera(str(number))
        clerk.step(camera, "installed", "2020-01-01", site=site)
        if number < 5:
            clerk.step(camera, "failed", f"2021-0{number + 1}-01")
    (year,) = (one for name, one in cohorts().items() if name == "year: 2020")
    assert year.estimate.verdict is Verdict.ESTIMATED
    assert year.estimate.median_days == (date(2021, 5, 1) - date(2020, 1, 1)).days
    assert (year.estimate.cameras, year.estimate.failures) == (10, 5)


def test_estimating_can_be_broken_off_between_two_cohorts(clerk, installed, register, monkeypatch):
    with closing(register.reader()) as connection:

        def interrupt(_lives):
            connection.interrupt()

        monkeypatch.setattr(lives, "estimate", interrupt)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            lives.cohorts(connection, DAY, "ru")
