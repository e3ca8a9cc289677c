"""Words of the lifecycle table as SQL has them."""

from __future__ import annotations

from collections.abc import Iterable


def quoted(names: Iterable[str]) -> str:
    """The names of states or kinds of event as the list of an `IN`, in one order always.

    They are words of this program: nothing that anybody typed may come here.
    """
    return ", ".join(f"'{name!s}'" for name in sorted(names))
