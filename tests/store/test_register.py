"""Opening and making registers; what is no register is refused by name and never touched."""

import os
import sqlite3
import struct
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from camdesk.domain.errors import KnownError
from camdesk.store import register as register_module
from camdesk.store.register import Register
from camdesk.store.tables import APPLICATION_ID, SCHEMA_VERSION


def test_a_register_is_made_empty_and_opens_again(tmp_path: Path, make_clerk) -> None:
    path = tmp_path / "реестр.camdesk"
    with Register.create(path) as register:
        assert not register.read_only
        make_clerk(register).camera("ЗКО-1")
    with Register.open(path) as register:
        assert make_clerk(register).check().cameras == 1
    assert struct.unpack(">I", path.read_bytes()[68:72]) == (APPLICATION_ID,)


def test_nothing_but_the_register_and_its_lock_is_left_behind(register: Register) -> None:
    folder = register.path.parent
    register.close()
    assert sorted(path.name for path in folder.iterdir()) == [
        ".register.camdesk.lock",
        "register.camdesk",
    ]


def test_making_a_register_over_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleagues")
    with pytest.raises(KnownError, match=r"letter\.txt.* exists already"):
        Register.create(path)
    assert path.read_text() == "Dear colleagues"


@pytest.mark.parametrize("folder", ["no such folder", "letter.txt"])
def test_making_a_register_where_there_is_no_folder_is_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleagues")
    with pytest.raises(KnownError, match="cannot be made"):
        Register.create(tmp_path / folder / "register.camdesk")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_unfinished_register_never_has_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(register_module, "_migrate", fail)
        with pytest.raises(KnownError, match="disk I/O error"):
            Register.create(tmp_path / "register.camdesk")
    assert list(tmp_path.iterdir()) == []
    Register.create(tmp_path / "register.camdesk").close()


# What is no register


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE camera (id INTEGER)")
        connection.execute("PRAGMA user_version = 1")


def _newer(path: Path) -> None:
    Register.create(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.execute("PRAGMA journal_mode = DELETE")
    path.with_name(f".{path.name}.lock").unlink()


STRANGERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda _path: None, "There is no file"),
    "folder": (lambda path: path.mkdir(), "cannot be read"),
    "empty": (lambda path: path.touch(), "not an SQLite file"),
    "text": (lambda path: path.write_text("hello " * 100), "not an SQLite file"),
    "short": (lambda path: path.write_bytes(b"SQLite format 3\0"), "not an SQLite file"),
    "other": (_other_database, "another program"),
    "newer": (_newer, f"newer camdesk .schema {SCHEMA_VERSION + 1}"),
}


def _look(folder: Path) -> list[tuple]:
    return [
        (path.name, path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
        for path in sorted(folder.iterdir())
    ]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_is_no_register_is_refused_by_name_and_not_touched(
    tmp_path: Path, stranger: str, read_only: bool
) -> None:
    make, message = STRANGERS[stranger]
    path = tmp_path / f"{stranger}.camdesk"
    make(path)
    before = _look(tmp_path)
    with pytest.raises(KnownError, match=message) as caught:
        Register.open(path, read_only=read_only)
    assert path.name in str(caught.value)
    assert _look(tmp_path) == before


def test_a_register_that_is_damaged_at_its_head_is_the_clerks_trouble(register: Register) -> None:
    path = register.path
    register.close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])
    with pytest.raises(KnownError, match="cannot be opened"):
        Register.open(path)
    path.write_bytes(content)
    Register.open(path).close()  # the failure did not keep the lock


def test_a_register_in_a_network_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = []

    def refuse(path: Path) -> None:
        refused.append(path)
        raise KnownError("network")

    monkeypatch.setattr(register_module, "refuse_network_folder", refuse)
    for act in (Register.open, Register.create):
        with pytest.raises(KnownError, match="network"):
            act(tmp_path / "register.camdesk")
    assert len(refused) == 2
    assert list(tmp_path.iterdir()) == []


# One writes, others read


def test_a_second_window_reads_and_names_the_holder(register: Register, make_clerk) -> None:
    clerk = make_clerk(register)
    clerk.camera("ЗКО-1")
    with Register.open(register.path) as second:
        assert second.read_only
        assert second.holder is not None
        assert second.holder.user == register.author
        reading = make_clerk(second)
        clerk.camera("ЗКО-2")
        assert len(reading.picture()["camera"]) == 2
        with pytest.raises(KnownError, match="open for writing elsewhere") as caught:
            reading.camera("ЗКО-3")
        assert register.author in str(caught.value)
        with pytest.raises(KnownError):
            second.void(1)
    register.close()
    with Register.open(register.path) as again:
        assert not again.read_only


def test_a_register_asked_for_reading_takes_no_lock(register: Register, make_clerk) -> None:
    register.close()
    with Register.open(register.path, read_only=True) as reading:
        with Register.open(register.path) as writing:
            assert not writing.read_only
        assert reading.holder is None
        with pytest.raises(KnownError, match="reading only"):
            make_clerk(reading).camera()


def test_a_register_in_a_sealed_folder_is_read_without_a_trace(
    told, make_clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, path = told.everything(), told.register.path
    told.register.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    folder = _look(path.parent)
    with Register.open(path) as register:
        assert register.read_only
        assert make_clerk(register).everything() == before
        assert _look(path.parent) == folder


def test_a_link_leads_to_the_same_register_and_lock(register: Register) -> None:
    link = register.path.with_name("link.camdesk")
    link.symlink_to(register.path)
    with Register.open(link) as second:
        assert second.read_only


def test_closing_folds_the_log_into_the_file_and_may_be_done_twice(told) -> None:
    path = told.register.path
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    told.register.close()
    told.register.close()
    assert not log.exists()


def test_entries_of_many_threads_wait_for_each_other(clerk) -> None:
    threads = [threading.Thread(target=clerk.camera, args=(f"n{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clerk.check().entries == 8


def test_an_interrupted_entry_is_taken_back(clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.camera("ЗКО-1")
    before = clerk.everything()

    def interrupt() -> int:
        return 1

    clerk.register._writer.set_progress_handler(interrupt, 100)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        clerk.import_cameras(*[{}] * 50)
    clerk.register._writer.set_progress_handler(None, 0)
    assert clerk.everything() == before
    clerk.camera("ЗКО-2")


def test_today_is_the_calendar_day_of_the_office(tmp_path: Path) -> None:
    late = datetime(2026, 11, 23, 2, 0, tzinfo=timezone(timedelta(hours=5)))
    with Register.create(tmp_path / "a.camdesk", clock=lambda: late) as register:
        assert register.today.isoformat() == "2026-11-23"
        with register.write("place") as entry:
            entry.add("place", {"kind": "city", "name_ru": "Уральск"})
        with closing(register.reader()) as connection:
            row = connection.execute("SELECT recorded_at, recorded_on FROM entry").fetchone()
    assert row == ("2026-11-22T21:00:00.000+00:00", "2026-11-23")
    assert late.astimezone(UTC).day == 22
