"""What the words of a table may stand for: the register's own lists, and the names it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from camdesk.importing.fields import TARGETS, values_of
from camdesk.importing.labels import words_of
from camdesk.importing.mapping import Mapping as Made
from camdesk.store import books
from camdesk.store.connection import Connection
from camdesk.store.known import Known, book_names
from camdesk.store.search import fold_text
from camdesk.text.closeness import suggest
from camdesk.text.i18n import language, tr

_MOST = 5000  # names of one book that are offered
_BOOKS = {"camera.programme": "programme"}


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """The names of places, programmes and organisations that the register has."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by book
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by book, folded
    places: Known | None = None  # in any of their spellings

    def choices(self, target: str) -> list[tuple[str, str]]:
        """What a word of the field may stand for: values with labels."""
        allowed = values_of(target)
        if allowed is None:
            return []
        if allowed:
            return [(value, tr(label)) for value, label in allowed]
        return [(name, name) for name in self.names.get(book_of(target), ())]

    def is_known(self, target: str, text: str) -> bool:
        """Whether the register knows a name as it stands in the table."""
        book = book_of(target)
        if book == "place":
            return self.places is not None and self.places.place(text) is not None
        return fold_text(text) in self.known.get(book, ())

    def suggestion(self, target: str, text: str) -> tuple[str, str] | None:
        """The value, with its label, that was probably meant; never taken unasked."""
        choices = self.choices(target)
        near = suggest(text, [label for _, label in choices], 1)
        found = next((choice for choice in choices if choice[1] in near), None)
        if found is not None:
            return found
        # Spelled much like a word of another language, or one that tables use.
        known = words_of(target)
        value = next((known[word] for word in suggest(text, known, 1)), None)
        return next((choice for choice in choices if choice[0] == value), None)


def register_words(connection: Connection) -> RegisterWords:
    """The names that the register has now."""
    places = Known(connection)
    names = {"place": tuple(dict.fromkeys(places.place_names))}
    known: dict[str, frozenset[str]] = {}
    for table in ("programme", "organisation"):
        there = books.find(connection, table, "", _MOST, language())
        names[table] = tuple(dict.fromkeys(row.title for row in there))
        known[table] = frozenset(book_names(connection, table))
    return RegisterWords(names, known, places)


def book_of(target: str) -> str:
    """In which reference book the names of a field stand."""
    if target in TARGETS and TARGETS[target].kind == "place":
        return "place"
    return _BOOKS.get(target, "organisation")


def must_be_known(target: str) -> bool:
    """Whether a word without a meaning refuses its row; an unknown name is entered otherwise."""
    allowed = values_of(target)
    return allowed is not None and (bool(allowed) or TARGETS[target].kind == "place")


def sorted_words(
    words: RegisterWords, target: str, counts: Mapping[str, int], values: Mapping[str, str]
) -> list[str]:
    """The texts of a column: those without a meaning first, then by how often they stand there."""

    def rank(text: str) -> tuple[bool, int, str]:
        return bool(means(words, target, text, values)), -counts[text], text

    return sorted(counts, key=rank)


def means(words: RegisterWords, target: str, text: str, values: Mapping[str, str]) -> str:
    """The register's word for a text of the table; empty where it has none."""
    if (value := values.get(text)) is not None:
        return value
    if not values_of(target) and words.is_known(target, text):
        return text
    return ""


def without_meaning(
    words: RegisterWords, target: str, texts: Iterable[str], values: Mapping[str, str]
) -> list[str]:
    """The texts that would refuse their rows."""
    if not must_be_known(target):
        return []
    return [text for text in texts if not means(words, target, text, values)]


def with_labels(mapping: Made, words: RegisterWords) -> Made:
    """The mapping that also knows the register's own words, which a person types into a cell."""
    values = {name: dict(some) for name, some in mapping.values.items()}
    for target in mapping.columns.values():
        if values_of(target):
            own = {label: value for value, label in words.choices(target)}
            values[target] = {**own, **values.get(target, {})}
    return replace(mapping, values=values)
