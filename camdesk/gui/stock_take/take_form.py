"""The form with which a stock-take begins: its scope and its day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.validation import FieldError
from camdesk.gui.forms.table_form import TableForm
from camdesk.gui.session import Session
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_COLUMNS = ("name", "programme", "place", "balance_holder", "counted_on", "document", "note")


class TakeForm(TableForm):
    """Starts a stock-take, or corrects the facts of one."""

    def __init__(
        self, session: Session, context: Context, row: int | None, parent: QWidget | None = None
    ) -> None:
        title = tr("Start a stock-take") if row is None else ""
        super().__init__(session, context, "stock_take", row, parent, title=title, columns=_COLUMNS)
        if row is None:
            self.set_lead(tr("Expected are the cameras that the office has in the scope that day."))
            self.start({"counted_on": PartialDate.day(session.register.today)})

    def check_facts(self, facts: Mapping[str, object]) -> None:
        day = PartialDate.parse(str(facts["counted_on"]))
        if not day.is_exact:
            raise FieldError(
                "counted_on",
                N_("A stock-take is as of one day."),
                N_("Give the day, the month and the year."),
            )
        if day.first > self.session.register.today:
            raise FieldError(
                "counted_on",
                N_("{date} has not come yet."),
                N_("Choose today, or a day before."),
                date=day,
            )
