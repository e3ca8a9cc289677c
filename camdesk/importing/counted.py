"""The numbers that somebody counted, from a table of any shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.stock_take import number_key
from camdesk.importing.reader import Table, open_table
from camdesk.store.camera_numbers import sites_by_code
from camdesk.store.connection import Connection
from camdesk.store.stock_take_work import Counted

# How columns and results are called in tables: the beginnings of the words, folded.
_INVENTORY = ("инв", "inv", "түгенд")
_SERIAL = ("сери", "serial")
_NUMBER = ("номер", "number", "нөмір")
_RESULT = ("result", "результ", "нали", "found", "найден", "нәтиже")
_SITE = ("site", "местоуст", "код мест", "код точ", "точк", "орын")
_MISSING = (
    "missing",
    "not found",
    "no",
    "0",
    "нет",
    "не найд",
    "отсут",
    "недост",
    "жоқ",
    "табылмад",
)


def counted(connection: Connection, path: Path) -> list[Counted]:
    """The numbers in `path`: inventory numbers, serial numbers where those are missing, or else
    the column of numbers, or the first one.

    A column of results and a column of site codes are read where the table has them. Raises
    KnownError for a file that cannot be read, or that holds no number.
    """
    table = open_table(path)
    numbers = [place for words in (_INVENTORY, _SERIAL) for place in _columns(table, words)]
    numbers = numbers or _columns(table, _NUMBER)[:1]
    result, site = (next(iter(_columns(table, words)), None) for words in (_RESULT, _SITE))
    if not numbers:
        # A plain column of numbers has no header to lose.
        numbers = [0]
        if _looks_like_a_number(table.columns[0]):
            table = open_table(path, change=lambda reading: replace(reading, header_row=0))
    sites = sites_by_code(connection) if site is not None else {}
    found = list(_read(table, numbers, result, site, sites))
    if not found:
        raise KnownError(
            N_("“{path}” holds no numbers."),
            N_("Choose a table with a column of inventory numbers."),
            path=path,
        )
    return found


def _read(
    table: Table,
    numbers: Sequence[int],
    result: int | None,
    site: int | None,
    sites: Mapping[str, int],
) -> Iterator[Counted]:
    for row in table.rows():
        said = next((row.cells[place] for place in numbers if number_key(row.cells[place])), "")
        if not said:
            continue
        answer = row.cells[result].strip().casefold() if result is not None else ""
        where = sites.get(number_key(row.cells[site])) if site is not None else None
        yield Counted(said.strip(), bool(answer) and answer.startswith(_MISSING), where)


def _columns(table: Table, words: tuple[str, ...]) -> list[int]:
    """The columns whose names have one of `words` at the beginning of a word."""
    names = [f" {name.casefold().replace('_', ' ')}" for name in table.columns]
    return [place for place, name in enumerate(names) if any(f" {word}" in name for word in words)]


def _looks_like_a_number(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)
