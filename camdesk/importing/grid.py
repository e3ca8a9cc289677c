"""What reading a table is made of: how it is read, its rows, and what is odd about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from camdesk.importing.dialect import Dialect, has_blank


@dataclass(frozen=True, slots=True)
class Reading:
    """How the bytes of a file become a grid; each of it can be overruled by the clerk."""

    encoding: str  # "" in a workbook, as the delimiter
    delimiter: str
    quote: str = '"'  # "": none
    escape: str = ""  # "": quotes in cells are doubled
    header_row: int = 1  # where the header begins; 0: the table has no header
    header_rows: int = 1  # how many rows it has
    last_row: int = 0  # of the table, the footer being below; 0: to the end
    sheet: str = ""  # of a workbook: the name of the sheet
    area: str = ""  # and the range, as in "B3:K200"

    @property
    def dialect(self) -> Dialect:
        """How cells are parted and quoted."""
        return Dialect(self.delimiter, self.quote, self.escape)

    @property
    def sign(self) -> str:
        """The delimiter for a file of the same shape: one sign, as every program writes."""
        one = len(self.delimiter) == 1 or has_blank(self.delimiter)
        return self.delimiter[0] if one else ","

    @property
    def above(self) -> int:
        """The last row above those of the table: that of the header, if it has one."""
        return self.header_row + self.header_rows - 1 if self.header_row else 0


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that does not fit the grid: the row, and a translatable sentence."""

    row: int
    message: str
    params: dict[str, object] = field(default_factory=dict)


class Row(NamedTuple):
    """One row of the grid, as wide as the header or wider."""

    number: int
    cells: list[str]
    oddity: Oddity | None = None
