"""What somebody may have meant: names close to a text, never taken unasked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Below it other names begin to be offered: “Абая” and “Абай” are at 75, and offered by their
# length; “Абая” and “Ауэзова” are at 36.
_CLOSE = 78
_SHORT = 6  # signs: of so few, one wrong letter weighs more
_CLOSE_SHORT = 74
_BEHIND = 14  # what is so far behind the closest is noise
_CUT_SHORT = 5  # signs of a beginning that is no misspelling, but a name cut short
# Kazakh letters as they are typed, or lost, where there are none; Latin ones that look Cyrillic.
_KAZAKH = str.maketrans("әғқңөұүһі", "агкноуухи")
_LATIN = str.maketrans("aceopxykmthb", "асеорхукмтнв")
_CYRILLIC = re.compile(r"[а-яәғқңөұүһі]")
_SIGNS = re.compile(r"[^\w]+|_")


def suggest(text: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The names of `names` that are spelled much like `text`, the closest first."""
    from rapidfuzz import fuzz, process  # imported late: most texts are spelled as they should be

    wanted = plain(text)
    there = list(dict.fromkeys(names))
    if not wanted or not there:
        return ()
    plains = [plain(name) for name in there]
    least = _CLOSE if len(wanted) > _SHORT else _CLOSE_SHORT
    scores: dict[int, float] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        found = process.extract(wanted, plains, scorer=scorer, limit=2 * most, score_cutoff=least)
        for _, score, place in found:
            scores[place] = max(score, scores.get(place, 0))
    if len(wanted) >= _CUT_SHORT:
        for place, name in enumerate(plains):
            if name.startswith(wanted):
                scores[place] = max(95, scores.get(place, 0))
    ranked = sorted(scores, key=lambda place: (-scores[place], place))
    if not ranked:
        return ()
    best = scores[ranked[0]]
    return tuple(there[place] for place in ranked if scores[place] >= best - _BEHIND)[:most]


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """A text as it is compared: caseless, without signs, ё, Kazakh letters and Latin twins."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    if _CYRILLIC.search(folded):
        folded = folded.translate(_LATIN)
    return _SIGNS.sub(" ", folded.translate(_KAZAKH)).strip()
