"""What stands in a cell: a value of the register in the words of the language in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from camdesk.store.tables import Value
from camdesk.text import formats
from camdesk.text.formats import UNKNOWN
from camdesk.text.value_words import has_word, value_word

_REMEMBERED = 20_000
NUMERIC = frozenset(
    {"number", "measure", "decimal", "percent", "coordinate", "money"}
)  # kinds that stand at the right


class CellTexts:
    """Texts of cells, each made once. It speaks the language in which it was made."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, Value], str] = {}

    def text(self, kind: str, value: Value) -> str:
        """How `value` of a column of `kind` is shown; a dash where it is unknown."""
        if value is None or value == "":
            return UNKNOWN
        if kind == "text":
            # One line: a line break in a note would push the rest of the text out of the row.
            text = str(value)
            return text if text.isprintable() else " ".join(text.split())
        key = (kind, value)
        text = self._texts.get(key, "")
        if not text:
            if len(self._texts) >= _REMEMBERED:
                self._texts.clear()
            text = self._texts[key] = cell_text(kind, value)
        return text


def cell_text(kind: str, value: Value) -> str:
    """How a known `value` of a column or filter of `kind` is called in the language in use."""
    if has_word(kind):
        return value_word(kind, value)
    write = _WRITERS.get(kind)
    return str(value) if write is None else write(value)


def _coordinate(value: Value) -> str:
    return f"{value:.5f}" if isinstance(value, float) else str(value)


_WRITERS: Mapping[str, Callable[[Value], str]] = {
    "date": lambda value: formats.edtf_text(str(value)),
    "yes_no": lambda value: formats.yes_no_text(bool(value)),
    "number": lambda value: formats.number_text(value) if isinstance(value, int) else str(value),
    "measure": lambda value: formats.measure_text(str(value)),
    "money": lambda value: formats.money_text_local(int(value or 0)),
    "coordinate": _coordinate,
    "moment": lambda value: formats.moment_text(str(value)),
    "decimal": lambda value: formats.decimal_text(float(value or 0)),
    "percent": lambda value: formats.percent_text(float(value or 0)),
}
