"""Finding by a few letters: every word typed begins, or is part of, a word of the text."""

from __future__ import annotations

from camdesk.store.search import fold_text

_WHOLE, _BEGINS, _INSIDE, _SCATTERED = 0, 1, 3, 6
_SHORTEST_SCATTERED = 3  # letters: fewer are found everywhere


def distance(typed: str, text: str) -> int | None:
    """How far `text` is from what was typed: 0 is nearest, None is not meant at all."""
    words = fold_text(typed).split()
    folded = fold_text(text)
    found = folded.split()
    total = 0
    for word in words:
        one = _distance(word, found, folded)
        if one is None:
            return None
        total += one
    return total


def _distance(word: str, words: list[str], whole: str) -> int | None:
    if word in words:
        return _WHOLE
    for place, other in enumerate(words):
        if other.startswith(word):
            return _BEGINS + min(place, 1)
    if word in whole:
        return _INSIDE
    if len(word) >= _SHORTEST_SCATTERED and any(_scattered(word, other) for other in words):
        return _SCATTERED
    return None


def _scattered(word: str, other: str) -> bool:
    """Whether the letters of `word` stand in `other`, in their order, from its first letter on."""
    letters = iter(other)
    return other.startswith(word[0]) and all(letter in letters for letter in word)
