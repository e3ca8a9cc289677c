"""What a planned row becomes in the register: a camera with its site and its first event."""

from __future__ import annotations

from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.importing.draft import Draft
from camdesk.store import own_fields
from camdesk.store.ledger import NewEvent
from camdesk.store.writer import EntryWriter


class Books:
    """Rows of reference books by the names in the table; missing ones are made, once."""

    def __init__(self, entry: EntryWriter) -> None:
        self._entry = entry
        self._ids: dict[tuple[str, str | None, str | None], int] = {}

    def model(self, maker: str | None, name: str | None) -> int | None:
        if maker is None and name is None:
            return None
        return self._find("model", maker, name, {"maker": maker, "name": name})

    def named(self, table: str, column: str, name: str | None) -> int | None:
        return None if name is None else self._find(table, name, None, {column: name})

    def _find(
        self, table: str, first: str | None, second: str | None, facts: dict[str, str | None]
    ) -> int:
        key = (table, first, second)
        if key not in self._ids:
            self._ids[key] = self._entry.find_or_add(table, facts)
        return self._ids[key]


def record_new(entry: EntryWriter, books: Books, draft: Draft, as_of: date | None) -> int:
    """Record the camera that `draft` describes, and return it."""
    stated = {column: value for column, value in draft.site.items() if value is not None}
    site = None
    if stated or draft.place:
        site = own_fields.add_row(entry, "site", {**stated, "place": draft.place})
    camera = own_fields.add_row(
        entry,
        "camera",
        {
            **draft.facts,
            "model": books.model(draft.maker, draft.model),
            "programme": books.named("programme", "name_ru", draft.programme),
            "balance_holder": books.named("organisation", "name", draft.balance_holder),
        },
    )
    # What the row does not date was so, at the latest, on the day the table speaks of.
    known = draft.occurred_on or (PartialDate.day(as_of) if as_of else None)
    entry.record(
        camera,
        NewEvent(
            "opening",
            known,
            {
                "state": draft.state,
                "site": site,
                "connected": draft.connected,
                "installed_on": draft.installed_on,
            },
        ),
    )
    return camera
