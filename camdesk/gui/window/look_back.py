"""Looking at the register as of a day, and as known on a day, in the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.validation import FieldError, check_date
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.session import Session
from camdesk.store.look_back import NOW, Moment
from camdesk.text.formats import day_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.main_window import MainWindow


class LookBack(QObject):
    """Has every page show another moment, and the window say so."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask(self) -> None:
        """Ask for the two days."""
        session = self._window.session
        if session is not None:
            LookBackForm(session, self, self._window).open()

    def show(self, moment: Moment) -> None:
        """Show the register of `moment`; nothing can be recorded meanwhile."""
        session = self._window.session
        if session is not None and session.moment != moment:
            session.look_back(moment)
            self._window.rebuild()

    def end(self) -> None:
        """Show the register of today."""
        self.show(NOW)


class LookBackForm(FormDialog):
    """Two days, each of which may be empty."""

    def __init__(self, session: Session, ways: LookBack, parent: QWidget) -> None:
        lead = tr("Every list, card and report shows the register of that moment.")
        super().__init__(session, tr("Look back"), lead, parent, primary=tr("Show"))
        self._ways = ways
        moment = session.moment
        for name, label, hint, day in (
            ("as_of", tr("As of"), tr("What was true on that day."), moment.as_of),
            (
                "known_on",
                tr("As known on"),
                tr("What this register said on that day, with its mistakes."),
                moment.known_on,
            ),
        ):
            known = None if day is None else PartialDate.day(day)
            self.form.add(name, label, PartialDateEdit(known), hint=hint)

    def submit(self, values: dict[str, object]) -> None:
        """Look at that moment."""
        today = self.session.register.today
        days: dict[str, PartialDate | None] = {}
        for name in ("as_of", "known_on"):
            day = cast("PartialDate | None", values[name])
            days[name] = day
            try:
                check_date(day, today)
            except FieldError as error:
                self.refuse(FieldError(name, error.message, "", **error.params))
                return
        if days["as_of"] is None and days["known_on"] is None:
            self.refuse(FieldError("as_of", N_("Give at least one of the two days.")))
            return
        self.finish()
        self._ways.show(
            Moment(
                *(
                    None if day is None else min(day.last, today)
                    for day in (days["as_of"], days["known_on"])
                )
            )
        )


def moment_text(moment: Moment) -> str:
    """The moment in words, for the bar above the page."""
    as_of, known_on = moment.as_of, moment.known_on
    if as_of is not None and known_on is not None:
        return tr(
            "You see the register as of {day}, as it was known on {known}."
            " Nothing can be recorded.",
            day=day_text(as_of),
            known=day_text(known_on),
        )
    if as_of is not None:
        return tr("You see the register as of {day}. Nothing can be recorded.", day=day_text(as_of))
    assert known_on is not None  # today needs no bar
    return tr(
        "You see the register as it was known on {known}. Nothing can be recorded.",
        known=day_text(known_on),
    )
