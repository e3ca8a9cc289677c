"""Ratios of camdesk's work to the barest way of doing the same, measured in one run.

    bench.py [--cameras N | --register FILE] [--only PART,...]      (make bench CAMERAS=1000000)

How they are measured is told in measuring.py.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from measuring import HERE, Work, head, pair, process
from tables import tables

from camdesk.domain.dates import PartialDate
from camdesk.samples import build
from camdesk.store import cameras, listing
from camdesk.store.check import check
from camdesk.store.ledger import NewEvent
from camdesk.store.listing import Query
from camdesk.store.register import Register

PARTS = ("start", "lists", "tables", "recording", "check")


def main() -> None:
    """Build a register and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cameras", type=int, default=100_000)
    parser.add_argument("--register", type=Path, help="measure on a copy of this one")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts of {', '.join(PARTS)}")
    options = parser.parse_args()
    wanted = options.only.split(",")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.camdesk"
        start = time.perf_counter()
        if options.register is not None:
            shutil.copyfile(options.register, path)
            print(f"A copy of {options.register}.\n")
        else:
            build(path, cameras=options.cameras)
            seconds = time.perf_counter() - start
            print(f"A register of {options.cameras:,} cameras, built in {seconds:.0f} s.\n")
        head()
        if "start" in wanted:
            _start_up(path)
        with Register.open(path) as register:
            connection = register.reader()
            try:
                if "lists" in wanted:
                    _lists(connection)
                if "tables" in wanted:
                    tables(path, connection, Path(folder))
            finally:
                connection.close()
            if "recording" in wanted:
                _recording(register, Path(folder) / "bare.db")
            if "check" in wanted:
                _check(register)


def _start_up(path: Path) -> None:
    command = (sys.executable, HERE / "first_paint.py")
    pair(
        "start to first painted rows, whole process",
        process(*command, path),
        "an empty PySide6 window",
        process(*command),
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


def _check(register: Register) -> None:
    connection = register.reader()
    pair(
        "check",
        lambda: check(connection),
        "integrity_check and reading every row",
        lambda: _read_everything(connection),
        runs=1,
    )
    connection.close()


def _read_everything(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA integrity_check").fetchall()
    for table in ("entry", "event", "change", "camera", "site"):
        for _ in connection.execute(f"SELECT * FROM {table}"):
            pass


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    main()
