"""The list of faults: its columns, filters and search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.fault_age import REPEATED_WITHIN_DAYS
from camdesk.domain.lifecycle import KINDS, ON_SITE, State
from camdesk.store import cameras, places, search
from camdesk.store.fault_days import age_class, days_between, is_day
from camdesk.store.listing import (
    Column,
    Condition,
    Filter,
    FilterRule,
    Listing,
    Query,
    by_name,
    ids,
    name_in,
    one_of,
    rows,
)
from camdesk.store.picture import chunks, marks
from camdesk.store.tables import Value

_JOINS = MappingProxyType(
    {
        "camera": "JOIN camera ON camera.id = fault.camera",
        "site": "LEFT JOIN site ON site.id = fault.site",
        "here": "LEFT JOIN site AS here ON here.id = camera.site",
        "last": "LEFT JOIN event AS last ON last.id = camera.last_event",
        "workshop": (
            "LEFT JOIN organisation AS workshop_said ON workshop_said.id = last.organisation"
            " LEFT JOIN organisation AS workshop"
            " ON workshop.id = coalesce(workshop_said.merged_into, workshop_said.id)"
        ),
        "place": "LEFT JOIN place ON place.id = site.place",
        "district": (
            "LEFT JOIN district_of ON district_of.place = site.place"
            " LEFT JOIN place AS district ON district.id = district_of.district"
        ),
        "programme": "LEFT JOIN programme ON programme.id = camera.programme",
        "model": "LEFT JOIN model ON model.id = camera.model",
        "contractor": (
            "LEFT JOIN organisation AS contractor_said ON contractor_said.id = fault.organisation"
            " LEFT JOIN organisation AS contractor"
            " ON contractor.id = coalesce(contractor_said.merged_into, contractor_said.id)"
        ),
        "paper": "LEFT JOIN document AS paper ON paper.id = fault.document",
    }
)
_STATE_RANK = (
    "CASE camera.state "
    + " ".join(f"WHEN '{state.value}' THEN {rank}" for rank, state in enumerate(State))
    + " END"
)
_ON_SITE = ", ".join(f"'{state.value}'" for state in sorted(ON_SITE))
_TO_REPAIR = ", ".join(f"'{k.name}'" for k in KINDS.values() if k.target is State.IN_REPAIR)
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
        joins=_JOINS,
        filters=_filters(language, day),
        search=_search,
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


def _filters(language: str, day: date) -> MappingProxyType[str, Filter]:
    counted = "SELECT {value}, {text}, count(*) FROM fault {join} GROUP BY {value} ORDER BY 3 DESC"
    with_camera = f"{_JOINS['camera']} "
    age = age_class(day)
    filters = (
        Filter(
            "standing", N_("Fault"), _standing,
            "SELECT CASE WHEN ended_by IS NULL THEN 'open' ELSE 'ended' END, NULL, count(*)"
            " FROM fault GROUP BY 1 ORDER BY 1 DESC",
            "fault_standing",
        ),
        Filter(
            "age", N_("Open for"), _open_for(age),
            f"SELECT {age}, NULL, count(*) FROM fault WHERE fault.ended_by IS NULL"
            " GROUP BY 1 ORDER BY min(fault.failed_day) DESC",
            "fault_age",
        ),
        Filter(
            "mode", N_("What is wrong"), one_of("fault.mode"),
            counted.format(value="fault.mode", text="NULL", join=""), "field:failed.mode",
        ),
        Filter(
            "cause", N_("Cause"), one_of("fault.cause"),
            counted.format(value="fault.cause", text="NULL", join=""), "field:failed.cause",
        ),
        Filter(
            "programme", N_("Programme"), _of_camera(one_of("camera.programme")),
            counted.format(
                value="camera.programme", text=name_in("programme", language),
                join=with_camera + _JOINS["programme"],
            ),
        ),
        Filter(
            "place", N_("Place"), _in_place,
            f"SELECT place.id, {name_in('place', language)}, counted.n FROM"
            " (SELECT site.place, count(*) AS n FROM fault LEFT JOIN site ON site.id = fault.site"
            " GROUP BY site.place) AS counted LEFT JOIN place ON place.id = counted.place"
            " ORDER BY 3 DESC",
        ),
        Filter(
            "contractor", N_("Contractor"), _by_contractor,
            counted.format(
                value="contractor.id", text="contractor.name", join=_JOINS["contractor"]
            ),
        ),
        Filter(
            "repeated", N_("Repeated"), _repeated,
            f"SELECT 1, NULL, count(*) FROM fault WHERE fault.camera IN ({_REPEATED})", "yes_no",
        ),
        # Asked by other pages: the faults of a camera, of cameras of a model.
        Filter("camera", N_("Camera"), one_of("fault.camera"), ""),
        Filter("model", N_("Model"), _of_camera(one_of("camera.model")), ""),
        Filter("unit", N_("Unit"), _of_camera(one_of("camera.unit")), "", "unit"),
        Filter("district", N_("District"), _in_place, ""),
    )  # fmt: skip
    return MappingProxyType({one.name: one for one in filters})


# Cameras with two faults of known date less than a year apart.
_REPEATED = (
    "SELECT near.camera FROM (SELECT camera, failed_day, lag(failed_day)"
    " OVER (PARTITION BY camera ORDER BY failed_day, id) AS before FROM fault"
    " WHERE failed_on IS NOT NULL) AS near WHERE near.before IS NOT NULL AND "
    + days_between("near.before", "near.failed_day")
    + f" <= {REPEATED_WITHIN_DAYS}"
)


def _standing(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    parts = {"open": "fault.ended_by IS NULL", "ended": "fault.ended_by IS NOT NULL"}
    return f"({' OR '.join(parts[str(value)] for value in wanted)})", []


def _open_for(age: str) -> FilterRule:
    def rule(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
        return f"(fault.ended_by IS NULL AND {age} IN ({marks(wanted)}))", list(wanted)

    return rule


def _of_camera(rule: FilterRule) -> FilterRule:
    """The rule holds for the camera of the fault."""

    def of_fault(connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
        condition, values = rule(connection, wanted)
        return f"fault.camera IN (SELECT camera.id FROM camera WHERE {condition})", values

    return of_fault


def _in_place(connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    condition, values = places.sites_within(connection, wanted)
    nowhere = " OR fault.site IS NULL" if None in wanted else ""
    return f"(fault.site IN (SELECT id FROM site WHERE {condition}){nowhere})", values


def _by_contractor(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    condition, values = one_of("fault.organisation")(_connection, wanted)
    known = [value for value in wanted if value is not None]
    merged = f"SELECT id FROM organisation WHERE merged_into IN ({marks(known)})"
    return f"({condition} OR fault.organisation IN ({merged}))", [*values, *known]


def _repeated(_connection: sqlite3.Connection, wanted: Sequence[Value]) -> Condition:
    return f"fault.camera {'' if 1 in wanted else 'NOT '}IN ({_REPEATED})", []


def _search(connection: sqlite3.Connection, term: str) -> Condition:
    """The term stands in what the list of cameras is searched by, or in the paper's number."""
    condition, values = cameras.listing("ru").search(connection, term)
    paper, paper_values = search.index_condition("document", term)
    return (
        f"(fault.camera IN (SELECT camera.id FROM camera WHERE {condition})"
        f" OR fault.document IN (SELECT document.id FROM document WHERE document.{paper}))",
        [*values, *paper_values],
    )
