"""The card of a fault: what is wrong, what was done, and what the camera had before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.domain.lifecycle import KINDS, STATES, Kind, State, steps_from
from camdesk.gui.asking import ask
from camdesk.gui.cards.card import Card
from camdesk.gui.cards.many_card import ManyCard
from camdesk.gui.cards.reading import CameraFile, read_camera
from camdesk.gui.cards.sheet import Pen, Row, Run
from camdesk.gui.cards.steps_bar import StepsBar
from camdesk.gui.cards.words import camera_title
from camdesk.gui.kit.tokens import Space
from camdesk.gui.models.cell_text import cell_text
from camdesk.gui.session import Session
from camdesk.store import fault_cards, fault_list
from camdesk.store.connection import Connection
from camdesk.store.fault_cards import FaultFacts
from camdesk.store.tables import Value
from camdesk.text.formats import UNKNOWN, edtf_text, number_text
from camdesk.text.i18n import language, ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_WHAT = ("failed_on", "mode", "cause", "last_good", "reported_by")
_WHERE = ("address", "whereabouts", "paper")
_END = ("ended_on", "outcome", "work", "contractor", "cost", "warranty")
_CHOSEN = "faults chosen"
_MODE = "field:failed.mode"
# Where a column leads, and the fact that holds the row.
_LINKS = {"address": "site", "paper": "document"}


@dataclass(frozen=True, slots=True)
class FaultFile:
    """All that the card of a fault shows."""

    id: int
    fault: FaultFacts
    others: tuple[FaultFacts, ...]
    camera: CameraFile


class FaultCard(Card[FaultFile]):
    """What the register knows of a fault, and the next steps of its camera while it is open."""

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(session, context, "fault card", tr("Choose a fault in the list."), parent)
        self.steps = StepsBar()
        self._tools.addWidget(self.steps)
        self.steps.chosen.connect(self.record_step)
        self.many = ManyCard(session, context, "fault card")
        self._pages.addWidget(self.many)
        self.many.loaded.connect(self.loaded)

    @property
    def fault(self) -> int | None:
        """The fault shown."""
        return self._shown()

    def show_fault(self, fault: int | None) -> None:
        """Show one fault; what stood there stays until the new answer comes."""
        self._session.cancel_read(_CHOSEN)
        self._want(fault)

    def show_many(self, faults: Sequence[int]) -> None:
        """Show what the cameras of many faults have in common, and what can be recorded."""
        self._let_go()
        chosen = tuple(faults)
        ask(
            self,
            self._session,
            _CHOSEN,
            lambda connection: fault_cards.cameras_of(connection, chosen),
            self._show_cameras,
        )

    def refresh(self) -> None:
        """Look again at what is shown."""
        if self._wanted is None and self._pages.currentWidget() is self.many:
            self.many.refresh()
        else:
            super().refresh()

    def reading(self, row: int) -> Callable[[Connection], FaultFile | None]:
        tongue, today = language(), self._session.today

        def read(connection: Connection) -> FaultFile | None:
            fault = fault_cards.fault(connection, row, tongue, today)
            camera = fault and read_camera(connection, fault.camera, tongue, today)
            if not fault or not camera:
                return None
            others = fault_cards.other_faults(connection, fault, tongue, today)
            return FaultFile(row, fault, tuple(others), camera)

        return read

    def record_step(self, kind: str = "") -> None:
        """Open the form of a step of the camera; without a kind, the menu of those allowed."""
        if self._pages.currentWidget() is self.many:
            self.many.record_step(kind)
        elif not kind:
            self.steps.open_menu()
        elif self._file is not None:
            from camdesk.gui.forms.step_form import StepForm

            StepForm.for_camera(
                self._session, self._context, KINDS[kind], self._file.camera, self
            ).open()

    def _show_cameras(self, cameras: list[int]) -> None:
        self.many.show_cameras(cameras)
        self._pages.setCurrentWidget(self.many)

    def show_gone(self) -> None:
        self.steps.show_steps(())
        self._say_gone(tr("No such fault"))

    def show_file(self, file: FaultFile, same: bool) -> None:
        fault, camera = file.fault, file.camera
        tone = STATES[camera.standing.state if fault.is_open else State.IN_SERVICE].tone
        if not fault.is_open and not fault.mended:
            tone = "exit"
        wrong = fault.values["mode"]
        named = "" if wrong is None else f" · {cell_text(_MODE, wrong)}"
        line = standing_text(fault) + named
        self._head.show_title(camera_title(camera.id, camera.facts), line, tone)
        why_not = tr("The register is open for reading only.") if self._session.read_only else ""
        steps = fault_steps(steps_from(camera.standing)) if fault.is_open else ()
        self.steps.show_steps(steps, why_not)

        def draw(pen: Pen) -> None:
            pen.rows([self._camera_row(file), *self._rows(fault, (*_WHAT, *_WHERE))])
            if not fault.is_open:
                pen.heading(tr("Repair") if fault.mended else tr("The end of the fault"))
                pen.rows([*self._rows(fault, _END if fault.mended else _END[:2]), *_parts(fault)])
            pen.heading(tr("Other faults of this camera"))
            if file.others:
                pen.rows([_other_row(one) for one in file.others], gap=Space.S)
            else:
                pen.line([Run(tr("It has had no other fault."), "muted")])

        self.sheet.show_drawing(draw, {}, same=same)

    def _camera_row(self, file: FaultFile) -> Row:
        facts = STATES[file.camera.standing.state]
        title = camera_title(file.camera.id, file.camera.facts)
        line = [
            Run(title, "link", href=f"camera:{file.camera.id}"),
            Run("  ● ", facts.tone),
            Run(tr(facts.label), facts.tone),
        ]
        return Row([Run(tr("Camera"), "muted")], [line])

    def _rows(self, fault: FaultFacts, names: Sequence[str]) -> list[Row]:
        columns = fault_list.listing(language(), self._session.today).columns
        ids = {"address": fault.site, "paper": fault.document}
        rows = []
        for name in names:
            value, target = fault.values[name], ids.get(name)
            if name == "whereabouts" and (not fault.is_open or value == fault.values["address"]):
                continue
            run = _run(columns[name].kind, value)
            if target is not None:
                text = run.text if value is not None else tr("row {row}", row=target)
                run = Run(text, "link", href=f"{_LINKS[name]}:{target}")
            rows.append(Row([Run(tr(columns[name].label), "muted")], [[run]]))
        return rows


def _parts(fault: FaultFacts) -> list[Row]:
    """What was fitted, one part on each line."""
    if not fault.parts:
        return []
    lines = [
        [
            Run(one.name, "link", href=f"part:{one.part}"),
            Run(f" × {number_text(one.quantity)}"),
        ]
        for one in fault.parts
    ]
    return [Row([Run(tr("Parts fitted"), "muted")], lines)]


def standing_text(fault: FaultFacts) -> str:
    """Whether the fault goes on or how it ended, and after how many days where they are known."""
    days = fault.values["days_open"]
    if not isinstance(days, int):
        time = ""
    elif fault.is_open and days == 0:
        time = tr("since today")
    else:
        time = ntr("{days} day", "{days} days", days, days=number_text(days))
    if fault.is_open:
        state = tr("Out of order")
    else:
        outcome = str(fault.values["outcome"])
        state = f"{cell_text('event', outcome)} {edtf_text(_text(fault.values['ended_on']))}"
    return f"{state} · {time}" if time else state


def fault_steps(kinds: Sequence[Kind]) -> list[Kind]:
    """The steps in the order in which a fault asks for them: mend it, send it away, give it up."""

    def rank(kind: Kind) -> int:
        if kind.mends:
            return 0
        ends = (State.IN_REPAIR, State.REMOVED, State.PROPOSED)
        return 1 + ends.index(kind.target) if kind.target in ends else len(ends) + 1

    return sorted(kinds, key=rank)


def _other_row(one: FaultFacts) -> Row:
    wrong = one.values["mode"]
    title = cell_text(_MODE, wrong) if wrong is not None else tr("Fault")
    link = Run(title, "link", href=f"fault:{one.id}")
    said = Run(standing_text(one), "muted")
    return Row([_run("date", one.values["failed_on"], "muted")], [[link], [said]])


def _run(kind: str, value: Value, look: str = "text") -> Run:
    if value is None or value == "":
        return Run(UNKNOWN, "muted")
    return Run(cell_text(kind, value), look)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
