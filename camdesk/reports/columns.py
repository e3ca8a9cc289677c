"""Columns that many reports have."""

from __future__ import annotations

from camdesk.domain.errors import N_
from camdesk.reports.report import ReportColumn

DEVICES = N_("devices")  # cameras or systems: the unit of the row says which
DAYS = N_("days")
FAULTS = N_("faults")
EVENTS = N_("events")

PROGRAMME = ReportColumn("programme", N_("Programme"))
DISTRICT = ReportColumn("district", N_("District"))
UNIT = ReportColumn("unit", N_("Unit"), "unit")
STATE = ReportColumn("state", N_("State"), "state")
CONNECTED = ReportColumn("connected", N_("Control centre"), "yes_no")
HOLDER = ReportColumn("balance_holder", N_("Balance holder"))
INVENTORY_NUMBER = ReportColumn("inventory_number", N_("Inventory no."))
SERIAL_NUMBER = ReportColumn("serial_number", N_("Serial no."))


def counted(name: str, label: str, unit: str = DEVICES) -> ReportColumn:
    """A column of counts that add up."""
    return ReportColumn(name, label, "number", unit, adds_up=True)


def money(name: str, label: str, *, adds_up: bool = True) -> ReportColumn:
    """A column of sums in tiyn, shown in tenge."""
    return ReportColumn(name, label, "money", adds_up=adds_up)


COUNT = counted("count", N_("Count"))
