"""Whether the chains of sectors in an OLE file end: a damaged one may lead a reader in circles."""

from __future__ import annotations

import struct
from pathlib import Path

_IN_HEADER = 109  # numbers of sectors of the table that the header itself holds
_MOST_TABLES = 100_000


def chains_end(path: Path) -> bool:
    """Whether no chain of sectors comes back to where it was; False for a file cut short."""
    try:
        data = path.read_bytes()
        shift, _mini = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12):
            return False
        size = 1 << shift
        table = _table(data, size)
        if not _ends(table):
            return False
        first_mini: int
        (first_mini,) = struct.unpack_from("<i", data, 60)
        mini: list[int] = []
        while first_mini >= 0:
            mini += _numbers(data, first_mini, size)
            first_mini = table[first_mini]
        return _ends(mini)
    except (struct.error, IndexError):
        return False


def _table(data: bytes, size: int) -> list[int]:
    """For each sector, the one after it; negative numbers end a chain or mean something else."""
    sectors = [one for one in struct.unpack_from(f"<{_IN_HEADER}i", data, 76) if one >= 0]
    more, count = struct.unpack_from("<ii", data, 68)
    for _ in range(min(count, _MOST_TABLES)):
        if more < 0:
            break
        *others, more = _numbers(data, more, size)
        sectors += [one for one in others if one >= 0]
    table: list[int] = []
    for sector in sectors:
        table += _numbers(data, sector, size)
    return table


def _numbers(data: bytes, sector: int, size: int) -> tuple[int, ...]:
    begin = (sector + 1) * size
    there = data[begin : begin + size]
    # The last sector of a file may be cut short; what is missing ends a chain.
    there += b"\xff" * (size - len(there)) if there else b""
    return struct.unpack(f"<{size // 4}i", there)


def _ends(table: list[int]) -> bool:
    """Whether every chain ends: nothing has two before it, and all is reached from a beginning."""
    before = bytearray(len(table))
    links = 0
    for after in table:
        if after >= 0:
            links += 1
            if after >= len(table) or before[after]:
                return False
            before[after] = 1
    walked = 0
    for begin, after in enumerate(table):
        if after >= 0 and not before[begin]:
            while after >= 0:
                walked += 1
                after = table[after]
    return walked == links
