"""What somebody may have meant: names close to a text, never taken unasked."""

from __future__ import annotations

from collections.abc import Iterable

from camdesk.store.search import fold_text

# Below it other names begin to be offered: “Абая” and “Абай” are at 89, “Абая” and “Ауэзова” at 36.
_CLOSE = 78


def suggest(text: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The names of `names` that are spelled much like `text`, the closest first."""
    from rapidfuzz import fuzz, process  # imported late: most texts are spelled as they should be

    found = process.extract(
        text,
        list(dict.fromkeys(names)),
        processor=fold_text,
        scorer=fuzz.WRatio if len(text) > 8 else fuzz.ratio,  # of short texts any part fits
        limit=most,
        score_cutoff=_CLOSE,
    )
    return tuple(name for name, _, _ in found)
