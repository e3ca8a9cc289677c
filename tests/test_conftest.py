"""The harness itself: silence is watched, and nobody's home is touched."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

LOG = logging.getLogger("camdesk.test")


def test_an_announced_log_record_passes(expect_log: Callable[[str], None]) -> None:
    expect_log(r"WARNING camdesk\.test: .*disk")
    LOG.warning("the disk is nearly full")


def test_an_unannounced_log_record_is_a_complaint(log_watch) -> None:
    LOG.error("boom")
    LOG.info("fine")
    assert log_watch.complaints() == ["unexpected log record: ERROR camdesk.test: boom"]
    log_watch.unexpected.clear()


def test_an_announced_record_that_never_comes_is_a_complaint(log_watch, expect_log) -> None:
    expect_log("never")
    assert log_watch.complaints() == ["expected log record did not come: never"]
    log_watch.expected.clear()


def test_settings_of_qt_are_kept_in_the_folder_of_the_test(own_home: Path) -> None:
    assert Path.home() == own_home
    for settings in (
        QSettings("camdesk", "test"),
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "camdesk", "test"),
    ):
        assert Path(settings.fileName()).is_relative_to(own_home)


def test_standard_paths_of_qt_are_kept_in_the_folder_of_the_test(own_home: Path) -> None:
    config = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    assert Path(config).is_relative_to(own_home)
