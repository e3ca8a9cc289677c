"""Stock-takes: what is expected, what a number comes to, and what closing records."""

from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.reports.catalogue import find_report
from camdesk.reports.stock_takes import TICK_LIST, tick_list
from camdesk.store import cameras, stock_take_work, stock_takes
from camdesk.store.listing import Query, ids
from camdesk.store.register import Register
from camdesk.store.stock_take_work import Counted, Decisions
from camdesk.store.stock_takes import Count

from .conftest import NOW, Clerk, event

DAY = "2026-11-01"


class Counter:
    """A clerk with a stock-take under way."""

    def __init__(self, clerk: Clerk, **scope) -> None:
        self.clerk = clerk
        self.take = clerk.add("stock_take", name="Осень", counted_on=DAY, **scope)

    def enter(self, *said: str, **how) -> list[tuple]:
        """(result, again) of each."""
        with self.clerk.register.write("stock_take") as entry:
            outcomes = stock_take_work.enter(
                entry, self.take, [Counted(one, **how) for one in said]
            )
        return [(outcome.result, outcome.again) for outcome in outcomes]

    def mark_missing(self) -> int:
        with self.clerk.register.write("stock_take") as entry:
            return stock_take_work.mark_missing(entry, self.take)

    def close(self, **decisions) -> int:
        with self.clerk.register.write("stock_take_close") as entry:
            stock_take_work.close(entry, self.take, Decisions(**decisions))
        return entry.id

    def counts(self) -> list[Count]:
        with closing(self.clerk.register.reader()) as connection:
            return stock_takes.counts(connection, self._take(connection))

    def cameras(self, what: str) -> set[int]:
        with closing(self.clerk.register.reader()) as connection:
            query, values = stock_takes.cameras_with(connection, self._take(connection), what)
            found = [row[0] for row in connection.execute(query, values)]
        assert len(found) == len(set(found))
        return set(found)

    def _take(self, connection) -> stock_takes.Take:
        found = stock_takes.take_of(connection, self.take)
        assert found is not None
        return found


@pytest.fixture
def city(clerk):
    return clerk.add("place", kind="city", name_ru="Уральск")


@pytest.fixture
def hang(clerk, city):
    """`hang("number")` is a camera in service at a site of its own in the city."""

    def install(number: str | None, **facts) -> int:
        with clerk.register.write("create") as entry:
            site = entry.add("site", {"place": city})
            camera = entry.add("camera", {"inventory_number": number, **facts})
            entry.record(camera, event("opening", "2020", state=State.IN_SERVICE, site=site))
        return camera

    return install


def site_of(clerk, camera: int) -> int:
    ((site,),) = clerk.rows("SELECT site FROM camera WHERE id = ?", camera)
    return site


def test_expected_are_the_cameras_that_the_office_had_in_the_scope_on_the_day(clerk, hang, city):
    carpet = clerk.add("programme", name_ru="Ковровое покрытие")
    holder = clerk.add("organisation", name="ДП ЗКО")
    facts = {"programme": carpet, "balance_holder": holder}
    here = hang("1", **facts)
    hang("2", programme=carpet)
    hang("3", balance_holder=holder)
    stock = clerk.camera("4", **facts)
    gone = hang("5", **facts)
    clerk.step(gone, "lost", "2026-10-31")
    later = hang("6", **facts)
    clerk.step(later, "lost", "2026-11-02")
    assert Counter(clerk, **facts, place=city).cameras("expected") == {here, later}
    assert Counter(clerk, **facts).cameras("expected") == {here, later, stock}


def test_a_number_is_found_elsewhere_or_unknown(clerk, hang, city):
    hang("ЗКО-1")
    hang("ЗКО-2", serial_number="SN7")
    clerk.camera("ЗКО-3")  # in stock, not in the city
    count = Counter(clerk, place=city)
    assert count.enter("зко -1", "SN7", "ЗКО-3", "ЗКО-4", "01") == [
        ("found", False), ("found", False), ("elsewhere", False), ("unknown", False),
        ("unknown", False),
    ]  # fmt: skip
    assert count.counts() == [
        Count("camera", expected=2, found=2, elsewhere=1, outside=1),
        Count(None, unknown=2),
    ]


def test_a_number_entered_twice_is_said_and_not_doubled(clerk, hang):
    hang("1")
    count = Counter(clerk)
    assert count.enter("1", "1", "x", "X") == [
        ("found", False), ("found", True), ("unknown", False), ("unknown", True),
    ]  # fmt: skip
    assert count.enter(" 1", "x ") == [("found", True), ("unknown", True)]
    assert count.counts() == [Count("camera", expected=1, found=1), Count(None, unknown=1)]


def test_a_camera_at_another_site_than_its_own_is_elsewhere(clerk, hang):
    camera, other = hang("1"), hang("2")
    count = Counter(clerk)
    assert count.enter("1", site=site_of(clerk, camera)) == [("found", False)]
    assert count.enter("2", site=site_of(clerk, camera)) == [("elsewhere", False)]
    assert count.enter("2") == [("elsewhere", True)], "what was said of its place stays"
    assert count.counts() == [Count("camera", expected=2, found=1, elsewhere=1)]
    assert count.cameras("elsewhere") == {other}


def test_what_was_marked_as_missing_may_still_be_found_and_not_the_other_way(clerk, hang):
    hang("1")
    hang("2")
    count = Counter(clerk)
    assert count.enter("1", missing=True) == [("missing", False)]
    assert count.mark_missing() == 1
    assert count.enter("1", "2") == [("found", False), ("found", False)]
    assert count.enter("1", missing=True) == [("found", True)]
    assert count.counts() == [Count("camera", expected=2, found=2)]


def test_a_number_borne_by_a_written_off_camera_and_a_living_one_means_the_living_one(clerk, hang):
    old = clerk.camera("1", State.SOLD)
    new = hang("1")
    count = Counter(clerk)
    count.enter("1")
    assert count.cameras("found") == {new}
    assert old not in count.cameras("elsewhere")


def test_a_serial_number_that_two_cameras_share_is_nobodys(clerk, hang):
    for number in "12":
        hang(number, serial_number="SN")
    with clerk.register.write("stock_take") as entry:
        count = Counter.__new__(Counter)
        count.clerk, count.take = clerk, entry.add("stock_take", {"name": "Т", "counted_on": DAY})
        entry.flush()
        (outcome,) = stock_take_work.enter(entry, count.take, [Counted("sn")])
    assert (outcome.result, outcome.shared) == ("unknown", 2)


def test_a_camera_registered_after_its_number_was_unknown_takes_over_its_line(clerk, hang):
    count = Counter(clerk)
    count.enter("1")
    hang("1")
    assert count.enter("1") == [("found", False)]
    assert count.counts() == [Count("camera", expected=1, found=1)]


def test_closing_records_checks_and_only_what_was_decided_besides(clerk, hang):
    found, missing, lost, moved = (hang(number) for number in "1234")
    order = clerk.add("document", kind="Приказ", number="5")
    count = Counter(clerk, document=order)
    there = site_of(clerk, found)
    count.enter("1", "нет такого")
    count.enter("4", site=there)
    with pytest.raises(KnownError, match="nobody has checked yet: 2"):
        count.close()
    count.mark_missing()
    closing_entry = count.close(
        lost=frozenset({lost}), moved=frozenset({moved}), notes={"missing": "не найдена"}
    )
    kinds = clerk.rows(
        "SELECT camera, kind, occurred_on, document, note, details FROM event WHERE entry = ?"
        " ORDER BY camera, id",
        closing_entry,
    )
    seen, not_seen = '{"seen":true}', '{"seen":false}'
    assert kinds == [
        (found, "checked", DAY, order, None, seen),
        (missing, "checked", DAY, order, "не найдена", not_seen),
        (lost, "checked", DAY, order, "не найдена", not_seen),
        (lost, "lost", DAY, order, None, None),
        (moved, "checked", DAY, order, None, not_seen),
        (moved, "removed", DAY, order, None, None),
        (moved, "installed", DAY, order, None, None),
    ]
    assert clerk.state(lost) == "lost"
    assert (clerk.state(moved), site_of(clerk, moved)) == ("in_service", there)
    assert count.counts() == [
        Count("camera", expected=4, found=1, missing=2, elsewhere=1),
        Count(None, unknown=1),
    ], "closing changes no count"
    with pytest.raises(KnownError, match="is closed"):
        count.enter("2")
    clerk.register.void(closing_entry)
    assert clerk.state(lost) == "in_service"
    assert count.enter("2") == [("found", False)]
    clerk.check()


def test_a_camera_moved_into_the_scope_by_closing_was_not_expected(clerk, hang, city):
    here = hang("1")
    stranger = clerk.camera("2")
    count = Counter(clerk, place=city)
    count.enter("1")
    count.enter("2", site=site_of(clerk, here))
    clerk.step(stranger, "installed", DAY, site=site_of(clerk, here))
    assert count.counts() == [Count("camera", expected=1, found=1, elsewhere=1, outside=1)]
    count.close()
    assert count.cameras("expected") == {here}


def test_what_is_registered_after_the_closing_was_not_expected_by_it(clerk, hang):
    hang("1")
    count = Counter(clerk)
    count.enter("1")
    count.close()
    hang("2")
    assert count.counts() == [Count("camera", expected=1, found=1)]


def test_a_step_that_is_not_legal_any_more_is_refused_by_the_number_of_the_camera(clerk, hang):
    camera = hang("412")
    count = Counter(clerk)
    count.mark_missing()
    clerk.step(camera, "lost", "2026-11-05")
    with pytest.raises(KnownError, match="412"):
        count.close(lost=frozenset({camera}))
    count.close()


def test_numbers_registered_with_spaces_are_found_among_few_and_among_many(clerk, hang):
    hang("ЗКО 000 412")
    count = Counter(clerk)
    assert count.enter("зко000412") == [("found", False)]
    again = Counter(clerk)
    many = [f"нет {number}" for number in range(150)]
    assert again.enter(*many, "зко000412")[-1] == ("found", False)


def test_a_count_opens_the_cameras_behind_it(clerk, hang):
    seen, rest = hang("1"), hang("2")
    count = Counter(clerk)
    count.enter("1")
    asked = {
        f"{count.take} found": [seen],
        f"{count.take} not_checked": [rest],
        f"{count.take} expected": [seen, rest],
        f"{count.take} missing": [],
        "999 found": [],
    }
    with closing(clerk.register.reader()) as connection:
        for wanted, cameras_behind in asked.items():
            query = Query(filters={"stock_take": (wanted,)})
            assert list(ids(connection, cameras.listing("ru"), query)) == cameras_behind


def test_the_list_to_walk_with_has_every_camera_expected_and_room_for_a_tick(clerk, hang, city):
    hang("2", serial_number="S")
    hang("1")
    hang("3", unit="system")
    nameless = hang(None)
    count = Counter(clerk, place=city)
    with closing(clerk.register.reader()) as connection:
        rows = list(tick_list(connection, count.take, "ru"))
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("1", None, ""), ("2", "S", ""), ("3", None, ""), (f"№ {nameless}", None, ""),
    ]  # fmt: skip
    assert {len(row) for row in rows} == {len(TICK_LIST)}


def test_a_camera_without_numbers_is_called_by_its_row(clerk, hang):
    nameless = hang(None)
    count = Counter(clerk)
    assert count.enter(f"№{nameless}", "№ 999") == [("found", False), ("unknown", False)]
    assert count.cameras("found") == {nameless}


def test_the_reports_count_each_unit_apart_and_list_every_number(clerk, hang):
    hang("1")
    hang("2", unit="system")
    count = Counter(clerk)
    count.enter("1", "x")
    count.mark_missing()
    with closing(clerk.register.reader()) as connection:
        rows = [tuple(row) for row in find_report("stock-take").run(connection, {}).rows]
        lines = [tuple(row) for row in find_report("stock-take-lines").run(connection, {}).rows]
        early = find_report("stock-take").run(connection, {"as_of": date(2026, 10, 31)})
        assert list(early.rows) == []
    assert [row[:8] for row in rows] == [
        ("Осень", "camera", 1, 1, 0, 0, 0, 0),
        ("Осень", "system", 1, 0, 1, 0, 0, 0),
        ("Осень", None, 0, 0, 0, 0, 1, 0),
    ]
    assert [(line[1], line[4], line[8]) for line in lines] == [
        ("1", "found", "1"), (None, "unknown", "x"), ("2", "missing", None),
    ]  # fmt: skip


_WHO = st.integers(0, 9)
_ACTS = st.one_of(
    st.tuples(st.just("scan"), _WHO),
    st.tuples(st.just("scan there"), _WHO),
    st.tuples(st.just("missing"), _WHO),
    st.tuples(st.just("rest"), _WHO),
    st.tuples(st.just("undo"), _WHO),
)


@settings(max_examples=40)
@given(acts=st.lists(_ACTS, max_size=12), in_city=st.booleans())
def test_every_expected_camera_is_in_exactly_one_class(tmp_path_factory, acts, in_city):
    path = tmp_path_factory.mktemp("take") / "r.camdesk"
    with Register.create(path, clock=lambda: NOW) as register:
        clerk = Clerk(register)
        city = clerk.add("place", kind="city", name_ru="Г")
        sites = [clerk.add("site", place=place) for place in (city, city, None)]
        for number in range(8):
            facts = {"unit": "system"} if number % 3 == 0 else {}
            camera = clerk.camera(str(number), State.IN_STOCK, **facts)
            if number > 1:
                clerk.step(camera, "installed", "2021", site=sites[number % 3])
        count = Counter(clerk, **({"place": city} if in_city else {}))
        begun = clerk.last
        for act, who in acts:
            if act == "scan":
                count.enter(str(who))
            elif act == "scan there":
                count.enter(str(who), site=sites[0])
            elif act == "missing":
                count.enter(str(who), missing=True)
            elif act == "rest":
                count.mark_missing()
            elif (target := register.undo_target()) and target.id > begun:
                register.undo()
            _assert_partition(count)
        count.mark_missing()
        count.close(lost=frozenset(count.cameras("missing")))
        _assert_partition(count)
        assert count.cameras("not_checked") == set()
        clerk.check()


def _assert_partition(count: Counter) -> None:
    expected = count.cameras("expected")
    classes = [
        count.cameras("found"),
        count.cameras("missing"),
        count.cameras("elsewhere") - count.cameras("outside"),
        count.cameras("not_checked"),
    ]
    assert set().union(*classes) == expected
    assert sum(map(len, classes)) == len(expected)
    for one in count.counts():
        assert one.expected == (
            one.found + one.missing + one.elsewhere - one.outside + one.not_checked
        )
    assert sum(one.expected for one in count.counts()) == len(expected)
