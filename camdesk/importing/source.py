"""The rows of a file as they stand in it, of a text or of a sheet, and why they cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from camdesk.domain.errors import N_, KnownError
from camdesk.files import not_read
from camdesk.importing.dialect import Dialect
from camdesk.importing.grid import Reading
from camdesk.importing.records import LONGEST_LINE, Record, Run, records, runs
from camdesk.importing.signs import too_long

_HEAD_LINES = 2000
_HEAD_SIGNS = 1 << 19
_TAIL = 1 << 16  # bytes


class Frame(NamedTuple):
    """What is known of a text before its records are parted for good, and decides how a stray
    quote is taken: so rows have the same numbers whenever the file is read."""

    width: int  # of most records
    below: int  # the row below which a cell with line breaks needs a record of that width


@contextmanager
def said(path: Path, encoding: str) -> Iterator[None]:
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


def all_runs(path: Path, reading: Reading, frame: Frame | None = None) -> Iterator[Run]:
    """All records of the file in runs, empty ones among them."""
    if reading.sheet:
        from camdesk.importing import workbooks  # late: most tables are text

        for number, cells, fault in workbooks.records(path, reading.sheet, reading.area):
            yield number, [cells], fault, [""]
        return
    with path.open(encoding=reading.encoding, newline="", errors="replace") as file:
        yield from runs(file, reading.dialect, *(frame or ()))


def all_records(path: Path, reading: Reading, frame: Frame | None = None) -> Iterator[Record]:
    """All records of the file one by one."""
    for first, run, fault, _ in all_runs(path, reading, frame):
        for number, cells in enumerate(run, first):
            yield number, cells, fault


def head_lines(path: Path, encoding: str) -> tuple[list[str], bool]:
    """The first lines of a text, and whether these are all."""
    lines: list[str] = []
    signs = 0
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        for line in iter(partial(file.readline, LONGEST_LINE + 1), ""):
            if len(line) > LONGEST_LINE:
                raise too_long(path)
            if len(lines) >= _HEAD_LINES or signs > _HEAD_SIGNS:
                return lines, False
            lines.append(line)
            signs += len(line)
    return lines, True


def head_records(path: Path, reading: Reading, count: int) -> tuple[list[Record], bool]:
    """The first records of a sheet, and whether these are all."""
    found = list(islice(all_records(path, reading), count + 1))
    return found[:count], len(found) <= count


def tail_records(path: Path, encoding: str, dialect: Dialect, width: int) -> list[Record]:
    """The last records of a text, numbered from somewhere; the first of them may be cut off."""
    size = path.stat().st_size
    step = 4 if encoding.startswith("utf-32") else 2
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL) // step * step)
        data = file.read()
    name = encoding
    if encoding in ("utf-16", "utf-32"):  # the mark stands at the head of the file
        with path.open("rb") as file:
            name += "-le" if file.read(2)[:1] == b"\xff" else "-be"
    lines = data.decode(name, errors="replace").splitlines(keepends=True)
    return list(records(lines[1:], dialect, width))
