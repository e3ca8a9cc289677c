"""What forms of facts have in common: only what differs is written, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.own_fields import PREFIX
from camdesk.domain.own_fields import TABLES as TABLES_WITH_OWN
from camdesk.gui.asking import while_alive
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.own_edits import OwnEdits
from camdesk.gui.kit.edits import TextEdit
from camdesk.gui.operations import Facts
from camdesk.gui.session import Session
from camdesk.store import books, cards, own_fields
from camdesk.store.books import Found
from camdesk.store.connection import Connection
from camdesk.store.tables import TABLES
from camdesk.text.i18n import language, tr

REASON = "reason"


def read_facts(connection: Connection, table: str, row: int) -> dict[str, object]:
    """The facts of a row for a form: references as Found, with the names they go by."""
    facts = cards.facts(connection, table, row)
    if facts is None:
        raise KnownError(N_("It is no longer in the register."), N_("Refresh the list."))
    shown: dict[str, object] = dict(facts)
    for column, target in TABLES[table].references.items():
        value = facts[column]
        if isinstance(value, int):
            shown[column] = Found(value, books.title(connection, target, value, language()), "")
    if table in TABLES_WITH_OWN:
        said = own_fields.values(connection, table, row)
        shown |= {f"{PREFIX}{field}": value for field, value in said.items()}
    return shown


class FactsForm(FormDialog):
    """A form over the columns of one table."""

    def __init__(
        self, session: Session, title: str, columns: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, title, "", parent)
        self.columns = columns
        self._before: Mapping[str, object] = {}
        self._own = OwnEdits(self.form, ())

    def add_own_fields(self, table: str) -> None:
        """The fields that the department added of its own."""
        self._own = OwnEdits(self.form, self.session.own_fields(table))

    def add_reason(self) -> None:
        """A field for why the facts are corrected."""
        edit = TextEdit()
        edit.setPlaceholderText(tr("why the facts are corrected"))
        self.form.add(REASON, tr("Reason"), edit)

    def load(self, table: str, row: int) -> None:
        """Fill the fields with the facts of a row; until then nothing can be typed."""
        self.form.setEnabled(False)
        self.session.read(
            f"facts {table}",
            lambda connection: read_facts(connection, table, row),
            while_alive(self, self.loaded),
            while_alive(self, self._not_loaded),
        )

    def loaded(self, facts: Mapping[str, object]) -> None:
        """Show the facts that were read."""
        self.form.set_values(
            {column: self.as_shown(column, facts[column]) for column in self.columns}
            | self._own.shown(facts)
        )
        self._before = {
            column: fact.id if isinstance(fact, Found) else fact for column, fact in facts.items()
        } | self._own.before(facts)
        self.form.setEnabled(True)
        self.remember_untouched()
        self.grow()
        self.form.focus(self.columns[0])

    def accept(self) -> None:
        """Save; what an own field cannot be is said beside it."""
        try:
            super().accept()
        except KnownError as error:
            self.refuse(error)

    def as_shown(self, column: str, value: object) -> object:
        """A fact as its edit takes it."""
        return value

    def stated(self, values: Mapping[str, object]) -> Facts:
        """The facts among `values`, own fields among them."""
        facts = {column: values[column] for column in self.columns} | self._own.stated(values)
        return cast("Facts", facts)

    def corrected(self, values: Mapping[str, object]) -> Facts:
        """The facts that differ from those that were read."""
        return {
            column: fact
            for column, fact in self.stated(values).items()
            if fact != self._before.get(column)
        }

    def _not_loaded(self, error: BaseException) -> None:
        self.refuse(error)
        self.form.setEnabled(False)
        self.save_button.setEnabled(False)
