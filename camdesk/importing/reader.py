"""Reading a delimited text table as it is: what was detected is shown and can be overruled.

No cell is lost in silence: what does not fit the grid is kept and reported with its row.
Rows are numbered as a spreadsheet numbers them, the first line of the file being 1.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.files import not_read
from camdesk.importing.encodings import detect_encoding
from camdesk.importing.records import LONGEST_LINE, Record, records
from camdesk.text.cells import unguard

DELIMITERS = (",", ";", "\t", "|")
QUOTE = '"'
_SAMPLE_ROWS = 500
_UNREADABLE = "\ufffd"  # what a byte becomes that the encoding does not have
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # xlsx and ods; xls


@dataclass(frozen=True, slots=True)
class Reading:
    """How the bytes of a file become a grid; each of it can be overruled by the clerk."""

    encoding: str  # "" in a workbook, as the delimiter
    delimiter: str
    quote: str = QUOTE  # "": none
    escape: str = ""  # "": quotes in cells are doubled
    header_row: int = 1  # where the header begins; 0: the table has no header
    header_rows: int = 1  # how many rows it has
    last_row: int = 0  # of the table, the footer being below; 0: to the end
    sheet: str = ""  # of a workbook: the name of the sheet
    area: str = ""  # and the range, as in "B3:K200"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that does not fit the grid: the row, and a translatable sentence."""

    row: int
    message: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid, as wide as the header or wider."""

    number: int
    cells: list[str]
    oddity: Oddity | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file with its reading: the columns are known, the rows are streamed by `rows`."""

    path: Path
    reading: Reading
    columns: tuple[str, ...]
    preamble: tuple[Row, ...] = ()
    footer: tuple[Row, ...] = ()

    def rows(self, limit: int | None = None) -> Iterator[Row]:
        """The rows below the header; empty lines are passed over. Raises KnownError."""
        with _said(self.path, self.reading.encoding):
            yield from islice(self._rows(), limit)

    def _rows(self) -> Iterator[Row]:
        width = len(self.columns)
        below = _last_of_header(self.reading)
        last = self.reading.last_row or sys.maxsize
        for number, cells, fault in _records(self.path, self.reading, width):
            if number <= below:
                continue
            if number > last:
                return
            row = "".join(cells)  # one look at the row is cheaper than one at every cell
            if not row or row.isspace():
                continue
            if "'" in row:
                cells = [unguard(cell) for cell in cells]
            if fault is not None:
                oddity: Oddity | None = Oddity(number, fault)
            elif len(cells) != width:
                oddity = _misfit(number, cells, width)
            else:
                oddity = None
            if oddity is None and ("\x00" in row or _UNREADABLE in row):
                oddity = Oddity(number, _SPOILT["\x00" if "\x00" in row else _UNREADABLE])
            if len(cells) < width:
                cells += [""] * (width - len(cells))
            yield Row(number, cells, oddity)


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
    with _said(path, "?"):
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        if is_workbook(path):
            reading = change(_of_workbook(path))
        else:
            reading = change(_detect(path, detect_encoding(path)))
    with _said(path, reading.encoding):
        return Table(path, reading, _columns(path, reading))


def is_workbook(path: Path) -> bool:
    """Whether `path` holds a workbook (XLSX, XLS, ODS) and no text; raises OSError."""
    with path.open("rb") as file:
        return file.read(8).startswith(_WORKBOOKS)


def _of_workbook(path: Path) -> Reading:
    from camdesk.importing.workbooks import sheets

    sheet = sheets(path)[0]
    reading = Reading("", "", "", sheet=sheet)
    return replace(reading, header_row=_header_row(path, reading))


@contextmanager
def _said(path: Path, encoding: str) -> Iterator[None]:
    """What the disk and the encoding refuse, as KnownErrors."""
    try:
        yield
    except OSError as error:
        raise not_read(path, error) from error
    except (UnicodeError, LookupError) as error:
        raise KnownError(
            N_("“{path}” cannot be read as {encoding}."),
            N_("Choose another encoding."),
            path=path,
            encoding=encoding,
        ) from error


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        for line in iter(partial(file.readline, LONGEST_LINE), ""):
            if len(line) == LONGEST_LINE:
                raise KnownError(
                    N_("“{path}” holds a line longer than {count} characters."),
                    N_("It may not be a table; save it as CSV again."),
                    path=path,
                    count=LONGEST_LINE,
                )
            yield line


def _records(path: Path, reading: Reading, width: int | None = None) -> Iterator[Record]:
    if reading.sheet:
        from camdesk.importing import workbooks  # late: most tables are text

        return workbooks.records(path, reading.sheet, reading.area)
    lines = _lines(path, reading.encoding)
    return records(lines, reading.delimiter, reading.quote, width, reading.header_row)


def _detect(path: Path, encoding: str) -> Reading:
    lines = [line for line in islice(_lines(path, encoding), _SAMPLE_ROWS) if line.strip()]
    if not lines:
        raise KnownError(
            N_("“{path}” is empty."), N_("Choose a file that holds a table."), path=path
        )
    scored = [(_consistency(lines, delimiter), delimiter) for delimiter in DELIMITERS]
    best, delimiter = max(scored, key=lambda pair: pair[0])
    reading = Reading(encoding, delimiter if best > 0 else ",")
    return replace(reading, header_row=_header_row(path, reading))


def _consistency(lines: Sequence[str], delimiter: str) -> float:
    """How well `delimiter` parts the lines into a grid: 0 is not at all."""
    widths = Counter(len(cells) for _, cells, _ in records(lines, delimiter, QUOTE))
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width < 2:
        wider = [(count, w) for w, count in widths.items() if w > 1]
        if not wider:
            return 0.0
        rows, width = max(wider)
    return rows / sum(widths.values()) + min(width, 40) / 1000


def _last_of_header(reading: Reading) -> int:
    return reading.header_row + reading.header_rows - 1 if reading.header_row else 0


def _header_row(path: Path, reading: Reading) -> int:
    """The number of the first row as wide as most rows are: what stands above is a preamble."""
    rows = list(islice(_records(path, reading), _SAMPLE_ROWS))
    widths = Counter(len(cells) for _, cells, _ in rows)
    width = max(widths, key=lambda w: (widths[w], w), default=0)
    for number, cells, _ in rows:
        filled = sum(1 for cell in cells if cell.strip())
        if len(cells) == width and filled * 2 >= width:
            return number
    return rows[0][0] if rows else 0


def _columns(path: Path, reading: Reading) -> tuple[str, ...]:
    """Distinct names of the columns: empty ones are numbered, doubled ones too."""
    rows = _records(path, reading)
    if reading.header_row == 0:
        names = [""] * next((len(cells) for _, cells, _ in rows), 0)
    else:
        header = next((cells for number, cells, _ in rows if number >= reading.header_row), [])
        names = [unguard(cell).strip().lstrip("\ufeff") for cell in header]
    taken: set[str] = set()
    distinct: list[str] = []
    for place, name in enumerate(names, 1):
        candidate = name or f"#{place}"
        repeat = 2
        while candidate in taken:
            candidate = f"{name or '#' + str(place)} ({repeat})"
            repeat += 1
        taken.add(candidate)
        distinct.append(candidate)
    return tuple(distinct)


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
