"""Documents: found by any part of what they say, and everything that rests on one."""

from contextlib import closing

import pytest

from camdesk.domain.lifecycle import State
from camdesk.store import cameras, documents
from camdesk.store.attachments import attach
from camdesk.store.listing import Query, choices, ids, rows
from camdesk.store.search import fold_text

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


@pytest.fixture
def connection(register):
    with closing(register.reader()) as connection:
        yield connection


@pytest.fixture
def found(connection):
    def ask(search="", **filters):
        wanted = {name: values for name, values in filters.items() if values is not None}
        return list(ids(connection, documents.listing(), Query(search, wanted)))

    return ask


@pytest.fixture
def paper(clerk):
    def make(kind="Акт", **facts):
        return clerk.add("document", kind=kind, **facts)

    return make


def attached(clerk, document, name="скан.png"):
    with clerk.register.write("attachment") as entry:
        return attach(entry, document, name, PNG + name.encode())


def test_the_list_counts_files_events_and_cameras(clerk, connection, paper):
    act = paper(number="17", issued_on="2024-12")
    one, two = clerk.camera("1"), clerk.camera("2")
    for camera in (one, two):
        clerk.step(camera, "lost", "2025", document=act)
    clerk.step(one, "found", "2025-02", document=act)
    attached(clerk, act)
    clerk.correct("attachment", attached(clerk, act, "снято.png"), removed=1)
    columns = ("kind", "number", "issued_on", "files", "events", "cameras")
    assert rows(connection, documents.listing(), [act], columns) == [
        ("Акт", "17", "2024-12", 1, 3, 2)
    ]


def test_a_document_is_found_by_number_kind_issuer_and_note(clerk, found, paper):
    issuer = clerk.add("organisation", name="ГУ «Департамент полиции»")
    act = paper("Акт о списании", number="17-ОҚ", issuer=issuer, note="со склада")
    paper("Приказ", number="3")
    for text in ("17-оқ", "списан", "департамент", "склад", "акт 17"):
        assert found(text) == [act], text


def test_filters_by_kind_year_issuer_files_and_number(clerk, found, paper):
    old = clerk.add("organisation", name="Старое имя")
    new = clerk.add("organisation", name="Новое имя")
    clerk.correct("organisation", old, merged_into=new)
    act = paper("Акт", number="1", issued_on="2024-12-05", issuer=old)
    order = paper("Приказ", issued_on="2024-11/2025-02")
    attached(clerk, act)
    assert found(kind=("Акт",)) == found(year=(2024,)) == found(issuer=(new,)) == [act]
    assert found(with_files=(1,)) == found(with_number=(1,)) == [act]
    assert found(with_files=(0,)) == found(with_number=(0,)) == [order]
    assert found(year=(None,)) == found(issuer=(None,)) == [order]


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ("2024", 2024), ("2024-12-05", 2024), ("2024-01/2024-12", 2024), ("2023/2024", None),
        ("2024-12-30/2025-01-02", None), ("2024-12-01/2024-12-02", 2024), (None, None),
    ],
)  # fmt: skip
def test_the_year_of_a_paper_is_known_where_its_date_lies_in_one(connection, paper, issued, year):
    paper(issued_on=issued)
    chosen = documents.listing().filters["year"]
    assert [choice.value for choice in choices(connection, chosen)] == [year]


def test_everything_that_rests_on_a_document_is_said(clerk, connection, paper):
    act, order = paper(number="17"), paper("Приказ", number="3")
    commission = clerk.add("commission", name="Комиссия по списанию", document=order)
    clerk.correct("document", act, commission=commission)
    cameras_written_off = [clerk.camera(f"К-{n:02}") for n in range(documents.SHOWN + 3)]
    for camera in cameras_written_off:
        clerk.step(camera, "proposed")
        clerk.step(camera, "written_off", document=act)
    clerk.step(cameras_written_off[0], "sold", document=act)
    contract = clerk.add("contract", number="8", document=act)
    part = clerk.add("part", name="Блок питания", source="bought", quantity=1, document=act)
    rests = documents.resting(connection, act)
    count = len(cameras_written_off)
    assert [(group.sort, group.count) for group in rests.events] == [
        ("written_off", count), ("sold", 1)
    ]  # fmt: skip
    assert rests.cameras == count
    assert [named.title for named in rests.events[0].first] == [
        f"К-{n:02}" for n in range(documents.SHOWN)
    ]
    assert [(group.sort, group.first[0].id) for group in rests.rows] == [
        ("contract", contract), ("part", part)
    ]  # fmt: skip
    of_order = documents.resting(connection, order)
    assert [(group.sort, group.first[0].title) for group in of_order.rows] == [
        ("commission", "Комиссия по списанию")
    ]
    assert of_order.signed is not None
    assert [named.id for named in of_order.signed.first] == [act]


def test_a_paper_that_came_later_carries_its_event_and_an_undone_event_rests_on_nothing(
    clerk, connection, paper
):
    act = paper(number="17")
    camera = clerk.camera("1")
    clerk.step(camera, "lost")
    ((event,),) = clerk.rows("SELECT id FROM event WHERE kind = 'lost'")
    clerk.add("supplement", event=event, document=act)
    other = clerk.camera("2")
    clerk.register.void(clerk.step(other, "lost", document=act))
    rests = documents.resting(connection, act)
    assert [(group.sort, group.count) for group in rests.events] == [("lost", 1)]
    behind = Query(filters={"document": (act,)})
    assert list(ids(connection, cameras.listing("ru"), behind)) == [camera]


def test_papers_of_a_number_are_found_whatever_their_kind_and_letters(connection, paper):
    early = paper("Акт", number="17-ОҚ", issued_on="2023")
    late = paper("Приказ", number="17-ОҚ", issued_on="2024")
    paper("Акт", number="18", note="17-ОҚ")
    longer = paper("Акт", number="117-ОҚ", issued_on="2025")
    found = documents.by_number(connection, " 17-оқ ")
    assert [one.id for one in found] == [late, early, longer]
    assert documents.by_number(connection, "  ") == []
    assert fold_text("17-ОҚ") == "17-оқ"


def test_all_papers_with_what_rests_on_them_and_those_of_one_number(clerk, connection, paper):
    issuer = clerk.add("organisation", name="ДП")
    act = paper(number="17", issued_on="2024", issuer=issuer)
    paper("Приказ", number="3")
    clerk.step(clerk.camera("1", State.IN_SERVICE), "failed", "2024-05", document=act)
    assert list(documents.papers(connection)) == [
        ("Акт", "17", "2024", "ДП", None, 0, 1, 1),
        ("Приказ", "3", None, None, None, 0, 0, 0),
    ]
    assert [row[1] for row in documents.papers(connection, "3")] == ["3"]
    attached(clerk, act)
    clerk.add("contract", number="8", document=act)
    assert list(documents.everything_on(connection, "17")) == [
        ("Акт", "17", "failed", "2024-05", "1"),
        ("Акт", "17", "attachment", None, "скан.png"),
        ("Акт", "17", "contract", None, "8"),
    ]


def test_which_of_the_papers_of_a_number_is_meant(connection, paper):
    first = paper("Акт", number="17", issued_on="2024-12-05")
    twins = documents.same_paper(connection, "Акт", "17")
    assert documents.meant(twins, "2024-12-05") == documents.meant(twins, None) == twins[0]
    assert twins[0].id == first
    assert documents.meant(twins, "2024") is None
    paper("Акт", number="17", issued_on="2023")
    assert documents.meant(documents.same_paper(connection, "Акт", "17"), None) is None
    undated = paper("Акт", number="17")
    meant = documents.meant(documents.same_paper(connection, "Акт", "17"), None)
    assert meant is not None
    assert meant.id == undated
