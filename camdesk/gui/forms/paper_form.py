"""The form of a document: kind, number, date, who issued and signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from camdesk.domain.facts import Fact
from camdesk.gui.asking import ask
from camdesk.gui.forms.field_controls import SuggestingBox
from camdesk.gui.forms.paper_kinds import kinds_of_paper
from camdesk.gui.forms.table_form import TableForm, edit_of
from camdesk.gui.session import Session
from camdesk.store import documents
from camdesk.text.formats import edtf_text
from camdesk.text.i18n import tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context

_PATIENCE = 200  # ms without typing before the register is asked


class PaperForm(TableForm):
    """Makes a document, or corrects one; says where there is one of that number already."""

    def __init__(
        self,
        session: Session,
        context: Context,
        row: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, context, "document", row, parent)
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self._look_for_twin)
        self.form.changed.connect(self._look_soon)

    def edit_for(self, one: Fact) -> QWidget:
        return (
            SuggestingBox(kinds_of_paper()) if one.column == "kind" else edit_of(one, self.session)
        )

    def _look_soon(self, name: str) -> None:
        if name in ("kind", "number"):
            self.form.row("number").set_hint("")
            self._soon.start()

    def _look_for_twin(self) -> None:
        kind, number = (self.form.edit(name).value() for name in ("kind", "number"))
        if not kind or not number:
            return
        here = self.row_id
        ask(
            self,
            self.session,
            "twin of a paper",
            lambda connection: [
                twin.issued_on
                for twin in documents.same_paper(connection, kind, number)
                if twin.id != here
            ],
            self._say_twin,
        )

    def _say_twin(self, dates: list[str | None]) -> None:
        if dates:
            said = ", ".join(edtf_text(issued) for issued in dates)
            self.form.row("number").set_hint(
                tr("There is one of that number already, of {dates}.", dates=said)
            )
            self.grow()
