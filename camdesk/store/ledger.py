"""What goes into the ledger, and how its rows become the events of the domain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any, NamedTuple

from camdesk.domain.dates import PartialDate
from camdesk.domain.fields import COLUMN_FIELDS, FieldKind
from camdesk.domain.fold import Event
from camdesk.domain.lifecycle import KINDS, Kind, State
from camdesk.store.tables import Value

FIRST_HASH = "0" * 64
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NOTHING: Mapping[str, object] = MappingProxyType({})


class NewEvent(NamedTuple):
    """An event about to be recorded: `values` holds the kind's own fields, typed.

    DATE fields are PartialDate, MONEY tiyn, STATE State, YES_NO bool, SITE, ORGANISATION and
    CAMERA row ids; None is unknown.
    """

    kind: str
    occurred_on: PartialDate | None = None
    values: Mapping[str, object] = _NOTHING
    document: int | None = None
    note: str | None = None


def canonical(values: object) -> str:
    """The one JSON text of `values` that is stored and hashed."""
    return _ENCODER.encode(values)


# What is in a row of the ledger, as JSON writes it.
_WRITE: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {str: encode_basestring, int: repr, float: repr, type(None): lambda _: "null"}
)


def canonical_row(row: Sequence[Value]) -> str:
    """As `canonical` of the values of one row, at a third of the time."""
    return "[" + ",".join([_WRITE[type(value)](value) for value in row]) + "]"


def details_text(kind: Kind, values: Mapping[str, object]) -> str | None:
    """The kind's fields that have no column of their own, as the ledger keeps them."""
    kept = {
        name: _plain(value)
        for name, value in sorted(values.items())
        if value is not None and name not in COLUMN_FIELDS
    }
    return canonical(kept) if kept else None


def _plain(value: object) -> object:
    return value.edtf if isinstance(value, PartialDate) else value


@lru_cache(maxsize=1024)
def parse_details(kind_name: str, details: str | None) -> Mapping[str, object]:
    """The fields kept in `details`, typed as `NewEvent.values` has them."""
    if details is None:
        return _NOTHING
    kind = KINDS[kind_name]
    typed: dict[str, object] = {}
    for name, value in json.loads(details).items():
        known = kind.field(name)
        if known is not None and known.kind is FieldKind.DATE:
            value = PartialDate.parse(value)
        elif known is not None and known.kind is FieldKind.STATE:
            value = State(value)
        typed[name] = value
    return MappingProxyType(typed)


def domain_event(
    event_id: int,
    kind_name: str,
    occurred_on: str | None,
    recorded_on: str,
    site: int | None,
    details: str | None,
) -> Event:
    """The event as the fold sees it."""
    kind = KINDS[kind_name]
    state: State | None = None
    connected: bool | None = None
    if kind.states_itself:
        own = parse_details(kind_name, details)
        state = State(str(own["state"]))
        link = own.get("connected")
        connected = link if isinstance(link, bool) else None
    return Event(
        event_id,
        kind,
        parse_day(occurred_on),
        _calendar_day(recorded_on),
        site,
        state,
        connected,
    )


def parse_day(edtf: str | None) -> PartialDate | None:
    """The date that the register keeps as EDTF text; None: unknown."""
    return None if edtf is None else PartialDate.parse(edtf)


@lru_cache(maxsize=1024)
def _calendar_day(text: str) -> date:
    return date.fromisoformat(text)


class Chain:
    """The running SHA-256 of one entry: its changes and its events, each in the order of ids."""

    def __init__(self) -> None:
        self._changes = hashlib.sha256()
        self._events = hashlib.sha256()

    def add_changes(self, rows: Iterable[Sequence[Value]]) -> None:
        """Rows of `CHANGE_COLUMNS`."""
        said = [
            # A new row of facts is by far the most frequent.
            f'[{row[0]},{row[1]},"{row[2]}",{row[3]},null,null,{encode_basestring(str(row[6]))}]'
            if row[4] is None and row[5] is None and row[6] is not None
            else canonical_row(row)
            for row in rows
        ]
        self._changes.update("".join(said).encode())

    def add_events(self, rows: Iterable[Sequence[Value]]) -> None:
        """Rows of `EVENT_COLUMNS`."""
        self._events.update("".join([canonical_row(row) for row in rows]).encode())

    def close(self, previous_hash: str, entry: Sequence[Value]) -> str:
        """The hash of the entry `entry` (its `ENTRY_COLUMNS`) after `previous_hash`."""
        parts = (
            previous_hash,
            canonical(entry),
            self._changes.hexdigest(),
            self._events.hexdigest(),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
