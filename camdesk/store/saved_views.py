"""Views of lists that were saved under a name, shared by everybody who opens the register."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from camdesk.store.writer import EntryWriter


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of the list of `page`; `settings` are plain values of the page."""

    id: int
    name: str
    settings: Mapping[str, Any]


def views(connection: sqlite3.Connection, page: str) -> list[SavedView]:
    """The views of a page by name; one whose settings cannot be read is passed over."""
    rows = connection.execute(
        "SELECT id, name, settings FROM saved_view WHERE page = ? AND archived IS NULL", (page,)
    )
    found = [SavedView(row, name, _parsed(settings)) for row, name, settings in rows]
    return sorted((view for view in found if view.settings), key=lambda view: view.name.casefold())


def save(entry: EntryWriter, page: str, name: str, settings: Mapping[str, Any]) -> int:
    """Keep a view under `name`, in the place of an older one of that name; returns its id."""
    text = json.dumps(settings, ensure_ascii=False, sort_keys=True)
    row = entry.connection.execute(
        "SELECT id FROM saved_view WHERE page = ? AND name = ? AND archived IS NULL",
        (page, name),
    ).fetchone()
    if row is None:
        return entry.add("saved_view", {"page": page, "name": name, "settings": text})
    entry.correct("saved_view", row[0], {"settings": text})
    return int(row[0])


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        settings = json.loads(text)
    except ValueError:
        return {}
    return settings if isinstance(settings, dict) else {}
