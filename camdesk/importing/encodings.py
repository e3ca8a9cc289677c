"""In which encoding a text file is: by evidence, never by the mere absence of an error."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# kz1048 is windows-1251 with the Kazakh letters in place of the Serbian and Ukrainian ones; where
# a text has neither, the two are equally likely and the first is taken.
_ONE_BYTE = ("windows-1251", "kz1048", "cp866", "mac-cyrillic", "koi8-r", "windows-1252")
# All that can be detected, and so all that can be chosen.
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", *_ONE_BYTE)
_CHUNK = 1 << 20
_SAMPLE = 1 << 18

# How Russian and Kazakh words look: runs of small letters, perhaps one capital before them.
_WORD = re.compile(r"\b[А-ЯЁӘҒҚҢӨҰҮҺІ]?[а-яёәғқңөұүһі]{2,}\b|\b[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,}\b")
_FREQUENT = frozenset("оеаинтсрвлОЕАИНТСРВЛ")
_LATIN = re.compile(r"\b[A-Za-zÀ-ÿ]{3,}\b")


def detect_encoding(path: Path) -> str:
    """The encoding of the file at `path`, as Python names it; raises OSError."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if b"\x00" in head and (utf16 := _utf16_without_mark(head)):
        return utf16
    if _is_utf8(path):
        return "utf-8"
    return max(_ONE_BYTE, key=lambda name: _likeness(head.decode(name, errors="replace"), name))


def _utf16_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2 or 1
    if odd > half * 0.3 and odd > even * 4:
        return "utf-16-le"
    if even > half * 0.3 and even > odd * 4:
        return "utf-16-be"
    return None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _likeness(text: str, name: str) -> float:
    """How much of the letters beyond ASCII stand in words as people write them."""
    beyond = sum(1 for char in text if ord(char) > 127) or 1
    if name == "windows-1252":
        accented = sum(1 for word in _LATIN.findall(text) for char in word if ord(char) > 127)
        plain = sum(1 for word in _LATIN.findall(text) for char in word if ord(char) < 128)
        return accented / beyond * (0.7 if plain > 3 * accented else 0.1)
    letters = [char for word in _WORD.findall(text) for char in word]
    frequent = sum(1 for char in letters if char in _FREQUENT)
    return (len(letters) + frequent) / (2 * beyond)
