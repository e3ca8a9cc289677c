"""Published figures in a register: parts that may be summed, and the register's own count."""

from contextlib import closing
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.facts import MEASURES
from camdesk.domain.lifecycle import State
from camdesk.store import cameras, figure_counts, figures
from camdesk.store.figure_counts import Counter, Scope
from camdesk.store.listing import Query, ids

from .conftest import event


@pytest.fixture
def compare(register):
    """`compare("key")` is what comparing that figure finds."""

    def find(key: str, **options) -> figures.Compared:
        with closing(register.reader()) as connection:
            found = figures.compared(connection, **options)
        return next(one for one in found if one.figure.key == key)

    return find


@pytest.fixture
def say(clerk):
    """Enter a figure: `say("key", 5, part_of=…)`."""

    def add(key: str, value: int | None, qualifier: str = "exactly", **facts) -> int:
        facts = {"measure": "installed", "unit": "camera", **facts}
        return clerk.add("figure", key=key, value=value, qualifier=qualifier, **facts)

    return add


def install(clerk, site: int, day: str, **facts) -> int:
    with clerk.register.write("create") as entry:
        camera = entry.add("camera", facts)
        entry.record(camera, event("received", day))
        entry.record(camera, event("installed", day, site=site))
    return camera


def test_parts_of_another_unit_or_measure_are_never_summed(say, compare):
    whole = say("all", 10)
    say("cameras", 7, part_of=whole)
    say("systems", 3, part_of=whole, unit="system")
    say("failed", 1, part_of=whole, measure="failed")
    found = compare("all")
    assert (found.comparison.parts, found.comparison.parts_difference) == (7, 3)
    assert len(found.parts) == 1


def test_the_register_counts_as_of_the_day_of_publication(clerk, say, compare):
    place = clerk.add("place", kind="city", name_ru="Уральск")
    site = clerk.add("site", place=place)
    camera = install(clerk, site, "2020-01-10")
    install(clerk, site, "2021-01-10")
    clerk.step(camera, "removed", "2022-01-10")
    for year, count in ((2019, 0), (2020, 1), (2021, 2), (2022, 1)):
        say(str(year), 2, published_on=f"{year}")
        assert compare(str(year)).comparison.register == count
    say("today", 2)
    assert compare("today").comparison.register == 1
    assert compare("2021", as_of=date(2021, 1, 9)).comparison.register == 1


def test_a_figure_counts_its_programme_its_place_with_all_within_and_its_unit(clerk, say, compare):
    region = clerk.add("place", kind="region", name_ru="ЗКО")
    city = clerk.add("place", kind="city", name_ru="Уральск", parent=region)
    yard = clerk.add("place", kind="microdistrict", name_ru="Жулдыз", parent=city)
    carpet = clerk.add("programme", name_ru="Ковровое покрытие")
    for place in (region, city, yard):
        site = clerk.add("site", place=place)
        install(clerk, site, "2020", programme=carpet)
        install(clerk, site, "2020")
        install(clerk, site, "2020", unit="system")
    say("region", 6, place=region)
    say("city", 4, place=city)
    say("carpet", 3, programme=carpet)
    say("carpet in the city", 2, programme=carpet, place=city)
    say("systems", 3, unit="system")
    for key in ("region", "city", "carpet", "carpet in the city", "systems"):
        assert str(compare(key).comparison.verdict) == "agrees", key


def test_failures_are_counted_in_their_period_each_camera_once(clerk, say, compare):
    site = clerk.add("site", code="S")
    camera = install(clerk, site, "2020")
    for day in ("2021-02-01", "2021-05-01", "2022-05-01"):
        clerk.step(camera, "failed", day)
        clerk.step(camera, "restored", day)
    other = install(clerk, site, "2020")
    clerk.step(other, "failed", "2023-01-01")
    facts = {"measure": "failed", "published_on": "2023-06"}
    say("2021", 1, period="2021", **facts)
    say("all years", 2, period="2020/2023", **facts)
    say("failed now", 1, **facts)
    for key in ("2021", "all years", "failed now"):
        assert str(compare(key).comparison.verdict) == "agrees", key


def test_written_off_counts_the_acts_and_those_written_off_before_the_register(clerk, say, compare):
    with clerk.register.write("steps") as entry:
        camera = entry.add("camera", {})
        entry.record(camera, event("opening", "2020", state=State.REMOVED))
        entry.record(camera, event("proposed", "2021-01-10"))
        entry.record(camera, event("written_off", "2021-01-10"))
        entry.record(camera, event("destroyed", "2022"))
    clerk.camera("1", State.WRITTEN_OFF)
    clerk.camera("2", State.RECYCLED)
    clerk.camera("3", State.LOST)  # of which nobody says that it was written off
    say("2021", 1, measure="written_off", period="2021")
    say("ever", 3, measure="written_off")
    for key in ("2021", "ever"):
        assert str(compare(key).comparison.verdict) == "agrees", key


def test_money_is_what_was_spent_and_neither_agreed_nor_earned(clerk, say, compare):
    with clerk.register.write("steps") as entry:
        camera = entry.add("camera", {})
        entry.record(camera, event("ordered", "2020", cost=70_000_00))
        entry.record(camera, event("received", "2020", cost=65_000_00))
    say("spent", None, "unknown", measure="money_spent", unit="KZT", published_on="2021")
    say("before", None, "unknown", measure="money_spent", unit="KZT", published_on="2019")
    found = compare("spent").comparison
    assert (found.register, found.register_difference, str(found.verdict)) == (
        65_000, None, "unknown",
    )  # fmt: skip
    assert compare("before").comparison.register is None, "nothing known is not zero"


def test_what_the_register_does_not_count_has_no_count(say, compare):
    say("crimes", 63, measure="crimes_solved", unit="case")
    found = compare("crimes").comparison
    assert (found.register, str(found.verdict)) == (None, "not counted in the register")


def test_figures_stand_under_what_they_are_part_of(say, register):
    late = say("z", 5)
    say("other", 1)
    say("part", 2, part_of=late)
    with closing(register.reader()) as connection:
        keys = [one.figure.key for one in figures.compared(connection)]
        early = figures.compared(connection, as_of=date(2020, 1, 1))
    assert keys == ["z", "part", "other"]
    assert len(early) == 3, "a figure without a date may have been published before"


def test_figures_that_are_parts_of_each_other_are_still_shown(say, clerk, register):
    one = say("one", 5)
    other = say("other", 5, part_of=one)
    clerk.correct("figure", one, part_of=other)
    with closing(register.reader()) as connection:
        keys = {found.figure.key for found in figures.compared(connection)}
    assert keys == {"one", "other"}


def test_a_figure_opens_the_cameras_it_counts_and_those_it_does_not(clerk, say, register):
    site = clerk.add("site", code="S")
    counted, rest = install(clerk, site, "2020"), install(clerk, site, "2020")
    install(clerk, site, "2020", unit="system")
    clerk.step(rest, "removed", "2021")
    figure = say("all", 1, published_on="2022")
    crimes = say("crimes", 1, measure="crimes_solved", unit="case")
    with closing(register.reader()) as connection:
        for wanted, behind in (
            (f"{figure} counted", [counted]), (f"{figure} rest", [rest]), (f"{crimes} counted", []),
        ):  # fmt: skip
            query = Query(filters={"figure": (wanted,)})
            assert list(ids(connection, cameras.listing("ru"), query)) == behind


@given(
    measure=st.sampled_from([name for name, _ in MEASURES]),
    unit=st.sampled_from(["camera", "system"]),
    programme=st.none() | st.just(1),
    place=st.none() | st.integers(1, 2),
    day=st.none() | st.dates(date(2019, 1, 1), date(2026, 11, 1)),
    period=st.none() | st.integers(2019, 2026).map(PartialDate.year),
)
def test_the_cameras_behind_a_count_are_as_many_as_it_says(
    lives, measure, unit, programme, place, day, period
):
    scope = Scope(measure, unit, programme, place, day, period)
    count = Counter(lives).of(scope)
    if not scope.has_cameras:
        assert measure == "money_spent" or count is None
        return
    query, values = figure_counts.counted(lives, scope)
    behind = [row[0] for row in lives.execute(query, values)]
    assert len(behind) == len(set(behind)) == count
    if scope.stands:
        query, values = figure_counts.in_scope(lives, scope)
        assert set(behind) <= {row[0] for row in lives.execute(query, values)}


@pytest.fixture(scope="module")
def lives(tmp_path_factory):
    """A register with many kinds of lives, in two places and a programme."""
    from camdesk.store.register import Register

    path = tmp_path_factory.mktemp("lives") / "r.camdesk"
    ends = ("connected", "failed", "removed", "lost", "proposed written_off", "failed restored")
    with Register.create(path) as register, register.write("create") as entry:
        programme = entry.add("programme", {"name_ru": "П"})
        region = entry.add("place", {"kind": "region", "name_ru": "Р"})
        city = entry.add("place", {"kind": "city", "name_ru": "Г", "parent": region})
        for number in range(96):
            site = entry.add("site", {"place": (None, region, city)[number % 3]})
            facts = {"unit": "system" if number % 5 == 0 else "camera"}
            camera = entry.add("camera", facts | ({"programme": programme} if number % 2 else {}))
            year = 2019 + number % 4
            entry.record(camera, event("received", str(year), cost=number))
            entry.record(camera, event("installed", str(year + 1), site=site))
            for later, kind in enumerate(ends[number % 6].split(), 2):
                entry.record(camera, event(kind, str(year + later)))
    with Register.open(path, read_only=True) as register, closing(register.reader()) as reader:
        yield reader
