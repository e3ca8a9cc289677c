"""Where a row of a table and the register differ, fact by fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isclose

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import STATES, UNITS, State
from camdesk.importing.fields import Target
from camdesk.store.comparing import Picture, SitePicture
from camdesk.store.search import fold_text
from camdesk.store.tables import Value
from camdesk.text.formats import date_text, edtf_text, money_text_local, number_text, yes_no_text
from camdesk.text.i18n import tr

_DEVICE = ("camera.maker", "camera.model")  # words: their case says nothing


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that the register does not know (`old` is None), or knows otherwise."""

    target: str
    old: object  # as the register has it: a value, or the first name of a reference
    new: object

    @property
    def fills(self) -> bool:
        """Whether the register did not know it."""
        return self.old is None


def differences(
    said: Mapping[str, object], targets: Mapping[str, Target], camera: Picture | SitePicture | None
) -> list[Difference]:
    """The differences of the descriptive facts of a camera, or of a site, in order of the row.

    What a row does not say is no difference: an empty cell never erases.
    """
    if camera is None:
        return []
    found: list[Difference] = []
    for target, new in said.items():
        if target in camera.names:
            names = camera.names[target]
            if not any(fold_text(name) == fold_text(str(new)) for name in names):
                found.append(Difference(target, names[0] if names else None, new))
        elif target in camera.facts or _is_own_of(target, camera):
            old = camera.facts.get(target)
            if old is None or not _same(target, targets[target].kind, old, new):
                found.append(Difference(target, old, new))
    return found


def shown(kind: str, value: object, place_name: Callable[[int], str]) -> str:
    """A value as people read it; `kind` is that of its target."""
    if value is None:
        return ""
    match value:
        case State():
            return tr(STATES[value].label)
        case bool():
            return yes_no_text(value)
        case PartialDate():
            return date_text(value)
    match kind:
        case "place" if isinstance(value, int):
            return place_name(value)
        case "money" if isinstance(value, int):
            return money_text_local(value)
        case "whole" if isinstance(value, int):
            return number_text(value)
        case "unit":
            return tr(UNITS.get(str(value), str(value)))
        case "date":
            return edtf_text(str(value))
    return str(value)


def _is_own_of(target: str, camera: Picture | SitePicture) -> bool:
    table = "camera" if isinstance(camera, Picture) else "site"
    return target.startswith(f"{table}.own.")


def _same(target: str, kind: str, old: Value, new: object) -> bool:
    if kind in ("latitude", "longitude", "measure"):
        return isclose(float(str(old)), float(str(new)), rel_tol=0, abs_tol=1e-9)
    if target in _DEVICE:
        return fold_text(_spaced(str(old))) == fold_text(_spaced(str(new)))
    if kind == "text":
        return _spaced(str(old)) == _spaced(str(new))
    return old == new or str(old) == str(new)


def _spaced(text: str) -> str:
    """Runs of blanks say nothing: a table that passed through a spreadsheet has others."""
    return " ".join(text.split())
