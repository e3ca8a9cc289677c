"""Quarters and halves of a year, as papers write them in Russian, Kazakh and English."""

from __future__ import annotations

import re

from camdesk.domain.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate

_ORDINALS = {
    **{roman: place for place, roman in enumerate(("i", "ii", "iii", "iv"), 1)},
    # The Cyrillic letter is typed for the Roman one.
    **{"і" * place: place for place in (1, 2, 3)},
    "іv": 4,
    **{str(place): place for place in range(1, 5)},
    "первый": 1, "первого": 1, "первом": 1, "первое": 1, "второй": 2, "второго": 2, "втором": 2,
    "второе": 2, "третий": 3, "третьего": 3, "третьем": 3, "четвертый": 4, "четвертого": 4,
    "четвертом": 4, "бірінші": 1, "екінші": 2, "үшінші": 3, "төртінші": 4, "first": 1,
    "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_WHICH = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_ENDING = r"(?:-?(?:й|ый|ой|ий|м|ом|го|е|ое|ші|шi|st|nd|rd|th))?\.?"
_QUARTER = r"(?:квартал\w*|кв\.?|тоқсан\w*|quarter|qtr\.?|q)"
_HALF = r"(?:полугоди\w*|полуг\.?|п/г|жартыжылды\w*|жарты\s*жыл\w*|half|h)"
_YEAR = r"(\d{4})\s*-?(?:го)?\s*(?:г|год|года|году|ж|жыл|жылы|жылғы|жылдың)?\.?"
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), months, swapped)
    for word, months in ((_QUARTER, 3), (_HALF, 6))
    for pattern, swapped in (
        (rf"(?:в |во |за |in |the )*({_WHICH}){_ENDING}[ -]?{word},?\s*(?:of )?{_YEAR}", False),
        (rf"{_YEAR},?\s*({_WHICH}){_ENDING}[ -]?{word}", True),
        (rf"{word}[ -]?([1-4])[ ,./-]*{_YEAR}", False),
        (rf"{_YEAR}[ ,./-]*{word}[ -]?([1-4])", True),
    )
)


def period(text: str) -> PartialDate | None:
    """The quarter or half of a year that `text` names, or None: «I квартал 2024», `H1 2024`."""
    bare = text.casefold().replace("ё", "е")
    for form, months, swapped in _FORMS:
        if match := form.fullmatch(bare):
            which, year = (match[2], match[1]) if swapped else (match[1], match[2])
            place = _ORDINALS[which]
            if place * months > 12 or not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
                return None
            first = PartialDate.month(int(year), (place - 1) * months + 1).first
            return PartialDate(first, PartialDate.month(int(year), place * months).last)
    return None
