"""Sheets that were read, kept in temporary files: they are asked for again and again.

A workbook is read as a whole or not at all; once its rows lie in a file, they are streamed.
"""

from __future__ import annotations

import atexit
import marshal
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from camdesk.importing.records import Record
from camdesk.importing.sheet_look import Remark

_KEPT = 4  # sheets
_BATCH = 1000  # rows written together
_Key = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet as it is being read; its rows can be taken once."""

    first_column: int
    remarks: tuple[Remark, ...]
    rows: Iterator[Record]


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet that was read: its rows can be taken as often as wanted."""

    first_column: int  # of the spreadsheet, from 1, that the rows begin with
    remarks: tuple[Remark, ...]
    file: Path

    def records(self) -> Iterator[Record]:
        """The rows from the first of the spreadsheet on."""
        with self.file.open("rb") as file:
            while batch := marshal.load(file):  # our own file: nothing in it is anybody else's
                yield from batch


_kept: dict[_Key, Kept] = {}
_turn = threading.Lock()
_folder: Path | None = None


def kept(path: Path, sheet: str, read: Callable[[], Read]) -> Kept:
    """The sheet as it was read, or is now, where the file is another one than then."""
    stat = path.stat()
    key = (str(path.absolute()), stat.st_mtime_ns, stat.st_size, sheet)
    with _turn:
        found = _kept.pop(key, None)
        if found is None:
            found = _write(read())
        _kept[key] = found  # the one used last stands last
        while len(_kept) > _KEPT:
            oldest = next(iter(_kept))
            with suppress(OSError):  # Windows keeps what is being read; it goes at the end
                _kept.pop(oldest).file.unlink()
    return found


def _write(sheet: Read) -> Kept:
    with tempfile.NamedTemporaryFile(dir=_own_folder(), suffix=".rows", delete=False) as file:
        rows = iter(sheet.rows)
        while batch := list(islice(rows, _BATCH)):
            marshal.dump(batch, file)
        marshal.dump([], file)
        return Kept(sheet.first_column, sheet.remarks, Path(file.name))


def _own_folder() -> Path:
    global _folder
    if _folder is None:
        _folder = Path(tempfile.mkdtemp(prefix="camdesk-sheets-"))
        atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    return _folder
