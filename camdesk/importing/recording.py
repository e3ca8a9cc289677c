"""What a planned row becomes in the register: a camera with its site and its first event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.importing.draft import Draft
from camdesk.store import own_fields
from camdesk.store.known import book_names
from camdesk.store.ledger import NewEvent
from camdesk.store.matching import numbers_in_use
from camdesk.store.search import fold_text
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

_NAMES = {"programme": "name_ru", "organisation": "name"}  # under which a new row is entered


class Books:
    """Rows of reference books by the names in the table, in any spelling that the register has.

    Missing ones are made, once.
    """

    def __init__(self, entry: EntryWriter) -> None:
        self._entry = entry
        self._ids: dict[str, dict[str, int]] = {}
        # As they are spelled in the table, without folding them again.
        self._spelled: dict[tuple[str, str | None, str | None], int] = {}

    def model(self, maker: str | None, name: str | None) -> int | None:
        """The model of that maker and name; None where neither is said."""
        if maker is None and name is None:
            return None
        found = self._spelled.get(("model", maker, name))
        if found is None:
            text = f"{maker or ''}\n{name or ''}"
            found = self._find("model", text, {"maker": maker, "name": name})
            self._spelled["model", maker, name] = found
        return found

    def named(self, table: str, name: str | None) -> int | None:
        """The row of a reference book; None where no name is said."""
        if name is None:
            return None
        found = self._spelled.get((table, name, None))
        if found is None:
            found = self._spelled[table, name, None] = self._find(
                table, name, {_NAMES[table]: name}
            )
        return found

    def site(self, facts: Mapping[str, Value]) -> int:
        """The site of that code, made where there is none; several cameras may hang there."""
        code = str(facts["code"])
        known = self._ids.setdefault("site", {})
        if code not in known:
            there = numbers_in_use(self._entry.connection, {"site.code": [code]})["site.code"]
            known[code] = there.get(code) or own_fields.add_row(self._entry, "site", facts)
        return known[code]

    def _find(self, table: str, name: str, facts: dict[str, Value]) -> int:
        if table not in self._ids:
            self._entry.flush()
            self._ids[table] = book_names(self._entry.connection, table)
        known, folded = self._ids[table], fold_text(name)
        if folded not in known:
            known[folded] = self._entry.add(table, facts)
        return known[folded]


def record_new(entry: EntryWriter, books: Books, draft: Draft, as_of: date | None) -> int:
    """Record the camera that `draft` describes, and return it."""
    facts = camera_facts(books, draft)
    # What the row does not date was so, at the latest, on the day the table speaks of.
    known = draft.occurred_on or (PartialDate.day(as_of) if as_of else None)
    opening: dict[str, object] = {
        "state": draft.state,
        "connected": draft.connected,
        "installed_on": draft.installed_on,
        "cost": draft.cost,
    }
    site: dict[str, Value] | None = None
    if draft.at is None and (draft.site or draft.operator):
        operator = books.named("organisation", draft.operator)
        site = draft.site if operator is None else {**draft.site, "operator": operator}
    if draft.at is None and not draft.shares_site and not draft.has_own:
        return entry.take_in(facts, NewEvent("opening", known, opening), site)
    at = draft.at
    if site is not None:
        at = books.site(site) if draft.shares_site else own_fields.add_row(entry, "site", site)
    camera = own_fields.add_row(entry, "camera", facts)
    entry.record(camera, NewEvent("opening", known, {**opening, "site": at}))
    return camera


def camera_facts(books: Books, draft: Draft) -> dict[str, Value]:
    """The facts of the camera that `draft` describes, with the rows that its names mean."""
    return {
        **draft.facts,
        "model": books.model(draft.maker, draft.model),
        "programme": books.named("programme", draft.programme),
        "balance_holder": books.named("organisation", draft.balance_holder),
    }
