"""In which encoding a text file is: by evidence, never by the mere absence of an error."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from camdesk.importing.alphabets import likeness

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings without marks: the alphabet that they are made for, and how likely they are before
# anything is known. kz1048 is windows-1251 with the Kazakh letters in place of the Serbian and
# Ukrainian ones; where a text has neither, the two are equally likely and the first is taken.
_UNMARKED = {
    "windows-1251": ("cyrillic", 1.0),
    "kz1048": ("kazakh", 0.99),
    "cp866": ("cyrillic", 0.98),
    "mac-cyrillic": ("cyrillic", 0.97),
    "koi8-r": ("cyrillic", 0.97),
    "windows-1252": ("western", 0.95),
    "windows-1250": ("central", 0.9),
    "windows-1254": ("turkish", 0.9),
    "windows-1257": ("baltic", 0.8),
    "iso-8859-2": ("central", 0.85),
    "cp850": ("western", 0.85),
    "cp437": ("western", 0.84),
    "cp852": ("central", 0.83),
    "mac-roman": ("western", 0.84),
    "windows-1253": ("greek", 0.8),
    "windows-1255": ("hebrew", 0.85),
    "windows-1256": ("arabic", 0.75),
    "cp874": ("thai", 0.8),
    "gb18030": ("east", 0.8),
    "cp950": ("east", 0.79),
    "cp932": ("east", 0.8),
    "euc-jp": ("east", 0.79),
    "cp949": ("east", 0.8),
}
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# All that can be detected, and so all that can be chosen.
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", *_WIDE[:2], "utf-32", *_WIDE[2:], *_UNMARKED)
_CHUNK = 1 << 20
_SAMPLE = 1 << 15  # bytes of lines that hold letters beyond ASCII


def detect_encoding(path: Path) -> str:
    """The encoding of the file at `path`, as Python names it; raises OSError."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if b"\x00" in head and (wide := _wide_without_mark(head)):
        return wide
    if _is_utf8(path):
        return "utf-8"
    sample = _telling_lines(path)
    if _is_nearly_utf8(sample):
        return "utf-8"
    return max(_UNMARKED, key=lambda name: _likeness(sample, name))


def _wide_without_mark(head: bytes) -> str | None:
    """Which of the encodings of two or four bytes a sign this is, by where the NULs stand."""
    counts = [head[place::4].count(0) for place in range(4)]
    quarter = len(head) // 4 or 1
    if min(counts[2:]) > quarter * 0.95 and counts[0] < quarter * 0.5:
        return "utf-32-le"
    if min(counts[:2]) > quarter * 0.95 and counts[3] < quarter * 0.5:
        return "utf-32-be"
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        # The high bytes are few: none for Latin letters, blanks and digits, one for Cyrillic.
        usual = Counter(high).most_common(3)
        if 0 in dict(usual) and sum(count for _, count in usual) * 5 > len(high) * 4:
            return name
    return None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _telling_lines(path: Path) -> bytes:
    """The first lines with bytes beyond ASCII, wherever in the file they are."""
    found: list[bytes] = []
    size = 0
    for chunk in _chunks(path):
        if chunk.isascii():
            continue
        for line in chunk.splitlines(keepends=True):
            if not line.isascii():
                found.append(line[:_SAMPLE])
                size += len(found[-1])
                if size > _SAMPLE:
                    return b"".join(found)
    return b"".join(found)


def _is_nearly_utf8(sample: bytes) -> bool:
    """Whether a few bytes are broken in a text that is otherwise UTF-8."""
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for sign in text if sign > "\x7f") - broken
    return sound > 10 * broken


def _likeness(sample: bytes, name: str) -> float:
    alphabet, trust = _UNMARKED[name]
    if alphabet == "east":
        try:
            text = sample.decode(name)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 4:
                return -9.0
            text = sample[: error.start].decode(name, errors="replace")
    else:
        text = sample.decode(name, errors="replace")
    found = likeness(text, alphabet)
    if alphabet == "kazakh" and not any(letter in text for letter in "әқңӘҚҢ"):
        found -= 0.1  # Ukrainian has the letters that the others would be
    return found * trust if found > 0 else found
