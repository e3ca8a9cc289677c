"""What the reader sees in a table, in words; and the whole grid for programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.files import whole_file
from camdesk.importing.dialect import BLANKS, WIDE_BLANKS
from camdesk.importing.reader import EmptyTable, Oddity, Reading, Row, Table, propose, table_as
from camdesk.text.formats import said
from camdesk.text.i18n import ntr, tr

_DELIMITERS = {
    ",": N_("comma"),
    ";": N_("semicolon"),
    "\t": N_("tab"),
    "|": N_("bar"),
    " ": N_("space"),
    BLANKS: N_("one space or more"),
    WIDE_BLANKS: N_("two spaces or more"),
    ", ": N_("comma and space"),
    "; ": N_("semicolon and space"),
    ":": N_("colon"),
}
# How delimiters may be called on the command line.
_CALLED = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "\\t": "\t",
    "bar": "|",
    "pipe": "|",
    "space": " ",
    "spaces": BLANKS,
    "colon": ":",
}


@dataclass(frozen=True, slots=True)
class Overrules:
    """What the clerk says against what is detected; None: as detected."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    header_row: int | None = None
    header_rows: int | None = None
    last_row: int | None = None
    sheet: str | None = None
    area: str | None = None


def look_at(path: Path, overrules: Overrules, out: Path | None, say: Callable[[str], None]) -> None:
    """Say what the reader sees in the table at `path`, and write the whole grid to `out`.

    Raises KnownError for a file that cannot be read or written.
    """
    try:
        table = open_overruled(path, overrules)
    except EmptyTable as error:
        say(said(error))
        _write(out, (), ())
        return
    for line in _seen(table):
        say(line)
    _write(out, table.header, _counted(table, say))


def delimiter_called(text: str) -> str:
    """The delimiter that is meant by a word or by itself."""
    return _CALLED.get(text.casefold(), text)


def delimiter_name(delimiter: str) -> str:
    """What a delimiter is called, with the sign where it can be seen."""
    name = _DELIMITERS.get(delimiter)
    if name is None:
        return delimiter if delimiter.isprintable() else repr(delimiter).strip("'")
    return tr(name)


def problem_line(oddity: Oddity) -> str:
    """A problem in words, with its row."""
    problem = said(KnownError(oddity.message, "", **oddity.params))
    return tr("row {row}: {problem}", row=oddity.row, problem=problem)


def open_overruled(path: Path, overrules: Overrules) -> Table:
    """The table at `path`, read as the clerk says; raises KnownError."""
    proposed, layout = propose(
        path,
        encoding=overrules.encoding or "",
        delimiter=overrules.delimiter or "",
        quote=overrules.quote,
        escape=overrules.escape,
        sheet=overrules.sheet or "",
        area=overrules.area or "",
    )
    reading = proposed
    for name in ("header_row", "header_rows", "last_row"):
        value = getattr(overrules, name)
        if value is not None:
            reading = replace(reading, **{name: value})
    return table_as(path, reading, layout.second_table if reading == proposed else 0)


def _seen(table: Table) -> Iterator[str]:
    reading = table.reading
    yield tr("File: {path}", path=table.path)
    yield from _form(table.path, reading)
    if not reading.header_row:
        yield tr("Header: none")
    elif reading.header_rows == 1:
        yield tr("Header: row {row}", row=reading.header_row)
    else:
        yield tr("Header: rows {first} to {last}", first=reading.header_row, last=reading.above)
    yield from _rows(tr("Above the header:"), table.preamble)
    yield tr("Columns: {count}", count=len(table.columns))
    for number, column in enumerate(table.columns, 1):
        yield f"  {number}  {column}"
    yield from _rows(tr("Below the table:"), table.footer)


def _form(path: Path, reading: Reading) -> Iterator[str]:
    if reading.sheet:
        from camdesk.importing.workbooks import sheets  # late: most tables are text

        yield tr("Sheets: {names}", names=", ".join(sheets(path)))
        yield tr("Sheet: {name}", name=reading.sheet)
        yield tr("Range: {area}", area=reading.area or tr("whole sheet"))
        return
    yield tr("Encoding: {name}", name=reading.encoding)
    yield tr("Delimiter: {name}", name=delimiter_name(reading.delimiter))
    yield tr("Quotes: {sign}", sign=reading.quote or tr("none"))
    yield tr("Quotes in cells: {how}", how=reading.escape or tr("doubled"))


def _rows(title: str, rows: Iterable[Row]) -> Iterator[str]:
    for place, row in enumerate(rows):
        if not place:
            yield title
        text = " | ".join(cell for cell in row.cells if cell.strip())
        yield "  " + tr("row {row}: {problem}", row=row.number, problem=text)


def _counted(table: Table, say: Callable[[str], None]) -> Iterator[list[str]]:
    """The cells of all rows; every problem is said on the way, and their number at the end."""
    count = odd = 0

    def problem(oddity: Oddity) -> None:
        nonlocal odd
        if not odd:
            say(tr("Problems:"))
        odd += 1
        say("  " + problem_line(oddity))

    for remark in table.remarks:
        problem(remark)
    for row in table.rows():
        count += 1
        if row.oddity is not None:
            problem(row.oddity)
        yield row.cells
    say(tr("Rows: {count}", count=count))
    say(ntr("{n} problem", "{n} problems", odd) if odd else tr("No problems"))


def _write(out: Path | None, header: Iterable[str], rows: Iterable[list[str]]) -> None:
    """The grid in the machine dialect: UTF-8, commas, LF, no guards; no file without `out`."""
    if out is None:
        for _ in rows:
            pass
        return
    with whole_file(out) as file:
        writer = csv.writer(file, lineterminator="\n")
        quoting = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        names = list(header)
        if names:
            (quoting if "\r" in "".join(names) else writer).writerow(names)
        for cells in rows:
            # The csv module does not quote a lone CR by itself.
            (quoting if "\r" in "".join(cells) else writer).writerow(cells)
