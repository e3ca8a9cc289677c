"""Which rows of a plan are to be imported: all that can be, but for what a person ticked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from camdesk.importing.acts import Decisions, Verdict
from camdesk.importing.review import Review

_USUALLY = frozenset({Verdict.NEW, Verdict.CHANGED})  # imported unless ticked off
TICKABLE = _USUALLY | {Verdict.DOUBTFUL}  # which is imported where ticked on


class Ticks:
    """The ticks of a plan by place: one byte a row, that says whether its tick was turned."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._turned = bytearray(len(review))
        self.turned: Counter[Verdict] = Counter()

    def ticked(self, place: int) -> bool | None:
        """Whether the row is to be imported; None where nobody can decide that."""
        verdict = self._review.verdict(place)
        if verdict not in TICKABLE:
            return None
        return (verdict in _USUALLY) != bool(self._turned[place])

    def tick(self, places: Iterable[int], on: bool) -> None:
        """Tick rows on or off, those of them that can be."""
        for place in places:
            now = self.ticked(place)
            if now is not None and now != on:
                verdict = self._review.verdict(place)
                self._turned[place] ^= 1
                self.turned[verdict] += 1 if self._turned[place] else -1

    def forget(self, place: int, before: Verdict) -> None:
        """The row is judged anew: it is imported, or not, as rows of its verdict are."""
        if self._turned[place] and self._review.verdict(place) is not before:
            self._turned[place] = 0
            self.turned[before] -= 1

    def wanted(self, verdict: Verdict) -> int:
        """How many rows of a verdict will be imported."""
        turned = self.turned[verdict]
        if verdict in _USUALLY:
            return self._review.counts[verdict] - turned
        return turned if verdict in TICKABLE else 0

    def any_turned(self) -> bool:
        """Whether a person ticked anything on or off."""
        return any(self.turned.values())

    def keep(self, before: Ticks) -> None:
        """The same table was judged anew: ticks stay where the verdict is the same."""
        if len(before._turned) != len(self._turned) or not before.any_turned():
            return
        for place, turned in enumerate(before._turned):
            verdict = self._review.verdict(place)
            if turned and verdict is before._review.verdict(place):
                self._turned[place] = 1
                self.turned[verdict] += 1

    def decisions(self) -> Decisions:
        """What was decided, by the numbers of the rows; slow where much was ticked."""
        left_out: set[int] = set()
        accepted: set[int] = set()
        for place, turned in enumerate(self._turned):
            if turned:
                number = self._review.row(place).row.number
                (left_out if self._review.verdict(place) in _USUALLY else accepted).add(number)
        return self._review.decisions(frozenset(left_out), frozenset(accepted))
