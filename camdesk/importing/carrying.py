"""Recording what the rows of a plan come to, inside one entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from camdesk.importing.acts import (
    Act,
    Came,
    Corrected,
    Learnt,
    Listed,
    Named,
    Paper,
    Replaced,
    Stepped,
)
from camdesk.importing.recording import Books, camera_facts, record_new
from camdesk.store import own_fields
from camdesk.store.fill import learn
from camdesk.store.ledger import NewEvent
from camdesk.store.site_work import Circumstances, Replacement, replace
from camdesk.store.stock_take_work import Counted, enter
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

_HELD_BACK = 10_000  # facts learnt, and numbers counted, that are recorded together


class Carrier:
    """Records acts; `finish` records those that were gathered to be recorded together."""

    def __init__(self, entry: EntryWriter, as_of: date | None, stock_take: int | None) -> None:
        self._entry = entry
        self._as_of = as_of
        self._take = stock_take
        self._books = Books(entry)
        self._papers: dict[Paper, int] = {}
        self._learnt: dict[int, Mapping[str, Value]] = {}
        self._counted: list[Counted] = []

    def record(self, act: Act) -> None:
        """Record what a row comes to."""
        match act:
            case Came():
                record_new(self._entry, self._books, act.draft, self._as_of)
            case Corrected():
                facts = {column: self._fact(value) for column, value in act.facts.items()}
                own_fields.correct_row(self._entry, act.table, act.row, facts)
            case Stepped():
                self._step(act)
            case Learnt():
                self._learnt[act.event] = act.facts
            case Replaced():
                self._replace(act)
            case Listed():
                self._counted.append(act.counted)
        if len(self._learnt) >= _HELD_BACK or len(self._counted) >= _HELD_BACK:
            self.finish()

    def finish(self) -> None:
        """Record what was held back."""
        if self._learnt:
            learn(self._entry, self._learnt)
            self._learnt = {}
        if self._counted and self._take is not None:
            enter(self._entry, self._take, self._counted)
            self._counted = []

    def _step(self, act: Stepped) -> None:
        values = {
            name: self._fact(value) if isinstance(value, Named) else value
            for name, value in act.values.items()
        }
        if act.site is not None:
            values["site"] = own_fields.add_row(self._entry, "site", act.site)
        document = self._paper(act.paper) if act.paper is not None else None
        self._entry.record(
            act.camera, NewEvent(act.kind, act.occurred_on, values, document, act.note)
        )

    def _replace(self, act: Replaced) -> None:
        facts = camera_facts(self._books, act.draft)
        new = own_fields.add_row(self._entry, "camera", facts)
        self._entry.record(new, NewEvent("received", act.occurred_on))
        replace(self._entry, Replacement(act.old, new), Circumstances(act.occurred_on))
        if act.draft.state.value == "failed":
            self._entry.record(new, NewEvent("failed", act.until))
        if act.draft.connected:
            self._entry.record(new, NewEvent("connected", act.until))

    def _fact(self, value: Value | Named) -> Value:
        """A value as the register keeps it: a name becomes the row that it means."""
        if not isinstance(value, Named):
            return value
        if value.table == "model":
            return self._books.model(value.maker, value.name)
        return self._books.named(value.table, value.name)

    def _paper(self, paper: Paper) -> int:
        if paper not in self._papers:
            issued_on = paper.issued_on.edtf if paper.issued_on else None
            facts = {"kind": paper.kind, "number": paper.number, "issued_on": issued_on}
            self._papers[paper] = self._entry.find_or_add("document", facts)
        return self._papers[paper]
