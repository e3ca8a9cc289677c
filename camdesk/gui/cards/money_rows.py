"""What a camera, a site or a contract has cost, as rows of a card."""

from __future__ import annotations

from camdesk.domain.money import MONEY
from camdesk.gui.cards.sheet import Pen, Row, Run
from camdesk.store.money import COUNTED, NOTHING, Costs
from camdesk.text.formats import money_text_local, number_text
from camdesk.text.i18n import ntr, tr


def money_rows(costs: Costs) -> list[Row]:
    """The known sums by what they were for, and how many are not known."""
    rows = [
        Row([Run(tr(MONEY[kind]), "muted")], [[Run(money_text_local(costs.sums[kind]))]])
        for kind in COUNTED
        if kind in costs.sums
    ]
    if costs.spent is not None and len(rows) > 1:
        spent = [Run(money_text_local(costs.spent), "strong")]
        rows.append(Row([Run(tr("Spent"), "muted")], [spent]))
    if costs.unknown:
        said = ntr(
            "{count} event has no known sum",
            "{count} events have no known sum",
            costs.unknown,
            count=number_text(costs.unknown),
        )
        rows.append(Row([Run("")], [[Run(said, "muted")]]))
    return rows


def draw_money(pen: Pen, costs: Costs) -> None:
    """A section of its own, where there is something to say."""
    if costs != NOTHING:
        pen.heading(tr("Money"))
        pen.rows(money_rows(costs))
