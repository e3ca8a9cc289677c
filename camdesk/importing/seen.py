"""Which texts stood in a table before, at a small price for a million rows."""

from __future__ import annotations

from array import array
from collections.abc import Hashable

_FULL = 0.6  # the share of slots that may be taken


class Seen:
    """Remembers in which row something stood first.

    A dictionary of a million texts would take 150 MB; this keeps 64 bits of the hash and the row
    in two arrays (open addressing), 32 MB. That two texts of a table share all 64 bits is as good
    as impossible: one chance in ten million for a table of a million rows.
    """

    def __init__(self) -> None:
        self._make(1 << 10)

    def first(self, what: Hashable, row: int) -> int:
        """The row in which `what` stood first: `row` where it has not been seen yet."""
        # 0 marks a free slot.
        wanted = hash(what) & 0xFFFF_FFFF_FFFF_FFFF or 1
        place = wanted & self._mask
        hashes = self._hashes
        while there := hashes[place]:
            if there == wanted:
                return self._rows[place]
            place = (place + 1) & self._mask
        hashes[place] = wanted
        self._rows[place] = row
        self._taken += 1
        if self._taken > self._limit:
            self._grow()
        return row

    def _make(self, slots: int) -> None:
        self._hashes = array("Q", bytes(8 * slots))
        self._rows = array("L", bytes(array("L").itemsize * slots))
        self._mask = slots - 1
        self._limit = int(slots * _FULL)
        self._taken = 0

    def _grow(self) -> None:
        hashes, rows = self._hashes, self._rows
        taken = self._taken
        self._make(2 * len(hashes))
        mask, new_hashes, new_rows = self._mask, self._hashes, self._rows
        for wanted, row in zip(hashes, rows, strict=True):
            if wanted:
                place = wanted & mask
                while new_hashes[place]:
                    place = (place + 1) & mask
                new_hashes[place] = wanted
                new_rows[place] = row
        self._taken = taken
