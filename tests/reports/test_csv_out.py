"""CSV out: whole or not at all, right for its spreadsheet, and never a formula."""

import csv
import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.reports.catalogue import ReportColumn
from camdesk.reports.csv_out import Cancelled, write_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.text.cells import guard, unguard
from camdesk.text.formats import edtf_text
from camdesk.text.i18n import in_language, language

COLUMNS = (
    ReportColumn("note", "Note"),
    ReportColumn("state", "State", "state"),
    ReportColumn("connected", "Control centre", "yes_no"),
    ReportColumn("since", "Since", "date"),
    ReportColumn("latitude", "Latitude", "coordinate"),
    ReportColumn("count", "Count", "number"),
)
ROW = ('Ә;«я», "q"', "in_service", 1, "2024-10/2024-12", 51.23, -5)


def written(tmp_path, rows, dialect="machine"):
    path = tmp_path / "out.csv"
    write_csv(path, COLUMNS, rows, DIALECTS[dialect])
    return path.read_bytes()


def test_the_machine_dialect_is_plain_and_stable(tmp_path):
    assert written(tmp_path, [ROW]).decode() == (
        "note,state,connected,since,latitude,count\n"
        '"Ә;«я», ""q""",in_service,yes,2024-10/2024-12,51.23,-5\n'
    )


def test_unknown_is_an_empty_cell(tmp_path):
    assert written(tmp_path, [(None,) * 6]).decode().splitlines()[1] == ",,,,,"


def test_excel_in_russian_gets_a_bom_semicolons_and_decimal_commas(tmp_path):
    content = written(tmp_path, [ROW], "ru")
    assert content.startswith(b"\xef\xbb\xbf")
    header, row = content.decode("utf-8-sig").split("\r\n")[:2]
    assert header.count(";") == row.count(";") - 1 == 5
    assert row.endswith(";51,23;-5")
    assert language() == "en", "the window's language is not touched"


RISKY = st.from_regex(r"'*([0-9]+|[0-9]{2}\.[0-9]{4}|(Dec|May) 2024)", fullmatch=True)


@given(st.one_of(st.text(), RISKY), st.booleans())
def test_a_guarded_cell_comes_back_as_it_was(text, numbers):
    assert unguard(guard(text, numbers=numbers)) == text


@pytest.mark.parametrize("number", ["00123", "0500000000012", "940140000385", "2" * 16])
def test_an_inventory_number_keeps_its_digits_in_a_spreadsheet(tmp_path, number):
    path = tmp_path / "out.csv"
    columns = (ReportColumn("inventory_number", "Inventory no."),)
    for name, written in (("ru", f"'{number}"), ("machine", number)):
        write_csv(path, columns, [(number,)], DIALECTS[name])
        assert path.read_text("utf-8-sig").split()[-1] == written


@pytest.mark.parametrize("name", ["ru", "kk", "en"])
def test_a_month_does_not_become_its_first_day_in_a_spreadsheet(tmp_path, name):
    path = tmp_path / "out.csv"
    columns = (ReportColumn("since", "Since", "date"), ReportColumn("a", "A"))
    whens = ["2024-12", "2024-05", "2024-12-05", "2014", "2024-10/2024-12"]
    write_csv(path, columns, [(when, "x") for when in whens], DIALECTS[name])
    with path.open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file, delimiter=DIALECTS[name].delimiter)
    shown = [row[0] for row in rows]
    with in_language(name):
        assert [unguard(cell) for cell in shown] == [edtf_text(when) for when in whens]
    assert [cell.startswith("'") for cell in shown] == [True, True, False, False, False]


@pytest.mark.parametrize("start", [*"=+-@\t\r＝＋－＠", " =", "'=", "''+", "\n="])
def test_no_cell_starts_as_a_formula(start):
    safe = guard(start + "1+1")
    assert safe.startswith("'")
    assert unguard(safe) == start + "1+1"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))))
def test_every_text_survives_the_file(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    columns = (ReportColumn("a", "A"), ReportColumn("b", "B"))
    for dialect in DIALECTS.values():
        write_csv(path, columns, [(text, "x") for text in texts], dialect)
        with path.open(encoding=dialect.encoding, newline="") as file:
            _, *rows = csv.reader(file, delimiter=dialect.delimiter)
        assert [unguard(row[0]) for row in rows] == texts


RISKS = st.sampled_from(["", "'", " ", "\xa0", "\x1f", *"=+-@\t\r\n＝＋－＠", "a", "Ә"])


@given(st.lists(st.tuples(*[st.lists(RISKS, max_size=4).map("".join) | st.none()] * 2)))
def test_no_cell_of_any_row_is_left_without_its_guard(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("risk") / "t.csv"
    columns = (ReportColumn("a", "A"), ReportColumn("b", "B"))
    write_csv(path, columns, rows, DIALECTS["machine"])
    with path.open(encoding="utf-8", newline="") as file:
        _, *written = csv.reader(file)
    assert written == [[guard(cell or "") for cell in row] for row in rows]


@pytest.mark.parametrize("start", [*"=+-@\t＝＋－＠", " =", "\xa0＝", "\x1f-", "'=", "''+", "' @"])
def test_a_risky_cell_among_harmless_ones_is_found(tmp_path, start):
    rows = [("a", *[None] * 5), (start + "1", *[None] * 5)]
    assert written(tmp_path, rows).decode().split("\n")[2] == f"'{start}1,,,,,"


def test_a_row_with_a_carriage_return_does_not_change_how_others_are_written(tmp_path):
    rows = [("a\rb", None, None, None, None, 1), ("c", None, None, None, None, 2)]
    lines = written(tmp_path, rows).split(b"\n")
    assert lines[1:3] == [b'"a\rb","","","","","1"', b"c,,,,,2"]


def test_a_number_among_texts_is_written_plain(tmp_path):
    rows = [(-5, None, None, None, None, None), ("-5", None, None, None, None, None)]
    assert written(tmp_path, rows).splitlines()[1:] == [b"-5,,,,,", b"'-5,,,,,"]


def test_a_number_is_not_taken_for_a_formula(tmp_path):
    assert b",-5\n" in written(tmp_path, [ROW])


def test_a_cancelled_report_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write_csv(path, COLUMNS, [ROW] * 5000, DIALECTS["machine"], cancelled=lambda: True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_cancelled_report_lets_go_of_its_rows_at_once(tmp_path):
    let_go = []

    def rows():
        try:
            while True:
                yield ROW
        finally:
            let_go.append(True)

    kept = rows()
    with pytest.raises(Cancelled):
        write_csv(tmp_path / "out.csv", COLUMNS, kept, DIALECTS["machine"], cancelled=lambda: True)
    assert let_go == [True], "a report looks back until its rows are let go of"


def test_a_failing_source_leaves_nothing(tmp_path):
    def rows():
        yield from [ROW] * 3000
        raise RuntimeError("torn")

    with pytest.raises(RuntimeError):
        write_csv(tmp_path / "out.csv", COLUMNS, rows(), DIALECTS["machine"])
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnownError, match="disk is full"):
        written(tmp_path, [ROW])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(KnownError, match="no folder"):
        write_csv(tmp_path / "no" / "out.csv", COLUMNS, [ROW], DIALECTS["machine"])


def test_progress_is_told_in_rows(tmp_path):
    told = []
    write_csv(tmp_path / "o.csv", COLUMNS, [ROW] * 4500, DIALECTS["machine"], progress=told.append)
    assert told == [2000, 4000, 4500]
