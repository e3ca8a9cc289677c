"""A sound register passes; whatever is altered in it is named."""

import sqlite3
from contextlib import closing

import pytest

from camdesk.domain.errors import KnownError
from camdesk.store import search
from camdesk.store.check import Damage, check
from camdesk.store.faults import FAULT_COLUMNS
from camdesk.store.picture import CAMERA_DERIVED, EVENT_DERIVED
from camdesk.store.register import Register
from camdesk.store.tables import CHANGE_COLUMNS, ENTRY_COLUMNS, EVENT_COLUMNS, TABLES

LEDGER = {"entry": (*ENTRY_COLUMNS, "hash"), "event": EVENT_COLUMNS, "change": CHANGE_COLUMNS}
NUMBERS = ("INTEGER", "REAL")
# Columns that hold one of a few words, by what they hold.
OTHER_WORDS = {
    "camera.unit": {"camera": "system", "system": "camera"},
    "contract_line.unit": {"camera": "system"},
    "part_move.kind": {"fitted": "discarded"},
    "stock_take_line.result": {"elsewhere": "found"},
}


def _cells(connection: sqlite3.Connection, table: str, columns):
    types = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
    for column in columns:
        for row, value in connection.execute(f"SELECT id, {column} FROM {table}").fetchall():
            yield row, column, value, types[column] in NUMBERS


def _damage(connection: sqlite3.Connection, statement: str, *values) -> Damage:
    """What `check` says once `statement` was done; the register is as before afterwards."""
    connection.execute("SAVEPOINT vandal")
    connection.execute(statement, values)
    with pytest.raises(Damage) as caught:
        check(connection)
    connection.execute("ROLLBACK TO vandal")
    str(caught.value)  # every placeholder of the sentence has its value
    return caught.value


def test_a_sound_register_passes(told) -> None:
    checked = told.check()
    ((entries, events, cameras, head),) = told.rows(
        "SELECT max(id), (SELECT count(*) FROM event), (SELECT count(*) FROM camera), hash"
        " FROM entry"
    )
    assert (checked.entries, checked.events, checked.cameras) == (entries, events, cameras)
    assert checked.head == head


def test_an_empty_register_passes(clerk) -> None:
    assert clerk.check().head == "0" * 64


def test_progress_rises_to_the_end_and_may_cancel(told) -> None:
    shares = []
    with closing(told.register.reader()) as connection:
        check(connection, lambda _what, share: shares.append(share))

        def cancel(_what, _share) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            check(connection, cancel)
        assert not connection.in_transaction
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)


@pytest.mark.parametrize("table", LEDGER)
def test_every_altered_cell_of_the_ledger_is_named(told, raw, table: str) -> None:
    entry_of = dict(raw.execute(f"SELECT id, {'id' if table == 'entry' else 'entry'} FROM {table}"))
    cells = list(_cells(raw, table, LEDGER[table]))
    assert {column for _, column, value, _ in cells if value is not None} == set(LEDGER[table])
    for row, column, value, is_number in cells:
        if is_number:
            altered = (value or 0) + 1000
        else:
            altered = value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
        damage = _damage(raw, f"UPDATE {table} SET {column} = ? WHERE id = ?", altered, row)
        assert damage.params["entry"] == entry_of[row], (row, column, str(damage))


@pytest.mark.parametrize("table", LEDGER)
def test_every_row_taken_from_the_ledger_is_named(told, raw, table: str) -> None:
    entry_of = dict(raw.execute(f"SELECT id, {'id' if table == 'entry' else 'entry'} FROM {table}"))
    last = max(entry_of.values())
    for row, entry in entry_of.items():
        if table == "entry" and entry == last:
            continue  # see the next test
        damage = _damage(raw, f"DELETE FROM {table} WHERE id = ?", row)
        assert damage.params["entry"] == entry


def test_a_tail_that_was_cut_off_is_seen_by_the_head_that_was_noted(told) -> None:
    head = told.check().head
    told.camera("ЗКО-1")
    with closing(told.register.reader()) as connection:
        assert check(connection, expected_head=head).head != head  # it has grown since
        check(connection, expected_head=head[:12])
        with pytest.raises(Damage, match="cut off"):
            check(connection, expected_head="f" * 64)


def test_events_that_belong_to_no_entry_are_named(told, raw) -> None:
    damage = _damage(raw, "INSERT INTO event (entry, camera, kind) VALUES (99, 1, 'checked')")
    assert damage.params["entry"] == 99


@pytest.mark.parametrize("table", TABLES)
def test_every_altered_fact_is_named(told, raw, table: str) -> None:
    for row, column, value, is_number in _cells(raw, table, TABLES[table].columns):
        altered = (value or 0) + 1 if is_number else f"{value or ''}x"
        altered = OTHER_WORDS.get(f"{table}.{column}", {}).get(value, altered)
        damage = _damage(raw, f"UPDATE {table} SET {column} = ? WHERE id = ?", altered, row)
        named = damage.params
        assert (named["table"], named["row"], named["column"]) == (table, row, column)


@pytest.mark.parametrize(
    ("table", "columns"), [("event", EVENT_DERIVED), ("camera", CAMERA_DERIVED)]
)
def test_every_altered_derived_value_is_named(told, raw, table: str, columns) -> None:
    for row, column, value, is_number in _cells(raw, table, columns):
        altered = (value or 0) + 1000 if is_number else f"{value or ''}x"
        damage = _damage(raw, f"UPDATE {table} SET {column} = ? WHERE id = ?", altered, row)
        named = damage.params
        assert (named["table"], named["row"], named["column"]) == (table, row, column)


def test_every_altered_fault_is_named(told, raw) -> None:
    told_of = raw.execute("SELECT id FROM fault").fetchall()
    assert told_of
    for row, column, value, is_number in _cells(raw, "fault", FAULT_COLUMNS):
        altered = (value or 0) + 1000 if is_number else f"{value or ''}x"
        named = _damage(raw, f"UPDATE fault SET {column} = ? WHERE id = ?", altered, row).params
        if column in ("id", "camera"):
            continue  # a row too many and one too few: either is named
        assert (named["table"], named["row"], named["column"]) == ("fault", row, column)
    for (row,) in told_of:
        assert _damage(raw, "DELETE FROM fault WHERE id = ?", row).params["row"] == row


def test_content_that_was_altered_emptied_or_taken_is_named(told, raw) -> None:
    for statement in (
        "UPDATE content SET data = zeroblob(length(data))",
        "UPDATE content SET data = x''",
        "UPDATE content SET sha256 = upper(sha256)",
        "UPDATE content SET size = size + 1",
        "DELETE FROM content",
    ):
        assert "file" in str(_damage(raw, statement))


@pytest.mark.parametrize("table", TABLES)
def test_rows_that_no_entry_made_and_rows_that_are_gone_are_named(told, raw, table: str) -> None:
    (last,) = raw.execute(f"SELECT max(id) FROM {table}").fetchone()
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")][1:]
    unique = {"inventory_number": "NULL", "code": "NULL"}
    if table == "supplement":
        unique["event"] = "event - 1"
    values = ", ".join(unique.get(column, column) for column in columns)
    copied = _damage(
        raw,
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE id = ?",
        last,
    )
    assert (copied.params["table"], copied.params["row"]) == (table, last + 1)
    gone = _damage(raw, f"DELETE FROM {table} WHERE id = ?", last)
    if "parent" in gone.params:  # a row that referred to it is the first thing wrong
        assert gone.params["parent"] == table
    else:
        assert (gone.params["table"], gone.params["row"]) == (table, last)


@pytest.mark.parametrize("index", [f"{table}_search" for table in search.SOURCES])
def test_a_search_index_that_does_not_follow_its_table_is_named(told, raw, index: str) -> None:
    for statement in (
        f"UPDATE {index} SET text = text || 'x' WHERE rowid = 1",
        f"DELETE FROM {index} WHERE rowid = 1",
        f"INSERT INTO {index} (rowid, text) VALUES (77, 'x')",
    ):
        named = _damage(raw, statement).params
        assert named["table"] == index.removesuffix("_search")
        assert named["row"] == (77 if "INSERT" in statement else 1)


def test_an_entry_in_force_that_is_marked_as_undone_is_named(told, raw) -> None:
    (undone, void) = raw.execute(
        "SELECT id, voided_by FROM entry WHERE voided_by IS NOT NULL"
    ).fetchone()
    assert _damage(raw, "UPDATE entry SET voided_by = ? WHERE id = 1", void).params["entry"] == 1
    lifted = _damage(raw, "UPDATE entry SET voided_by = NULL WHERE id = ?", undone)
    assert lifted.params["entry"] == undone


def test_an_event_that_names_a_row_which_is_gone_is_named(told, raw) -> None:
    ((event, document),) = raw.execute(
        "SELECT min(id), document FROM event WHERE document IS NOT NULL"
    ).fetchall()
    raw.execute("UPDATE commission SET document = NULL")  # named by its foreign key otherwise
    named = _damage(raw, "DELETE FROM document WHERE id = ?", document).params
    assert (named["event"], named["table"], named["row"]) == (event, "document", document)


def test_bytes_altered_behind_sqlite_are_found(told) -> None:
    path = told.register.path
    told.register.close()
    content = bytearray(path.read_bytes())
    page = content.find("Ковровое".encode()) // 4096 * 4096
    content[page : page + 2] = b"\xff\xff"
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(Damage):
        check(connection)


def test_an_index_that_does_not_follow_its_table_is_found(told) -> None:
    path = told.register.path
    told.register.close()
    with closing(sqlite3.connect(path)) as vandal, vandal:
        vandal.execute("PRAGMA writable_schema = ON")
        vandal.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(serial_number)', '(note)')"
            " WHERE name = 'camera_serial_number'"
        )
    with closing(sqlite3.connect(path)) as connection, pytest.raises(Damage) as caught:
        check(connection)
    assert "camera_serial_number" in str(caught.value)


def test_a_table_that_is_gone_is_damage_in_plain_words(told, raw) -> None:
    assert "event" in str(_damage(raw, "DROP TABLE event"))


def test_an_interrupted_check_is_no_damage(told) -> None:
    with closing(told.register.reader()) as connection:
        connection.set_progress_handler(lambda: 1, 50)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            check(connection)


def test_damage_is_the_clerks_trouble_and_says_what_to_do() -> None:
    assert issubclass(Damage, KnownError)
    assert "backup" in str(Damage("Something is wrong."))


def test_a_check_reads_one_state_while_entries_are_made(told) -> None:
    made = []

    def meanwhile(_what, _share) -> None:
        made.append(told.camera())

    with closing(told.register.reader()) as connection:
        before = told.check()
        assert check(connection, meanwhile).entries in (before.entries, before.entries + 1)
    assert len(made) > 5


def test_a_check_leaves_the_register_as_it_is(told) -> None:
    before = told.everything()
    path = told.register.path
    told.register.close()
    content = path.read_bytes()
    with Register.open(path, read_only=True) as register, closing(register.reader()) as connection:
        check(connection)
        told.register = register
        assert told.everything() == before
    assert path.read_bytes() == content
