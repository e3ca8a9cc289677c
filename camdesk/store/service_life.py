"""Whose service life ends in which year, and what replacing them will cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import HELD, State
from camdesk.domain.service_life import end_of_service, years_of
from camdesk.store.connection import Connection
from camdesk.store.fault_counts import in_order
from camdesk.store.histories import when
from camdesk.store.sql import quoted

NO_INSTALLATION = N_("no date of installation")
NO_SERVICE_LIFE = N_("no service life")
MODEL_NAME = "nullif(trim(coalesce(model.maker, '') || ' ' || coalesce(model.name, '')), '')"
# A camera's own months count before its model's.
MONTHS = "coalesce(camera.service_life_months, model.service_life_months)"
_HELD = quoted(HELD)


@dataclass(frozen=True, slots=True)
class Expiry:
    """Cameras of one model and unit whose service life ends in the same year."""

    years: str | None  # EDTF: one year, or the years between; None: unknown
    unit: str
    model: str | None
    cameras: int
    price: int | None  # of one in tiyn, as bought last; None: not known
    unknown: str = ""  # why the year is

    @property
    def cost(self) -> int | None:
        """What replacing all of them would cost at that price."""
        return None if self.price is None else self.price * self.cameras


def expiries(connection: Connection, day: date) -> list[Expiry]:
    """The cameras that the office has, by the year in which their service life ends.

    Those that were never installed have not begun theirs and are left out.
    """
    rows = connection.execute(
        f"SELECT camera.unit, camera.model, {MODEL_NAME}, camera.installed_on, {MONTHS}, count(*)"
        " FROM camera LEFT JOIN model ON model.id = camera.model"
        f" WHERE camera.state IN ({_HELD})"
        f" AND (camera.state <> '{State.IN_STOCK.value}' OR camera.installed_on IS NOT NULL)"
        " GROUP BY camera.unit, camera.model, camera.installed_on, 5"
    )
    counts: dict[tuple[str | None, str, int | None, str | None, str], int] = defaultdict(int)
    for unit, model, name, installed_on, months, count in rows:
        years, unknown = _years(when(installed_on), months)
        counts[years, unit, model, name, unknown] += count
    prices = _latest_prices(connection, day)
    found = [
        Expiry(years, unit, name, count, None if model is None else prices.get((model, unit)), why)
        for (years, unit, model, name, why), count in counts.items()
    ]
    return sorted(
        found, key=lambda one: (*in_order(one.years), one.unknown, one.unit, *in_order(one.model))
    )


def months_of(connection: Connection, camera: int) -> int | None:
    """The months of service of a camera: its own, else its model's; None: not known."""
    row = connection.execute(
        f"SELECT {MONTHS} FROM camera LEFT JOIN model ON model.id = camera.model"
        " WHERE camera.id = ?",
        (camera,),
    ).fetchone()
    return row[0] if row else None


def _years(installed: PartialDate | None, months: int | None) -> tuple[str | None, str]:
    end = end_of_service(installed, months)
    if end is not None:
        return years_of(end).edtf, ""
    return None, NO_INSTALLATION if installed is None else NO_SERVICE_LIFE


def _latest_prices(connection: Connection, day: date) -> Mapping[tuple[int, str], int]:
    """By model and unit the price in the contract signed last until `day`."""
    rows = connection.execute(
        "SELECT contract_line.model, contract_line.unit, contract_line.unit_price,"
        " contract.signed_on FROM contract_line JOIN contract"
        " ON contract.id = contract_line.contract"
        " WHERE contract_line.model IS NOT NULL AND contract_line.unit_price IS NOT NULL"
        " ORDER BY contract_line.id"
    )
    latest: dict[tuple[int, str], tuple[date, int]] = {}
    for model, unit, price, signed_on in rows:
        signed = when(signed_on)
        by = date.min if signed is None else signed.last
        if (signed is None or signed.first <= day) and by >= latest.get((model, unit), (date.min,))[
            0
        ]:
            latest[model, unit] = by, price
    return {key: price for key, (_, price) in latest.items()}
