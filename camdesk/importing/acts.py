"""What a row of a table comes to: verdicts, changes in words, and what will be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.importing.draft import Draft
from camdesk.importing.reader import Row
from camdesk.importing.values import CellProblem
from camdesk.store.stock_take_work import Counted
from camdesk.store.tables import Value


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


VERDICTS: Mapping[Verdict, str] = {
    Verdict.NEW: N_("new"),
    Verdict.CHANGED: N_("changed"),
    Verdict.UNCHANGED: N_("unchanged"),
    Verdict.DOUBTFUL: N_("doubtful"),
    Verdict.REFUSED: N_("refused"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, in texts ready to be shown: what, from, to. `column` is the table's."""

    label: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Named:
    """A row of a reference book by its name; of a model the name is maker and model."""

    table: str
    name: str | None
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """The document that an event rests on."""

    kind: str
    number: str | None
    issued_on: PartialDate | None


class Came(NamedTuple):
    """A camera comes into the register."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Corrected:
    """Facts of a camera or a site are corrected or filled in."""

    table: str
    row: int
    facts: dict[str, Value | Named]


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step in the life of a camera; `site` holds the facts of one that must be made for it."""

    camera: int
    kind: str
    occurred_on: PartialDate | None
    values: dict[str, object | Named] = field(default_factory=dict)
    paper: Paper | None = None
    note: str | None = None
    site: dict[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class Learnt:
    """The date of an event, or of an installation before it, is filled in."""

    camera: int
    event: int
    facts: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Replaced:
    """Another device hangs where `old` hung."""

    old: int
    draft: Draft
    occurred_on: PartialDate | None
    until: PartialDate | None  # when what happened to the new one afterwards happened


@dataclass(frozen=True, slots=True)
class Listed:
    """A camera, or a number, is entered into a stock-take."""

    counted: Counted


Act = Came | Corrected | Stepped | Learnt | Replaced | Listed


class PlannedRow(NamedTuple):
    """One row of the table with its verdict.

    `problems` say why it is refused or doubtful, `remarks` what of it is left aside; `camera` is
    the one of the register that it means.
    """

    row: Row
    verdict: Verdict
    problems: tuple[CellProblem, ...] = ()
    changes: tuple[Change, ...] = ()
    acts: tuple[Act, ...] = ()
    camera: int | None = None
    remarks: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided on the rows of a plan, by their numbers."""

    fixes: Mapping[int, Mapping[str, str]] = field(default_factory=dict)  # row -> column -> text
    left_out: frozenset[int] = frozenset()
    accepted: frozenset[int] = frozenset()  # doubtful rows that are to be imported

    def wants(self, planned: PlannedRow) -> bool:
        """Whether the row is to be recorded."""
        number = planned.row.number
        if number in self.left_out or planned.verdict in (Verdict.REFUSED, Verdict.UNCHANGED):
            return False
        return planned.verdict is not Verdict.DOUBTFUL or number in self.accepted
