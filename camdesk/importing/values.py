"""One cell of text into one value, or the reason why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from camdesk.domain.errors import N_, KnownError
from camdesk.importing.date_column import possible_orders as possible_orders
from camdesk.importing.dates_read import ORDER_LABELS as ORDER_LABELS
from camdesk.importing.dates_read import ORDERS as ORDERS
from camdesk.importing.dates_read import Order as Order
from camdesk.importing.dates_read import date_in_order as date_in_order
from camdesk.importing.dates_read import needs_order as needs_order
from camdesk.importing.dates_read import numeric_date as numeric_date
from camdesk.importing.geo_read import coordinate as coordinate
from camdesk.importing.numbers_read import number_as_text as number_as_text

SUGGESTIONS = "suggestions"  # the param of a KnownError that holds texts to take instead

# What is written into a cell of which nothing is known.
_UNKNOWN = frozenset(
    word.replace("_", " ")
    for word in "- -- --- – — . .. ... … ? / \\ n/a na none null nan nil unknown н/д н.д. нд"
    " нет_данных не_указано не_указан не_указана неизвестно не_известно не_определено пусто"
    " без_данных (пусто) белгісіз жоқ_деректер деректер_жоқ мәлімет_жоқ көрсетілмеген"
    " (blank)".split()
)
_LONGEST_UNKNOWN = max(map(len, _UNKNOWN))
# Errors of spreadsheets as Excel shows them in English and in Russian.
_ERROR = re.compile(
    r"#(?:N/?A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA|BLOCKED!"
    r"|CONNECT!|UNKNOWN!|Н/Д|ПУСТО!|ДЕЛ/0!|ЗНАЧ!|ССЫЛКА!|ИМЯ\?|ЧИСЛО!|ПЕРЕНОС!)|Err:\d{3}",
    re.IGNORECASE,
)
_TOO_NARROW = re.compile(r"#{3,}")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a cell cannot be taken: its column, its text, and a translatable sentence.

    `suggestions` are texts that a person may take in its place; none is ever taken unasked.
    """

    column: str
    text: str
    message: str
    params: dict[str, object] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


def cell_problem(column: str, text: str, error: KnownError) -> CellProblem:
    """What a KnownError says of a cell, with the texts that it suggests."""
    params = dict(error.params)
    suggestions = params.pop(SUGGESTIONS, ())
    assert isinstance(suggestions, tuple)
    return CellProblem(column, text, error.message, params, suggestions)


def is_unknown(text: str) -> bool:
    """Whether the text says that nothing is known, as a dash does."""
    return len(text) <= _LONGEST_UNKNOWN and text.casefold() in _UNKNOWN


def spreadsheet_error(text: str) -> KnownError | None:
    """Why a text is no value that a spreadsheet shows where it has none to show."""
    if not text.startswith(("#", "Err:")):
        return None
    if _ERROR.fullmatch(text):
        return KnownError(
            N_("“{text}” is an error of the spreadsheet, no value."),
            N_("Mend the formula, or empty the cell."),
            text=text,
        )
    if _TOO_NARROW.fullmatch(text):
        return KnownError(
            N_("“{text}” is what a spreadsheet shows in a column that is too narrow."),
            N_("Make the column wider and save the table again."),
            text=text,
        )
    return None


def words(text: str) -> str | None:
    """A text that may say anything; None where it says that nothing is known. KnownError."""
    if len(text) <= _LONGEST_UNKNOWN and text.casefold() in _UNKNOWN:
        return None
    if error := spreadsheet_error(text):
        raise error
    return text
