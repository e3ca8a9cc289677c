"""What a person chose is there the next day; nonsense in the file counts as never said."""

import pytest
from PySide6.QtCore import QByteArray

from camdesk.gui.kit.settings import RECENT_FILES, Column, Settings
from camdesk.gui.kit.theme import Mode


@pytest.fixture
def path(tmp_path):
    return tmp_path / "camdesk.ini"


@pytest.fixture
def settings(path):
    return Settings(path)


def again(settings):
    settings.save()
    return Settings(settings.path)


def test_nothing_is_said_at_first(settings):
    assert settings.language is None
    assert settings.theme is Mode.SYSTEM
    assert settings.recent_files() == []
    assert settings.columns("cameras") == []
    assert settings.layout("window").isEmpty()
    assert settings.text("dialect", "ru") == "ru"


def test_choices_are_there_the_next_day(settings):
    settings.language = "kk"
    settings.theme = "dark"
    settings.set_text("dialect", "en")
    settings.set_layout("window", QByteArray(b"\x00\xff geometry"))
    settings = again(settings)
    assert settings.language == "kk"
    assert settings.theme is Mode.DARK
    assert settings.text("dialect") == "en"
    assert settings.layout("window") == QByteArray(b"\x00\xff geometry")
    settings.language = None
    assert again(settings).language is None


@pytest.mark.parametrize("count", [1, 2])
def test_columns_keep_order_width_and_whether_they_are_shown(settings, count):
    columns = [Column("state", 210), Column("note", 80, visible=False)][:count]
    settings.set_columns("cameras", columns)
    assert again(settings).columns("cameras") == columns


def test_nonsense_in_the_file_counts_as_never_said(path):
    text = "[General]\nlanguage=tlh\ntheme=pink\n[columns]\ncameras=x, state|wide, ok|80|shown\n"
    path.write_text(text + "[layout]\nwindow=7\n", encoding="utf-8")
    settings = Settings(path)
    assert settings.language is None
    assert settings.theme is Mode.SYSTEM
    assert settings.columns("cameras") == [Column("ok", 80)]
    assert settings.layout("window").isEmpty()


@pytest.mark.parametrize("count", [1, 3])
def test_recent_registers_are_the_latest_first_and_each_once(settings, tmp_path, count):
    files = [tmp_path / f"реестр {i}.camdesk" for i in range(count)]
    for file in files:
        file.touch()
        settings.add_recent_file(file)
    settings.add_recent_file(files[0])
    expected = [files[0], *reversed(files[1:])]
    assert again(settings).recent_files() == expected


def test_a_register_that_is_gone_is_not_offered(settings, tmp_path):
    here, gone = tmp_path / "here.camdesk", tmp_path / "gone.camdesk"
    here.touch()
    settings.add_recent_file(gone)
    settings.add_recent_file(here)
    assert settings.recent_files() == [here]
    settings.forget_recent_file(here)
    assert again(settings).recent_files() == []


def test_only_so_many_are_remembered(settings, tmp_path):
    for i in range(RECENT_FILES + 3):
        (tmp_path / f"{i}").touch()
        settings.add_recent_file(tmp_path / f"{i}")
    assert len(settings.recent_files()) == RECENT_FILES


def test_the_file_is_in_the_config_folder_of_the_person(own_home):
    assert Settings().path.is_relative_to(own_home)
    assert Settings().path.suffix == ".ini"
