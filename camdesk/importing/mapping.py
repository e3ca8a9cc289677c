"""What the columns of a table mean, kept in a TOML file (docs/mapping.md).

format = 2
name = "Austin traffic cameras"
purpose = "snapshot"
key = "site.code"

[columns]
"Camera ID" = "site.code"
"Camera Manufacturer" = { field = "camera.maker", differs = "replacement" }
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
from camdesk.files import not_read, whole_file
from camdesk.importing.fields import Purpose, Rule, is_key, is_known, rules_of, values_of
from camdesk.importing.values import ORDERS, Order

FORMAT = 2
_READ = (1, FORMAT)  # format 1 knew new cameras only
_PARTS = frozenset({"format", "name", "purpose", "key", "columns", "constants", "values"})
_MEANING = frozenset({"field", "order", "differs"})


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column feeds which field, how values are translated, and what the table is.

    Columns that are not named here are left aside. A cell whose text is not in the map of its
    field refuses its row; an empty cell is unknown, or what `constants` says of the whole table.
    """

    columns: MappingOf[str, str]  # column -> name of a target
    values: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    orders: MappingOf[str, Order] = field(default_factory=dict)  # column -> order of its dates
    keys: tuple[str, ...] = ()  # the targets by which a row is found, together
    name: str = ""
    purpose: Purpose = Purpose.NEW
    rules: MappingOf[str, Rule] = field(default_factory=dict)  # target -> where not the usual
    constants: MappingOf[str, str] = field(default_factory=dict)  # target -> text

    def column_of(self, target: str) -> str | None:
        """The column that feeds `target`."""
        return next((column for column, fed in self.columns.items() if fed == target), None)

    def rule(self, target: str) -> Rule:
        """What a different value of `target` means."""
        return self.rules.get(target) or next(iter(rules_of(target)), Rule.LEAVE)

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
        with whole_file(path, newline="\n") as file:
            file.write(self.toml())

    def toml(self) -> str:
        """Its text, as `read` takes it."""
        import tomli_w  # imported late: only saving needs it

        return tomli_w.dumps(self._document())

    @classmethod
    def load(cls, path: Path) -> Mapping:
        """The mapping in the file at `path`; KnownError says what is wrong in it, and where."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise not_read(path, error) from error
        except UnicodeError as error:
            raise _not_a_mapping(path, error) from error
        return cls.read(text, path)

    @classmethod
    def read(cls, text: str, source: Path | str = "") -> Mapping:
        """The mapping in a text of TOML; errors name its `source`."""
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise _not_a_mapping(source, error) from error
        return _from_document(document, source)

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
        for key in self.keys:
            if key not in fed:
                raise KnownError(
                    N_("No column feeds “{key}”, by which rows are told apart."),
                    N_("Choose the column that holds it."),
                    key=key,
                )

    def _document(self) -> dict[str, Any]:
        keys: str | list[str] = self.keys[0] if len(self.keys) == 1 else list(self.keys)
        return {
            "format": FORMAT,
            **({"name": self.name} if self.name else {}),
            "purpose": self.purpose.value,
            **({"key": keys} if keys else {}),
            "columns": {column: self._meaning(column) for column in self.columns},
            **({"constants": dict(self.constants)} if self.constants else {}),
            "values": {name: dict(some) for name, some in self.values.items() if some},
        }

    def _meaning(self, column: str) -> str | dict[str, str]:
        target = self.columns[column]
        more: dict[str, str] = {}
        if column in self.orders:
            more["order"] = self.orders[column]
        if target in self.rules:
            more["differs"] = self.rules[target].value
        return {"field": target, **more} if more else target


def _not_a_mapping(source: Path | str, reason: Exception) -> KnownError:
    return KnownError(
        N_("“{path}” is not a mapping: {reason}."),
        N_("Mend the line it names, or make the mapping anew."),
        path=source,
        reason=reason,
    )


class _Wrong(Exception):
    """A word of the document that means nothing: where it stands."""


def _from_document(document: dict[str, Any], source: Path | str) -> Mapping:
    try:
        return _read_document(document)
    except _Wrong as wrong:
        raise KnownError(
            N_("“{path}” is not a mapping that camdesk understands: {where}."),
            N_("See docs/mapping.md for how one is written."),
            path=source,
            where=wrong,
        ) from None


def _read_document(document: dict[str, Any]) -> Mapping:
    if document.get("format") not in _READ:
        raise _Wrong(f"format = {document.get('format')!r}")
    for unknown in document.keys() - _PARTS:
        raise _Wrong(f"{unknown} = {document[unknown]!r}")
    stated = _section(document, "columns", required=True)
    columns: dict[str, str] = {}
    orders: dict[str, Order] = {}
    rules: dict[str, Rule] = {}
    for column, meaning in stated.items():
        target, more = _read_meaning(column, meaning)
        columns[column] = target
        if "order" in more:
            orders[column] = more["order"]
        if "differs" in more:
            rules[target] = Rule(more["differs"])
    constants = _section(document, "constants")
    for target, text in constants.items():
        if not is_known(target) or not isinstance(text, str):
            raise _Wrong(f"[constants] {target} = {text!r}")
    purpose = document.get("purpose", Purpose.NEW.value)
    if purpose not in list(Purpose):
        raise _Wrong(f"purpose = {purpose!r}")
    return Mapping(
        columns,
        _read_values(_section(document, "values")),
        orders,
        _read_keys(document.get("key")),
        str(document.get("name", "")),
        Purpose(purpose),
        rules,
        constants,
    )


def _section(document: dict[str, Any], name: str, *, required: bool = False) -> dict[str, Any]:
    section = document.get(name, None if required else {})
    if not isinstance(section, dict):
        raise _Wrong(f"[{name}]")
    return section


def _read_meaning(column: str, meaning: Any) -> tuple[str, dict[str, Any]]:  # noqa: ANN401
    more = meaning if isinstance(meaning, dict) else {}
    target = more.get("field") if more else meaning
    if not isinstance(target, str) or not is_known(target) or more.keys() - _MEANING:
        raise _Wrong(f"[columns] {column} = {meaning!r}")
    if "order" in more and more["order"] not in ORDERS:
        raise _Wrong(f"[columns] {column}: order = {more['order']!r}")
    if "differs" in more and more["differs"] not in rules_of(target):
        raise _Wrong(f"[columns] {column}: differs = {more['differs']!r}")
    return target, more


def _read_values(sections: dict[str, Any]) -> dict[str, dict[str, str]]:
    for name, some in sections.items():
        allowed = values_of(name)
        if allowed is None or not isinstance(some, dict):
            raise _Wrong(f"[values.{name}]")
        known = {value for value, _ in allowed}
        for text, value in some.items():
            if not isinstance(value, str) or (known and value not in known):
                raise _Wrong(f"[values.{name}] {text} = {value!r}")
    return sections


def _read_keys(stated: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever the file says
    keys = stated if isinstance(stated, list) else [] if stated is None else [stated]
    for key in keys:
        if not isinstance(key, str) or not is_key(key):
            raise _Wrong(f"key = {stated!r}")
    return tuple(keys)
