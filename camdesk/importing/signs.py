"""One look at the bytes of a whole file: what its rows need not be searched for one by one."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from camdesk.domain.errors import N_, KnownError
from camdesk.importing.records import LONGEST_LINE

_CHUNK = 1 << 20
_GUARD = re.compile(rb"'[ \t']*[=+\-@\t\r\n\xef0-9]")
_LONGER = ("utf", "gb", "big5", "euc", "shift", "cp93", "cp94", "cp95")
_WIDE = ("utf-16", "utf-32")


@dataclass(frozen=True, slots=True)
class Signs:
    """What may be in the cells: of what is not, no row is asked."""

    nul: bool = True
    unreadable: bool = True  # bytes that the encoding does not have
    guards: bool = True  # apostrophes that guard a formula or a number
    quotes: bool = True


UNKNOWN_SIGNS = Signs()


def look_for_signs(path: Path, encoding: str, quote: str) -> Signs:
    """The signs in the file at `path` read as `encoding`.

    Raises KnownError for a file with a line that no table has, OSError and LookupError.
    """
    wide = encoding.startswith(_WIDE)
    nul = guards = unreadable = quotes = False
    sought = quote.encode()
    foreign = None if wide else _foreign(encoding)
    decoder = codecs.getincrementaldecoder(encoding)("strict") if foreign is None else None
    unbroken = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            unbroken = _unbroken(chunk, unbroken)
            if unbroken > LONGEST_LINE:
                raise too_long(path)
            nul = nul or (not wide and b"\0" in chunk)
            quotes = quotes or (bool(sought) and sought in chunk)
            guards = guards or wide or _GUARD.search(chunk) is not None
            if foreign is not None:
                unreadable = unreadable or any(byte in chunk for byte in foreign)
            elif not unreadable and decoder is not None:
                unreadable = not _decodes(decoder, chunk)
    if decoder is not None and not unreadable:
        unreadable = not _decodes(decoder, b"", final=True)
    return Signs(nul or wide, unreadable, guards, quotes)


def too_long(path: Path) -> KnownError:
    """That a line is longer than any of a table."""
    return KnownError(
        N_("“{path}” holds a line longer than {count} characters."),
        N_("It may not be a table; save it as CSV again."),
        path=path,
        count=LONGEST_LINE,
    )


def _unbroken(chunk: bytes, before: int) -> int:
    """How many bytes stand behind the last line break, those of the chunks before included."""
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    return before + len(chunk) if last < 0 else len(chunk) - last


def _foreign(encoding: str) -> tuple[bytes, ...] | None:
    """The bytes that an encoding of one byte a sign does not have; None for other encodings."""
    found = []
    for value in range(256):
        byte = bytes([value])
        try:
            if len(byte.decode(encoding)) != 1:
                return None
        except UnicodeDecodeError:
            if value < 128 or encoding.startswith(_LONGER):
                return None
            found.append(byte)
    return tuple(found)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
