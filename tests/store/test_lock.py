"""One program writes; the lock of a dead one is void."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from camdesk.store import lock as lock_module
from camdesk.store.lock import Holder, RegisterLock, user_name
from camdesk.store.register import Register

CHILD = """
import sys
from pathlib import Path
from camdesk.store.register import Register
register = Register.open(Path(sys.argv[1]))
print("open", register.read_only, flush=True)
sys.stdin.read()
"""


def test_a_killed_holder_is_named_until_its_death_and_then_forgotten(told, make_clerk) -> None:
    path = told.register.path
    told.register.close()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout.readline() == "open False\n"
    with Register.open(path) as register:
        assert register.read_only
        assert register.holder.user == user_name()
        assert register.holder.computer in str(register.holder)
    child.kill()
    child.communicate()
    with Register.open(path) as register:
        assert not register.read_only
        make_clerk(register).camera("ЗКО-9")
        make_clerk(register).check()


def test_the_lock_passes_on_when_it_is_released(tmp_path: Path) -> None:
    first, second = RegisterLock(tmp_path / "a.camdesk"), RegisterLock(tmp_path / "a.camdesk")
    other = RegisterLock(tmp_path / "b.camdesk")
    assert first.take() is None
    assert isinstance(second.take(), Holder)
    assert other.take() is None
    second.release()  # nothing of its own
    assert isinstance(second.take(), Holder)
    first.release()
    assert second.take() is None
    second.release()
    other.release()


def test_the_lock_is_released_in_whatever_thread(tmp_path: Path) -> None:
    lock, second = RegisterLock(tmp_path / "a.camdesk"), RegisterLock(tmp_path / "a.camdesk")
    lock.take()
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    assert second.take() is None
    second.release()


@pytest.mark.parametrize("note", ["", "[]", '{"name": 1}', None])
def test_a_holder_whose_note_cannot_be_read_is_unknown(tmp_path: Path, note: str | None) -> None:
    lock, second = RegisterLock(tmp_path / "a.camdesk"), RegisterLock(tmp_path / "a.camdesk")
    lock.take()
    file = lock.files[1]
    file.unlink() if note is None else file.write_text(note)
    assert second.take() == Holder("?", "?", "?")
    lock.release()


def test_a_note_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    lock = RegisterLock(tmp_path / "a.camdesk")
    lock.files[1].mkdir()
    assert lock.take() is None
    assert RegisterLock(tmp_path / "a.camdesk").take() is not None
    lock.files[1].rmdir()
    lock.release()


def test_a_person_without_a_name_is_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(lock_module.getpass, "getuser", nobody)
    assert user_name() == "?"
