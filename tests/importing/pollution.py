"""One invented table spoilt in every way that a public benchmark spoils its own, and the score.

The ways are those of the benchmark "Pollock" (Vitagliano et al., VLDB 2023); the table is
invented, of the same shape: 83 rows of a day, a time, a count, a code, a price, a name, a sentence,
an address of the web and a column without anything. `cases` gives each file with the grid that it
should be read as; `score` compares grids as the benchmark does: F1 of the header's cells, of the
records and of all cells, each in any order.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HEADER = ["DAY", "HOUR", "Qty", "DEVICEID", "Price", "DeviceName", "Remark", "URL", "Notes"]
ALWAYS_QUOTED = (6, 7)
_NAMES = [
    "Dome Camera", "Bullet Camera", "Children's Park Camera", "Kit", "Night Camera, Heated",
    'Monitor 24"', "Mast", "Pan-Tilt Camera, 5x", "Driver's Cabin Camera", "Box, Outdoor, Grey",
    'Bracket, 10" Steel', "Recorder 8 Ch.", "Women's Shelter  Camera", "Cable, Two-Pack",
]  # fmt: skip
_REMARKS = [
    "Made for streets with little light, it keeps its colours until late in the evening.",
    "This mast doesn't rust and carries up to four cameras with their boxes.",
    "Great for crossings: the lens covers two lanes, and the crossing of those on foot.",
    "Our most careful design - quiet, light and easy to mount.",
    "A lens of 8\\'9\" in all, which is more than anybody asked for.",
    "Built for wind, snow and heat. It'll record whatever the weather, won't blink and can't tire.",
    "The recorder keeps thirty days, or sixty at half the picture rate.",
]


@dataclass(frozen=True)
class Case:
    """A spoilt file, and the grid it should be read as, header first."""

    kind: str
    name: str
    content: bytes
    grid: list[list[str]]


def table() -> list[list[str]]:
    """The table as it was before it was spoilt, header first."""
    chance = random.Random(2023)
    rows = [list(HEADER)]
    for number in range(83):
        code = f"{chance.choice(['KX', 'AL', 'UR', 'TX'])}-{chance.randint(1000, 9999)}"
        price = chance.choice(["{:.2f}", "{:.2f}", "{:.2f}", "{:.1f}"]).format(chance.random() * 99)
        rows.append([
            f"{number % 28 + 1:02}/{number // 28 + 1:02}/2031",
            f"{number // 4 % 24:02}:{number % 4 * 15:02}",
            str(chance.choice([0, 1, 1, 2, 3, 4, 9, 12, 15, 33])),
            code,
            f"${price}",
            _NAMES[number % len(_NAMES)],
            f"{_REMARKS[number % len(_REMARKS)]}",
            f"https://example.org/device/{code.replace('-', '_')}.html",
            "",
        ])  # fmt: skip
    return rows


def written(cell: str, column: int, *, quote: str = '"', escape: str = '"') -> str:
    """A cell as the file has it."""
    text = cell.replace(quote, escape + quote) if quote == '"' else cell
    return (
        f"{quote}{text}{quote}" if column in ALWAYS_QUOTED or "," in text or '"' in cell else text
    )


def _parts(row: Sequence[str], **form: str) -> list[str]:
    return [written(cell, column, **form) for column, cell in enumerate(row)]


def _text(
    rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\r\n", **form: str
) -> str:
    return "".join(delimiter.join(_parts(row, **form)) + end for row in rows)


def cases() -> Iterator[Case]:
    """All spoilt files."""
    rows = table()
    yield from _whole_files(rows)
    yield from _dialects(rows)
    for number in range(len(rows)):
        yield from _spoilt_rows(rows, number)


def _case(kind: str, text: str, grid: list[list[str]], name: str = "") -> Case:
    return Case(kind, name or kind, text.encode(), grid)


def _whole_files(rows: list[list[str]]) -> Iterator[Case]:
    text = _text(rows)
    yield _case("source", text, rows)
    yield _case("no_payload", "", [])
    yield _case("no_trailing_newline", text.rstrip("\r\n"), rows)
    yield _case("double_trailing_newline", text + "\r\n", rows)
    yield _case("no_header", _text(rows[1:]), rows[1:])
    for count in (2, 3):
        names = [" ".join([name] * count) for name in HEADER]
        yield _case(
            f"header_multirow_{count}", _text([HEADER] * (count - 1)) + text, [names, *rows[1:]]
        )
    preamble = "PREAMBLE,,,,,,,,\r\n,,,,,,,,\r\n"
    yield _case("preamble", preamble + text, rows)
    second = [list(HEADER), *rows[1:83]]
    yield _case("multitable_same", text + _text(second), rows)
    yield _case("multitable_less", text + _text([row[:8] for row in second]), rows)
    more = [[*row, ""] for row in second]
    more[0][-1] = "col1"
    yield _case("multitable_more", text + _text(more), rows)
    yield _case("header_only", _text(rows[:1]), rows[:1])
    yield _case("one_data_row", _text(rows[:2]), rows[:2])


def _dialects(rows: list[list[str]]) -> Iterator[Case]:
    for end in ("\n", "\r"):
        yield _case(f"record_delimiter_{ord(end):#x}", _text(rows, end=end), rows)
    for delimiter in (";", "\t", ", ", " "):
        name = "_".join(f"{ord(sign):#x}" for sign in delimiter)
        yield _case(f"field_delimiter_{name}", _text(rows, delimiter), rows)
    yield _case("quotation_char_0x27", _text(rows, quote="'"), rows)
    yield _case("escape_char_0x5c", _text(rows, escape="\\"), rows)
    yield _case("escape_char_0x00", _text(rows, escape=""), rows)


def _spoilt_rows(rows: list[list[str]], number: int) -> Iterator[Case]:
    before, after = _text(rows[:number]), _text(rows[number + 1 :])
    parts = _parts(rows[number])

    def case(kind: str, line: str, grid: list[list[str]], column: int) -> Case:
        return _case(kind, f"{before}{line}\r\n{after}", grid, f"{kind}_{number}_{column}")

    for column in range(len(parts)):
        left, right = ",".join(parts[:column]), ",".join(parts[column:])
        surplus = f"{left},,{right}" if column else f",{right}"
        yield case("more_sep", surplus, rows, column)
        if column:
            yield case("less_sep", left + right, rows, column)
        quoted = parts[column].startswith('"')
        spoilt = f'""{parts[column][1:]}' if quoted else f'"{parts[column]}'
        line = ",".join([*parts[:column], spoilt, *parts[column + 1 :]])
        row = list(rows[number])
        row[column] = f'"{row[column]}'
        yield case("extra_quote", line, [*rows[:number], row, *rows[number + 1 :]], column)
    yield case("row_delimiter_0x20", " ".join(parts), rows, 0)


def score(grid: list[list[str]], expected: list[list[str]]) -> float:
    """From 0 to 1: the mean of the F1 of header, records and cells."""
    if not expected:
        return 1.0 if not grid else 0.0
    if not grid:
        return 0.0
    header = _f1(grid[0], expected[0])
    records = _f1(["".join(row) for row in grid[1:]], ["".join(row) for row in expected[1:]])
    cells = _f1([c for row in grid for c in row], [c for row in expected for c in row])
    return (header + records + cells) / 3


def _f1(found: Sequence[str], expected: Sequence[str]) -> float:
    if not expected:
        return 1.0
    both = (Counter(found) & Counter(expected)).total()
    return 2 * both / (len(found) + len(expected)) if found else 0.0
