"""The card of spare parts: where they came from, where they went, and how many are left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from camdesk.domain.facts import FACTS, FactKind
from camdesk.domain.lifecycle import KINDS
from camdesk.gui.asking import ask
from camdesk.gui.cards.part_rows import counted, joined
from camdesk.gui.cards.sheet import Row, Run, badge
from camdesk.gui.cards.table_card import Section, TableCard, TableFile
from camdesk.gui.session import Session
from camdesk.store import part_cards, part_list
from camdesk.store.connection import Connection
from camdesk.store.part_cards import Lot, Move
from camdesk.store.part_list import Offer
from camdesk.text.formats import edtf_text, moment_text, number_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class PartCard(TableCard):
    """A row of parts, its moves, and what can be done with what is left."""

    table = "part"

    def __init__(self, session: Session, context: Context, parent: QWidget | None = None) -> None:
        hint = tr("Choose a part to see where it came from and where it went.")
        super().__init__(session, context, hint, parent)
        self.fit = self.add_button(tr("Fit into a camera…"), self.fit_part)
        self.discard = self.add_button(tr("Discard…"), self.discard_part)
        self.add_button(tr("Edit facts…"), self.edit_facts)
        self.end_buttons()

    def read_more(self, connection: Connection, row: int) -> Lot | None:
        return part_cards.lot(connection, row)

    def title(self, file: TableFile) -> str:
        return counted(str(file.facts["name"]), int(file.facts["quantity"] or 0))

    def line(self, file: TableFile) -> str:
        left, all_of_them = _lot(file).in_stock, int(file.facts["quantity"] or 0)
        if not left:
            return tr("Used up")
        if left == all_of_them:
            return tr("In stock")
        return tr(
            "{count} of {all} in stock", count=number_text(left), all=number_text(all_of_them)
        )

    def tone(self, file: TableFile) -> str:
        return "in_stock" if _lot(file).in_stock else "exit"

    def show_file(self, file: TableFile, same: bool) -> None:
        super().show_file(file, same)
        usable = _lot(file).in_stock > 0 and not self._session.read_only
        self.fit.setEnabled(usable)
        self.discard.setEnabled(usable)

    def sections(self, file: TableFile) -> Sequence[Section]:
        lot = _lot(file)
        return [Section(tr("Where they went"), [_row(move) for move in lot.moves],
                        tr("All of them are in stock."))]  # fmt: skip

    def tips(self, file: TableFile) -> dict[str, str]:
        lot = _lot(file)
        came: list[Lot | Move] = [lot, *lot.moves]
        return {
            f"entry:{made.entry}": tr(
                "Recorded {moment} by {author}. Opens the entry in the journal.",
                moment=moment_text(made.recorded_at),
                author=made.author,
            )
            for made in came
        }

    def fact_rows(self, file: TableFile) -> list[Row]:
        """The facts, and the entry that brought the parts."""
        lot, facts = _lot(file), file.facts
        out_of_place = "donor" if facts["source"] == "bought" else "supplier"
        shown = [
            self._row(one, file)
            for one in FACTS[self.table]
            if facts[one.column] is not None
            or one.column in file.corrected
            or (one.kind is not FactKind.NOTE and one.column != out_of_place)
        ]
        line = [Run(moment_text(lot.recorded_at), "link", href=f"entry:{lot.entry}")]
        if lot.invented:
            line += [Run("  "), badge(tr("invented"))]
        return [*shown, Row([Run(tr("Recorded"), "muted")], [line])]

    def edit_facts(self) -> None:
        """Open the form that corrects facts of the parts shown."""
        file = self.file
        if file is not None and not self._session.read_only:
            from camdesk.gui.forms.part_forms import PartForm

            bought = file.facts["source"] == "bought"
            PartForm(self._session, self._context, file.id, bought=bought, parent=self).open()

    def fit_part(self) -> None:
        """Ask into which camera a part goes."""

        def show(offer: Offer) -> None:
            from camdesk.gui.forms.fit_form import FitForm

            FitForm(self._session, self._context, offer, self).open()

        self._with_offer(show)

    def discard_part(self) -> None:
        """Ask how many turned out to be of no use."""

        def show(offer: Offer) -> None:
            from camdesk.gui.forms.part_forms import DiscardForm

            DiscardForm(self._session, self._context, offer, self).open()

        self._with_offer(show)

    def _with_offer(self, show: Callable[[Offer], None]) -> None:
        row = self._wanted
        if row is None or self._session.read_only:
            return

        def answer(offer: Offer | None) -> None:
            if offer is None:
                self._context.notify(tr("None of these parts is in stock any more."))
            else:
                show(offer)

        ask(self, self._session, "offer of a part", lambda c: part_list.offer(c, row), answer)


def _row(move: Move) -> Row:
    date = Run(edtf_text(move.occurred_on), "muted", href=f"entry:{move.entry}")
    if move.kind == "discarded":
        title = [Run(counted(tr("Discarded"), move.quantity))]
    else:
        title = [Run(f"{counted(tr('Fitted'), move.quantity)}  ")]
        if move.camera is not None:
            title.append(Run(move.camera.text, "link", href=f"camera:{move.camera.id}"))
    if move.invented:
        title += [Run("  "), badge(tr("invented"))]
    pieces: list[list[Run]] = []
    if move.repair is not None:
        pieces.append([Run(tr(KINDS[move.repair].label), "muted")])
    if move.paper is not None:
        pieces.append([Run(move.paper.text, "small link", href=f"document:{move.paper.id}")])
    if move.note:
        pieces.append([Run(move.note, "muted")])
    return Row([date], [title, joined(pieces)] if pieces else [title])


def _lot(file: TableFile) -> Lot:
    assert isinstance(file.more, Lot)
    return file.more
