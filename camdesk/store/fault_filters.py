"""What the list of faults can be narrowed by, and how it is searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from camdesk.domain.errors import N_
from camdesk.domain.fault_age import REPEATED_WITHIN_DAYS
from camdesk.store import cameras, places, search
from camdesk.store.fault_days import age_class, days_between
from camdesk.store.listing import Condition, Filter, FilterRule, name_in, one_of
from camdesk.store.picture import marks
from camdesk.store.tables import Value

JOINS = MappingProxyType(
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


def filters(language: str, day: date) -> MappingProxyType[str, Filter]:
    """What the list of faults can be narrowed by as of `day`, with names in `language`."""
    counted = "SELECT {value}, {text}, count(*) FROM fault {join} GROUP BY {value} ORDER BY 3 DESC"
    with_camera = f"{JOINS['camera']} "
    age = age_class(day)
    found = (
        Filter(
            "standing", N_("Standing"), _standing,
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
                join=with_camera + JOINS["programme"],
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
                value="contractor.id", text="contractor.name", join=JOINS["contractor"]
            ),
        ),
        Filter(
            "repeated", N_("Repeated"), _repeated,
            f"SELECT 1, NULL, count(*) FROM fault WHERE fault.camera IN ({_REPEATED})", "yes_no",
        ),
        # Asked by the card of a camera.
        Filter("camera", N_("Camera"), one_of("fault.camera"), ""),
    )  # fmt: skip
    return MappingProxyType({one.name: one for one in found})


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


def search_condition(connection: sqlite3.Connection, term: str) -> Condition:
    """The term stands in what the list of cameras is searched by, or in the paper's number."""
    condition, values = cameras.listing("ru").search(connection, term)
    paper, paper_values = search.index_condition("document", term, connection)
    return (
        f"(fault.camera IN (SELECT camera.id FROM camera WHERE {condition})"
        f" OR fault.document IN (SELECT document.id FROM document WHERE document.{paper}))",
        [*values, *paper_values],
    )
