"""What holds for every test: its own home folder, one language, and silence.

An unexpected log record at WARNING or above fails the test, and so does a Qt warning
(pytest-qt, `qt_log_level_fail`) and any Python warning (`filterwarnings`).
"""

import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

# Before anything imports Qt, which reads these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
_SESSION_HOME = tempfile.TemporaryDirectory(prefix="camdesk-tests-")


def _home_variables(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CONFIG_DIRS": str(home / "etc"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DOCUMENTS_DIR": str(home / "documents"),
    }


os.environ |= _home_variables(Path(_SESSION_HOME.name))

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from camdesk.text import i18n  # noqa: E402

settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home folder; settings of the person who runs the tests are never touched."""
    home = tmp_path_factory.mktemp("home")
    for name, value in _home_variables(home).items():
        monkeypatch.setenv(name, value)
    if qt := sys.modules.get("PySide6.QtCore"):
        kinds = qt.QSettings.Format
        for kind in (kinds.NativeFormat, kinds.IniFormat):
            qt.QSettings.setPath(kind, qt.QSettings.Scope.UserScope, str(home / "config"))
            qt.QSettings.setPath(kind, qt.QSettings.Scope.SystemScope, str(home / "etc"))
    return home


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample register with its story: built once for all processes."""
    return _copy_of_sample(tmp_path_factory, "sample", story=True)


@pytest.fixture(scope="session")
def published_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample register without its story: built once for all processes."""
    return _copy_of_sample(tmp_path_factory, "published", story=False)


def _copy_of_sample(factory: pytest.TempPathFactory, name: str, *, story: bool) -> Path:
    from filelock import FileLock

    from camdesk.samples import build

    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    whole = shared / f"{name}.camdesk"
    with FileLock(shared / f"{name}.lock"):
        if not whole.exists():
            build(whole, story=story)
    return Path(shutil.copy(whole, factory.mktemp(name) / "sample.camdesk"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read message ids; one that wants another language sets it."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


class LogWatch(logging.Handler):
    """Keeps the records that nobody announced, and the announcements still open."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: list[re.Pattern[str]] = []
        self.unexpected: list[str] = []
        self.seen: set[re.Pattern[str]] = set()

    def emit(self, record: logging.LogRecord) -> None:
        said = f"{record.levelname} {record.name}: {record.getMessage()}"
        matching = [pattern for pattern in self.expected if pattern.search(said)]
        self.seen.update(matching)
        if not matching:
            self.unexpected.append(said)

    def complaints(self) -> list[str]:
        """What makes the test fail."""
        silent = [pattern.pattern for pattern in self.expected if pattern not in self.seen]
        return [f"unexpected log record: {said}" for said in self.unexpected] + [
            f"expected log record did not come: {pattern}" for pattern in silent
        ]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails the test on an unexpected log record at WARNING or above."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if complaints := watch.complaints():
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def expect_log(log_watch: LogWatch) -> Callable[[str], None]:
    """`expect_log(r"ERROR camdesk.store: .*disk")` announces a record, which then has to come."""

    def announce(pattern: str) -> None:
        log_watch.expected.append(re.compile(pattern))

    return announce
