"""The dates that a report asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.domain.dates import PartialDate
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.reports.catalogue import Report
from camdesk.text.formats import day_text
from camdesk.text.i18n import tr

_WIDTH = 230


class ReportDays(QWidget):
    """A field for each date; `2024` begins on its first day and ends on its last.

    An empty one is the day that the window looks at.
    """

    changed = Signal()

    def __init__(self, report: Report, session: Session) -> None:
        super().__init__()
        self._report = report
        self._today = session.today
        looked_at = {"as_of": session.moment.as_of, "known_on": session.moment.known_on}
        self.fields: dict[str, PartialDateEdit] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        for parameter in report.parameters:
            field = PartialDateEdit(self._first_value(parameter.name))
            field.setFixedWidth(_WIDTH)
            if not parameter.required:
                day = looked_at.get(parameter.name)
                field.line.setPlaceholderText(
                    tr("today, {day}", day=day_text(session.register.today))
                    if day is None
                    else day_text(day)
                )
            field.setAccessibleName(tr(parameter.label))
            field.changed.connect(self.changed)
            column = QVBoxLayout()
            column.setSpacing(Space.XS)
            column.addWidget(Label(tr(parameter.label), "muted"))
            column.addWidget(field)
            column.addStretch(1)
            row.addLayout(column)
            self.fields[parameter.name] = field
        row.addStretch(1)

    def days(self) -> Mapping[str, date | None]:
        """The days asked for. Raises KnownError where a text is no date."""
        found: dict[str, date | None] = {}
        for name, field in self.fields.items():
            when = field.value()
            if when is None:
                found[name] = None
            else:
                found[name] = when.first if name == "from" else when.last
        return found

    def texts(self) -> dict[str, str]:
        """What stands in the fields, to be restored; what is no date is left out."""
        kept: dict[str, str] = {}
        for name, field in self.fields.items():
            if not field.error():
                when = field.value()
                kept[name] = when.edtf if when else ""
        return kept

    def restore(self, texts: Mapping[str, str]) -> None:
        """Show what `texts` kept."""
        for name, text in texts.items():
            if name in self.fields:
                self.fields[name].set_value(PartialDate.parse(text) if text else None)

    def _first_value(self, name: str) -> PartialDate | None:
        """A period is this year up to today; a report as of a day is as of today."""
        if name == "from":
            return PartialDate.day(date(self._today.year, 1, 1))
        return PartialDate.day(self._today) if name == "to" else None
