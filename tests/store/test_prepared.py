"""What a list has worked out is kept while the register stays as it is, and no longer."""

from contextlib import closing
from datetime import date

import pytest

from camdesk.store import figure_list, stock_take_list
from camdesk.store.listing import Query, ids, rows
from camdesk.store.look_back import NOW, Moment, look_back
from camdesk.store.prepared import prepare


@pytest.fixture
def reader(register):
    with closing(register.reader()) as connection:
        yield connection


def test_it_is_made_anew_after_every_change_and_only_then(clerk, reader):
    made: list[int] = []

    def make() -> list[tuple[int, str]]:
        made.append(len(made))
        return [(1, f"{len(made)}")]

    def shown() -> str:
        prepare(reader, "trial", ("id", "word"), make)
        return reader.execute("SELECT word FROM temp.trial").fetchone()[0]

    assert [shown(), shown()] == ["1", "1"]
    clerk.add("programme", name_ru="П")
    assert [shown(), shown()] == ["2", "2"]
    look_back(reader, Moment(as_of=date(2020, 1, 1)))
    assert [shown(), shown()] == ["3", "3"]
    look_back(reader, NOW)
    assert shown() == "4"


def test_what_was_broken_off_is_not_taken_for_an_answer(reader):
    def break_off() -> list[tuple[int, str]]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(reader, "trial", ("id", "word"), break_off)
    prepare(reader, "trial", ("id", "word"), lambda: [(1, "whole")])
    assert reader.execute("SELECT word FROM temp.trial").fetchall() == [("whole",)]


def test_figures_are_listed_under_their_wholes_and_sorted_by_verdict(clerk, reader):
    facts = {"measure": "installed", "unit": "camera", "qualifier": "exactly"}
    whole = clerk.add("figure", key="whole", value=5, **facts)
    other = clerk.add("figure", key="other", value=0, **facts)
    part = clerk.add("figure", key="part", value=3, part_of=whole, **facts)
    listing = figure_list.listing("ru")
    found = ids(reader, listing, Query())
    assert list(found) == [whole, part, other]
    verdicts = rows(reader, listing, found, ["verdict", "parts_difference"])
    assert verdicts == [("2 unexplained", 2), ("register differs by 3", None), ("agrees", None)]
    assert list(ids(reader, listing, Query(sort="verdict"))) == [whole, other, part]
    assert list(ids(reader, listing, Query(search="part"))) == [part]
    assert list(ids(reader, listing, Query(filters={"unit": ("system",)}))) == []


def test_stock_takes_are_listed_with_the_counts_of_each_unit_apart(clerk, reader):
    clerk.camera("1")
    clerk.camera("2", unit="system")
    clerk.camera("3", unit="system")
    take = clerk.add("stock_take", name="Осень", counted_on="2026-11-01")
    listing = stock_take_list.listing("ru")
    columns = ["camera_expected", "system_expected", "camera_not_checked", "unknown", "closed_on"]
    assert rows(reader, listing, [take], columns) == [(1, 2, 1, 0, None)]
    assert list(ids(reader, listing, Query(filters={"closed": (1,)}))) == []
    assert list(ids(reader, listing, Query(search="осень"))) == [take]
