"""What the register knows by name: reference books, and places by any of their spellings."""

from __future__ import annotations

from camdesk.store.connection import Connection
from camdesk.store.search import fold_text

# By table: the texts by which a row is known; a row that was merged stands for the other.
_BOOKS = {
    "programme": "SELECT coalesce(merged_into, id), name_ru, name_kk, name_en FROM programme",
    "organisation": "SELECT coalesce(merged_into, id), name, bin FROM organisation",
    "model": "SELECT coalesce(merged_into, id), coalesce(maker, '') || char(10)"
    " || coalesce(name, '') FROM model",
}


def book_names(connection: Connection, table: str) -> dict[str, int]:
    """The rows of a reference book by all their names, folded; the oldest of like-named ones."""
    named: dict[str, int] = {}
    for row, *names in connection.execute(_BOOKS[table] + " ORDER BY id"):
        for name in names:
            if name:
                named.setdefault(fold_text(name), row)
    return named


def book_spellings(connection: Connection, table: str) -> dict[str, str]:
    """All names of a reference book as they are written, by the folded name."""
    return {
        fold_text(name): name
        for _, *names in connection.execute(_BOOKS[table])
        for name in names
        if name
    }


class Known:
    """A look at the register as it stands when an import begins."""

    def __init__(self, connection: Connection) -> None:
        self._places: dict[str, int | None] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        rows = connection.execute(
            # A place that was merged into another one is that one.
            "SELECT coalesce(merged_into, id), name_ru, name_kk, name_en, also_written FROM place"
        )
        for place, *names, also in rows:
            self._names.setdefault(place, tuple(name for name in names if name))
            for name in (*names, *(also or "").split(";")):
                if folded := fold_text((name or "").strip()):
                    # A spelling that two places share names neither.
                    known = self._places.setdefault(folded, place)
                    self._places[folded] = place if known == place else None

    def place(self, name: str) -> int | None:
        """The place of that name in any of its spellings; None where none or two have it."""
        return self._places.get(fold_text(name.strip()))

    def place_name(self, place: int) -> str:
        """How the register calls a place."""
        return next(iter(self._names.get(place, ())), "")

    @property
    def place_spellings(self) -> dict[str, int]:
        """The places by their folded spellings, but for those that several share."""
        return {name: place for name, place in self._places.items() if place is not None}

    @property
    def place_names(self) -> tuple[str, ...]:
        """All names of places, to look among for what was meant."""
        return tuple(name for names in self._names.values() for name in names)
