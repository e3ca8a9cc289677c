"""A backup is a whole register in one file, or there is none."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from camdesk.domain.errors import KnownError
from camdesk.store import backup as backup_module
from camdesk.store.backup import backup
from camdesk.store.connection import connect_reader
from camdesk.store.register import Register


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "backup.camdesk"


def _nothing_new(target: Path, *expected: Path) -> None:
    assert sorted(target.parent.iterdir()) == sorted(expected)


def test_a_backup_is_the_register_in_one_file(told, make_clerk, target: Path) -> None:
    copied = backup(told.register.path, target)
    checked = told.check()
    assert (copied.path, copied.entries, copied.head) == (target, checked.entries, checked.head)
    _nothing_new(target, target)
    before = told.everything()
    with Register.open(target) as register:
        assert make_clerk(register).everything() == before
        make_clerk(register).camera("ЗКО-9")
        make_clerk(register).check()
    assert told.everything() == before


def test_a_backup_can_be_read_where_nothing_can_be_written(told, target: Path) -> None:
    backup(told.register.path, target)
    assert target.read_bytes()[18:20] == b"\1\1"  # it looks for no log
    with closing(sqlite3.connect(target.as_uri() + "?mode=ro&immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT count(*) FROM camera").fetchone() == (2,)


def test_a_backup_is_made_from_a_readers_connection_too(told, target: Path) -> None:
    with closing(told.register.reader()) as reader:
        copied = backup(reader, target)
        assert not reader.in_transaction
    assert copied.head == told.check().head


def test_a_backup_holds_one_moment_while_entries_are_made(
    told, make_clerk, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "_PAGES", 1)
    before, told_so_far = told.everything(), []

    def meanwhile(_what: str, share: float) -> None:
        told_so_far.append(share)
        if len(told_so_far) % 10 == 5:
            told.camera()

    backup(told.register.path, target, meanwhile)
    assert told_so_far == sorted(told_so_far)
    assert told_so_far[-1] == 1
    with Register.open(target) as register:
        assert make_clerk(register).everything() == before


def test_an_older_backup_is_replaced_by_a_newer_one(told, make_clerk, target: Path) -> None:
    backup(told.register.path, target)
    told.camera("ЗКО-9")
    backup(told.register.path, target)
    with Register.open(target, read_only=True) as register:
        assert make_clerk(register).everything() == told.everything()


def test_a_cancelled_backup_leaves_the_older_one(
    told, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(told.register.path, target)
    content = target.read_bytes()
    told.camera("ЗКО-9")
    monkeypatch.setattr(backup_module, "_PAGES", 5)
    for stop in (0.0, 0.3, 0.8):

        def cancel(_what: str, share: float, stop: float = stop) -> None:
            if share >= stop:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            backup(told.register.path, target, cancel)
        _nothing_new(target, target)
        assert target.read_bytes() == content


def test_the_register_itself_is_not_a_place_for_its_backup(told, tmp_path: Path) -> None:
    path = told.register.path
    link, hard = tmp_path / "link.camdesk", tmp_path / "hard.camdesk"
    link.symlink_to(path)
    hard.hardlink_to(path)
    before = told.everything()
    for name in (path, link, hard, path.parent / "." / path.name):
        with pytest.raises(KnownError, match="register itself"):
            backup(path, name)
    assert told.everything() == before


@pytest.mark.parametrize("content", [b"", b"Dear colleagues", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_register_is_not_replaced(told, target: Path, content: bytes) -> None:
    target.write_bytes(content)
    with pytest.raises(KnownError, match="not touched"):
        backup(told.register.path, target)
    assert target.read_bytes() == content
    _nothing_new(target, target)


def test_a_folder_is_not_replaced(told, target: Path) -> None:
    target.mkdir()
    with pytest.raises(KnownError, match=r"backup\.camdesk"):
        backup(told.register.path, target)
    _nothing_new(target, target)


def test_another_register_is_not_replaced(told, make_clerk, target: Path) -> None:
    with Register.create(target) as register:
        make_clerk(register).camera("ЗКО-777")
        with pytest.raises(KnownError, match="in use"):
            backup(told.register.path, target)
    content = target.read_bytes()
    with pytest.raises(KnownError, match="not an older backup"):
        backup(told.register.path, target)
    assert target.read_bytes() == content


def test_a_backup_with_entries_that_the_register_lost_is_not_replaced(
    told, make_clerk, target: Path, tmp_path: Path
) -> None:
    early = tmp_path / "early.camdesk"
    backup(told.register.path, early)
    told.camera("ЗКО-9")
    backup(told.register.path, target)
    with pytest.raises(KnownError, match="not an older backup"):
        backup(early, target)  # the register was taken back to an early backup meanwhile
    with Register.open(target, read_only=True) as register:
        assert make_clerk(register).everything() == told.everything()


def test_what_is_no_register_is_not_backed_up(tmp_path: Path, target: Path) -> None:
    with pytest.raises(KnownError, match="There is no file"):
        backup(tmp_path / "none.camdesk", target)
    _nothing_new(target)


def test_a_missing_folder_is_said(told, target: Path) -> None:
    with pytest.raises(KnownError, match="no folder"):
        backup(told.register.path, target.parent / "deeper" / "backup.camdesk")
    _nothing_new(target)


def test_a_full_disk_is_said_and_leaves_nothing(
    told, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(told.register.path, target)
    content = target.read_bytes()
    real = backup_module._open

    def small(path: Path) -> sqlite3.Connection:
        connection = real(path)
        if "unfinished" in path.name:
            connection.execute("PRAGMA max_page_count = 10")
        return connection

    monkeypatch.setattr(backup_module, "_open", small)
    with pytest.raises(KnownError, match=r"disk is full.*Free some space"):
        backup(told.register.path, target)
    _nothing_new(target, target)
    assert target.read_bytes() == content


CHILD = """
import resource, signal, sys
from pathlib import Path
from camdesk.domain.errors import KnownError
from camdesk.store.backup import backup
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    backup(Path(sys.argv[1]), Path(sys.argv[2]))
except KnownError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_disk_that_fails_is_said_and_leaves_nothing(told, target: Path) -> None:
    path = told.register.path
    told.register.close()
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(target)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "was not written" in child.stdout
    assert child.stderr == ""
    _nothing_new(target)


def test_a_copy_that_differs_does_not_count(
    told, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup_module._copy

    def spoil(source: sqlite3.Connection, unfinished: Path, tell) -> None:
        real(source, unfinished, tell)
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            copy.execute("DROP TRIGGER entry_is_append_only")
            copy.execute("PRAGMA foreign_keys = OFF")
            copy.execute("DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)")

    monkeypatch.setattr(backup_module, "_copy", spoil)
    with pytest.raises(KnownError, match="not like the register"):
        backup(told.register.path, target)
    _nothing_new(target)


def test_an_interrupted_backup_leaves_nothing(
    told, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect_reader(told.register.path)) as reader:
        reader.set_progress_handler(lambda: 1, 1)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            backup(reader, target)
    _nothing_new(target)


def test_backups_of_two_threads_do_not_disturb_each_other(told, target: Path) -> None:
    targets = [target.with_name(f"{number}.camdesk") for number in range(3)]
    threads = [threading.Thread(target=backup, args=(told.register.path, t)) for t in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _nothing_new(target, *targets)
