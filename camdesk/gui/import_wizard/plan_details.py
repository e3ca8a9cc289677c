"""What becomes of one row, in full: what changes from what to what, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.plan_model import TONES
from camdesk.gui.import_wizard.visible_text import visible
from camdesk.gui.kit.labels import Label, StateLabel
from camdesk.gui.kit.tokens import Space
from camdesk.importing.acts import VERDICTS, PlannedRow
from camdesk.importing.run import problem_text
from camdesk.text.formats import UNKNOWN
from camdesk.text.i18n import tr

_LONGEST = 400


class PlanDetails(QScrollArea):
    """Shows the row that is current in the table of the plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("The current row"))
        self.viewport().setAutoFillBackground(False)
        self._lines: list[str] = []
        self.show_row(None)

    def texts(self) -> list[str]:
        """What is said of the row, from the top."""
        return list(self._lines)

    def show_row(self, planned: PlannedRow | None) -> None:
        """Show a row of the plan, or none."""
        self._lines = []
        body = QWidget()
        body.setAutoFillBackground(False)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.XS)
        if planned is not None:
            self._fill(column, planned)
        column.addStretch(1)
        self.setWidget(body)

    def _fill(self, column: QVBoxLayout, planned: PlannedRow) -> None:
        self._add(column, tr("Row {row}", row=planned.row.number), "heading")
        column.addWidget(StateLabel(tr(VERDICTS[planned.verdict]), TONES[planned.verdict]))
        column.addSpacing(Space.S)
        for problem in planned.problems:
            self._add(column, problem_text(problem), "error")
        if planned.problems:
            column.addSpacing(Space.S)
        for change in planned.changes:
            self._add(column, change.label, "muted")
            old = visible(change.old, _LONGEST) or UNKNOWN
            new = visible(change.new, _LONGEST) or UNKNOWN
            self._add(column, f"{old} → {new}")
        if planned.remarks:
            column.addSpacing(Space.S)
        for remark in planned.remarks:
            self._add(column, problem_text(remark), "muted")

    def _add(self, column: QVBoxLayout, text: str, role: str = "") -> None:
        self._lines.append(text)
        column.addWidget(Label(text, role, wrap=True, selectable=True))
