"""How cards say things: what is the matter now, what happened, what a fact is called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from camdesk.domain.dates import PartialDate
from camdesk.domain.facts import FACTS
from camdesk.domain.fields import Field, FieldKind
from camdesk.domain.lifecycle import KINDS, ON_SITE, STATES, UNITS, Standing, State
from camdesk.store.cards import Happening, Paper
from camdesk.store.tables import Value
from camdesk.text.formats import (
    UNKNOWN,
    date_text,
    edtf_text,
    money_text_local,
    number_text,
    yes_no_text,
)
from camdesk.text.i18n import ntr, tr

# In these a camera waits for somebody: how long is what matters. Elsewhere it is since when.
_WAITING = frozenset(
    {
        State.IN_STOCK,
        State.FAILED,
        State.IN_REPAIR,
        State.REMOVED,
        State.PROPOSED,
        State.WRITTEN_OFF,
    }
)
# The detail that says what sort of happening it was: it stands in the first line.
_TELLING = MappingProxyType({"failed": "mode", "opening": "state"})
CAMERA_FACTS = MappingProxyType({fact.column: fact.label for fact in FACTS["camera"]})
SITE_FACTS = MappingProxyType({fact.column: fact.label for fact in FACTS["site"]})


def camera_title(row: int, facts: Mapping[str, Value]) -> str:
    """What heads a camera's card: its number, or what else tells it from others."""
    if number := facts.get("inventory_number"):
        return str(number)
    if serial := facts.get("serial_number"):
        return tr("No number · serial no. {serial}", serial=serial)
    return tr("No number · row {row}", row=row)


def site_title(row: int, facts: Mapping[str, Value]) -> str:
    """What heads a site's card."""
    said = facts.get("address") or facts.get("name") or facts.get("code")
    return str(said) if said else tr("Site, row {row}", row=row)


def matter(standing: Standing, since: str | None, today: date) -> str:
    """What is the matter now, in one line; days only where the date is exact."""
    parts = [_state_since(standing.state, since, today)]
    if standing.lost and standing.state is not State.LOST:
        parts.append(tr("was lost"))
    if standing.state in ON_SITE:
        parts.append(connection_text(standing.connected))
    return " · ".join(parts)


def connection_text(connected: bool | None) -> str:
    """Whether the control centre sees the camera."""
    if connected is None:
        return tr("link to the centre unknown")
    if connected:
        return tr("linked to the centre")
    return tr("no link to the centre")


def _state_since(state: State, since: str | None, today: date) -> str:
    label = tr(STATES[state].label)
    if since is None:
        return label
    when = PartialDate.parse(since)
    days = (today - when.first).days
    if when.is_exact and state in _WAITING and days >= 0:
        if days == 0:
            return tr("{state} since today", state=label)
        return ntr(
            "{state} for {days} day",
            "{state} for {days} days",
            days,
            state=label,
            days=number_text(days),
        )
    if "/" in since:  # said in words of its own: end of 2024, between ...
        return f"{label} · {date_text(when)}"
    return tr("{state} since {date}", state=label, date=date_text(when))


def happening_title(event: Happening) -> str:
    """What happened, with the one detail that names it: the fault, the state entered."""
    kind = KINDS[event.kind]
    label = tr(kind.label)
    field = kind.field(_TELLING.get(event.kind, ""))
    if field is None or event.details.get(field.name) is None:
        return label
    return f"{label}: {_lower_first(value_text(field, event.details[field.name]))}"


def happening_details(event: Happening) -> list[str]:
    """The second line of a happening, piece by piece, without what is a link."""
    kind = KINDS[event.kind]
    parts: list[str] = []
    for field in kind.fields:
        if field.is_column or _TELLING.get(event.kind) == field.name:
            continue
        value = event.details.get(field.name)
        if value is None:
            continue
        text = value_text(field, value)
        plain = field.kind is FieldKind.CHOICE or field.name == "reason"
        if field.kind is FieldKind.YES_NO:
            text = _lower_first(text)
        parts.append(text if plain else f"{tr(field.label)}: {text}")
    if event.organisation is not None:
        parts.append(event.organisation.text)
    if event.cost is not None:
        parts.append(money_text_local(event.cost))
    if event.note:
        parts.append(event.note)
    return parts


def missing(event: Happening) -> dict[str, str]:
    """What can still be learnt of an event, by column: what a link to its form says."""
    kind = KINDS[event.kind]
    links = {}
    if event.occurred_on is None:
        links["occurred_on"] = tr("add the date…")
    if kind.paper is not None and event.paper is None:
        links["document"] = tr("add the paper…")
    if kind.money is not None and event.cost is None:
        links["cost"] = tr("add the cost…")
    return links


def paper_text(paper: Paper) -> str:
    """A document in words: its kind, number and date."""
    if paper.number and paper.issued_on:
        return tr(
            "{paper} no. {number} of {date}",
            paper=tr(paper.kind),
            number=paper.number,
            date=edtf_text(paper.issued_on),
        )
    if paper.number:
        return tr("{paper} no. {number}", paper=tr(paper.kind), number=paper.number)
    if paper.issued_on:
        return tr("{paper} of {date}", paper=tr(paper.kind), date=edtf_text(paper.issued_on))
    return tr(paper.kind)


def value_text(field: Field, value: object) -> str:
    """The value of an event's field as people read it."""
    if value is None:
        return UNKNOWN
    if isinstance(value, State):
        return tr(STATES[value].label)
    if isinstance(value, PartialDate):
        return date_text(value)
    if isinstance(value, bool):
        return yes_no_text(value)
    if field.kind is FieldKind.MONEY and isinstance(value, int):
        return money_text_local(value)
    if field.kind is FieldKind.CHOICE:
        return tr(dict(field.choices).get(str(value), str(value)))
    return str(value)


def fact_text(column: str, value: Value) -> str:
    """A fact of a camera or a site as people read it; references come as names."""
    if value is None or value == "":
        return UNKNOWN
    if column == "unit":
        return tr(UNITS.get(str(value), str(value)))
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def _lower_first(text: str) -> str:
    """A label inside a sentence; an abbreviation or a name of figures stays as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
