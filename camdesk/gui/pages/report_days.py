"""The dates that a report asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.relative_days import RELATIVE_DAYS, RelativeDay
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.reports.catalogue import Report
from camdesk.reports.report import Parameter
from camdesk.text.formats import day_text
from camdesk.text.i18n import tr

_WIDTH = 216


class ReportDay(PartialDateEdit):
    """A date that may be said by today: “end of last month” is another day a month later."""

    def __init__(self, today: date, value: PartialDate | None) -> None:
        self._today = today
        super().__init__(value)

    def value(self) -> PartialDate | None:
        relative = self._relative()
        return super().value() if relative is None else PartialDate.day(relative.of(self._today))

    def said(self) -> str:
        """What stands here, to be kept: the name of a relative day, EDTF, or nothing."""
        relative = self._relative()
        if relative is not None:
            return relative.name
        when = self.value()
        return when.edtf if when else ""

    def say(self, text: str) -> None:
        """Show what `said` gave, silently."""
        if text in RELATIVE_DAYS:
            self.line.setText(tr(RELATIVE_DAYS[text].label))
            self._understand()
        else:
            self.set_value(PartialDate.parse(text) if text else None)

    def frequent(self) -> QMenu:
        """The menu of days that are said by today."""
        menu = QMenu(self)
        for one in RELATIVE_DAYS.values():
            menu.addAction(self._day_of(menu, one))
        menu.addSeparator()
        menu.addAction(self._answer(menu, tr("Empty"), None))
        return menu

    def _day_of(self, menu: QMenu, one: RelativeDay) -> QAction:
        def choose() -> None:
            self.say(one.name)
            self.line.setFocus()
            self.changed.emit()

        action = QAction(f"{tr(one.label)}\t{day_text(one.of(self._today))}", menu)
        action.triggered.connect(choose)
        return action

    def _relative(self) -> RelativeDay | None:
        said = self.line.text().strip().casefold()
        return next((d for d in RELATIVE_DAYS.values() if tr(d.label).casefold() == said), None)


class ReportDays(QWidget):
    """A field for each date; `2024` begins on its first day and ends on its last.

    An empty one is the day that the window looks at.
    """

    changed = Signal()

    def __init__(self, report: Report, session: Session) -> None:
        super().__init__()
        self._today = session.today
        looked_at = {"as_of": session.moment.as_of, "known_on": session.moment.known_on}
        self.fields: dict[str, ReportDay] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        for parameter in report.parameters:
            field = ReportDay(self._today, self._first_value(parameter))
            field.setFixedWidth(_WIDTH)
            if not parameter.required:
                day = looked_at.get(parameter.name)
                field.line.setPlaceholderText(
                    day_text(day) if day is not None else _when_empty(parameter)
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
        return {name: field.said() for name, field in self.fields.items() if not field.error()}

    def restore(self, texts: Mapping[str, str]) -> None:
        """Show what `texts` kept."""
        for name, text in texts.items():
            if name in self.fields:
                self.fields[name].say(text)

    def _first_value(self, parameter: Parameter) -> PartialDate | None:
        """A period is this year up to today; a report as of a day is as of today."""
        if not parameter.required:
            return None
        first = date(self._today.year, 1, 1) if parameter.name == "from" else self._today
        return PartialDate.day(first)


def _when_empty(parameter: Parameter) -> str:
    """What an empty field stands for."""
    if parameter.name == "from":
        return tr("from the first entry")
    if parameter.name == "to":
        return tr("to the last entry")
    return tr("today")
