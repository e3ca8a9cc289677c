"""Tables in, tables out: against the sqlite3 shell, and against the same by hand in SQL."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import sys
from datetime import date
from pathlib import Path

from measuring import HERE, left_out, memory, pair, peak_of, process

from camdesk.reports.catalogue import REPORTS
from camdesk.store.places import DISTRICTS
from camdesk.store.register import Register

MAIN = HERE.parent / "main.py"
TWELVE = (
    "inventory_number serial_number unit state programme district site connected balance_holder"
    " place address latitude"
).split()
_IMPORTED = (
    "Camera ID", "Location Name", "Camera Status", "Turn on Date", "Camera Manufacturer",
    "Council District", "Primary Street", "Cross Street", "IP Comm Status", "Longitude",
    "Latitude", "Location",
)  # fmt: skip
# The rows of the report, as somebody who knows the tables would ask for them.
_CAMERAS = (
    f"{DISTRICTS} SELECT inventory_number, serial_number, unit, state, programme.name_ru AS"
    " programme, district.name_ru AS district, site.code AS site, connected, holder.name AS"
    " balance_holder, place.name_ru AS place, site.address, site.latitude FROM camera"
    " LEFT JOIN programme ON programme.id = camera.programme"
    " LEFT JOIN organisation AS holder ON holder.id = camera.balance_holder"
    " LEFT JOIN site ON site.id = camera.site LEFT JOIN place ON place.id = site.place"
    " LEFT JOIN district_of ON district_of.place = site.place"
    " LEFT JOIN place AS district ON district.id = district_of.district ORDER BY camera.id"
)
_COUNTS = "SELECT programme, unit, state, count(*) FROM camera GROUP BY programme, unit, state"
_DAY = date(2025, 12, 31)
_STATES_THEN = (
    "SELECT state, count(*) FROM event WHERE position IS NOT NULL AND from_day <= ?"
    " AND until_day > ? GROUP BY state"
)
_COUNTS_THEN = (
    "SELECT camera.programme, camera.unit, event.state, count(*) FROM event CROSS JOIN camera"
    " ON camera.id = event.camera WHERE position IS NOT NULL AND from_day <= ?"
    " AND until_day > ? GROUP BY 1, 2, 3"
)


def tables(path: Path, connection: sqlite3.Connection, folder: Path) -> None:
    """Print the pairs of reports, and the memory that writing them takes."""
    _cameras(path, folder)
    _counts(connection)
    window = peak_of((sys.executable, HERE / "first_paint.py"))
    (cameras,) = connection.execute("SELECT count(*) FROM camera").fetchone()
    _import(cameras, folder, window)
    for dialect in ("machine", "ru"):
        memory(
            f"CSV of all cameras, every column, dialect {dialect}",
            _report(path, "--dialect", dialect, "--csv", str(folder / "all.csv")),
            window,
        )


def _import(rows: int, folder: Path, window: int) -> None:
    table, register, bare = (folder / name for name in ("in.csv", "in.camdesk", "in.db"))
    _write_table(table, rows)
    mapping = HERE.parent / "resources" / "samples" / "austin_traffic_cameras.toml"
    command = (
        sys.executable, MAIN, "import", register, table,
        "--mapping", mapping, "--as-of", "2018-03-30",
    )  # fmt: skip

    def make_register() -> None:
        for old in folder.glob("in.camdesk*"):
            old.unlink()
        Register.create(register).close()

    def ours() -> None:
        make_register()
        process(*command)()

    def by_hand() -> None:
        bare.unlink(missing_ok=True)
        process(sys.executable, "-m", "sqlite_utils", "insert", bare, "t", table, "--csv")()

    pair("import of a table, 12 columns", ours, "sqlite-utils insert --csv", by_hand, runs=2)
    make_register()
    memory("import of the same table", command, window)


def _write_table(path: Path, rows: int) -> None:
    """Austin's table of 2018, its rows repeated under other numbers."""
    source = HERE.parent / "tests" / "data" / "austin_traffic_cameras_2018.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        cameras = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _IMPORTED, extrasaction="ignore")
        writer.writeheader()
        for number in range(1, rows + 1):
            writer.writerow({**cameras[number % len(cameras)], "Camera ID": number})


def _report(path: Path, *options: str) -> tuple[str | Path, ...]:
    return (sys.executable, MAIN, "report", path, "cameras", *options)


def _cameras(path: Path, folder: Path) -> None:
    name = "CSV of all cameras, 12 columns, whole process"
    shell = shutil.which("sqlite3")
    if shell is None:
        left_out(name, "there is no sqlite3 shell")
        return
    columns = ",".join(TWELVE)
    pair(
        name,
        process(*_report(path, "--columns", columns, "--csv", str(folder / "ours.csv"))),
        "the sqlite3 shell",
        process(shell, "-readonly", "-csv", "-header", path, _CAMERAS, out=folder / "theirs.csv"),
        runs=3,
    )


def _counts(connection: sqlite3.Connection) -> None:
    report = REPORTS["by-programme"]
    pair(
        "counts by programme and state",
        lambda: list(report.run(connection, {}).rows),
        "the same count by hand",
        lambda: connection.execute(_COUNTS).fetchall(),
    )
    pair(
        "the same as of a past day",
        lambda: list(report.run(connection, {"as_of": _DAY}).rows),
        "the same count by hand",
        lambda: connection.execute(_COUNTS_THEN, [_DAY.isoformat()] * 2).fetchall(),
        runs=3,
    )
    pair(
        "states as of a past day",
        lambda: list(REPORTS["by-state"].run(connection, {"as_of": _DAY}).rows),
        "the states alone, units not told apart",
        lambda: connection.execute(_STATES_THEN, [_DAY.isoformat()] * 2).fetchall(),
        runs=3,
    )
