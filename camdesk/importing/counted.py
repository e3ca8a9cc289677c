"""The numbers that somebody counted, from a table of any shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.stock_take import number_key
from camdesk.importing.reader import Table, open_table
from camdesk.store.camera_numbers import sites_by_code
from camdesk.store.connection import Connection
from camdesk.store.stock_take_work import Counted

# How columns and results are called in tables: the beginnings of the words, folded.
_NUMBER = ("инв", "номер", "inv", "number", "serial", "сери", "түгенд", "нөмір")
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
    """The numbers in `path`: of the column that is called so, or of the first one.

    A column of results and a column of site codes are read where the table has them. Raises
    KnownError for a file that cannot be read, or that holds no number.
    """
    table = open_table(path)
    number, result, site = (_column(table, words) for words in (_NUMBER, _RESULT, _SITE))
    if number is None:
        # A plain column of numbers has no header to lose.
        number = 0
        if _looks_like_a_number(table.columns[0]):
            table = open_table(path, change=lambda reading: replace(reading, header_row=0))
    sites = sites_by_code(connection) if site is not None else {}
    found = list(_read(table, number, result, site, sites))
    if not found:
        raise KnownError(
            N_("“{path}” holds no numbers."),
            N_("Choose a table with a column of inventory numbers."),
            path=path,
        )
    return found


def _read(
    table: Table, number: int, result: int | None, site: int | None, sites: Mapping[str, int]
) -> Iterator[Counted]:
    for row in table.rows():
        said = row.cells[number].strip()
        if not number_key(said):
            continue
        answer = row.cells[result].strip().casefold() if result is not None else ""
        where = sites.get(number_key(row.cells[site])) if site is not None else None
        yield Counted(said, bool(answer) and answer.startswith(_MISSING), where)


def _column(table: Table, words: tuple[str, ...]) -> int | None:
    """The first column whose name has one of `words` at the beginning of a word."""
    for place, name in enumerate(table.columns):
        folded = f" {name.casefold().replace('_', ' ')}"
        if any(f" {word}" in folded for word in words):
            return place
    return None


def _looks_like_a_number(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)

