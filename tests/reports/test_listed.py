"""Reports of what the pages list are those lists, whole; installations say what they replaced."""

from contextlib import closing
from datetime import date

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.reports.catalogue import REPORTS
from camdesk.store import book_lists, contracts, documents, journal, listing, sites
from camdesk.store.chosen import Filters
from camdesk.store.connection import connect_reader
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query
from camdesk.store.register import Register


@pytest.fixture(scope="module")
def connection(sample_path):
    with closing(connect_reader(sample_path)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("journal", journal.listing()),
        ("sites", sites.listing("ru")),
        ("contracts", contracts.listing("ru")),
        ("documents", documents.listing()),
        ("organisations", book_lists.listing("organisation", "ru")),
        ("places", book_lists.listing("place", "ru")),
    ],
)
def test_a_report_is_the_page_row_by_row(connection, name, page):
    report = REPORTS[name]
    renamed = {"journal": {"entry": "id"}, "contracts": {"contract": "number"}}.get(name, {})
    columns = [renamed.get(one.name, one.name) for one in report.columns]
    shown = listing.rows(connection, page, listing.ids(connection, page, Query()), columns)
    assert list(report.run(connection, {}).rows) == shown
    assert shown


def test_the_journal_of_a_period_has_the_entries_recorded_in_it(connection):
    report = REPORTS["journal"]
    everything = list(report.run(connection, {}).rows)
    days = sorted({row[0] for row in connection.execute("SELECT recorded_on FROM entry")})
    day = date.fromisoformat(days[0])
    some = list(report.run(connection, {"from": day, "to": day}).rows)
    assert some == [row for row in everything if row in some]
    none = report.run(connection, {"to": date(1999, 1, 1)}).rows
    assert list(none) == []


def test_the_journal_of_a_programme_has_the_entries_about_its_cameras(connection):
    for (programme,) in connection.execute("SELECT id FROM programme").fetchall():
        found = {
            row[0]
            for row in REPORTS["journal"]
            .run(connection, {}, columns=["entry"], filters=Filters(programme))
            .rows
        }
        by_hand = {
            row[0]
            for row in connection.execute(
                "SELECT entry FROM event JOIN camera ON camera.id = event.camera"
                " WHERE camera.programme = ?1 UNION SELECT entry FROM change JOIN camera"
                " ON camera.id = change.row_id AND change.table_name = 'camera'"
                " WHERE camera.programme = ?1",
                (programme,),
            )
        }
        assert found == by_hand


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "r.camdesk") as register:
        yield register


def on(text):
    return PartialDate.parse(text)


@pytest.mark.parametrize("said_by", ["installed", "removed"])
def test_an_installation_names_the_camera_that_it_replaced(register, said_by):
    with register.write("create") as entry:
        site = entry.add("site", {"code": "1"})
        programme = entry.add("programme", {"name_ru": "А"})
        old = entry.add("camera", {"inventory_number": "old"})
        new = entry.add("camera", {"inventory_number": "new", "programme": programme})
        opening = {"state": State.IN_SERVICE, "site": site}
        entry.record(old, NewEvent("opening", on("2020"), opening))
        entry.record(new, NewEvent("received", on("2021")))
    with register.write("replace") as entry:
        removed = {"other_camera": new} if said_by == "removed" else {}
        installed = {"other_camera": old} if said_by == "installed" else {}
        entry.record(old, NewEvent("removed", on("2022-03-01"), removed))
        entry.record(new, NewEvent("installed", on("2022-03-01"), {"site": site, **installed}))
    report = REPORTS["installations"]
    with closing(register.reader()) as connection:
        year = {"from": date(2022, 1, 1), "to": date(2022, 12, 31)}
        wanted = ["camera", "site", "in_place_of", "replaced_state"]
        # The replaced camera is of no programme, and is named all the same.
        for filters in (Filters(), Filters(programme)):
            (row,) = report.run(connection, year, columns=wanted, filters=filters).rows
            assert row == ["new", "1", "old", "removed"]
        before = {"from": date(2021, 1, 1), "to": date(2021, 12, 31)}
        assert list(report.run(connection, before).rows) == []


def test_what_is_proposed_says_since_when_and_why(register):
    with register.write("create") as entry:
        camera = entry.add("camera", {"inventory_number": "7"})
        entry.record(camera, NewEvent("received", on("2021-01-01")))
        said = {"conclusion": "Не подлежит ремонту"}
        entry.record(camera, NewEvent("proposed", on("2022-01-01"), said))
        entry.record(camera, NewEvent("checked", on("2022-01-05"), {"seen": True}))
    report = REPORTS["proposed"]
    wanted = ["camera", "proposed_on", "days_waiting", "conclusion"]
    with closing(register.reader()) as connection:
        (row,) = report.run(connection, {"as_of": date(2022, 1, 31)}, columns=wanted).rows
        assert row == ["7", "2022-01-01", 30, "Не подлежит ремонту"]
        assert list(report.run(connection, {"as_of": date(2021, 12, 31)}).rows) == []
