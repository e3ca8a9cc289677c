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
        self._shared: dict[str, set[int]] = {}
        self._parents: dict[int, int | None] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        rows = connection.execute(
            # A place that was merged into another one is that one.
            "SELECT coalesce(merged_into, id), merged_into IS NULL, parent,"
            " name_ru, name_kk, name_en, also_written FROM place"
        )
        for place, itself, parent, *names, also in rows:
            if itself:
                self._parents[place] = parent
            self._names.setdefault(place, tuple(name for name in names if name))
            for name in (*names, *(also or "").split(";")):
                if folded := fold_text((name or "").strip()):
                    # A spelling that two places share names neither.
                    known = self._places.setdefault(folded, place)
                    self._places[folded] = place if known == place else None
                    self._shared.setdefault(folded, set()).add(place)

    def place(self, name: str) -> int | None:
        """The place of that name in any of its spellings; None where none or two have it."""
        return self._places.get(fold_text(name.strip()))

    def place_within(self, name: str, outer: int) -> int | None:
        """The place of that name that lies within `outer`, or is it; None where not just one."""
        inside = [
            place
            for place in self._shared.get(fold_text(name.strip()), ())
            if self.lies_within(place, outer)
        ]
        # A town may be called as the district around it: the inner one is meant.
        inner = [place for place in inside if place != outer] or inside
        return inner[0] if len(inner) == 1 else None

    def lies_within(self, place: int | None, outer: int) -> bool:
        """Whether a place lies within another one, or is it."""
        seen: set[int] = set()
        while place is not None and place not in seen:
            if place == outer:
                return True
            seen.add(place)
            place = self._parents.get(place)
        return False

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
