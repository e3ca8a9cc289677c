"""In which form a table is saved: for a program, or for the spreadsheet of a country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from camdesk.domain.errors import N_


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written."""

    name: str
    label: str
    language: str | None  # of headers, states and names; None: the stable English names
    encoding: str
    delimiter: str
    line_end: str
    dates: Literal["iso", "local"] = "iso"
    decimal: str = "."


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        dialect.name: dialect
        for dialect in (
            Dialect("ru", N_("Excel, Russian"), "ru", "utf-8-sig", ";", "\r\n", "local", ","),
            Dialect("kk", N_("Excel, Kazakh"), "kk", "utf-8-sig", ";", "\r\n", "local", ","),
            Dialect("en", N_("Excel, English"), "en", "utf-8-sig", ",", "\r\n", "local"),
            Dialect("machine", N_("For other programs"), None, "utf-8", ",", "\n"),
        )
    }
)
