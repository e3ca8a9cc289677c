"""What makes one list page differ from another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from camdesk.domain.own_fields import OwnField
from camdesk.store.listing import Listing


@dataclass(frozen=True, slots=True)
class EmptyText:
    """What stands in the place of an empty list."""

    title: str
    advice: str
    icon: str
    action: str = ""  # id of the action that begins


OWN_WIDTH = 16  # letters, of the column of an own field at first


def own_widths(fields: Iterable[OwnField]) -> dict[str, int]:
    """How wide the columns of own fields are at first, in letters."""
    return {one.column: OWN_WIDTH for one in fields}


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list page; texts are in the language in use."""

    key: str
    title: str
    listing: Listing
    hint: str  # in the search field
    columns: Mapping[str, int]  # shown at first -> about how many letters wide
    widths: Mapping[str, int]  # letters, of the other columns
    filters: tuple[str, ...]  # that have a chip
    empty: EmptyText
    buttons: tuple[str, ...] = ()  # ids of actions beside the search field; the last is primary
    new_text: str = ""  # what the button of `edit.new` says here
