"""What is promised of the register, by the command line on the sample, as rules."""

import calendar
import csv
import io
import shutil
from collections import Counter
from contextlib import closing, redirect_stdout
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from camdesk import cli
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.csv_out import print_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.store import part_ledger
from camdesk.store.register import Register
from tests.store.whole_life import Player

FATES = "stripped recycled destroyed sold transferred lost fate_unknown".split()
MONTHS = [
    date(year, month, calendar.monthrange(year, month)[1])
    for year in range(2014, 2027)
    for month in range(1, 13)
]
PROMISED = {
    "fate": f"act unit written_off {' '.join(FATES)} days_waiting",
    "figures": (
        "key published qualifier parts parts_difference register register_difference verdict"
    ),
    "parts": "part donor recipient state quantity",
    "money": "contract programme customer payer ordered received installed amount spent",
    "survival": "cohort cameras failures median_months verdict",
    "gaps": "programme unit gap count",
}
# Words of the machine dialect that have to be others for people.
MACHINE = {
    "camera", "system", "in_stock", "in_service", "written_off", "fate_unknown", "no_fate",
    "fitted", "discarded", "recovered", "bought", "more_than", "purchase", "repair",
    "installation", "inventory_number", "serial_number", "balance_holder",
}  # fmt: skip


@pytest.fixture(scope="session")
def sample(sample_path: Path) -> Path:
    """The sample register."""
    return sample_path


def told(path: Path, name: str, *options: object) -> str:
    """What `camdesk report` prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        status = cli.main(["report", str(path), name, *map(str, options)])
    assert status == 0
    return out.getvalue()


def rows(path: Path, name: str, *options: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told(path, name, *options))))


def needs(name: str) -> tuple[str, ...]:
    """The dates that a report cannot do without."""
    wanted = any(parameter.required for parameter in REPORTS[name].parameters)
    return ("--from", "2020-01-01", "--to", "2025-12-31") if wanted else ()


@pytest.mark.parametrize("name", list(PROMISED))
def test_the_columns_that_others_read_stand_first(sample: Path, name: str) -> None:
    promised = PROMISED[name].split()
    assert told(sample, name).splitlines()[0].split(",")[: len(promised)] == promised


def test_the_fate_ledger_balances_on_the_last_day_of_every_month(sample: Path) -> None:
    totals = []
    for day in MONTHS:
        written_off = set()
        for by in ("fate", "fate-by-year", "fate-by-programme"):
            lines = rows(sample, by, "--as-of", day)
            for line in lines:
                assert int(line["written_off"]) == sum(int(line[fate]) for fate in FATES), day
            written_off.add(sum(int(line["written_off"]) for line in lines))
        written_off.add(len(rows(sample, "fate-cameras", "--as-of", day)))
        assert len(written_off) == 1, day
        totals += written_off
    assert totals[0] == 0
    assert totals[-1] > 200


def test_published_figures_have_the_verdicts_that_they_deserve(sample: Path) -> None:
    figures = {row["key"]: row for row in rows(sample, "figures")}
    assert len(figures) == 19
    districts = figures["districts"]
    assert (districts["published"], districts["parts"], districts["parts_difference"]) == (
        "882", "864", "18",
    )  # fmt: skip
    assert districts["verdict"] == "18 unexplained"
    offences = figures["offences"]
    assert (offences["published"], offences["qualifier"], offences["parts"]) == (
        "12000", "more_than", "11905",
    )  # fmt: skip
    assert offences["verdict"] == "no contradiction"
    money = figures["money-spent"]
    assert (money["published"], money["verdict"]) == ("", "unknown")
    assert "акимат" in money["note"]


def test_where_no_failure_has_a_date_nothing_is_estimated(sample: Path) -> None:
    (systems,) = [row for row in rows(sample, "survival") if "Безопасный двор" in row["cohort"]]
    assert (systems["unit"], systems["cameras"]) == ("system", "292")
    assert (systems["verdict"], systems["median_months"]) == ("not estimable: no failure dates", "")
    assert systems["explanation"]


def test_opening_and_received_less_gone_is_closing_between_any_two_days(sample: Path) -> None:
    first, rng = date(2013, 1, 1), Random(3)
    days = sorted(first + timedelta(days=rng.randrange(5_200)) for _ in range(25))
    closed: dict[str, str] = {}
    for since, until in pairwise(days):
        moved = rows(sample, "movement", "--from", since + timedelta(days=1), "--to", until)
        for line in moved:
            opening, received, gone, closing_ = (
                int(line[name]) for name in ("opening", "received", "gone", "closing")
            )
            assert opening + received - gone == closing_
            assert line["opening"] == closed.get(line["unit"], line["opening"])
        closed = {line["unit"]: line["closing"] for line in moved}


def test_the_parts_of_a_donor_are_traced_into_the_cameras_that_have_them(sample: Path) -> None:
    with Register.open(sample, read_only=True) as register, closing(register.reader()) as reader:
        recovered = reader.execute(
            "SELECT name, camera.inventory_number, sum(quantity) FROM part"
            " JOIN camera ON camera.id = donor WHERE inventory_number IS NOT NULL GROUP BY 1, 2"
        ).fetchall()
        lots = dict(reader.execute("SELECT id, quantity FROM part"))
        there: Counter[int] = Counter()
        for line in part_ledger.lines(reader):
            there[line.lot] += line.quantity
    assert there == lots
    lines = rows(sample, "parts")
    for part, donor, quantity in recovered:
        of_donor = [line for line in lines if (line["part"], line["donor"]) == (part, donor)]
        assert sum(int(line["quantity"]) for line in of_donor) == quantity
        assert {line["state"] for line in of_donor} <= {"fitted", "in_stock", "discarded"}
    assert recovered
    for line in lines:
        assert bool(line["recipient"]) is (line["state"] == "fitted")
        assert line["recipient"] != line["donor"] or not line["donor"]


def test_money_is_followed_and_adds_up_whichever_way_it_is_counted(sample: Path) -> None:
    def spent(name: str, *options: object) -> float:
        return sum(float(row["spent"] or 0) for row in rows(sample, name, *options))

    years: Counter[str] = Counter()
    for row in rows(sample, "money-by-year"):
        if row["kind"] != "income":
            years[row["year"]] += float(row["sum"] or 0)
    total = sum(years.values())
    assert spent("money") == spent("camera-costs") == spent("site-costs") == total > 0
    for last in ("2013", "2016", "2025"):
        by_then = sum(money for year, money in years.items() if year and year <= last)
        assert spent("money", "--as-of", f"{last}-12-31") == by_then
    assert "" in {row["payer"] for row in rows(sample, "money") if row["contract"]}


@pytest.mark.parametrize("name", list(REPORTS))
@pytest.mark.parametrize("dialect", ["ru", "kk", "en"])
def test_people_read_their_own_words_and_sums_to_the_tiyn(
    sample: Path, name: str, dialect: str
) -> None:
    text = told(sample, name, "--dialect", dialect, *needs(name))
    lines = list(csv.reader(io.StringIO(text), delimiter="," if dialect == "en" else ";"))
    assert len(lines) > 1, "the sample has something for every report"
    head, columns = lines[0], REPORTS[name].columns
    assert not {title for title in head if "_" in title}
    for place, column in enumerate(columns):
        cells = {line[place] for line in lines[1:]} - {""}
        assert not cells & MACHINE, column.name
        if column.kind == "money":
            assert all(cell[-3] in ",." and cell[-2:].isdigit() for cell in cells), column.name


def test_the_sample_is_sound(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(sample)]) == 0
    capsys.readouterr()


def test_entries_are_undone_one_after_another_from_the_last_and_leave_it_sound(
    sample: Path, tmp_path: Path
) -> None:
    path = tmp_path / "copy.camdesk"
    shutil.copy(sample, path)
    with Register.open(path) as register, closing(register.reader()) as reader:
        ((made,),) = reader.execute("SELECT max(id) FROM entry")
        for entry in range(made, made - 400, -1):
            register.void(entry)
        stands = "SELECT count(*) FROM entry WHERE voided_by IS NULL AND voids IS NULL"
        ((left,),) = reader.execute(stands)
    assert left == made - 400
    assert cli.main(["check", str(path)]) == 0
    assert told(path, "by-programme") != told(sample, "by-programme")


def test_whatever_was_printed_is_printed_again_with_both_dates(tmp_path: Path) -> None:
    """Lives are played over days; later every report says of each day what it said on that day."""
    player = Player(tmp_path / "lives.camdesk", 5)

    def printed(as_of: date, known_on: date | None = None) -> dict[str, str]:
        said = {}
        with closing(player.register.reader()) as connection:
            for name, report in REPORTS.items():
                days = (
                    {"from": date(2010, 1, 1), "to": as_of} if needs(name) else {"as_of": as_of}
                ) | {"known_on": known_on}
                table = report.run(connection, days)
                out = io.StringIO()
                print_csv(out, table.columns, table.rows, DIALECTS["machine"])
                said[name] = out.getvalue()
        return said

    with player.register:
        then = {}
        for _ in range(4):
            player.play(25)
            today = player.register.today
            for as_of in (today, today - timedelta(days=player.rng.randint(1, 300))):
                then[as_of, today] = printed(as_of)
        player.now += timedelta(days=1)
        for (as_of, known_on), said in then.items():
            assert printed(as_of, known_on) == said, player.story
        assert len({said["cameras"] for said in then.values()}) > 4
