"""A camera that a row of a table describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import ON_SITE, State
from camdesk.domain.own_fields import OwnField
from camdesk.store.tables import Value

_CAMERA = (
    "inventory_number", "serial_number", "cameras_in_system", "service_life_months", "note",
)  # fmt: skip
_SITE = (
    "code", "name", "address", "place", "latitude", "longitude", "mount", "height_m", "azimuth",
    "purpose", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
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

    @property
    def occurred_on(self) -> PartialDate | None:
        """Since when the camera is known to stand so, as far as the row alone says."""
        return self.installed_on if self.state in ON_SITE else None


def draft(
    said: Mapping[str, object],
    own: Mapping[str, OwnField],
    state: State,
    at: int | None = None,
    *,
    shares_site: bool = False,
) -> Draft:
    """The camera that the values of a row (by target) describe."""
    get: Mapping[str, Value] = said  # type: ignore[assignment]
    facts: dict[str, Value] = {
        column: value for column in _CAMERA if (value := get.get(f"camera.{column}")) is not None
    }
    facts["unit"] = get.get("unit") or "camera"
    site: dict[str, Value] = {
        column: value for column in _SITE if (value := get.get(f"site.{column}")) is not None
    }
    for target, one in own.items():
        if target in said:
            (facts if one.table == "camera" else site)[one.column] = get[target]
    return Draft(
        facts,
        site,
        _text(said, "camera.maker"),
        _text(said, "camera.model"),
        _text(said, "camera.programme"),
        _text(said, "camera.balance_holder"),
        _text(said, "site.operator"),
        state,
        said.get("connected"),  # type: ignore[arg-type]
        said.get("installed_on"),  # type: ignore[arg-type]
        said.get("cost"),  # type: ignore[arg-type]
        at,
        shares_site and "code" in site,
    )


def _text(said: Mapping[str, object], target: str) -> str | None:
    value = said.get(target)
    return None if value is None else str(value)
