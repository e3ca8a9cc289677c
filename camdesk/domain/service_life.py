"""When the service life of a camera ends: its installation and so many months."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, date

from camdesk.domain.dates import PartialDate


def end_of_service(installed: PartialDate | None, months: int | None) -> PartialDate | None:
    """As exact as the date of installation is; None where it or the months are unknown."""
    if installed is None or months is None:
        return None
    return PartialDate(_later(installed.first, months), _later(installed.last, months))


def years_of(end: PartialDate) -> PartialDate:
    """The year or the years in which `end` lies."""
    return PartialDate(date(end.first.year, 1, 1), date(end.last.year, 12, 31))


def _later(day: date, months: int) -> date:
    """So many months later, on the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year, month = min(year, MAXYEAR), month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
