"""A row that was merged into another one stands for that one from then on."""

from contextlib import closing

import pytest

from camdesk.domain.errors import KnownError
from camdesk.store.book_lists import merge
from camdesk.store.known import Known


@pytest.fixture
def merged(clerk):
    def make(table, source, target):
        with clerk.register.write("merge") as entry:
            merge(entry, table, source, target)
        return entry.id

    return make


def test_an_import_finds_a_place_by_the_spelling_of_its_former_double(clerk, merged):
    kept = clerk.add("place", kind="city", name_ru="Аксай", name_kk="Ақсай")
    doubled = clerk.add("place", kind="city", name_ru="Аксай", also_written="г. Аксай")
    with closing(clerk.register.reader()) as connection:
        assert Known(connection).place("Аксай") is None  # one of two
    merged("place", doubled, kept)
    with closing(clerk.register.reader()) as connection:
        known = Known(connection)
        assert {known.place(name) for name in ("аксай", "Ақсай", "г. Аксай")} == {kept}


def test_what_is_stated_of_a_merged_row_leans_on_the_other(clerk, merged):
    kept = clerk.add("programme", name_ru="Безопасный двор")
    doubled = clerk.add("programme", name_ru="Безоп. двор")
    merged("programme", doubled, kept)
    with clerk.register.write("import") as entry:
        assert entry.find_or_add("programme", {"name_ru": "Безоп. двор"}) == kept


def test_a_row_is_merged_once_and_only_into_one_that_stands(clerk, merged):
    one, two, three = (clerk.add("organisation", name=f"ТОО {i}") for i in range(3))
    merged("organisation", one, two)
    before = clerk.everything()
    for source, target in ((one, three), (two, one), (three, one), (three, three)):
        with pytest.raises(KnownError):
            merged("organisation", source, target)
    assert clerk.everything() == before
    merged("organisation", two, three)
    assert clerk.rows("SELECT merged_into FROM organisation ORDER BY id") == [
        (three,), (three,), (None,),
    ]  # fmt: skip
    clerk.check()


@pytest.mark.parametrize("table", ["organisation", "programme", "model", "place"])
def test_a_merge_is_undone_and_done_again_as_one(clerk, merged, table):
    named = {"place": {"kind": "city", "name_ru": "А"}, "programme": {"name_ru": "А"}}
    rows = [clerk.add(table, **named.get(table, {"name": "А"})) for _ in range(2)]
    column = "balance_holder" if table == "organisation" else table
    if table == "place":
        clerk.add("site", place=rows[0])
        clerk.add("place", kind="district", name_ru="Б", parent=rows[0])
    else:
        clerk.camera("1", **{column: rows[0]})
    before = clerk.picture()
    entry = merged(table, *rows)
    after = clerk.picture()
    assert before != after
    undone = clerk.register.void(entry)
    assert clerk.picture() == before
    clerk.register.void(undone)
    assert clerk.picture() == after
    clerk.check()
