"""The form of one row of any table of facts, made from `domain.facts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import KnownError
from camdesk.domain.facts import FACTS, Fact, FactKind, fact, subject_of
from camdesk.domain.validation import FieldError
from camdesk.gui import operations
from camdesk.gui.asking import while_alive
from camdesk.gui.forms.facts_form import REASON, FactsForm
from camdesk.gui.forms.field_controls import MeasureEdit, WholeEdit
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.jobs import Done, Failed
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, NoteEdit, TextEdit, YesNoBox
from camdesk.gui.operations import Facts, Saved
from camdesk.gui.session import Session
from camdesk.text.entries import ACTIONS, entry_title
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_FURTHEST = 1_000_000  # of a whole number or a measure without a bound of its own


def typed_columns(table: str) -> tuple[str, ...]:
    """The columns of `table` that people type."""
    return tuple(one.column for one in FACTS[table] if one.kind is not FactKind.HIDDEN)


def edit_of(one: Fact, session: Session) -> QWidget:
    """The edit for a fact."""
    match one.kind:
        case FactKind.NOTE:
            return NoteEdit()
        case FactKind.DATE:
            return PartialDateEdit()
        case FactKind.MONEY:
            return MoneyEdit()
        case FactKind.WHOLE:
            return WholeEdit()
        case FactKind.MEASURE:
            return MeasureEdit(one.least, _FURTHEST if one.most is None else one.most)
        case FactKind.CHOICE:
            choices = [(value, tr(label)) for value, label in one.choices]
            if one.required:
                return ChoiceBox(choices, choices[0][0], unknown=None)
            return ChoiceBox(choices)
        case FactKind.YES_NO:
            return YesNoBox()
        case FactKind.REFERENCE:
            return ReferencePicker(session, one.target)
    return TextEdit()


def kept(one: Fact, value: object) -> object:
    """What an edit says, as the register keeps it; KnownError for what it cannot be."""
    if isinstance(value, PartialDate):
        return value.edtf
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and one.check is not None:
        return one.check(value)
    return value


def shown(one: Fact, value: object) -> object:
    """What the register keeps, as the edit takes it."""
    if value is None:
        return None
    if one.kind is FactKind.DATE:
        return PartialDate.parse(str(value))
    return bool(value) if one.kind is FactKind.YES_NO else value


class TableForm(FactsForm):
    """Makes a row of `table`, or corrects one; `columns` chooses some of its facts.

    A subclass may check more in `check_facts`, and save otherwise in `save_new`.
    """

    saved = Signal(int)  # the row's id

    def __init__(
        self,
        session: Session,
        context: Context,
        table: str,
        row: int | None = None,
        parent: QWidget | None = None,
        *,
        title: str = "",
        columns: Sequence[str] | None = None,
    ) -> None:
        self.table = table
        self.row_id = row
        self.context = context
        named = title or (
            tr("Edit facts") if row is not None else tr(ACTIONS.get(table, "Reference book"))
        )
        super().__init__(session, named, tuple(columns or typed_columns(table)), parent)
        self._fixed: Facts = {}
        for column in self.columns:
            one = fact(table, column)
            self.form.add(
                column,
                tr(one.label),
                self.edit_for(one),
                required=one.required,
                hint=tr(one.hint) if one.hint else "",
            )
        self.add_own_fields(table)
        if row is not None:
            self.add_reason()
            self.load(table, row)

    def edit_for(self, one: Fact) -> QWidget:
        """The edit of a fact; a subclass may choose another."""
        return edit_of(one, self.session)

    def start(self, values: Mapping[str, object]) -> None:
        """Begin a new row with these values, as the edits take them."""
        self.form.set_values(values)

    def fix(self, facts: Facts) -> None:
        """Facts of the new row that are not typed."""
        self._fixed = dict(facts)

    def loaded(self, facts: Mapping[str, object]) -> None:
        """Show the facts that were read."""
        self.set_lead(subject_of(facts))
        super().loaded(facts)

    def submit(self, values: dict[str, object]) -> None:
        """Write the row, or what differs."""
        try:
            facts = self._kept(values)
            self.check_facts(facts)
        except KnownError as error:
            self.refuse(error)
            return
        if self.row_id is None:
            self.begin_saving()
            known = {column: value for column, value in facts.items() if value is not None}
            self.save_new(cast("Facts", {**known, **self._fixed}))
            return
        corrected = self.corrected(facts)
        if not corrected:
            self.finish()
            return
        self.begin_saving()
        reason = values[REASON]
        operations.correct_facts(
            self.session,
            self.table,
            self.row_id,
            corrected,
            subject=subject_of(facts),
            reason=None if reason is None else str(reason),
            done=self.when_saved(),
            failed=self.when_refused(),
        )

    def check_facts(self, facts: Mapping[str, object]) -> None:
        """Raise FieldError where facts do not go together."""

    def save_new(self, facts: Facts) -> None:
        """Make the row."""
        operations.create_row(
            self.session,
            self.table,
            facts,
            action=self.table if self.table in ACTIONS else "book",
            done=self.when_saved(),
            failed=self.when_refused(),
        )

    def when_saved(self) -> Done:
        """What to call with the Saved."""
        return while_alive(self, self._saved)

    def when_refused(self) -> Failed:
        """What to call with an error."""
        return while_alive(self, self.refuse)

    def _saved(self, saved: Saved) -> None:
        action = self.table if self.row_id is None and self.table in ACTIONS else "correct"
        title = entry_title(action, self._subject(), 0)
        self.context.notify(tr("Saved: {what}. Ctrl+Z takes it back.", what=title))
        self.saved.emit(saved.row)
        self.finish()

    def _subject(self) -> str:
        return subject_of(self.form.typed())

    def _kept(self, values: Mapping[str, object]) -> dict[str, object]:
        facts: dict[str, object] = {}
        for column in self.columns:
            one = fact(self.table, column)
            try:
                facts[column] = kept(one, values[column])
            except KnownError as error:
                raise FieldError(column, error.message, error.advice, **error.params) from error
        return facts | self._own.stated(values)

    def stated(self, values: Mapping[str, object]) -> Facts:
        """The facts among `values`, which are as the register keeps them."""
        return cast("Facts", dict(values))

    def as_shown(self, column: str, value: object) -> object:
        """A fact as its edit takes it."""
        return shown(fact(self.table, column), value)
