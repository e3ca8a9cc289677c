"""What the cells of a column say of its meaning, whatever its heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from ipaddress import ip_address

from camdesk.domain.errors import KnownError
from camdesk.domain.identifiers import parse_bin_or_iin
from camdesk.importing.dates_read import date_in_order, is_serial
from camdesk.importing.geo_read import coordinate, coordinate_pair
from camdesk.importing.labels import known_values
from camdesk.importing.numbers_read import sum_of_money
from camdesk.importing.values import is_unknown

_LOOKED_AT = 300  # different texts of a column
_MAC = re.compile(r"(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}", re.I)
_URL = re.compile(r"(?:https?|rtsp|ftp)://\S+", re.IGNORECASE)
_DEGREES = re.compile(r"[+\-−]?\d{1,3}[.,]\d{3,}")
_NAMES = frozenset({"site.address", "camera.maker"})  # texts without a letter are none
_WHOLE = re.compile(r"\d[\d\s]*(?:\.0)?")
_MEASURE = re.compile(r"[\d\s]+(?:[.,]\d+)?")


def share(kind: str, target: str, texts: Collection[str]) -> float:
    """How many of `texts` can be read as a field of that kind, of one.

    Of kinds that take any text it is 0 where the texts are addresses of machines.
    """
    some = _some(texts)
    count = len(some)
    if not some:
        return 1.0
    fits = _FITS.get(kind)
    if fits is not None:
        return sum(map(fits, some)) / count
    if kind in ("state", "yes_no", "unit", "event", "result", "choice"):
        return len(known_values(target, set(some))) / count
    if kind == "own":
        return 1.0
    if kind in ("place", "name") or target in _NAMES:
        some = [text for text in some if any(map(str.isalpha, text))]
    return sum(not is_machine_address(text) for text in some) / count


def is_machine_address(text: str) -> bool:
    """Whether the text is an IP or MAC address or a URL: no field of the register's own."""
    bare = text.strip()
    if _MAC.fullmatch(bare) or _URL.match(bare):
        return True
    try:
        ip_address(bare.partition("/")[0])
    except ValueError:
        return False
    return True


def is_bin(text: str) -> bool:
    """Whether the text is a BIN or IIN by its check digit."""
    return _reads(parse_bin_or_iin, text)


def is_degrees(text: str, largest: int) -> bool:
    """Whether the text looks like a coordinate even without its heading."""
    bare = text.strip()
    return (_DEGREES.fullmatch(bare) is not None or "°" in bare) and _reads(
        lambda one: coordinate(one, largest), bare
    )


def is_pair(text: str) -> bool:
    """Whether the text is latitude and longitude, with decimals."""
    return text.count(".") + text.count(",") >= 2 and _reads(coordinate_pair, text)


def most(texts: Iterable[str], fits: Callable[[str], bool]) -> bool:
    """Whether nearly all of the texts are such ones, and there are several."""
    some = _some(texts)
    return len(some) >= 2 and sum(map(fits, some)) >= 0.9 * len(some)


def is_date(text: str) -> bool:
    """Whether the text is a date in some order, and no bare number."""
    bare = text.strip()
    return is_serial(bare) or any(
        _reads(lambda one, order=order: date_in_order(one, order), bare)  # type: ignore[misc]
        for order in ("dmy", "mdy")
    )


def _some(texts: Iterable[str]) -> list[str]:
    some = []
    for text in texts:
        if text and not text.isspace() and not is_unknown(text.strip()):
            some.append(text)
            if len(some) == _LOOKED_AT:
                break
    return some


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except KnownError:
        return False
    return True


_FITS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "latitude": lambda text: _reads(lambda one: coordinate(one, 90), text),
    "longitude": lambda text: _reads(lambda one: coordinate(one, 180), text),
    "position": lambda text: _reads(coordinate_pair, text),
    "money": lambda text: _reads(sum_of_money, text),
    "whole": lambda text: _WHOLE.fullmatch(text.strip()) is not None,
    "measure": lambda text: _MEASURE.fullmatch(text.strip()) is not None,
    "id": lambda text: _WHOLE.fullmatch(text.strip()) is not None,
}
