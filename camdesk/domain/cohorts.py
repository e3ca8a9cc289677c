"""Cohorts: groups of cameras of one unit whose survival is estimated together."""

from __future__ import annotations

from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import UNITS

COHORTS = MappingProxyType({"programme": N_("programme"), "model": N_("model"), "year": N_("year")})
UNKNOWN = "unknown"


def cohort_name(kind: str, name: str | None, unit: str | None = None) -> str:
    """`programme: Safe Yard`; with `unit` where the same cohort has another unit too."""
    text = f"{kind}: {UNKNOWN if name is None else name}"
    return text if unit is None else f"{text}, {unit}"


def cohort_parts(text: str) -> tuple[str, str | None, str | None]:
    """What `cohort_name` made the text from."""
    kind, _, name = text.partition(": ")
    before, comma, unit = name.rpartition(", ")
    if comma and unit in UNITS:
        return kind, None if before == UNKNOWN else before, unit
    return kind, None if name == UNKNOWN else name, None
