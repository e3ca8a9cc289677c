"""A row of a table while it is compared with its camera."""

from __future__ import annotations

from dataclasses import dataclass, field

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import ON_SITE, State
from camdesk.importing.acts import Act, Change, Learnt, PlannedRow, Replaced, Stepped, Verdict
from camdesk.importing.cells import ReadRow, RowReader
from camdesk.importing.differences import Difference, shown
from camdesk.importing.values import CellProblem
from camdesk.store.comparing import Picture
from camdesk.store.foreseen import Foreseen, Outlook
from camdesk.text.i18n import tr


@dataclass(slots=True)
class Case:
    """A row and its camera: the differences, and what they come to."""

    reader: RowReader
    read: ReadRow
    picture: Picture
    found: list[Difference]  # in the facts of the camera
    on_site: list[Difference]  # in those of its site
    changes: list[Change] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    doubts: list[CellProblem] = field(default_factory=list)
    remarks: list[CellProblem] = field(default_factory=list)

    @property
    def state(self) -> State:
        """The state after the row."""
        said = self.read.said.get("state")
        return said if isinstance(said, State) else self.picture.state

    @property
    def stays(self) -> bool:
        """Whether the camera, or the device in its place, hangs there then and now."""
        return self.picture.state in ON_SITE and self.state in ON_SITE

    @property
    def installed_on(self) -> PartialDate | None:
        """The date of installation that the row says."""
        said = self.read.said.get("installed_on")
        return said if isinstance(said, PartialDate) else None

    @property
    def moves(self) -> bool:
        """Whether it comes to events, or to dates of events."""
        return not self.read.problems and any(
            isinstance(act, Stepped | Learnt | Replaced) for act in self.acts
        )

    def change(self, target: str, old: str, new: str) -> None:
        """Note a difference that the import would make, in words."""
        label = tr(self.reader.targets[target].label)
        self.changes.append(Change(label, self._column(target), old, new))

    def show(self, one: Difference) -> None:
        """Note a difference of facts that the import would make."""
        kind, name = self.reader.targets[one.target].kind, self.reader.place_name
        self.change(one.target, shown(kind, one.old, name), shown(kind, one.new, name))

    def leave(self, one: Difference) -> None:
        """Note a difference that is left as it is."""
        kind = self.reader.targets[one.target].kind
        known = shown(kind, one.old, self.reader.place_name)
        self.remarks.append(self.said(one.target, KEPT, known=known))

    def refuse(self, target: str, message: str, **params: object) -> None:
        """Refuse the row for what it says of `target`."""
        self.read.problems.append(self.said(target, message, **params))

    def said(self, target: str, message: str, **params: object) -> CellProblem:
        """A sentence on the cell that feeds `target`."""
        return CellProblem(self._column(target), "", message, params)

    def _column(self, target: str) -> str:
        return self.reader.column_of.get(target, "")


KEPT = N_("the register says {known}, and keeps it")


def outlook(case: Case) -> Outlook:
    """What a case foresees for its camera."""
    steps: list[Foreseen] = []
    dates: dict[int, PartialDate] = {}
    for act in case.acts:
        if isinstance(act, Stepped):
            site = act.values.get("site")
            steps.append(
                Foreseen(act.kind, act.occurred_on, site if isinstance(site, int) else None)
            )
        elif isinstance(act, Replaced):
            steps.append(Foreseen("removed", act.occurred_on))
        elif isinstance(act, Learnt) and (day := act.facts.get("occurred_on")) is not None:
            dates[act.event] = PartialDate.parse(str(day))
    return Outlook(steps, dates)


def planned(case: Case) -> PlannedRow:
    """The verdict that a case comes to."""
    read, camera = case.read, case.picture.id
    remarks = tuple(case.remarks)
    if read.problems:
        return PlannedRow(
            read.row, Verdict.REFUSED, tuple(read.problems), camera=camera, remarks=remarks
        )
    verdict = Verdict.UNCHANGED
    if case.acts:
        verdict = Verdict.DOUBTFUL if case.doubts else Verdict.CHANGED
    return PlannedRow(
        read.row,
        verdict,
        tuple(case.doubts),
        tuple(case.changes),
        tuple(case.acts),
        camera,
        remarks,
    )
