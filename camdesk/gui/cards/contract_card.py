"""The card of a contract: its lines, what came of each, and what it cost so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.domain.lifecycle import MONEY, UNITS
from camdesk.gui.cards.sheet import Line as RunLine
from camdesk.gui.cards.sheet import Row, Run
from camdesk.gui.cards.table_card import Section, TableCard, TableFile
from camdesk.gui.session import Session
from camdesk.store import contracts, money
from camdesk.store.connection import Connection
from camdesk.store.contracts import Line
from camdesk.store.listing import Query
from camdesk.store.money import COUNTED, Costs
from camdesk.text.formats import money_text_local, number_text
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


@dataclass(frozen=True, slots=True)
class ContractMore:
    """The lines of a contract, and what its cameras cost."""

    lines: tuple[Line, ...]
    costs: Costs


class ContractCard(TableCard):
    """What is ordered, received, installed, short or over of each line, always in sight."""

    table = "contract"

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(session, context, tr("Choose a contract in the list."), parent)
        self.add_button(tr("Order…"), self.order)
        self.add_button(tr("Receive…"), self.receive)
        self.add_button(tr("Add a line…"), self.add_line)
        self.add_button(tr("Edit facts…"), self.edit_facts)

    def read_more(self, connection: Connection, row: int) -> ContractMore:
        return ContractMore(
            tuple(contracts.lines(connection, row)), money.cost_of_contract(connection, row)
        )

    def line(self, file: TableFile) -> str:
        short = sum(line.short for line in file.more.lines)
        over = sum(line.over for line in file.more.lines)
        if not file.more.lines:
            return tr("No lines yet")
        parts = []
        if short:
            parts.append(ntr("{n} still to come", "{n} still to come", short))
        if over:
            parts.append(ntr("{n} more than ordered", "{n} more than ordered", over))
        return " · ".join(parts) or tr("All delivered")

    def sections(self, file: TableFile) -> Sequence[Section]:
        lines: tuple[Line, ...] = file.more.lines
        return (
            Section(
                tr("Lines"),
                [_line_row(line) for line in lines],
                tr("Add the lines of the contract: model, quantity, price."),
                _sum_remark(file, lines),
            ),
            money_section(file.more.costs),
        )

    def order(self) -> None:
        """Order cameras from a line."""
        if self._file is not None and self._has_lines():
            from camdesk.gui.forms.delivery_forms import OrderForm

            OrderForm(
                self._session, self._context, self._file.title, self._file.more.lines, self
            ).open()

    def receive(self) -> None:
        """Take delivery for a line."""
        if self._file is not None and self._has_lines():
            from camdesk.gui.forms.delivery_forms import ReceiveForm

            ReceiveForm(
                self._session, self._context, self._file.title, self._file.more.lines, self
            ).open()

    def add_line(self) -> None:
        """Write a further line."""
        if self._file is not None:
            from camdesk.gui.forms.delivery_forms import LineForm

            LineForm.new(
                self._session, self._context, self._file.id, len(self._file.more.lines) + 1, self
            ).open()

    def _has_lines(self) -> bool:
        if self._file is None or not self._file.more.lines:
            self._context.notify(tr("Add a line first: what is ordered, and how many."))
            return False
        return True

    def _follow(self, what: str, which: str) -> None:
        if what == "contract_line":
            self._context.show_list("cameras", Query(filters={"contract_line": (int(which),)}))
        elif what == "edit_line":
            from camdesk.gui.forms.delivery_forms import LineForm

            LineForm.edit(self._session, self._context, int(which), self).open()
        else:
            super()._follow(what, which)

    def tips(self, file: TableFile) -> dict[str, str]:
        tips = {}
        for line in file.more.lines:
            tips[f"contract_line:{line.id}"] = tr("Shows the cameras of this line.")
            tips[f"edit_line:{line.id}"] = tr("Opens the line to be corrected.")
        return tips


def money_section(costs: Costs) -> Section:
    """What was spent, by what it was for; what is not known is said."""
    rows = [
        Row([Run(tr(MONEY[kind]), "muted")], [[Run(money_text_local(costs.sums[kind]))]])
        for kind in COUNTED
        if kind in costs.sums
    ]
    if costs.spent is not None and len(rows) > 1:
        rows.append(
            Row([Run(tr("Spent"), "muted")], [[Run(money_text_local(costs.spent), "strong")]])
        )
    if costs.unknown:
        said = ntr("{n} event has no known sum", "{n} events have no known sum", costs.unknown)
        rows.append(Row([Run("")], [[Run(said, "muted")]]))
    return Section(tr("Money"), rows, tr("No sum is known."))


def _line_row(line: Line) -> Row:
    position = str(line.position) if line.position is not None else "—"
    name = line.name or tr("Model not named")
    price = "" if line.unit_price is None else f" × {money_text_local(line.unit_price)}"
    unit = "" if line.unit == "camera" else f" · {tr(UNITS[line.unit])}"
    counts = [
        tr("ordered {n}", n=number_text(line.ordered)),
        tr("received {n}", n=number_text(line.received)),
        tr("installed {n}", n=number_text(line.installed)),
    ]
    if line.short:
        counts.append(tr("short {n}", n=number_text(line.short)))
    if line.over:
        counts.append(tr("over {n}", n=number_text(line.over)))
    came: RunLine = [Run(" · ".join(counts), "link", href=f"contract_line:{line.id}")]
    return Row(
        [Run(position, "muted")],
        [
            [Run(name, "link", href=f"edit_line:{line.id}"), Run(unit, "muted")],
            [Run(number_text(line.quantity)), Run(price)],
            came,
        ],
    )


def _sum_remark(file: TableFile, lines: Sequence[Line]) -> list[RunLine]:
    """Where the lines do not add up to the contract's sum, that is said; it may well be so."""
    amount = file.facts["amount"]
    sums = [line.amount for line in lines]
    if not isinstance(amount, int) or not sums or None in sums:
        return []
    total = sum(one or 0 for one in sums)
    if total == amount:
        return []
    said = tr(
        "The lines add up to {lines}, the contract says {contract}.",
        lines=money_text_local(total),
        contract=money_text_local(amount),
    )
    return [[Run(said, "failed")]]
