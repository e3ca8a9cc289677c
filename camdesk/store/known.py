"""What the register has already: numbers in use, and places by any of their spellings."""

from __future__ import annotations

from camdesk.store.connection import Connection
from camdesk.store.search import fold_text

_NUMBERS = {
    "camera.inventory_number": (
        "SELECT inventory_number FROM camera WHERE inventory_number IS NOT NULL AND live = 1"
    ),
    "camera.serial_number": ("SELECT serial_number FROM camera WHERE serial_number IS NOT NULL"),
    "site.code": "SELECT code FROM site WHERE code IS NOT NULL",
}


class Known:
    """A look at the register as it stands when an import begins."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, set[str]] = {}
        self._places: dict[str, int | None] = {}
        rows = connection.execute(
            # A place that was merged into another one is that one.
            "SELECT coalesce(merged_into, id), name_ru, name_kk, name_en, also_written FROM place"
        )
        for place, *names, also in rows:
            for name in (*names, *(also or "").split(";")):
                if folded := fold_text((name or "").strip()):
                    # A spelling that two places share names neither.
                    known = self._places.setdefault(folded, place)
                    self._places[folded] = place if known == place else None

    def has(self, field: str, number: str) -> bool:
        """Whether another row has that number (of a live camera, or of a site)."""
        if field not in self._numbers:
            rows = self._connection.execute(_NUMBERS[field])
            self._numbers[field] = {row[0] for row in rows}
        return number in self._numbers[field]

    def place(self, name: str) -> int | None:
        """The place of that name in any of its spellings; None where none or two have it."""
        return self._places.get(fold_text(name.strip()))
