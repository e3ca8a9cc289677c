"""Cells of workbooks are read as a clerk sees them, and what a reader drops is not lost."""

import random
import subprocess
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdesk.domain.errors import KnownError
from camdesk.importing import workbooks
from camdesk.importing.sheet_cells import ERROR, TOO_LONG, cell_text, number_text
from camdesk.importing.shown_formats import shower
from camdesk.importing.xlsx_look import NO_VALUE


def book(path, cells, **formats):
    """A workbook with one sheet: cells by their names, and formats by the same names."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Камеры"
    for name, value in cells.items():
        sheet[name] = value
        if isinstance(value, str) and value.startswith("#"):
            sheet[name].data_type = "e"
    for name, code in formats.items():
        sheet[name].number_format = code
    made.save(path)
    made.close()
    return made


def read(path, sheet="Камеры", area=""):
    return list(workbooks.records(path, sheet, area))


def only(path, value, code=None):
    book(path, {"A1": value}, **({"A1": code} if code else {}))
    ((_, (text,), fault),) = read(path)
    return text, fault


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (123456789012345, "123456789012345"),
        (0.1 + 0.2, "0.3"),
        (51.23456789012345, "51.23456789012345"),
        (1e-7, "0.0000001"),
        (-2.50, "-2.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2024, 3, 5), "2024-03-05"),
        (datetime.fromisoformat("2024-03-05"), "2024-03-05"),
        (datetime.fromisoformat("2024-03-05 10:30"), "2024-03-05 10:30:00"),
        (datetime.fromisoformat("2024-03-05 09:59:59.999900"), "2024-03-05 10:00:00"),
        (time(10, 30), "10:30:00"),
        (timedelta(hours=30), "30:00:00"),
        ("PT10H30M00S", "10:30:00"),
        (" текст ", " текст "),
    ],
)
def test_a_value_is_the_text_that_a_clerk_expects(value, text):
    assert cell_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_value_and_has_no_power_of_ten(number):
    text = number_text(number)
    assert "e" not in text.casefold()
    assert not text.endswith(".0")
    assert float(text) == pytest.approx(number, rel=1e-12, abs=0)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_is_itself_to_the_last_digit(number):
    assert number_text(float(number)) == str(number)
    assert number_text(-0.0) == "0"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (123, "00000", "00123"),
        (1234567, "000\\-0000", "123-4567"),
        (7, '"ИНВ-"0000', "ИНВ-0007"),
        (1234567, "00000", "1234567"),
        (0.155, "0.00%", "15.5%"),
        (1234.5, '# ##0.00"₸"', "1234.5"),
        (5, "0", "5"),
        (5, "General", "5"),
        (date(2024, 3, 1), "mmmm yyyy", "2024-03"),
        (date(2024, 3, 1), "[$-419]mmmm yyyy", "2024-03"),
        (date(2024, 3, 1), "yyyy", "2024"),
        (date(2024, 3, 5), "dd.mm.yyyy", "2024-03-05"),
    ],
)
def test_what_the_form_of_a_number_shows_is_kept(tmp_path, value, code, shown):
    assert only(tmp_path / "t.xlsx", value, code) == (shown, None)


def test_numbers_longer_than_a_spreadsheet_keeps_are_reported(tmp_path):
    assert only(tmp_path / "t.xlsx", 12345678901234567890)[1] == TOO_LONG


def test_errors_are_kept_as_text_and_reported_wherever_they_stand(tmp_path):
    path = tmp_path / "t.xlsx"
    book(path, {"A1": "а", "B2": "#N/A", "A5": "#REF!"})
    seen = {row: ("|".join(cells).rstrip("|"), fault) for row, cells, fault in read(path)}
    assert seen == {
        1: ("а", None), 2: ("|#N/A", ERROR), 3: ("", None), 4: ("", None), 5: ("#REF!", ERROR),
    }  # fmt: skip


def test_a_formula_without_a_value_is_reported(tmp_path):
    path = tmp_path / "t.xlsx"
    book(path, {"A1": "а", "A2": "=1+1", "B2": "x"})
    assert read(path)[1] == (2, ["", "x"], NO_VALUE)


def test_rows_and_columns_of_a_range_are_those_of_the_spreadsheet(tmp_path):
    path = tmp_path / "t.xlsx"
    book(path, {"B2": "к", "C3": "л", "C4": "м", "E9": "н"})
    assert read(path)[1] == (2, ["к", "", "", ""], None)  # the table begins in column B
    assert read(path, area="A2:C3") == [(2, ["", "к", ""], None), (3, ["", "", "л"], None)]
    assert read(path, area="$c$3:$c$4") == [(3, ["л"], None), (4, ["м"], None)]
    assert [row for row, _, _ in read(path, area="B:C")] == list(range(1, 10))


@pytest.mark.parametrize("area", ["B", "3:5:6", "B5:C3", "Б1:В2", "B0:C1"])
def test_what_is_no_range_is_refused(tmp_path, area):
    path = tmp_path / "t.xlsx"
    book(path, {"A1": 1})
    with pytest.raises(KnownError, match="range"):
        read(path, area=area)


def test_hidden_sheets_come_last_and_what_is_hidden_or_merged_is_said(tmp_path):
    path = tmp_path / "t.xlsx"
    made = openpyxl.Workbook()
    hidden, sheet = made.active, made.create_sheet("Видный")
    hidden.title, hidden.sheet_state = "Тайный", "hidden"
    hidden["A1"] = 1
    for row in range(1, 6):
        sheet.append([row, "x", "y"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A4:C4")
    made.create_chartsheet("Диаграмма")
    made.save(path)
    made.close()
    assert workbooks.sheets(path) == ("Видный", "Тайный")
    assert workbooks.hidden_sheets(path) == {"Тайный"}
    assert len(read(path, "Видный")) == 5  # hidden rows are read
    rows = {(one.row, one.params.get("count")) for one in workbooks.remarks(path, "Видный")}
    assert rows == {(3, 1), (1, 1), (4, 1)}
    assert "hidden" in workbooks.remarks(path, "Тайный")[0].message


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    path = tmp_path / "t.xlsx"
    book(path, {"A1": 1})
    with pytest.raises(KnownError, match="Камеры"):
        read(path, "Другой")


def test_an_empty_sheet_has_no_rows(tmp_path):
    path = tmp_path / "t.xlsx"
    book(path, {})
    assert read(path) == []


@pytest.mark.parametrize("far", ["XFD1048576", "ZZ1048576", "BZ900000"])
def test_a_sheet_that_would_take_all_memory_is_refused(tmp_path, far):
    path = tmp_path / "t.xlsx"
    book(path, {"A1": 1, far: "пробел"})
    with pytest.raises(KnownError, match="too far"):
        read(path)


def test_a_stray_cell_below_is_read_with_its_row(tmp_path):
    path = tmp_path / "t.xlsx"
    book(path, {"A1": 1, "C20000": "x"})
    rows = read(path)
    assert rows[-1] == (20000, ["", "", "x"], None)
    assert len(rows) == 20000


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_workbook_is_read_or_refused(tmp_path, seed):
    whole, path = tmp_path / "t.xlsx", tmp_path / "damaged.xlsx"
    book(whole, {"A1": "а", "B2": 17, "C3": date(2024, 3, 1)}, B2="00000")
    chance = random.Random(seed)
    for _ in range(60):
        content = bytearray(whole.read_bytes())
        for _ in range(chance.choice((1, 3, 20))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
        with suppress(KnownError):
            for sheet in workbooks.sheets(path) if workbooks.is_workbook(path) else ():
                read(path, sheet)


def test_a_changed_workbook_is_read_anew(tmp_path):
    path = tmp_path / "t.xlsx"
    assert only(path, "старое")[0] == "старое"
    assert only(path, "новое, и длиннее")[0] == "новое, и длиннее"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 cut short", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "broken"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)
def test_a_broken_or_locked_workbook_is_refused_with_the_reason(tmp_path, content, reason):
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    with pytest.raises(KnownError, match=reason):
        workbooks.sheets(path)


def test_an_archive_is_no_workbook(tmp_path):
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("t.csv", "a,b")
    with pytest.raises(KnownError, match="archive"):
        workbooks.sheets(path)


@given(st.text(alphabet='0#?.,%;"\\ymdhs[]-/ ₸АA', max_size=12), st.integers(0, 99999))
def test_no_form_of_a_number_spoils_it(code, number):
    show = shower(0, code)
    if show is not None and "%" not in code:
        shown = show(str(number))
        assert str(number) in "".join(filter(str.isdigit, shown)) or shown == str(number)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_xls_and_ods_show_the_same_as_xlsx(tmp_path, kind):
    path = tmp_path / "t.xlsx"
    book(
        path,
        {"A1": "Инв", "B1": "Дата", "C1": "Доля", "D1": "Ош", "A2": 17, "B2": date(2024, 3, 1),
         "C2": 0.125, "D2": "#N/A", "A3": 18, "B3": date(2024, 3, 5), "C3": 1.5, "D3": "x"},
        A2="00000", A3="00000", B2="mmmm\\ yyyy", B3="dd.mm.yyyy", C2="0.0%",
    )  # fmt: skip
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=50)
    assert read(Path(tmp_path / f"t.{kind}")) == read(path)
    assert read(path)[1] == (2, ["00017", "2024-03", "12.5%", "#N/A"], ERROR)
