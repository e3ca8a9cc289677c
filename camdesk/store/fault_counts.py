"""Counts over faults: open ones by age, cameras that fail again and again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from camdesk.domain.fault_age import AGES, REPEATED_WITHIN_DAYS
from camdesk.store.connection import Connection
from camdesk.store.fault_days import age_class
from camdesk.store.listing import name_in
from camdesk.store.tables import Value

_AGE_ORDER = {age.value: rank for rank, age in enumerate(AGES)}


def open_faults(connection: Connection, day: date, language: str) -> list[tuple[Value, ...]]:
    """(programme, unit, age class, count) of the faults that are open on `day`."""
    rows = connection.execute(
        f"SELECT {name_in('programme', language)}, counted.unit, counted.age, counted.n FROM"
        f" (SELECT camera.programme, camera.unit, {age_class(day)} AS age, count(*) AS n"
        " FROM fault JOIN camera ON camera.id = fault.camera WHERE fault.ended_by IS NULL"
        " GROUP BY 1, 2, 3) AS counted"
        " LEFT JOIN programme ON programme.id = counted.programme"
    ).fetchall()
    return sorted(rows, key=lambda row: (*in_order(row[0]), row[1], _AGE_ORDER[row[2]]))


def repeated_faults(connection: Connection) -> Iterator[tuple[Value, ...]]:
    """(camera, unit, faults, first, last, places, most in a year) of the cameras with two faults
    of known date less than a year apart, in the order of their ids.

    `places` names the sites where they failed, in the order of the first fault there.
    """
    rows = connection.execute(
        "SELECT fault.camera,"
        " coalesce(camera.inventory_number, camera.serial_number, '№ ' || camera.id),"
        " camera.unit, fault.failed_on, fault.failed_day,"
        " coalesce(site.address, site.name, site.code)"
        " FROM fault JOIN camera ON camera.id = fault.camera"
        " LEFT JOIN site ON site.id = fault.site ORDER BY fault.camera, fault.failed_day, fault.id"
    )
    with closing(rows):
        for _, of_camera in groupby(rows, key=itemgetter(0)):
            faults = list(of_camera)
            most = most_in_a_year([row[4] for row in faults if row[3] is not None])
            if most > 1:
                spots = dict.fromkeys(row[5] for row in faults if row[5] is not None)
                _, name, unit, first, *_ = faults[0]
                yield name, unit, len(faults), first, faults[-1][3], "; ".join(spots) or None, most


def most_in_a_year(days: Sequence[str]) -> int:
    """The most of `days` (ISO, in order) that lie within one year of each other."""
    most = 0
    for place, day in enumerate(days):
        begin = date.fromisoformat(day) - timedelta(REPEATED_WITHIN_DAYS)
        most = max(most, place - bisect_left(days, begin.isoformat()) + 1)
    return most


def in_order(name: Value) -> tuple[bool, str]:
    """A key that puts names in the order of letters and what has none last."""
    return name is None, str(name or "").casefold()
