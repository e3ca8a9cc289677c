"""Carrying out the import of a table: one entry, and what was refused in a file to be mended."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from camdesk.domain.errors import N_, KnownError
from camdesk.files import whole_file
from camdesk.importing.acts import Decisions, PlannedRow, Verdict
from camdesk.importing.carrying import Carrier
from camdesk.importing.fields import Purpose
from camdesk.importing.mapping import Mapping
from camdesk.importing.plan import Planner
from camdesk.importing.proposal import propose
from camdesk.importing.reader import Table
from camdesk.importing.table_report import Overrules, open_overruled
from camdesk.importing.values import CellProblem
from camdesk.store import own_fields
from camdesk.store.connection import Connection
from camdesk.store.register import Register
from camdesk.store.stock_takes import takes
from camdesk.text.cells import guard
from camdesk.text.formats import said
from camdesk.text.i18n import ntr, tr

REASON_COLUMN = "camdesk"  # the column that the file of refused rows has besides the table's own
_SHOWN_PROBLEMS = 5
_BATCH = 500  # rows between two words of progress

Progress = Callable[[int], None]
"""Told the number of rows judged; may raise to cancel, and nothing is left behind."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do (`entry` is None)."""

    entry: int | None
    counts: Counter[Verdict]
    refused: tuple[str, ...]  # the first refused rows, in words
    doubtful: tuple[str, ...] = ()  # the first doubtful rows, in words
    left_out: int = 0  # rows that a person ticked off, or doubtful ones that nobody accepted
    absent: int | None = None  # cameras that hang at sites and that no row of a snapshot meant

    def lines(self) -> Iterator[str]:
        """The outcome in words."""
        new, changed = self.counts[Verdict.NEW], self.counts[Verdict.CHANGED]
        if self.entry is None:
            text = ntr("{n} camera would be imported", "{n} cameras would be imported", new)
            if changed:
                text += ", " + ntr("{n} would be changed", "{n} would be changed", changed)
            yield text
        else:
            text = ntr("{n} camera imported", "{n} cameras imported", new)
            if changed:
                text += ", " + ntr("{n} changed", "{n} changed", changed)
            yield tr("{text} as entry {entry}", text=text, entry=self.entry)
        if unchanged := self.counts[Verdict.UNCHANGED]:
            yield ntr("{n} row unchanged", "{n} rows unchanged", unchanged)
        if self.absent:
            yield ntr(
                "{n} camera that hangs by the register is not in the table",
                "{n} cameras that hang by the register are not in the table",
                self.absent,
            )
        yield from _listed(
            ntr("{n} row doubtful, not imported:", "{n} rows doubtful, not imported:",
                self.counts[Verdict.DOUBTFUL]),
            self.doubtful, self.counts[Verdict.DOUBTFUL],
        )  # fmt: skip
        yield from _listed(
            ntr("{n} row refused:", "{n} rows refused:", self.counts[Verdict.REFUSED]),
            self.refused,
            self.counts[Verdict.REFUSED],
        )


def _listed(title: str, lines: tuple[str, ...], count: int) -> Iterator[str]:
    if count:
        yield title
        yield from (f"  {line}" for line in lines)
        if count > len(lines):
            yield "  …"


class _DryRun(Exception):
    """Rolls a rehearsed import back."""


def import_table(
    file: Path,
    table: Path,
    *,
    mapping: Path | None = None,
    as_of: date | None = None,
    dry_run: bool = False,
    rejects: Path | None = None,
    stock_take: str | None = None,
    overrules: Overrules | None = None,
) -> Outcome:
    """Import the table at `table` into the register at `file` (the command line's import)."""
    opened = open_overruled(table, overrules or Overrules())
    with Register.open(file) as register:
        with closing(register.reader()) as reader:
            meaning = (
                Mapping.load(mapping) if mapping else propose(opened, own_fields.all_fields(reader))
            )
            take = _open_take(reader, stock_take) if stock_take is not None else None
        return carry_out(
            register, opened, meaning, as_of, dry_run=dry_run, rejects=rejects, stock_take=take
        )


def _open_take(connection: Connection, name: str) -> int:
    there = {take.name: take.id for take in takes(connection) if not take.closed}
    if name not in there:
        raise KnownError(
            N_("There is no open stock-take “{name}”."),
            N_("Open are: {names}."),
            name=name,
            names=", ".join(there) or "-",
        )
    return there[name]


def carry_out(
    register: Register,
    table: Table,
    mapping: Mapping,
    as_of: date | None = None,
    *,
    decisions: Decisions | None = None,
    dry_run: bool = False,
    rejects: Path | None = None,
    stock_take: int | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Record every row that is not refused, doubtful or left out as one entry.

    Refused rows go to `rejects`. `dry_run` goes the same way and records nothing. Whatever is
    raised leaves the register as it was. A table that changes nothing makes no entry.
    """
    decided = decisions or Decisions()
    counts: Counter[Verdict] = Counter()
    told: dict[Verdict, list[str]] = {Verdict.REFUSED: [], Verdict.DOUBTFUL: []}
    recorded = done = 0
    entry_id: int | None = None
    reader = register.reader()
    try:
        with ExitStack() as stack:
            planner = Planner(
                reader, table, mapping, as_of,
                decisions=decided, stock_take=stock_take, today=register.today,
            )  # fmt: skip
            spoil = _Rejects(stack, rejects, table) if rejects else None
            entry = stack.enter_context(register.write("import", table.path.name, as_of=as_of))
            carrier = Carrier(entry, as_of, stock_take)
            for planned in planner.rows():
                done += 1
                wanted = decided.wants(planned)
                verdict = planned.verdict
                if verdict is Verdict.DOUBTFUL and wanted:
                    verdict = Verdict.CHANGED
                counts[verdict] += 1
                if wanted:
                    recorded += 1
                    for act in planned.acts:
                        carrier.record(act)
                elif verdict in told:
                    if len(told[verdict]) < _SHOWN_PROBLEMS:
                        told[verdict].append(reason_text(planned))
                    if spoil is not None and planned.row.number not in decided.left_out:
                        spoil.write(planned)
                if progress is not None and done % _BATCH == 0:
                    progress(done)
            carrier.finish()
            if spoil is not None:
                spoil.close()
            if dry_run or not recorded:
                raise _DryRun
            entry_id = entry.id
    except _DryRun:
        pass
    finally:
        reader.close()
    absent = None
    if mapping.purpose is Purpose.SNAPSHOT and planner.hung_before:
        absent = planner.hung_before - planner.met
    return Outcome(
        entry_id,
        counts,
        tuple(told[Verdict.REFUSED]),
        tuple(told[Verdict.DOUBTFUL]),
        done - recorded - sum(counts[v] for v in _NOT_WANTED),
        absent,
    )


_NOT_WANTED = (Verdict.REFUSED, Verdict.UNCHANGED, Verdict.DOUBTFUL)


def reason_text(planned: PlannedRow) -> str:
    """Why a row was refused, in words, with its row and columns."""
    problems = "; ".join(problem_text(problem) for problem in planned.problems)
    return tr("row {row}: {problems}", row=planned.row.number, problems=problems)


def problem_text(problem: CellProblem) -> str:
    """One problem in words, with its column."""
    sentence = said(KnownError(problem.message, "", **problem.params))
    if problem.suggestions and "close" not in problem.params:
        meant = ", ".join(problem.suggestions)
        sentence = tr("{problem} (meant: {meant}?)", problem=sentence, meant=meant)
    return f"{problem.column}: {sentence}" if problem.column else sentence


class _Rejects:
    """The file of refused rows: the table's own columns and the reason behind them."""

    def __init__(self, stack: ExitStack, path: Path, table: Table) -> None:
        # A stack of its own: the file is finished before the entry, and goes with it.
        self._stack = stack.enter_context(ExitStack())
        self._width = len(table.columns)
        file = self._stack.enter_context(whole_file(path, "utf-8-sig"))
        self._writer = csv.writer(file, delimiter=table.reading.sign)
        self._writer.writerow([guard(column) for column in table.columns] + [REASON_COLUMN])

    def write(self, planned: PlannedRow) -> None:
        cells = [guard(cell, numbers=True) for cell in planned.row.cells]
        row: list[Any] = [*cells[: self._width], reason_text(planned), *cells[self._width :]]
        self._writer.writerow(row)

    def close(self) -> None:
        self._stack.close()
