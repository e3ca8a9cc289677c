"""Shortcuts on a Russian or Kazakh keyboard.

Windows, macOS and X11 tell Qt the Latin letter of a key as well, and Qt finds the shortcut by
it. Where a platform tells only the Cyrillic letter, the key is found by its place.
"""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

# Which key of an English keyboard stands in the place of the letter.
_RUSSIAN = dict(
    zip("ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ", "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.", strict=True)
)
_KAZAKH = dict(zip("ӘІҢҒҮҰҚӨҺ", "2345890-=", strict=True))
_IN_PLACE = {ord(letter): ord(key) for letter, key in (_RUSSIAN | _KAZAKH).items()}


def latin_keys(event: QKeyEvent) -> QKeySequence | None:
    """The shortcut that a Cyrillic letter with Ctrl stands for; None where it is no such thing."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    key = _IN_PLACE.get(event.key())
    if key is None:
        return None
    return QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(key)))
