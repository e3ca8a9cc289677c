"""Which cameras and sites the rows of a table mean, found by what names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from camdesk.domain.lifecycle import ON_SITE
from camdesk.domain.own_fields import OwnField
from camdesk.store.connection import Connection
from camdesk.store.picture import chunks, marks
from camdesk.store.sql import quoted

# By target: the table and column that an index finds quickly.
_INDEXED = MappingProxyType(
    {
        "camera.id": ("camera", "id"),
        "camera.inventory_number": ("camera", "inventory_number"),
        "camera.serial_number": ("camera", "serial_number"),
        "site.code": ("site", "code"),
    }
)
_SCANNED = MappingProxyType(
    {"site.address": ("site", "address"), "camera.note": ("camera", "note")}
)


_DEAD_NUMBERS = (
    "SELECT id, inventory_number AS said FROM camera"
    " WHERE inventory_number IS NOT NULL AND live = 0"
)


class Finder:
    """Finds cameras or sites by one of their facts: `table` says which of the two."""

    def __init__(self, connection: Connection, target: str, own: OwnField | None = None) -> None:
        self._connection = connection
        self._queries: list[str] = []
        if target in _INDEXED:
            self.table, column = _INDEXED[target]
            live = " AND live = 1" if target == "camera.inventory_number" else ""
            self._queries.append(
                f"SELECT {column}, id FROM {self.table} WHERE {column} IN ({{}}){live}"
            )
            if live:  # the index of numbers knows live cameras only
                self._index(target, _DEAD_NUMBERS)
        elif own is not None:
            self.table = own.table
            self._index(
                target,
                f"SELECT {own.table} AS id, value AS said FROM own_value"
                f" WHERE field = {own.id} AND {own.table} IS NOT NULL",
            )
        else:
            self.table, column = _SCANNED[target]
            self._index(
                target,
                f"SELECT id, {column} AS said FROM {self.table} WHERE {column} IS NOT NULL",
            )

    def find(self, texts: Iterable[str]) -> dict[str, list[int]]:
        """The rows of `table` by each of `texts` that names some."""
        found: dict[str, list[int]] = defaultdict(list)
        for chunk in chunks(texts):
            for query in self._queries:
                for said, row in self._connection.execute(query.format(marks(chunk)), chunk):
                    found[str(said)].append(row)
        return found

    def _index(self, target: str, said: str) -> None:
        """Index what no index of the register has: else each batch of rows would read it all."""
        name = f"said {target}".replace('"', "")
        self._connection.execute(f'DROP TABLE IF EXISTS temp."{name}"')
        self._connection.execute(f'CREATE TEMP TABLE "{name}" AS {said}')
        self._connection.execute(f'CREATE INDEX temp."index of {name}" ON "{name}" (said)')
        self._queries.append(f'SELECT said, id FROM temp."{name}" WHERE said IN ({{}})')


def cameras_at(connection: Connection, sites: Iterable[int]) -> dict[int, list[int]]:
    """The cameras that hang, hung last or are to hang at each of `sites`."""
    found: dict[int, list[int]] = defaultdict(list)
    for chunk in chunks(sites):
        rows = connection.execute(
            f"SELECT site, id FROM camera WHERE site IN ({marks(chunk)}) ORDER BY id", chunk
        )
        for site, camera in rows:
            found[site].append(camera)
    return found


def numbers_in_use(
    connection: Connection, numbers: Mapping[str, Iterable[str]]
) -> dict[str, dict[str, int]]:
    """Of `numbers` by target (inventory numbers, site codes) those that are taken, and by whom.

    An inventory number is taken by a live camera.
    """
    taken: dict[str, dict[str, int]] = {}
    for target, texts in numbers.items():
        table, column = _INDEXED[target]
        more = " AND live = 1" if target == "camera.inventory_number" else ""
        taken[target] = {}
        for chunk in chunks(set(texts)):
            rows = connection.execute(
                f"SELECT {column}, id FROM {table} WHERE {column} IN ({marks(chunk)}){more}", chunk
            )
            taken[target].update(rows)
    return taken


def is_empty(connection: Connection) -> bool:
    """Whether the register has no camera and no site yet."""
    (empty,) = connection.execute(
        "SELECT NOT EXISTS (SELECT 1 FROM camera) AND NOT EXISTS (SELECT 1 FROM site)"
    ).fetchone()
    return bool(empty)


def hanging_cameras(connection: Connection) -> int:
    """How many cameras of the register hang at a site."""
    (count,) = connection.execute(
        f"SELECT count(*) FROM camera WHERE state IN ({quoted(ON_SITE)})"
    ).fetchone()
    return int(count)
