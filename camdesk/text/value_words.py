"""What values of the register are called: one home for the cells of lists and of CSV files."""

from __future__ import annotations

from functools import cache

from camdesk.domain.cohorts import COHORTS, cohort_parts
from camdesk.domain.facts import fact
from camdesk.domain.fault_age import AGES, STANDINGS
from camdesk.domain.gaps import GAPS
from camdesk.domain.lifecycle import KINDS, STATES, UNITS, State
from camdesk.domain.money import MONEY, Money
from camdesk.domain.parts import PART_STATES
from camdesk.text.entries import action_title
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr

_NAMED = frozenset(
    {
        "state",
        "unit",
        "event",
        "action",
        "gap",
        "verdict",
        "words",
        "cohort",
        "fault_age",
        "fault_standing",
        "part_state",
        "money_kind",
    }
)


def has_word(kind: str) -> bool:
    """Whether values of a column of `kind` are written as words of the language in use."""
    return kind in _NAMED or kind.startswith(("choice:", "field:"))


def value_word(kind: str, value: object) -> str:
    """How a known `value` is called in the language in use.

    `kind` is state, unit, event (a kind of event), action, gap, verdict (on a published figure),
    fault_age, fault_standing, part_state, cohort, words (a text of this program, as other programs
    get it), `choice:table.column` (a choice of `facts.FACTS`) or `field:kind.name` (a choice of the
    lifecycle table). A value that this program does not know is shown as it stands.
    """
    text = str(value)
    if kind == "money_kind":
        return tr(MONEY[Money(text)])
    if kind == "state":
        return tr(STATES[State(text)].label)
    if kind == "unit":
        return tr(UNITS.get(text, text))
    if kind == "event":
        return tr(KINDS[text].label) if text in KINDS else text
    if kind == "action":
        return action_title(text)
    if kind == "gap":
        return tr(GAPS.get(text, text))
    if kind == "verdict":
        return _verdict(text)
    if kind == "words":
        return tr(text)
    if kind == "cohort":
        return _cohort(text)
    return tr(_choices(kind).get(text, text))


def _cohort(text: str) -> str:
    """The name of a cohort: its kind in words, the name as the register has it."""
    kind, name, unit = cohort_parts(text)
    named = f"{tr(COHORTS.get(kind, kind))}: {tr('unknown') if name is None else name}"
    return named if unit is None else f"{named}, {tr(UNITS[unit])}"


def _verdict(text: str) -> str:
    """A verdict of `domain.figures` in the words of people, its number as they write it."""
    number = next((word for word in text.split() if word.isdecimal()), None)
    if number is None:
        return tr(text)
    return tr(text.replace(number, "{count}"), count=number_text(int(number)))


@cache
def _choices(kind: str) -> dict[str, str]:
    if kind == "fault_age":
        return {age.value: label for age, label in AGES.items()}
    if kind == "fault_standing":
        return dict(STANDINGS)
    if kind == "part_state":
        return dict(PART_STATES)
    sort, _, path = kind.partition(":")
    owner, _, name = path.partition(".")
    if sort == "choice":
        return dict(fact(owner, name).choices)
    field = KINDS[owner].field(name)
    return dict(field.choices) if field is not None else {}
