"""A field for dates that may be partly known."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from camdesk.domain.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate
from camdesk.domain.errors import KnownError
from camdesk.gui.kit import icons, theme
from camdesk.gui.kit.buttons import IconButton
from camdesk.gui.kit.checked import flag, trouble
from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.popup import Popup
from camdesk.gui.kit.tokens import Space
from camdesk.text.formats import UNKNOWN, date_text, parse_date
from camdesk.text.i18n import language, tr


class PartialDateEdit(QWidget):
    """A line for a date as it is known, with a calendar and a menu of frequent answers.

    Says beneath how it understood the text. Up and Down move a known day; Alt+Down opens the
    calendar. Emits `changed` at every edit.
    """

    changed = Signal()

    def __init__(self, value: PartialDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar: _Calendar | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("day, month or year"))
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self._finished)
        self._open = IconButton("calendar", tr("Calendar"), self.open_calendar)
        self._more = IconButton("more", tr("Frequent dates"), self.open_menu)
        for button in (self._open, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Alt+Down and F4
        self._understood = Label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.line, 1)
        row.addWidget(self._open)
        row.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._understood)
        self.setFocusProxy(self.line)
        self.set_value(value)

    def value(self) -> PartialDate | None:
        """The date, None where it is unknown. Raises KnownError where the text is no date."""
        return parse_date(self.line.text())

    def set_value(self, value: PartialDate | None) -> None:
        """Show `value`, silently."""
        self.line.setText("" if value is None else date_text(value))
        self._understand()

    def error(self) -> str:
        """Why the text is no date; empty where it is one."""
        return trouble(self.value)

    def understood(self) -> str:
        """The line beneath: how the text was understood."""
        return self._understood.text()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def open_calendar(self) -> None:
        """Choose a day by sight."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.chosen.connect(self._choose)
        self._calendar.start(self._day() or date.today())

    def calendar_popup(self) -> QWidget | None:
        """The calendar, where it was opened already."""
        return self._calendar

    def open_menu(self) -> None:
        """Choose one of the frequent answers."""
        menu = self.frequent()
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def frequent(self) -> QMenu:
        """The menu of frequent answers."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        today = date.today()
        for text, value in (
            (tr("Today"), PartialDate.day(today)),
            (tr("Yesterday"), PartialDate.day(today - timedelta(days=1))),
            (tr("This month"), PartialDate.month(today.year, today.month)),
            (tr("This year"), PartialDate.year(today.year)),
            (tr("Last year"), PartialDate.year(today.year - 1)),
        ):
            menu.addAction(self._answer(menu, f"{text}\t{date_text(value)}", value))
        menu.addSeparator()
        known = self._known()
        if known is not None and known != PartialDate.year(known.first.year):
            year = PartialDate.year(known.first.year)
            only = tr("Only the year")
            menu.addAction(self._answer(menu, f"{only}\t{date_text(year)}", year))
        unknown = tr("Unknown")
        menu.addAction(self._answer(menu, f"{unknown}\t{UNKNOWN}", None))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key == Qt.Key.Key_Down:
            self.open_calendar()
        elif key == Qt.Key.Key_F4:
            self.open_menu()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._day() is not None:
            self._move(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _answer(self, menu: QMenu, text: str, value: PartialDate | None) -> QAction:
        action = QAction(text, menu)
        action.triggered.connect(lambda: self._choose(value))
        return action

    def _choose(self, value: PartialDate | None) -> None:
        self.set_value(value)
        self.line.setFocus()
        self.changed.emit()

    def _known(self) -> PartialDate | None:
        try:
            return self.value()
        except KnownError:
            return None

    def _day(self) -> date | None:
        known = self._known()
        return known.first if known is not None and known.is_exact else None

    def _move(self, days: int) -> None:
        day = self._day()
        assert day is not None
        moved = day + timedelta(days=days)
        if EARLIEST_YEAR <= moved.year <= LATEST_YEAR:
            self._choose(PartialDate.day(moved))

    def _edited(self) -> None:
        self._understand()
        self.changed.emit()

    def _understand(self) -> None:
        """Say how the text is read, where that is not what it says already."""
        flag(self.line, False)
        known, text = self._known(), self.line.text().strip()
        told = ""
        if known is not None and date_text(known).casefold() != text.casefold():
            told = tr("understood as: {date}", date=date_text(known))
        self._understood.setText(told)
        self._understood.setVisible(bool(told))
        self.line.setAccessibleDescription(told)

    def _finished(self) -> None:
        """Flag what cannot be read only when the clerk has left it."""
        flag(self.line, bool(self.error()))


class _Calendar(Popup):
    """A month to choose a day from: arrows, PageUp/PageDown, Enter."""

    chosen = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(language()))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setMinimumDate(QDate(EARLIEST_YEAR, 1, 1))
        self.calendar.setMaximumDate(QDate(LATEST_YEAR, 12, 31))
        self.calendar.setGridVisible(False)
        self.calendar.setMinimumSize(288, 240)
        for name, icon in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(icons.icon(icon, Ink.MUTED))
        self.calendar.activated.connect(self._activated)
        self.calendar.clicked.connect(self._activated)
        self.column.addWidget(self.calendar)

    def start(self, day: date) -> None:
        """Show it at `day`."""
        plain, head = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(theme.current().text))
        head.setForeground(QColor(theme.current().muted))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, plain)
        self.calendar.setHeaderTextFormat(head)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.open(self.calendar)

    def _activated(self, day: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.chosen.emit(PartialDate.day(date(day.year(), day.month(), day.day())))
