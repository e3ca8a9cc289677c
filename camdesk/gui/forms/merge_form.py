"""Two rows of a reference book that mean the same become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from camdesk.gui import operations
from camdesk.gui.forms.form_dialog import FormDialog
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.kit.edits import TextEdit
from camdesk.gui.long_work import write_long
from camdesk.gui.session import Session
from camdesk.store import book_lists
from camdesk.store.books import Found
from camdesk.store.register import Register
from camdesk.store.telling import Tell
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class MergeForm(FormDialog):
    """Asks which row `source` means; one entry, which can be taken back."""

    def __init__(
        self,
        session: Session,
        context: Context,
        table: str,
        source: Found,
        parent: QWidget | None = None,
    ) -> None:
        lead = tr(
            "Everything that leans on “{name}” will lean on the row that you choose."
            " The name stays in the history.",
            name=source.title,
        )
        super().__init__(session, tr("Merge"), lead, parent, primary=tr("Merge"))
        self._context = context
        self._table = table
        self._source = source
        picker = ReferencePicker(session, table, without=frozenset({source.id}))
        self.form.add("target", tr("Merge into"), picker, required=True)
        self.form.add("reason", tr("Reason"), TextEdit())

    def submit(self, values: dict[str, object]) -> None:
        """Merge as one entry."""
        table, source = self._table, self._source

        def work(register: Register, tell: Tell) -> int:
            reason = cast("str | None", values["reason"])
            with register.write("merge", source.title, reason=reason) as entry:
                target = operations.made(entry, values["target"])
                entry.flush()
                return book_lists.merge(entry, table, source.id, target, tell)

        def done(moved: int) -> None:
            self._context.notify(
                ntr(
                    "Merged: {count} row leans on the other one now. Ctrl+Z takes it back.",
                    "Merged: {count} rows lean on the other one now. Ctrl+Z takes it back.",
                    moved,
                    count=number_text(moved),
                )
            )
            self.finish()

        self.begin_saving()
        write_long(self.session, self, tr("Merging"), work, done, self.refuse, self.resume)
