"""What the columns of a table mean, kept in a TOML file (docs/mapping.md).

format = 1
name = "Austin traffic cameras"
key = "site.code"

[columns]
"Camera ID" = "site.code"
"Camera Status" = "state"
"Turn on Date" = { field = "installed_on", order = "mdy" }

[values.state]
TURNED_ON = "in_service"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import STATES
from camdesk.files import not_read, whole_file
from camdesk.importing.fields import TARGETS, is_own
from camdesk.importing.values import ORDERS, Order

FORMAT = 1
KEYS = ("site.code", "camera.inventory_number", "camera.serial_number")
_PARTS = frozenset({"format", "name", "key", "columns", "values"})
_MEANING = frozenset({"field", "order"})
_VALUES = {"state": tuple(STATES), "connected": ("yes", "no"), "unit": ("camera", "system")}


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column feeds which field, how values are translated, and what names a row.

    Columns that are not named here are left aside. A cell whose text is not in the map of its
    field refuses its row; an empty cell is unknown.
    """

    columns: MappingOf[str, str]  # column -> name of a target
    values: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    orders: MappingOf[str, Order] = field(default_factory=dict)  # column -> order of its dates
    key: str | None = None
    name: str = ""

    def column_of(self, target: str) -> str | None:
        """The column that feeds `target`."""
        return next((column for column, fed in self.columns.items() if fed == target), None)

    def check(self, columns: Sequence[str]) -> None:
        """Raise KnownError where the mapping does not fit a table with these columns."""
        for column in self.columns:
            if column not in columns:
                raise KnownError(
                    N_("The table has no column “{column}”, which the mapping names."),
                    N_("Its columns are: {columns}."),
                    column=column,
                    columns=", ".join(columns),
                )
        self._check_meaning()

    def save(self, path: Path) -> None:
        """Write it to `path`, whole or not at all."""
        import tomli_w  # imported late: only saving needs it

        with whole_file(path, newline="\n") as file:
            file.write(tomli_w.dumps(self._document()))

    @classmethod
    def load(cls, path: Path) -> Mapping:
        """The mapping in the file at `path`; KnownError says what is wrong in it, and where."""
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise not_read(path, error) from error
        except (tomllib.TOMLDecodeError, UnicodeError) as error:
            raise KnownError(
                N_("“{path}” is not a mapping: {reason}."),
                N_("Mend the line it names, or make the mapping anew."),
                path=path,
                reason=error,
            ) from error
        return cls._from_document(document, path)

    def _check_meaning(self) -> None:
        fed: set[str] = set()
        for column, target in self.columns.items():
            if target in fed:
                raise KnownError(
                    N_("Two columns feed the field “{field}”, one of them “{column}”."),
                    N_("Leave one of them aside."),
                    field=target,
                    column=column,
                )
            fed.add(target)
        if self.key is not None and self.key not in fed:
            raise KnownError(
                N_("No column feeds “{key}”, by which rows are told apart."),
                N_("Choose the column that holds it."),
                key=self.key,
            )

    def _document(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            **({"name": self.name} if self.name else {}),
            **({"key": self.key} if self.key else {}),
            "columns": {
                column: (
                    {"field": target, "order": self.orders[column]}
                    if column in self.orders
                    else target
                )
                for column, target in self.columns.items()
            },
            "values": {name: dict(some) for name, some in self.values.items() if some},
        }

    @classmethod
    def _from_document(cls, document: dict[str, Any], path: Path) -> Mapping:
        def wrong(where: str) -> KnownError:
            return KnownError(
                N_("“{path}” is not a mapping that camdesk understands: {where}."),
                N_("See docs/mapping.md for how one is written."),
                path=path,
                where=where,
            )

        if document.get("format") != FORMAT:
            raise wrong(f"format = {document.get('format')!r}")
        for unknown in document.keys() - _PARTS:
            raise wrong(f"{unknown} = {document[unknown]!r}")
        columns: dict[str, str] = {}
        orders: dict[str, Order] = {}
        stated = document.get("columns")
        if not isinstance(stated, dict):
            raise wrong("[columns]")
        for column, meaning in stated.items():
            target = meaning.get("field") if isinstance(meaning, dict) else meaning
            if not isinstance(target, str) or not (target in TARGETS or is_own(target)):
                raise wrong(f"[columns] {column} = {meaning!r}")
            if isinstance(meaning, dict) and meaning.keys() - _MEANING:
                raise wrong(f"[columns] {column} = {meaning!r}")
            columns[column] = target
            if isinstance(meaning, dict) and "order" in meaning:
                if meaning["order"] not in ORDERS:
                    raise wrong(f"[columns] {column}: order = {meaning['order']!r}")
                orders[column] = meaning["order"]
        values = document.get("values", {})
        if not isinstance(values, dict):
            raise wrong("[values]")
        for name, some in values.items():
            if name not in _VALUES or not isinstance(some, dict):
                raise wrong(f"[values.{name}]")
            for text, value in some.items():
                if value not in _VALUES[name]:
                    raise wrong(f"[values.{name}] {text} = {value!r}")
        key = document.get("key")
        if key is not None and key not in KEYS:
            raise wrong(f"key = {key!r}")
        return cls(columns, values, orders, key, str(document.get("name", "")))
