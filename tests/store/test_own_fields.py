"""Own fields: kept in one form, found, listed, filtered, with a history, and undone like facts."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdesk.store import cameras, contracts, own_fields, sites
from camdesk.store.listing import Query, choices, ids, rows
from camdesk.store.own_fields import set_values
from camdesk.store.register import Register
from tests.store.conftest import Clerk


def reading(clerk, question):
    with closing(clerk.register.reader()) as connection:
        return question(connection)


def own(clerk, table="camera"):
    return reading(clerk, lambda connection: own_fields.fields(connection, table))


def say(clerk, table, row, **said):
    named = {one.name: one for one in own(clerk, table)}
    with clerk.register.write("correct") as entry:
        set_values(entry, table, row, {named[name].id: value for name, value in said.items()})


@pytest.fixture
def fields(clerk):
    """By kind, an own field of cameras."""
    for kind in ("text", "number", "date", "money", "choice"):
        clerk.add("own_field", table_name="camera", name=kind, kind=kind, choices="да\nнет\n")
    return {one.kind: one for one in own(clerk)}


def test_values_are_found_by_search_and_leave_it_when_undone(clerk, fields):
    camera = clerk.camera("1")

    def found(word):
        listing = cameras.listing("ru")
        return list(reading(clerk, lambda c: ids(c, listing, Query(search=word))))

    say(clerk, "camera", camera, text="Кабель ҚҰРЫЛЫС")
    assert found("құрылыс") == [camera]
    say(clerk, "camera", camera, text="Оптика")
    assert (found("құрылыс"), found("оптика")) == ([], [camera])
    clerk.register.undo()
    clerk.register.undo()
    assert found("оптика") == found("құрылыс") == []
    clerk.check()


def test_own_fields_are_columns_that_sort_and_filters_that_narrow(clerk, fields):
    one, two, three = (clerk.camera(str(number)) for number in range(3))
    say(clerk, "camera", one, number="10", money="5000", choice="да", date="2024-12")
    say(clerk, "camera", two, number="9.5", money="700", choice="нет")
    listing = cameras.listing("ru", own(clerk))
    column = {kind: field.column for kind, field in fields.items()}

    def asked(**query):
        return list(reading(clerk, lambda c: ids(c, listing, Query(**query))))

    assert asked(sort=column["number"]) == [two, one, three]
    assert asked(sort=column["money"], descending=True) == [one, two, three]
    assert asked(filters={column["choice"]: ("да", None)}) == [one, three]
    shown = [column[kind] for kind in ("number", "money", "date", "choice")]
    assert reading(clerk, lambda c: rows(c, listing, [one, two], shown)) == [
        ("10", 5000, "2024-12", "да"),
        ("9.5", 700, None, "нет"),
    ]
    offered = reading(clerk, lambda c: choices(c, listing.filters[column["choice"]]))
    assert {(choice.value, choice.count) for choice in offered} == {
        ("да", 1),
        ("нет", 1),
        (None, 1),
    }


def test_sites_have_own_fields_of_their_own(clerk, fields):
    clerk.add("own_field", table_name="site", name="Опора", kind="text")
    site = clerk.add("site", code="У-1")
    say(clerk, "site", site, Опора="бетон")
    listing = sites.listing("ru", own(clerk, "site"))
    assert [one.name for one in own(clerk, "site")] == ["Опора"]
    assert list(reading(clerk, lambda c: ids(c, listing, Query(search="бетон")))) == [site]


def test_contracts_have_theirs_in_search_columns_and_filters(clerk, fields):
    clerk.add("own_field", table_name="contract", name="Куратор", kind="text")
    one, _other = clerk.add("contract", number="17"), clerk.add("contract", number="18")
    say(clerk, "contract", one, Куратор="Иванов")
    (field,) = own(clerk, "contract")
    listing = contracts.listing("ru", (field,))
    for query in (Query(search="иванов"), Query(filters={field.column: ("Иванов",)})):
        assert list(reading(clerk, lambda c, asked=query: ids(c, listing, asked))) == [one]
    assert reading(clerk, lambda c: rows(c, listing, [one], [field.column])) == [("Иванов",)]


def test_archived_fields_keep_their_values_and_are_not_offered(clerk, fields):
    camera = clerk.camera("1")
    say(clerk, "camera", camera, text="x")
    clerk.correct("own_field", fields["text"].id, archived=1)
    assert "text" not in {one.kind for one in own(clerk)}
    assert clerk.rows("SELECT value FROM own_value") == [("x",)]


def test_every_value_that_a_field_had_stands_in_its_history(clerk, fields):
    camera = clerk.camera("1")
    for value in ("а", "б", None):
        say(clerk, "camera", camera, text=value)
    history = reading(clerk, lambda c: own_fields.history(c, "camera", camera))
    assert [change.value for change in history[fields["text"]]] == ["а", "б", None]
    assert reading(clerk, lambda c: own_fields.values(c, "camera", camera)) == {}


SAID = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 1), st.one_of(st.none(), st.text("абв", max_size=3))
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(SAID)
def test_after_any_values_said_the_last_one_stands_and_undo_brings_each_before_back(said):
    with (
        tempfile.TemporaryDirectory() as folder,
        Register.create(Path(folder) / "own.camdesk") as register,
    ):
        clerk = Clerk(register)
        cameras_made = [clerk.camera(str(number)) for number in range(3)]
        field_ids = [
            clerk.add("own_field", table_name="camera", name=name, kind="text") for name in "xy"
        ]
        pictures, model = [clerk.picture()], {}
        for camera, field, value in said:
            with register.write("correct") as entry:
                known = value.strip() or None if value else None
                set_values(entry, "camera", cameras_made[camera], {field_ids[field]: known})
            model[camera, field] = known
            pictures.append(clerk.picture())
        clerk.check()
        for (camera, field), value in model.items():
            stands = reading(
                clerk, lambda c, row=camera: own_fields.values(c, "camera", cameras_made[row])
            )
            assert stands.get(field_ids[field]) == value
        while len(pictures) > 1:
            pictures.pop()
            register.undo()
            assert clerk.picture() == pictures[-1]
        clerk.check()
