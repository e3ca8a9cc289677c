"""What was counted in a stock-take, in the words of the language in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from camdesk.domain.errors import N_
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr

UNITS: Mapping[str, str] = MappingProxyType({"camera": N_("Cameras"), "system": N_("Systems")})
_PARTS = (
    ("found", N_("{count} found")),
    ("missing", N_("{count} missing")),
    ("elsewhere", N_("{count} elsewhere")),
    ("unknown", N_("{count} unknown")),
    ("not_checked", N_("{count} not checked yet")),
)


class Counts(Protocol):
    """How many of one unit were found, and so on."""

    @property
    def unit(self) -> str | None:
        """The unit; None where no camera bears the numbers."""


class Came(Protocol):
    """What a number came to."""

    @property
    def result(self) -> str:
        """The result."""

    @property
    def again(self) -> bool:
        """Whether it had been entered already."""


def counted_words(counts: Counts) -> str:
    """`Cameras: 37 found, 2 elsewhere, 361 not checked yet`."""
    numbers = {name: getattr(counts, name) for name, _ in _PARTS}
    said = _listed(numbers)
    if counts.unit is None:
        return tr("Numbers: {what}", what=said)
    return tr("{unit}: {what}", unit=tr(UNITS[counts.unit]), what=said or "0")


def outcome_words(outcomes: Iterable[Came]) -> str:
    """`1,100 found, 20 unknown, 3 already entered`."""
    everything = list(outcomes)
    said = [_listed(Counter(one.result for one in everything if not one.again))]
    if again := sum(one.again for one in everything):
        said.append(tr("{count} already entered", count=number_text(again)))
    return ", ".join(text for text in said if text)


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(
        tr(pattern, count=number_text(numbers[name]))
        for name, pattern in _PARTS
        if numbers.get(name)
    )
