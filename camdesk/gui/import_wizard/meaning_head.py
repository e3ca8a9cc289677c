"""What the whole table is: its purpose, the day it speaks of, how its rows are found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.gui.import_wizard.meaning import Meaning
from camdesk.gui.kit.chips import Chip
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.importing.fields import PURPOSES, Purpose
from camdesk.store.stock_takes import Take
from camdesk.text.i18n import tr

_DAY = {
    Purpose.SNAPSHOT: N_("As of the day (required)"),
    Purpose.NEW: N_("As of the day"),
}


class MeaningHead(QWidget):
    """`purpose_changed` and `changed` say that something else is meant now."""

    purpose_changed = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meaning: Meaning | None = None
        self.purpose = ChoiceBox(
            [(purpose, tr(label)) for purpose, label in PURPOSES.items()], unknown=None
        )
        self.as_of = PartialDateEdit()
        self.take = ChoiceBox((), unknown=tr("choose one"))
        self.keys = Chip(tr("Key columns"))
        self._day_label = Label("", "muted")
        self._columns: dict[QWidget, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        for label, control, width in (
            (Label(tr("The table holds"), "muted"), self.purpose, 290),
            (self._day_label, self.as_of, 250),
            (Label(tr("Stock-take"), "muted"), self.take, 220),
            (Label(tr("Rows are found by"), "muted"), self.keys, 0),
        ):
            row.addWidget(
                self._labelled(label, control, width), alignment=Qt.AlignmentFlag.AlignTop
            )
        row.addStretch(1)
        self.purpose.setAccessibleName(tr("What the table holds"))
        self.as_of.setAccessibleName(tr("The table speaks of the day"))
        self.take.setAccessibleName(tr("Stock-take"))
        self.purpose.changed.connect(self._choose_purpose)
        self.as_of.changed.connect(self.changed)
        self.take.changed.connect(self.changed)
        self.keys.changed.connect(self._choose_keys)

    def show_meaning(self, meaning: Meaning, takes: Sequence[Take]) -> None:
        """Show what is said of the table until now; the day stays as it is."""
        self._meaning = meaning
        self.purpose.set_value(meaning.purpose)
        chosen = self.take.value()
        self.take.set_choices([(take.id, take.name) for take in takes])
        self.take.set_value(chosen if chosen is not None or len(takes) != 1 else takes[0].id)
        self.refresh()

    def refresh(self) -> None:
        """Columns mean something else now: other keys are possible."""
        meaning = self._meaning
        if meaning is None:
            return
        labels = [(key, tr(meaning.targets[key].label)) for key in meaning.possible_keys()]
        self.keys.set_values(labels)
        self.keys.set_value(meaning.keys)
        dated = meaning.purpose in _DAY
        self._day_label.setText(tr(_DAY.get(meaning.purpose, "")))
        self._columns[self.as_of].setVisible(dated)
        self._columns[self.take].setVisible(meaning.purpose is Purpose.STOCK_TAKE)
        self._columns[self.keys].setVisible(meaning.purpose is not Purpose.STOCK_TAKE)

    def day(self) -> date | None:
        """The day that the table speaks of; KnownError where it is no day, or is missing."""
        assert self._meaning is not None
        purpose = self._meaning.purpose
        if purpose not in _DAY:
            return None
        said = self.as_of.value()
        if said is not None and not said.is_exact:
            raise KnownError(N_("The day that the table speaks of must be one day."))
        if said is None and purpose is Purpose.SNAPSHOT:
            raise KnownError(
                N_("How things stood on which day?"), N_("Enter the day that the table speaks of.")
            )
        return said.first if said is not None else None

    def stock_take(self) -> int | None:
        """The stock-take whose results these are; KnownError where none was chosen."""
        assert self._meaning is not None
        if self._meaning.purpose is not Purpose.STOCK_TAKE:
            return None
        chosen = self.take.value()
        if not isinstance(chosen, int):
            raise KnownError(
                N_("In which stock-take was this counted?"), N_("Choose an open stock-take.")
            )
        return chosen

    def _labelled(self, label: Label, control: QWidget, width: int) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        label.setBuddy(control)
        if width:
            control.setFixedWidth(width)
        layout.addWidget(label)
        layout.addWidget(control)
        self._columns[control] = column
        return column

    def _choose_purpose(self) -> None:
        if self._meaning is not None:
            self._meaning.purpose = Purpose(str(self.purpose.value()))
            self.refresh()
            self.purpose_changed.emit()

    def _choose_keys(self) -> None:
        if self._meaning is not None:
            chosen = self.keys.value()
            self._meaning.keys = tuple(
                key for key in self._meaning.possible_keys() if key in chosen
            )
            self.changed.emit()
