"""Any part of any word finds, in any case, with the letters of Kazakh, whatever signs are in it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from camdesk.domain.lifecycle import State
from camdesk.store import search
from camdesk.store.ledger import NewEvent


def _found(clerk, query: str, table: str = "camera") -> set[int]:
    """The rows that have every term of `query`."""
    found: set[int] | None = None
    for term in search.terms(query):
        condition, values = search.index_condition(table, term)
        rows = {row[0] for row in clerk.rows(f"SELECT id FROM {table} WHERE {condition}", *values)}
        found = rows if found is None else found & rows
    return found or set()


@pytest.mark.parametrize("letter", "ӘҒҚҢӨҰҮҺІӘ")
def test_kazakh_letters_are_found_in_any_case(clerk, letter: str) -> None:
    camera = clerk.camera(note=f"улица {letter}лу{letter.lower()}")
    clerk.camera(note="улица")
    for query in (f"{letter}лу", f"{letter.lower()}ЛУ", f"лу{letter}", letter, letter.lower()):
        assert _found(clerk, query) == {camera}, query


@pytest.mark.parametrize(
    ("note", "queries"),
    [
        ("cam-12", ["cam-12", "CAM-1", "m-1", "-12", "12"]),
        ("192.168.0.1", ["192.168.0.1", "168.0", ".0.", ".1"]),
        ("(x) у входа", ["(x", "(x)", "ВХОД", "(x вхо"]),
        ('столб "левый"', ['"левый"', '"', '"лев', 'столб "']),
        ("it's * NEAR AND OR", ["it's", "*", "near", "AND", "or", "'s"]),
        ("a%b_c", ["a%b", "b_c", "%", "_"]),
        ("Сәтпаев көшесі, 17/2", ["сәтп көше", "көше сәтп", "17/2", ", 17"]),
        ("Алматы ёлка", ["елка", "ЁЛКА", "ёлк"]),
        ("NOT:note^2 {-}", ["not:note", "^2", "{-}", ":"]),
        ("камера\u0438\u0306", ["камерай", "КАМЕРАЙ"]),
        ("😀 смайлик", ["😀", "😀 смай"]),
    ],
)
def test_any_part_of_a_word_is_found_and_no_sign_means_anything(
    clerk, note: str, queries: list[str]
) -> None:
    camera = clerk.camera(note=note)
    other = clerk.camera(note="совсем другое")
    for query in queries:
        found = _found(clerk, query)
        assert camera in found, query
        assert other not in found or query in "совсем другое", query


def test_letters_alone_do_not_match_as_wildcards(clerk) -> None:
    clerk.camera(note="axb")
    assert _found(clerk, "a%b") == set()
    assert _found(clerk, "%") == set()
    assert _found(clerk, "a_b") == set()


def test_nothing_is_looked_for_in_blanks() -> None:
    assert search.terms(" \t \n\x00") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=12), begin=st.integers(0, 11), size=st.integers(1, 12))
def test_every_part_of_every_word_is_found(clerk, text: str, begin: int, size: int) -> None:
    words = search.terms(text.encode("utf-8", "ignore").decode())
    camera = clerk.camera(note=" ".join(words))
    for word in words:
        part = word[begin % len(word) :][:size]
        assert not search.terms(part) or camera in _found(clerk, part)


def test_a_camera_is_found_by_its_numbers_and_its_site(clerk) -> None:
    site = clerk.add("site", code="У-17", name="Рынок", address="ул. Құрманғазы, 5")
    camera = clerk.camera("ЗКО-000412", serial_number="DS-77")
    assert _found(clerk, "құрманғазы") == set()
    clerk.step(camera, "installed", site=site)
    for query in ("000412", "ds-77", "құрманғазы", "рынок", "у-17", "зко рынок"):
        assert _found(clerk, query) == {camera}
    assert _found(clerk, "рын", "site") == {site}


def test_the_index_follows_corrections_moves_undo_and_redo(clerk) -> None:
    old, new = clerk.add("site", address="Абая"), clerk.add("site", address="Жангир хана")
    camera = clerk.camera(note="первая")
    clerk.step(camera, "installed", site=old)
    clerk.correct("site", old, address="Алматинская")
    assert (_found(clerk, "абая"), _found(clerk, "алмати")) == (set(), {camera})
    with clerk.register.write("moved") as entry:
        entry.record(camera, NewEvent("removed"))
        entry.record(camera, NewEvent("installed", None, {"site": new}))
    assert (_found(clerk, "алмати"), _found(clerk, "жангир")) == (set(), {camera})
    clerk.register.undo()
    assert (_found(clerk, "алмати"), _found(clerk, "жангир")) == ({camera}, set())
    clerk.register.redo()
    assert (_found(clerk, "алмати"), _found(clerk, "жангир")) == (set(), {camera})
    clerk.correct("camera", camera, note="вторая")
    assert (_found(clerk, "первая"), _found(clerk, "вторая")) == (set(), {camera})
    clerk.check()


def test_a_camera_that_leaves_the_register_leaves_the_index(clerk) -> None:
    camera = clerk.camera("ЗКО-1", State.PLANNED)
    clerk.register.undo()
    assert _found(clerk, "зко-1") == set()
    clerk.register.redo()
    assert _found(clerk, "зко-1") == {camera}
