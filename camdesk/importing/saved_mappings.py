"""Mappings kept in the register under a name, and recognised when the same table comes again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from camdesk.domain.errors import N_, KnownError
from camdesk.importing.fields import is_own, own_target
from camdesk.importing.mapping import Mapping
from camdesk.importing.reader import Table
from camdesk.store import own_fields, saved_views
from camdesk.store.connection import Connection
from camdesk.store.writer import EntryWriter

PAGE = "import"  # the mappings lie among the saved views of this page
_TEXT = "mapping"


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping with its row in the register."""

    id: int
    name: str
    mapping: Mapping


def all_saved(connection: Connection) -> list[SavedMapping]:
    """The mappings of the register by name; one that cannot be read any more is passed over."""
    found = []
    for view in saved_views.views(connection, PAGE):
        try:
            mapping = Mapping.read(str(view.settings.get(_TEXT, "")), view.name)
        except KnownError:
            continue
        found.append(SavedMapping(view.id, view.name, replace(mapping, name=view.name)))
    return found


def save(entry: EntryWriter, mapping: Mapping, name: str) -> int:
    """Keep `mapping` under `name`, in the place of an older one of that name; returns its id."""
    bare = " ".join(name.split())
    if not bare:
        raise KnownError(N_("The mapping has no name."), N_("Enter one."))
    text = replace(mapping, name=bare).toml()
    return saved_views.save(entry, PAGE, bare, {_TEXT: text})


def forget(entry: EntryWriter, saved: int) -> None:
    """Offer the mapping with this id no longer; undoing the entry brings it back."""
    entry.correct("saved_view", saved, {"archived": 1})


def recognise(connection: Connection, table: Table) -> Mapping | None:
    """The saved mapping that fits `table`, or None.

    It fits where the table has every column that it names; of several, the one that explains
    most of the table, and of equal ones the one saved last.
    """
    there = set(table.columns)
    own = {own_target(one).name for one in own_fields.all_fields(connection)}
    fitting = [
        one
        for one in all_saved(connection)
        if one.mapping.columns
        and there.issuperset(one.mapping.columns)
        and not _missing(one.mapping, own)
    ]
    best = max(fitting, key=lambda one: (len(one.mapping.columns), one.id), default=None)
    return best.mapping if best else None


def _missing(mapping: Mapping, own: Iterable[str]) -> bool:
    """Whether the mapping feeds an own field that the register does not have (any more)."""
    fed = {*mapping.columns.values(), *mapping.constants}
    return any(is_own(target) for target in fed.difference(own))
