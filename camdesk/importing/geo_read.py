"""Degrees of latitude and longitude as tables write them."""

from __future__ import annotations

import re

from camdesk.domain.errors import N_, KnownError

_DECIMAL = re.compile(r"([+\-−]?)(\d{1,3}(?:[.,]\d+)?)\s?°?", re.ASCII)
_SIDE = r"[NSEW]|с\.? ?ш\.?|ю\.? ?ш\.?|в\.? ?д\.?|з\.? ?д\.?"
_BY_SIDES = re.compile(rf"({_SIDE})?\s*(.+?)\s*({_SIDE})?", re.IGNORECASE)
# 51°13'49", 51° 13.82', 51d13m49s; minutes and seconds below 60.
_SIGNS = re.compile(
    r"([+\-−]?)(\d{1,3})\s*(?:°|º|d|град\.?)\s*"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’‘`m]|мин\.?)\s*)?"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|“|''|′′|’’|s|сек\.?)?\s*)?",
    re.IGNORECASE,
)
_POINT = re.compile(r"POINT\s*(?:Z\s*)?\(\s*(\S+)\s+(\S+)(?:\s+\S+)?\s*\)", re.IGNORECASE)
_NUMBER = r"[+\-−]?\d{1,3}(?:[.]\d+)?"
_POINT_NUMBER = r"[+\-−]?\d{1,3}\.\d+"
_COMMA_NUMBER = r"[+\-−]?\d{1,3}(?:,\d+)?"
_PAIRS = (
    re.compile(rf"({_POINT_NUMBER})\s*,\s*({_POINT_NUMBER})", re.ASCII),
    re.compile(rf"({_NUMBER})(?:\s*[;|/]\s*|\s+)({_NUMBER})", re.ASCII),
    re.compile(rf"({_COMMA_NUMBER})(?:\s*[;|/]\s*|,\s+|\s+)({_COMMA_NUMBER})", re.ASCII),
)
_TWO_SIDES = re.compile(r"(.*[NSсю]\.?(?:\s?ш\.?)?)\s*[,;]?\s+(.*[EWвз]\.?(?:\s?д\.?)?)", re.I)
_LIMITS = (90, 180)


def coordinate(text: str, largest: int) -> float:
    """Degrees from -`largest` to `largest`: 51.2304, 51,2304, 51°13'49"N, 51°13.8' с.ш.

    Raises KnownError.
    """
    bare = text.strip()
    value = _degrees(bare, largest)
    if value is None:
        raise KnownError(
            N_("“{text}” is not a coordinate."), N_("Write degrees like 51.2304."), text=text
        )
    if abs(value) > largest:
        raise KnownError(
            N_("“{text}” is beyond {largest} degrees."),
            N_("Latitude and longitude may have been exchanged."),
            text=text,
            largest=largest,
        )
    return value


def coordinate_pair(text: str) -> tuple[float, float]:
    """Latitude and longitude from one cell: “51.23, 51.37”, `POINT (51.37 51.23)`, with signs.

    The latitude stands first, but in POINT, whose standard has it second. Raises KnownError.
    """
    bare = " ".join(text.split())
    if match := _POINT.fullmatch(bare):
        return coordinate(match[2], _LIMITS[0]), coordinate(match[1], _LIMITS[1])
    bare = bare.removeprefix("(").removesuffix(")").removeprefix("[").removesuffix("]").strip()
    for form in (*_PAIRS, _TWO_SIDES):
        if match := form.fullmatch(bare):
            return coordinate(match[1], _LIMITS[0]), coordinate(match[2], _LIMITS[1])
    raise KnownError(
        N_("“{text}” is no pair of coordinates."),
        N_("Write latitude and longitude like 51.2304, 51.3721."),
        text=text,
    )


def _degrees(bare: str, largest: int) -> float | None:
    sides = _BY_SIDES.fullmatch(bare)
    if sides is None or (sides[1] and sides[3]):
        return None
    side = (sides[1] or sides[3] or "").casefold()[:1]
    if side and side not in ("nsсю" if largest == _LIMITS[0] else "ewвз"):
        return None
    value = _plain_or_signs(sides[2])
    if value is None or (side and value < 0):
        return None
    return -value if side and side in "swюз" else value


def _plain_or_signs(text: str) -> float | None:
    if plain := _DECIMAL.fullmatch(text):
        degrees = float(plain[2].replace(",", "."))
        return -degrees if plain[1] in ("-", "−") else degrees
    match = _SIGNS.fullmatch(text)
    if match is None:
        return None
    minutes, seconds = (float((part or "0").replace(",", ".")) for part in match.group(3, 4))
    if minutes >= 60 or seconds >= 60 or (match[4] and not match[3]):
        return None
    value = int(match[2]) + minutes / 60 + seconds / 3600
    return -value if match[1] in ("-", "−") else value
