"""A row of a table once its cells are read."""

from __future__ import annotations

from dataclasses import dataclass

from camdesk.domain.dates import PartialDate
from camdesk.domain.lifecycle import ON_SITE, State
from camdesk.store.tables import Value


@dataclass(frozen=True, slots=True)
class Draft:
    """A camera as its row describes it; what the row does not say is None."""

    facts: dict[str, Value]
    site: dict[str, Value]
    place: int | None
    maker: str | None
    model: str | None
    programme: str | None
    balance_holder: str | None
    state: State
    connected: bool | None
    installed_on: PartialDate | None

    @property
    def occurred_on(self) -> PartialDate | None:
        """Since when the camera is known to stand so, as far as the row alone says."""
        return self.installed_on if self.state in ON_SITE else None
