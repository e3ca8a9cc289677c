"""Reference books as lists, what leans on their rows, and two rows that become one."""

from contextlib import closing

import pytest

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.reports.catalogue import REPORTS
from camdesk.store import book_lists, books, listing
from camdesk.store.listing import Query
from tests.store.conftest import Clerk


def merged(clerk: Clerk, table: str, source: int, target: int) -> int:
    with clerk.register.write("merge") as entry:
        return book_lists.merge(entry, table, source, target)


def shown(clerk: Clerk, table: str, *columns: str, query: Query | None = None) -> list[tuple]:
    lists = book_lists.listing(table, "ru")
    with closing(clerk.register.reader()) as connection:
        found = listing.ids(connection, lists, query or Query())
        return [tuple(row) for row in listing.rows(connection, lists, found, list(columns))]


def leaning(clerk: Clerk, table: str, row: int) -> dict[str, int]:
    with closing(clerk.register.reader()) as connection:
        return dict(book_lists.leaning(connection, table, row))


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("table", list(book_lists.BOOKS))
def test_every_book_is_listed_by_every_column_searched_and_filtered(
    told: Clerk, table: str, language: str
) -> None:
    lists = book_lists.listing(table, language)
    ((there,),) = told.rows(f"SELECT count(*) FROM {table}")
    assert there
    with closing(told.register.reader()) as connection:
        for column in lists.columns:
            found = listing.ids(connection, lists, Query(sort=column))
            assert len(found) == there, column
        assert len(listing.rows(connection, lists, found, list(lists.columns))) == there
        assert len(listing.ids(connection, lists, Query("такого нет"))) == 0
        for one in lists.filters.values():
            offered = listing.choices(connection, one)
            assert sum(choice.count for choice in offered) == there, one.name


def test_a_book_says_how_many_rows_lean_on_each_of_its_rows(clerk: Clerk) -> None:
    used, unused = (clerk.add("programme", name_ru=name) for name in ("А", "Б"))
    for number in ("1", "2"):
        clerk.camera(number, programme=used)
    clerk.add("contract", number="Д", programme=used)
    assert sorted(shown(clerk, "programme", "name_ru", "used")) == [("А", 2), ("Б", 0)]
    assert leaning(clerk, "programme", used) == {"Cameras": 2, "Contracts": 1}
    assert leaning(clerk, "programme", unused) == {}


def test_all_that_leaned_on_a_merged_row_leans_on_the_other(clerk: Clerk) -> None:
    source, target = (clerk.add("organisation", name=name) for name in ("ТОО А", "ТОО «А»"))
    clerk.camera("1", balance_holder=source)
    clerk.add("site", code="S", operator=source)
    clerk.add("contract", number="Д", payer=source, supplier=source)
    clerk.add("document", kind="Акт", issuer=source)
    before = leaning(clerk, "organisation", source)
    assert sum(before.values()) == 5
    assert merged(clerk, "organisation", source, target) == 5
    assert leaning(clerk, "organisation", source) == {}
    assert leaning(clerk, "organisation", target) == before
    clerk.check()


def test_events_keep_the_name_that_was_recorded_and_count_as_the_others(clerk: Clerk) -> None:
    source, target = (clerk.add("organisation", name=name) for name in ("ТОО А", "ТОО «А»"))
    site = clerk.add("site", code="S")
    for number, firm in (("1", source), ("2", target)):
        camera = clerk.camera(number)
        clerk.step(camera, "installed", "2021", site=site)
        clerk.step(camera, "failed", "2022-01-01")
        clerk.step(camera, "restored", "2022-01-11", organisation=firm)
    gone = clerk.camera("3")
    clerk.write_off(gone)
    clerk.step(gone, "transferred", organisation=source)
    merged(clerk, "organisation", source, target)
    kept = clerk.rows("SELECT organisation FROM event WHERE organisation IS NOT NULL ORDER BY id")
    assert kept == [(source,), (target,), (source,)]
    assert _told(clerk, "reliability-by-contractor", "group", "repairs") == [("ТОО «А»", 2)]
    assert _told(clerk, "fate-cameras", "recipient") == [("ТОО «А»",)]


def test_a_place_is_not_merged_into_one_that_lies_within_it(clerk: Clerk) -> None:
    region = clerk.add("place", kind="region", name_ru="Область")
    city = clerk.add("place", kind="city", name_ru="Город", parent=region)
    district = clerk.add("place", kind="district", name_ru="Район", parent=city)
    before = clerk.everything()
    with pytest.raises(KnownError, match="lies within it"):
        merged(clerk, "place", region, district)
    assert clerk.everything() == before
    merged(clerk, "place", district, region)  # the other way round
    assert clerk.rows("SELECT merged_into FROM place WHERE id = ?", district) == [(region,)]
    clerk.check()


def test_an_archived_row_keeps_its_cameras_and_is_no_longer_offered(clerk: Clerk) -> None:
    old, new = (clerk.add("programme", name_ru=name) for name in ("Старая", "Новая"))
    camera = clerk.camera("1", State.IN_STOCK, programme=old)
    clerk.correct("programme", old, archived=1)
    with closing(clerk.register.reader()) as connection:
        assert [one.id for one in books.find(connection, "programme", "")] == [new]
    assert clerk.rows("SELECT programme FROM camera WHERE id = ?", camera) == [(old,)]
    archived = Query(filters={"archived": (1,)})
    assert shown(clerk, "programme", "name_ru", query=archived) == [("Старая",)]


def test_what_was_never_archived_is_known_not_to_be(clerk: Clerk) -> None:
    clerk.add("programme", name_ru="Новая")
    assert shown(clerk, "programme", "archived") == [(0,)]
    assert shown(clerk, "programme", "name_ru", query=Query(filters={"archived": (0,)}))


def _told(clerk: Clerk, report: str, *columns: str) -> list[tuple]:
    with closing(clerk.register.reader()) as connection:
        table = REPORTS[report].run(connection, {}, "ru")
        places = [[c.name for c in table.columns].index(name) for name in columns]
        return [tuple(row[place] for place in places) for row in table.rows]
