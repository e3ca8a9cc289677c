"""Cameras by the numbers on them: inventory or serial, however they were typed.

A camera that bears neither is called by its row in the register, as in `№ 2000`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from camdesk.domain.stock_take import number_key
from camdesk.store import search
from camdesk.store.connection import Connection
from camdesk.store.picture import chunks, marks

# For more numbers than this, one pass over all cameras is quicker than asking for each.
_FEW = 100
_COLUMNS = ("inventory_number", "serial_number")
_ROW = re.compile("№[1-9][0-9]{0,17}")
_SPACED = "[ \t\u00a0]"


@dataclass(frozen=True, slots=True)
class Bearer:
    """A camera that bears a number."""

    camera: int
    by_inventory: bool  # False: it is the serial number
    live: bool


def bearers(connection: Connection, said: Iterable[str]) -> dict[str, list[Bearer]]:
    """The cameras that bear each of the numbers, by `number_key`."""
    keys = {key: text.strip() for text in said if (key := number_key(text))}
    found: dict[str, dict[int, Bearer]] = defaultdict(dict)
    for chunk in chunks(set(keys.values())):
        for column in _COLUMNS:
            _take(connection, f"camera.{column} IN ({marks(chunk)})", chunk, keys, found)
    rows = {int(key[1:]): key for key in keys if _ROW.fullmatch(key)}
    for some in chunks(rows):
        there = connection.execute(
            f"SELECT camera.id, camera.live FROM camera WHERE camera.id IN ({marks(some)})", some
        )
        for camera, live in there:
            found[rows[camera]].setdefault(camera, Bearer(camera, False, bool(live)))
    missing = {key: text for key, text in keys.items() if key not in found}
    if len(missing) > _FEW:
        _take(connection, "1", [], missing, found)
    elif missing:
        for key in missing:
            condition, values = search.index_condition("camera", search.fold_text(key))
            _take(connection, f"camera.{condition}", values, {key: key}, found)
        missing = {key: text for key, text in missing.items() if key not in found}
        # What is left may have been registered with spaces in it.
        spaced = " OR ".join(f"camera.{column} GLOB '*{_SPACED}*'" for column in _COLUMNS)
        if missing:
            _take(connection, f"({spaced})", [], missing, found)
    return {key: list(cameras.values()) for key, cameras in found.items()}


def sites_by_code(connection: Connection) -> dict[str, int]:
    """The sites that have a code, by its `number_key`."""
    rows = connection.execute("SELECT code, id FROM site WHERE code IS NOT NULL")
    return {number_key(code): site for code, site in rows}


def _take(
    connection: Connection,
    condition: str,
    values: list[str] | list[str | int | float | None],
    keys: Mapping[str, str],
    found: dict[str, dict[int, Bearer]],
) -> None:
    rows = connection.execute(
        f"SELECT camera.id, camera.live, {', '.join(_COLUMNS)} FROM camera WHERE {condition}",
        values,
    )
    for camera, live, *numbers in rows:
        for number, by_inventory in zip(numbers, (True, False), strict=True):
            if number is not None and (key := number_key(number)) in keys:
                found[key].setdefault(camera, Bearer(camera, by_inventory, bool(live)))
