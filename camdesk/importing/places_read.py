"""Places in the words of a table: with or without “г.”, район, ауданы; exact, never guessed."""

from __future__ import annotations

import re

from camdesk.domain.errors import N_, KnownError
from camdesk.store.known import Known
from camdesk.store.search import fold_text
from camdesk.text.closeness import suggest

# What kind of place a word before or behind the name says, in the languages of the country.
_KINDS = {
    "city": "г город гор қ қаласы қала к каласы city town",
    "district": "р-н район р-он рн аудан ауданы district",
    "region": "обл область облысы облыс region oblast",
    "settlement": "с село пос поселок п пгт аул ауыл ауылы а/о с/о а.о с.о village",
    "microdistrict": "мкр мкрн мкр-н микрорайон ш/а шағын_ауданы шағын_аудан microdistrict",
}
_KIND_OF = {
    word.replace("_", " "): kind for kind, listed in _KINDS.items() for word in listed.split()
}
_WORDS = "|".join(re.escape(word) for word in sorted(_KIND_OF, key=len, reverse=True))
_BEFORE = re.compile(rf"({_WORDS})(?:\.\s*|\s+)(\S.*)")
_BEHIND = re.compile(rf"(.*\S)(?:\s+|,\s*|\s*\()({_WORDS})\.?\)?")


class PlaceReader:
    """Finds the places of one register by the words of a table."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._bare: dict[str, set[tuple[str | None, int]]] = {}
        for name, place in known.place_spellings.items():
            kind, bare = _parted(name)
            self._bare.setdefault(bare, set()).add((kind, place))

    def find(self, text: str, within: int | None = None) -> int:
        """The place that `text` names, `within` another one where that is said.

        KnownError, with close names, where none has that name or several have.
        """
        place = None if within is None else self._known.place_within(text, within)
        place = self._one(text) if place is None else place
        if place is not None and within is not None and not self._known.lies_within(place, within):
            raise KnownError(
                N_("“{text}” does not lie in “{district}”"),
                text=text,
                district=self._known.place_name(within),
            )
        parts = [part for part in text.split(",") if part.strip()]
        if place is None and len(parts) > 1:
            # From the region down to the town: each of them must be known.
            found = [self._one(part) for part in parts]
            place = found[-1] if None not in found else None
        if place is None:
            raise KnownError(
                N_("“{text}” is no place that the register knows"),
                text=text,
                suggestions=self._suggestions(text),
            )
        return place

    def _one(self, text: str) -> int | None:
        exact = self._known.place(text)
        if exact is not None:
            return exact
        kind, bare = _parted(fold_text(" ".join(text.split())))
        fitting = {
            place
            for known_kind, place in self._bare.get(bare, ())
            if kind is None or known_kind is None or kind == known_kind
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _suggestions(self, text: str) -> tuple[str, ...]:
        names = self._known.place_names
        last = text.split(",")[-1]
        close = suggest(last, names)
        if not close:
            kind, bare = _parted(fold_text(" ".join(last.split())))
            stems = {_parted(fold_text(name))[1]: name for name in names}
            close = tuple(stems[one] for one in suggest(bare, stems)) if kind else ()
        return close


def _parted(name: str) -> tuple[str | None, str]:
    """The kind that a folded name says, if it does, and the name without that word."""
    if match := _BEFORE.fullmatch(name):
        return _KIND_OF[match[1]], match[2].strip()
    if match := _BEHIND.fullmatch(name):
        return _KIND_OF[match[2]], match[1].strip()
    return None, name
