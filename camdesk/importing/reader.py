"""Reading a table as it is: what was detected is shown and can be overruled.

No cell is lost in silence: what does not fit the grid is kept and reported with its row.
Rows are numbered as a spreadsheet numbers them, the first line of the file being 1.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, repeat
from operator import itemgetter
from pathlib import Path

from camdesk.domain.errors import N_
from camdesk.importing.detect import DELIMITERS as DELIMITERS
from camdesk.importing.grid import Oddity as Oddity
from camdesk.importing.grid import Reading as Reading
from camdesk.importing.grid import Row as Row
from camdesk.importing.headings import distinct, fitted, joined, readable
from camdesk.importing.mending import Mender
from camdesk.importing.quotes import lone_quotes, mended
from camdesk.importing.reading import EmptyTable as EmptyTable
from camdesk.importing.reading import frame_of
from camdesk.importing.reading import propose as propose
from camdesk.importing.shapes import filled
from camdesk.importing.signs import UNKNOWN_SIGNS, Signs, look_for_signs
from camdesk.importing.source import Frame, all_records, all_runs, said
from camdesk.text.cells import unguard

_UNREADABLE = "\ufffd"  # what a byte becomes that the encoding does not have
_MOST_BELOW = 10_000  # rows kept of what stands below the table
_LOOKED_AT = 500  # rows by which the width of the table is known


@dataclass(frozen=True, slots=True)
class Table:
    """A file with its reading: the columns are known, the rows are streamed by `rows`."""

    path: Path
    reading: Reading
    columns: tuple[str, ...]  # distinct names
    preamble: tuple[Row, ...] = ()
    footer: tuple[Row, ...] = ()
    header: tuple[str, ...] = ()  # as it stands in the file; empty where there is none
    remarks: tuple[Oddity, ...] = ()  # on the header and on the table as a whole
    signs: Signs = UNKNOWN_SIGNS
    frame: Frame | None = None

    def rows(self, limit: int | None = None) -> Iterator[Row]:
        """The rows below the header; empty lines are passed over. Raises KnownError."""
        with said(self.path, self.reading.encoding):
            yield from islice(self._rows(), limit)

    def _rows(self) -> Iterator[Row]:
        width = len(self.columns)
        above, last = self.reading.above, self.reading.last_row or sys.maxsize
        signs, make = self.signs, tuple.__new__
        plain = not (signs.nul or signs.unreadable)
        mender = Mender(self.path, self.reading, self.frame, width)
        head = list(self.header)
        lone = lone_quotes(self.reading.dialect) if signs.quotes else None
        for first, run, fault, texts in all_runs(self.path, self.reading, self.frame):
            if first > last:
                return
            if first <= above or first + len(run) - 1 > last:
                part = slice(max(above + 1 - first, 0), max(last + 1 - first, 0))
                run, texts = run[part], texts[part]
                first += part.start
            # The places of rows to be looked at, and of those with a quote in a strange place.
            odd: Collection[int] = (0,) if fault is not None else ()
            strange = lone(texts) if lone is not None and not odd else ()
            if head and head in run:
                odd = {place for place, cells in enumerate(run) if cells == head}.union(odd)
            if strange or (signs.guards and fault is None):
                guarded = (place for place, text in enumerate(texts) if "'" in text)
                odd = {*odd, *strange, *guarded}
            if plain and not odd and _even(run, width):  # nearly all of nearly every file
                yield from map(make, repeat(Row), zip(count(first), run, repeat(None)))
                continue
            for place, cells in enumerate(run):
                if plain and len(cells) == width and cells[0] > "!" and place not in odd:
                    yield make(Row, (first + place, cells, None))
                elif any(cells) and not "".join(cells).isspace():
                    text = texts[place] if place in strange or len(cells) != width else ""
                    row = _row(first + place, cells, fault, text, mender)
                    again = Oddity(row.number, _AGAIN) if cells == head else row.oddity
                    yield row._replace(oddity=again)


def _even(run: list[list[str]], width: int) -> bool:
    """Whether all records are of `width` cells, the first of them not empty."""
    return width > 0 and set(map(len, run)) == {width} and min(map(itemgetter(0), run)) > "!"


_AGAIN = N_("the header stands here again; another table may begin")
_SPOILT = {
    "\x00": N_("a cell holds a NUL byte"),
    _UNREADABLE: N_("a cell holds signs that this encoding does not have"),
}


def open_table(
    path: Path, *, change: Callable[[Reading], Reading] = lambda reading: reading
) -> Table:
    """The table in `path`; `change` may overrule what was detected.

    Raises KnownError for a file that cannot be read or holds no table.
    """
    proposed, found = propose(path)
    reading = change(proposed)
    second = found.second_table if reading == proposed else 0
    return table_as(path, reading, second)


def table_as(path: Path, reading: Reading, second_table: int = 0) -> Table:
    """The table in `path`, read as `reading` says; raises KnownError."""
    with said(path, reading.encoding):
        signs = Signs() if reading.sheet else look_for_signs(path, reading.encoding, reading.quote)
        frame = frame_of(path, reading)
        top = _top(path, reading, frame)
        cells, remarks = _heading(top, reading)
        below = _below(path, reading, frame)
        if reading.sheet:
            from camdesk.importing import workbooks  # late: most tables are text

            for one in workbooks.remarks(path, reading.sheet):
                remarks.append(Oddity(one.row, one.message, one.params))
    if second_table:
        remarks.append(Oddity(second_table, N_("another table begins here; it is not read")))
    if len(below) > _MOST_BELOW:
        remarks.append(Oddity(below[-1].number, N_("what follows is not read")))
    names = distinct([readable(unguard(cell)) for cell in cells])
    return Table(
        path,
        reading,
        names,
        tuple(top.above),
        tuple(below),
        header=tuple(map(unguard, cells)) if reading.header_row else (),
        remarks=tuple(remarks),
        signs=signs,
        frame=frame,
    )


@dataclass(slots=True)
class _Top:
    above: list[Row]  # what stands above the header
    header: list[tuple[int, list[str], str | None, str]]  # its rows: number, cells, fault, text
    most: int = 0  # the width of most rows below it, 0 if they are of all widths


def _top(path: Path, reading: Reading, frame: Frame | None) -> _Top:
    top = _Top([], [])
    widths: Counter[int] = Counter()
    last = reading.last_row or sys.maxsize
    for first, run, fault, texts in all_runs(path, reading, frame):
        for number, (cells, text) in enumerate(zip(run, texts, strict=True), first):
            if number < reading.header_row:
                top.above += [Row(number, cells)] if filled(cells) else []
            elif number <= reading.above:
                top.header.append((number, cells, fault, text))
            elif number <= last and any(cells):
                widths[len(cells)] += 1
        if widths.total() >= _LOOKED_AT or first > last:
            break
    most = max(widths, key=lambda width: (widths[width], width), default=0)
    top.most = most if widths[most] * 2 > widths.total() or not reading.header_row else 0
    return top


def _heading(top: _Top, reading: Reading) -> tuple[list[str], list[Oddity]]:
    """The headings, and what is odd about them."""
    remarks: list[Oddity] = []
    rows: list[list[str]] = []
    for number, cells, fault, text in top.header:
        if fault is not None:
            remarks.append(Oddity(number, fault))
            cells = (mended(text, reading.dialect, top.most) if top.most else None) or cells
        if number == 1 and cells:  # the mark of a file that is read as plain UTF-8
            cells = [cells[0].removeprefix("\ufeff"), *cells[1:]]
        if filled(cells) or not rows:
            rows.append(cells)
    found, odd = fitted([joined(rows)] if rows else [], top.most, reading.header_row)
    return found, remarks + odd


def _below(path: Path, reading: Reading, frame: Frame | None) -> list[Row]:
    """The rows behind the last one of the table, and one more where there are too many."""
    if not reading.last_row:
        return []
    behind = (
        Row(number, cells)
        for number, cells, _ in all_records(path, reading, frame)
        if number > reading.last_row and filled(cells)
    )
    return list(islice(behind, _MOST_BELOW + 1))


def _row(number: int, cells: list[str], fault: str | None, text: str, mender: Mender) -> Row:
    """A row that was looked at: guards taken off, what does not fit mended or reported."""
    width = mender.width
    joint = "".join(cells)
    oddity = Oddity(number, fault) if fault is not None else None
    if fault is None and (len(cells) != width or text):
        found = mender.mend(cells, text)
        if found is not None:
            cells, message, params = found
            oddity = Oddity(number, message, params)
        elif mender.one_too_many(cells):
            cells = cells[:width]
        else:
            oddity = _misfit(number, cells, width)
    if "'" in joint:
        cells = [unguard(cell) for cell in cells]
    if oddity is None and ("\x00" in joint or _UNREADABLE in joint):
        oddity = Oddity(number, _SPOILT["\x00" if "\x00" in joint else _UNREADABLE])
    if len(cells) < width:
        cells = cells + [""] * (width - len(cells))
    return Row(number, cells, oddity)


def _misfit(number: int, cells: Sequence[str], width: int) -> Oddity | None:
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return Oddity(
            number,
            N_("{count} cells, the header has {width}: “{extra}” has no column"),
            {"count": len(cells), "width": width, "extra": " ".join(cells[width:])},
        )
    if len(cells) < width:
        return Oddity(
            number,
            N_("{count} cells, the header has {width}"),
            {"count": len(cells), "width": width},
        )
    return None
