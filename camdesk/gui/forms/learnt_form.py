"""What is learnt of an event after it was recorded: its date, its cost, or the paper behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_, KnownError
from camdesk.domain.lifecycle import KINDS
from camdesk.domain.validation import FieldError, check_date
from camdesk.gui.asking import while_alive
from camdesk.gui.cards.words import happening_title
from camdesk.gui.forms import fill_work
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.paper_fields import PAPER, add_paper, paper_of
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import MoneyEdit
from camdesk.gui.operations import Paper, Saved
from camdesk.gui.session import Session
from camdesk.store.cards import Happening
from camdesk.store.fill import NotFilled
from camdesk.store.tables import Value
from camdesk.text.entries import entry_title
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

DATE, COST, DOCUMENT = "occurred_on", "cost", "document"  # columns of `supplement`


class LearntForm(FormDialog):
    """Asks for one thing that `event` does not say; the event itself stays as it was recorded."""

    def __init__(
        self,
        session: Session,
        context: Context,
        event: Happening,
        column: str,
        subject: str,
        parent: QWidget | None = None,
    ) -> None:
        title = {
            DATE: tr("The date of the step"),
            DOCUMENT: tr("The paper behind the step"),
            COST: tr("The cost of the step"),
        }[column]
        super().__init__(session, title, f"{subject} · {happening_title(event)}", parent)
        self._context = context
        self._event = event
        self._column = column
        self._subject = subject
        kind = KINDS[event.kind]
        if column == DOCUMENT:
            usual = tr(kind.paper) if kind.paper else ""
            add_paper(self.form, usual, session=session, commission=kind.commission)
        elif column == DATE:
            self.form.add(DATE, tr("Date"), PartialDateEdit(), required=True)
        else:
            field = kind.field(COST)
            label = tr(field.label) if field is not None else tr("Cost")
            self.form.add(COST, label, MoneyEdit(), required=True)

    def submit(self, values: dict[str, object]) -> None:
        """Keep it beside the event."""
        try:
            said = self._said(values)
        except KnownError as error:
            self.refuse(error)
            return
        self.begin_saving()
        fill_work.save_learnt(
            self.session,
            {self._event.id: {self._column: said}},
            subject=self._subject,
            done=while_alive(self, self._saved),
            failed=while_alive(self, self.refuse),
        )

    def refuse(self, error: BaseException) -> None:
        """What is wrong with the one cell stands beside its field."""
        if isinstance(error, NotFilled):
            field = PAPER[1] if self._column == DOCUMENT else self._column
            error = FieldError(field, error.message, error.advice, **error.params)
        super().refuse(error)

    def _said(self, values: dict[str, object]) -> Value | Paper:
        if self._column == DOCUMENT:
            paper = paper_of(values)
            if paper is None:
                raise FieldError(
                    PAPER[1], N_("Which paper is it?"), N_("Give its number or its date.")
                )
            return paper
        value = values[self._column]
        if isinstance(value, PartialDate):
            check_date(value, self.session.register.today)
            return value.edtf
        return cast("Value", value)

    def _saved(self, _saved: Saved) -> None:
        title = entry_title(fill_work.ACTION, self._subject, 0)
        self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=title))
        self.finish()
