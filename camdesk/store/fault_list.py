"""The list of faults: each time that a camera went out of order is one row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import KINDS, ON_SITE, State
from camdesk.store import places
from camdesk.store.fault_days import days_between, is_day
from camdesk.store.fault_filters import JOINS, filters, search_condition
from camdesk.store.listing import Column, Listing, Query, by_name, ids, name_in, rows
from camdesk.store.picture import chunks
from camdesk.store.sql import quoted
from camdesk.store.tables import Value

_STATE_RANK = (
    "CASE camera.state "
    + " ".join(f"WHEN '{state.value}' THEN {rank}" for rank, state in enumerate(State))
    + " END"
)
_ON_SITE = quoted(ON_SITE)
_TO_REPAIR = quoted(k.name for k in KINDS.values() if k.target is State.IN_REPAIR)
# A workshop has the camera; at its site it hangs; elsewhere the state says all that is known.
_WHEREABOUTS = (
    f"CASE WHEN last.kind IN ({_TO_REPAIR}) THEN workshop.name"
    f" WHEN camera.state IN ({_ON_SITE}) THEN coalesce(here.address, here.name, here.code) END"
)
_CAMERA = ("camera",)
_MODEL = "nullif(trim(coalesce(model.maker, '') || ' ' || coalesce(model.name, '')), '')"
_FAILED_DAY = "CASE WHEN fault.failed_on IS NOT NULL THEN fault.failed_day END"


@lru_cache(maxsize=4)
def listing(language: str, day: date) -> Listing:
    """The list of faults as of `day`, with names in `language`.

    Each time that a camera went out of order is one row.
    """
    return Listing(
        table="fault",
        columns=columns(language, day),
        joins=JOINS,
        filters=filters(language, day),
        search=search_condition,
        default_sort="failed_on",
        with_clause=places.DISTRICTS,
    )


def columns(language: str, day: date) -> Mapping[str, Column]:
    """What the list of faults can show, with names in `language`; days are counted to `day`."""
    open_days = days_between(
        "fault.failed_on",
        f"CASE WHEN fault.ended_by IS NULL THEN '{day.isoformat()}' ELSE fault.ended_on END",
    )
    exact = (
        f"{is_day('fault.failed_on')} AND (fault.ended_by IS NULL OR {is_day('fault.ended_on')})"
    )
    here = ("site",)
    return by_name(
        (
            Column(
                "inventory_number", N_("Inventory no."), "camera.inventory_number",
                joins=_CAMERA,
            ),
            Column(
                "state", N_("State now"), "camera.state", "state", _CAMERA, sort=_STATE_RANK
            ),
            Column("failed_on", N_("Failed on"), "fault.failed_on", "date", sort=_FAILED_DAY),
            Column(
                "days_open", N_("Days open"), f"CASE WHEN {exact} THEN {open_days} END",
                "number",
            ),
            Column("address", N_("Address"), "coalesce(site.address, site.name)", joins=here),
            Column(
                "district", N_("District"), name_in("district", language),
                joins=("site", "district"),
            ),
            Column("mode", N_("What is wrong"), "fault.mode", "field:failed.mode"),
            Column("cause", N_("Cause"), "fault.cause", "field:failed.cause"),
            Column(
                "whereabouts", N_("Where it is now"), _WHEREABOUTS,
                joins=("camera", "here", "last", "workshop"),
            ),
            Column(
                "programme", N_("Programme"), name_in("programme", language),
                joins=("camera", "programme"),
            ),
            Column("model", N_("Model"), _MODEL, joins=("camera", "model")),
            Column("last_good", N_("Last known good"), "fault.last_good", "date"),
            Column("reported_by", N_("Reported by"), "fault.reported_by"),
            Column(
                "ended_on", N_("Ended on"), "fault.ended_on", "date", sort="fault.ended_day"
            ),
            Column("outcome", N_("How it ended"), "fault.outcome", "event"),
            Column(
                "contractor", N_("Contractor"), "contractor.name", joins=("contractor",)
            ),
            Column("cost", N_("Cost"), "fault.cost", "money"),
            Column("warranty", N_("Under warranty"), "fault.warranty", "yes_no"),
            Column("work", N_("Work done"), "fault.work"),
            Column("place", N_("Place"), name_in("place", language), joins=("site", "place")),
            Column("site", N_("Site code"), "site.code", joins=here),
            Column("paper", N_("Defect act"), "paper.number", joins=("paper",)),
            Column("unit", N_("Unit"), "camera.unit", "unit", _CAMERA),
            Column("id", N_("Row no."), "fault.id", "number"),
        )
    )  # fmt: skip


def every_fault(
    connection: sqlite3.Connection, wanted: Sequence[str], day: date, language: str
) -> Iterator[tuple[Value, ...]]:
    """The columns `wanted` of every fault as of `day`, the oldest first, read piece by piece."""
    faults = listing(language, day)
    for some in chunks(ids(connection, faults, Query())):
        yield from rows(connection, faults, some, wanted)
