"""The command line: the same work without a window or a display, and honest exit codes."""

import csv
import io
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from camdesk import cli
from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import State
from camdesk.importing.reader import open_table
from camdesk.reports import presets
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.presets import Preset
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register

ROOT = Path(cli.__file__).parent.parent
AUSTIN = Path(__file__).parent / "data" / "austin_traffic_cameras_2018.csv"


@pytest.fixture
def run(capsys, monkeypatch):
    """Run the command line in English; gives (exit status, standard output, standard error)."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def call(*arguments):
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = stop.code
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture
def register(tmp_path, run):
    path = tmp_path / "register.camdesk"
    assert run("new", path)[0] == 0
    return path


@pytest.fixture
def austin(register, run):
    assert run("import", register, AUSTIN)[0] == 0
    return register


def table(text):
    return list(csv.reader(io.StringIO(text)))


def test_a_day_of_work_without_a_window(register, run, tmp_path):
    status, out, _ = run("import", register, AUSTIN, "--as-of", "2018-03-30")
    assert (status, out) == (0, "512 cameras imported as entry 1\n")
    status, out, _ = run("report", register, "by-programme")
    assert table(out) == [
        ["programme", "unit", "state", "count"],
        ["", "camera", "planned", "95"],
        ["", "camera", "in_service", "413"],
        ["", "camera", "removed", "3"],
        ["", "camera", "cancelled", "1"],
    ]
    assert run("check", register)[0] == 0
    assert run("backup", register, tmp_path / "copy.camdesk")[0] == 0
    assert run("undo", register)[0] == 0
    assert run("report", register, "cameras")[1].count("\n") == 1
    assert run("report", tmp_path / "copy.camdesk", "cameras")[1].count("\n") == 513


def test_a_report_goes_to_a_file_in_the_dialect_asked_for(austin, run, tmp_path):
    path = tmp_path / "out.csv"
    assert run("report", austin, "connected", "--csv", path, "--dialect", "ru") == (0, "", "")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b";371\r\n" in path.read_bytes()


def test_a_report_goes_to_a_workbook_with_a_text_beside_it(austin, run, tmp_path):
    path = tmp_path / "out.xlsx"
    arguments = ("report", austin, "connected", "--xlsx", path, "--companion", "--dialect", "ru")
    assert run(*arguments) == (0, "", "")
    rows = list(open_table(path).rows())
    assert "371" in [row.cells[-1] for row in rows]
    said = path.with_name("out.xlsx.txt").read_text(encoding="utf-8-sig")
    assert "\nregister (Реестр): register.camdesk\n" in said
    assert f"\nrows (Строк): {len(rows)}\n" in said


def test_a_report_is_narrowed_by_the_names_of_books(austin, run):
    none = table(run("report", austin, "by-state", "--programme", "-")[1])
    assert none == table(run("report", austin, "by-state")[1])
    status, _, err = run("report", austin, "by-state", "--place", "Nowhere")
    assert status == 1
    assert "Nowhere" in err


def test_what_is_said_goes_before_what_a_preset_says(austin, run):
    with Register.open(austin) as register, register.write("correct") as entry:
        kept = Preset("then", {"as_of": "2016"}, columns=("state", "count"))
        presets.save(entry, REPORTS["by-state"], kept)
    asked = ("report", austin, "by-state", "--preset", "then")
    then, heading = table(run(*asked)[1]), ["state", "count"]
    assert then[0] == heading
    later = table(run(*asked, "--as-of", "2018-06-01", "--columns", "unit,count")[1])
    assert later[0] == ["unit", "count"]
    assert int(later[1][-1]) > int(then[1][-1])
    status, _, err = run("report", austin, "by-state", "--preset", "now")
    assert status == 1
    assert "then" in err


def test_reports_of_every_month_go_into_a_folder(austin, run, tmp_path):
    folder = tmp_path / "2017"
    every = ("report", austin, "by-state", "--every", "month", "--of", "2017", "--into", folder)
    status, out, _ = run(*every)
    assert status == 0
    names = [f"by-state_2017-{month:02d}.csv" for month in range(1, 13)] + ["index.csv"]
    assert [Path(line).name for line in out.splitlines()] == names
    assert sorted(path.name for path in folder.iterdir()) == names
    for month in ("2017-03-31", "2017-12-31"):
        whole = run("report", austin, "by-state", "--as-of", month)[1]
        assert (folder / f"by-state_{month[:7]}.csv").read_text(encoding="utf-8") == whole
    assert run(*every)[0] == 1, "nothing is overwritten unasked"
    assert run(*every, "--overwrite")[0] == 0


def test_many_reports_ask_for_their_year_and_folder(austin, run, tmp_path):
    asked = ("report", austin, "by-state", "--every", "month")
    for more in ((), ("--into", tmp_path / "x"), ("--of", "2017")):
        status, _, err = run(*asked, *more)
        assert status == 1
        assert "Name it with" in err
    assert not (tmp_path / "x").exists()


def test_reports_of_every_district_go_into_a_folder_as_workbooks(austin, run, tmp_path):
    folder = tmp_path / "districts"
    asked = ("report", austin, "by-state", "--every", "district", "--into", folder)
    status, out, _ = run(*asked, "--workbooks")
    assert status == 0
    assert [Path(line).name for line in out.splitlines()] == [
        "by-state_none-said.xlsx",
        "index.csv",
    ]


def test_the_past_is_asked_for_by_its_day(austin, run):
    with AUSTIN.open(newline="") as file:
        turned_on = [row["Turn on Date"] for row in csv.DictReader(file) if row["Turn on Date"]]
    before_2017 = sum(1 for text in turned_on if text.endswith(("2015", "2016")))
    out = run("report", austin, "by-programme", "--as-of", "2017-01-01")[1]
    assert table(out)[1:] == [["", "camera", "in_service", str(before_2017)]]


def test_reports_are_listed_by_name(run):
    status, out, _ = run("reports")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == list(REPORTS)


def test_refused_rows_are_said_and_saved(register, run, tmp_path):
    source = tmp_path / "t.csv"
    source.write_text("Site code,State\n1,planned\n2,asleep\n")
    rejects = tmp_path / "rejects.csv"
    status, out, _ = run("import", register, source, "--rejects", rejects)
    assert status == 0
    assert "1 row refused" in out
    assert "row 3" in out
    assert "asleep" in rejects.read_text("utf-8-sig")


def test_a_dry_run_leaves_the_register_alone(register, run):
    before = register.read_bytes()
    status, out, _ = run("import", register, AUSTIN, "--dry-run")
    assert (status, out) == (0, "512 cameras would be imported\n")
    assert register.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "{register}"],
        ["check", "{missing}"],
        ["check", "{other}"],
        ["report", "{register}", "nothing"],
        ["report", "{register}", "movement"],
        ["import", "{register}", "{missing}"],
        ["import", "{register}", "{other}", "--mapping", "{other}"],
        ["undo", "{register}"],
        ["undo", "{register}", "17"],
        ["backup", "{register}", "{register}"],
    ],
)
def test_trouble_is_one_clear_line_and_status_1(register, run, tmp_path, arguments):
    other = tmp_path / "other.txt"
    other.write_text("a,b\n1,2\n")
    names = {"register": register, "missing": tmp_path / "missing", "other": other}
    status, out, err = run(*(argument.format(**names) for argument in arguments))
    assert (status, out) == (1, "")
    assert err.startswith("camdesk: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["report"],
        ["sample", "x", "--cameras", "none"],
        ["report", "x", "cameras", "--as-of", "2024"],
        ["report", "x", "cameras", "--dialect", "latin"],
        ["report", "x", "cameras", "--csv", "a", "--xlsx", "b"],
        ["undo", "x", "last"],
        ["--nonsense"],
        ["one.camdesk", "two.camdesk"],
    ],
)
def test_a_wrong_call_is_status_2(run, arguments):
    status, _, err = run(*arguments)
    assert status == 2
    assert "usage: camdesk" in err


def test_the_shell_needs_no_display(tmp_path):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    path = tmp_path / "r.camdesk"
    for arguments in (["new", path], ["check", path], ["reports"]):
        done = subprocess.run(
            [sys.executable, "main.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_pipe_that_closes_early_is_no_trouble(austin):
    command = f"{sys.executable} main.py report {austin} cameras | head -n 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)
    assert done.stdout.startswith(b"inventory_number,")
    assert done.stderr == b""


def test_an_import_killed_in_the_middle_leaves_the_register_as_it_was(austin, run, tmp_path):
    source = tmp_path / "many.csv"
    rows = (f"X{number},planned,street {number}" for number in range(60_000))
    source.write_text("Site code,State,Address\n" + "\n".join(rows))
    before = run("report", austin, "cameras")[1]
    for delay in (0.6, 1.0, 1.5):
        process = subprocess.Popen(
            [sys.executable, "main.py", "import", austin, source],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(delay)  # anywhere in the middle: there is nothing to wait for
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL, "the import was over before it was killed"
        with Register.open(austin) as opened:
            assert not opened.read_only, "a dead program holds nothing"
        assert run("report", austin, "cameras")[1] == before
        assert run("check", austin)[0] == 0


def test_documents_are_listed_and_what_rests_on_those_of_a_number(register, run):
    with Register.open(register) as opened, opened.write("create") as entry:
        act = entry.add("document", {"kind": "Акт", "number": "17", "issued_on": "2024-12"})
        entry.add("contract", {"number": "8", "document": act})
    status, out, _ = run("documents", register)
    assert (status, table(out)) == (
        0,
        [
            ["kind", "number", "issued_on", "issuer", "commission", "files", "events", "cameras"],
            ["Акт", "17", "2024-12", "", "", "0", "0", "0"],
        ],
    )
    _, out, _ = run("documents", register, "--number", "17")
    assert table(out) == [
        ["kind", "number", "what", "date", "subject"],
        ["Акт", "17", "contract", "", "8"],
    ]
    status, out, err = run("documents", register, "--number", "18")
    assert (status, out) == (1, "")
    assert "There is no document no. 18." in err


def test_last_januarys_reports_printed_today_are_last_januarys_reports(tmp_path, run):
    path, day = tmp_path / "r.camdesk", datetime(2026, 1, 31, 9, tzinfo=UTC)

    def when(text):
        return PartialDate.parse(text)

    def printed(*options):
        return {
            name: run("report", path, name, "--as-of", "2026-01-31", *options)
            for name, report in REPORTS.items()
            if not any(parameter.required for parameter in report.parameters)
        }

    with Register.create(path, clock=lambda: day) as register:
        with register.write("create") as entry:
            site = entry.add("site", {"code": "У-1", "address": "ул. Абая, 1"})
            cameras = [entry.add("camera", {"inventory_number": f"N{i}"}) for i in range(3)]
            for camera in cameras:
                values = {"state": State.IN_SERVICE, "site": site}
                entry.record(camera, NewEvent("opening", when("2025-06"), values))
        with register.write("failed") as entry:
            entry.record(cameras[0], NewEvent("failed", when("2026-01-20")))
        failed = entry.id
    january = printed()
    assert all(status == 0 for status, _, _ in january.values())
    day = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with Register.open(path, clock=lambda: day) as register:
        register.void(failed)
        with register.write("correct") as entry:
            entry.correct("site", site, {"address": "ул. Сатпаева, 2"})
            entry.record(cameras[1], NewEvent("failed", when("2026-01-10")))
            late = entry.add("camera", {"inventory_number": "N9"})
            entry.record(late, NewEvent("opening", when("2025"), {"state": State.IN_STOCK}))
    assert printed("--known-on", "2026-01-31") == january
    assert printed()["cameras"] != january["cameras"]


def test_documents_are_listed_as_they_were_known_and_as_of_a_day(tmp_path, run):
    path, day = tmp_path / "r.camdesk", datetime(2026, 1, 31, 9, tzinfo=UTC)
    with Register.create(path, clock=lambda: day) as register:
        with register.write("create") as entry:
            act = entry.add("document", {"kind": "Акт", "number": "17"})
            camera = entry.add("camera", {})
            when = PartialDate.parse("2026-01-20")
            entry.record(camera, NewEvent("received", when, {}, act))
        day = datetime(2026, 2, 28, 9, tzinfo=UTC)
        with register.write("create") as entry:
            entry.add("document", {"kind": "Акт", "number": "18"})

    def listed(*options):
        status, out, _ = run("documents", path, *options)
        assert status == 0
        return [(row[1], row[6]) for row in table(out)[1:]]

    assert sorted(listed()) == [("17", "1"), ("18", "0")]
    assert listed("--known-on", "2026-01-31") == [("17", "1")]
    assert listed("--known-on", "2026-01-31", "--as-of", "2026-01-19") == [("17", "0")]
    assert table(run("documents", path, "--number", "17", "--as-of", "2026-01-19")[1])[1:] == []
