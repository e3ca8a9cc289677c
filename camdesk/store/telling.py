"""Word of long work: how much of it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

Tell = Callable[[int, int], None]
"""Told how many are done, of how many; may raise to call the work off."""

EVERY = 200  # rows between two words


class Many(Sized, Iterable[T_co], Protocol[T_co]):
    """Things that can be counted and gone through."""


def silence(_done: int, _total: int) -> None:
    """Tells nobody."""


def told(things: Many[T], tell: Tell) -> Iterator[T]:
    """Go through `things`, with a word every now and then."""
    total = len(things)
    for done, one in enumerate(things):
        if done % EVERY == 0:
            tell(done, total)
        yield one
