"""A first mapping for a table nobody has seen before, from its headings and its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingOf

from camdesk.domain.own_fields import OwnField
from camdesk.importing.fields import (
    KEYS,
    NO_WORDS,
    STATE_WORDS,
    UNIT_WORDS,
    YES_WORDS,
    Target,
    is_own,
    targets,
    words,
)
from camdesk.importing.mapping import Mapping
from camdesk.importing.reader import Table
from camdesk.importing.values import Order, possible_orders

LOOKED_AT = 10_000  # rows by which the order of dates and the words of values are judged

_PUNCTUATION = re.compile(r"[\s_.,:;№#()/-]+")
_WORDS = {
    "state": {word: state for state, listed in STATE_WORDS.items() for word in words(listed)},
    "connected": {
        **dict.fromkeys(words(YES_WORDS), "yes"),
        **dict.fromkeys(words(NO_WORDS), "no"),
    },
    "unit": {word: unit for unit, listed in UNIT_WORDS.items() for word in words(listed)},
}


def propose(table: Table, own: Iterable[OwnField] = ()) -> Mapping:
    """The mapping that the table's headings and first rows speak for; `own` are the fields that
    the register has of its own.

    A date column whose order its cells leave open gets none: the clerk must choose it.
    """
    known = targets(own)
    columns = _columns(table.columns, known)
    place = {column: i for i, column in enumerate(table.columns)}
    cells: dict[str, set[str]] = {column: set() for column in columns}
    for row in table.rows(LOOKED_AT):
        for column, seen in cells.items():
            if text := row.cells[place[column]].strip():
                seen.add(text)
    values: dict[str, dict[str, str]] = {}
    orders: dict[str, Order] = {}
    for column, target in columns.items():
        if target in _WORDS:
            values[target] = known_values(target, cells[column])
        elif known[target].kind == "date" and (order := decided_order(cells[column])):
            orders[column] = order
    keys = tuple(key for key in KEYS if key in columns.values())[:1]
    return Mapping(columns, values, orders, keys)


def known_values(target: str, texts: Iterable[str]) -> dict[str, str]:
    """The value map of a state, yes/no or unit column, for those of `texts` that are known."""
    known = _WORDS[target]
    return {
        text: known[folded]
        for text in sorted(texts)
        if (folded := " ".join(text.casefold().replace("ё", "е").split())) in known
    }


def decided_order(texts: Iterable[str]) -> Order | None:
    """The one order of day, month and year that the dates allow; None where it stays open."""
    orders = possible_orders(sorted(texts))
    return orders[0] if len(orders) == 1 else None


def _columns(headings: Sequence[str], known: MappingOf[str, Target]) -> dict[str, str]:
    """Each target gets the heading that fits it best; a heading feeds one target."""
    chosen: dict[str, str] = {}
    # A field that the register's people named themselves is meant before one of ours.
    for target in sorted(known.values(), key=lambda one: not is_own(one.name)):
        ranked = [
            (rank, heading)
            for heading in headings
            if heading not in chosen and (rank := _rank(heading, target.headings)) is not None
        ]
        if ranked:
            chosen[min(ranked)[1]] = target.name
    return {heading: chosen[heading] for heading in headings if heading in chosen}


def _rank(heading: str, known: Sequence[str]) -> int | None:
    bare = _bare(heading)
    return next((rank for rank, word in enumerate(known) if _bare(word) == bare), None)


def _bare(text: str) -> str:
    return _PUNCTUATION.sub(" ", text.casefold().replace("ё", "е")).strip()
