"""Any grid of texts, written in any dialect, is read back cell for cell; nothing is ever lost."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.importing.dialect import BLANKS, WIDE_BLANKS
from camdesk.importing.reader import Reading, open_table
from camdesk.importing.source import all_records

SIGNS = st.text("aЖ1 ,;|\t:~^\n\r\"'=-.\\ӘÉ", max_size=6)
GRIDS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(SIGNS, min_size=width, max_size=width), min_size=1, max_size=8)
)
DELIMITERS = st.sampled_from([",", ";", "\t", "|", " ", ":", "~", "^", "\x01", ", ", "||", "|~|"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])


def written(rows, delimiter, quote, escape, line_end):
    """Every cell quoted, in any dialect."""
    return "".join(
        delimiter.join(
            quote + cell.replace("\\", "\\\\" if escape else "\\").replace(
                quote, (escape or quote) + quote
            ) + quote
            for cell in row
        )
        + line_end
        for row in rows
    )  # fmt: skip


@given(
    GRIDS,
    DELIMITERS,
    st.sampled_from(['"', "'"]),
    st.sampled_from(["", "\\"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    ENCODINGS,
)
def test_any_grid_in_any_dialect_comes_back_with_the_reading_given(
    tmp_path_factory, rows, delimiter, quote, escape, line_end, encoding
):
    path = tmp_path_factory.mktemp("dialect") / "t.csv"
    path.write_bytes(written(rows, delimiter, quote, escape, line_end).encode(encoding))
    reading = Reading(encoding, delimiter, quote, escape, header_row=0)
    assert [(cells, fault) for _, cells, fault in all_records(path, reading)] == [
        (row, None) for row in rows
    ]


@pytest.mark.parametrize(
    ("delimiter", "line", "cells"),
    [
        (BLANKS, '  a  "b  c" \t d\n', ["a", "b  c", "d"]),
        (WIDE_BLANKS, "Dome camera   1  on\tx\n", ["Dome camera", "1", "on", "x"]),
        (", ", 'a,  "b, c",d\n', ["a", "b, c", "d"]),
        ("||", '"a||b"||c|d\n', ["a||b", "c|d"]),
    ],
)
def test_longer_delimiters(tmp_path, delimiter, line, cells):
    path = tmp_path / "t.csv"
    path.write_text(line, newline="")
    reading = Reading("utf-8", delimiter, header_row=0)
    assert [found for _, found, _ in all_records(path, reading)] == [cells]


WORDS = st.sampled_from(["Абая", "Dome", "ул. Жукова", "in service", "снята", "Kit", "Қала"])
VALUES = st.sampled_from(["1", "000123", "51.2345", "2024-03-05", "7", "INV-5", "05.03.2024"])
TABLES = st.lists(st.tuples(VALUES, WORDS, WORDS, VALUES, WORDS), min_size=6, max_size=20)
NAMES = ["Number", "Model", "Street", "Day", "State"]


@given(
    TABLES,
    st.sampled_from([",", ";", "\t", "|", "~", "^", "\x01", ", ", "||"]),
    st.sampled_from(['"', "'", ""]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1251", "cp866"]),
    st.booleans(),
)
@settings(deadline=None)
def test_a_table_of_values_and_words_is_detected_and_comes_back(
    tmp_path_factory, rows, delimiter, quote, line_end, encoding, last_end
):
    rows = [[cell.replace("Қ", "К") for cell in row] for row in rows]  # as in all encodings
    text = line_end.join(
        delimiter.join(quote + cell + quote for cell in row) for row in [NAMES, *rows]
    )
    path = tmp_path_factory.mktemp("detected") / "t.csv"
    path.write_bytes((text + line_end * last_end).encode(encoding))
    table = open_table(path)
    assert list(table.header) == NAMES
    assert [(row.cells, row.oddity) for row in table.rows()] == [(row, None) for row in rows]


@given(st.binary(max_size=300) | st.text("\",;\t|\n\r aЖ0\x00\\'", max_size=120).map(str.encode))
@example(b'a,b\n"1,2\n3,4\n"5\n')
@example(b"sep=;\n")
@settings(deadline=None)
def test_no_sign_of_any_file_is_lost(tmp_path_factory, content):
    """Of what is no delimiter, quote, escape, blank or line end, nothing is missing anywhere."""
    path = tmp_path_factory.mktemp("lost") / "t.csv"
    path.write_bytes(content)
    try:
        table = open_table(path)
        rows = [*table.preamble, *table.rows(), *table.footer]
    except KnownError:
        return
    text = content.decode(table.reading.encoding, errors="replace")
    reading = table.reading
    odd = [*table.remarks, *(row.oddity for row in rows if row.oddity)]
    parting = ",;|\t " if odd else ""  # a row may have delimiters of its own
    no_matter = set(
        parting + reading.delimiter + reading.quote + reading.escape + "\"' \t\r\n\ufeff"
    )

    def counted(signs):
        return Counter(sign for sign in signs if sign not in no_matter and not sign.isspace())

    seen = counted("".join([*table.header, *(cell for row in rows for cell in row.cells)]))
    header = counted("".join(table.header))
    missing = counted(text) - seen
    # Names that span several columns, and rulers and numbers under the headings.
    assert not missing or (
        reading.header_rows > 1
        and not (missing - header - counted("-=:+_|") - counted("123456789"))
    )


def test_the_grid_is_read_as_the_csv_module_writes_it(tmp_path):
    rows = [["a", 'b"c', "d,e", "f\ng", "", " h "], ["1", "", '"', "'", "=x", "\\"]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path = tmp_path / "t.csv"
    path.write_text(out.getvalue(), newline="")
    reading = Reading("utf-8", ",", header_row=0)
    assert [cells for _, cells, _ in all_records(path, reading)] == rows


@pytest.mark.parametrize(
    ("delimiter", "sign"),
    [(";", ";"), ("\t", "\t"), (", ", ","), (BLANKS, ","), ("||", ","), ("", ","), (" ", " ")],
)
def test_a_file_of_the_same_shape_has_a_delimiter_of_one_sign(delimiter, sign):
    assert Reading("utf-8", delimiter).sign == sign


@given(
    st.text("\",;\t|\n\r aЖ0\x00\\'", max_size=60).map(str.encode),
    st.builds(
        Reading,
        st.sampled_from(["utf-8", "utf-16-le", "cp866", "gb18030", "utf-8-sig"]),
        st.sampled_from([",", ";", " ", BLANKS, WIDE_BLANKS, ", ", "||", "\\t", "\x01"]),
        st.sampled_from(['"', "'", ""]),
        st.sampled_from(["", "\\"]),
        st.integers(0, 5),
        st.integers(1, 4),
        st.integers(0, 5),
    ),
)
@settings(deadline=None)
def test_whatever_reading_is_chosen_the_rows_come_or_it_is_said_why(
    tmp_path_factory, content, reading
):
    path = tmp_path_factory.mktemp("chosen") / "t.csv"
    path.write_bytes(content)
    try:
        table = open_table(path, change=lambda _: reading)
        rows = list(table.rows())
    except KnownError:
        return
    assert table.reading == reading
    assert len(set(table.columns)) == len(table.columns)
    assert all(len(row.cells) >= len(table.columns) for row in rows)
    numbers = [row.number for row in rows]
    assert numbers == sorted(set(numbers))
    assert all(reading.above < number for number in numbers)
