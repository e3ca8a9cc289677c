"""camdesk table: what the reader sees, said, and the whole grid written for programs."""

import csv

import openpyxl
import pytest

from camdesk.cli import main
from camdesk.text.i18n import set_language

TABLE = """\
Cameras of 2024;;
Number;Address;Sum
000123;"Abai; 5";1,5
000124;Zhukov
000125;x;2;y

Total;;3,5
"""


@pytest.fixture
def seen(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)

    def run(content, *options):
        path = tmp_path / "in.csv"
        path.write_bytes(content)
        status = main(["table", str(path), "--csv", str(tmp_path / "out.csv"), *options])
        said = capsys.readouterr()
        return status, said.out, said.err

    yield run
    set_language("en")


@pytest.fixture
def written(tmp_path):
    def read():
        with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    return read


def test_everything_that_was_read_is_said_and_written(seen, written):
    status, out, err = seen(TABLE.encode("windows-1251"))
    assert (status, err) == (0, "")
    for line in (
        "Delimiter: semicolon",
        "Header: row 2",
        "  row 1: Cameras of 2024",
        "Columns: 3",
        "  2  Address",
        "  row 7: Total | 3,5",
        "  row 4: 2 cells, the header has 3",
        "  row 5: 4 cells, the header has 3: “y” has no column",
        "Problems:",
        "Rows: 3",
        "2 problems",
    ):
        assert line in out.splitlines()
    assert written() == [
        ["Number", "Address", "Sum"],
        ["000123", "Abai; 5", "1,5"],
        ["000124", "Zhukov", ""],
        ["000125", "x", "2", "y"],
    ]


def test_what_is_said_against_the_detection_is_taken(seen, written):
    seen(
        b"a;b\n1;2\n",
        *("--delimiter", "comma", "--header-row", "0", "--encoding", "utf-8", "--quote", ""),
    )
    assert written() == [["a;b"], ["1;2"]]
    seen(b"x|y\na|b\n1|2\n3|4\n", "--header-rows", "2", "--last-row", "3")
    assert written() == [["x a", "y b"], ["1", "2"]]


@pytest.mark.parametrize(
    "wrong", [("--quote", "ab"), ("--escape", "\\\\x"), ("--delimiter", '"'), ("--last-row", "x")]
)
def test_a_wrong_call_is_said(seen, capsys, wrong):
    with pytest.raises(SystemExit) as stopped:
        seen(b"a,b\n1,2\n", *wrong)
    assert stopped.value.code == 2


def test_cells_are_written_as_they_stand(seen, written):
    seen(b'a,b\n" x ","1\r\n2"\n"=1+1","c\rd"\n00123,1E+05\n')
    assert written() == [["a", "b"], [" x ", "1\r\n2"], ["=1+1", "c\rd"], ["00123", "1E+05"]]


def test_an_empty_file_has_no_grid(seen, written):
    status, out, _ = seen(b"")
    assert status == 0
    assert "is empty" in out
    assert written() == []


def test_a_file_that_cannot_be_read_is_one_line_of_trouble(seen, tmp_path, capsys):
    assert main(["table", str(tmp_path / "nothing.csv")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    status, _, err = seen(b"a,b\n1,2\n", "--encoding", "utf-99")
    assert status == 1
    assert len(err.splitlines()) == 1


def test_a_sheet_and_its_range_are_read_as_a_text_is(tmp_path, capsys):
    path, out = tmp_path / "book.xlsx", tmp_path / "out.csv"
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet("Cameras")
    for row in (["Cameras of 2024"], ["id", "name"], ["000123", "Dome"], [5, "x"], ["Total", None]):
        sheet.append(row)
    book.save(path)
    book.close()
    assert main(["table", str(path), "--csv", str(out)]) == 0
    said = capsys.readouterr().out
    assert "Cameras" in said
    assert "Cameras of 2024" in said
    assert out.read_text(encoding="utf-8").startswith("id,name\n000123,Dome\n5,x\n")
    options = ("--sheet", "Cameras", "--area", "A3:B4", "--header-row", "0")
    assert main(["table", str(path), "--csv", str(out), *options]) == 0
    assert out.read_text(encoding="utf-8") == "000123,Dome\n5,x\n"
