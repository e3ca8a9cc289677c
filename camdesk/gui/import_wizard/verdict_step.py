"""Third step: what would become of every row, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.grid import Grid
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.importing.mapping import Mapping
from camdesk.importing.plan import VERDICTS, Planner, Verdict
from camdesk.importing.reader import Table
from camdesk.importing.run import problem_text
from camdesk.store.connection import Connection
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

SHOWN = 20_000  # rows kept for looking at; all of them are counted, and all are imported


@dataclass(slots=True)
class Verdicts:
    """The verdicts on a table: all counted, the first ones of each sort kept to be shown."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    rows: list[tuple[Verdict, list[str]]] = field(default_factory=list)


class VerdictStep(QWidget):
    """Shows the verdict on every row, and how many there are of each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdicts = Verdicts()
        self._columns: tuple[str, ...] = ()
        self.only = ChoiceBox(
            [(verdict, tr(text)) for verdict, text in VERDICTS.items()], unknown=tr("all rows")
        )
        self.only.setAccessibleName(tr("Which rows to show"))
        self.only.changed.connect(self._show)
        self.totals = Label(wrap=True)
        self.rows = Grid(tr("Verdicts on the rows"))
        head = QHBoxLayout()
        head.addWidget(self.totals, 1)
        head.addWidget(self.only)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(head)
        layout.addWidget(self.rows, 1)

    def show_verdicts(self, table: Table, verdicts: Verdicts) -> None:
        """Show the verdicts on `table`: the refused rows first looked at, where there are any."""
        self._columns = table.columns
        self._verdicts = verdicts
        counts = verdicts.counts
        self.only.set_value(Verdict.REFUSED if counts[Verdict.REFUSED] else None)
        new = ntr("{count} new camera", "{count} new cameras", counts[Verdict.NEW],
                  count=number_text(counts[Verdict.NEW]))  # fmt: skip
        refused = ntr("{count} row refused", "{count} rows refused", counts[Verdict.REFUSED],
                      count=number_text(counts[Verdict.REFUSED]))  # fmt: skip
        self.totals.setText(f"{new} · {refused}")
        self._show()

    def _show(self) -> None:
        only = self.only.value()
        shown = [cells for verdict, cells in self._verdicts.rows if only in (None, verdict)]
        self.rows.show_grid([tr("Row"), tr("Verdict"), tr("Why"), *self._columns], shown)


def judge(connection: Connection, table: Table, mapping: Mapping, as_of: date | None) -> Verdicts:
    """The verdicts on every row of `table`, in words."""
    verdicts = Verdicts()
    for planned in Planner(connection, table, mapping, as_of).rows():
        verdicts.counts[planned.verdict] += 1
        if verdicts.counts[planned.verdict] <= SHOWN:
            why = "; ".join(problem_text(problem) for problem in planned.problems)
            cells = [str(planned.row.number), tr(VERDICTS[planned.verdict]), why]
            verdicts.rows.append((planned.verdict, cells + planned.row.cells))
    return verdicts
