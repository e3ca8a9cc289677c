"""Reports as CSV files that spreadsheets open correctly, and never run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import IO

from camdesk.domain.errors import KnownError
from camdesk.files import not_written, whole_file
from camdesk.reports.csv_lines import line_form
from camdesk.reports.dialects import Dialect
from camdesk.reports.report import ReportColumn, Stream
from camdesk.store.tables import Value
from camdesk.text.cells import guard, guard_date, may_need_guard
from camdesk.text.formats import edtf_text
from camdesk.text.i18n import in_language, tr
from camdesk.text.value_words import has_word, value_word

BATCH = 2_000  # rows between two words of progress
Rows = Iterable[Sequence[Value]]
Convert = Callable[[Value], Value]


class Cancelled(KnownError):
    """The person called it off; nothing was written."""


def write_csv(
    path: Path,
    columns: Sequence[ReportColumn],
    rows: Rows,
    dialect: Dialect,
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write the rows under a header to `path`, whole or not at all; returns how many there are.

    `progress` is told the number of rows so far. Raises Cancelled when `cancelled()` says so,
    KnownError where the disk or the folder refuses.
    """
    with (
        whole_file(path, dialect.encoding) as file,
        closing(_write(file, columns, rows, dialect)) as written,
    ):
        count = 0
        for count in written:
            if progress is not None:
                progress(count)
            if cancelled is not None and cancelled():
                raise Cancelled("Cancelled.")
        return count


def print_csv(
    stream: IO[str], columns: Sequence[ReportColumn], rows: Rows, dialect: Dialect
) -> None:
    """Write the rows under a header to an open stream."""
    try:
        with closing(_write(stream, columns, rows, dialect)) as written:
            for _ in written:
                pass
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise not_written(Path(getattr(stream, "name", "-")), error) from error


def _write(
    file: IO[str], columns: Sequence[ReportColumn], rows: Rows, dialect: Dialect
) -> Generator[int, None, None]:
    """Broken off, it lets go of the rows at once: a report may have had its reader look back."""
    mark, end = dialect.delimiter, dialect.line_end
    writer = csv.writer(file, delimiter=mark, lineterminator=end)
    # Python's writer leaves a lone CR unquoted, and its own reader ends the row there.
    quoting = csv.writer(file, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL)
    with in_language(dialect.language or "en"):
        writer.writerow(
            [tr(column.label) if dialect.language else column.name for column in columns]
        )
        converters = _converters(columns, dialect)
    texts = [place for place, column in enumerate(columns) if column.kind == "text"]
    numbers = dialect.language is not None  # another program takes 00123 as it stands
    count = 0
    pieces = _pieces(file, columns, rows, dialect)
    try:
        for piece in pieces:
            if isinstance(piece, bytes):
                count += _write_lines(file, piece)
            else:
                with in_language(dialect.language or "en"):
                    written, has_return = _cells(piece, converters, texts, numbers)
                if has_return:
                    for row in written:
                        (quoting if _has_return(row) else writer).writerow(row)
                else:
                    writer.writerows(written)
                count += len(piece)
            yield count
    finally:
        pieces.close()
    if count == 0:
        yield 0


def _pieces(
    file: IO[str], columns: Sequence[ReportColumn], rows: Rows, dialect: Dialect
) -> Generator[bytes | Sequence[Sequence[Value]], None, None]:
    """The rows in batches, or as lines where the store can write them."""
    form = line_form(columns, dialect) if isinstance(rows, Stream) and _is_utf8(file) else None
    lines = rows.pieces(form) if isinstance(rows, Stream) and form is not None else None
    if lines is not None:
        with closing(lines):
            yield from lines
        return
    iterator = iter(rows)
    try:
        while batch := list(islice(iterator, BATCH)):
            yield batch
    finally:
        let_go = getattr(iterator, "close", None)
        if let_go is not None:
            let_go()


def _is_utf8(file: IO[str]) -> bool:
    """Whether lines in UTF-8 may go below the text layer of a file."""
    encoding = getattr(file, "encoding", None) or ""
    return hasattr(file, "buffer") and encoding.lower() in ("utf-8", "utf-8-sig")


def _write_lines(file: IO[str], lines: bytes) -> int:
    """Write lines that are ready; returns how many there are."""
    file.flush()
    file.buffer.write(lines)  # type: ignore[attr-defined]
    return lines.count(b"\n")  # within a line there is none


def _cells(
    batch: Sequence[Sequence[Value]],
    converters: list[tuple[int, Convert]],
    texts: list[int],
    numbers: bool,
) -> tuple[Iterable[Sequence[Value]], bool]:
    """The rows as they are written, and whether a carriage return stands in one of them.

    Column by column: what is done once for a column of the batch costs nothing for a cell.
    """
    cells = list(zip(*batch, strict=True))
    for place, convert in converters:
        converted = {value: convert(value) for value in set(cells[place])}
        cells[place] = tuple(map(converted.__getitem__, cells[place]))
    has_return = False
    for place in texts:
        said = [value for value in cells[place] if value and isinstance(value, str)]
        has_return = has_return or "\r" in "".join(said)
        if any(may_need_guard(first, numbers=numbers) for first in set(map(itemgetter(0), said))):
            cells[place] = tuple(
                guard(value, numbers=numbers) if isinstance(value, str) else value
                for value in cells[place]
            )
    return zip(*cells, strict=True), has_return


def _has_return(row: Sequence[Value]) -> bool:
    return any("\r" in value for value in row if isinstance(value, str))


def _converters(columns: Sequence[ReportColumn], dialect: Dialect) -> list[tuple[int, Convert]]:
    """The columns that are not written as the register has them, and how they are."""
    by_kind: dict[str, Convert] = {"yes_no": _machine_yes_no, "money": _tenge}
    if dialect.language is not None:
        by_kind |= {
            "yes_no": _yes_no,
            **{c.kind: partial(_word, c.kind) for c in columns if has_word(c.kind)},
        }
        if dialect.decimal != ".":

            def with_mark(value: Value) -> Value:
                return None if value is None else str(value).replace(".", dialect.decimal)

            by_kind |= dict.fromkeys(("coordinate", "decimal", "measure", "percent"), with_mark)
            by_kind["money"] = lambda value: with_mark(_tenge(value))
        if dialect.dates == "local":
            by_kind["date"] = lambda value: guard_date(edtf_text(str(value))) if value else None
    return [
        (place, by_kind[column.kind])
        for place, column in enumerate(columns)
        if column.kind in by_kind
    ]


def _machine_yes_no(value: Value) -> Value:
    return None if value is None else "yes" if value else "no"


def _yes_no(value: Value) -> Value:
    return None if value is None else tr("Yes") if value else tr("No")


def _tenge(value: Value) -> Value:
    """Tiyn as tenge with two decimals."""
    if value is None:
        return None
    whole, rest = divmod(abs(int(value)), 100)
    return f"{'-' if int(value) < 0 else ''}{whole}.{rest:02d}"


def _word(kind: str, value: Value) -> Value:
    return None if value is None else value_word(kind, value)
