"""The one connection that writes is durable; all others can only read."""

import sqlite3
import threading
from contextlib import closing

import pytest

from camdesk.domain.errors import KnownError
from camdesk.store import connection as connection_module
from camdesk.store.connection import connect_reader, connect_writer, inspect, was_interrupted
from camdesk.store.register import Register
from camdesk.store.tables import SCHEMA_VERSION


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_what_is_saved_survives_the_plug(register: Register) -> None:
    writer = register._writer
    assert _pragma(writer, "journal_mode") == "wal"
    assert _pragma(writer, "synchronous") == 2  # FULL
    assert _pragma(writer, "foreign_keys") == 1


def test_a_file_system_without_a_log_is_refused(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.close()
    opened = []

    class WithoutLog(sqlite3.Connection):
        def execute(self, statement: str, *values) -> sqlite3.Cursor:
            opened.append(self)
            return super().execute(statement.replace("= WAL", "= DELETE"), *values)

    real = sqlite3.connect

    def connect(path, **options) -> sqlite3.Connection:
        return real(path, factory=WithoutLog, **options)

    monkeypatch.setattr(connection_module.sqlite3, "connect", connect)
    with pytest.raises(KnownError, match="cannot keep a register safe"):
        connect_writer(register.path)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE camera SET note = 'x'",
        "INSERT INTO programme (name_ru) VALUES ('x')",
        "DELETE FROM camera",
        "DROP TABLE camera",
        "CREATE TABLE x (id INTEGER)",
        "PRAGMA user_version = 7",
        "VACUUM",
    ],
)
def test_a_reader_cannot_write(told, statement: str) -> None:
    before = told.everything()
    reader = told.register.reader()
    with closing(reader), pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute(statement)
    assert told.everything() == before


def test_a_reader_is_interrupted_from_another_thread(told) -> None:
    with closing(told.register.reader()) as reader:
        started = threading.Event()
        reader.create_function("started", 0, lambda: started.set() or 1)

        def interrupt() -> None:
            started.wait()
            reader.interrupt()

        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(sqlite3.OperationalError) as caught:
            reader.execute(
                "WITH RECURSIVE n (i) AS (SELECT started() UNION ALL SELECT i + 1 FROM n)"
                " SELECT count(*) FROM n"
            ).fetchone()
        thread.join()
        assert was_interrupted(caught.value)
        assert reader.execute("SELECT 1").fetchone() == (1,)


def test_other_errors_are_no_interruption() -> None:
    assert not was_interrupted(ValueError())
    assert not was_interrupted(sqlite3.OperationalError("no such table"))


def test_names_with_signs_of_their_own_in_addresses_are_opened(told, tmp_path) -> None:
    told.register.close()
    path = tmp_path / "100% камер? #1 & 2.camdesk"
    path.write_bytes(told.register.path.read_bytes())
    assert inspect(path) == SCHEMA_VERSION
    with closing(connect_reader(path)) as reader:
        assert reader.execute("SELECT count(*) FROM camera").fetchone() == (2,)
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".camdesk") == [
        path.name,
        "register.camdesk",
    ]
