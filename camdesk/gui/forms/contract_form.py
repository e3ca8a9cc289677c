"""The form of a contract with its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.errors import KnownError
from camdesk.domain.facts import subject_of
from camdesk.domain.lifecycle import KINDS
from camdesk.domain.paper_numbers import NUMBERED, unusual
from camdesk.gui import contract_operations
from camdesk.gui.asking import while_alive
from camdesk.gui.contract_operations import SaidLine
from camdesk.gui.forms.contract_lines import ContractLinesEdit
from camdesk.gui.forms.facts_form import REASON, read_facts
from camdesk.gui.forms.table_form import TableForm, typed_columns
from camdesk.gui.operations import Facts
from camdesk.gui.session import Session
from camdesk.store import contracts
from camdesk.store.connection import Connection
from camdesk.store.contracts import Line
from camdesk.text.formats import money_text_local
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_LINES = "lines"


class ContractForm(TableForm):
    """Makes or corrects a contract and its lines, as one entry.

    What looks unusual is remarked beneath the field, and never refused.
    """

    def __init__(
        self,
        session: Session,
        context: Context,
        row: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        # The paper of a new contract is the contract itself.
        columns = [c for c in typed_columns("contract") if c != "document" or row is not None]
        title = "" if row is not None else tr("New contract")
        super().__init__(session, context, "contract", row, parent, title=title, columns=columns)
        self.lines = ContractLinesEdit(session)
        if row is not None:
            self.form.remove_fields([REASON])  # it stands last
        self.form.add(_LINES, tr("Lines"), self.lines)
        if row is not None:
            self.add_reason()
        self.form.changed.connect(lambda _name: self._remark())

    def load(self, table: str, row: int) -> None:
        """Read the contract and its lines; until then nothing can be typed."""
        self.form.setEnabled(False)

        def read(connection: Connection) -> tuple[dict[str, object], list[Line]]:
            return read_facts(connection, table, row), contracts.lines(connection, row)

        def show(answer: tuple[dict[str, object], list[Line]]) -> None:
            facts, lines = answer
            self.lines.show_lines(lines)
            self.loaded(facts)
            self._remark()

        failed = while_alive(self, self._not_loaded)
        self.session.read("facts contract", read, while_alive(self, show), failed)

    def submit(self, values: dict[str, object]) -> None:
        """Write the contract and its lines, or what differs."""
        try:
            facts = self._kept(values)
        except KnownError as error:
            self.refuse(error)
            return
        lines = cast("tuple[SaidLine, ...]", values[_LINES])
        if self.row_id is None:
            self._make(cast("Facts", facts), lines)
            return
        corrected = self.corrected(facts)
        if not corrected and not lines:
            self.finish()
            return
        self.begin_saving()
        contract_operations.correct_contract(
            self.session,
            self.row_id,
            corrected,
            lines,
            subject=subject_of(facts),
            reason=cast("str | None", values[REASON]),
            done=self.when_saved(),
            failed=self.when_refused(),
        )

    def _make(self, facts: Facts, lines: tuple[SaidLine, ...]) -> None:
        self.begin_saving()
        contract_operations.make_contract(
            self.session,
            {column: value for column, value in facts.items() if value is not None},
            lines,
            tr(KINDS["ordered"].paper or ""),
            done=self.when_saved(),
            failed=self.when_refused(),
        )

    def _remark(self) -> None:
        """Say gently what looks unusual, and where the lines do not make the sum."""
        for column in NUMBERED:
            remark = unusual(column, self.form.edit(column).text())
            self.form.row(column).set_hint(tr(remark) if remark else "")
        self.form.row(_LINES).set_hint(self._sum_remark())

    def _sum_remark(self) -> str:
        try:
            total = self.lines.total()
            amount = self.form.edit("amount").value()
        except KnownError:
            return ""
        if total is None:
            return ""
        if amount is None or total == amount:
            return tr("The lines add up to {sum}.", sum=money_text_local(total))
        return tr(
            "The lines add up to {lines}, the contract says {contract}.",
            lines=money_text_local(total),
            contract=money_text_local(amount),
        )
