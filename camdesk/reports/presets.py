"""Presets: a report with its days, filters, columns and sorting, saved under a name.

A day is kept as it was said: `2026-03`, or the name of a relative day ("end-of-last-month"), which
is another day each time that the report is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.relative_days import RELATIVE_DAYS
from camdesk.reports.report import Report
from camdesk.store import named, saved_views
from camdesk.store.chosen import NAMES, NO_FILTERS, NONE_SAID, Filters
from camdesk.store.connection import Connection
from camdesk.store.writer import EntryWriter
from camdesk.text.closeness import plain

NO_DAYS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Preset:
    """What a report is asked for; an empty day is today, no columns are all of them."""

    name: str
    days: Mapping[str, str] = field(default_factory=lambda: NO_DAYS)
    filters: Filters = NO_FILTERS
    columns: tuple[str, ...] | None = None
    sort: str = ""  # a column's name; "" is the report's own order
    descending: bool = False
    id: int = 0  # of its row; 0: not saved yet

    def on(self, today: date) -> dict[str, date | None]:
        """Its days, as they are on that day."""
        return {name: day_of(name, text, today) for name, text in self.days.items()}


def day_of(parameter: str, text: str, today: date) -> date | None:
    """The day that a text says for a parameter; None where it is empty.

    A period begins (`from`) with the first day that the text can mean, all else takes the last.
    Raises KnownError where it is no date.
    """
    if not text:
        return None
    if text in RELATIVE_DAYS:
        return RELATIVE_DAYS[text].of(today)
    when = PartialDate.parse(text)
    return when.first if parameter == "from" else when.last


def presets(connection: Connection, report: Report) -> list[Preset]:
    """The presets of a report, by name."""
    return [_read(connection, view) for view in saved_views.views(connection, _page(report))]


def preset(connection: Connection, report: Report, name: str) -> Preset:
    """The preset of that name; KnownError names those there are."""
    there = presets(connection, report)
    exact = [one for one in there if one.name == name]
    alike = exact or [one for one in there if plain(one.name) == plain(name)]
    if len(alike) == 1:
        return alike[0]
    raise KnownError(
        N_("The report “{report}” has no preset “{name}”."),
        N_("Its presets are: {names}.") if there else N_("It has no presets yet."),
        report=report.name,
        name=name,
        names="; ".join(one.name for one in there),
    )


def save(entry: EntryWriter, report: Report, kept: Preset) -> int:
    """Keep a preset in the place of an older one of its name; returns the id of its row."""
    settings: dict[str, Any] = {"days": dict(kept.days)}
    chosen = {name: getattr(kept.filters, name) for name in NAMES}
    settings["filters"] = {name: row for name, row in chosen.items() if row is not None}
    if kept.columns is not None:
        settings["columns"] = list(kept.columns)
    if kept.sort:
        settings["sort"] = [kept.sort, kept.descending]
    return saved_views.save(entry, _page(report), kept.name, settings)


def remove(entry: EntryWriter, kept: Preset) -> None:
    """Offer a preset no longer; the entry can be undone."""
    entry.correct("saved_view", kept.id, {"archived": 1})


def _page(report: Report) -> str:
    return f"report:{report.name}"


def _read(connection: Connection, view: saved_views.SavedView) -> Preset:
    """A preset as it was saved; what cannot be read of it is left out."""
    settings = view.settings
    days, chosen = settings.get("days"), settings.get("filters")
    columns, sort = settings.get("columns"), settings.get("sort")
    by, down = sort if isinstance(sort, list) and len(sort) == 2 else ("", False)
    return Preset(
        view.name,
        {str(k): str(v) for k, v in days.items()} if isinstance(days, dict) else NO_DAYS,
        _filters(connection, chosen) if isinstance(chosen, dict) else NO_FILTERS,
        tuple(map(str, columns)) if isinstance(columns, list) else None,
        str(by),
        bool(down),
        view.id,
    )


def _filters(connection: Connection, kept: Mapping[str, Any]) -> Filters:
    """The filters as they were saved; what was merged since is what it was merged into."""
    rows = {name: row for name, row in kept.items() if name in NAMES and isinstance(row, int)}
    return Filters(
        **{
            name: row if row == NONE_SAID else named.now(connection, name, row)
            for name, row in rows.items()
        }
    )
