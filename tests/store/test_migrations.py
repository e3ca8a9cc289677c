"""The schema agrees with what the program knows of it; released steps stay as they were.

`tests/data/schema_N.camdesk` is a small register as the release with schema N left it.
"""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from camdesk.domain.errors import KnownError
from camdesk.store import faults
from camdesk.store import migrations as steps
from camdesk.store.migrations import migrations
from camdesk.store.picture import CAMERA_DERIVED, EVENT_DERIVED
from camdesk.store.register import Register
from camdesk.store.tables import (
    APPLICATION_ID,
    CHANGE_COLUMNS,
    ENTRY_COLUMNS,
    EVENT_COLUMNS,
    EVENT_REFERENCES,
    SCHEMA_VERSION,
    TABLES,
    references_to,
)

DATA = Path(__file__).parents[1] / "data"
NAMES = [step.name for step in migrations().pending(Database(memory=True))]


def _schema(connection: sqlite3.Connection) -> set[tuple]:
    return set(
        connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE instr(name, 'sqlite_') = 0"
        )
    )


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))


def _migrated(up_to: int) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    steps = migrations()
    stop = NAMES[up_to] if up_to < len(NAMES) else None
    steps.apply(Database(connection), stop_before=stop)
    return connection


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A copy of the register of the first release."""
    return Path(shutil.copy(DATA / "schema_1.camdesk", tmp_path))


def test_every_migration_has_a_test_of_its_own() -> None:
    tests = [name for name in vars(sys.modules[__name__]) if name.startswith("test_m")]
    for name in NAMES:
        assert any(test.startswith(f"test_{name}") for test in tests), name


def test_every_schema_has_a_register_that_a_release_left() -> None:
    assert len(NAMES) == SCHEMA_VERSION
    for version in range(1, SCHEMA_VERSION + 1):
        path = DATA / f"schema_{version}.camdesk"
        assert int.from_bytes(path.read_bytes()[60:64]) == version


def test_m001_first_register_is_as_it_was_released(released: Path) -> None:
    with closing(sqlite3.connect(released)) as old, closing(_migrated(1)) as new:
        assert _schema(old) == _schema(new)
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_m002_whole_life_is_as_it_was_released(tmp_path: Path) -> None:
    path = Path(shutil.copy(DATA / "schema_2.camdesk", tmp_path))
    with closing(sqlite3.connect(path)) as old, closing(_migrated(2)) as new:
        assert _schema(old) == _schema(new)
        assert old.execute("PRAGMA user_version").fetchone() == (2,)


def test_the_register_of_the_second_release_has_something_in_every_table(
    tmp_path: Path, make_clerk
) -> None:
    path = Path(shutil.copy(DATA / "schema_2.camdesk", tmp_path))
    with Register.open(path) as register:
        clerk = make_clerk(register)
        for table in (*TABLES, "content", "fault"):
            assert clerk.rows(f"SELECT count(*) > 0 FROM {table}") == [(1,)], table
        assert clerk.check().entries == 31


def test_m002_whole_life_has_the_schema_of_a_new_register(released: Path, register) -> None:
    with (
        Register.open(released) as migrated,
        closing(migrated.reader()) as old,
        closing(register.reader()) as new,
    ):
        assert _schema(old) == _schema(new)
        assert old.execute("PRAGMA user_version").fetchone() == (2,)


def test_m002_whole_life_derives_what_the_program_derives(told) -> None:
    """Faults and the index of documents, by the frozen step and by the program."""
    derived = ("SELECT * FROM fault ORDER BY id", "SELECT rowid, text FROM document_search")
    with closing(told.register.reader()) as reader, closing(sqlite3.connect(":memory:")) as copy:
        reader.backup(copy)
        copy.execute("DELETE FROM supplement")  # unknown to the first schema
        faults.refresh(copy, [row[0] for row in copy.execute("SELECT id FROM camera")])
        expected = [copy.execute(query).fetchall() for query in derived]
        assert all(expected)
        for table in ("fault", "document_search"):
            copy.execute(f"DELETE FROM {table}")
        steps._index_documents_of_m001(Database(copy))
        steps._derive_faults_of_m001(Database(copy))
        assert [copy.execute(query).fetchall() for query in derived] == expected


def test_the_register_as_it_was_stays_beside_the_one_brought_up_to_date(released: Path) -> None:
    before = released.read_bytes()
    with closing(sqlite3.connect(released)) as connection:
        told = list(connection.iterdump())
    Register.open(released).close()
    kept = released.with_name("schema_1 (schema 1).camdesk")
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert list(connection.iterdump()) == told
    as_kept = kept.read_bytes()
    Register.open(released).close()  # nothing is left to do
    assert (released.read_bytes() != before, kept.read_bytes()) == (True, as_kept)


def test_copies_of_other_registers_of_that_name_stay(released: Path) -> None:
    first = released.with_name("schema_1 (schema 1).camdesk")
    first.write_bytes(b"somebody's notes")
    other = released.with_name("schema_1 (schema 1) 2.camdesk")
    Register.create(other).close()
    with Register.open(other) as register, register.write("create") as entry:
        entry.add("programme", {"name_ru": "П"})
    Register.open(released).close()
    kept = released.with_name("schema_1 (schema 1) 3.camdesk")
    assert first.read_bytes() == b"somebody's notes"
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (1,)
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_register_that_cannot_be_brought_up_to_date_stays_as_it_was(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(released)) as connection:
        told = list(connection.iterdump())

    def break_off(_db) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(steps, "_derive_faults_of_m001", break_off)
        with pytest.raises(KeyboardInterrupt):
            Register.open(released)
    with closing(sqlite3.connect(released)) as connection:
        assert list(connection.iterdump()) == told
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    Register.open(released).close()


def test_an_older_register_that_may_only_be_read_is_refused_in_words(released: Path) -> None:
    before = released.read_bytes()
    with pytest.raises(KnownError, match="earlier camdesk"):
        Register.open(released, read_only=True)
    assert released.read_bytes() == before
    assert [path.name for path in released.parent.iterdir()] == [released.name]


def test_a_register_of_every_release_opens_is_sound_and_can_be_written(
    tmp_path: Path, make_clerk
) -> None:
    for version in range(1, SCHEMA_VERSION + 1):
        path = Path(shutil.copy(DATA / f"schema_{version}.camdesk", tmp_path))
        with Register.open(path) as register:
            clerk = make_clerk(register)
            assert clerk.check().cameras > 0
            before = clerk.picture()
            clerk.camera("новая")
            register.undo()
            assert clerk.picture() == before
            clerk.check()


def test_the_register_of_the_first_release_shows_what_it_showed(released: Path, make_clerk) -> None:
    with Register.open(released) as register:
        clerk = make_clerk(register)
        checked = clerk.check()
        assert (checked.entries, checked.events, checked.cameras) == (15, 7, 2)
        assert clerk.rows("SELECT inventory_number, state, connected FROM camera") == [
            ("ЗКО-000412", "in_service", 1),
            ("ЗКО-000413", "removed", 0),
        ]


def test_a_new_register_has_the_schema_of_all_steps(register: Register) -> None:
    with closing(register.reader()) as reader, closing(_migrated(len(NAMES))) as migrated:
        assert _schema(reader) == _schema(migrated)
        assert reader.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_the_tables_of_facts_agree_with_the_schema(register: Register) -> None:
    derived = {"camera": CAMERA_DERIVED}
    with closing(register.reader()) as reader:
        for table in TABLES.values():
            own = derived.get(table.name, ())
            assert sorted(_columns(reader, table.name)) == sorted(["id", *table.columns, *own])
            keys = reader.execute(f"PRAGMA foreign_key_list({table.name})")
            references = {row[3]: row[2] for row in keys if row[3] not in own}
            assert references == dict(table.references)


def test_the_ledger_agrees_with_the_schema(register: Register) -> None:
    with closing(register.reader()) as reader:
        assert _columns(reader, "entry") == (*ENTRY_COLUMNS, "hash", "voided_by")
        assert _columns(reader, "event") == (*EVENT_COLUMNS, *EVENT_DERIVED)
        assert _columns(reader, "change") == CHANGE_COLUMNS
    assert set(EVENT_REFERENCES) < set(EVENT_COLUMNS)
    assert set(EVENT_REFERENCES.values()) <= set(TABLES)


# Not the ledger and not facts: files by their content, what is derived, steps of the schema.
APART = {"content", "fault", "_sqlite_migrations"}


def test_every_table_of_the_register_is_known_or_part_of_the_search(register: Register) -> None:
    with closing(register.reader()) as reader:
        names = {row[0] for row in reader.execute("SELECT name FROM sqlite_master")}
        tables = {
            row[1] for row in reader.execute("PRAGMA table_list") if row[2] == "table"
        } & names
    assert tables == {*TABLES, "entry", "event", "change", *APART}


def test_parents_stand_before_the_tables_that_refer_to_them() -> None:
    order = list(TABLES)
    backwards = set()
    for table in TABLES:
        for other, column in references_to(table):
            assert TABLES[other].references[column] == table
            if order.index(table) > order.index(other):
                backwards.add((other, column, table))
    # The one cycle: a commission names its order, the papers that it signs name it.
    assert backwards == {("commission", "document", "document")}


def test_every_table_is_strict(register: Register) -> None:
    with closing(register.reader()) as reader:
        strict = {row[1] for row in reader.execute("PRAGMA table_list") if row[5]}
    assert strict >= {*TABLES, "entry", "event", "change", "content", "fault"}
