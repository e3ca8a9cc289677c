"""A second look at a sheet: what its file shows and the reader of workbooks leaves out."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from camdesk.domain.errors import N_, KnownError
from camdesk.importing.shown_formats import Show


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of a sheet: where it begins, and a translatable sentence."""

    row: int
    message: str
    params: dict[str, object] = field(default_factory=dict)


# What the standard library raises over the inside of a damaged file.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, expat.ExpatError, EOFError, OSError,
    ValueError, KeyError, NotImplementedError, RuntimeError,
)  # fmt: skip


class Names(NamedTuple):
    """The sheets of a workbook."""

    shown: tuple[str, ...]
    hidden: tuple[str, ...] = ()


class Unreadable(Exception):
    """A file cannot be read as a workbook of its kind; `locked` if a password is missing."""

    def __init__(self, reason: str, *, locked: bool = False) -> None:
        super().__init__(reason)
        self.locked = locked


class Seen(NamedTuple):
    """What is shown otherwise in one row: by the number of the column from 1, a text or a way."""

    row: int
    cells: dict[int, str | Show]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Remarks on a sheet, and the rows that are shown otherwise, in their order."""

    remarks: tuple[Remark, ...] = ()
    rows: Iterable[Seen] | None = None


def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def hidden_rows(rows: Sequence[int]) -> tuple[Remark, ...]:
    """That some rows are hidden, if any are."""
    message = N_("rows hidden in the spreadsheet: {count}; they are read too")
    return (Remark(min(rows), message, {"count": len(rows)}),) if rows else ()


def hidden_columns(count: int) -> tuple[Remark, ...]:
    """That some columns are hidden, if any are."""
    message = N_("columns hidden in the spreadsheet: {count}; they are read too")
    return (Remark(1, message, {"count": count}),) if count else ()


def merged_groups(rows: Sequence[int]) -> tuple[Remark, ...]:
    """That cells are merged, in groups that begin in these rows, if any are."""
    message = N_("merged groups of cells: {count}; the first cell of each has the value")
    return (Remark(min(rows), message, {"count": len(rows)}),) if rows else ()


MOST_CELLS = 60_000_000  # of the rectangle around all cells: more would take all memory


def refuse_too_large(rows: int, columns: int) -> None:
    """Raise KnownError for a sheet whose cells lie too far apart to be read."""
    if rows * columns > MOST_CELLS:
        raise KnownError(
            N_("The sheet reaches to row {row} and column {column}: too far to be read."),
            N_("Delete what stands far from the table, or save the table alone as CSV."),
            row=rows,
            column=columns,
        )
