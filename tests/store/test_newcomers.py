"""Cameras taken in by the thousand leave the same file as cameras recorded one by one."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import State
from camdesk.store import search
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent, canonical, canonical_row
from camdesk.store.register import Register

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TABLES = ("entry", "event", "change", "camera", "site", "fault", "supplement")
texts = st.none() | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=0, max_size=6)
degrees = st.none() | st.floats(-90, 90).map(lambda value: round(value, 6))
dates = (
    st.none()
    | st.dates(date(2015, 1, 1), date(2026, 1, 1)).map(PartialDate.day)
    | st.just(PartialDate.parse("2018-03-30/2020-05-08"))
)
cameras = st.lists(
    st.tuples(
        st.fixed_dictionaries(
            {"unit": st.sampled_from(["camera", "system"])},
            optional={
                "serial_number": texts, "note": texts,
                "cameras_in_system": st.none() | st.integers(1, 9),
            },
        ),
        st.fixed_dictionaries(
            {
                "state": st.sampled_from(list(State)),
                "connected": st.sampled_from([True, False, None]),
                "installed_on": dates,
                "cost": st.none() | st.integers(0, 10**9),
            }
        ),
        dates,
        st.none() | st.fixed_dictionaries(
            {}, optional={"name": texts, "address": texts, "note": texts, "latitude": degrees}
        ),
    ),
    max_size=8,
)  # fmt: skip


def taken_in(entry, camera, values, when, site):
    entry.take_in(camera, NewEvent("opening", when, values), site)


def one_by_one(entry, camera, values, when, site):
    at = None if site is None else entry.add("site", site)
    entry.record(entry.add("camera", camera), NewEvent("opening", when, {**values, "site": at}))


def written(path, cameras, how):
    path.unlink(missing_ok=True)
    with Register.create(path, clock=lambda: NOW) as register:
        register.author = "somebody"
        with register.write("import", "table.csv", as_of=date(2026, 1, 1)) as entry:
            for number, (camera, values, when, site) in enumerate(cameras):
                numbered = {"inventory_number": f" {number} ", **camera}
                how(entry, numbered, values, when, site and {"code": f"S{number}", **site})
        connection = register.reader()
        try:
            check(connection)
            found = {
                table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
                for table in TABLES
            }
            for table in ("camera", "site"):
                found[f"{table}_search"] = list(search.indexed(connection, table))
        finally:
            connection.close()
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(cameras)
def test_both_ways_write_the_same_rows_hashes_and_words(tmp_path, cameras):
    quick = written(tmp_path / "quick.camdesk", cameras, taken_in)
    assert quick == written(tmp_path / "slow.camdesk", cameras, one_by_one)


def test_both_ways_mix_in_one_entry(tmp_path):
    plain = ({"unit": "camera"}, {"state": State.FAILED}, None, {"address": "Абай 1"})
    turn = iter(range(99))

    def mixed(entry, *said):
        (taken_in if next(turn) % 2 else one_by_one)(entry, *said)

    assert written(tmp_path / "a.camdesk", [plain] * 7, mixed) == written(
        tmp_path / "b.camdesk", [plain] * 7, one_by_one
    )


@pytest.mark.parametrize(
    ("camera", "site"),
    [
        ({"unit": "camera", "inventory_number": "1"}, {"code": "new"}),
        ({"unit": "camera", "inventory_number": "2"}, {"code": "A"}),
    ],
)
def test_a_number_that_is_taken_is_refused_and_nothing_is_written(tmp_path, camera, site):
    with Register.create(tmp_path / "r.camdesk", clock=lambda: NOW) as register:
        opening = NewEvent("opening", None, {"state": State.IN_STOCK})
        with register.write("import") as entry:
            entry.take_in({"unit": "camera", "inventory_number": "1"}, opening, {"code": "A"})
        with (
            pytest.raises(KnownError, match="belongs to another"),
            register.write("import") as entry,
        ):
            entry.take_in(camera, opening, site)
        connection = register.reader()
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (1,)
        connection.close()


numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.none() | st.text() | numbers))
def test_a_row_is_hashed_as_it_always_was(row):
    assert canonical_row(row) == canonical(row)
