"""Facts in the words of the language in use."""

from __future__ import annotations

from camdesk.domain.facts import Fact, FactKind
from camdesk.text.formats import UNKNOWN, edtf_text, money_text_local, number_text, yes_no_text
from camdesk.text.i18n import language, tr


def fact_words(fact: Fact, value: object) -> str:
    """The value of `fact` as people read it; of a reference comes the name of its row."""
    if value is None or value == "":
        return UNKNOWN
    match fact.kind:
        case FactKind.DATE:
            return edtf_text(str(value))
        case FactKind.MONEY if isinstance(value, int):
            return money_text_local(value)
        case FactKind.WHOLE if isinstance(value, int):
            return number_text(value)
        case FactKind.MEASURE if isinstance(value, float):
            text = f"{value:.6f}".rstrip("0").rstrip(".")
            return text if language() == "en" else text.replace(".", ",")
        case FactKind.CHOICE:
            return tr(dict(fact.choices).get(str(value), str(value)))
        case FactKind.YES_NO:
            return yes_no_text(bool(value))
    return str(value)
