"""The history of facts: every value that each had, when, who recorded it and in which entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from camdesk.gui.asking import ask
from camdesk.gui.cards.sheet import Pen, Row, Run, Sheet
from camdesk.gui.cards.words import CAMERA_FACTS, SITE_FACTS, fact_text
from camdesk.gui.kit.dialogs import Dialog
from camdesk.gui.session import Session
from camdesk.store import cards
from camdesk.store.cards import FieldChange
from camdesk.text.formats import UNKNOWN, moment_text
from camdesk.text.i18n import language, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_HEIGHT = 380
_LABELS = {"camera": CAMERA_FACTS, "site": SITE_FACTS}


class HistoryDialog(Dialog):
    """Every value of every fact of a camera or a site; entries open in the journal."""

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
            lambda connection: cards.history(connection, table, row, language()),
            self._show,
        )

    def _show(self, history: Mapping[str, list[FieldChange]]) -> None:
        labels = _LABELS[self._table]
        shown = {
            column: history[column]
            for column in labels
            if column in history and self._column in ("", column)
        }
        tips = {
            f"entry:{change.entry}": tr("Opens the entry in the journal.")
            for changes in shown.values()
            for change in changes
        }

        def draw(pen: Pen) -> None:
            for column, changes in shown.items():
                pen.heading(tr(labels[column]))
                pen.rows([_row(column, change) for change in reversed(changes)])
            if not shown:
                pen.line([Run(tr("Nothing was ever stated."), "muted")])

        self.sheet.show_drawing(draw, tips)

    def _follow(self, what: str, which: str) -> None:
        self.reject()
        if what == "entry":
            self._context.open_entry(int(which))


def _row(column: str, change: FieldChange) -> Row:
    text = fact_text(column, change.value)
    value = Run(text, "muted" if text == UNKNOWN else "text")
    entry = tr("{author}, entry {entry}", author=change.author, entry=change.entry)
    said = Run(entry, "small link", href=f"entry:{change.entry}")
    return Row([Run(moment_text(change.recorded_at), "muted")], [[value], [said]])
