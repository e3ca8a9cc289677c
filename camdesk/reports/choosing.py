"""Filters of reports by the names that people write, and how they are told."""

from __future__ import annotations

from camdesk.domain.errors import N_, KnownError
from camdesk.reports.report import FILTER_LABELS
from camdesk.store import named
from camdesk.store.chosen import NAMES, NONE_SAID, Filters
from camdesk.store.connection import Connection
from camdesk.text.closeness import plain, suggest
from camdesk.text.i18n import tr

NOBODY_SAID = "-"
"""Written instead of a name: the cameras of which nobody said it."""

# What is chosen where nobody said it, as people read it.
NOT_SAID = {
    "programme": N_("No programme said"),
    "place": N_("No district said"),
    "balance_holder": N_("No balance holder said"),
}


def find_filters(
    connection: Connection,
    *,
    programme: str | None = None,
    place: str | None = None,
    balance_holder: str | None = None,
) -> Filters:
    """The filters that those names mean, in any of their spellings; `-` is "nobody said".

    Raises KnownError for a name that the register does not have, or has twice.
    """
    said = {"programme": programme, "place": place, "balance_holder": balance_holder}
    return Filters(**{name: _find(connection, name, text) for name, text in said.items()})


def told(connection: Connection, filters: Filters, language: str) -> list[tuple[str, str]]:
    """(label, name) of each filter that is set, in the language in use."""
    lines: list[tuple[str, str]] = []
    for name in NAMES:
        row = getattr(filters, name)
        if row is None:
            continue
        title = (
            tr(NOT_SAID[name])
            if row == NONE_SAID
            else named.title(connection, name, row, language) or tr("no longer there")
        )
        lines.append((tr(FILTER_LABELS[name]), title))
    return lines


def _find(connection: Connection, name: str, text: str | None) -> int | None:
    if text is None:
        return None
    if text.strip() == NOBODY_SAID:
        return NONE_SAID
    wanted = plain(text)
    rows = list(named.spelled(connection, name))
    found = {row.id for row in rows if wanted in map(plain, row.spellings)}
    if len(found) == 1:
        return found.pop()
    label = FILTER_LABELS[name]
    if found:
        raise KnownError(
            N_("{filter}: the register has several called “{name}”."),
            N_("Write its other name, or its code: KATO of a place, BIN of a holder."),
            filter=label,
            name=text,
        )
    close = suggest(text, (spelling for row in rows for spelling in row.spellings))
    raise KnownError(
        N_("{filter}: the register has no “{name}”."),
        N_("Did you mean: {names}?") if close else N_("Check the name."),
        filter=label,
        name=text,
        names="; ".join(close),
    )
