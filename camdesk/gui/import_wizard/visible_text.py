"""Texts of cells as they are: what the eye cannot see is made visible."""

from __future__ import annotations

import unicodedata

LONGEST = 200  # letters of a cell that are worth painting
_SIGNS = {
    "\x00": "␀",
    "\t": "⇥",
    "\n": "⏎",
    "\r": "⏎",
    "\v": "⏎",
    "\f": "⏎",
    "\u00a0": "␣",
    "\u202f": "␣",
    "\u2007": "␣",
    "\ufffd": "\ufffd",
}
_PLAIN_SPACE = " "
_EDGE = "·"  # a space at the beginning or the end of a cell


def visible(text: str, longest: int = LONGEST) -> str:
    """`text` in one line: breaks, tabs, hard spaces and signs without a shape get one."""
    shown = text[:longest].replace("\r\n", "\n")
    if not shown.isprintable() or "\u00a0" in shown or "\ufffd" in shown:
        shown = "".join(_sign(letter) for letter in shown)
    bare = shown.strip(_PLAIN_SPACE)
    if len(bare) != len(shown):
        begin = len(shown) - len(shown.lstrip(_PLAIN_SPACE)) if bare else len(shown)
        end = len(shown) - begin - len(bare)
        shown = _EDGE * begin + bare + _EDGE * end
    return shown + "…" if len(text) > longest else shown


def _sign(letter: str) -> str:
    known = _SIGNS.get(letter)
    if known is not None:
        return known
    # Zero-width and bidi characters, other control characters, spaces of odd widths.
    if letter.isprintable() and unicodedata.category(letter) != "Cf":
        return letter
    return f"‹{ord(letter):04X}›"
