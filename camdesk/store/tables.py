"""The tables of facts: which columns a clerk may state, and what each refers to.

The write path, undo, replay and check all read `TABLES`; the DDL itself is frozen in
`migrations.py`, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

APPLICATION_ID = 0x43414D44  # "CAMD"
SCHEMA_VERSION = 1

Value = str | int | float | None
"""What one column of facts holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of facts."""

    name: str
    columns: tuple[str, ...]
    references: MappingProxyType[str, str]  # column -> the table it points into


def _table(name: str, columns: str, **references: str) -> Table:
    return Table(name, tuple(columns.split()), MappingProxyType(references))


# Parents stand before the tables that refer to them.
TABLES = MappingProxyType(
    {
        table.name: table
        for table in (
            _table(
                "place",
                "parent kind kato name_ru name_kk name_en also_written latitude longitude",
                parent="place",
            ),
            _table("organisation", "name bin note"),
            _table("programme", "name_ru name_kk name_en"),
            _table("model", "maker name type resolution service_life_months"),
            _table("document", "kind number issued_on issuer note", issuer="organisation"),
            _table(
                "site",
                "code name place address latitude longitude mount height_m azimuth purpose"
                " operator note",
                place="place",
                operator="organisation",
            ),
            _table(
                "camera",
                "inventory_number serial_number unit cameras_in_system model programme"
                " balance_holder service_life_months note",
                model="model",
                programme="programme",
                balance_holder="organisation",
            ),
        )
    }
)

# What the ledger's events refer to.
EVENT_REFERENCES = MappingProxyType(
    {
        "camera": "camera",
        "other_camera": "camera",
        "site": "site",
        "organisation": "organisation",
        "document": "document",
    }
)

EVENT_COLUMNS = (
    "id",
    "entry",
    "camera",
    "kind",
    "occurred_on",
    "site",
    "organisation",
    "other_camera",
    "document",
    "cost",
    "note",
    "details",
)
"""The columns of an event that are the ledger; the rest is derived from them."""

CHANGE_COLUMNS = ("id", "entry", "table_name", "row_id", "column_name", "old", "new")

ENTRY_COLUMNS = (
    "id",
    "recorded_at",
    "recorded_on",
    "author",
    "action",
    "subject",
    "cameras",
    "reason",
    "invented",
    "as_of",
    "voids",
)


def references_to(table: str) -> list[tuple[str, str]]:
    """The (table, column) pairs that point into `table`."""
    return [
        (other.name, column)
        for other in TABLES.values()
        for column, target in other.references.items()
        if target == table
    ]
