"""Reports leave the program as workbooks with types, with a text to trace them by, many at once."""

import csv
import hashlib
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest

from camdesk.domain.errors import KnownError
from camdesk.domain.lifecycle import UNITS, State
from camdesk.importing.reader import open_table
from camdesk.reports import xlsx_out
from camdesk.reports.batch import Part, by_district, by_month, save_all
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.companion import Asked, Made, companion_path, source
from camdesk.reports.csv_out import Cancelled
from camdesk.reports.dialects import DIALECTS
from camdesk.reports.report import ReportColumn, ReportTable
from camdesk.reports.saving import Form, save
from camdesk.reports.xlsx_out import About, write_xlsx
from camdesk.store.look_back import Moment, look_back
from camdesk.store.register import Register
from camdesk.text.i18n import in_language

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORKBOOK = Form(DIALECTS["en"], workbook=True)
COLUMNS = (
    ReportColumn("number", "Inventory no."),
    ReportColumn("unit", "Unit", "unit"),
    ReportColumn("on", "Date", "date"),
    ReportColumn("sum", "Sum", "money", adds_up=True),
    ReportColumn("connected", "Control centre", "yes_no"),
)
ROWS = [
    ("000123", "camera", "2024-12-05", 123456, 1),
    ("=1+1", "camera", "2024-12", None, None),
    ("123456789012345678", "camera", "2018-03-31/2020-05-08", 1, 0),
]


@pytest.fixture
def sample(sample_path):
    with Register.open(sample_path, read_only=True) as register:
        connection = register.reader()
        yield connection, Made(register.path, "clerk", NOW)
        connection.close()


def sheet_rows(path, sheet):
    """The numbered rows below the header of a sheet, without its sums."""
    table = open_table(path, change=lambda reading: replace(reading, sheet=sheet, last_row=0))
    return [row for row in table.rows() if row.cells[0].isdecimal()]


def cells(path):
    return [row.cells for row in open_table(path).rows()]


def test_texts_stay_texts_and_unknown_dates_stay_unknown(tmp_path):
    path = tmp_path / "out.xlsx"
    assert write_xlsx(path, ReportTable(COLUMNS, ROWS), "en", About("T")) == 3
    first, second, third = cells(path)
    assert first[:3] == ["000123", "Camera", "2024-12-05"]
    assert first[3:] == ["1234.56", "Yes"]
    assert second[0] == "=1+1"
    assert second[2] == "Dec 2024"
    assert third[0] == "123456789012345678"
    (total,) = open_table(path).footer
    assert total.cells[:4] == ["Total", "", "", "1234.57"], "the sum is there before it is reckoned"
    with ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "SUBTOTAL(109,D2:D4)" in sheet
    assert sheet.count("<f>") == 1


def test_what_one_sheet_does_not_hold_goes_on_on_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_out, "ROWS", 2)
    for count, sheets in ((0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)):
        path = tmp_path / f"{count}.xlsx"
        rows = [(str(n), "camera", None, n * 100, None) for n in range(count)]
        assert write_xlsx(path, ReportTable(COLUMNS, rows), "en", About("T")) == count
        with ZipFile(path) as book:
            written = [name for name in book.namelist() if "worksheets/sheet" in name]
            assert len(written) == sheets + 1, "and the sheet about the table"
        read = [
            row.cells[0]
            for sheet in ("T", "T 2", "T 3")[:sheets]
            for row in sheet_rows(path, sheet)
        ]
        assert read == [str(n) for n in range(count)]


def test_a_text_that_no_cell_holds_is_seen_to_be_cut(tmp_path):
    path = tmp_path / "out.xlsx"
    rows = [("a" * 40_000, "camera", None, None, None), ("b" * 32_767, "camera", None, None, None)]
    write_xlsx(path, ReportTable(COLUMNS, rows), "en", About("T"))
    long, whole = cells(path)
    assert long[0] == "a" * 32_766 + "…"
    assert whole[0] == "b" * 32_767


def test_cameras_and_systems_are_never_added_up(tmp_path):
    path = tmp_path / "out.xlsx"
    rows = [ROWS[0], ("1", "system", None, 5, None)]
    write_xlsx(path, ReportTable(COLUMNS, rows), "en", About("T"))
    with ZipFile(path) as book:
        assert b"SUBTOTAL" not in book.read("xl/worksheets/sheet1.xml")


def test_devices_are_not_added_up_where_the_unit_is_left_out(sample, tmp_path):
    connection, made = sample
    path = tmp_path / "out.xlsx"
    asked = Asked(REPORTS["by-programme"], columns=("programme", "count"))
    save(connection, asked, made, path, WORKBOOK)
    with ZipFile(path) as book:
        assert b"SUBTOTAL" not in book.read("xl/worksheets/sheet1.xml")


def test_called_off_nothing_is_left(tmp_path):
    rows = (("1", "camera", None, None, None) for _ in range(5000))
    with pytest.raises(Cancelled):
        write_xlsx(
            tmp_path / "out.xlsx", ReportTable(COLUMNS, rows), "en", About("T"),
            cancelled=lambda: True,
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [n for n, r in REPORTS.items() if not r.long])
def test_every_report_becomes_a_workbook_with_all_its_rows(sample, tmp_path, name):
    report = REPORTS[name]
    days = {p.name: date(2026, 1 if p.name == "from" else 11, 1) for p in report.parameters
            if p.required}  # fmt: skip
    connection, made = sample
    path = tmp_path / "out.xlsx"
    rows = save(connection, Asked(report, days), made, path, WORKBOOK)
    assert rows == len(list(report.run(connection, days, "en").rows))
    with ZipFile(path) as book:
        assert book.testzip() is None
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") in (rows + 1, rows + 2)


ISO = re.compile(r"(?:\d{4}(?:-\d\d){0,2}(?:/\d{4}(?:-\d\d){0,2})?)?")
MACHINE_FORMS = {
    "number": re.compile(r"(?:-?\d+)?"),
    "money": re.compile(r"(?:-?\d+\.\d\d)?"),
    "yes_no": re.compile(r"yes|no|"),
    "date": ISO,
    "moment": re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d.*)?"),
    "state": re.compile("|".join([*State, ""])),
    "unit": re.compile("|".join([*UNITS, ""])),
    **dict.fromkeys(
        ("coordinate", "measure", "decimal", "percent"), re.compile(r"(?:-?\d+(\.\d+)?(e-\d+)?)?")
    ),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("tongue", ["ru", "en"])
def test_other_programs_get_what_never_changes_with_the_language(sample, tmp_path, name, tongue):
    report = REPORTS[name]
    days = {p.name: date(2026, 1 if p.name == "from" else 11, 1) for p in report.parameters
            if p.required}  # fmt: skip
    connection, made = sample
    path = tmp_path / "out.csv"
    with in_language(tongue):
        save(connection, Asked(report, days), made, path, Form(language="ru"))
    text = path.read_bytes().decode()
    assert not text.startswith("\ufeff")
    assert "\r\n" not in text
    header, *rows = csv.reader(io.StringIO(text))
    columns = report.run(connection, days).columns
    assert header == [column.name for column in columns]
    assert all(len(row) == len(header) for row in rows)
    named = [column.name for column in report.columns]
    assert all(name.isascii() for name in named)
    for place, column in enumerate(columns):
        form = MACHINE_FORMS.get(column.kind)
        wrong = [row[place] for row in rows if form and not form.fullmatch(row[place])]
        assert wrong == [], column


def test_the_text_beside_a_table_says_what_it_is_made_from(sample, tmp_path):
    connection, made = sample
    path = tmp_path / "out.csv"
    asked = Asked(REPORTS["by-programme"], {"as_of": date(2026, 3, 31)})
    rows = save(connection, asked, made, path, Form(companion=True, language="en"))
    said = companion_path(path).read_text(encoding="utf-8-sig").splitlines()
    by_name = dict(line.split(": ", 1) for line in said)
    (entry, chain) = connection.execute(
        "SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert by_name["report (The report)"].endswith("(by-programme)")
    assert by_name["as_of (As of)"] == "31 Mar 2026"
    assert by_name["entry (Last entry)"] == str(entry)
    assert by_name["hash (Head of the chain)"] == chain
    assert by_name["rows (Rows)"] == str(rows)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert by_name["sha256 (SHA-256 of the file)"] == digest


def test_a_day_that_nobody_said_is_the_one_that_was_looked_at(sample):
    connection, made = sample
    asked = Asked(REPORTS["by-state"])

    def days(asked):
        said = {name: text for name, _, text in source(connection, made, "en", asked)}
        return said["as_of"], said["known_on"]

    for one in (asked, None):
        assert days(one) == ("23 Nov 2026", "23 Nov 2026")
    look_back(connection, Moment(date(2025, 3, 1), date(2026, 2, 1)))
    for one in (asked, None):
        assert days(one) == ("1 Mar 2025", "1 Feb 2026")
    assert days(replace(asked, days={"as_of": date(2024, 5, 6)})) == ("6 May 2024", "1 Feb 2026")


def test_every_month_of_a_year_until_today_is_made(sample, tmp_path):
    connection, made = sample
    parts = by_month(Asked(REPORTS["by-programme"]), 2026, date(2026, 3, 10))
    assert [(p.name, p.asked.days["as_of"]) for p in parts] == [
        ("2026-01", date(2026, 1, 31)),
        ("2026-02", date(2026, 2, 28)),
        ("2026-03", date(2026, 3, 10)),
    ]
    paths = save_all(connection, parts, made, tmp_path, Form())
    assert [path.name for path in paths] == [
        "by-programme_2026-01.csv", "by-programme_2026-02.csv", "by-programme_2026-03.csv",
        "index.csv",
    ]  # fmt: skip
    with pytest.raises(KnownError, match="exists already"):
        save_all(connection, parts, made, tmp_path, Form())
    save_all(connection, parts, made, tmp_path, Form(), overwrite=True)


def test_a_movement_is_made_over_every_month():
    (first, *_) = by_month(Asked(REPORTS["movement"]), 2025, date(2026, 3, 10))
    assert (first.asked.days["from"], first.asked.days["to"]) == (
        date(2025, 1, 1),
        date(2025, 1, 31),
    )


def test_the_districts_and_where_none_is_said_make_up_the_whole(sample, tmp_path):
    connection, made = sample
    asked = Asked(REPORTS["by-state"])
    parts = by_district(connection, asked, "ru")
    *paths, _ = save_all(connection, parts, made, tmp_path, Form())
    counted = sum(int(row[-1]) for path in paths for row in cells(path) if len(row) > 1)
    whole = list(asked.report.run(connection, {}).rows)
    assert counted == sum(row[-1] for row in whole)


def test_an_index_says_what_each_file_of_a_batch_holds(sample, tmp_path):
    connection, made = sample
    parts = by_month(Asked(REPORTS["movement"]), 2026, date(2026, 2, 10))
    *_, index = save_all(connection, parts, made, tmp_path, Form(companion=True))
    assert [row[:4] for row in cells(index)] == [
        ["movement_2026-01.csv", "movement", "2026-01", "2026-01-01/2026-01-31"],
        ["movement_2026-02.csv", "movement", "2026-02", "2026-02-01/2026-02-10"],
    ]
    assert [path.name for path in sorted(tmp_path.iterdir())] == [
        "index.csv",
        "movement_2026-01.csv",
        "movement_2026-01.csv.txt",
        "movement_2026-02.csv",
        "movement_2026-02.csv.txt",
    ]


@pytest.mark.parametrize("there", ["by-state_2026-01.csv", "by-state_2026-01.csv.txt", "index.csv"])
def test_no_file_of_a_batch_overwrites_another_unasked(sample, tmp_path, there):
    connection, made = sample
    (tmp_path / there).write_text("mine")
    parts = by_month(Asked(REPORTS["by-state"]), 2026, date(2026, 3, 10))
    with pytest.raises(KnownError, match="exists already"):
        save_all(connection, parts, made, tmp_path, Form(companion=True))
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text() == "mine"


def test_districts_of_one_name_have_a_file_each(sample, tmp_path):
    connection, made = sample
    asked = Asked(REPORTS["by-state"])
    parts = [Part(name, asked) for name in ("Абай", "абай", "CON: a/b", "-")]
    paths = save_all(connection, parts, made, tmp_path, Form())
    assert [path.name for path in paths] == [
        "by-state_Абай.csv", "by-state_абай (2).csv", "by-state_CON- a-b.csv",
        "by-state_none-said.csv", "index.csv",
    ]  # fmt: skip


class Broken(Exception):
    """As when SQLite is interrupted."""


@pytest.mark.parametrize("error", [Cancelled("Cancelled."), Broken()])
@pytest.mark.parametrize("done", [0, 2])
def test_a_batch_that_is_broken_off_leaves_the_folder_as_it_was(sample, tmp_path, error, done):
    connection, made = sample
    kept = tmp_path / "by-state_2026-01.csv"
    kept.write_text("old")
    parts = by_month(Asked(REPORTS["by-state"]), 2026, date(2026, 3, 10))

    def break_off(number, _total):
        if number > done:
            raise error

    form = Form(companion=True)
    with pytest.raises(type(error)):
        save_all(connection, parts, made, tmp_path, form, overwrite=True, tell=break_off)
    assert list(tmp_path.iterdir()) == [kept]
    assert kept.read_text() == "old"


def test_a_folder_that_is_not_there_is_said(sample, tmp_path):
    connection, made = sample
    parts = by_month(Asked(REPORTS["by-state"]), 2026, date(2026, 3, 10))
    with pytest.raises(KnownError, match="no folder"):
        save_all(connection, parts, made, tmp_path / "no", Form())


def test_called_off_a_batch_takes_away_what_it_wrote(sample, tmp_path):
    connection, made = sample
    parts = by_month(Asked(REPORTS["cameras"]), 2026, date(2026, 3, 10))
    with pytest.raises(Cancelled):
        save_all(connection, parts, made, tmp_path, Form(), cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []
