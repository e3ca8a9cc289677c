"""A camera that a row of a table describes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import ON_SITE, State
from camdesk.domain.own_fields import OwnField
from camdesk.importing.fields import POSITION
from camdesk.store.tables import Value

_CAMERA = (
    "inventory_number", "serial_number", "cameras_in_system", "service_life_months", "note",
)  # fmt: skip
_SITE = (
    "code", "name", "address", "place", "latitude", "longitude", "mount", "height_m", "azimuth",
    "purpose", "note",
)  # fmt: skip


class Draft(NamedTuple):  # made a million times: a frozen dataclass takes three times as long
    """A camera as its row describes it; what the row does not say is left out, or None."""

    facts: dict[str, Value]  # of the camera; references by name stand below
    site: dict[str, Value]
    maker: str | None
    model: str | None
    programme: str | None
    balance_holder: str | None
    operator: str | None
    state: State
    connected: bool | None
    installed_on: PartialDate | None
    cost: int | None = None  # tiyn
    at: int | None = None  # a site that is in the register already
    shares_site: bool = False  # the site may be there: in the register, or made by another row
    has_own: bool = False  # own fields are among the facts

    @property
    def occurred_on(self) -> PartialDate | None:
        """Since when the camera is known to stand so, as far as the row alone says."""
        return self.installed_on if self.state in ON_SITE else None


class Drafter:
    """Makes drafts of rows whose cells feed `fed`, and own fields."""

    def __init__(self, fed: Iterable[str], own: Mapping[str, OwnField]) -> None:
        targets = set(fed)
        if "site.district" in targets:
            targets.add("site.place")
        if POSITION in targets:
            targets |= {"site.latitude", "site.longitude"}
        self._camera = [(f"camera.{c}", c) for c in _CAMERA if f"camera.{c}" in targets]
        self._site = [(f"site.{c}", c) for c in _SITE if f"site.{c}" in targets]
        self._has_own = bool(own)
        for target, one in own.items():
            (self._camera if one.table == "camera" else self._site).append((target, one.column))

    def draft(
        self,
        said: Mapping[str, object],
        state: State,
        at: int | None = None,
        *,
        shares_site: bool = False,
    ) -> Draft:
        """The camera that the values of a row (by target) describe."""
        get: Any = said.get
        facts = {column: said[target] for target, column in self._camera if target in said}
        facts["unit"] = get("unit") or "camera"
        site = {column: said[target] for target, column in self._site if target in said}
        return Draft(
            facts,  # type: ignore[arg-type]
            site,  # type: ignore[arg-type]
            get("camera.maker"),
            get("camera.model"),
            get("camera.programme"),
            get("camera.balance_holder"),
            get("site.operator"),
            state,
            get("connected"),
            get("installed_on"),
            get("cost"),
            at,
            shares_site and "code" in site,
            self._has_own,
        )
