"""In which form SQLite may write the lines of a CSV file, where all of it can be told in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from camdesk.domain.lifecycle import UNITS, State
from camdesk.reports.dialects import Dialect
from camdesk.reports.report import ReportColumn
from camdesk.store.lines import Cell, Harmless, LineForm
from camdesk.text.cells import HARMLESS_START, SHORT_NUMBER, SHORT_NUMBER_START
from camdesk.text.formats import edtf_text
from camdesk.text.i18n import in_language, tr
from camdesk.text.value_words import value_word

_DECIMALS = frozenset({"coordinate", "measure", "decimal", "percent"})
_VALUES = {"state": tuple(state.value for state in State), "unit": tuple(UNITS)}


def line_form(columns: Sequence[ReportColumn], dialect: Dialect) -> LineForm | None:
    """How lines of `columns` are written in `dialect`; None: cell by cell, by the writer alone."""
    if len(columns) < 2 or dialect.decimal == dialect.delimiter:
        return None  # the writer has ways of its own for a row of one cell
    with in_language(dialect.language or "en"):
        cells = [_cell(column, dialect) for column in columns]
    known = tuple(cell for cell in cells if cell is not None)
    if len(known) < len(cells):
        return None
    if dialect.language is None:
        harmless = Harmless(f"0-9{HARMLESS_START}")
    else:
        harmless = Harmless(HARMLESS_START, SHORT_NUMBER_START, SHORT_NUMBER)
    return LineForm(known, dialect.delimiter, dialect.line_end, dialect.decimal, harmless)


def _cell(column: ReportColumn, dialect: Dialect) -> Cell | None:
    kind, language = column.kind, dialect.language
    if kind == "text" or (kind == "date" and dialect.dates == "iso"):
        return Cell("text")
    if kind == "date" and (edtf_text("2024-12-05"), edtf_text("2024")) == ("05.12.2024", "2024"):
        return Cell("day")
    if kind in _DECIMALS:
        return Cell("decimal")
    if kind == "number" or (kind in _VALUES and language is None):
        return Cell("plain")
    if kind == "yes_no":
        yes, no = ("yes", "no") if language is None else (tr("Yes"), tr("No"))
        return _words(((1, yes), (0, no)), dialect)
    if kind in _VALUES:
        return _words(tuple((value, value_word(kind, value)) for value in _VALUES[kind]), dialect)
    return None


def _words(words: tuple[tuple[str | int, str], ...], dialect: Dialect) -> Cell | None:
    if any(set(word) & {dialect.delimiter, '"', "\r", "\n"} for _, word in words):
        return None
    return Cell("words", words)
