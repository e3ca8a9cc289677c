"""A second look at a sheet: what its file shows and the reader of workbooks leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from camdesk.importing.shown_formats import Show


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of a sheet: where it begins, and a translatable sentence."""

    row: int
    message: str
    params: dict[str, object] = field(default_factory=dict)


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
