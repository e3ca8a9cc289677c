"""What a register may not know of a camera, by name."""

from __future__ import annotations

from types import MappingProxyType

from camdesk.domain.errors import N_

GAPS = MappingProxyType(
    {
        "inventory_number": N_("No inventory number"),
        "serial_number": N_("No serial number"),
        "model": N_("No model"),
        "balance_holder": N_("No balance holder"),
        "installed_on": N_("No date of installation"),
        "date": N_("A step without a date"),
        "cost": N_("No price"),
        "coordinates": N_("No coordinates"),
        "paper": N_("A step without its paper"),
        "fate": N_("Written off, fate unknown"),
    }
)
