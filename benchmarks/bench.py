"""Ratios of camdesk's work to the barest way of doing the same, measured in one run.

    bench.py [--cameras N]      (make bench CAMERAS=1000000)

Each pair is run in turn, A B A B ..., and the median of the ratios pair by pair is printed: a
ratio holds when the speed of the machine drifts, a single time does not.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from camdesk.domain.dates import PartialDate
from camdesk.reports.catalogue import REPORTS
from camdesk.reports.csv_out import write_csv
from camdesk.reports.dialects import DIALECTS
from camdesk.samples import build
from camdesk.store import cameras, listing
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query
from camdesk.store.register import Register

HERE = Path(__file__).parent
TWELVE = (
    "inventory_number serial_number unit state programme district site connected balance_holder"
    " place address latitude"
).split()
Work = Callable[[], object]


def pair(name: str, work: Work, against: str, bare: Work, runs: int = 5) -> None:
    """Print the median ratio of `work` to `bare`, after a warm-up of both."""
    work(), bare()
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_seconds(work))
        theirs.append(_seconds(bare))
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"| {name} | {against} | {statistics.median(ours) * 1000:,.1f} ms | {ratio:.2f} |")


def main() -> None:
    """Build a register and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cameras", type=int, default=100_000)
    number = parser.parse_args().cameras
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.camdesk"
        start = time.perf_counter()
        build(path, cameras=number)
        print(f"A register of {number:,} cameras, built in {time.perf_counter() - start:.0f} s.\n")
        print("| work | against | median | ratio |\n|---|---|---|---|")
        _start_up(path)
        with Register.open(path) as register:
            connection = register.reader()
            try:
                _lists(connection)
                _reports(connection, Path(folder))
            finally:
                connection.close()
            _recording(register, Path(folder) / "bare.db")
            connection = register.reader()
            pair(
                "check",
                lambda: check(connection),
                "integrity_check and reading every row",
                lambda: _read_everything(connection),
                runs=1,
            )
            connection.close()


def _start_up(path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def process(*arguments: str) -> Work:
        command = [sys.executable, str(HERE / "first_paint.py"), *arguments]
        return lambda: subprocess.run(command, env=environment, check=True)

    pair(
        "start to first painted rows, whole process",
        process(str(path)),
        "an empty PySide6 window",
        process(),
    )


def _lists(connection: sqlite3.Connection) -> None:
    cards = cameras.listing("ru")

    def bare(sql: str, *values: object) -> Work:
        return lambda: connection.execute(sql, values).fetchall()

    def ours(query: Query) -> Work:
        return lambda: listing.ids(connection, cards, query)

    plain = "SELECT id FROM camera ORDER BY {}"
    pair("all ids", ours(Query()), "the bare SELECT", bare(plain.format("id")))
    for column in ("inventory_number", "since_day"):
        name = {"since_day": "since"}.get(column, column)
        order = f"{column} IS NULL, {column}, id"
        pair(
            f"sort by {name}", ours(Query(sort=name)), "the bare SELECT", bare(plain.format(order))
        )
    pair(
        "search for part of an address",
        ours(Query(search="назарб")),
        "the bare FTS query",
        bare("SELECT rowid FROM camera_search WHERE camera_search MATCH ?", '"назарб"'),
    )


def _reports(connection: sqlite3.Connection, folder: Path) -> None:
    report = REPORTS["cameras"]

    def ours() -> None:
        table = report.run(connection, {}, columns=TWELVE)
        write_csv(folder / "ours.csv", table.columns, table.rows, DIALECTS["machine"])

    def bare() -> None:
        table = report.run(connection, {}, columns=TWELVE)
        with (folder / "bare.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table.rows)

    pair("CSV of all cameras, 12 columns", ours, "csv.writer over the same cursor", bare, runs=3)
    by_hand = "SELECT programme, unit, state, count(*) FROM camera GROUP BY programme, unit, state"
    pair(
        "counts by programme and state",
        lambda: list(REPORTS["by-programme"].run(connection, {}).rows),
        "the same count by hand",
        lambda: connection.execute(by_hand).fetchall(),
    )
    day = date(2025, 12, 31)
    then = (
        "SELECT state, count(*) FROM event WHERE position IS NOT NULL AND from_day <= ?"
        " AND until_day > ? GROUP BY state"
    )
    pair(
        "the same as of a past day",
        lambda: list(REPORTS["by-programme"].run(connection, {"as_of": day}).rows),
        "the same count by hand, without programmes",
        lambda: connection.execute(then, (day.isoformat(),) * 2).fetchall(),
        runs=3,
    )


def _recording(register: Register, bare_path: Path) -> None:
    bare = sqlite3.connect(bare_path, isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h)")
    bare.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h)")
    bare.execute("CREATE TABLE camera (id INTEGER PRIMARY KEY, state)")
    bare.execute("INSERT INTO camera VALUES (1, '')")
    row = ["x" * 12] * 8

    def by_hand() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO entry VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        bare.execute("INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        bare.execute("UPDATE camera SET state = 'checked' WHERE id = 1")
        bare.execute("COMMIT")

    def ours() -> None:
        with register.write("checked", "1") as entry:
            entry.record(1, NewEvent("checked", PartialDate.day(register.today), {"seen": True}))

    pair("one event recorded, durable", ours, "a bare transaction of like rows", by_hand, runs=25)
    bare.close()


def _read_everything(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA integrity_check").fetchall()
    for table in ("entry", "event", "change", "camera", "site"):
        for _ in connection.execute(f"SELECT * FROM {table}"):
            pass


def _seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    main()
