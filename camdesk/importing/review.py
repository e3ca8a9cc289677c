"""The plan of a whole table, to be looked through and decided on before anything is written."""

from __future__ import annotations

import pickle
import tempfile
import threading
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import TracebackType

from camdesk.importing.acts import Decisions, PlannedRow, Verdict
from camdesk.importing.mapping import Mapping
from camdesk.importing.plan import BATCH, Planner
from camdesk.importing.reader import Row, Table
from camdesk.store.connection import Connection
from camdesk.store.picture import chunks
from camdesk.store.search import fold_text

_CODES = tuple(Verdict)
_CODE = {verdict: code for code, verdict in enumerate(_CODES)}

Tell = Callable[[int], None]
"""Told how many rows are judged; may raise to break off."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a table was taken for."""

    table: Table
    mapping: Mapping
    as_of: date | None = None
    stock_take: int | None = None
    today: date | None = None


class Review:
    """The verdicts on all rows of a table, by their place in it, kept in a temporary file.

    A million rows take 17 MB of memory. Close it, or use it in a `with` statement.
    """

    def __init__(self, meaning: Meaning, decisions: Decisions | None = None) -> None:
        self.meaning = meaning
        self.counts: Counter[Verdict] = Counter()
        self.fixes: dict[int, dict[str, str]] = {
            row: dict(texts) for row, texts in (decisions or Decisions()).fixes.items()
        }
        self._file = tempfile.TemporaryFile(prefix="camdesk-plan-")  # noqa: SIM115
        # The window shows rows while another thread looks through them.
        self._turn = threading.Lock()
        self._offsets = array("Q")
        self._verdicts = bytearray()
        self._end = 0

    def __enter__(self) -> Review:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._verdicts)

    def close(self) -> None:
        """Throw the plan away."""
        self._file.close()

    def row(self, place: int) -> PlannedRow:
        """The row at `place`, counted from 0 below the header; it says what, but does nothing."""
        return self._read(place)[0]

    def original(self, place: int, column: str) -> str:
        """What the table itself says in that cell."""
        planned, cells = self._read(place)
        there = planned.row.cells if cells is None else cells
        return there[self.meaning.table.columns.index(column)]

    def verdict(self, place: int) -> Verdict:
        """The verdict on the row at `place`."""
        return _CODES[self._verdicts[place]]

    def indices(
        self, verdict: Verdict | None = None, text: str = "", tell: Tell | None = None
    ) -> array[int]:
        """The places of the rows with that verdict that show `text`, in whatever case."""
        wanted = None if verdict is None else _CODE[verdict]
        places = array(
            "q", (i for i, code in enumerate(self._verdicts) if wanted is None or code == wanted)
        )
        sought = fold_text(text.strip())
        if not sought:
            return places
        found = array("q")
        for done, place in enumerate(places):
            if tell is not None and done % BATCH == 0:
                tell(done)
            if sought in _shown(self.row(place)):
                found.append(place)
        return found

    def fix(self, connection: Connection, place: int, column: str, text: str | None) -> PlannedRow:
        """Put `text` in the place of a cell, None what stood there, and judge the row anew."""
        planned, cells = self._read(place)
        row = planned.row
        original = row if cells is None else Row(row.number, cells, row.oddity)
        number = row.number
        fixes = self.fixes.setdefault(number, {})
        if text is None:
            fixes.pop(column, None)
        else:
            fixes[column] = text
        if not fixes:
            del self.fixes[number]
        (judged,) = self._planner(connection).judge([original], again=True)
        self.counts[self.verdict(place)] -= 1
        self._write(place, judged, original)
        return judged

    def decisions(
        self, left_out: frozenset[int] = frozenset(), accepted: frozenset[int] = frozenset()
    ) -> Decisions:
        """What was decided: the fixes made here, and the rows ticked off and on by number."""
        return Decisions(
            {row: dict(texts) for row, texts in self.fixes.items()}, left_out, accepted
        )

    def judge_all(self, connection: Connection, tell: Tell | None = None) -> None:
        """Judge every row of the table."""
        planner = self._planner(connection)
        for rows in chunks(self.meaning.table.rows(), BATCH):
            for original, planned in zip(rows, planner.judge(rows), strict=True):
                self._offsets.append(0)
                self._verdicts.append(0)
                self._write(len(self._verdicts) - 1, planned, original)
            if tell is not None:
                tell(len(self._verdicts))

    def _planner(self, connection: Connection) -> Planner:
        meaning = self.meaning
        return Planner(
            connection,
            meaning.table,
            meaning.mapping,
            meaning.as_of,
            decisions=self.decisions(),
            stock_take=meaning.stock_take,
            today=meaning.today,
        )

    def _read(self, place: int) -> tuple[PlannedRow, list[str] | None]:
        """The row, and its own cells where some were fixed."""
        with self._turn:
            self._file.seek(self._offsets[place])
            # Our own file, which has no name.
            found: tuple[PlannedRow, list[str] | None] = pickle.load(self._file)
        return found

    def _write(self, place: int, planned: PlannedRow, original: Row) -> None:
        cells = original.cells if original.cells != planned.row.cells else None
        # What the row would do is judged anew when it is done.
        data = pickle.dumps((planned._replace(acts=()), cells), pickle.HIGHEST_PROTOCOL)
        with self._turn:
            self._file.seek(self._end)
            self._file.write(data)
        self._offsets[place] = self._end
        self._end += len(data)
        self._verdicts[place] = _CODE[planned.verdict]
        self.counts[planned.verdict] += 1


def review(
    connection: Connection,
    meaning: Meaning,
    decisions: Decisions | None = None,
    tell: Tell | None = None,
) -> Review:
    """The plan of a table; whoever asks for it closes it."""
    made = Review(meaning, decisions)
    try:
        made.judge_all(connection, tell)
    except BaseException:
        made.close()
        raise
    return made


def _shown(planned: PlannedRow) -> str:
    texts = [*planned.row.cells, str(planned.row.number)]
    texts += [text for change in planned.changes for text in (change.label, change.old, change.new)]
    return fold_text("\n".join(texts))
