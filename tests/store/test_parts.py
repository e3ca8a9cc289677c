"""Spare parts: what came into stock is fitted, discarded or still there, at every moment."""

from collections import Counter
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.store import listing as lists
from camdesk.store import part_cards, part_ledger, part_list, part_work
from camdesk.store.listing import Query
from camdesk.store.look_back import Moment, look_back
from camdesk.store.parts import PartNotThere, PartsShort
from camdesk.store.register import Register
from camdesk.store.voiding import EntryInUse

from .conftest import event


def on(day):
    return PartialDate.parse(day) if day else None


@pytest.fixture
def strip(clerk):
    """`strip("D-1", ("lens", 2))` strips a new camera for parts; gives it and the lots."""

    def record(number, *lines, day="2026-02-01"):
        camera = clerk.camera(number)
        clerk.write_off(camera)
        with clerk.register.write("stripped", number) as entry:
            entry.record(camera, event("stripped", day))
            lots = part_work.recover(
                entry, camera, [PartLine(*line) for line in lines], occurred_on=on(day)
            )
        clerk.last = entry.id
        return camera, lots

    return record


@pytest.fixture
def mend(clerk):
    """`mend(camera, (part, 1))` restores a failed camera with parts out of stock."""

    def record(camera, *fitted, day="2026-03-01"):
        with clerk.register.write("restored") as entry:
            repair = entry.record(camera, event("restored", day))
            part_work.fit(
                entry,
                camera,
                [FittedPart(*one) for one in fitted],
                event=repair,
                occurred_on=on(day),
            )
        clerk.last = entry.id

    return record


@pytest.fixture
def discard(clerk):
    def record(part, quantity, day=None):
        with clerk.register.write("part") as entry:
            part_work.discard(entry, part, quantity, occurred_on=on(day))
        clerk.last = entry.id

    return record


@pytest.fixture
def ledger(register):
    """(part, donor, recipient, state, quantity) of every line, as of a day."""

    def read(as_of=None):
        with closing(register.reader()) as connection:
            look_back(connection, Moment(as_of=as_of and date.fromisoformat(as_of)))
            return [
                (line.part, line.donor, line.recipient, line.state, line.quantity)
                for line in part_ledger.lines(connection)
            ]

    return read


def test_what_was_recovered_is_fitted_in_stock_or_discarded(clerk, strip, mend, discard, ledger):
    _, (lens, power) = strip("D-1", ("lens", 3), ("power supply", 1))
    recipient = clerk.camera("R-1", State.FAILED)
    mend(recipient, (lens, 1), (power, 1))
    discard(lens, 1)
    assert ledger() == [
        ("lens", "D-1", "R-1", "fitted", 1),
        ("lens", "D-1", None, "discarded", 1),
        ("lens", "D-1", None, "in_stock", 1),
        ("power supply", "D-1", "R-1", "fitted", 1),
    ]
    clerk.check()


def test_a_part_cannot_be_fitted_twice(clerk, strip, mend, ledger):
    _, (lens,) = strip("D-1", ("lens", 1))
    mend(clerk.camera("R-1", State.FAILED), (lens, 1))
    other = clerk.camera("R-2", State.FAILED)
    with pytest.raises(PartsShort):
        mend(other, (lens, 1))
    assert clerk.state(other) == "failed"
    assert [line[2:] for line in ledger()] == [("R-1", "fitted", 1)]


def test_two_lines_of_one_part_in_one_repair_are_counted_together(clerk, strip, mend):
    _, (lens,) = strip("D-1", ("lens", 2))
    camera = clerk.camera("R-1", State.FAILED)
    with pytest.raises(PartsShort):
        mend(camera, (lens, 2), (lens, 1))
    mend(camera, (lens, 1), (lens, 1))
    assert clerk.rows("SELECT quantity FROM part_move") == [(2,)]


def test_the_quantity_of_a_lot_cannot_sink_below_what_was_used(clerk, strip, discard):
    _, (lens,) = strip("D-1", ("lens", 3))
    discard(lens, 2)
    with pytest.raises(PartsShort):
        clerk.correct("part", lens, quantity=1)
    clerk.correct("part", lens, quantity=2)


def test_parts_that_were_used_hold_the_entry_they_came_by(clerk, strip, mend):
    _, (lens,) = strip("D-1", ("lens", 1))
    stripped = clerk.last
    mend(clerk.camera("R-1", State.FAILED), (lens, 1))
    with pytest.raises(EntryInUse):
        clerk.register.void(stripped)
    clerk.register.void(clerk.last)
    clerk.register.void(stripped)
    assert clerk.rows("SELECT count(*) FROM part") == [(0,)]


def test_a_fit_that_comes_back_finds_its_part_used_up_meanwhile(clerk, strip, mend, discard):
    _, (lens,) = strip("D-1", ("lens", 1))
    mend(clerk.camera("R-1", State.FAILED), (lens, 1))
    fit = clerk.last
    clerk.register.void(fit)
    discard(lens, 1)
    ((undo,),) = clerk.rows("SELECT voided_by FROM entry WHERE id = ?", fit)
    with pytest.raises(PartsShort):
        clerk.register.void(undo)


def test_a_camera_is_not_mended_with_its_own_parts(clerk, strip):
    donor, (lens,) = strip("D-1", ("lens", 1))
    with (
        pytest.raises(KnownError, match="came from this very camera"),
        clerk.register.write("part") as entry,
    ):
        part_work.fit(entry, donor, [FittedPart(lens)])


def test_a_part_is_not_used_before_it_was_there(clerk, strip, discard):
    _, (lens,) = strip("D-1", ("lens", 3), day="2026-02-10")
    with pytest.raises(PartNotThere):
        discard(lens, 1, "2026-02-09")
    discard(lens, 1, "2026-02")  # some day of February: it may have been the 10th
    with pytest.raises(PartNotThere):
        clerk.correct("part", lens, acquired_on="2026-03")


def test_a_part_has_a_name_a_number_of_pieces_and_one_serial_number():
    with pytest.raises(KnownError, match="needs a name"):
        PartLine(" ")
    with pytest.raises(KnownError, match="too small"):
        PartLine("lens", 0)
    with pytest.raises(KnownError, match="less than nothing"):
        PartLine("lens", 1, -1)
    with pytest.raises(KnownError, match="too small"):
        FittedPart(1, 0)
    with pytest.raises(KnownError, match="cannot stand for 2 parts"):
        PartLine("lens", 2, serial_number="S1")


def test_a_day_to_come_is_refused(clerk, strip, discard):
    _, (lens,) = strip("D-1", ("lens", 1))
    with pytest.raises(KnownError, match="has not come yet"):
        discard(lens, 1, "2027-01-01")


def test_the_ledger_as_of_a_day_goes_by_the_dates_of_parts_and_moves(
    clerk, strip, mend, discard, ledger
):
    _, (lens,) = strip("D-1", ("lens", 3), day="2026-02-10")
    mend(clerk.camera("R-1", State.FAILED), (lens, 1), day="2026-03")
    discard(lens, 1)  # unknown when: it counts from the day of the entry
    states = {day: [line[3:] for line in ledger(day)] for day in (
        "2026-02-09", "2026-02-10", "2026-03-30", "2026-03-31", "2026-11-22", "2026-11-23",
    )}  # fmt: skip
    assert states == {
        "2026-02-09": [],
        "2026-02-10": [("in_stock", 3)],
        "2026-03-30": [("in_stock", 3)],
        "2026-03-31": [("fitted", 1), ("in_stock", 2)],
        "2026-11-22": [("fitted", 1), ("in_stock", 2)],
        "2026-11-23": [("fitted", 1), ("discarded", 1), ("in_stock", 1)],
    }


def test_a_part_that_was_used_was_there_even_where_its_own_date_is_vague(
    clerk, strip, discard, ledger
):
    _, (lens,) = strip("D-1", ("lens", 2), day="2026")
    discard(lens, 1, "2026-05-05")
    assert ledger("2026-05-04") == []
    assert [line[3:] for line in ledger("2026-05-05")] == [("discarded", 1), ("in_stock", 1)]


def test_cards_of_donor_and_recipient_name_each_other(clerk, strip, mend, discard):
    donor, (lens, power) = strip("D-1", ("lens", 4), ("power supply", 1))
    first, second = clerk.camera("R-1", State.FAILED), clerk.camera(None, State.FAILED)
    mend(first, (lens, 2))
    mend(second, (lens, 1))
    discard(lens, 1)
    with closing(clerk.register.reader()) as connection:
        gave = part_cards.recovered_from(connection, donor)
        have = [part_cards.fitted_into(connection, camera) for camera in (first, second)]
        lot = part_cards.lot(connection, lens)
    assert [(one.part, one.in_stock, one.discarded) for one in gave] == [
        (lens, 0, 1),
        (power, 1, 0),
    ]
    assert [(ref.id, ref.text, n) for ref, n in gave[0].recipients] == [
        (first, "R-1", 2), (second, f"№ {second}", 1),
    ]  # fmt: skip
    assert [(one.donor.id, one.donor.text, one.quantity) for (one,) in have] == [
        (donor, "D-1", 2), (donor, "D-1", 1),
    ]  # fmt: skip
    assert [(move.kind, move.quantity, move.repair) for move in lot.moves] == [
        ("discarded", 1, None), ("fitted", 1, "restored"), ("fitted", 2, "restored"),
    ]  # fmt: skip
    assert lot.in_stock == 0


@pytest.fixture
def shown(register):
    """The rows of the list of parts that a query asks for."""

    def read(query, *columns):
        listing = part_list.listing()
        with closing(register.reader()) as connection:
            found = lists.ids(connection, listing, query)
            return lists.rows(connection, listing, found, columns)

    return read


def test_the_list_says_how_many_are_there_and_what_they_are_worth(
    clerk, strip, mend, discard, shown
):
    _, (lens, _) = strip("D-1", ("lens", 5, 10_000_00, "shelf 2"), ("housing", 1))
    mend(clerk.camera("R-1", State.FAILED), (lens, 2))
    discard(lens, 1)
    columns = ("name", "donor", "quantity", "in_stock", "fitted", "discarded", "value_in_stock")
    assert shown(Query(), *columns) == [
        ("housing", "D-1", 1, 1, 0, 0, None),
        ("lens", "D-1", 5, 2, 2, 1, 20_000_00),
    ]
    for name in part_list.listing().columns:
        shown(Query(sort=name), name)


def test_the_list_is_narrowed_to_what_is_in_stock_or_used_up(clerk, strip, discard, shown):
    _, (lens, _) = strip("D-1", ("lens", 1, None, "shelf 2"), ("housing", 1))
    discard(lens, 1)
    supplier = clerk.add("organisation", name="ТОО «Поставка»")
    with clerk.register.write("part") as entry:
        part_work.buy(entry, PartLine("fan", 4), supplier=supplier, occurred_on=on("2026-01"))

    def names(search="", **filters):
        rows = shown(Query(search, filters), "name")
        return {name for (name,) in rows}

    assert names(in_stock=(1,)) == {"housing", "fan"}
    assert names(in_stock=(0,)) == {"lens"}
    assert names(in_stock=(0, 1)) == {"housing", "fan", "lens"}
    assert names(source=("bought",)) == {"fan"}
    assert names(storage=("shelf 2",)) == {"lens"}
    assert names(search="d-1") == {"lens", "housing"}
    assert shown(Query(filters={"name": ("fan",)}), "supplier", "donor") == [
        ("ТОО «Поставка»", None)
    ]
    with closing(clerk.register.reader()) as connection:
        for one in part_list.listing().filters.values():
            if one.choices:
                assert lists.choices(connection, one)


def test_only_parts_in_stock_are_offered_with_how_many_there_are(clerk, strip, discard):
    _, (lens, power) = strip("D-1", ("Объектив", 2, None, "полка 2"), ("Блок питания", 1))
    discard(power, 1)
    discard(lens, 1)
    with closing(clerk.register.reader()) as connection:
        (offer,) = part_list.offers(connection, "")
        assert (offer.part, offer.in_stock, offer.storage, offer.donor) == (
            lens, 1, "полка 2", "D-1",
        )  # fmt: skip
        assert part_list.offers(connection, "объек") == [offer]
        assert part_list.offers(connection, "блок") == []
        assert part_list.offer(connection, lens) == offer
        assert part_list.offer(connection, power) is None
        assert part_list.words_used(connection, "storage") == ["полка 2"]


# Any sequence of acts, some of them impossible: the balance is kept after each.
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("recover", "fit", "discard", "correct", "undo", "redo", "void")),
        st.integers(0, 5),
        st.integers(1, 3),
        st.integers(0, 400),
    ),
    max_size=25,
)


class Stock:
    """A register with three donors and three broken cameras, and acts upon its parts."""

    def __init__(self, register):
        self.register = register
        self.now = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
        with register.write("create") as entry:
            self.cameras = [entry.add("camera", {"inventory_number": f"C-{i}"}) for i in range(6)]
            for i, camera in enumerate(self.cameras):
                state = State.STRIPPED if i < 3 else State.FAILED
                entry.record(camera, event("opening", "2020", state=state))

    def act(self, kind, which, quantity, days):
        self.now += timedelta(days=1)
        day = PartialDate.day(date(2025, 1, 1) + timedelta(days)) if days % 3 else None
        parts = [row[0] for row in self.rows("SELECT id FROM part ORDER BY id")]
        part = parts[which % len(parts)] if parts else 0
        if kind == "undo":
            self.register.undo()
        elif kind == "redo":
            self.register.redo()
        elif kind == "void":
            ((last,),) = self.rows("SELECT max(id) FROM entry")
            self.register.void(max(2, last - which))
        else:
            with self.register.write("part") as entry:
                if kind == "recover":
                    line = PartLine(f"part {which}", quantity)
                    part_work.recover(entry, self.cameras[which % 3], [line], occurred_on=day)
                elif kind == "fit" and part:
                    camera = self.cameras[3 + which % 3]
                    part_work.fit(entry, camera, [FittedPart(part, quantity)], occurred_on=day)
                elif kind == "discard" and part:
                    part_work.discard(entry, part, quantity, occurred_on=day)
                elif part:
                    entry.correct("part", part, {"quantity": quantity})

    def rows(self, sql, *values):
        with closing(self.register.reader()) as connection:
            return connection.execute(sql, values).fetchall()

    def ledger(self, as_of=None):
        with closing(self.register.reader()) as connection:
            look_back(connection, Moment(as_of))
            return list(part_ledger.lines(connection))


@settings(max_examples=40)
@given(acts=ACTS, day=st.integers(0, 800))
def test_whatever_is_done_and_undone_the_balance_is_kept_on_every_day(tmp_path_factory, acts, day):
    path = tmp_path_factory.mktemp("stock") / "stock.camdesk"
    clock = lambda: stock.now if stock else datetime(2026, 1, 1, tzinfo=UTC)  # noqa: E731
    stock = None
    with Register.create(path, clock=clock) as register:
        stock = Stock(register)
        for act in acts:
            with suppress(KnownError):
                stock.act(*act)
            lines = stock.ledger()
            came = stock.rows("SELECT coalesce(sum(quantity), 0) FROM part")[0][0]
            assert sum(line.quantity for line in lines) == came
            assert all(line.quantity > 0 for line in lines)
        lots = dict(stock.rows("SELECT id, quantity FROM part"))
        then = stock.ledger(date(2025, 1, 1) + timedelta(days=day))
        assert all(line.quantity > 0 for line in then)
        balance = Counter()
        for line in then:
            balance[line.lot] += line.quantity
        assert all(lots[lot] == quantity for lot, quantity in balance.items())
        last = stock.ledger(stock.now.date())
        assert sorted(map(repr, last)) == sorted(map(repr, stock.ledger()))
