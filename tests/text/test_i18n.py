"""Translations: found at the time of the call, filled in after translation."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from camdesk.text import i18n

CATALOGUE = """
msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && \\
(n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Camera {number}"
msgstr "Камера {number}"

msgid "{n} camera in {place}"
msgid_plural "{n} cameras in {place}"
msgstr[0] "{n} камера, {place}"
msgstr[1] "{n} камеры, {place}"
msgstr[2] "{n} камер, {place}"

msgctxt "of a camera"
msgid "State"
msgstr "Состояние"
""".replace("\\\n", "")


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Russian catalogue of three texts, in place of the real one."""
    folder = tmp_path / "translations" / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = folder / "camdesk.po"
    po.write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(i18n, "resource", tmp_path.joinpath)
    i18n._load.cache_clear()
    yield po
    i18n._load.cache_clear()


def test_english_needs_no_catalogue() -> None:
    assert i18n.language() == "en"
    assert i18n.tr("Camera {number}", number=7) == "Camera 7"
    assert i18n.ntr("{n} camera", "{n} cameras", 1) == "1 camera"
    assert i18n.ntr("{n} camera", "{n} cameras", 5) == "5 cameras"
    assert i18n.ptr("of a camera", "State") == "State"


def test_the_language_is_the_one_at_the_time_of_the_call(catalogue: Path) -> None:
    i18n.set_language("ru")
    assert i18n.language() == "ru"
    assert i18n.tr("Camera {number}", number=7) == "Камера 7"
    i18n.set_language("en")
    assert i18n.tr("Camera {number}", number=7) == "Camera 7"


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 камера"), (3, "3 камеры"), (11, "11 камер"), (22, "22 камеры")]
)
def test_russian_has_three_plurals(catalogue: Path, n: int, said: str) -> None:
    i18n.set_language("ru")
    text = i18n.ntr("{n} camera in {place}", "{n} cameras in {place}", n, place="Аксай")
    assert text == f"{said}, Аксай"


def test_a_context_tells_equal_words_apart(catalogue: Path) -> None:
    i18n.set_language("ru")
    assert i18n.ptr("of a camera", "State") == "Состояние"
    assert i18n.ptr("of a country", "State") == "State"
    assert i18n.ptr(*i18n.P_("of a camera", "State")) == "Состояние"


def test_a_text_without_translation_and_an_empty_one_stay_as_they_are(catalogue: Path) -> None:
    i18n.set_language("ru")
    assert i18n.tr("Nobody translated this") == "Nobody translated this"
    assert i18n.tr("") == ""


def test_braces_in_the_data_are_left_alone(catalogue: Path) -> None:
    i18n.set_language("ru")
    assert i18n.tr("Camera {number}", number="{x}") == "Камера {x}"


def test_a_compiled_catalogue_is_read_unless_the_source_is_newer(catalogue: Path) -> None:
    compiled = catalogue.with_suffix(".mo")
    compiled.write_bytes(i18n._compiled(catalogue.read_bytes()))
    later = time.time() + 10
    edited = CATALOGUE.replace("Камера {number}", "Новая {number}")
    catalogue.write_text(edited, encoding="utf-8")
    os.utime(compiled, (later, later))
    i18n.set_language("ru")
    assert i18n.tr("Camera {number}", number=7) == "Камера 7"
    os.utime(catalogue, (later + 1, later + 1))
    i18n._load.cache_clear()
    i18n.set_language("ru")
    assert i18n.tr("Camera {number}", number=7) == "Новая 7"


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_every_language_is_opened(code: str) -> None:
    i18n.set_language(code)
    assert i18n.language() == code
    assert i18n.tr("Camera") != ""


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.set_language("fr")
    assert i18n.language() == "en"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["kk_KZ.UTF-8"], "kk"),
        (["kk-Cyrl-KZ", "ru"], "kk"),
        (["de_DE", "en_GB"], "en"),
        (["ru_KZ"], "ru"),
        (["de_DE"], "ru"),
        (["C.UTF-8"], "ru"),
        ([], "ru"),
    ],
)
def test_the_language_of_the_system_is_taken_where_we_speak_it(names: list[str], code: str) -> None:
    assert i18n.detect_language(names) == code


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "ru"),
        ({"LANG": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LANGUAGE": "kk:ru"}, "kk"),
        ({"LANG": "C", "LANGUAGE": "en"}, "ru"),
    ],
)
def test_the_environment_is_read_as_gettext_reads_it(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], code: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.detect_language() == code
