"""Lines of CSV that SQLite writes are those of the writer, to the byte, whatever they hold."""

import sqlite3
import sys
from contextlib import closing
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from camdesk.domain.lifecycle import State
from camdesk.reports.csv_lines import line_form
from camdesk.reports.csv_out import write_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.reports.report import ReportColumn, Stream
from camdesk.store import lines
from camdesk.store.lines import LongTable, Source
from camdesk.text.cells import HARMLESS_START, SHORT_NUMBER, guard

COLUMNS = (
    ReportColumn("number", "Inventory no."),
    ReportColumn("state", "State", "state"),
    ReportColumn("connected", "Control centre", "yes_no"),
    ReportColumn("latitude", "Latitude", "coordinate"),
    ReportColumn("note", "Note"),
    ReportColumn("holder", "Balance holder"),
    ReportColumn("count", "Count", "number"),
    ReportColumn("since", "Since", "date"),
)
SOURCES = (
    *(Source(f"item.{name}") for name in ("number", "state", "connected", "latitude")),
    Source("item.note", long=True),
    Source("book.name", "book"),
    Source("item.count"),
    Source("item.since"),
)
ANY = st.text(st.characters(exclude_categories=["Cs"]))
SIGNS = st.sampled_from(
    [*"'= +-@\t\r\n\";,\x00\x1f\x1e\x02ÿþ", "\xa0", "＝", "a", "Ә", "«", "0", "7"]
)
TEXTS = st.none() | ANY | st.lists(SIGNS, max_size=5).map("".join) | st.from_regex("[A-я0-9]{1,14}")
NUMBERS = st.none() | st.floats(-180, 180) | st.floats(allow_nan=False, allow_infinity=False)
PLACES = st.decimals(-180, 180, places=6).map(float)
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31)).map(str)
DATES = (
    st.none()
    | DAYS
    | st.sampled_from(["2024", "2024-12", "2014/2018", "2014-05/2014-06", "2018-03-31/2020-05-08"])
)
ROWS = st.tuples(
    TEXTS,
    st.sampled_from([state.value for state in State]),
    st.sampled_from([None, 0, 1, 2]),
    NUMBERS | PLACES,
    TEXTS,
    st.sampled_from([None, 1, 2, 3]),
    st.none() | st.integers(-(10**9), 10**15),
    DATES,
)
BOOKS = st.tuples(TEXTS, TEXTS, TEXTS)


def table(connection, rows, book, gap=1, **more):
    run = connection.execute
    run(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, number TEXT, state TEXT, connected INTEGER,"
        " latitude REAL, note TEXT, holder INTEGER, count INTEGER, since TEXT) STRICT"
    )
    run("CREATE TABLE book (id INTEGER PRIMARY KEY, name TEXT) STRICT")
    connection.executemany("INSERT INTO book VALUES (?, ?)", enumerate(book, 1))
    connection.executemany(
        "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(i * gap, *row, *[None] * (8 - len(row))) for i, row in enumerate(rows, 5)],
    )
    joins = " LEFT JOIN book ON book.id = item.holder"
    return LongTable(connection, "item", more.get("sources", SOURCES), joins)


def nothing():
    yield


def both(folder, long_table, dialect):
    """What is written cell by cell, and what is written in lines."""
    written = []
    for rows in (list(long_table), Stream(long_table, nothing())):
        path = folder / "t.csv"
        write_csv(path, COLUMNS, rows, dialect)
        written.append(path.read_bytes())
    return written


@given(st.lists(ROWS, max_size=12), BOOKS, st.sampled_from([1, 700]), st.booleans())
@example([("\x02", "lost", None, 51.5, 'a"b', 1, 0)], ("ТОО «Я»", 'ТОО "Я", 2', "b;c"), 1, False)
@example([("7", "lost", 1, 51.5, "b" * 1001, 2, -1)] * 3, (None, 'ТОО "Я"', "b;c"), 700, True)
@example([("a\x00b", "lost", 1, 51.5, None, 1, 0)], ("c", "c", "c"), 1, False)
@example([("b", "lost", 1, 1e-7, None, 1, 0)], ("c", "c", "c"), 1, False)
@example([("b", "lost", 1, 1e16, None, 1, 0)], ("c", "c", "c"), 1, False)
def test_lines_are_those_of_the_writer(tmp_path_factory, rows, book, gap, looks_back):
    folder = tmp_path_factory.mktemp("lines")
    for dialect in DIALECTS.values():
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            made = table(connection, rows, book, gap)
            if looks_back:
                connection.execute("CREATE TEMP VIEW item AS SELECT * FROM main.item")
            cells, quick = both(folder, made, dialect)
        assert quick == cells


def test_plain_rows_cross_as_lines_and_careful_ones_as_rows():
    plain = ("ЗКО-1", "in_service", 1, 51.232308, "ул. Абая, 1", 1, 5)
    careful = ("ЗКО-2", "in_service", 1, 51.232308, 'ул. "Абая"', 1, 5)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        made = table(connection, [plain, careful, plain, plain], ["АО «Я»"])
        pieces = list(made.pieces(line_form(COLUMNS, DIALECTS["machine"])))
    line = 'ЗКО-1,in_service,yes,51.232308,"ул. Абая, 1",АО «Я»,5,\n'.encode()
    assert pieces == [line, [(*careful[:5], "АО «Я»", 5, None)], line * 2]


def test_a_long_text_is_not_joined_with_others():
    note = "b" * 1001
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        made = table(connection, [("1", "lost", 2, 51.5, note, 1, 5)], ["c"])
        pieces = list(made.pieces(line_form(COLUMNS, DIALECTS["machine"])))
    assert pieces == [[("1", "lost", 2, 51.5, note, "c", 5, None)]]


def test_a_firm_with_quotation_marks_in_its_name_does_not_cost_a_row_each():
    row = ("ЗКО-1", "in_service", 1, 51.232308, None, 1, 5)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        made = table(connection, [row], ['ТОО "Я"'])
        pieces = list(made.pieces(line_form(COLUMNS, DIALECTS["machine"])))
    assert pieces == ['ЗКО-1,in_service,yes,51.232308,,"ТОО ""Я""",5,\n'.encode()]


@pytest.mark.parametrize("start", [0, 5])
def test_where_most_rows_ask_for_care_the_rest_is_read_as_rows(monkeypatch, tmp_path, start):
    monkeypatch.setattr(lines, "BATCH", 3)
    plain, careful = ("ЗКО-1", "lost", 1, 5.5, "b", 1, 5), ("=1", "lost", 1, 5.5, "b", 1, 5)
    rows = [*[plain] * start, *[careful] * 60]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        made = table(connection, rows, ["c"])
        pieces = list(made.pieces(line_form(COLUMNS, DIALECTS["machine"])))
        cells, quick = both(tmp_path, made, DIALECTS["machine"])
    assert [len(piece) for piece in pieces if isinstance(piece, list)][-1] > 1
    assert quick == cells


def test_what_may_begin_a_text_is_never_guarded():
    with closing(sqlite3.connect(":memory:")) as connection:
        signs = [chr(code) for code in range(1, sys.maxunicode) if not 0xD800 <= code < 0xE000]
        connection.execute("CREATE TABLE sign (text TEXT)")
        connection.executemany("INSERT INTO sign VALUES (?)", ((sign,) for sign in signs))
        found = connection.execute(
            f"SELECT text FROM sign WHERE text GLOB '[0-9{HARMLESS_START}]*'"
        ).fetchall()
    assert len(found) > 300
    for (sign,) in found:
        for rest in ("", "1", "=1", "0" * 20, " ", "'"):
            assert guard(sign + rest) == sign + rest
            if not sign.isdecimal():
                assert guard(sign + rest, numbers=True) == sign + rest


def test_a_short_number_is_never_guarded():
    longest = "1" + "0" * (SHORT_NUMBER - 2)
    assert guard(longest, numbers=True) == longest
    assert guard(longest + "0", numbers=True) != longest + "0"


def test_a_column_that_sql_cannot_write_leaves_the_table_to_the_writer():
    money = ReportColumn("sum", "Sum", "money")
    assert line_form((COLUMNS[0], money), DIALECTS["machine"]) is None
    assert line_form(COLUMNS, DIALECTS["machine"]) is not None
