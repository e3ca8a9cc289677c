"""Filters: a report speaks of the chosen cameras, whole, on any day, and says what it refuses."""

from collections import Counter
from contextlib import closing
from datetime import date

import pytest

from camdesk.domain.errors import KnownError
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.choosing import find_filters, told
from camdesk.store import named
from camdesk.store.chosen import NAMES, NO_FILTERS, NONE_SAID, Filters, choose, chosen, unchoose
from camdesk.store.connection import connect_reader
from camdesk.store.look_back import NOW, Moment, look_back

PERIOD = {"from": date(2020, 1, 1), "to": date(2025, 12, 31)}
MOMENTS = [
    Moment(),
    Moment(as_of=date(2024, 6, 30)),
    Moment(known_on=date(2026, 11, 23)),
    Moment(date(2023, 3, 1), date(2026, 11, 23)),
]
COUNTABLE = [
    name
    for name, report in REPORTS.items()
    if report.filters == NAMES and any(column.adds_up for column in report.columns)
]


@pytest.fixture(scope="module")
def connection(sample_path):
    with closing(connect_reader(sample_path)) as connection:
        yield connection


def days(report, moment):
    asked = {one.name for one in report.parameters}
    return {
        **{name: day for name, day in PERIOD.items() if name in asked},
        "as_of": moment.as_of,
        "known_on": moment.known_on,
    }


def sums(connection, name, moment, filters):
    """Of every column that adds up its sum, apart for each unit."""
    report = REPORTS[name]
    columns = [column.name for column in report.columns]
    unit = columns.index("unit") if "unit" in columns else None
    found = Counter()
    for row in report.run(connection, days(report, moment), filters=filters).rows:
        for place, column in enumerate(report.columns):
            if column.adds_up and row[place] is not None:
                found[column.name, None if unit is None else row[unit]] += row[place]
    return +found


def parts(connection, by):
    if by == "place":
        return [one.id for one in named.districts(connection, "ru")]
    table = "programme" if by == "programme" else "organisation"
    return [row[0] for row in connection.execute(f"SELECT id FROM {table}")]


@pytest.mark.parametrize("by", NAMES)
@pytest.mark.parametrize("name", COUNTABLE)
def test_all_parts_and_the_unsaid_come_to_the_whole(connection, name, by):
    for moment in MOMENTS:
        whole = sums(connection, name, moment, NO_FILTERS)
        if name == "money":  # what was agreed is not said camera by camera
            for agreed in ("amount", "quantity", "short", "over"):
                whole = Counter({key: n for key, n in whole.items() if key[0] != agreed})
        apart = Counter()
        for row in [*parts(connection, by), NONE_SAID]:
            apart += sums(connection, name, moment, Filters(**{by: row}))
        assert apart == whole, moment


@pytest.mark.parametrize("name", COUNTABLE)
def test_a_filter_leaves_something_and_never_more_than_all(connection, name):
    whole = sums(connection, name, NOW, NO_FILTERS)
    if not whole:
        pytest.skip("the sample has nothing to count")
    districts = [
        sums(connection, name, NOW, Filters(place=row)) for row in parts(connection, "place")
    ]
    programmes = [
        sums(connection, name, NOW, Filters(row)) for row in parts(connection, "programme")
    ]
    assert all(part <= whole for part in (*districts, *programmes))
    assert any(districts) or any(programmes)


def test_a_place_is_taken_with_everything_that_lies_within_it(connection):
    table = REPORTS["cameras"]
    for offer in named.offers(connection, "place", "ru"):
        rows = table.run(connection, {}, columns=["place"], filters=Filters(place=offer.id)).rows
        inside = {row[0] for row in rows}
        below = {
            one.name
            for one in named.offers(connection, "place", "ru")
            if one.id in _within(connection, offer.id)
        }
        assert inside <= below


def _within(connection, place):
    found = {place}
    while True:
        marks = ", ".join(map(str, found))
        more = {
            row[0] for row in connection.execute(f"SELECT id FROM place WHERE parent IN ({marks})")
        }
        if more <= found:
            return found
        found |= more


def test_filters_add_up_and_the_reader_sees_everything_again_afterwards(connection):
    before = connection.execute("SELECT count(*) FROM camera").fetchone()
    report = REPORTS["by-programme"]
    programme, place = parts(connection, "programme")[0], parts(connection, "place")[0]
    both = sums(connection, report.name, NOW, Filters(programme, place))
    for one in (Filters(programme), Filters(place=place)):
        assert both <= sums(connection, report.name, NOW, one)
    assert connection.execute("SELECT count(*) FROM camera").fetchone() == before
    assert chosen(connection) == NO_FILTERS


def test_a_stream_that_is_let_go_leaves_the_reader_as_it_was(connection):
    rows = (
        REPORTS["cameras"]
        .run(connection, {"as_of": date(2024, 6, 30)}, filters=Filters(place=NONE_SAID))
        .rows
    )
    next(iter(rows))
    rows.close()
    assert chosen(connection) == NO_FILTERS
    assert (
        connection.execute("SELECT name FROM temp.sqlite_master WHERE name = 'camera'").fetchall()
        == []
    )


def test_choosing_stands_over_looking_back_and_looking_back_ends_it(connection):
    look_back(connection, Moment(as_of=date(2024, 6, 30)))
    try:
        (then,) = connection.execute("SELECT count(*) FROM camera").fetchone()
        choose(connection, Filters(place=NONE_SAID))
        (some,) = connection.execute("SELECT count(*) FROM camera").fetchone()
        assert some < then
        unchoose(connection)
        assert connection.execute("SELECT count(*) FROM camera").fetchone() == (then,)
    finally:
        look_back(connection, NOW)


def test_what_cannot_be_narrowed_is_refused_with_the_reason(connection):
    with pytest.raises(KnownError, match="as a whole"):
        REPORTS["contract-lines"].run(connection, {}, filters=Filters(programme=1))
    with pytest.raises(KnownError, match="no balance holder"):
        REPORTS["figures"].run(connection, {}, filters=Filters(balance_holder=1))


def test_a_figure_keeps_its_numbers_whatever_is_asked_for(connection):
    report = REPORTS["figures"]
    everything = {row[0]: row for row in report.run(connection, {}).rows}
    for place in (*parts(connection, "place"), NONE_SAID):
        for row in report.run(connection, {}, filters=Filters(place=place)).rows:
            assert everything[row[0]] == row


def test_names_are_found_in_any_spelling(connection):
    wanted = find_filters(connection, programme="безопасный двор", place="Бәйтерек ауданы")
    assert told(connection, wanted, "ru")[0][1] == "Безопасный двор"
    assert wanted.place is not None
    assert wanted.balance_holder is None
    assert find_filters(connection, place="-", programme="-") == Filters(NONE_SAID, NONE_SAID)


def test_a_name_that_nobody_has_is_answered_with_close_ones(connection):
    with pytest.raises(KnownError, match="Безопасный двор"):
        find_filters(connection, programme="Безопасный двр")
    with pytest.raises(KnownError, match="Check the name"):
        find_filters(connection, balance_holder="qqq")


@pytest.mark.parametrize("name", ["by-programme", "by-district", "by-state", "connected"])
def test_every_count_has_so_many_cameras_behind_it(connection, name):
    report = REPORTS[name]
    columns = [column.name for column in report.columns]
    asked = {"as_of": date(2024, 6, 30)}
    for filters in (NO_FILTERS, Filters(place=NONE_SAID)):
        for row in report.run(connection, asked, filters=filters).rows:
            values = dict(zip(columns, row, strict=True))
            found = report.cameras_behind(connection, values, asked, filters=filters)
            assert len(set(found)) == len(found) == values["count"]
