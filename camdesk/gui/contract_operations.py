"""What a clerk means to record of contracts: a contract and its lines are one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from camdesk.gui.jobs import Done, Failed
from camdesk.gui.operations import Facts, Saved, made
from camdesk.gui.session import Session
from camdesk.store import own_fields
from camdesk.store.register import Register
from camdesk.store.tables import Value
from camdesk.store.writer import EntryWriter

ACTION = "contract"
_NOTHING: Facts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line of a contract as a form says it; `row` is None for a new one."""

    row: int | None = None
    facts: Facts = field(default_factory=lambda: _NOTHING)


def make_contract(
    session: Session,
    facts: Facts,
    lines: Sequence[SaidLine],
    paper_kind: str,
    *,
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Enter a contract with its lines; the contract itself is a paper of `paper_kind`."""

    def work(register: Register) -> Saved:
        with register.write(ACTION, str(facts["number"])) as entry:
            stated = _stated(entry, facts)
            paper: dict[str, Value] = {
                "kind": paper_kind,
                "number": stated["number"],
                "issued_on": stated.get("signed_on"),
            }
            document = entry.find_or_add("document", paper)
            contract = own_fields.add_row(entry, "contract", {**stated, "document": document})
            _write_lines(entry, contract, lines)
            return Saved(entry.id, contract)

    session.write(work, done, failed)


def correct_contract(
    session: Session,
    contract: int,
    facts: Facts,
    lines: Sequence[SaidLine],
    *,
    subject: str = "",
    reason: str | None = None,
    done: Done | None = None,
    failed: Failed | None = None,
) -> None:
    """Correct facts of a contract and of its lines, and add new lines."""

    def work(register: Register) -> Saved:
        with register.write("correct", subject, reason=reason) as entry:
            if facts:
                own_fields.correct_row(entry, "contract", contract, _stated(entry, facts))
            _write_lines(entry, contract, lines)
            return Saved(entry.id, contract)

    session.write(work, done, failed)


def _write_lines(entry: EntryWriter, contract: int, lines: Sequence[SaidLine]) -> None:
    for line in lines:
        stated = _stated(entry, line.facts)
        if line.row is not None:
            entry.correct("contract_line", line.row, stated)
        else:
            entry.add("contract_line", {**stated, "contract": contract})


def _stated(entry: EntryWriter, facts: Mapping[str, object]) -> dict[str, Value]:
    return {column: made(entry, fact) for column, fact in facts.items()}
