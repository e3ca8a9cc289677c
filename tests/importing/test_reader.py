"""Reading tables as they are: detected, shown, overruled, and no cell lost in silence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.importing.reader import open_table

RUSSIAN = (
    "Инвентарный номер;Состояние;Адрес\n000123;в работе;ул. Абая, 96\n000124;снята;пр. Евразия\n"
)


@pytest.fixture
def opened(tmp_path):
    def write(content, **options):
        path = tmp_path / "table.csv"
        path.write_bytes(content)
        return open_table(path, **options)

    return write


def cells(table):
    return [row.cells for row in table.rows()]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1251", "cp866", "koi8-r"],
)
def test_encodings_are_told_apart_by_evidence(opened, encoding):
    table = opened((RUSSIAN * 3).encode(encoding))
    assert table.columns == ("Инвентарный номер", "Состояние", "Адрес")
    assert cells(table)[0] == ["000123", "в работе", "ул. Абая, 96"]


def test_kazakh_letters_survive(opened):
    assert cells(opened("a,b\nӘлия,Ғ Қ Ң Ө Ұ Ү Һ І\n".encode()))[0][1] == "Ғ Қ Ң Ө Ұ Ү Һ І"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(opened, delimiter, line_end):
    rows = [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]
    content = line_end.join(delimiter.join(row) for row in rows)
    table = opened(content.encode())
    assert (table.reading.delimiter, table.columns) == (delimiter, ("a", "b", "c"))
    assert cells(table) == rows[1:]


def test_lines_above_the_header_are_a_preamble(opened):
    table = opened("Перечень камер\n\nна 01.01.2024\nномер;адрес;статус\n1;a;b\n".encode())
    assert table.reading.header_row == 4
    assert [row.number for row in table.rows()] == [5]


def test_rows_that_do_not_fit_are_kept_and_reported(opened):
    table = opened(b"a,b,c\n1,2\n1,2,3,4\n1,2,3\n")
    rows = list(table.rows())
    assert [row.number for row in rows] == [2, 3, 4]
    assert rows[0].cells == ["1", "2", ""]
    assert rows[0].oddity is not None
    assert rows[1].cells == ["1", "2", "3", "4"]
    assert rows[1].oddity is not None
    assert rows[2].oddity is None


def test_an_unclosed_quote_does_not_swallow_the_rows_below(opened):
    table = opened(b'a,b\n1,"x\n2,y\n3,z\n')
    rows = list(table.rows())
    assert [row.number for row in rows] == [2, 3, 4]
    assert [row.cells[0] for row in rows] == ["1", "2", "3"]
    assert rows[0].oddity is not None


def test_a_line_break_in_a_quoted_cell_is_part_of_the_cell(opened):
    assert cells(opened(b'a,b\n1,"x\ny"\n2,z\n')) == [["1", "x\ny"], ["2", "z"]]


def test_empty_and_doubled_headings_get_names_of_their_own(opened):
    assert opened(b"a,,a,\n1,2,3,4\n").columns == ("a", "#2", "a (2)", "#4")


def test_what_was_detected_can_be_overruled(opened):
    table = opened(b"a;b\n1;2\n", change=lambda reading: replace(reading, delimiter=","))
    assert table.columns == ("a;b",)


def test_leading_zeros_and_long_numbers_stay_text(opened):
    assert cells(opened(b"a,b\n000123,123456789012345678\n"))[0] == ["000123", "123456789012345678"]


def test_an_empty_or_missing_file_is_named(opened, tmp_path):
    with pytest.raises(KnownError, match="is empty"):
        opened(b"")
    with pytest.raises(KnownError, match="no file"):
        open_table(tmp_path / "nothing.csv")
    with pytest.raises(KnownError, match="cannot be read"):
        open_table(tmp_path)


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_known_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "t.csv"
    path.write_bytes(content)
    try:
        table = open_table(path)
        list(table.rows())
    except KnownError:
        pass


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters='"'), max_size=8
)


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=8))
def test_every_cell_of_a_regular_table_comes_back(tmp_path_factory, rows):
    import csv

    from camdesk.text.cells import unguard

    path = tmp_path_factory.mktemp("cells") / "t.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["first", "second", "third"], *rows])
    table = open_table(path, change=lambda r: replace(r, delimiter=",", header_row=1))
    kept = [[unguard(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    assert cells(table) == kept
