"""What the house counts on: its files are found, and the PySide6 in use is a sound one."""

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtGui import QStandardItem, QStandardItemModel

import camdesk
from camdesk import paths
from camdesk.paths import resource

CALLS = 2000


def test_resources_are_found_in_a_checkout() -> None:
    assert resource() == Path(__file__).parent.parent / "resources"
    assert resource("translations", "camdesk.pot").is_file()


def test_resources_inside_the_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "camdesk" / "resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "camdesk")
    assert resource("icons") == tmp_path / "camdesk" / "resources" / "icons"


def test_the_installed_version_is_the_one_of_the_code() -> None:
    assert version("camdesk") == camdesk.__version__


@pytest.mark.parametrize(
    "call",
    [
        lambda model, row: model.item(row, 0).setText("x"),
        lambda model, row: model.setItem(row, 1, QStandardItem()),
        lambda model, row: model.appendRow(QStandardItem()),
    ],
    ids=["setText", "setItem", "appendRow"],
)
def test_pyside_loses_no_reference_to_none(
    call: Callable[[QStandardItemModel, int], None],
) -> None:
    # PySide6 6.12.0 on Python 3.11 gave one away in each call, until the process died.
    # Wrappers that live on may hold some more: only a loss is dangerous.
    model = QStandardItemModel(CALLS, 2)
    for row in range(CALLS):
        model.setItem(row, 0, QStandardItem())
    before = sys.getrefcount(None)
    for row in range(CALLS):
        call(model, row)
    assert sys.getrefcount(None) - before > -CALLS // 10


@pytest.mark.parametrize("module", ["camdesk.text.i18n", "camdesk.paths"])
def test_the_core_starts_without_qt_and_without_babel(module: str) -> None:
    code = f"import sys, {module}; print(*(m for m in ('PySide6', 'babel') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
