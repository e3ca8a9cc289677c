"""Published numbers in the words of the language in use."""

from __future__ import annotations

from camdesk.domain.figures import Said
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr
from camdesk.text.value_words import value_word


def said_words(said: Said) -> str:
    """The number as it was said: `882`, `more than 12,000`, `about 900`."""
    number = said.number
    if number is None:
        return tr("number not said")
    if said.qualifier == "more_than":
        return tr("more than {number}", number=number_text(number))
    if said.qualifier == "about":
        return tr("about {number}", number=number_text(number))
    return number_text(number)


def figure_title(said: Said, measure: str, programme: str | None, place: str | None) -> str:
    """A figure in one line: `882: Number installed, Районы области`."""
    parts = [value_word("choice:figure.measure", measure), programme]
    if place is not None and place.casefold() != (programme or "").casefold():
        parts.append(place)
    return f"{said_words(said)}: {', '.join(part for part in parts if part)}"
