"""Ordering from lines of contracts and taking delivery: what came, what is short, what is over."""

from contextlib import closing
from dataclasses import replace

import pytest

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.domain.validation import FieldError
from camdesk.store import cameras, contracts, listing, procurement
from camdesk.store.listing import Query
from camdesk.store.procurement import Delivery, TooMany

PRICE = 92_400_00
DAY = PartialDate.parse("2026-03-05")


@pytest.fixture
def line(clerk):
    """A line over twenty cameras."""
    return new_line(clerk)


def new_line(clerk, number="Д-1", **facts):
    programme = clerk.add("programme", name_ru="Городская")
    supplier = clerk.add("organisation", name="ТОО «Поставка»")
    paper = clerk.add("document", kind="Договор", number=number)
    contract = clerk.add(
        "contract", number=number, programme=programme, supplier=supplier, document=paper
    )
    model = clerk.add("model", maker="Образец", name="Д-2")
    said = {"position": 1, "model": model, "quantity": 20, "unit": "camera", "unit_price": PRICE}
    return clerk.add("contract_line", contract=contract, **{**said, **facts})


def order(clerk, line, count, day=DAY):
    with clerk.register.write("ordered") as entry:
        made = procurement.order(entry, line, count, day)
    clerk.last = entry.id
    return made


def receive(clerk, line, *serials, **said):
    with clerk.register.write("received") as entry:
        delivery = Delivery(tuple(serials), occurred_on=DAY)
        came = procurement.receive(entry, line, replace(delivery, **said))
    clerk.last = entry.id
    return came


def counts(clerk, line):
    """(ordered, received, installed, short, over)"""
    with closing(clerk.register.reader()) as connection:
        said = contracts.line(connection, line)
    return said.ordered, said.received, said.installed, said.short, said.over


def asked(clerk, line, count):
    with closing(clerk.register.reader()) as connection:
        query = Query(filters={"contract_line": (line,), "ever": (count,)})
        return list(listing.ids(connection, cameras.listing("ru"), query))


def serials(first, last):
    return [f"SN-{number:03d}" for number in range(first, last + 1)]


def test_ordering_makes_the_cameras_as_the_line_says(clerk, line):
    made = order(clerk, line, 20)
    assert len(made) == 20
    assert set(
        clerk.rows(
            "SELECT camera.state, camera.unit, model.name, programme.name_ru, event.cost,"
            " organisation.name, document.number, event.occurred_on FROM camera"
            " JOIN model ON model.id = camera.model JOIN programme ON programme.id ="
            " camera.programme JOIN event ON event.camera = camera.id"
            " JOIN organisation ON organisation.id = event.organisation"
            " JOIN document ON document.id = event.document"
        )
    ) == {("ordered", "camera", "Д-2", "Городская", PRICE, "ТОО «Поставка»", "Д-1", "2026-03-05")}


def test_twenty_ordered_twelve_and_nine_came_is_one_over(clerk, line):
    order(clerk, line, 20)
    assert counts(clerk, line) == (20, 0, 0, 20, 0)
    receive(clerk, line, *serials(1, 12))
    assert counts(clerk, line) == (20, 12, 0, 8, 0)
    with pytest.raises(TooMany) as refused:
        receive(clerk, line, *serials(13, 21))
    assert refused.value.over == 1
    assert counts(clerk, line) == (20, 12, 0, 8, 0)
    came = receive(clerk, line, *serials(13, 21), more_than_ordered=True)
    assert counts(clerk, line) == (20, 21, 0, 0, 1)
    assert [clerk.state(camera) for camera in came] == ["in_stock"] * 9
    numbers = clerk.rows("SELECT serial_number FROM camera ORDER BY serial_number")
    assert [number for (number,) in numbers] == serials(1, 21)


def test_each_entry_can_be_taken_back(clerk, line):
    order(clerk, line, 20)
    first = clerk.picture()
    receive(clerk, line, *serials(1, 12))
    second = clerk.picture()
    receive(clerk, line, *serials(13, 21), more_than_ordered=True)
    for before in (second, first):
        clerk.register.void(clerk.last)
        clerk.last -= 1
        assert clerk.picture() == before
    clerk.check()


def test_an_order_that_was_cancelled_and_a_plan_are_no_orders(clerk, line):
    cancelled, *_ = order(clerk, line, 2)
    clerk.step(cancelled, "cancelled")
    clerk.camera("П-1", State.PLANNED, contract_line=line)
    assert counts(clerk, line)[:3] == (1, 0, 0)


def test_what_was_received_stays_received_until_its_last_day(clerk, line):
    order(clerk, line, 2)
    sold, removed = receive(clerk, line, "SN-1", "SN-2")
    site = clerk.add("site", code="У-1")
    clerk.step(removed, "installed", site=site)
    clerk.step(removed, "removed")
    clerk.write_off(sold)
    clerk.step(sold, "sold")
    assert counts(clerk, line) == (2, 2, 1, 18, 0)


def test_what_was_transferred_before_it_came_was_not_received(clerk, line):
    (camera,) = order(clerk, line, 1)
    clerk.step(camera, "transferred")
    assert counts(clerk, line)[:2] == (1, 0)


@pytest.mark.parametrize(
    ("state", "said", "came"),
    [
        (State.WRITTEN_OFF, {}, (1, 0)),
        (State.REMOVED, {"installed_on": PartialDate.parse("2014")}, (1, 1)),
        (State.IN_SERVICE, {}, (1, 1)),
        (State.ORDERED, {}, (0, 0)),
    ],
)
def test_what_was_entered_as_it_is_came_where_its_state_says_so(clerk, line, state, said, came):
    with clerk.register.write("create") as entry:
        camera = entry.add("camera", {"contract_line": line})
        values = {"state": state, **said}
        entry.record(camera, procurement.NewEvent("opening", DAY, values))
    assert counts(clerk, line)[1:3] == came


def test_more_than_the_line_says_cannot_be_ordered(clerk, line):
    order(clerk, line, 15)
    with pytest.raises(FieldError) as refused:
        order(clerk, line, 6)
    assert refused.value.field == "count"
    assert refused.value.params == {"quantity": 20, "left": 5}
    order(clerk, line, 5)


def test_what_was_planned_for_a_line_is_ordered_before_new_cameras_are_made(clerk, line):
    planned = clerk.camera("П-1", State.PLANNED, contract_line=line)
    assert len(order(clerk, line, 3)) == 3
    assert clerk.state(planned) == "ordered"
    assert clerk.rows("SELECT count(*) FROM camera") == [(3,)]


def test_what_was_ordered_comes_before_what_was_only_planned(clerk, line):
    planned = clerk.camera("П-1", State.PLANNED)
    (ordered,) = order(clerk, line, 1)
    clerk.correct("camera", planned, contract_line=line)
    assert receive(clerk, line, "SN-1") == [ordered]
    assert receive(clerk, line, "SN-2") == [planned]


def test_what_came_without_an_order_needs_none(clerk, line):
    receive(clerk, line, *serials(1, 3), more_than_ordered=True)
    assert counts(clerk, line) == (0, 3, 0, 17, 0)
    with pytest.raises(FieldError):
        order(clerk, line, 18)
    order(clerk, line, 17)


def test_a_number_that_stands_twice_or_is_taken_is_refused_by_name(clerk, line):
    clerk.camera("ЗКО-7", serial_number="SN-002")
    order(clerk, line, 5)
    with closing(clerk.register.reader()) as connection:
        listed = ["SN-001", "SN-002", "SN-001", "SN-003"]
        troubles = procurement.refused_numbers(connection, listed, line)
    assert [(t.place, t.serial_number, t.other) for t in troubles] == [
        (2, "SN-002", "ЗКО-7"),
        (3, "SN-001", "1"),
    ]
    for listed in (["SN-001", "SN-001"], ["SN-002"]):
        with pytest.raises(FieldError) as refused:
            receive(clerk, line, *listed)
        assert refused.value.field == "serial_numbers"
        assert refused.value.params["number"] == listed[0]
    assert counts(clerk, line)[1] == 0


def test_a_camera_whose_number_was_known_when_it_was_ordered_is_the_one_that_came(clerk, line):
    _first, second, third = order(clerk, line, 3)
    clerk.correct("camera", third, serial_number="SN-9")
    came = receive(clerk, line, "SN-9", "SN-1")
    assert third in came
    assert clerk.rows("SELECT serial_number FROM camera WHERE id = ?", third) == [("SN-9",)]
    assert clerk.state(second) == "ordered"


def test_a_delivery_without_numbers_takes_the_price_that_was_paid(clerk, line):
    order(clerk, line, 3)
    came = receive(clerk, line, count=2, cost=1_00)
    assert [clerk.rows("SELECT serial_number FROM camera WHERE id = ?", c) for c in came] == [
        [(None,)], [(None,)]
    ]  # fmt: skip
    paid = clerk.rows("SELECT cost FROM event WHERE kind = 'received'")
    assert paid == [(1_00,), (1_00,)]


def test_nothing_is_no_delivery(clerk, line):
    with pytest.raises(FieldError):
        receive(clerk, line)


def test_a_line_that_was_undone_is_named_as_gone(clerk, line):
    clerk.register.void(clerk.last)
    with pytest.raises(KnownError, match="no longer in the register"):
        order(clerk, line, 1)


def test_systems_and_cameras_of_one_contract_are_not_added_up(clerk, line):
    order(clerk, line, 4)
    ((contract,),) = clerk.rows("SELECT contract FROM contract_line")
    names = ("quantity", "ordered", "received", "unit")

    def shown():
        with closing(clerk.register.reader()) as connection:
            return listing.rows(connection, contracts.listing("ru"), [contract], names)

    assert shown() == [(20, 4, 0, "camera")]
    clerk.add("contract_line", contract=contract, quantity=2, unit="system")
    assert shown() == [(None, None, None, None)]


def test_a_count_explains_itself_by_its_cameras(clerk, line):
    made = order(clerk, line, 3)
    came = receive(clerk, line, "SN-1", "SN-2")
    over = receive(clerk, line, "SN-3", "SN-4", more_than_ordered=True)
    clerk.step(came[0], "installed", site=clerk.add("site", code="У-1"))
    assert asked(clerk, line, "ordered") == made
    assert asked(clerk, line, "received") == sorted([*came, *over])
    assert asked(clerk, line, "installed") == [came[0]]
    assert asked(clerk, line, "awaited") == []
    with closing(clerk.register.reader()) as connection:
        assert contracts.came_beyond(connection, line, 3) == [over[1]]


@pytest.mark.parametrize(
    "words", ["д-7", "оптика", "об-113", "лот-5", "акимат", "минфин", "поставка", "Д-7 минфин"]
)
def test_a_contract_is_found_by_its_numbers_its_words_and_its_organisations(clerk, words):
    new_line(clerk, "Д-6")
    parties = {
        "customer": clerk.add("organisation", name="Акимат Уральска"),
        "payer": clerk.add("organisation", name="МинФин"),
        "supplier": clerk.add("organisation", name="ТОО «Поставка-2»"),
    }
    wanted = clerk.add(
        "contract", number="Д-7", title="Оптика", announcement="ОБ-1133", lot="ЛОТ-55", **parties
    )
    with closing(clerk.register.reader()) as connection:
        found = listing.ids(connection, contracts.listing("ru"), Query(words))
    assert wanted in found
    assert (len(found) == 1) is (words != "поставка")


def test_contracts_are_narrowed_by_party_and_year_and_by_what_is_unknown(clerk):
    payer = clerk.add("organisation", name="МинФин")
    known = clerk.add("contract", number="1", payer=payer, signed_on="2024-03")
    unknown = clerk.add("contract", number="2")
    with closing(clerk.register.reader()) as connection:
        for filters, wanted in (
            ({"payer": (payer,)}, [known]),
            ({"payer": (None,)}, [unknown]),
            ({"year": (None,)}, [unknown]),
        ):
            query = Query(filters=filters)
            assert list(listing.ids(connection, contracts.listing("ru"), query)) == wanted
        years = listing.choices(connection, contracts.listing("ru").filters["year"])
        ask = Query(filters={"year": tuple(c.value for c in years if c.value is not None)})
        assert list(listing.ids(connection, contracts.listing("ru"), ask)) == [known]
