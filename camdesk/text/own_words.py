"""Values of own fields as people read them."""

from __future__ import annotations

from camdesk.domain.dates import PartialDate
from camdesk.domain.own_fields import OwnField, typed
from camdesk.text.formats import UNKNOWN, date_text, measure_text, money_text_local


def own_words(field: OwnField, text: str | None) -> str:
    """What is kept of an own field, in the language in use; a dash where it is unknown."""
    if text is None:
        return UNKNOWN
    value = typed(field, text)
    if isinstance(value, PartialDate):
        return date_text(value)
    if isinstance(value, int):
        return money_text_local(value)
    return measure_text(text) if field.kind == "number" else text
