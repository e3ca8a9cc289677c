"""Open faults by age, and cameras that fail again and again."""

from contextlib import closing
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.lifecycle import State
from camdesk.store.fault_counts import most_in_a_year, open_faults, repeated_faults

DAY = date(2026, 11, 23)


def counted(register, count, *wanted):
    with closing(register.reader()) as connection:
        return list(count(connection, *wanted))


def test_open_faults_stand_by_programme_unit_and_age(clerk, register):
    yard = clerk.add("programme", name_ru="Безопасный двор")
    for unit, programme in (("camera", yard), ("system", yard), ("system", yard), ("camera", None)):
        clerk.camera(None, State.FAILED, unit=unit, programme=programme)
    new = clerk.camera("n", State.IN_SERVICE, programme=yard)
    clerk.step(new, "failed", "2026-11-20")
    assert counted(register, open_faults, DAY, "ru") == [
        ("Безопасный двор", "camera", "up_to_7_days", 1),
        ("Безопасный двор", "camera", "date_unknown", 1),
        ("Безопасный двор", "system", "date_unknown", 2),
        (None, "camera", "date_unknown", 1),
    ]


def test_a_repeated_fault_says_how_often_when_and_where(clerk, register):
    sites = [clerk.add("site", address=address) for address in ("ул. Абая, 1", "ул. Гагарина, 2")]
    camera = clerk.camera("ЗКО-1")
    for site, days in zip(sites, (("2025-01-01", "2025-03-01"), ("2026-06-06",)), strict=True):
        clerk.step(camera, "installed", site=site)
        for day in days:
            clerk.step(camera, "failed", day)
            clerk.step(camera, "restored", day)
        clerk.step(camera, "removed", days[-1])
    once = clerk.camera("ЗКО-2", State.IN_SERVICE)
    clerk.step(once, "failed", "2026-01-01")
    assert counted(register, repeated_faults) == [
        ("ЗКО-1", "camera", 3, "2025-01-01", "2026-06-06", "ул. Абая, 1; ул. Гагарина, 2", 2)
    ]


@given(st.lists(st.dates(date(2020, 1, 1), date(2025, 1, 1)), max_size=12))
def test_the_most_within_a_year_is_that_of_the_fullest_year(days):
    days.sort()
    fullest = max(
        (sum(day <= other <= day + timedelta(365) for other in days) for day in days), default=0
    )
    assert most_in_a_year([day.isoformat() for day in days]) == fullest
