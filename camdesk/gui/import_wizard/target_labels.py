"""How the fields that a column can feed are called, and in which group they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from camdesk.gui.fuzzy import distance
from camdesk.gui.kit.picker import Option
from camdesk.importing.fields import EVENT, Purpose, Target, is_own
from camdesk.text.i18n import tr

_EVENTS = ("event",)
_COUNTED = ("result",)
_HEADED = 20
_ORDER = ("camera", "site", "state", "event", "count", "own")


def group(name: str) -> str:
    """The group in which a field stands."""
    if is_own(name):
        return "own"
    if name in _EVENTS or name.startswith(EVENT):
        return "event"
    if name in _COUNTED:
        return "count"
    if name.startswith("site."):
        return "site"
    return "state" if name in ("state", "connected", "installed_on") else "camera"


def group_label(name: str) -> str:
    """The group of a field in words."""
    return {
        "camera": tr("Camera"),
        "site": tr("Site"),
        "state": tr("State"),
        "event": tr("Event"),
        "count": tr("Stock-take"),
        "own": tr("Own field"),
    }[group(name)]


def offered(targets: Mapping[str, Target], purpose: Purpose, fed: Iterable[str]) -> list[Target]:
    """The fields worth offering for a table of that purpose, group by group."""
    kept = set(fed)

    def fits(name: str) -> bool:
        if name in kept:
            return True
        kind = group(name)
        if kind == "event":
            return purpose is Purpose.EVENTS
        return kind != "count" or purpose is Purpose.STOCK_TAKE

    there = [target for target in targets.values() if fits(target.name)]
    return sorted(there, key=lambda target: _ORDER.index(group(target.name)))


def options(targets: list[Target], text: str, fed_by: Mapping[str, str]) -> list[Option]:
    """Those of `targets` that a text may mean; the second line is the group, and who feeds it."""
    ranked = [
        (far if text else 0, place)
        for place, target in enumerate(targets)
        if (far := _far(text, target)) is not None
    ]
    found = [targets[place] for _, place in sorted(ranked)]
    return [option(targets, target, fed_by) for target in found]


def option(targets: list[Target], target: Target, fed_by: Mapping[str, str]) -> Option:
    """A field as an entry of the list of fields."""
    second = group_label(target.name)
    if column := fed_by.get(target.name):
        second += " · " + tr("fed by “{column}”", column=column)
    return Option(targets.index(target), tr(target.label), second)


def _far(text: str, target: Target) -> int | None:
    """How far a field is from a text: its name is nearer than how it may be headed in tables."""
    named = distance(text, f"{tr(target.label)} {group_label(target.name)}")
    if named is not None:
        return named
    headed = distance(text, " ".join(target.headings))
    return None if headed is None else headed + _HEADED
