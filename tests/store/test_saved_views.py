"""Saved views: under a name, for one page, shared by everybody who opens the register."""

from contextlib import closing

import pytest

from camdesk.store import saved_views
from tests.store.conftest import Clerk


@pytest.fixture
def save(clerk: Clerk):
    def make(page: str, name: str, **settings) -> int:
        with clerk.register.write("view", name) as entry:
            return saved_views.save(entry, page, name, settings)

    return make


def offered(clerk: Clerk, page: str) -> dict[str, dict]:
    with closing(clerk.register.reader()) as connection:
        return {view.name: dict(view.settings) for view in saved_views.views(connection, page)}


def test_a_view_comes_back_as_it_was_saved_on_its_own_page(clerk: Clerk, save) -> None:
    settings = {"search": "Құрманғазы", "sort": ["state", True], "columns": [["note", 90, False]]}
    save("cameras", "Снятые", **settings)
    assert offered(clerk, "cameras") == {"Снятые": settings}
    assert offered(clerk, "sites") == {}


def test_a_view_of_the_same_name_takes_the_place_of_the_older_one(clerk: Clerk, save) -> None:
    first = save("cameras", "Мои", search="1")
    assert save("cameras", "Мои", search="2") == first
    assert save("sites", "Мои", search="3") != first
    assert offered(clerk, "cameras") == {"Мои": {"search": "2"}}
    clerk.check()


def test_to_save_a_view_can_be_taken_back(clerk: Clerk, save) -> None:
    save("cameras", "Мои", search="1")
    save("cameras", "Мои", search="2")
    ((last,),) = clerk.rows("SELECT max(id) FROM entry")
    clerk.register.void(last)
    assert offered(clerk, "cameras") == {"Мои": {"search": "1"}}


def test_views_stand_in_the_order_of_their_names_in_any_case(clerk: Clerk, save) -> None:
    for name in ("Б", "В", "а"):
        save("cameras", name, search=name)
    assert list(offered(clerk, "cameras")) == ["а", "Б", "В"]


def test_an_archived_view_is_not_offered_and_its_name_is_free(clerk: Clerk, save) -> None:
    old = save("cameras", "Мои", search="1")
    clerk.correct("saved_view", old, archived=1)
    assert offered(clerk, "cameras") == {}
    assert save("cameras", "Мои", search="2") != old
    assert offered(clerk, "cameras") == {"Мои": {"search": "2"}}


@pytest.mark.parametrize("text", ["?", "{", "[]", "7", "null"])
def test_a_view_that_cannot_be_read_is_passed_over(clerk: Clerk, save, text: str) -> None:
    save("cameras", "Мои", search="1")
    clerk.add("saved_view", page="cameras", name="Чужие", settings=text)
    assert list(offered(clerk, "cameras")) == ["Мои"]
