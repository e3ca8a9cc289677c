"""What stands above the fate ledger: by what it goes, as of when, and its balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import Label, tip
from camdesk.gui.kit.tokens import Space
from camdesk.gui.pages.busy_line import BusyLine
from camdesk.gui.pages.fate_balance import Balance
from camdesk.gui.pages.report_days import ReportDays
from camdesk.gui.session import Session
from camdesk.reports.fate import BY_ACT
from camdesk.store import fate
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_BREATH = 250  # ms between two questions while a date is typed


class FateHead(QWidget):
    """The controls of the page."""

    changed = Signal()  # another ledger is asked for
    exits_asked = Signal()

    def __init__(self, session: Session, context: Context, title: str) -> None:
        super().__init__()
        self.by = ChoiceBox([(by, tr(label)) for by, label in fate.BY.items()], "act", unknown=None)
        self.by.setAccessibleName(tr("Grouped by"))
        self.days = ReportDays(BY_ACT, session)
        self.balance = Balance()
        self.busy = BusyLine()
        self.save_button = Button(
            tr("Save as a table…"), context.actions["file.export"].trigger, icon="export"
        )
        self.exits_button = Button(tr("Record exits…"), self.exits_asked.emit, primary=True)
        self.exits_button.setEnabled(not session.read_only)
        tip(
            self.exits_button,
            tr("Opens the cameras that wait for their fate: of the lines chosen, or of all."),
        )
        self._breath = QTimer(self, singleShot=True, interval=_BREATH)
        self._breath.timeout.connect(self.changed)
        self.by.changed.connect(self.changed)
        self.days.changed.connect(self._breath.start)
        self._lay_out(title)

    def grouping(self) -> str:
        """By what the ledger goes."""
        return str(self.by.value())

    def _lay_out(self, title: str) -> None:
        said = QVBoxLayout()
        said.setSpacing(Space.XS)
        said.addWidget(Label(title, "title"))
        said.addWidget(Label(tr(BY_ACT.counted), "muted", wrap=True))
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addLayout(said, 1)
        top.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.exits_button, 0, Qt.AlignmentFlag.AlignTop)
        grouping = QVBoxLayout()
        grouping.setSpacing(Space.XS)
        grouping.addWidget(Label(tr("Grouped by"), "muted"))
        grouping.addWidget(self.by)
        grouping.addStretch(1)
        asked = QHBoxLayout()
        asked.setSpacing(Space.L)
        asked.addLayout(grouping)
        asked.addWidget(self.days, 1)
        head = QVBoxLayout()
        head.setContentsMargins(Space.XL, Space.L, Space.XL, Space.M)
        head.setSpacing(Space.M)
        head.addLayout(top)
        head.addLayout(asked)
        head.addWidget(self.balance)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.busy)
