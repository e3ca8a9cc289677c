"""Reference books by the names that people use."""

from pathlib import Path

import pytest

from camdesk.store import books, cards
from camdesk.store.ledger import NewEvent
from camdesk.store.register import Register


@pytest.fixture
def register(tmp_path: Path):
    made = Register.create(tmp_path / "r.camdesk")
    with made.write("create") as entry:
        programme = entry.add(
            "programme", {"name_ru": "Ковровое покрытие", "name_kk": "Жаппай қамту"}
        )
        entry.add("programme", {"name_ru": "Подъезды"})
        camera = entry.add("camera", {"programme": programme})
        entry.record(camera, NewEvent("planned", None, {}))
    yield made
    made.close()


def test_a_programme_goes_by_its_name_in_the_language_asked_for(register: Register) -> None:
    connection = register.reader()
    (named,) = books.find(connection, "programme", "жаппай", language="kk")
    assert named.title == books.title(connection, "programme", named.id, "kk") == "Жаппай қамту"
    assert books.title(connection, "programme", named.id) == "Ковровое покрытие"
    (change,) = cards.history(connection, "camera", 1, "kk")["programme"]
    assert change.value == "Жаппай қамту"


def test_a_programme_is_found_by_either_name_and_shown_in_russian_where_it_has_no_other(
    register: Register,
) -> None:
    for language in ("ru", "kk"):
        for text in ("ковровое", "жаппай"):
            assert len(books.find(register.reader(), "programme", text, language=language)) == 1
    (found,) = books.find(register.reader(), "programme", "подъезды", language="kk")
    assert found.title == "Подъезды"
