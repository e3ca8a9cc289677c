"""What importing a table would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import ON_SITE, State
from camdesk.importing.acts import (
    VERDICTS,
    Came,
    Decisions,
    PlannedRow,
    Verdict,
)
from camdesk.importing.cells import ReadRow, RowReader
from camdesk.importing.fields import Purpose
from camdesk.importing.mapping import Mapping
from camdesk.importing.reader import Row, Table
from camdesk.importing.results import EventJudge
from camdesk.importing.rows_found import Found, RowFinder, keys_of, missing_key
from camdesk.importing.seen import Seen
from camdesk.importing.snapshot import Comparison
from camdesk.importing.stock_take_rows import CountJudge
from camdesk.importing.values import CellProblem
from camdesk.store.comparing import Picture
from camdesk.store.connection import Connection
from camdesk.store.matching import hanging_cameras, is_empty, numbers_in_use
from camdesk.store.picture import chunks

BATCH = 500  # rows that are looked up together
# Numbers that the register keeps apart even where they are no key.
_ALONE = ("camera.inventory_number", "site.code")
_ROW_A_CAMERA = (Purpose.NEW, Purpose.SNAPSHOT)

__all__ = ["VERDICTS", "Decisions", "PlannedRow", "Planner", "Verdict"]


class Planner:
    """Judges the rows of one table against one register.

    A row is new, changed, unchanged, doubtful, or refused with reasons.
    """

    def __init__(
        self,
        connection: Connection,
        table: Table,
        mapping: Mapping,
        as_of: date | None,
        *,
        decisions: Decisions | None = None,
        stock_take: int | None = None,
        today: date | None = None,
    ) -> None:
        mapping.check(table.columns)
        if not mapping.columns:
            raise KnownError(
                N_("None of the table's columns is recognised."),
                N_("Say in a mapping what the columns mean; the table has: {columns}."),
                columns=", ".join(table.columns),
            )
        self._connection = connection
        self._table = table
        self._mapping = mapping
        self._decisions = decisions or Decisions()
        now = today or date.today()
        self._reader = RowReader(connection, table.columns, mapping, as_of or now)
        self._reader.watch_widths(table)
        self._finder = RowFinder(connection, self._reader, keys_of(mapping))
        keys = self._finder.keys
        # A site that is no key may have several cameras.
        self._shares = bool(keys) and "site.code" not in keys
        self._alone = [
            target
            for target in _ALONE
            if target in mapping.columns.values() and not (target == "site.code" and self._shares)
        ]
        self._numbers = {target: Seen() for target in self._alone if target not in keys}
        self.hung_before = hanging_cameras(connection)
        self._empty = is_empty(connection)
        purpose = mapping.purpose
        self._comparison = Comparison(connection, self._reader, mapping, as_of, now)
        self._events = EventJudge(connection, self._reader, now)
        self._count = (
            CountJudge(connection, self._reader, stock_take)
            if purpose is Purpose.STOCK_TAKE
            else None
        )
        self.met = 0  # cameras that hung at their sites and that a row meant

    def rows(self) -> Iterator[PlannedRow]:
        """The verdict on every row of the table, in its order."""
        for batch in chunks(self._table.rows(), BATCH):
            yield from self.judge(batch)

    def judge(self, rows: Iterable[Row], *, again: bool = False) -> list[PlannedRow]:
        """The verdicts on some rows; `again`: they were judged before, as a part of the table."""
        read = [self._reader.read(self._fixed(row)) for row in rows]
        if not again and self._mapping.purpose in _ROW_A_CAMERA:
            self._finder.refuse_doubles(read)
        if self._count is not None:
            return self._count.judge(read)
        if self._empty and self._mapping.purpose in _ROW_A_CAMERA:
            found = [Found()] * len(read)
        else:
            found = self._finder.find(read)
        if self._mapping.purpose is Purpose.EVENTS:
            return self._events.judge(read, found, self._finder.keys)
        planned: list[PlannedRow | None] = [None] * len(read)
        compared: list[tuple[int, ReadRow, Picture]] = []
        for place, (one, what) in enumerate(zip(read, found, strict=True)):
            if what.camera is None or one.problems or self._mapping.purpose is Purpose.NEW:
                continue
            compared.append((place, one, what.camera))
        judged = self._comparison.judge((one, picture) for _, one, picture in compared)
        for (place, _, picture), verdict in zip(compared, judged, strict=True):
            planned[place] = verdict
            self.met += picture.state in ON_SITE
        fresh = [place for place, verdict in enumerate(planned) if verdict is None]
        self._refuse_taken([read[place] for place in fresh], again=again)
        for place in fresh:
            planned[place] = self._new(read[place], found[place])
        return [one for one in planned if one is not None]

    def _fixed(self, row: Row) -> Row:
        """The row with the texts that a person put in the place of its cells."""
        fixes = self._decisions.fixes.get(row.number)
        if not fixes:
            return row
        cells = [
            fixes.get(column, cell)
            for column, cell in zip(self._table.columns, row.cells, strict=False)
        ]
        return Row(row.number, cells + row.cells[len(cells) :], row.oddity)

    def _new(self, read: ReadRow, found: Found) -> PlannedRow:
        said = read.said
        if found.camera is not None and not read.problems:
            target = self._finder.keys[0]
            self._refuse(read, target, N_("“{text}” is in the register already"))
        if (
            self._mapping.purpose is Purpose.SNAPSHOT
            and self._finder.keys
            and not read.problems
            and not self._finder.key(read)
        ):
            read.problems.append(missing_key(self._reader, self._finder.keys))
        state = said.get("state")
        if state is None and not any(p.column == self._column("state") for p in read.problems):
            read.problems.append(
                CellProblem(self._column("state") or "state", "", N_("the state is missing"))
            )
        if read.problems or not isinstance(state, State):
            return PlannedRow(read.row, Verdict.REFUSED, tuple(read.problems))
        self._reader.add_district(said)
        made = self._reader.drafter.draft(said, state, found.site, shares_site=self._shares)
        verdict = Verdict.DOUBTFUL if read.doubts else Verdict.NEW
        return PlannedRow(read.row, verdict, tuple(read.doubts), acts=(Came(made),))

    def _refuse_taken(self, rows: list[ReadRow], *, again: bool) -> None:
        """Refuse numbers that the register, or an earlier row, has given to another camera."""
        if not self._alone:
            return
        wanted = {
            target: [str(read.said[target]) for read in rows if target in read.said]
            for target in self._alone
        }
        taken = {} if self._empty else numbers_in_use(self._connection, wanted)
        for read in rows:
            for target in self._alone:
                text = read.said.get(target)
                if text is None or read.problems:
                    continue
                if text in taken.get(target, {}) and not self._may_share(target):
                    self._refuse(read, target, N_("“{text}” is in the register already"))
                seen = self._numbers.get(target)
                if seen is None or again:
                    continue
                first = seen.first(text, read.row.number)
                if first != read.row.number:
                    self._refuse(
                        read, target, N_("“{text}” stands in row {first} already"), first=first
                    )

    def _may_share(self, target: str) -> bool:
        """Whether a new camera may come to a site that is there: one with nobody hanging there."""
        return target == "site.code" and target in self._finder.keys

    def _refuse(self, read: ReadRow, target: str, message: str, **params: object) -> None:
        text = str(read.said.get(target, ""))
        params.setdefault("text", text)
        read.problems.append(CellProblem(self._column(target), text, message, params))

    def _column(self, target: str) -> str:
        return self._reader.column_of.get(target, "")
