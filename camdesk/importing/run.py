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

from camdesk.domain.errors import KnownError
from camdesk.files import whole_file
from camdesk.importing.mapping import Mapping
from camdesk.importing.plan import PlannedRow, Planner, Verdict
from camdesk.importing.proposal import propose
from camdesk.importing.reader import Table, open_table
from camdesk.importing.recording import Books, record_new
from camdesk.importing.values import CellProblem
from camdesk.store import own_fields
from camdesk.store.register import Register
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

    def lines(self) -> Iterator[str]:
        """The outcome in words."""
        new, refused = self.counts[Verdict.NEW], self.counts[Verdict.REFUSED]
        if self.entry is None:
            yield ntr("{n} camera would be imported", "{n} cameras would be imported", new)
        else:
            text = ntr("{n} camera imported", "{n} cameras imported", new)
            yield tr("{text} as entry {entry}", text=text, entry=self.entry)
        if refused:
            yield ntr("{n} row refused:", "{n} rows refused:", refused)
            yield from (f"  {line}" for line in self.refused)
            if refused > len(self.refused):
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
) -> Outcome:
    """Import the table at `table` into the register at `file` (the command line's import)."""
    opened = open_table(table)
    with Register.open(file) as register:
        if mapping:
            meaning = Mapping.load(mapping)
        else:
            with closing(register.reader()) as reader:
                meaning = propose(opened, own_fields.all_fields(reader))
        return carry_out(register, opened, meaning, as_of, dry_run=dry_run, rejects=rejects)


def carry_out(
    register: Register,
    table: Table,
    mapping: Mapping,
    as_of: date | None = None,
    *,
    dry_run: bool = False,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Record every row that is not refused as one entry; refused rows go to `rejects`.

    `dry_run` goes the same way and records nothing. Whatever is raised leaves the register as
    it was. A table in which nothing is new makes no entry.
    """
    counts: Counter[Verdict] = Counter()
    refused: list[str] = []
    entry_id: int | None = None
    reader = register.reader()
    try:
        with ExitStack() as stack:
            planner = Planner(reader, table, mapping, as_of)
            spoil = _Rejects(stack, rejects, table) if rejects else None
            entry = stack.enter_context(register.write("import", table.path.name, as_of=as_of))
            books = Books(entry)
            for planned in planner.rows():
                counts[planned.verdict] += 1
                if planned.draft is not None:
                    record_new(entry, books, planned.draft, as_of)
                else:
                    if len(refused) < _SHOWN_PROBLEMS:
                        refused.append(reason_text(planned))
                    if spoil is not None:
                        spoil.write(planned)
                if progress is not None and counts.total() % _BATCH == 0:
                    progress(counts.total())
            if spoil is not None:
                spoil.close()
            if dry_run or not counts[Verdict.NEW]:
                raise _DryRun
            entry_id = entry.id
    except _DryRun:
        pass
    finally:
        reader.close()
    return Outcome(entry_id, counts, tuple(refused))


def reason_text(planned: PlannedRow) -> str:
    """Why a row was refused, in words, with its row and columns."""
    problems = "; ".join(problem_text(problem) for problem in planned.problems)
    return tr("row {row}: {problems}", row=planned.row.number, problems=problems)


def problem_text(problem: CellProblem) -> str:
    """One problem in words, with its column."""
    sentence = said(KnownError(problem.message, "", **problem.params))
    return f"{problem.column}: {sentence}" if problem.column else sentence


class _Rejects:
    """The file of refused rows: the table's own columns and the reason behind them."""

    def __init__(self, stack: ExitStack, path: Path, table: Table) -> None:
        # A stack of its own: the file is finished before the entry, and goes with it.
        self._stack = stack.enter_context(ExitStack())
        self._width = len(table.columns)
        file = self._stack.enter_context(whole_file(path, "utf-8-sig"))
        self._writer = csv.writer(file, delimiter=table.reading.delimiter)
        self._writer.writerow([guard(column) for column in table.columns] + [REASON_COLUMN])

    def write(self, planned: PlannedRow) -> None:
        cells = [guard(cell, numbers=True) for cell in planned.row.cells]
        row: list[Any] = [*cells[: self._width], reason_text(planned), *cells[self._width :]]
        self._writer.writerow(row)

    def close(self) -> None:
        self._stack.close()
