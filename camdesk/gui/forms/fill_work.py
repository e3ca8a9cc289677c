"""Recording what fills a gap, from plain values to one entry. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from camdesk.gui.jobs import Done, Failed
from camdesk.gui.operations import Paper, Saved, document_of
from camdesk.gui.session import Session
from camdesk.store import fill
from camdesk.store.register import Register
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

Rows = Mapping[int, Mapping[str, Value | Paper]]
"""By camera, site or event: the facts that are known now."""
ACTION = "fill"


def save_gap(
    session: Session, gap: str, rows: Rows, *, subject: str, done: Done, failed: Failed
) -> None:
    """Fill a gap with `rows`, as one entry."""
    _save(session, rows, subject, lambda entry, made: fill.fill(entry, gap, made), done, failed)


def save_learnt(session: Session, rows: Rows, *, subject: str, done: Done, failed: Failed) -> None:
    """Keep what was learnt of events since they were recorded, as one entry."""
    _save(session, rows, subject, fill.learn, done, failed)


_Fill = Callable[[EntryWriter, Mapping[int, Mapping[str, Value]]], None]


def _save(
    session: Session, rows: Rows, subject: str, write: _Fill, done: Done, failed: Failed
) -> None:
    def work(register: Register) -> Saved:
        papers: dict[str, int] = {}
        with register.write(ACTION, subject) as entry:

            def kept(value: Value | Paper) -> Value:
                if not isinstance(value, Paper):
                    return value
                said = repr(value)  # the same words are the same paper
                if said not in papers:
                    papers[said] = document_of(entry, value)
                return papers[said]

            write(
                entry,
                {
                    row: {column: kept(value) for column, value in facts.items()}
                    for row, facts in rows.items()
                },
            )
            return Saved(entry.id, next(iter(rows)))

    session.write(work, done, failed)
