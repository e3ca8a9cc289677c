"""Correcting one fact of many rows at once; to make it empty is an answer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.facts import FACTS, FactKind, fact
from camdesk.domain.own_fields import kept as kept_own
from camdesk.domain.validation import FieldError
from camdesk.gui import operations
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.own_edits import edit_of_own
from camdesk.gui.forms.table_form import edit_of, kept
from camdesk.gui.kit.edits import ChoiceBox, TextEdit
from camdesk.gui.long_work import write_long
from camdesk.gui.operations import Saved
from camdesk.gui.session import Session
from camdesk.store import own_fields
from camdesk.store.register import Register
from camdesk.store.tables import Value
from camdesk.store.telling import Tell, told
from camdesk.text.entries import entry_title
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_SET, _EMPTY = "set", "empty"
# Of many rows these cannot be the same.
_OWN_TO_EACH = frozenset({"inventory_number", "serial_number", "code"})


class BulkForm(FormDialog):
    """Choose a fact, say its value or that nothing is known; one entry for all rows."""

    def __init__(
        self,
        session: Session,
        context: Context,
        table: str,
        rows: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        count = len(rows)
        lead = {
            "camera": ntr("{count} camera", "{count} cameras", count, count=number_text(count)),
            "site": ntr("{count} site", "{count} sites", count, count=number_text(count)),
        }.get(table, number_text(count))
        super().__init__(session, tr("Correct a fact of all chosen"), lead, parent)
        self._context = context
        self._table = table
        self._rows = rows
        facts = [
            one
            for one in FACTS[table]
            if one.kind is not FactKind.HIDDEN
            and one.column not in _OWN_TO_EACH
            and not (one.required and one.kind is not FactKind.CHOICE)
        ]
        self._own = {one.column: one for one in session.own_fields(table)}
        columns = [(one.column, tr(one.label)) for one in facts]
        columns += [(one.column, one.name) for one in self._own.values()]
        self.form.add("column", tr("Which fact"), ChoiceBox(columns, columns[0][0], unknown=None))
        how = [(_SET, tr("Set it to")), (_EMPTY, tr("Make it empty: it is not known"))]
        self.form.add("how", tr("What to do"), ChoiceBox(how, _SET, unknown=None))
        for one in facts:
            self.form.add(one.column, tr(one.label), edit_of(one, session))
        for own in self._own.values():
            self.form.add(own.column, own.name, edit_of_own(own))
        reason = TextEdit()
        reason.setPlaceholderText(tr("why the facts are corrected"))
        self.form.add("why", tr("Reason"), reason)
        self._columns = tuple(column for column, _ in columns)
        for name in ("column", "how"):
            self.form.edit(name).changed.connect(self._show_value)
        self._show_value()

    def submit(self, values: dict[str, object]) -> None:
        """Correct all rows in one entry; what is as it should be already is left out."""
        column = str(values["column"])
        subject = self._name(column)
        try:
            value = self._said(column, subject, values)
        except KnownError as error:
            self.refuse(error)
            return
        table, rows = self._table, self._rows
        reason = cast("str | None", values["why"])

        def work(register: Register, tell: Tell) -> Saved:
            with register.write("bulk", subject, reason=reason) as entry:
                made = cast("Value", operations.made(entry, value))
                for row in told(rows, tell):
                    own_fields.correct_row(entry, table, row, {column: made})
                return Saved(entry.id, rows[0])

        def saved(_saved: Saved) -> None:
            what = entry_title("bulk", subject, len(rows) if table == "camera" else 0)
            self._context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=what))
            self.finish()

        self.begin_saving()
        write_long(self.session, self, tr("Correcting"), work, saved, self.refuse, self.resume)

    def _name(self, column: str) -> str:
        own = self._own.get(column)
        return tr(fact(self._table, column).label) if own is None else own.name

    def _said(self, column: str, name: str, values: dict[str, object]) -> object:
        """The value for all rows; None makes the fact empty."""
        own = self._own.get(column)
        if values["how"] != _SET:
            if own is None and fact(self._table, column).required:
                raise FieldError("how", N_("“{name}” cannot be empty."), name=name)
            return None
        said = values[column]
        value = kept(fact(self._table, column), said) if own is None else kept_own(own, said)
        if value is None:
            raise FieldError(
                column,
                N_("“{name}” is missing."),
                N_("To take the value away, choose “Make it empty” above."),
                name=name,
            )
        return value

    def field_of(self, error: KnownError) -> str | None:
        """An error of a value stands beside it, where it is shown."""
        field = super().field_of(error)
        return field if field is None or not self.form.row(field).isHidden() else None

    def _show_value(self) -> None:
        chosen, setting = self.form.edit("column").value(), self.form.edit("how").value() == _SET
        for column in self._columns:
            self.form.set_shown(column, setting and column == chosen)
        self.grow()
