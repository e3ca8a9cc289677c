"""The history of facts: every value that each had, when, who recorded it and in which entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from camdesk.domain.facts import FACTS, Fact, FactKind
from camdesk.domain.own_fields import TABLES as TABLES_WITH_OWN
from camdesk.domain.own_fields import OwnField
from camdesk.gui.asking import ask
from camdesk.gui.cards.sheet import Pen, Row, Run, Sheet
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.session import Session
from camdesk.store import cards, own_fields
from camdesk.store.cards import FieldChange
from camdesk.store.connection import Connection
from camdesk.text.fact_words import fact_words
from camdesk.text.formats import UNKNOWN, moment_text
from camdesk.text.i18n import language, tr
from camdesk.text.own_words import own_words

if TYPE_CHECKING:
    from camdesk.gui.context import Context

Histories = tuple[Mapping[str, list[FieldChange]], Mapping[OwnField, list[FieldChange]]]
_HEIGHT = 380


class HistoryDialog(Dialog):
    """Every value of every fact of a row; entries open in the journal."""

    def __init__(
        self,
        session: Session,
        context: Context,
        table: str,
        row: int,
        title: str,
        column: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("History of facts"), subtitle=title, cancel=tr("Close"), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._table = table
        self._column = column  # the only fact to show; "" shows all
        self.sheet = Sheet(plain=True)
        self.sheet.setMinimumHeight(_HEIGHT)
        self.sheet.followed.connect(self._follow)
        self.body.addWidget(self.sheet)
        self.sheet.setFocus()
        ask(
            self,
            session,
            f"history {table} {row}",
            lambda connection: _read(connection, table, row, language()),
            self._show,
        )

    def _show(self, histories: Histories) -> None:
        history, own = histories
        shown: dict[Fact | OwnField, list[FieldChange]] = {
            fact: history[fact.column]
            for fact in FACTS[self._table]
            if fact.column in history and fact.kind is not FactKind.HIDDEN
        }
        for field, changes in own.items():
            shown[field] = changes
        shown = {
            fact: changes for fact, changes in shown.items() if self._column in ("", fact.column)
        }
        tips = {
            f"entry:{change.entry}": tr("Opens the entry in the journal.")
            for changes in shown.values()
            for change in changes
        }

        def draw(pen: Pen) -> None:
            for fact, changes in shown.items():
                pen.heading(fact.name if isinstance(fact, OwnField) else tr(fact.label))
                pen.rows([_row(fact, change) for change in reversed(changes)])
            if not shown:
                pen.line([Run(tr("Nothing was ever stated."), "muted")])

        self.sheet.show_drawing(draw, tips)

    def _follow(self, what: str, which: str) -> None:
        self.reject()
        if what == "entry":
            self._context.open_entry(int(which))


def _read(connection: Connection, table: str, row: int, tongue: str) -> Histories:
    own = own_fields.history(connection, table, row) if table in TABLES_WITH_OWN else {}
    return cards.history(connection, table, row, tongue), own


def _row(fact: Fact | OwnField, change: FieldChange) -> Row:
    if isinstance(fact, OwnField):
        text = own_words(fact, None if change.value is None else str(change.value))
    else:
        text = fact_words(fact, change.value)
    value = Run(text, "muted" if text == UNKNOWN else "text")
    entry = tr("{author}, entry {entry}", author=change.author, entry=change.entry)
    said = Run(entry, "small link", href=f"entry:{change.entry}")
    return Row([Run(moment_text(change.recorded_at), "muted")], [[value], [said]])
