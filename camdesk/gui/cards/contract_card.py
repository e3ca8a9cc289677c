"""The card of a contract: its lines, what came of each, and what it cost so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.domain.lifecycle import UNITS
from camdesk.gui.cards.money_rows import money_rows
from camdesk.gui.cards.sheet import Line as RunLine
from camdesk.gui.cards.sheet import Row, Run
from camdesk.gui.cards.table_card import Section, TableCard, TableFile
from camdesk.gui.session import Session
from camdesk.store import contracts, money
from camdesk.store.connection import Connection
from camdesk.store.contracts import Line
from camdesk.store.deliveries import EVER
from camdesk.store.listing import Query
from camdesk.store.money import Costs
from camdesk.store.tables import Value
from camdesk.text.formats import UNKNOWN, money_text_local, number_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


@dataclass(frozen=True, slots=True)
class ContractMore:
    """The lines of a contract, and what its cameras cost."""

    lines: tuple[Line, ...]
    costs: Costs
    over: Mapping[int, Sequence[int]]  # by line, the cameras that came beyond it


class ContractCard(TableCard):
    """What is ordered, received, installed, short or over of each line, always in sight."""

    table = "contract"

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(session, context, tr("Choose a contract in the list."), parent)
        self.add_button(tr("Order…"), self.order)
        self.add_button(tr("Receive…"), self.receive)
        self.add_button(tr("Edit facts…"), self.edit_facts)

    def read_more(self, connection: Connection, row: int) -> ContractMore:
        lines = tuple(contracts.lines(connection, row))
        over = {
            line.id: contracts.came_beyond(connection, line.id, line.quantity)
            for line in lines
            if line.over
        }
        return ContractMore(lines, money.cost_of_contract(connection, row), over)

    def line(self, file: TableFile) -> str:
        lines: tuple[Line, ...] = file.more.lines
        if not lines:
            return tr("No lines yet")
        said = []
        for unit in UNITS:  # systems and cameras are never added up
            short = sum(line.short for line in lines if line.unit == unit)
            over = sum(line.over for line in lines if line.unit == unit)
            name = "" if unit == "camera" else f" ({tr(UNITS[unit])})"
            if short:
                said.append(tr("{n} still to come", n=number_text(short)) + name)
            if over:
                said.append(tr("{n} beyond the contract", n=number_text(over)) + name)
        return " · ".join(said) or tr("All delivered")

    def fact_rows(self, file: TableFile) -> list[Row]:
        return []  # they stand below the lines

    def sections(self, file: TableFile) -> Sequence[Section]:
        lines: tuple[Line, ...] = file.more.lines
        return (
            Section(
                tr("Lines"),
                [_line_rows(line) for line in lines],
                tr("Add the lines of the contract: model, quantity, price."),
                _sum_remark(file, lines),
            ),
            Section(tr("Money"), money_rows(file.more.costs), tr("No sum is known.")),
            Section(tr("Contract"), super().fact_rows(file)),
        )

    def edit_facts(self) -> None:
        """Open the form that corrects the contract and its lines."""
        if self.row is not None and not self._session.read_only:
            from camdesk.gui.forms.contract_form import ContractForm

            ContractForm(self._session, self._context, self.row, self).open()

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

    def _has_lines(self) -> bool:
        if self._file is None or not self._file.more.lines:
            self._context.notify(tr("Add a line first: what is ordered, and how many."))
            return False
        return True

    def _follow(self, what: str, which: str) -> None:
        if what in EVER:
            filters: dict[str, tuple[Value, ...]] = {
                "contract_line": (int(which),),
                "ever": (what,),
            }
            self._context.show_list("cameras", Query(filters=filters))
        elif what == "over":
            over = tuple(self._over_of(int(which)))
            self._context.show_list("cameras", Query(filters={"among": over}))
        elif what == "edit_line":
            from camdesk.gui.forms.delivery_forms import LineForm

            LineForm.edit(self._session, self._context, int(which), self).open()
        else:
            super()._follow(what, which)

    def _over_of(self, line: int) -> Sequence[int]:
        return () if self._file is None else self._file.more.over.get(line, ())

    def tips(self, file: TableFile) -> dict[str, str]:
        tips = {}
        for line in file.more.lines:
            tips[f"edit_line:{line.id}"] = tr("Opens the line to be corrected.")
            for count in (*EVER, "over"):
                tips[f"{count}:{line.id}"] = tr("Shows these cameras.")
        return tips


def _line_rows(line: Line) -> Row:
    """A line, what is agreed, and what came of it; each number leads to its cameras."""
    position = str(line.position) if line.position is not None else UNKNOWN
    name = line.name or tr("Model not named")
    price = "" if line.unit_price is None else f" × {money_text_local(line.unit_price)}"
    unit = "" if line.unit == "camera" else f" · {tr(UNITS[line.unit])}"
    counts = [
        ("ordered", tr("ordered {n}", n=number_text(line.ordered)), line.ordered),
        ("received", tr("received {n}", n=number_text(line.received)), line.received),
        ("installed", tr("installed {n}", n=number_text(line.installed)), line.installed),
    ]
    came: list[Run] = []
    for count, text, number in counts:
        if came:
            came.append(Run(" · "))
        href = f"{count}:{line.id}" if number else ""
        came.append(Run(text, "link" if number else "muted", href=href))
    lines: list[RunLine] = [
        [Run(name, "link", href=f"edit_line:{line.id}"), Run(unit, "muted")],
        [Run(number_text(line.quantity)), Run(price)],
        came,
    ]
    if line.short:
        lines.append(_short(line))
    if line.over:
        text = tr("over {n}", n=number_text(line.over))
        lines.append([Run(text, "failed", href=f"over:{line.id}")])
    return Row([Run(position, "muted")], lines)


def _short(line: Line) -> RunLine:
    """What did not come: awaited, or not ordered yet."""
    text = tr("short {n}", n=number_text(line.short))
    href = f"awaited:{line.id}" if line.awaited else ""
    runs = [Run(text, "failed", href=href)]
    if line.to_order:
        rest = tr("{n} of them not ordered yet", n=number_text(line.to_order))
        runs.append(Run(f" ({rest})" if line.awaited else f" ({tr('not ordered yet')})", "muted"))
    return runs


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
