"""What a card shows, asked off the GUI thread in one go. Knows no widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from camdesk.domain.lifecycle import Standing
from camdesk.store import (
    cameras,
    cards,
    contracts,
    fault_cards,
    listing,
    money,
    own_fields,
    part_cards,
    service_life,
    sites,
)
from camdesk.store.cards import FieldChange, Happening, Reference
from camdesk.store.connection import Connection
from camdesk.store.money import NOTHING, Costs
from camdesk.store.own_fields import Said
from camdesk.store.part_cards import NO_PARTS, PartsOfCamera
from camdesk.store.sites import Stay
from camdesk.store.tables import Value

_CAMERA_NAMES = (
    "programme", "district", "place", "since", "balance_holder", "model", "installed_on",
)  # fmt: skip
_SITE_NAMES = ("place", "district", "operator")


@dataclass(frozen=True, slots=True)
class CameraFile:
    """All that a camera's card shows; `names` holds what its references are called."""

    id: int
    facts: Mapping[str, Value]
    names: Mapping[str, Value]
    standing: Standing
    site: Mapping[str, Value] | None
    timeline: tuple[Happening, ...]
    corrected: frozenset[str]  # the facts that have had more than one value
    today: date
    service_months: int | None = None  # its own, else its model's
    faults: int = 0  # how many it has had
    parts: PartsOfCamera = NO_PARTS
    costs: Costs = NOTHING
    contract: Reference | None = None  # called by its line
    own: tuple[Said, ...] = ()  # what the department's own fields say


@dataclass(frozen=True, slots=True)
class SiteFile:
    """All that a site's card shows."""

    id: int
    facts: Mapping[str, Value]
    names: Mapping[str, Value]
    chain: tuple[Stay, ...]
    corrected: frozenset[str]
    costs: Costs = NOTHING  # of the cameras that hung there
    own: tuple[Said, ...] = ()


def read_camera(
    connection: Connection, camera: int, language: str, today: date
) -> CameraFile | None:
    """The file of `camera`; None where it is not, or no longer, in the register."""
    facts = cards.facts(connection, "camera", camera)
    standing = cards.standings(connection, [camera]).get(camera)
    if facts is None or standing is None:
        return None
    (values,) = listing.rows(connection, cameras.listing(language), [camera], _CAMERA_NAMES)
    site, line = standing.site, facts["contract_line"]
    return CameraFile(
        camera,
        facts,
        dict(zip(_CAMERA_NAMES, values, strict=True)),
        standing,
        cards.facts(connection, "site", site) if site is not None else None,
        tuple(cards.timeline(connection, camera, language)),
        _corrected(cards.history(connection, "camera", camera)),
        today,
        service_life.months_of(connection, camera),
        fault_cards.count(connection, camera),
        part_cards.of_camera(connection, camera),
        money.cost_of_camera(connection, camera),
        contracts.of_line(connection, line, language) if isinstance(line, int) else None,
        own_fields.said(connection, "camera", camera),
    )


def read_site(connection: Connection, site: int, language: str) -> SiteFile | None:
    """The file of `site`; None where it is not, or no longer, in the register."""
    facts = cards.facts(connection, "site", site)
    if facts is None:
        return None
    (values,) = listing.rows(connection, sites.listing(language), [site], _SITE_NAMES)
    return SiteFile(
        site,
        facts,
        dict(zip(_SITE_NAMES, values, strict=True)),
        tuple(sites.chain(connection, site)),
        _corrected(cards.history(connection, "site", site)),
        money.cost_of_site(connection, site),
        own_fields.said(connection, "site", site),
    )


def _corrected(history: Mapping[str, list[FieldChange]]) -> frozenset[str]:
    return frozenset(name for name, changes in history.items() if len(changes) > 1)
