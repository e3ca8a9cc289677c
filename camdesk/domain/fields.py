"""The fields that events have, and the values that a clerk chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from camdesk.domain.errors import N_


class FieldKind(Enum):
    """How a field of an event is typed, checked and shown."""

    TEXT = "text"
    NOTE = "note"  # several lines
    DATE = "date"  # a PartialDate
    MONEY = "money"  # tiyn
    NUMBER = "number"  # a decimal number, kept as the text that was typed
    CHOICE = "choice"  # one of Field.choices
    STATE = "state"
    YES_NO = "yes_no"  # True, False, or None for unknown
    SITE = "site"
    ORGANISATION = "organisation"
    CAMERA = "camera"
    PARTS_RECOVERED = "parts_recovered"  # rows of `part` that the entry makes; not in the event
    PARTS_FITTED = "parts_fitted"  # moves of parts out of stock; not in the event


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event besides its date, paper and note, which every event has."""

    name: str
    kind: FieldKind
    label: str
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()  # (value in the register, label)
    former: bool = False  # no longer asked for; shown where an older entry has it

    @property
    def is_column(self) -> bool:
        """Whether the ledger keeps it in a column of its own (the rest goes to `details`)."""
        return self.name in COLUMN_FIELDS

    @property
    def is_stored(self) -> bool:
        """Whether the event itself holds the value; parts have a ledger of their own."""
        return self.kind not in (FieldKind.PARTS_RECOVERED, FieldKind.PARTS_FITTED)


# Fields that several kinds share and that reports add up or link by.
COLUMN_FIELDS = ("site", "organisation", "other_camera", "cost")

FAULT_MODES = (
    ("no_image", N_("No image")),
    ("poor_image", N_("Poor image")),
    ("no_power", N_("No power")),
    ("no_link", N_("No link")),
    ("not_turning", N_("Does not turn")),
    ("damaged", N_("Mechanical damage")),
    ("other", N_("Other")),
)
FAULT_CAUSES = (
    ("wear", N_("Wear")),
    ("water", N_("Water inside")),
    ("lightning", N_("Lightning or power surge")),
    ("frost", N_("Frost or heat")),
    ("vandalism", N_("Vandalism")),
    ("accident", N_("Road accident")),
    ("line", N_("Line or provider")),
    ("other", N_("Other")),
)
CONDITIONS = (
    ("working", N_("Working")),
    ("repairable", N_("Can be repaired")),
    ("beyond_repair", N_("Beyond repair")),
)
