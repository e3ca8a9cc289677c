"""The words by which headings and values are recognised, in all languages of the program.

What our own reports write is read from the same labels through the catalogues: there is no second
list of them here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from camdesk.domain.errors import N_
from camdesk.domain.facts import FACTS
from camdesk.importing.common_headings import COMMON_HEADINGS, COMMON_STATES
from camdesk.importing.fields import (
    EVENT,
    NO_WORDS,
    STATE_WORDS,
    UNIT_WORDS,
    YES_WORDS,
    Target,
    values_of,
    words,
)
from camdesk.store.search import fold_text
from camdesk.text.i18n import LANGUAGES, in_language, tr

# How the columns of our reports are called where it is not the name of the field.
_IN_REPORTS: Mapping[str, tuple[str, ...]] = {
    "connected": (N_("Control centre"),),
    "site.code": (N_("Site"),),
    "cost": (N_("Price"),),
}
_OF_RESULTS = {
    "found": "found, yes, + , 1, есть, найдена, найдено, в наличии, имеется, бар, табылды",
    "missing": "missing, not found, no, 0, нет, не найдена, не найдено, отсутствует, недостача,"
    " жоқ, табылмады",
}
# Signs in the place of yes and no. A cross among ticks or pluses is a no, alone it is the tick.
_YES_SIGNS = "+, ✓, ✔, √, ☑, ✅, v, истина, on, вкл"
_NO_SIGNS = "-, –, —, ✗, ✘, ☐, ❌, ложь, off, выкл"
_CROSSES = frozenset({"x", "х", "×"})
LESS_SURE = 15  # the rank from which on a heading is believed only where it is exact
_DASHES = frozenset({"-", "–", "—"})
_PUNCTUATION = re.compile(r"[\s_.,:;№#()\[\]/\\|\"'«»-]+")


@lru_cache(maxsize=512)
def headings_of(target: Target, *, events: bool = False) -> Mapping[str, int]:
    """The bare headings of a field with their ranks, the surest being 0.

    The labels of an event's own fields say it only in a table of `events`.
    """
    listed = [bare(heading) for heading in target.headings]
    ranks = dict(zip(reversed(listed), range(len(listed) - 1, -1, -1), strict=True))
    if events or not target.name.startswith(EVENT) or target.name == f"{EVENT}occurred_on":
        table, _, column = target.name.partition(".")
        facts = [fact.label for fact in FACTS.get(table, ()) if fact.column == column]
        for label in (target.label, *_IN_REPORTS.get(target.name, ())):
            for text in in_all_languages(label):
                ranks.setdefault(bare(text), len(listed))
        # A site has a note too: what its fact is called says less than what the field is.
        for text in (text for label in facts for text in in_all_languages(label)):
            ranks.setdefault(bare(text), len(listed) + LESS_SURE)
    if events or not target.name.startswith(EVENT):
        for heading in words(COMMON_HEADINGS.get(target.name, "")):
            ranks.setdefault(bare(heading), len(listed) + LESS_SURE)
    return {heading: rank for heading, rank in ranks.items() if heading}


def in_all_languages(label: str) -> tuple[str, ...]:
    """A label as the program shows it in each of its languages."""
    shown = []
    for code in LANGUAGES:
        with in_language(code):
            shown.append(tr(label))
    return tuple(dict.fromkeys(shown))


@lru_cache(maxsize=128)
def words_of(target: str) -> Mapping[str, str]:
    """The folded texts that stand for values of a field, in others' tables and in our reports."""
    allowed = values_of(target) or ()
    known: dict[str, str] = {}
    for value, label in allowed:
        for text in (value, *in_all_languages(label)):
            known.setdefault(folded(text), value)
    values = {value for value, _ in allowed}
    for listed in (STATE_WORDS, UNIT_WORDS, _OF_RESULTS, {"yes": YES_WORDS, "no": NO_WORDS}):
        if values and values.issuperset(listed):
            for value, some in listed.items():
                known.update((folded(word), value) for word in words(some))
    if values.issuperset(COMMON_STATES):
        for value, some in COMMON_STATES.items():
            for word in words(some):
                known.setdefault(folded(word), value)
    return known


def known_values(target: str, texts: Mapping[str, object] | set[str]) -> dict[str, str]:
    """The value map of a column of words, for those of `texts` that are known."""
    known = words_of(target)
    if set(known.values()) == {"yes", "no"}:
        known = {**known, **_signs({folded(text) for text in texts})}
    return {text: known[key] for text in sorted(texts) if (key := folded(text)) in known}


def _signs(texts: set[str]) -> dict[str, str]:
    yes, no = (frozenset(folded(word) for word in words(some)) for some in (_YES_SIGNS, _NO_SIGNS))
    if not texts & yes:
        # Nothing is ticked: a dash says nothing, a cross is the tick.
        return dict.fromkeys(yes | _CROSSES, "yes") | dict.fromkeys(no - _DASHES, "no")
    return dict.fromkeys(yes, "yes") | dict.fromkeys(no | _CROSSES, "no")


def bare(heading: str) -> str:
    """A heading as it is compared: folded, without signs."""
    return _PUNCTUATION.sub(" ", fold_text(heading)).strip()


def folded(text: str) -> str:
    """A value as it is compared."""
    return " ".join(fold_text(text).split())
