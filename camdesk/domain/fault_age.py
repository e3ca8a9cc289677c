"""How long a fault has been open, in the classes by which repairs are chased."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import MappingProxyType

from camdesk.domain.errors import N_


class FaultAge(StrEnum):
    """How many days ago a fault began, in the words of the machine reports."""

    WEEK = "up_to_7_days"
    MONTH = "8_to_30_days"
    QUARTER = "31_to_90_days"
    OLDER = "over_90_days"
    UNKNOWN = "date_unknown"  # no date, or one that two classes share


AGES = MappingProxyType(
    {
        FaultAge.WEEK: N_("up to 7 days"),
        FaultAge.MONTH: N_("8–30 days"),
        FaultAge.QUARTER: N_("31–90 days"),
        FaultAge.OLDER: N_("more than 90 days"),
        FaultAge.UNKNOWN: N_("date unknown"),
    }
)
# The most days of each class, from the youngest on; what is older has a class of its own.
LIMITS = ((FaultAge.WEEK, 7), (FaultAge.MONTH, 30), (FaultAge.QUARTER, 90))
STANDINGS = MappingProxyType({"open": N_("still open"), "ended": N_("ended")})
REPEATED_WITHIN_DAYS = 365  # between two faults of one camera


def earliest(age: FaultAge, day: date) -> date:
    """The first day on which a fault of `age` can have begun, seen from `day`."""
    return date.fromordinal(max(day.toordinal() - dict(LIMITS)[age], 1))
