"""The balance of the fate ledger in one line for each unit; units are never added up."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent

from camdesk.domain.errors import N_
from camdesk.domain.lifecycle import FATES, STATES, UNITS, State
from camdesk.gui.cards.sheet import Line, Pen, Run, Sheet
from camdesk.store import fate
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr

# How the cameras of each fate are called behind their number; "fate unknown" comes last.
_COUNTED = MappingProxyType(
    {
        State.STRIPPED: N_("stripped for parts"),
        State.RECYCLED: N_("recycled"),
        State.DESTROYED: N_("destroyed"),
        State.SOLD: N_("sold"),
        State.TRANSFERRED: N_("transferred"),
        State.LOST: N_("lost"),
        State.WRITTEN_OFF: N_("fate unknown"),
    }
)


class Balance(Sheet):
    """Written off = every exit + fate unknown."""

    def __init__(self) -> None:
        super().__init__(plain=True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the table has the same numbers
        self.setAccessibleName(tr("Balance"))

    def show_lines(self, lines: Sequence[fate.Line]) -> None:
        """Show the sums of `lines`, unit by unit."""
        sums = [
            (unit, [sum(numbers) for numbers in zip(*counts, strict=True)])
            for unit in UNITS
            if (counts := [line.counts for line in lines if line.unit == unit])
        ]

        def draw(pen: Pen) -> None:
            for unit, counts in sums:
                pen.line(_equation(unit, dict(zip(FATES, counts, strict=True))))

        self.show_drawing(draw, {})
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """As high as the lines."""
        self.setFixedHeight(max(1, round(self.document().size().height()) + 2))


def _equation(unit: str, counts: dict[State, int]) -> Line:
    """`Camera: 94 written off = 3 recycled + 91 fate unknown`; what is zero goes unsaid."""
    written_off = tr("written off")
    runs = [
        Run(f"{tr(UNITS[unit])}: ", "muted"),
        Run(number_text(sum(counts.values())), "strong"),
        Run(f" {written_off} = ", "muted"),
    ]
    told = [state for state in _COUNTED if counts[state]] or [State.WRITTEN_OFF]
    for place, state in enumerate(told):
        look = STATES[state].tone if state is State.WRITTEN_OFF else "text"
        runs += [
            *([Run(" + ", "muted")] if place else []),
            Run(number_text(counts[state]), look),
            Run(f" {tr(_COUNTED[state])}", "muted"),
        ]
    return runs
