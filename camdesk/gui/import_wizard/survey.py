"""Looking at a file off the GUI thread: its first rows at once, then all of them, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from camdesk.gui.import_wizard.long_read import Breath, Tell
from camdesk.gui.import_wizard.register_words import RegisterWords, register_words
from camdesk.importing.fields import Target, targets
from camdesk.importing.mapping import Mapping as Meaning
from camdesk.importing.proposal import propose
from camdesk.importing.reader import Oddity, Reading, Row, Table, open_table, table_as
from camdesk.importing.reading import propose as propose_reading
from camdesk.importing.saved_mappings import SavedMapping, all_saved, recognise
from camdesk.importing.source import all_records
from camdesk.store import own_fields
from camdesk.store.connection import Connection
from camdesk.store.stock_takes import Take, takes

PREVIEW = 200  # rows of the body shown
HEAD = 200  # rows above the body shown at the most
ODD = 1000  # rows with problems kept to be shown; all of them are counted
LOOKED_AT = 10_000  # rows by which it is known which columns hold words
WORDS = 500  # different texts of a column that is worth a map of values
_LONGEST = 300  # letters of a cell kept for the preview
_BATCH = 1000

ABOVE, HEADER, BODY, BELOW = "above", "header", "body", "below"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a clerk overrules: the rest is detected with it."""

    given: Mapping[str, str] = field(default_factory=dict)  # fields of a Reading
    rows: tuple[int, int, int] | None = None  # header row, rows of header, last row

    def __bool__(self) -> bool:
        return bool(self.given) or self.rows is not None


NOTHING = Wish()


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the file as the preview shows it, and which part of the table it belongs to."""

    number: int
    part: str
    cells: tuple[str, ...]
    oddity: Oddity | None = None


@dataclass(frozen=True, slots=True)
class First:
    """What is known at once: how the file was read, and its first rows."""

    table: Table
    overruled: bool
    sheets: tuple[str, ...]
    rows: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the columns seem to mean, by the first rows."""

    mapping: Meaning
    recognised: bool  # `mapping` is a saved one, for a table that looks like this
    saved: tuple[SavedMapping, ...]
    targets: Mapping[str, Target]
    words: RegisterWords
    takes: tuple[Take, ...]  # the stock-takes that are open
    texts: Mapping[str, Mapping[str, int]]  # column -> text -> how often


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows have been read until now; `odd` are the rows with problems since then."""

    rows: int
    problems: int
    odd: tuple[Shown, ...] = ()
    whole: bool = False
    texts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def survey(connection: Connection, path: Path, wish: Wish, tell: Tell) -> Counted:
    """Tell First, then Proposed, then Counted from time to time; the last word is returned.

    Raises KnownError for a file that cannot be read or holds no table.
    """
    first = look_at(path, wish)
    tell(first)
    table = first.table
    words = _Words(table.columns)
    for row in table.rows(LOOKED_AT):
        words.add(row)
    words.narrow()
    tell(_proposed(connection, table, words.counts()))
    return _count(table, words, tell)


def _proposed(
    connection: Connection, table: Table, texts: Mapping[str, Mapping[str, int]]
) -> Proposed:
    own = own_fields.all_fields(connection)
    recognised = recognise(connection, table)
    return Proposed(
        recognised or propose(table, own),
        recognised is not None,
        tuple(all_saved(connection)),
        targets(own),
        register_words(connection),
        tuple(take for take in takes(connection) if not take.closed),
        texts,
    )


def look_at(path: Path, wish: Wish = NOTHING) -> First:
    """The table at `path`, read as wished, and its first rows."""
    if wish:
        reading, _ = propose_reading(path, **wish.given)
        if wish.rows is not None:
            header_row, header_rows, last_row = wish.rows
            reading = replace(
                reading, header_row=header_row, header_rows=header_rows, last_row=last_row
            )
        table = table_as(path, reading)
    else:
        table = open_table(path)
    return First(table, bool(wish), _sheets(path, table.reading), _first_rows(table))


def _sheets(path: Path, reading: Reading) -> tuple[str, ...]:
    if not reading.sheet:
        return ()
    from camdesk.importing.workbooks import sheets

    return sheets(path)


def _first_rows(table: Table) -> tuple[Shown, ...]:
    reading = table.reading
    shown = [Shown(row.number, ABOVE, _short(row.cells)) for row in table.preamble[-HEAD:]]
    if reading.header_row:
        for number, cells, _ in all_records(table.path, reading):
            if number > reading.above:
                break
            if number >= reading.header_row:
                shown.append(Shown(number, HEADER, _short(cells)))
    shown += [_of_body(row) for row in table.rows(PREVIEW)]
    shown += [Shown(row.number, BELOW, _short(row.cells)) for row in table.footer[:HEAD]]
    return tuple(shown)


def _of_body(row: Row) -> Shown:
    return Shown(row.number, BODY, _short(row.cells), row.oddity)


def _short(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell if len(cell) <= _LONGEST else cell[: _LONGEST + 1] for cell in cells)


def _count(table: Table, words: _Words, tell: Tell) -> Counted:
    rows = problems = 0
    odd: list[Shown] = []
    breath = Breath()
    kept = 0
    words.begin()
    for row in table.rows():
        rows += 1
        words.add(row)
        if row.oddity is not None:
            problems += 1
            if kept < ODD:
                kept += 1
                odd.append(_of_body(row))
        if rows % _BATCH == 0 and breath.over():
            tell(Counted(rows, problems, tuple(odd)))
            odd = []
    return Counted(rows, problems, tuple(odd), whole=True, texts=words.counts())


class _Words:
    """The different texts of columns; a column of too many is no column of words."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._seen: dict[int, Counter[str]] = {place: Counter() for place in range(len(columns))}
        self._examples: dict[str, dict[str, int]] = {}

    def add(self, row: Row) -> None:
        cells = row.cells
        for place, seen in self._seen.items():
            text = cells[place].strip()
            if text and (text in seen or len(seen) < WORDS):
                seen[text] += 1

    def narrow(self) -> None:
        """What has too many different texts by now keeps those as examples, and is not counted."""
        self._examples = self.counts()
        self._seen = {place: seen for place, seen in self._seen.items() if len(seen) < WORDS}

    def begin(self) -> None:
        """Count from the first row on."""
        self._seen = {place: Counter() for place in self._seen}

    def counts(self) -> dict[str, dict[str, int]]:
        counted = {self._columns[place]: dict(seen) for place, seen in self._seen.items()}
        return {**self._examples, **counted}
