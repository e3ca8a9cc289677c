"""Reading a delimited text table as it is: what was detected is shown and can be overruled.

No cell is lost in silence: what does not fit the grid is kept and reported with its row.
Rows are numbered as a spreadsheet numbers them, the first line of the file being 1.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.importing.encodings import detect_encoding
from camdesk.text.cells import unguard

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 500
_LARGEST_CELL = 16 * 1024 * 1024
# A quoted cell may hold line breaks, but hardly so many.
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """How the bytes of a file become a grid."""

    encoding: str
    delimiter: str
    quote: str = '"'
    header_row: int = 1  # 0: the table has no header


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

    def rows(self, limit: int | None = None) -> Iterator[Row]:
        """The rows below the header; empty lines are passed over."""
        width = len(self.columns)
        for row in islice(_below_header(self.path, self.reading, width), limit):
            cells = [unguard(cell) for cell in row.cells]
            oddity = row.oddity or _misfit(row.number, cells, width)
            cells += [""] * (width - len(cells))
            yield Row(row.number, cells, oddity)


def open_table(
    path: Path, *, change: Callable[[Reading], Reading] = lambda reading: reading
) -> Table:
    """The table in `path`; `change` may overrule what was detected.

    Raises KnownError for a file that cannot be read or holds no table.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory")
        encoding = detect_encoding(path) if size else "utf-8"
        reading = change(_detect(path, encoding))
        return Table(path, reading, _columns(path, reading))
    except FileNotFoundError:
        raise KnownError(
            N_("There is no file “{path}”."), N_("Check the name."), path=path
        ) from None
    except OSError as error:
        raise KnownError(
            N_("“{path}” cannot be read: {reason}."),
            N_("Check that it is a file and that you may open it."),
            path=path,
            reason=error.strerror,
        ) from error
    except (UnicodeError, LookupError) as error:
        raise KnownError(
            N_("“{path}” cannot be read as {encoding}."),
            N_("Choose another encoding."),
            path=path,
            encoding=getattr(error, "encoding", "?"),
        ) from error


def _detect(path: Path, encoding: str) -> Reading:
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        lines = [line for line in islice(file, _SAMPLE_ROWS) if line.strip()]
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
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width < 2:
        wider = [(count, w) for w, count in widths.items() if w > 1]
        if not wider:
            return 0.0
        rows, width = max(wider)
    return rows / sum(widths.values()) + min(width, 40) / 1000


def _header_row(path: Path, reading: Reading) -> int:
    """The number of the first row as wide as most rows are: what stands above is a preamble."""
    rows = list(islice(_records(path, reading), _SAMPLE_ROWS))
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
    widths = Counter(len(row.cells) for row in rows)
    width = max(widths, key=lambda w: (widths[w], w))
    for row, count in zip(rows, filled, strict=True):
        if len(row.cells) == width and count * 2 >= width:
            return row.number
    return rows[0].number if rows else 1


def _columns(path: Path, reading: Reading) -> tuple[str, ...]:
    """Distinct names of the columns: empty ones are numbered, doubled ones too."""
    rows = _records(path, reading)
    if reading.header_row == 0:
        first = next(rows, None)
        names = [""] * (len(first.cells) if first else 0)
    else:
        header = next((row for row in rows if row.number >= reading.header_row), None)
        names = [cell.strip().lstrip("\ufeff") for cell in header.cells] if header else []
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


def _below_header(path: Path, reading: Reading, width: int) -> Iterator[Row]:
    for row in _records(path, reading, width):
        if row.number > reading.header_row and any(cell.strip() for cell in row.cells):
            yield row


def _records(path: Path, reading: Reading, width: int | None = None) -> Iterator[Row]:
    """The rows of the file; a quote that is never closed does not swallow the lines below it."""
    csv.field_size_limit(_LARGEST_CELL)
    with path.open(encoding=reading.encoding, newline="", errors="replace") as file:
        used: list[str] = []

        def lines() -> Iterator[str]:
            for line in file:
                used.append(line)
                yield line

        records = csv.reader(lines(), delimiter=reading.delimiter, quotechar=reading.quote)
        number = 0
        while True:
            used.clear()
            try:
                cells = next(records)
            except StopIteration:
                return
            except csv.Error:
                cells = []
            number += 1
            if _is_torn(used, cells, width, reading.quote):
                for line in used:
                    torn = next(
                        csv.reader([line], delimiter=reading.delimiter, quoting=csv.QUOTE_NONE), []
                    )
                    yield Row(number, torn, Oddity(number, N_("a quote is never closed")))
                    number += 1
                number -= 1
            else:
                yield Row(number, cells)


def _is_torn(used: Sequence[str], cells: Sequence[str], width: int | None, quote: str) -> bool:
    """Whether the lines were run together by a quote that is not closed where it should be."""
    if not cells and used:
        return any(line.strip() for line in used)
    if len(used) < 2:
        return sum(line.count(quote) for line in used) % 2 == 1 and len(cells) != width
    odd = sum(line.count(quote) for line in used) % 2 == 1
    return odd or len(used) > _MOST_LINES or (width is not None and len(cells) != width)


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
    if any("\x00" in cell for cell in cells):
        return Oddity(number, N_("a cell holds a NUL byte"))
    return None
