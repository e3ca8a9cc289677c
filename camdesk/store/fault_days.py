"""Days of faults in SQL: how many lie between two, and of which age an open fault is."""

from __future__ import annotations

from datetime import date

from camdesk.domain.fault_age import LIMITS, FaultAge, earliest


def days_between(first: str, last: str) -> str:
    """SQL for the whole days from one ISO day to another (SQLite's calendar)."""
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


def is_day(edtf: str) -> str:
    """SQL for whether the EDTF text names one day."""
    return f"length({edtf}) = 10"


def first_day(edtf: str) -> str:
    """SQL for the first day that the EDTF text can mean."""
    begin = f"CASE WHEN instr({edtf}, '/') > 0 THEN instr({edtf}, '/') - 1 ELSE length({edtf}) END"
    return f"substr(substr({edtf}, 1, {begin}) || '-01-01', 1, 10)"


def age_class(day: date) -> str:
    """SQL for the class of age (`FaultAge`) of an open fault as of `day`.

    A vague date has a class only where all of its days are of that class.
    """
    first, last = first_day("fault.failed_on"), "fault.failed_day"
    borders = [f"'{earliest(age, day).isoformat()}'" for age, _ in LIMITS]
    astride = " OR ".join(f"({first} < {border} AND {last} >= {border})" for border in borders)
    younger = " ".join(
        f"WHEN {last} >= {border} THEN '{age}'"
        for (age, _), border in zip(LIMITS, borders, strict=True)
    )
    return (
        f"CASE WHEN fault.failed_on IS NULL OR {astride} THEN '{FaultAge.UNKNOWN}' {younger}"
        f" ELSE '{FaultAge.OLDER}' END"
    )
