"""The tone of what is said with a dot and a word and is no state of a camera."""

from __future__ import annotations

from types import MappingProxyType

from camdesk.domain.figures import Finding

_VERDICTS = MappingProxyType(
    {
        Finding.AGREES.value: "in_service",
        Finding.NO_CONTRADICTION.value: "in_stock",
        Finding.UNKNOWN.value: "in_repair",
        Finding.NOT_COUNTED.value: "planned",
    }
)


def verdict_tone(verdict: str) -> str:
    """The tone of a verdict on a published figure: whatever has to be explained is in red."""
    return _VERDICTS.get(verdict, "failed")
